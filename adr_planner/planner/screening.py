"""Which candidates a mission can be planned for: every reason to leave one out, found once, before the search."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EGM96
from adr_planner.errors import (
    CandidatesLeftOutWarning,
    ConvergenceError,
    FewerTargetsWarning,
    InvalidInputError,
)
from adr_planner.plan import LeftOut
from adr_planner.planner.consenting import without_consent
from adr_planner.planner.pricing.uptime import last_arrival, sinks_after
from adr_planner.risk import RankedObject, Ranking
from adr_planner.risk.lasting import lasting
from adr_planner.risk.remnants import remnant_words
from adr_planner.service.choosing import service_for
from adr_planner.service.disposal_perigee import disposal_perigee
from adr_planner.spec.filters import Filters
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.objective import objective_of
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.parting import Parting
from adr_planner.transfer.drift_floor import NO_FLOOR
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["Screened", "reason_against", "screen", "wanted"]

MOST_ECCENTRIC, HIGHEST_APOGEE_KM, NEAREST_EQUATOR_DEG = 0.3, 6000.0, 0.3
"""Edges of what is modelled. Pairs of targets at each edge are planned and pass `verify`; beyond lie SGP4's deep space,
and orbits whose node turns by degrees for the periodic terms of J2 alone."""
_NAMED = 6
"""Reasons a warning gives in full; of the rest it gives the names."""


@dataclass(frozen=True, slots=True)
class Screened:
    """The candidates of a mission after screening.

    Parameters
    ----------
    ranking : sequence of RankedObject
        Those that can be planned for; a `Ranking` where one was given.
    left_out : tuple of LeftOut
        The others, each with its reason.
    """

    ranking: Sequence[RankedObject]
    left_out: tuple[LeftOut, ...]


def wanted(ranking: Ranking, mission: MissionSpec) -> Ranking:
    """Return a ranking without what a mission excludes or filters out, e.g. before its best forty are taken.

    Raises
    ------
    InvalidInputError
        If nothing is left.
    """
    kept = tuple(entry for entry in ranking if not _unwanted(entry.object, mission))
    if ranking and not kept:
        raise InvalidInputError(
            f"Exclusions, filters and consents leave none of {len(ranking):,} objects: widen them.", parameter="filters"
        )
    return replace(ranking, entries=kept)


def screen(ranking: Sequence[RankedObject], servicers: Sequence[Servicer], mission: MissionSpec) -> Screened:
    """Leave out the candidates that cannot be planned for, and say why, once.

    Parameters
    ----------
    ranking : sequence of RankedObject
        Candidates.
    servicers : sequence of Servicer
        What flies; each must be able to deal with a candidate.
    mission : MissionSpec
        What is to be done.

    Raises
    ------
    InvalidInputError
        If one of them must be visited; if none is left, or too few where a mission asks for so many exactly.

    Warns
    -----
    CandidatesLeftOutWarning
        Once, with all that were left out for other reasons than the user's wish.
    FewerTargetsWarning
        If a mission for "at most" so many targets has fewer candidates left.
    """
    kept, left_out, unasked = [], [], []
    for entry in ranking:
        asked = _unwanted(entry.object, mission)
        reason = asked or reason_against(entry.object, servicers, mission)
        if not reason:
            kept.append(entry)
            continue
        item = LeftOut(norad_cat_id=entry.object.norad_cat_id, name=entry.object.name, reason=reason)
        left_out.append(item)
        if not asked:
            unasked.append(item)
    _refuse_must_visits(left_out, mission)
    _refuse_too_few(len(kept), left_out, mission)
    if unasked:
        verb = "is" if len(unasked) == 1 else "are"
        message = f"{len(unasked)} of {len(ranking)} candidates {verb} left out: {_told(unasked)}"
        warnings.warn(CandidatesLeftOutWarning(message, tuple(unasked)), stacklevel=4)
    if len(kept) < mission.targets:
        message = (
            f"{len(kept)} of {len(ranking)} candidates are left for a mission to {mission.targets} targets: "
            f"{len(kept)} at most are planned."
        )
        warnings.warn(FewerTargetsWarning(message, mission.targets, len(kept)), stacklevel=4)
    among = replace(ranking, entries=tuple(kept)) if isinstance(ranking, Ranking) and left_out else ranking
    return Screened(among if isinstance(among, Ranking) else kept, tuple(left_out))


def reason_against(target: SpaceObject, servicers: Sequence[Servicer], mission: MissionSpec) -> str:
    """Return why an object is left out, the gravest reason alone, or nothing."""
    return _unwanted(target, mission) or next(_reasons(target, servicers, mission), "")


def _refuse_must_visits(left_out: Sequence[LeftOut], mission: MissionSpec) -> None:
    missed = [item for item in left_out if item.norad_cat_id in mission.must_visit]
    if missed:
        raise InvalidInputError(
            f"must_visit cannot be kept: {_told(missed)} Take it out of must_visit, or change what stands against it.",
            parameter="must_visit",
        )


def _refuse_too_few(kept: int, left_out: Sequence[LeftOut], mission: MissionSpec) -> None:
    exactly = not objective_of(mission.objective).fewer
    if kept >= mission.targets or (kept and not exactly):
        return
    asked = f"exactly {mission.targets} targets" if exactly else f"up to {mission.targets} targets"
    raise InvalidInputError(
        f"The mission asks for {asked}, but {kept or 'none'} of its {kept + len(left_out)} candidates can be planned "
        f"for: {_told(left_out)}",
        parameter="targets",
    )


def _told(left_out: Sequence[LeftOut]) -> str:
    told = " ".join(item.reason for item in left_out[:_NAMED])
    rest = ", ".join(f"{item.name} ({item.norad_cat_id})" for item in left_out[_NAMED:])
    return f"{told} And {rest}." if rest else told


def _unwanted(target: SpaceObject, mission: MissionSpec) -> str:
    """Say why the user does not want an object, or nothing."""
    name = f"{target.name} ({target.norad_cat_id})"
    if target.norad_cat_id in mission.exclude:
        return f"{name} is excluded by the mission."
    outside = "" if mission.filters is None else _outside(target, mission.filters)
    if outside:
        return f"{name} is filtered out by its {outside}."
    why = without_consent(target, mission)
    return f"{name} {why}." if why else ""


def _outside(target: SpaceObject, filters: Filters) -> str:
    orbit = target.elements
    ranges = {
        "inclination": (orbit.inclination_deg, orbit.inclination_deg),
        "altitude": (orbit.perigee_km, orbit.apogee_km),
        "mass": (target.mass_kg, target.mass_kg),
    }
    for name, (low, high) in ranges.items():
        asked = filters.range_of(name)
        if asked is not None and not (low is not None and high is not None and asked[0] <= low and high <= asked[1]):
            return name
    if filters.owners and target.owner not in filters.owners:
        return "owner"
    return "type" if filters.types and target.object_type not in filters.types else ""


def _reasons(target: SpaceObject, servicers: Sequence[Servicer], mission: MissionSpec) -> Iterator[str]:
    """Say why an object cannot be planned for, the gravest first."""
    name = f"{target.name} ({target.norad_cat_id})"
    for reason in (_no_mass, _remnant, _unmodelled, _gone, _too_low):
        why = reason(target, mission)
        if why:
            yield f"{name} {why}."
    yield from _refusals(lambda: disposal_perigee(target, mission))
    for servicer in servicers:
        yield from _refusals(lambda servicer=servicer: _brought_down(target, servicer, mission))  # type: ignore[misc]


def _no_mass(target: SpaceObject, mission: MissionSpec) -> str:
    return "" if target.mass_kg is not None else "has no known mass, so its disposal cannot be sized: give it one"


def _remnant(target: SpaceObject, mission: MissionSpec) -> str:
    return remnant_words(target)


def _unmodelled(target: SpaceObject, mission: MissionSpec) -> str:
    orbit = target.elements
    flown = f"flies {orbit.perigee_km:,.0f} x {orbit.apogee_km:,.0f} km at {orbit.inclination_deg:.2f} deg, outside "
    flown += "what is modelled: "
    if orbit.eccentricity >= MOST_ECCENTRIC:
        return f"{flown}its eccentricity of {orbit.eccentricity:.3f} is not below {MOST_ECCENTRIC:g}"
    if orbit.apogee_km > HIGHEST_APOGEE_KM:
        return f"{flown}its apogee is above {HIGHEST_APOGEE_KM:,.0f} km"
    if not NEAREST_EQUATOR_DEG <= orbit.inclination_deg <= 180.0 - NEAREST_EQUATOR_DEG:
        return f"{flown}within {NEAREST_EQUATOR_DEG:g} deg of the equator its node tells nothing"
    return ""


def _gone(target: SpaceObject, mission: MissionSpec) -> str:
    end = lasting(target)
    age = float((mission.start - target.elements.epoch).to_value("day"))
    told = f"on {end.words}, by {end.by} from its elements of {target.elements.epoch_utc[:10]}"
    if end.days <= age:
        return f"came down before the mission starts: {told}"
    if end.days < age + mission.commissioning_days + mission.stay_days:
        return f"comes down before a servicer could have reached and served it: {told}"
    return ""


def _too_low(target: SpaceObject, mission: MissionSpec) -> str:
    orbit, floor = target.elements, mission.lowest_drift_m / 1e3
    flown = f"flies {orbit.perigee_km:.0f} x {orbit.apogee_km:.0f} km"
    if sinks_after(target, mission) == 0.0:
        return f"{flown}, below the lowest drift orbit of {floor:g} km"
    if last_arrival(target, mission) < mission.commissioning_days:
        return f"{flown} and sinks below the lowest drift orbit of {floor:g} km before it could be reached"
    return ""


def _refusals(check: Callable[[], object]) -> Iterator[str]:
    try:
        check()
    except (ConvergenceError, InvalidInputError) as error:
        yield str(error)


def _brought_down(target: SpaceObject, servicer: Servicer, mission: MissionSpec) -> None:
    """Refuse a kit too small for a target, or an engine too weak for it."""
    orbit = target.elements
    size, rounds = np.array([orbit.sma_m]), np.array([orbit.eccentricity])
    angles = np.zeros(1)
    orbits = OrbitSet.at_epochs(size, rounds, angles, angles, angles, angles, EGM96)
    service_for([target], orbits, servicer, mission, Parting(NO_FLOOR))

"""What a plan means for re-entry rules and for other states, and what the operator is warned of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from adr_planner.catalog import SpaceObject
from adr_planner.plan import Compliance, ExposedParty, Leg, Maneuver, PlannedDisposal
from adr_planner.planner.writing.law import LAW
from adr_planner.risk import RankedObject
from adr_planner.risk.gates import CONTROLLED_ABOVE_KG
from adr_planner.service.disposal_perigee import perigee_within
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import parse_utc

__all__ = ["compliance"]

_RULES = (5, 25)
"""Longest decays that are rules in force [yr]: FCC 2022 and ESA 2023, IADC 2002."""
_SAME = 1.001
"""The perigee of a decay is found to less than a thousandth of its years."""
_CREWED_KM = (370.0, 430.0)
"""Altitudes crewed stations fly at [km]: the ISS at 410 to 420, Tiangong at 380 to 395, with room for reboosts."""
_NOTE = (
    "Jurisdiction over an object stays with its state of registry (Outer Space Treaty, Art. VIII): removal "
    "needs its consent. Owner codes are the satellite catalogue's, not legal findings."
)


def compliance(
    chosen: list[RankedObject],
    mission: MissionSpec,
    legs: Sequence[Leg],
    disposals: Sequence[PlannedDisposal],
    longest_arc: float,
    exposed: tuple[ExposedParty, ...] | None = None,
) -> Compliance:
    """Say what the plan means for re-entry rules and for other states.

    An object counts as heavy if its mass, with the range known for it, may be above the threshold. Burns on more than
    the longest arc [deg] are warned of.
    """
    controlled = mission.disposal.rule == "controlled"
    heavy = [entry.object for entry in chosen if entry.gates.reentry == "controlled"]
    left = [] if controlled else [entry.object for entry in chosen]
    years = {part.norad_cat_id: part.decay_years for part in disposals}
    within = {
        rule: tuple(item.norad_cat_id for item in left if _decays(years[item.norad_cat_id], rule)) for rule in _RULES
    }
    stays = [item for item in left if item.norad_cat_id not in within[max(_RULES)]]
    warnings = (
        *(_casualties(item) for item in heavy if not controlled),
        *_crossings(left, disposals),
        *(_stays_up(item, years[item.norad_cat_id]) for item in stays),
        *_may_be_down(chosen, legs, mission.stay_days),
        *_long_burns(_maneuvers(legs, disposals), longest_arc),
        *_overlaps(_maneuvers(legs, [part for part in disposals if part.method != "kit"])),
    )
    return Compliance(
        reentry="controlled" if controlled else "uncontrolled",
        casualty_risk_needs_control=tuple(item.norad_cat_id for item in heavy),
        decays_within_5_years=None if controlled else within[5],
        decays_within_25_years=None if controlled else within[25],
        consent_needed_from=tuple(sorted({_asked(entry.object) for entry in chosen})),
        note=_NOTE,
        law=LAW,
        exposed=exposed,
        warnings=warnings or None,
    )


def _asked(target: SpaceObject) -> str:
    """Return whom to ask: the state of registry, or the owner code where no source tells it."""
    return target.registered_by or target.owner or "unknown"


def _maneuvers(legs: Iterable[Leg], disposals: Iterable[PlannedDisposal]) -> Iterator[Maneuver]:
    for leg in legs:
        yield from leg.maneuvers
    for disposal in disposals:
        yield from disposal.maneuvers


def _decays(years: float | None, rule: int) -> bool:
    return years is not None and years <= rule * _SAME


def _may_be_down(chosen: Sequence[RankedObject], legs: Sequence[Leg], stay_days: float) -> Iterator[str]:
    """Warn of targets that a strong Sun would bring down before the servicer leaves them."""
    for entry, leg in zip(chosen, legs, strict=True):
        leave = parse_utc(leg.arrive_utc).datetime + timedelta(days=stay_days)
        strong = entry.lasting.strong
        if strong is not None and strong < leave:
            yield (
                f"{entry.object.name} ({entry.object.norad_cat_id}) is served until {leave:%Y-%m-%d} and lasts to "
                f"{entry.lasting.words}: under a strong Sun it may be down by then."
            )


def _long_burns(maneuvers: Iterable[Maneuver], longest: float) -> Iterator[str]:
    """Warn of burns on more than the longest arc [deg]."""
    for burn in maneuvers:
        time, arc, loss = burn.burn_time_s, burn.arc_deg, burn.gravity_loss_m_s
        if arc is not None and time is not None and loss is not None and arc > longest:
            yield (
                f"{burn.id} takes {time / 60.0:.0f} min, {arc:.0f} deg of the orbit with {longest:g} allowed: it "
                f"could not be split over several revolutions and loses {loss:.1f} m/s."
            )


def _overlaps(own: Iterable[Maneuver]) -> Iterator[str]:
    """Warn of burns of the servicer that start before the one before them has ended."""
    for first, second in pairwise(sorted(own, key=lambda burn: burn.epoch_utc)):
        if first.burn_time_s is None or second.burn_time_s is None:
            continue
        apart = (parse_utc(second.epoch_utc) - parse_utc(first.epoch_utc)).to_value("s")
        early = 0.5 * (first.burn_time_s + second.burn_time_s) - apart
        if early > 0.0:
            yield (
                f"{second.id} starts {early:.0f} s before {first.id} ends, each centred on its impulse: more "
                "thrust is needed."
            )


def _crossings(left: Sequence[SpaceObject], disposals: Sequence[PlannedDisposal]) -> Iterator[str]:
    """Warn of heavy objects let go on an ellipse: they come down uncontrolled, through the orbits of people."""
    perigees = {part.norad_cat_id: part.perigee_altitude_km for part in disposals}
    for item in left:
        perigee, apogee = perigees[item.norad_cat_id], item.elements.apogee_km
        if (item.mass_kg or 0.0) > CONTROLLED_ABOVE_KG and perigee < _CREWED_KM[1] and apogee > _CREWED_KM[0]:
            yield (
                f"{item.name} ({item.norad_cat_id}, {item.mass_kg:.0f} kg) is left at {perigee:.0f} x {apogee:.0f} km: "
                f"it comes down uncontrolled, and until then crosses the altitudes of crewed stations "
                f"({_CREWED_KM[0]:.0f} to {_CREWED_KM[1]:.0f} km) twice a revolution."
            )


def _stays_up(item: SpaceObject, years: float | None) -> str:
    named, kept = f"{item.name} ({item.norad_cat_id})", perigee_within(item, max(_RULES))
    if kept is None or years is None:
        return f"{named} has no known area to decay by: whether it keeps the {max(_RULES)}-year rule cannot be told."
    return (
        f"{named} stays up for about {years:.0f} years, the rule is {max(_RULES)} at most: a perigee of {kept:.0f} km "
        "would keep it."
    )


def _casualties(item: SpaceObject) -> str:
    return (
        f"{item.name} ({item.norad_cat_id}, {item.mass_kg:.0f} kg) is left to decay: objects above about "
        f"{CONTROLLED_ABOVE_KG / 1e3:g} t usually exceed a casualty risk of 1e-4 and need a controlled re-entry."
    )

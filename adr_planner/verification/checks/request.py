"""What a plan says was asked for, against what was asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from astropy.time import Time

from adr_planner.spec.consents import Consents
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.mission_file import MissionFile, read_mission
from adr_planner.spec.objective import objective_of
from adr_planner.spec.players import Player
from adr_planner.spec.servicer import Servicer
from adr_planner.spec.value import KG_PER_YR
from adr_planner.units import utc_text
from adr_planner.verification.physics.constants import DAY, DRAG_COEFFICIENT
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["request", "request_of"]

_SAME = 1e-9


def request_of(given: MissionFile | str | Path | None) -> MissionFile | None:
    """Return a mission file as read, or read it."""
    return given if given is None or isinstance(given, MissionFile) else read_mission(given)


def request(scene: Scene, asked: MissionFile | None, *, shared: bool = False) -> Iterator[Check]:
    """Hold the echo of mission and servicer against a mission file, value by value.

    Of the plans of a campaign (`shared`) each may be asked for fewer targets than the file, as there are not always
    enough left. The servicer may be loaded with less propellant, where the launcher or a burn needs it lighter.
    """
    if asked is None:
        return
    plan = scene.plan
    stated = {**_flat("mission", plan.mission), **_flat("servicer", plan.servicer)}
    stated["mission.objective"] = objective_of(plan.mission.objective).name
    stated.setdefault("mission.value.measure", KG_PER_YR)  # before documents 1.5
    wanted = {**_mission(asked.mission), **_servicer(asked.servicer)}
    left_out = {name for name in stated if name.startswith("servicer.initial_state")}
    left_out |= {"mission.value.unit", "mission.value.words"}
    if plan.servicer.drag_m2_kg is None:  # as before documents 1.3, and on electric legs
        wanted.pop("servicer.drag_m2_kg", None)
    fewer = {"servicer.propellant_kg", *(["mission.targets"] if shared else [])}
    for name in sorted((set(stated) | set(wanted)) - left_out):
        said, meant = stated.get(name), wanted.get(name)
        same = said <= meant + _SAME if name in fewer and said and meant else _same(said, meant)
        yield Check.holds("request", name, f"says {said}, asked for was {meant}", same)
    seconds = scene.seconds(plan.mission.end_utc) - scene.seconds(plan.mission.start_utc)
    yield Check.within("request", "mission.end_utc", "duration asked for", seconds - asked.mission.duration_days * DAY,
                       1e-3, "s")  # fmt: skip
    solver = plan.provenance.solver
    grid = _same(solver.grid_step_days, asked.mission.grid_days)
    yield Check.holds("request", "solver.grid_step_days", f"the grid asked for, {asked.mission.grid_days:g} days", grid)
    yield Check.at_most(
        "request", "solver.n_candidates", "no more than asked for", solver.n_candidates, asked.candidates, ""
    )


def _same(said: Any, meant: Any) -> bool:
    if isinstance(said, float) and isinstance(meant, (int, float)):
        return math.isclose(said, meant, rel_tol=_SAME, abs_tol=_SAME)
    if isinstance(said, tuple) and isinstance(meant, tuple) and len(said) == len(meant):
        return all(map(_same, said, meant))
    return bool(said == meant)


def _flat(name: str, part: Any) -> dict[str, Any]:
    """Return every value of a part of the document that is given, by its path."""
    if not isinstance(part, dict):
        part = part.model_dump(exclude_none=True)
    found: dict[str, Any] = {}
    for key, value in part.items():
        found |= _flat(f"{name}.{key}", value) if isinstance(value, dict) else {f"{name}.{key}": value}
    found.pop("mission.end_utc", None)  # told by the duration
    return found


def _given(name: str, values: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}.{key}": value for key, value in values.items() if value is not None}


def _mission(asked: MissionSpec) -> dict[str, Any]:
    altitude, allowances = asked.disposal.perigee_altitude_m, asked.allowances
    weights, injection = asked.weights, asked.injection
    wanted = _given("mission", {
        "start_utc": utc_text(asked.start), "targets": asked.targets, "objective": asked.objective,
        "max_delta_v_m_s": asked.max_delta_v_m_s, "max_leg_delta_v_m_s": asked.max_leg_delta_v_m_s,
        "stay_days": asked.stay_days,
        "commissioning_days": asked.commissioning_days, "injection_below_km": asked.injection_below_m / 1e3,
        "longest_wait_days": asked.max_leg_duration_days, "lowest_drift_km": asked.lowest_drift_m / 1e3,
        "must_visit": asked.must_visit, "max_per_state": asked.max_per_state, "one_of": asked.one_of,
        "order": asked.order or None, "max_launch_mass_kg": asked.max_launch_mass_kg,
        "dispose_servicer": asked.dispose_servicer, "servicer_end": asked.servicer_end,
        "dates": tuple(map(_dates, asked.dates)) or None,
        "exclude": asked.exclude or None, "hindcast": asked.hindcast or None,
        "consents": None if asked.consents is None else tuple(map(_consent, _players(asked.consents))),
    })  # fmt: skip
    wanted |= _given("mission.value", {
        "measure": asked.worth.measure, "years": asked.worth.years if asked.worth.projected else None,
        "discount_rate": asked.worth.discount_rate or None,
    })  # fmt: skip
    if asked.filters is not None:
        ranges = {"inclination_deg": "inclination", "altitude_km": "altitude", "mass_kg": "mass"}
        wanted |= _given("mission.filters", {
            **{key: asked.filters.range_of(name) for key, name in ranges.items()},
            "owners": asked.filters.owners or None, "types": asked.filters.types or None,
        })  # fmt: skip
    wanted |= _given("mission.allowances", {
        "phasing_m_s": allowances.phasing_m_s, "proximity_m_s": allowances.proximity_m_s,
        "deterministic_margin": allowances.deterministic_margin, "stochastic_margin": allowances.stochastic_margin,
    })  # fmt: skip
    wanted |= _given("mission.disposal", {
        "rule": asked.disposal.rule, "perigee_altitude_km": None if altitude is None else altitude / 1e3,
        "decay_years": asked.disposal.years,
    })  # fmt: skip
    if weights is not None:
        wanted |= _given("mission.weights", {
            "delta_v_per_m_s": weights.delta_v, "time_per_day": weights.time, "risk_per_kg_yr": weights.risk,
            "value_per_unit": weights.value or None,
        })  # fmt: skip
    if injection is not None:
        node = injection.raan_rad
        wanted |= _given("mission.injection", {
            "altitude_km": injection.altitude_m / 1e3, "inclination_deg": math.degrees(injection.inclination_rad),
            "raan_deg": None if node is None else math.degrees(node) % 360.0,
            "date_utc": None if injection.date is None else utc_text(injection.date),
        })  # fmt: skip
    return wanted


def _players(asked: Consents) -> Iterator[tuple[Player, Time | None]]:
    for player in asked.given:
        yield player, asked.since.get(player.name)


def _consent(given: tuple[Player, Time | None]) -> dict[str, Any]:
    player, since = given
    dated = {} if since is None else {"since_utc": utc_text(since)}
    return {"player": player.name, "codes": player.codes, **dated}


def _dates(asked: Any) -> dict[str, Any]:
    ends = {"earliest_utc": asked.earliest, "latest_utc": asked.latest}
    return {
        "norad_cat_id": asked.norad_cat_id,
        **{key: utc_text(time) for key, time in ends.items() if time is not None},
    }


def _servicer(asked: Servicer) -> dict[str, Any]:
    kit = asked.kit
    pushed = asked.thrust_n is not None or kit.thrust_n is not None
    wanted = _given("servicer", {
        "name": asked.name, "concept": asked.concept, "dry_mass_kg": asked.dry_mass_kg,
        "propellant_kg": asked.propellant_kg, "isp_s": asked.isp_s, "kits": asked.kits, "thrust_n": asked.thrust_n,
        "propulsion": None if asked.propulsion == "chemical" else asked.propulsion,
        "longest_arc_deg": math.degrees(asked.longest_arc_rad) if pushed else None,
        "minimum_impulse_m_s": asked.minimum_impulse_m_s,
        "drag_m2_kg": None if asked.propulsion == "electric" else DRAG_COEFFICIENT * asked.area_to_mass_m2_kg,
    })  # fmt: skip
    return wanted | _given("servicer.kit", {
        "fixed_mass_kg": kit.fixed_mass_kg, "structure_fraction": kit.structure_fraction, "isp_s": kit.isp_s,
        "margin": kit.margin, "mass_kg": kit.mass_kg, "thrust_n": kit.thrust_n,
    })  # fmt: skip

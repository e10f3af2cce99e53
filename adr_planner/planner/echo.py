"""The parts of the document that echo what was asked for and where it comes from."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence

from astropy.time import TimeDelta

from adr_planner.core.drag import BY_ACTIVITY, BY_ACTIVITY_SQUARED, HALF_WIDTH, LOG_DENSITY, MIDDLE, SPIN
from adr_planner.core.sky import MU_MOON, MU_SUN
from adr_planner.effort import Effort
from adr_planner.environment import LOVE, Environment
from adr_planner.filters import Filters
from adr_planner.injection import Injection
from adr_planner.mission import MissionSpec
from adr_planner.plan import LeftOut
from adr_planner.planner.fields import drag_of
from adr_planner.planner.itinerary import Itinerary
from adr_planner.planner.progress import UNITS
from adr_planner.planner.refining import Refinement
from adr_planner.risk import RankedObject, Ranking
from adr_planner.sequence import Tour
from adr_planner.servicer import Servicer
from adr_planner.units import DAY, utc_text
from adr_planner.visit_dates import VisitDates
from adr_planner.weights import Weights

__all__ = ["conventions", "effort_echo", "mission_echo", "provenance", "refined_dates", "target_echo"]

Part = dict[str, object]

_ENGINES = {
    "exact": "exact label setting",
    "search": "large-neighbourhood search, Lagrangian bound, exact label setting of what is left",
    "beam": "beam of labels",
    "cp-sat": "OR-Tools CP-SAT",
}


def provenance(
    tour: Tour,
    ranking: Sequence[RankedObject],
    mission: MissionSpec,
    seed: int,
    refinement: Part,
    effort: Effort | None = None,
    left_out: tuple[LeftOut, ...] = (),
) -> Part:
    """Say where the plan comes from: catalogue, ranking, search and its proof."""
    described = ranking if isinstance(ranking, Ranking) else None
    source = described.source if described else None
    return {
        "catalogue": {
            "source": source.name if source else "objects given by the user",
            "snapshot_utc": source.snapshot_utc if source else max(e.object.elements.epoch_utc for e in ranking),
            "sha256": source.sha256 if source else "",
            "n_objects": source.n_objects if source else len(ranking),
            "licence": source.licence if source else "the user's own",
        },
        "risk": {
            "method": described.method if described else "given by the user",
            "reference": described.reference if described else "",
        },
        "seed": seed,
        "solver": {
            "name": _ENGINES[tour.engine],
            "objective": tour.objective,
            "objective_unit": UNITS[tour.objective],
            "objective_value": _in_days(tour.objective_value, tour, mission),
            "best_bound": _in_days(tour.best_bound, tour, mission),
            "gap": tour.gap,
            "proven": tour.proven,
            "stop_reason": tour.stop_reason,
            "n_labels": tour.n_labels,
            "n_candidates": len(ranking),
            "grid_step_days": mission.grid_days,
            "effort": None if effort is None else effort_echo(effort, tour.work),
        },
        "refinement": refinement,
        "left_out": left_out or None,
    }


def effort_echo(effort: Effort, work: int) -> Part:
    """Say how long a search was allowed to go on, and how much work it did."""
    return {
        "engine": effort.engine,
        "gap": effort.gap,
        "work_limit": None if effort.work_limit == sys.maxsize else effort.work_limit,
        "time_limit_s": effort.time_limit_s,
        "work": work,
    }


def refined_dates(refinement: Refinement, flown: Itinerary) -> Part:
    """Say what dates between the steps of the grid changed at the search's prices, and whether they were flown."""
    before, after = refinement.on_grid, refinement.refined
    return {
        "step_days": refinement.step / DAY,
        "delta_v_change_m_s": after.delta_v - before.delta_v,
        "propellant_change_kg": after.propellant - before.propellant,
        "last_arrival_change_days": (after.arrivals[-1] - before.arrivals[-1]) / DAY,
        "flown": flown == after,
    }


def _in_days(value: float, tour: Tour, mission: MissionSpec) -> float:
    """Turn the step of an arrival into its day of the window, and leave other values as they are.

    A weighted sum counts time from the first arrival there can be: its commissioning is added.
    """
    if tour.objective == "time":
        return mission.commissioning_days + value * mission.grid_days
    if tour.objective == "weighted" and mission.weights is not None:
        return value + mission.weights.time * mission.commissioning_days
    return value


def conventions(environment: Environment, servicer: Servicer) -> Part:
    """State frames, time and forces."""
    gravity = environment.gravity
    return {
        "time_system": "UTC",
        "center_name": "EARTH",
        "ref_frame": "GCRF",
        "element_frame": "TEME",
        "j2_axis": "true pole of date",
        "plan_epoch_utc": utc_text(environment.epoch),
        "gravity": {
            "mu_km3_s2": gravity.mu / 1e9,
            "equatorial_radius_km": gravity.radius / 1e3,
            "j2": gravity.j2,
            "j3": gravity.j3,
            "j4": gravity.j4,
            "even_from_j6": tuple(map(float, gravity.higher)),
            "source": "WGS-84 mu and radius, EGM96 zonals to degree 4, EGM2008 even zonals to degree 20",
        },
        "atmosphere": None if servicer.propulsion == "electric" else _atmosphere(environment),
        "third_bodies": [
            {"name": "SUN", "mu_km3_s2": MU_SUN / 1e9, "ephemeris": "VSOP2000 (ERFA epv00)"},
            {"name": "MOON", "mu_km3_s2": MU_MOON / 1e9, "ephemeris": "Meeus 1998 (ERFA moon98)"},
        ],
        "solid_tide_k2": LOVE,
        "altitude": "above the equatorial radius",
    }


def _atmosphere(environment: Environment) -> Part:
    activity = environment.activity
    assert activity is not None
    return {
        "middle_altitude_km": MIDDLE / 1e3,
        "half_width_km": HALF_WIDTH / 1e3,
        "ln_density": LOG_DENSITY,
        "ln_density_by_activity": BY_ACTIVITY,
        "ln_density_by_activity_squared": BY_ACTIVITY_SQUARED,
        "activity": [
            {"epoch_utc": utc_text(epoch), "mean": mean, "weak": weak, "strong": strong}
            for epoch, mean, weak, strong in zip(
                activity.epochs, activity.mean, activity.weak, activity.strong, strict=True
            )
        ],
        "rotation_rad_s": SPIN,
        "source": f"NRLMSISE-00, mean over the sphere and the year; {environment.weather.name}",
    }


def mission_echo(mission: MissionSpec) -> Part:
    """Repeat the mission as it was asked for."""
    altitude = mission.disposal.perigee_altitude_m
    return {
        "start_utc": utc_text(mission.start),
        "end_utc": utc_text(mission.start + TimeDelta(mission.duration_days, format="jd")),
        "targets": mission.targets,
        "objective": mission.objective,
        "weights": None if mission.weights is None else _weights(mission.weights),
        "max_delta_v_m_s": mission.max_delta_v_m_s,
        "stay_days": mission.stay_days,
        "commissioning_days": mission.commissioning_days,
        "injection_below_km": mission.injection_below_m / 1e3,
        "longest_wait_days": mission.longest_wait_days,
        "lowest_drift_km": mission.lowest_drift_m / 1e3,
        "allowances": {
            "phasing_m_s": mission.allowances.phasing_m_s,
            "proximity_m_s": mission.allowances.proximity_m_s,
            "deterministic_margin": mission.allowances.deterministic_margin,
            "stochastic_margin": mission.allowances.stochastic_margin,
        },
        "disposal": {
            "rule": mission.disposal.rule,
            "perigee_altitude_km": None if altitude is None else altitude / 1e3,
            "decay_years": mission.disposal.years,
        },
        "must_visit": mission.must_visit,
        "max_per_state": mission.max_per_state,
        "one_of": mission.one_of,
        "order": mission.order or None,
        "dates": tuple(map(_dates, mission.dates)) or None,
        "max_launch_mass_kg": mission.max_launch_mass_kg,
        "dispose_servicer": mission.dispose_servicer,
        "injection": None if mission.injection is None else _injection(mission.injection),
        "exclude": mission.exclude or None,
        "filters": None if mission.filters is None else _filters(mission.filters),
        "hindcast": mission.hindcast or None,
    }


def _filters(asked: Filters) -> Part:
    return {
        "inclination_deg": asked.range_of("inclination"),
        "altitude_km": asked.range_of("altitude"),
        "mass_kg": asked.range_of("mass"),
        "owners": asked.owners or None,
        "types": asked.types or None,
    }


def _weights(weights: Weights) -> Part:
    return {"delta_v_per_m_s": weights.delta_v, "time_per_day": weights.time, "risk_per_kg_yr": weights.risk}


def _dates(item: VisitDates) -> Part:
    return {
        "norad_cat_id": item.norad_cat_id,
        "earliest_utc": None if item.earliest is None else utc_text(item.earliest),
        "latest_utc": None if item.latest is None else utc_text(item.latest),
    }


def _injection(given: Injection) -> Part:
    return {
        "altitude_km": given.altitude_m / 1e3,
        "inclination_deg": math.degrees(given.inclination_rad),
        "raan_deg": None if given.raan_rad is None else math.degrees(given.raan_rad) % 360.0,
        "date_utc": None if given.date is None else utc_text(given.date),
    }


def target_echo(entry: RankedObject, servicer: Servicer) -> Part:
    """Describe a target, with its elements as published and the drag it was flown with."""
    item, orbit = entry.object, entry.object.elements
    return {
        "norad_cat_id": item.norad_cat_id,
        "object_id": item.object_id,
        "name": item.name,
        "object_type": item.object_type,
        "owner": item.owner,
        "mass_kg": item.mass_kg,
        "mass_min_kg": item.mass_min_kg or item.mass_kg,
        "mass_max_kg": item.mass_max_kg or item.mass_kg,
        "mass_source": item.mass_source,
        "area_m2": item.area_m2,
        "drag_m2_kg": None if servicer.propulsion == "electric" else drag_of(item),
        **entry.lasting.row(),
        "risk": {"rank": entry.rank, "score": entry.score, "risk_kg_per_yr": entry.risk_kg_per_yr},
        "omm": {
            "EPOCH": orbit.epoch_utc.removesuffix("Z"),
            "MEAN_MOTION": orbit.mean_motion_rev_day,
            "ECCENTRICITY": orbit.eccentricity,
            "INCLINATION": orbit.inclination_deg,
            "RA_OF_ASC_NODE": orbit.raan_deg,
            "ARG_OF_PERICENTER": orbit.argp_deg,
            "MEAN_ANOMALY": orbit.mean_anomaly_deg,
            "BSTAR": orbit.bstar,
            "MEAN_MOTION_DOT": orbit.mean_motion_dot,
            "MEAN_MOTION_DDOT": orbit.mean_motion_ddot,
        },
    }

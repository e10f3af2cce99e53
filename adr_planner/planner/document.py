"""From a flown tour to the plan document: GCRF, kilometres, UTC, every number with its unit."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from astropy.time import TimeDelta

from adr_planner.core.constants import EGM96, G0
from adr_planner.mission import MissionSpec
from adr_planner.plan import SCHEMA_VERSION, MissionPlan, plan_hash
from adr_planner.planner.flown import FlownLeg, FlownTour
from adr_planner.planner.ledger import Entry, Ledger
from adr_planner.planner.prices import Prices
from adr_planner.risk import RankedObject, Ranking
from adr_planner.sequence import Tour
from adr_planner.servicer import Servicer
from adr_planner.transfer.flight import Burn, State
from adr_planner.transfer.motion import PlanFrame
from adr_planner.units import DAY, utc_text
from adr_planner.version import __version__

__all__ = ["write_plan"]

Part = dict[str, object]

_UNITS = {"risk": "kg/yr", "delta_v": "m/s", "propellant": "kg"}
_CASUALTY_MASS = 1000.0
"""Mass above which a re-entry has to be controlled [kg]: the usual rule of thumb for 1e-4 casualties."""
_NOTE = (
    "Jurisdiction over an object stays with its state of registry (Outer Space Treaty, Art. VIII): removal "
    "needs its consent. Owner codes are the satellite catalogue's, not legal findings."
)


class _Writer:
    """What every part of the document is written with."""

    def __init__(self, frame: PlanFrame) -> None:
        self.frame = frame

    def utc(self, seconds: float) -> str:
        return utc_text(self.frame.time(seconds))

    def vector(self, value: np.ndarray, scale: float) -> tuple[float, float, float]:
        x, y, z = self.frame.to_gcrf @ value * scale
        return float(x), float(y), float(z)

    def state(self, state: State) -> Part:
        return {
            "position_km": self.vector(state.position, 1e-3),
            "velocity_km_s": self.vector(state.velocity, 1e-3),
        }

    def maneuver(self, name: str, burn: Burn, mass: float, propellant: float) -> Part:
        return {
            "id": name,
            "epoch_utc": self.utc(burn.before.time),
            "kind": burn.kind,
            **self.state(burn.before),
            "delta_v_m_s": self.vector(burn.delta_v, 1.0),
            "mass_before_kg": mass,
            "propellant_kg": propellant,
        }


def _allowance(entry: Entry) -> Part:
    return {
        "line": entry.line,
        "margin_class": entry.margin_class,
        "delta_v_m_s": entry.delta_v,
        "mass_before_kg": entry.mass_before,
        "propellant_kg": entry.propellant,
    }


def write_plan(
    tour: Tour,
    flown: FlownTour,
    ledger: Ledger,
    prices: Prices,
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    frame: PlanFrame,
    seed: int,
) -> MissionPlan:
    """Write the document of a flown tour."""
    writer = _Writer(frame)
    chosen = [ranking[leg.target] for leg in flown.legs]
    legs = [_leg(writer, k, leg, ledger.legs[k], ranking, prices, mission) for k, leg in enumerate(flown.legs)]
    content: Part = {
        "schema_version": SCHEMA_VERSION,
        "document_type": "adr_mission_plan",
        "generator": {"name": "adr_planner", "version": __version__},
        "provenance": _provenance(tour, ranking, mission, seed),
        "conventions": _conventions(frame),
        "mission": _mission(mission),
        "servicer": _servicer(writer, servicer, flown, ledger),
        "targets": [_target(entry) for entry in chosen],
        "legs": legs,
        "disposals": list(_disposals(writer, flown, ledger, ranking, prices, servicer, mission)),
        "budget": list(_budget(ledger, mission)),
        "totals": _totals(flown, ledger, chosen, servicer, prices),
        "compliance": _compliance(chosen, mission),
    }
    draft = MissionPlan.model_validate({**content, "plan_id": "adr-000000000000"})
    plan_id = plan_hash(draft.model_dump(mode="json", exclude_none=True))
    return draft.model_copy(update={"plan_id": plan_id})


def _provenance(tour: Tour, ranking: Sequence[RankedObject], mission: MissionSpec, seed: int) -> Part:
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
            "name": "exact label setting",
            "objective": tour.objective,
            "objective_unit": _UNITS[tour.objective],
            "objective_value": tour.objective_value,
            "best_bound": tour.best_bound,
            "gap": tour.gap,
            "proven": tour.proven,
            "stop_reason": tour.stop_reason,
            "n_labels": tour.n_labels,
            "n_candidates": len(ranking),
            "grid_step_days": mission.grid_days,
        },
    }


def _conventions(frame: PlanFrame) -> Part:
    return {
        "time_system": "UTC",
        "center_name": "EARTH",
        "ref_frame": "GCRF",
        "element_frame": "TEME",
        "j2_axis": "true pole of date at plan_epoch, frozen",
        "plan_epoch_utc": utc_text(frame.epoch),
        "gravity": {
            "mu_km3_s2": EGM96.mu / 1e9,
            "equatorial_radius_km": EGM96.radius / 1e3,
            "j2": EGM96.j2,
            "j3": EGM96.j3,
            "j4": EGM96.j4,
            "source": "WGS-84 mu and radius, EGM96 zonals to degree 4",
        },
        "altitude": "above the equatorial radius",
    }


def _mission(mission: MissionSpec) -> Part:
    altitude = mission.disposal.perigee_altitude_m
    return {
        "start_utc": utc_text(mission.start),
        "end_utc": utc_text(mission.start + TimeDelta(mission.duration_days, format="jd")),
        "targets": mission.targets,
        "objective": mission.objective,
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
        "dispose_servicer": mission.dispose_servicer,
    }


def _servicer(writer: _Writer, servicer: Servicer, flown: FlownTour, ledger: Ledger) -> Part:
    start = flown.legs[0].start
    kit = servicer.kit
    return {
        "name": servicer.name,
        "concept": servicer.concept,
        "dry_mass_kg": servicer.dry_mass_kg,
        "propellant_kg": servicer.propellant_kg,
        "isp_s": servicer.isp_s,
        "kits": servicer.kits,
        "kit": {
            "fixed_mass_kg": kit.fixed_mass_kg,
            "structure_fraction": kit.structure_fraction,
            "isp_s": kit.isp_s,
            "margin": kit.margin,
            "mass_kg": kit.mass_kg,
        },
        "initial_state": {
            "epoch_utc": writer.utc(start.time),
            **writer.state(start),
            "mass_kg": ledger.launch_mass,
        },
    }


def _target(entry: RankedObject) -> Part:
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


def _leg(
    writer: _Writer,
    index: int,
    leg: FlownLeg,
    entries: tuple[Entry, ...],
    ranking: Sequence[RankedObject],
    prices: Prices,
    mission: MissionSpec,
) -> Part:
    burns = leg.flight.burns
    arrival = leg.flight.arrival
    origin = {} if leg.origin is None else {"from_norad_cat_id": ranking[leg.origin].object.norad_cat_id}
    return {
        "index": index,
        **origin,
        "to_norad_cat_id": ranking[leg.target].object.norad_cat_id,
        "depart_utc": writer.utc(leg.start.time),
        "arrive_utc": writer.utc(arrival.time),
        "duration_days": (arrival.time - leg.start.time) / DAY,
        "raan_gap_deg": math.degrees(leg.raan_gap),
        "estimate_delta_v_m_s": leg.estimate,
        "delta_v_m_s": leg.flight.delta_v,
        "mass_start_kg": entries[0].mass_before,
        "mass_end_kg": entries[-1].mass_before - entries[-1].propellant,
        "phases": list(_phases(writer, leg, arrival.time + prices.grid.stay)),
        "maneuvers": [
            writer.maneuver(f"leg{index}-burn{k}", burn, entry.mass_before, entry.propellant)
            for k, (burn, entry) in enumerate(zip(burns, entries, strict=False), start=1)
        ],
        "allowances": [_allowance(entry) for entry in entries[len(burns) :]],
    }


def _phases(writer: _Writer, leg: FlownLeg, leave: float) -> Iterator[Part]:
    departing = [burn.before.time for burn in leg.flight.burns if burn.kind == "departure"]
    closing = [burn.before.time for burn in leg.flight.burns if burn.kind != "departure"]
    drift_from = departing[-1] if departing else leg.start.time
    a, ex, ey, inc, raan, _ = leg.flight.drift
    orbit = {
        "sma_km": a / 1e3,
        "eccentricity": math.hypot(ex, ey),
        "inclination_deg": math.degrees(inc),
        "raan_deg": math.degrees(raan) % 360.0,
    }
    for kind, start, stop, around in (
        ("departure", leg.start.time, drift_from, None),
        ("drift", drift_from, closing[0], orbit),
        ("rendezvous", closing[0], leg.flight.arrival.time, None),
        ("stay", leg.flight.arrival.time, leave, None),
    ):
        if stop > start:
            yield {
                "kind": kind,
                "start_utc": writer.utc(start),
                "stop_utc": writer.utc(stop),
                "orbit": around,
            }


def _disposals(
    writer: _Writer,
    flown: FlownTour,
    ledger: Ledger,
    ranking: Sequence[RankedObject],
    prices: Prices,
    servicer: Servicer,
    mission: MissionSpec,
) -> Iterator[Part]:
    for disposal, entries in zip(flown.disposals, ledger.disposals, strict=True):
        part: Part = {
            "controlled": disposal.target is None or mission.disposal.rule == "controlled",
            "perigee_altitude_km": (disposal.perigee_radius - EGM96.radius) / 1e3,
        }
        if disposal.target is None:
            part["method"], name = "self", "servicer"
        else:
            number = ranking[disposal.target].object.norad_cat_id
            part["norad_cat_id"], part["method"], name = number, servicer.concept, str(number)
        if part["method"] == "kit" and disposal.target is not None:
            kit, mass = prices.kits[disposal.target], ranking[disposal.target].object.mass_kg or 0.0
            stack = mass + kit.wet_mass
            spent = stack * -math.expm1(-disposal.burn.size / (G0 * servicer.kit.isp_s))
            part["kit"] = {
                "dry_mass_kg": kit.dry_mass,
                "propellant_kg": kit.propellant,
                "isp_s": servicer.kit.isp_s,
            }
            part["maneuvers"] = [writer.maneuver(f"disposal-{name}", disposal.burn, stack, spent)]
            part["allowances"] = []
        else:
            burns = [disposal.burn] + ([disposal.back] if disposal.back else [])
            paid = [entry for entry in entries if not entry.line.startswith("margin on")]
            part["maneuvers"] = [
                writer.maneuver(f"{burn.kind}-{name}", burn, entry.mass_before, entry.propellant)
                for burn, entry in zip(burns, paid, strict=True)
            ]
            part["allowances"] = [_allowance(entry) for entry in entries if entry.line.startswith("margin on")]
        yield part


def _budget(ledger: Ledger, mission: MissionSpec) -> Iterator[Part]:
    """Sum the ledger by line, each with the margin on it."""
    margins = mission.allowances
    fraction = {"deterministic": margins.deterministic_margin, "stochastic": margins.stochastic_margin}
    for line in dict.fromkeys(entry.line.removeprefix("margin on ") for entry in ledger.entries):
        own = [entry for entry in ledger.entries if entry.line == line]
        with_margin = own + [entry for entry in ledger.entries if entry.line == f"margin on {line}"]
        margin_class = own[0].margin_class
        size = sum(entry.delta_v for entry in own)
        yield {
            "line": line,
            "margin_class": margin_class,
            "delta_v_m_s": size,
            "margin_fraction": fraction[margin_class],
            "delta_v_with_margin_m_s": sum(entry.delta_v for entry in with_margin),
            "propellant_kg": sum(entry.propellant for entry in with_margin),
        }


def _totals(flown: FlownTour, ledger: Ledger, chosen: list[RankedObject], servicer: Servicer, prices: Prices) -> Part:
    burned = [e.delta_v for e in ledger.entries if e.line in ("transfer", "disposal", "return", "servicer disposal")]
    end = flown.legs[-1].flight.arrival.time + prices.grid.stay
    return {
        "n_targets": len(chosen),
        "delta_v_m_s": sum(burned),
        "delta_v_with_margins_m_s": ledger.delta_v,
        "propellant_kg": ledger.propellant,
        "residual_propellant_kg": servicer.propellant_kg - ledger.propellant,
        "launch_mass_kg": ledger.launch_mass,
        "duration_days": (end - flown.legs[0].start.time) / DAY,
        "risk_removed_kg_per_yr": sum(entry.risk_kg_per_yr for entry in chosen),
        "mass_removed_kg": sum(entry.object.mass_kg or 0.0 for entry in chosen),
    }


def _compliance(chosen: list[RankedObject], mission: MissionSpec) -> Part:
    controlled = mission.disposal.rule == "controlled"
    heavy = tuple(e.object.norad_cat_id for e in chosen if (e.object.mass_kg or 0.0) > _CASUALTY_MASS)
    return {
        "reentry": "controlled" if controlled else "uncontrolled",
        "casualty_risk_needs_control": heavy,
        "consent_needed_from": tuple(sorted({entry.object.owner or "unknown" for entry in chosen})),
        "note": _NOTE,
    }

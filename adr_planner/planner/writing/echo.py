"""What was asked for, as the document repeats it: the mission and its targets."""

from __future__ import annotations

import math

from astropy.time import TimeDelta

from adr_planner.catalog import MeanElements
from adr_planner.plan import Omm, PlannedTarget, TargetRisk
from adr_planner.plan.benefit import TargetWorth, ValueEcho
from adr_planner.plan.request import (
    AllowancesEcho,
    ConsentEcho,
    DisposalRule,
    FiltersEcho,
    InjectionEcho,
    MissionEcho,
    VisitDatesEcho,
    WeightsEcho,
)
from adr_planner.planner.pricing.force_fields import drag_of
from adr_planner.risk import RankedObject
from adr_planner.spec.consents import Consents
from adr_planner.spec.filters import Filters
from adr_planner.spec.injection import Injection
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.spec.visit_dates import VisitDates
from adr_planner.spec.weights import Weights
from adr_planner.units import utc_text

__all__ = ["mission_echo", "target_echo"]


def mission_echo(mission: MissionSpec, value: ValueEcho) -> MissionEcho:
    """Repeat the mission as it was asked for."""
    altitude = mission.disposal.perigee_altitude_m
    margins = mission.allowances
    return MissionEcho(
        start_utc=utc_text(mission.start),
        end_utc=utc_text(mission.start + TimeDelta(mission.duration_days, format="jd")),
        targets=mission.targets,
        objective=mission.objective,
        value=value,
        weights=None if mission.weights is None else _weights(mission.weights),
        max_delta_v_m_s=mission.max_delta_v_m_s,
        max_leg_delta_v_m_s=mission.max_leg_delta_v_m_s,
        stay_days=mission.stay_days,
        commissioning_days=mission.commissioning_days,
        injection_below_km=mission.injection_below_m / 1e3,
        longest_wait_days=mission.max_leg_duration_days,
        lowest_drift_km=mission.lowest_drift_m / 1e3,
        allowances=AllowancesEcho(
            phasing_m_s=margins.phasing_m_s,
            proximity_m_s=margins.proximity_m_s,
            deterministic_margin=margins.deterministic_margin,
            stochastic_margin=margins.stochastic_margin,
        ),
        disposal=DisposalRule(
            rule=mission.disposal.rule,
            perigee_altitude_km=None if altitude is None else altitude / 1e3,
            decay_years=mission.disposal.years,
        ),
        must_visit=mission.must_visit,
        max_per_state=mission.max_per_state,
        one_of=mission.one_of,
        order=mission.order or None,
        dates=tuple(map(_dates, mission.dates)) or None,
        max_launch_mass_kg=mission.max_launch_mass_kg,
        dispose_servicer=mission.dispose_servicer,
        servicer_end=mission.servicer_end,
        injection=None if mission.injection is None else _injection(mission.injection),
        exclude=mission.exclude or None,
        filters=None if mission.filters is None else _filters(mission.filters),
        consents=None if mission.consents is None else consent_echo(mission.consents),
        hindcast=True if mission.hindcast else None,
    )


def consent_echo(given: Consents) -> tuple[ConsentEcho, ...]:
    """Repeat who consents."""
    return tuple(
        ConsentEcho(
            player=player.name,
            codes=player.codes,
            since_utc=utc_text(given.since[player.name]) if player.name in given.since else None,
        )
        for player in given.given
    )


def _filters(asked: Filters) -> FiltersEcho:
    return FiltersEcho(
        inclination_deg=asked.range_of("inclination"),
        altitude_km=asked.range_of("altitude"),
        mass_kg=asked.range_of("mass"),
        owners=asked.owners or None,
        types=asked.types or None,
    )


def _weights(weights: Weights) -> WeightsEcho:
    return WeightsEcho(
        delta_v_per_m_s=weights.delta_v,
        time_per_day=weights.time,
        risk_per_kg_yr=weights.risk,
        value_per_unit=weights.value or None,
    )


def _dates(item: VisitDates) -> VisitDatesEcho:
    return VisitDatesEcho(
        norad_cat_id=item.norad_cat_id,
        earliest_utc=None if item.earliest is None else utc_text(item.earliest),
        latest_utc=None if item.latest is None else utc_text(item.latest),
    )


def _injection(given: Injection) -> InjectionEcho:
    return InjectionEcho(
        altitude_km=given.altitude_m / 1e3,
        inclination_deg=math.degrees(given.inclination_rad),
        raan_deg=None if given.raan_rad is None else math.degrees(given.raan_rad) % 360.0,
        date_utc=None if given.date is None else utc_text(given.date),
    )


def target_echo(entry: RankedObject, servicer: Servicer, worth: TargetWorth) -> PlannedTarget:
    """Describe a target, with its elements as published and the drag it was flown with."""
    item = entry.object
    mass = item.mass_kg
    assert mass is not None  # or the ranking would not have it
    return PlannedTarget(
        norad_cat_id=item.norad_cat_id,
        object_id=item.object_id,
        name=item.name,
        object_type=item.object_type,
        owner=item.owner,
        registered_by=item.registered_by or None,
        registry=item.registry or None,
        mass_kg=mass,
        mass_min_kg=item.mass_min_kg or mass,
        mass_max_kg=item.mass_max_kg or mass,
        mass_source=item.mass_source,
        area_m2=item.area_m2,
        drag_m2_kg=None if servicer.propulsion == "electric" else drag_of(item),
        **entry.lasting.row(),
        risk=TargetRisk(rank=entry.rank, score=entry.score, risk_kg_per_yr=entry.risk_kg_per_yr),
        worth=worth,
        omm=_omm(item.elements),
    )


def _omm(orbit: MeanElements) -> Omm:
    return Omm(
        EPOCH=orbit.epoch_utc.removesuffix("Z"),
        MEAN_MOTION=orbit.mean_motion_rev_day,
        ECCENTRICITY=orbit.eccentricity,
        INCLINATION=orbit.inclination_deg,
        RA_OF_ASC_NODE=orbit.raan_deg,
        ARG_OF_PERICENTER=orbit.argp_deg,
        MEAN_ANOMALY=orbit.mean_anomaly_deg,
        BSTAR=orbit.bstar,
        MEAN_MOTION_DOT=orbit.mean_motion_dot,
        MEAN_MOTION_DDOT=orbit.mean_motion_ddot,
    )

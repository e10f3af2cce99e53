"""What was asked for: the mission and the servicer, echoed with their units."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, Position, Record, Utc, Velocity, amount, angle, count, unit
from adr_planner.plan.benefit import Objective, ValueEcho

__all__ = [
    "AllowancesEcho",
    "ConsentEcho",
    "DisposalRule",
    "FiltersEcho",
    "InitialState",
    "InjectionEcho",
    "KitConcept",
    "MissionEcho",
    "ServicerEcho",
    "VisitDatesEcho",
    "WeightsEcho",
]

_LONGEST_DAYS = 18_300.0
"""Half a century: what lies within a mission is no longer [day]."""


class AllowancesEcho(Record):
    """Delta-v set aside at every rendezvous, and the margins on all of it."""

    phasing_m_s: float = amount("m/s")
    proximity_m_s: float = amount("m/s")
    deterministic_margin: float = amount("1")
    stochastic_margin: float = amount("1")


class DisposalRule(Record):
    """How every target comes down."""

    rule: Literal["controlled", "decay", "release"]
    perigee_altitude_km: float | None = unit("km", "of a controlled re-entry or a release", default=None)
    decay_years: float | None = unit("yr", default=None)


class InjectionEcho(Record):
    """The circular orbit the servicer is injected into, where it was given; what is left out was chosen."""

    altitude_km: float = amount("km")
    inclination_deg: float = angle(ge=0.0, le=180.0)
    raan_deg: float | None = unit("deg", "on injection, in TEME of the plan epoch", default=None)
    date_utc: Utc | None = None


class WeightsEcho(Record):
    """What the weighted objective counts."""

    delta_v_per_m_s: float = amount("1")
    time_per_day: float = amount("1")
    risk_per_kg_yr: float = amount("1")
    value_per_unit: float | None = unit("1", "of the mission's value", default=None, gt=0.0)


class VisitDatesEcho(Record):
    """First and last arrival asked for at one target."""

    norad_cat_id: int
    earliest_utc: Utc | None = None
    latest_utc: Utc | None = None


class FiltersEcho(Record):
    """Which objects the mission might choose from: ranges of least and most."""

    inclination_deg: tuple[float, float] | None = unit("deg", default=None)
    altitude_km: tuple[float, float] | None = unit("km", "of the perigee at least, of the apogee at most", default=None)
    mass_kg: tuple[float, float] | None = unit("kg", default=None)
    owners: Many[str] | None = None
    types: Many[str] | None = None


class ConsentEcho(Record):
    """A player who consents, the owner codes it speaks for, and from when on."""

    player: str
    codes: Many[str]
    since_utc: Utc | None = None


class MissionEcho(Record):
    """The mission as it was asked for."""

    start_utc: Utc
    end_utc: Utc
    targets: int = count(least=1)
    objective: Objective
    value: ValueEcho | None = Field(default=None, description="what removing an object is worth; kg/yr if left out")
    weights: WeightsEcho | None = None
    max_delta_v_m_s: float | None = unit("m/s", default=None, gt=0.0)
    max_leg_delta_v_m_s: float | None = unit(
        "m/s", "dearest leg by burns the search was offered, without margins; left out, 1000", default=None, gt=0.0
    )
    stay_days: float = amount("day", le=_LONGEST_DAYS)
    commissioning_days: float = amount("day", le=_LONGEST_DAYS)
    injection_below_km: float = amount("km")
    longest_wait_days: float = amount("day")
    lowest_drift_km: float = amount("km")
    allowances: AllowancesEcho
    disposal: DisposalRule
    must_visit: Many[int]
    max_per_state: int | None = count(least=1, default=None)
    one_of: Many[Many[int]]
    order: Many[tuple[int, int]] | None = Field(default=None, description="the first before the second")
    dates: Many[VisitDatesEcho] | None = None
    max_launch_mass_kg: float | None = unit("kg", default=None, gt=0.0)
    dispose_servicer: bool
    servicer_end: Literal["with_last_target", "return", "reentry", "none"] | None = Field(
        default=None, description="what becomes of the servicer after its last target; left out, what takes least"
    )
    injection: InjectionEcho | None = None
    exclude: Many[int] | None = Field(default=None, description="catalogue numbers that are not to be visited")
    filters: FiltersEcho | None = None
    consents: Many[ConsentEcho] | None = Field(default=None, description="left out where all consent")
    hindcast: Literal[True] | None = Field(default=None, description="a start before the elements was asked for")


class KitConcept(Record):
    """What a kit is made of."""

    fixed_mass_kg: float = amount("kg")
    structure_fraction: float = amount("1")
    isp_s: float = amount("s", gt=0.0)
    margin: float = amount("1")
    mass_kg: float | None = unit("kg", default=None, gt=0.0)
    thrust_n: float | None = unit("N", default=None, gt=0.0)


class InitialState(Record):
    """The servicer where the launcher leaves it."""

    epoch_utc: Utc
    position_km: Position = unit("km", "GCRF")
    velocity_km_s: Velocity = unit("km/s", "GCRF")
    mass_kg: float = amount("kg", gt=0.0)


class ServicerEcho(Record):
    """The servicer as it was given."""

    name: str
    concept: Literal["kit", "tug"]
    dry_mass_kg: float = amount("kg", gt=0.0)
    propellant_kg: float = amount("kg", "loaded: less than was given where the launch mass is limited")
    isp_s: float = amount("s", gt=0.0)
    propulsion: Literal["electric"] | None = Field(default=None, description="left out for burns")
    thrust_n: float | None = unit("N", default=None, gt=0.0)
    longest_arc_deg: float | None = unit("deg", "of one burn; left out if no thrust is given", default=None, gt=0.0)
    minimum_impulse_m_s: float | None = unit("m/s", "smallest burn that is made", default=None, ge=0.0)
    drag_m2_kg: float | None = unit("m2/kg", "C_D A / m on the way between targets", default=None, ge=0.0)
    kits: int = count()
    kit: KitConcept
    initial_state: InitialState

"""A leg: from one target, or from launch, to the rendezvous with the next."""

from __future__ import annotations

import math
from typing import Literal

from pydantic import Field

from adr_planner.plan.base import (
    Impulse,
    Many,
    MarginClass,
    MeanOrbit,
    Position,
    Record,
    Utc,
    Velocity,
    amount,
    angle,
    count,
    unit,
)
from adr_planner.plan.thrust import ThrustArc

__all__ = ["Allowance", "Leg", "Maneuver", "OtherSun", "Phase", "PhaseKind", "SunEffect"]


class Maneuver(Record):
    """One impulse, with the inertial state before it: enough to fly on from here."""

    id: str
    epoch_utc: Utc
    kind: Literal["departure", "arrival", "rendezvous", "disposal", "return"]
    position_km: Position = unit("km", "GCRF, before the burn")
    velocity_km_s: Velocity = unit("km/s", "GCRF, before the burn")
    delta_v_m_s: Impulse = unit("m/s", "GCRF")
    mass_before_kg: float = amount("kg", "all that the burn accelerates", gt=0.0)
    propellant_kg: float = amount("kg")
    burn_time_s: float | None = unit("s", "with the thrust given", default=None, ge=0.0)
    arc_deg: float | None = unit("deg", "angle on the orbit during the burn", default=None, ge=0.0)
    gravity_loss_m_s: float | None = unit("m/s", "delta_v (w t)^2 / 24, w^2 = mu / r^3", default=None, ge=0.0)

    @property
    def size_m_s(self) -> float:
        """Size of the impulse [m/s]."""
        return math.hypot(*self.delta_v_m_s)


class Allowance(Record):
    """Delta-v set aside, or a margin on something, spent at the end of its leg."""

    line: str
    margin_class: MarginClass
    delta_v_m_s: float = amount("m/s")
    mass_before_kg: float = amount("kg", gt=0.0)
    propellant_kg: float = amount("kg")

    @property
    def size_m_s(self) -> float:
        """Delta-v set aside [m/s]."""
        return self.delta_v_m_s


OtherSun = Literal["weak", "strong"]
"""A Sun that is not the one the plan is flown under."""
PhaseKind = Literal["departure", "drift", "rendezvous", "stay"]


class Phase(Record):
    """A stretch of a leg."""

    kind: PhaseKind
    start_utc: Utc
    stop_utc: Utc
    orbit: MeanOrbit | None = None


class SunEffect(Record):
    """What a weak or a strong Sun does to a leg: air that lets servicer and target sink less, or more, than planned."""

    sun: OtherSun
    raan_deg: float = angle("node of the servicer less that of the target on arrival, against the plan")
    wait_days: float = unit("day", "how much later the nodes meet; negative for earlier")
    delta_v_m_s: float = amount("m/s", "to arrive on the planned day all the same")


class Leg(Record):
    """One leg as flown."""

    index: int = count()
    from_norad_cat_id: int | None = None
    to_norad_cat_id: int
    depart_utc: Utc
    arrive_utc: Utc
    duration_days: float = amount("day")
    raan_gap_deg: float = angle("node of the target minus node of the servicer at departure")
    estimate_delta_v_m_s: float = amount("m/s", "what the search paid, without margins and allowances")
    delta_v_m_s: float = amount("m/s", "sum of the burns as flown")
    mass_start_kg: float = amount("kg", gt=0.0)
    mass_end_kg: float = amount("kg", "after burns, allowances and margins, before anything is left behind", gt=0.0)
    phases: Many[Phase]
    maneuvers: Many[Maneuver]
    arcs: Many[ThrustArc] | None = Field(default=None, description="thrust arcs of an electric servicer")
    allowances: Many[Allowance]
    reserve_m_s: float | None = unit(
        "m/s", "set aside beyond burns and phasing for what fuller forces and another Sun cost", default=None, ge=0.0
    )
    suns: Many[SunEffect] | None = Field(default=None, description="left out where it is flown without drag")
    slack_days: float | None = unit(
        "day", "the arrival may be later by, if the nodes meet later: so much later the servicer leaves",
        default=None, ge=0.0,
    )  # fmt: skip

    @property
    def flown(self) -> tuple[Maneuver | ThrustArc, ...]:
        """Burns, or thrust arcs, in order."""
        return self.maneuvers + (self.arcs or ())

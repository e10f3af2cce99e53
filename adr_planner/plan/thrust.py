"""A thrust arc: days to weeks of low thrust, with all that is needed to fly it again."""

from __future__ import annotations

from typing import Literal

from adr_planner.plan.base import MeanOrbit, Position, Record, Utc, Velocity, amount, moment, unit

__all__ = ["Steering", "ThrustArc"]


class Steering(Record):
    """Where the engine points.

    ``edelbaum``: with V0 the speed, y0 the yaw and s the delta-v spent since the start, the yaw y is given by
    tan y = V0 sin y0 / (V0 cos y0 - s), quadrant kept; the thrust is cos y along the flight (at right angles to
    position and angular momentum) and sin y along the angular momentum on the half revolution around the
    ascending node, against it on the other.

    ``eccentricity``: at an angle t past the centre (an argument of latitude) the thrust is sin t outwards and
    2 cos t along the flight, over their norm.

    Nodes and arguments of latitude refer to the axis of the zonal field.
    """

    law: Literal["edelbaum", "eccentricity"]
    speed_m_s: float | None = unit("m/s", "V0", default=None)
    yaw_deg: float | None = unit("deg", "y0", default=None)
    centre_deg: float | None = unit("deg", default=None)


class ThrustArc(Record):
    """One arc of constant thrust. The engine is off within one equatorial radius of the line through Earth and Sun."""

    id: str
    kind: Literal["departure", "arrival", "eccentricity", "disposal"]
    start_utc: Utc
    stop_utc: Utc
    position_km: Position = unit("km", "GCRF, at the start")
    velocity_km_s: Velocity = unit("km/s", "GCRF, at the start")
    steering: Steering
    thrust_n: float = amount("N", gt=0.0)
    delta_v_m_s: float = amount("m/s")
    mass_before_kg: float = amount("kg", gt=0.0)
    propellant_kg: float = amount("kg")
    orbit_before: MeanOrbit
    orbit_after: MeanOrbit

    @property
    def size_m_s(self) -> float:
        """Delta-v spent [m/s]."""
        return self.delta_v_m_s

    @property
    def days(self) -> float:
        """From start to stop [day], coasts in the shadow included."""
        return (moment(self.stop_utc) - moment(self.start_utc)).total_seconds() / 86400.0

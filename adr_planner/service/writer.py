"""How flown things are written: states and impulses in GCRF, epochs in UTC, what was spent beside them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from adr_planner.core.constants import EGM96
from adr_planner.core.vectors import applied
from adr_planner.environment import Environment
from adr_planner.plan import Allowance, Maneuver, MeanOrbit, Steering, ThrustArc
from adr_planner.plan.base import Vector
from adr_planner.service.tank import Entry, finite
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc as FlownArc
from adr_planner.transfer.state import Burn, State
from adr_planner.units import utc_text

__all__ = ["Writer", "allowance_part", "arc_parts", "burn_parts", "names", "orbit_part"]


class Writer:
    """What every part of the document is written with."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def utc(self, seconds: float) -> str:
        """Return the UTC text of so many seconds since the plan epoch."""
        return utc_text(self.environment.time(seconds))

    def vector(self, value: np.ndarray, scale: float) -> Vector:
        """Turn a vector of the planning frame into GCRF and other units."""
        x, y, z = applied(self.environment.to_gcrf, value) * scale
        return float(x), float(y), float(z)

    def position(self, state: State) -> Vector:
        """Return where something is [km], GCRF."""
        return self.vector(state.position, 1e-3)

    def velocity(self, state: State) -> Vector:
        """Return how it moves [km/s], GCRF."""
        return self.vector(state.velocity, 1e-3)

    def maneuver(
        self, name: str, burn: Burn, mass: float, propellant: float, thrust: float | None, isp: float
    ) -> Maneuver:
        """Write a burn with the state before it and the mass it moves; with a thrust, its length and loss."""
        length = finite(burn, mass, thrust, isp)
        return Maneuver(
            id=name,
            epoch_utc=self.utc(burn.before.time),
            kind=burn.kind,
            position_km=self.position(burn.before),
            velocity_km_s=self.velocity(burn.before),
            delta_v_m_s=self.vector(burn.delta_v, 1.0),
            mass_before_kg=mass,
            propellant_kg=propellant,
            burn_time_s=length and length.time,
            arc_deg=length and math.degrees(length.arc),
            gravity_loss_m_s=length and length.loss,
        )

    def arc(self, name: str, arc: FlownArc, entry: Entry, thrust: float) -> ThrustArc:
        """Write a thrust arc with the state at its start."""
        return ThrustArc(
            id=name,
            kind=arc.kind,
            start_utc=self.utc(arc.before.time),
            stop_utc=self.utc(arc.after.time),
            position_km=self.position(arc.before),
            velocity_km_s=self.velocity(arc.before),
            steering=_steering(arc),
            thrust_n=thrust,
            delta_v_m_s=arc.delta_v,
            mass_before_kg=entry.mass_before,
            propellant_kg=entry.propellant,
            orbit_before=orbit_part(arc.before.mean(EGM96)),
            orbit_after=orbit_part(arc.after.mean(EGM96)),
        )


def _steering(arc: FlownArc) -> Steering:
    if not math.isnan(arc.steering.centre):
        return Steering(law="eccentricity", centre_deg=math.degrees(arc.steering.centre))
    return Steering(law="edelbaum", speed_m_s=arc.steering.speed, yaw_deg=math.degrees(arc.steering.yaw))


def orbit_part(mean: np.ndarray) -> MeanOrbit:
    """Write a mean orbit."""
    return MeanOrbit(
        sma_km=mean[0] / 1e3,
        eccentricity=math.hypot(mean[1], mean[2]),
        inclination_deg=math.degrees(mean[3]),
        raan_deg=math.degrees(mean[4]) % 360.0,
    )


def allowance_part(entry: Entry) -> Allowance:
    """Write an allowance, a loss or a margin."""
    return Allowance(
        line=entry.line,
        margin_class=entry.margin_class,
        delta_v_m_s=entry.delta_v,
        mass_before_kg=entry.mass_before,
        propellant_kg=entry.propellant,
    )


def arc_parts(
    writer: Writer, name: str, flown: Sequence[Burn | FlownArc], entries: Sequence[Entry], servicer: Servicer
) -> tuple[ThrustArc, ...] | None:
    """Write the thrust arcs among what was flown; None for a servicer that burns."""
    if servicer.propulsion == "chemical":
        return None
    return tuple(
        writer.arc(f"{name}{k}", arc, entry, servicer.thrust_n or 0.0)
        for k, (arc, entry) in enumerate(zip(flown, entries, strict=False), start=1)
        if isinstance(arc, FlownArc)
    )


def burn_parts(
    writer: Writer, kind: str, whose: str, burns: Sequence[Burn | FlownArc], entries: Sequence[Entry],
    servicer: Servicer,
) -> tuple[Maneuver, ...]:  # fmt: skip
    """Write burns of the servicer beside the entries that pay for them, numbered if there are several."""
    return tuple(
        writer.maneuver(label, burn, entry.mass_before, entry.propellant, servicer.burn_thrust_n, servicer.isp_s)
        for label, burn, entry in zip(names(kind, whose, burns), burns, entries, strict=True)
        if isinstance(burn, Burn)
    )


def names(kind: str, whose: str, burns: Sequence[Burn | FlownArc]) -> list[str]:
    """Return what the burns of a disposal are called: numbered if there are several."""
    if len(burns) == 1:
        return [f"{kind}-{whose}"]
    return [f"{kind}-{whose}-pass{k}" for k in range(1, len(burns) + 1)]

"""How far apart may the kicks of Sun, Moon, tides, pole, higher zonals and drag be? Sixty days against kicks of 8 s.

Run: ``python studies/kick_steps.py [--quick]``; the table is in docs/theory/dynamics.md. The flight is the planner's;
it caps its own steps, so that longer ones, and flights without the correctors at both ends, are put together here from
its parts. ``--quick`` flies six days.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from astropy import units as u
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import KICKED_STEP, _besides, _shifted, _zonal, propagate
from adr_planner.environment import Environment

Vector = NDArray[np.float64]

ORBITS = ((840.0, 71.0, 0.0), (780.0, 98.5, 0.0), (780.0, 98.5, 0.02), (500.0, 74.0, 0.02))
"""Altitude [km], inclination [deg], C_D A / m [m2/kg]."""
STEPS = (75.0, 60.0, 50.0, 40.0)
FINEST = 8.0


def circular(field: Gravity, altitude_km: float, inclination_deg: float) -> tuple[Vector, Vector]:
    """Return a state at the ascending node of a circular orbit [m], [m/s]."""
    radius, inc = field.radius + altitude_km * 1e3, np.radians(inclination_deg)
    speed = np.sqrt(field.mu / radius)
    return np.array([radius, 0.0, 0.0]), speed * np.array([0.0, np.cos(inc), np.sin(inc)])


def flown(position: Vector, velocity: Vector, span: float, field: Gravity, step: float, *, corrected: bool) -> Vector:
    """Return where kicks at any distance lead, with or without the correctors."""
    count = int(np.ceil(span / step))
    h = span / count
    share = h * h / 12.0 if corrected else 0.0
    x, y, z, vx, vy, vz = _shifted(*_six(position, velocity), 0.0, share, field)
    for n in range(count + 1):
        if n:
            x, y, z, vx, vy, vz = _zonal(x, y, z, vx, vy, vz, h, field)
        kick = 0.5 * h if n in (0, count) else h
        ax, ay, az = _besides(x, y, z, vx, vy, vz, n * h, field)
        vx, vy, vz = vx + kick * ax, vy + kick * ay, vz + kick * az
    return np.array(_shifted(x, y, z, vx, vy, vz, span, -share, field)[:3])


def _six(position: Vector, velocity: Vector) -> tuple[float, float, float, float, float, float]:
    x, y, z = position
    vx, vy, vz = velocity
    return x, y, z, vx, vy, vz


def main() -> None:
    days = 6.0 if "--quick" in sys.argv[1:] else 60.0
    span, start = days * 86400.0, Time("2025-01-01")
    environment = Environment.between(start, start + days * u.day)
    print("| orbit, C_D A / m | " + " | ".join(f"{step:.0f} s" for step in STEPS) + " | 75 s without correctors |")
    print("|---|" + "---|" * (len(STEPS) + 1))
    for altitude, inclination, drag in ORBITS:
        field = environment.dragging(drag)
        here = circular(field, altitude, inclination)
        finest, _ = propagate(*here, 0.0, span, field, FINEST)
        ends = [flown(*here, span, field, step, corrected=True) for step in STEPS]
        ends.append(flown(*here, span, field, STEPS[0], corrected=False))
        misses = " | ".join(f"{np.linalg.norm(end - finest):.1f}" for end in ends)
        print(f"| {altitude:.0f} km, {inclination:g} deg, {drag:g} | {misses} |", flush=True)
    begin = time.process_time()
    propagate(*here, 0.0, span, field)
    spent = time.process_time() - begin
    print(f"\n{days:.0f} days in steps of {KICKED_STEP:.0f} s take {spent * 1e3:.0f} ms.")


if __name__ == "__main__":
    main()

"""Which step keeps 400 days in low Earth orbit within a metre? Planner's and verifier's integrators, zonals to J4.

Run: ``python studies/integrator_steps.py [--quick]``. The planner's table stands in docs/theory/dynamics.md, the
verifier's in docs/theory/verification.md. Times are of the processor. ``--quick`` flies 40 days.
"""

from __future__ import annotations

import sys
import time

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import propagate
from adr_planner.verification.physics.forces import EGM96_ZONALS, Field
from adr_planner.verification.physics.integrator import Point, coast

Vector = NDArray[np.float64]

ORBITS = ((600.0, 98.0), (840.0, 71.0), (960.0, 82.9))
"""Altitude [km], inclination [deg]; the verifier flies the second."""
FINEST = 40.0


def circular(altitude_km: float, inclination_deg: float) -> tuple[Vector, Vector]:
    """Return a state at the ascending node of a circular orbit [m], [m/s]."""
    radius, inc = EGM96.radius + altitude_km * 1e3, np.radians(inclination_deg)
    speed = np.sqrt(EGM96.mu / radius)
    return np.array([radius, 0.0, 0.0]), speed * np.array([0.0, np.cos(inc), np.sin(inc)])


def planned(step: float, days: float, altitude_km: float, inclination_deg: float) -> Vector:
    """Return where the planner's integrator ends [m]."""
    position, velocity = circular(altitude_km, inclination_deg)
    return propagate(position, velocity, 0.0, days * 86400.0, EGM96, step)[0]


def main() -> None:
    days = 40.0 if "--quick" in sys.argv[1:] else 400.0
    finest = [planned(FINEST, days, *orbit) for orbit in ORBITS]
    names = " | ".join(f"{altitude:.0f} km, {inclination:g} deg" for altitude, inclination in ORBITS)
    print(f"| planner: step s | {names}: from {FINEST:.0f} s steps, m | ms a day |\n|---|" + "---|" * (len(ORBITS) + 1))
    for step in (100.0, 150.0, 200.0, 300.0):
        begin = time.process_time()
        ends = [planned(step, days, *orbit) for orbit in ORBITS]
        spent = (time.process_time() - begin) / days / len(ORBITS) * 1e3
        misses = " | ".join(f"{np.linalg.norm(there - best):.2f}" for there, best in zip(ends, finest, strict=True))
        print(f"| {step:.0f} | {misses} | {spent:.2f} |")
    field = Field(EGM96.mu, EGM96.radius, EGM96_ZONALS[:3], np.array([0.0, 0.0, 1.0]))
    start = Point(9000.0, *circular(*ORBITS[1]))
    coast(start, 600.0, field)
    coast(start, 86400.0, field)
    print("\n| judge: step s | from the planner's 40 s steps, m | ms a day |\n|---|---|---|")
    for step in (30.0, 45.0, 60.0, 75.0, 90.0):
        begin = time.process_time()
        point = coast(start, days * 86400.0, field, step)
        spent = (time.process_time() - begin) / days * 1e3
        print(f"| {step:.0f} | {np.linalg.norm(point.position - finest[1]):.2f} | {spent:.2f} |")


if __name__ == "__main__":
    main()

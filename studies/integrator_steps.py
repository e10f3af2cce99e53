"""Which step keeps 400 days in low Earth orbit within a metre? Planner's and judge's integrators.

Run: ``python studies/integrator_steps.py``. The tables it prints stand in docs/theory/transfer.md and
docs/theory/verification.md.
"""

from __future__ import annotations

import time

import numpy as np

from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import propagate
from adr_planner.verification.forces import EGM96_ZONALS, Field
from adr_planner.verification.integrator import Point, coast

DAYS = 400.0


def main() -> None:
    radius, inc = EGM96.radius + 840e3, np.radians(71.0)
    position = np.array([radius, 0.0, 0.0])
    velocity = np.sqrt(EGM96.mu / radius) * np.array([0.0, np.cos(inc), np.sin(inc)])
    finest, _ = propagate(position, velocity, 0.0, DAYS * 86400.0, EGM96, 40.0)
    print("| planner: step s | from 40 s steps, m | ms a day |\n|---|---|---|")
    for step in (80.0, 100.0, 150.0, 200.0, 300.0):
        begin = time.perf_counter()
        there, _ = propagate(position, velocity, 0.0, DAYS * 86400.0, EGM96, step)
        spent = (time.perf_counter() - begin) / DAYS * 1e3
        print(f"| {step:.0f} | {np.linalg.norm(there - finest):.2f} | {spent:.2f} |")
    field = Field(EGM96.mu, EGM96.radius, EGM96_ZONALS[:3], np.array([0.0, 0.0, 1.0]))
    start = Point(9000.0, position, velocity)
    coast(start, 600.0, field)
    coast(start, 86400.0, field)
    print("\n| judge: step s | from the planner's 40 s steps, m | ms a day |\n|---|---|---|")
    for step in (30.0, 45.0, 60.0, 75.0, 90.0):
        begin = time.perf_counter()
        point = coast(start, DAYS * 86400.0, field, step)
        spent = (time.perf_counter() - begin) / DAYS * 1e3
        print(f"| {step:.0f} | {np.linalg.norm(point.position - finest):.2f} | {spent:.2f} |")


if __name__ == "__main__":
    main()

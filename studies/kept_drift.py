"""Legs of a tug that keeps its drift: estimates against flights, the perigees it may wait at, and the fall of ellipses.

Large stages at 840 km, 71 deg, from the bundled catalogue. The first is let go with a perigee of 300 km; the tug flies
from there to the side of the others, by impulses. Floors are those of `transfer/deorbit/parting.py`; falls are those of
`core/atmosphere/drag.py` against five days flown with drag.

Run: ``python studies/kept_drift.py``.
"""

from __future__ import annotations

import numpy as np
from astropy import units as u
from astropy.time import Time

from adr_planner.catalog import Catalog
from adr_planner.core.atmosphere.drag import fall
from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import mean_to_osculating
from adr_planner.core.kepler import state_from_elements
from adr_planner.environment import Environment
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.deorbit.disposal_burn import lower_perigee
from adr_planner.transfer.deorbit.parting import Parting
from adr_planner.transfer.drift_floor import NO_FLOOR, DriftFloor
from adr_planner.transfer.impulsive.released_legs import ReleasedLegs
from adr_planner.transfer.leg_model import ImpulsiveLegs
from adr_planner.transfer.motion import mean_orbits, target_state
from adr_planner.transfer.state import State

DAY, RADIUS, DRAG = 86400.0, EGM96.radius, 0.022
STAGES = (25407, 23705, 31793, 19650, 16182)
WAITS = (12, 32, 60, 100, 150)


def legs() -> None:
    """Print estimates and flights between neighbours."""
    catalog = Catalog.example()
    stages = [catalog.get(number) for number in STAGES]
    start = Time("2025-01-01")
    oldest = min(stage.elements.epoch for stage in stages)
    environment = Environment.between(start, start + 400 * u.day, since=oldest)
    field = environment.dragging(DRAG)
    orbits = mean_orbits(stages, environment, [field] * len(stages), 400 * DAY)
    stack = target_state(stages[0], environment).at(20 * DAY, field)
    burn = lower_perigee(stack, RADIUS + 300e3, field)
    leave = burn.before.time + 0.2 * DAY
    tug = burn.before.after_impulse(burn.delta_v).at(leave, field)
    released = np.full(len(stages), RADIUS + 300e3)
    model = ReleasedLegs(ImpulsiveLegs(), released, Parting(NO_FLOOR, environment.gravity))
    print("| to | days | estimate m/s | flown m/s |\n|---|---:|---:|---:|")
    for row, stage in enumerate(stages[1:], start=1):
        for wait in WAITS:
            arrive = leave + wait * DAY
            cost = model.window(
                orbits, 0, row, np.array([leave]), np.array([arrive]), lowest=0.0, gravity=environment.gravity
            )[0, 0]
            if cost > 200.0:
                continue
            goal = target_state(stage, environment).at(arrive, field)
            try:
                flown = model.fly(tug, goal, mass=2000.0, lowest=RADIUS + 300e3, gravity=field).delta_v
            except ConvergenceError:
                continue
            print(f"| {stage.norad_cat_id} | {wait} | {cost:.1f} | {flown:.1f} |")


def floors() -> None:
    """Print the perigees a tug may wait at, above one of 300 km."""
    print("\n| C_D A/m m2/kg | activity | " + " | ".join(f"{days} d" for days in (30, 60, 100, 180, 338)) + " |")
    print("|---:|---:|" + "---:|" * 5)
    for activity in (0.0, 1.0, 1.5):
        for drag in (0.011, 0.022):
            parting = Parting(DriftFloor(drag, activity))
            heights = [parting.perigee(RADIUS + 840e3, RADIUS + 300e3, d * DAY) for d in (30, 60, 100, 180, 338)]
            told = " | ".join(f"{(height - RADIUS) / 1e3:.0f}" for height in heights)
            print(f"| {drag} | {activity} | {told} |")


def falls() -> None:
    """Print the fall of ellipses, flown and summed."""
    body = EGM96._replace(drag=DRAG)
    print("\n| orbit km | argument of perigee deg | flown m/day | summed m/day |\n|---|---:|---:|---:|")
    for low, high in ((300, 840), (400, 840), (450, 840), (350, 1000)):
        a, ecc = RADIUS + 500.0 * (low + high), 500.0 * (high - low) / (RADIUS + 500.0 * (low + high))
        for argp in (0.5, 1.7):
            elements = mean_to_osculating((a, ecc, np.radians(71.0), 1.0, argp, 3.0), EGM96)
            position, velocity = state_from_elements(*elements, EGM96.mu)
            here = State(0.0, np.asarray(position), np.asarray(velocity))
            before, after = here.mean(body), here.at(5 * DAY, body).mean(body)
            speed, _ = fall(before[0], float(np.hypot(*before[1:3])), np.radians(71.0), 0.0, body)
            flown = (before[0] - after[0]) / 5.0
            print(f"| {low} x {high} | {np.degrees(argp):.0f} | {flown:.0f} | {speed * DAY:.0f} |")


if __name__ == "__main__":
    legs()
    floors()
    falls()

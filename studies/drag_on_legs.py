"""What drag adds to a leg: the estimate, which knows none, against flights without and with it.

A servicer waits in a low orbit, falling, until its node meets that of a target at 840 km; twelve legs an altitude.
Run: ``python studies/drag_on_legs.py``. The table it prints stands in docs/theory/transfer.md.
"""

from __future__ import annotations

import numpy as np
from flown_against_estimate import DAY, estimated, orbit_of

from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import secular_rates
from adr_planner.core.kepler import state_from_elements
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.estimate import PHASE_RMS
from adr_planner.transfer.impulsive.targeting import fly_leg
from adr_planner.transfer.state import State

SERVICER, TARGET = EGM96._replace(drag=0.022), EGM96._replace(drag=0.010)
LOWEST = EGM96.radius + 400e3
WAIT = 90.0 * DAY
ALTITUDES = (450e3, 500e3, 550e3, 600e3, 700e3, 800e3)


def pair(rng: np.random.Generator, altitude: float) -> tuple[State, State]:
    """Draw a servicer, and a target whose node it meets after the wait if neither falls."""
    inc = np.radians(rng.choice([71.0, 74.0, 82.9, 98.4]))
    low, high = EGM96.radius + altitude, EGM96.radius + 840e3
    gained = WAIT * (secular_rates(low, 0.0, inc, EGM96)[0] - secular_rates(high, 0.0, inc, EGM96)[0])
    states = []
    for a, raan in ((low, 0.0), (high, gained + np.radians(rng.normal() * 0.3))):
        argp, anomaly = rng.uniform(0, 2 * np.pi, 2)
        tilt = inc + np.radians(rng.normal() * 0.05)
        position, velocity = state_from_elements(a, abs(rng.normal()) * 0.002, tilt, raan, argp, anomaly, EGM96.mu)
        states.append(State(0.0, position, velocity))
    return states[0], states[1]


def main() -> None:
    print("| from km | legs | estimate m/s | flown without drag | with drag | mean, worst extra m/s | not closed |")
    print("|---|---|---|---|---|---|---|")
    for altitude in ALTITUDES:
        rng = np.random.default_rng(3)
        rows, lost = [], 0
        for _ in range(12):
            servicer, target = pair(rng, altitude)
            vacuum, through = target.at(WAIT, EGM96), target.at(WAIT, TARGET)
            estimate = estimated(orbit_of(servicer), orbit_of(vacuum), 0.0, WAIT, LOWEST, PHASE_RMS, EGM96)
            try:
                flown = fly_leg(servicer, through, SERVICER, lowest=LOWEST).delta_v
                rows.append((estimate, fly_leg(servicer, vacuum, EGM96, lowest=LOWEST).delta_v, flown))
            except ConvergenceError:
                lost += 1
        table = np.array(rows).reshape(-1, 3)
        extra = table[:, 2] - table[:, 1]
        mean = table.mean(axis=0)
        print(
            f"| {altitude / 1e3:.0f} | {len(rows)} | {mean[0]:.1f} | {mean[1]:.1f} | {mean[2]:.1f} "
            f"| {extra.mean():+.1f}, {extra[np.argmax(np.abs(extra))]:+.1f} | {lost} |",
            flush=True,
        )


if __name__ == "__main__":
    main()

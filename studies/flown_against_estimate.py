"""How far is the estimate of a leg from the leg as flown? Random pairs over four inclinations.

Run: ``python studies/flown_against_estimate.py``. The table it prints stands in docs/theory/transfer.md.
"""

from __future__ import annotations

import time

import numpy as np

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.kepler import state_from_elements
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.estimate import PHASE_RMS
from adr_planner.transfer.impulsive.targeting import fly_leg
from adr_planner.transfer.leg_table import LegTerms, leg_window
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import State

LOWEST = EGM96.radius + 400e3
DAY = 86400.0


def orbit_of(state: State) -> OrbitSet:
    """Return the mean orbit of a state, turning at its secular rates."""
    mean = state.mean(EGM96)
    values = (mean[0], np.hypot(mean[1], mean[2]), mean[3], mean[4], np.arctan2(mean[2], mean[1]), state.time)
    a, ecc, inc, raan, argp, epoch = (np.array([value]) for value in values)
    return OrbitSet.at_epochs(a, ecc, inc, raan, argp, epoch, EGM96)


def estimated(start: OrbitSet, goal: OrbitSet, depart: float, arrive: float, lowest: float, phase: float,
              gravity: Gravity) -> float:  # fmt: skip
    """Return the estimate of one leg from the first orbit of a set to the first of another [m/s]."""
    first, last = np.array([depart]), np.array([arrive])
    return float(
        leg_window(
            start.at(first)[0], start.at(last)[0], goal.at(last)[0], first, last, LegTerms(lowest, phase=phase), gravity
        )[0, 0]
    )


def random_pair(rng: np.random.Generator, widest: float) -> tuple[State, State]:
    """Draw two orbits whose nodes are up to `widest` degrees apart for every eight days, twelve times that at most."""
    inclination, days = rng.choice([71.0, 74.0, 82.9, 98.4]), rng.choice([10, 30, 60, 120, 180])
    gap = rng.uniform(-1, 1) * widest * min(days / 8, 12)
    states = []
    for raan in (1.0, 1.0 + np.radians(gap)):
        position, velocity = state_from_elements(
            EGM96.radius + 840e3 + rng.normal() * 25e3, abs(rng.normal()) * 0.004,
            np.radians(inclination + rng.normal() * 0.15), raan, rng.uniform(0, 6.28), rng.uniform(0, 6.28), EGM96.mu,
        )  # fmt: skip
        states.append(State(0.0, position, velocity))
    return states[0], states[1].at(days * DAY, EGM96)


def main() -> None:
    rows: list[tuple[float, ...]] = []
    failed: list[float] = []
    # 300 pairs as a mission meets them, 100 with five times the node gap.
    for widest, count in ((1.0, 300), (5.0, 100)):
        rng = np.random.default_rng(1)
        for _ in range(count):
            fly(*random_pair(rng, widest), rows, failed)
    report(np.array(rows), failed)


def fly(departure: State, target: State, rows: list[tuple[float, ...]], failed: list[float]) -> None:
    estimate = estimated(orbit_of(departure), orbit_of(target), 0.0, target.time, LOWEST, PHASE_RMS, EGM96)
    begin = time.perf_counter()
    try:
        flight = fly_leg(departure, target, EGM96, lowest=LOWEST)
    except ConvergenceError:
        failed.append(estimate)
        return
    rows.append((estimate, flight.delta_v, target.time / DAY, time.perf_counter() - begin))


def report(table: np.ndarray, failed: list[float]) -> None:
    print("| estimate m/s | legs | flown / estimate: median | p10 | p90 | mean absolute error | not closed |")
    print("|---|---|---|---|---|---|---|")
    for low, high in ((0, 25), (25, 50), (50, 100), (100, 200), (200, 400), (400, 800), (800, 3000)):
        part = table[(table[:, 0] >= low) & (table[:, 0] < high)]
        lost = sum(low <= x < high for x in failed)
        if part.size == 0:
            print(f"| {low}-{high} | 0 | | | | | {lost} |")
            continue
        ratio = part[:, 1] / part[:, 0]
        p10, p50, p90 = np.percentile(ratio, [10, 50, 90])
        error = np.mean(np.abs(ratio - 1))
        print(f"| {low}-{high} | {len(part)} | {p50:.3f} | {p10:.3f} | {p90:.3f} | {error:.1%} | {lost} |")
    print(f"seconds a leg: median {np.median(table[1:, 3]):.2f}, worst {table[1:, 3].max():.2f}")


if __name__ == "__main__":
    main()

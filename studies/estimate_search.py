"""How long must the estimate search? Rounds of the drift orbit, and passes of the sharing, on cheap legs of GTOC9.

Run: ``python studies/estimate_search.py``. The figures stand in docs/theory/transfer.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DAY
from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.benchmarks.gtoc9.ephemeris import FIELD, debris_rows, left_elements
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LOWEST_DRIFT
from adr_planner.transfer.impulsive import drift, estimate, groups

Array = NDArray[np.float64]

WAITS = np.array([0.5, 1.0, 2.0, 3.0, 5.0, 9.0, 12.0, 18.0, 25.0]) * DAY
CHEAP = 400.0
LEGS = 4000
COMPILED = {"nogil": True, "error_model": "numpy"}


def cheap_legs() -> tuple[Array, Array, Array]:
    """Draw legs between debris that are priced below `CHEAP`."""
    rows, rng = debris_rows(load_debris()), np.random.default_rng(5)
    starts: list[Array] = []
    goals: list[Array] = []
    coasts: list[float] = []
    while len(starts) < LEGS:
        i, j = rng.choice(len(rows), 2, replace=False)
        depart, coast = rng.uniform(23467.0, 26380.0) * DAY, float(rng.choice(WAITS))
        start, goal = left_elements(rows[i], depart), left_elements(rows[j], depart + coast)
        if estimate.estimate_leg(start, goal, coast, LOWEST_DRIFT, 0.0, CHEAP, FIELD) < CHEAP:
            starts.append(start)
            goals.append(goal)
            coasts.append(coast)
    return np.array(starts), np.array(goals), np.array(coasts)


def compiled_anew(module: object, function: Callable[..., Array], **constants: object) -> Callable[..., Array]:
    """Compile a kernel with other constants of its module."""
    kept = {name: getattr(module, name) for name in constants}
    for name, value in constants.items():
        setattr(module, name, value)
    kernel = njit(**COMPILED)(function.py_func)  # type: ignore[attr-defined]

    def first(*arguments: Any) -> Any:
        try:
            return kernel(*arguments)
        finally:
            for name, value in kept.items():
                setattr(module, name, value)

    return first


def timed(kernel: Callable[..., Array], *arguments: Any) -> tuple[Any, float]:
    """Return what a kernel finds, and nanoseconds for a leg; the best of five runs."""
    found, best = kernel(*arguments), np.inf
    for _ in range(5):
        begin = time.perf_counter()
        kernel(*arguments)
        best = min(best, time.perf_counter() - begin)
    return found, 1e9 * best / arguments[0].shape[1]


def main() -> None:
    starts, goals, coasts = cheap_legs()
    legs, shares = estimate._laid_out(starts, goals, coasts, np.full(coasts.size, LOWEST_DRIFT), 0.0, FIELD)
    exact, _ = timed(compiled_anew(drift, drift.drift_orbits, _ROUNDS=200), legs, FIELD)
    print("| rounds of the drift orbit | ns | mean excess | 95 % | worst |\n|---|---|---|---|---|")
    for rounds in (4, 6, 8, 10, 12, 16):
        found, nanoseconds = timed(compiled_anew(drift, drift.drift_orbits, _ROUNDS=rounds), legs, FIELD)
        report(f"{rounds}", nanoseconds, found[0] / exact[0] - 1.0)
    found = drift.drift_orbits(legs, FIELD)
    parts = shared_rows(legs, found, shares)
    exact = timed(longest(0.1), parts)[0]
    for step in (0.2, 0.3):
        exact = np.minimum(exact, timed(longest(step), parts)[0])
    print("\n| first step, shrink, passes | ns | mean excess | 95 % | worst |\n|---|---|---|---|---|")
    for step, shrink, passes in ((0.25, 0.6, 6), (0.25, 0.45, 4), (0.25, 0.45, 3), (0.1, 0.45, 2), (0.1, 0.45, 3),
                                 (0.12, 0.5, 4), (0.15, 0.5, 5)):  # fmt: skip
        price, nanoseconds = timed(search(step, shrink, passes), parts)
        report(f"{step}, {shrink}, {passes}", nanoseconds, price / exact - 1.0)


def search(step: float, shrink: float, passes: int) -> Callable[..., Array]:
    return compiled_anew(groups, groups.shared_delta_v, _FIRST_STEP=step, _SHRINK=shrink, _PASSES=passes)


def longest(step: float) -> Callable[..., Array]:
    return search(step, 0.8, 40)


def shared_rows(legs: Array, found: Array, shares: Array) -> Array:
    """Return what the sharing is asked for the legs that have an eccentricity to close."""
    taken: list[Array] = []

    def keep(parts: Array) -> Array:
        taken.append(parts.copy())
        return groups.shared_delta_v(parts)

    module: Any = estimate  # what it calls is put in the place of what it imported
    kept, module.shared_delta_v = module.shared_delta_v, keep
    try:
        module._share.py_func(legs, found, shares, found[0].copy(), np.inf, FIELD)
    finally:
        module.shared_delta_v = kept
    return taken[0]


def report(name: str, nanoseconds: float, excess: Array) -> None:
    print(
        f"| {name} | {nanoseconds:.0f} | {excess.mean():.2%} | {np.percentile(excess, 95):.2%} | {excess.max():.1%} |"
    )


if __name__ == "__main__":
    main()

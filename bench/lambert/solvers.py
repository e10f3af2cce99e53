"""Lambert solvers side by side: speed, worst miss after Kepler propagation, failures.

20,000 pairs of LEO positions (half sun-synchronous, half 64-83 deg). Set S: no whole revolution, 0.1-1.2 periods;
set M: every arc of 20 minutes to a day. One thread each, in one process, interleaved, best of five.

Run ``pip install pykep-rust lamberthub; python bench/lambert/solvers.py``; last results in README.md beside it.
"""

from __future__ import annotations

import os
from typing import Any

os.environ["RAYON_NUM_THREADS"] = "1"

import time
from collections.abc import Callable
from functools import partial

import numpy as np
from boinor.core.iod import izzo
from lamberthub import gooding1990
from numba import njit
from numpy.typing import NDArray
from pykep_rust import lambert_problem_batch

from adr_planner.core.kepler import state_from_elements
from adr_planner.core.lambert.solutions import lambert, lambert_batch

Array = NDArray[np.float64]
MU = 3.986004418e14
PAIRS, ROUNDS, SAMPLE = 20_000, 5, 300


def pairs(rng: np.random.Generator, *, multi: bool) -> tuple[Array, Array, Array, Array]:
    """Return positions, times of flight and momenta; the target's orbit is near the chaser's."""
    first, second, momenta, times = np.empty((PAIRS, 3)), np.empty((PAIRS, 3)), np.empty((PAIRS, 3)), np.empty(PAIRS)
    for k in range(PAIRS):
        inc = np.radians(rng.uniform(96.5, 101.0) if k % 2 else rng.uniform(64.0, 83.0))
        raan, a = rng.uniform(0, 2 * np.pi), rng.uniform(6.9e6, 7.8e6)
        ends = [
            state_from_elements(
                a + rng.normal() * 30e3, rng.uniform(0, 0.01), inc + rng.normal() * 2e-3, raan + rng.normal() * 2e-3,
                rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi), MU,
            )
            for _ in range(2)
        ]  # fmt: skip
        period = 2 * np.pi * np.sqrt(a**3 / MU)
        first[k], second[k] = ends[0][0], ends[1][0]
        momenta[k] = np.cross(*ends[1])
        times[k] = rng.uniform(1200.0, 86400.0) if multi else rng.uniform(0.1, 1.2) * period
    return first, second, times, momenta


Parts = list[tuple[int, int, NDArray[np.intp]]]
"""What pykep-rust is asked in one call: direction, most revolutions, rows."""


@njit  # type: ignore[untyped-decorator]
def _ours_all(first: Array, second: Array, times: Array, momenta: Array, revs: int) -> tuple[int, float]:
    found, total = 0, 0.0
    for k in range(times.size):
        count, v1, _, _ = lambert(first[k], second[k], times[k], MU, momenta[k], revs)
        found += count
        total += v1[0, 0]
    return found, total


@njit  # type: ignore[untyped-decorator]
def _boinor_all(first: Array, second: Array, times: Array, prograde: NDArray[np.bool_], revs: NDArray[np.int64]) -> int:
    for k in range(times.size):
        for m in range(revs[k] + 1):
            for low in range(2 if m else 1):
                izzo(MU, first[k], second[k], times[k], m, prograde[k], low == 1, 35, 1e-8)
    return int(np.sum(1 + 2 * revs))


@njit  # type: ignore[untyped-decorator]
def _kepler_miss(position: Array, velocity: Array, time: float, end: Array) -> float:
    """Return how far a two-body arc ends from where it should [m]: Kepler's equation in the difference of anomalies."""
    r0, alpha = np.sqrt(np.sum(position**2)), 2.0 / np.sqrt(np.sum(position**2)) - np.sum(velocity**2) / MU
    sigma = np.sum(position * velocity) / np.sqrt(MU)
    a = 1.0 / abs(alpha)
    n, sign = np.sqrt(MU / a**3), 1.0 if alpha > 0.0 else -1.0
    e_cos, e_sin, mean = 1.0 - r0 * alpha, sigma / np.sqrt(a), n * time
    low, high = 0.0, 2.0 * mean + 10.0
    x = min(mean, high)
    for _ in range(200):
        sin, cos = (np.sin(x), np.cos(x)) if alpha > 0.0 else (np.sinh(x), np.cosh(x))
        if alpha > 0.0:
            value, slope = x - e_cos * sin + e_sin * (1.0 - cos) - mean, 1.0 - e_cos * cos + e_sin * sin
        else:
            value, slope = e_cos * sin + e_sin * (cos - 1.0) - x - mean, e_cos * cos + e_sin * sin - 1.0
        if value > 0.0:
            high = x
        else:
            low = x
        step = x - value / slope if slope > 0.0 else 0.5 * (low + high)
        step = step if low < step < high else 0.5 * (low + high)
        if abs(step - x) < 1e-15 * abs(x):
            break
        x = step
    sin, cos = (np.sin(x), np.cos(x)) if alpha > 0.0 else (np.sinh(x), np.cosh(x))
    f = 1.0 - sign * a / r0 * (1.0 - cos)
    g = time - sign * (x - sin) / n
    return float(np.sqrt(np.sum((f * position + g * velocity - end) ** 2)))


def best(run: Callable[[], object]) -> Callable[[], float]:
    """Return a stopwatch for one call."""

    def timed() -> float:
        begin = time.perf_counter()
        run()
        return time.perf_counter() - begin

    return timed


def worst(first: Array, second: Array, times: Array, answers: list[tuple[int, Array]]) -> tuple[float, int]:
    """Return the largest miss [m], and how many arcs miss by more than a millimetre or not at all."""
    misses = [_kepler_miss(first[k], np.asarray(v, dtype=float), times[k], second[k]) for k, vs in answers for v in vs]
    return float(np.nanmax(misses)), int(np.sum(~(np.array(misses) < 1e-3)))


def main() -> None:
    rng = np.random.default_rng(4)
    for title, multi in (("S (no whole revolution)", False), ("M (every arc)", True)):
        first, second, times, momenta = pairs(rng, multi=multi)
        top = 15 if multi else 0
        along = np.einsum("ij,ij->i", np.cross(first, second), momenta) > 0.0
        counts, ours_v, _, _ = lambert_batch(first, second, times, MU, momenta, top)
        # Rust and boinor take "clockwise" / "prograde" by the z axis: part the pairs by the direction wanted.
        z_up = np.cross(first, second)[:, 2] > 0.0
        clockwise = along != z_up
        # It overflows where it is asked for far more revolutions than there are: ask for those that fit.
        most = (counts - 1) // 2
        parts = [
            (k, int(n), np.flatnonzero((clockwise == (k == 0)) & (most == n))) for k in (0, 1) for n in np.unique(most)
        ]

        def rust(
            parts: Parts = parts, first: Array = first, second: Array = second, times: Array = times
        ) -> list[tuple[NDArray[np.intp], list[Any]]]:
            return [(p, lambert_problem_batch(first[p], second[p], times[p], MU, k == 0, n, 1)) for k, n, p in parts]

        revs = (counts - 1) // 2
        _ours_all(first[:9], second[:9], times[:9], momenta[:9], top)
        _boinor_all(first[:9], second[:9], times[:9], ~clockwise[:9], revs[:9])
        given = (first, second, times)
        runs = {
            "adr_planner, loop": best(partial(_ours_all, *given, momenta, top)),
            "adr_planner, batch": best(partial(lambert_batch, *given, MU, momenta, top)),
            "pykep-rust 0.1.4, batch, 1 worker": best(rust),
            "boinor izzo, njit loop": best(partial(_boinor_all, *given, ~clockwise, revs)),
        }
        spent = {name: min(run() for _ in range(ROUNDS)) for name, run in runs.items()}
        solutions = int(counts.sum())
        rusty = [
            (int(k), [x.departure_velocity for x in one.solutions])
            for p, ones in rust()
            for k, one in zip(p, ones, strict=True)
        ]
        found = sum(len(v) for _, v in rusty)
        mine = [(k, ours_v[k, : counts[k]]) for k in range(PAIRS)]
        sample = range(SAMPLE)
        begin = time.perf_counter()
        good: list[tuple[int, Any]] = [
            (k, [gooding1990(MU, first[k], second[k], times[k], M=0, prograde=not clockwise[k], low_path=True)[0]])
            for k in sample
        ]
        gooding = (time.perf_counter() - begin) / SAMPLE
        print(f"\nSet {title}: {PAIRS:,} pairs, {solutions:,} arcs (pykep-rust finds {found:,})\n")
        print("| solver | us per arc | over ours | worst miss | arcs off by more than 1 mm |\n|---|---|---|---|---|")
        misses: dict[str, Any] = {
            "adr_planner, loop": mine,
            "adr_planner, batch": mine,
            "pykep-rust 0.1.4, batch, 1 worker": rusty,
        }
        for name, seconds in spent.items():
            miss, failed = worst(first, second, times, misses[name]) if name in misses else (np.nan, 0)
            told = f"{miss * 1e3:.3f} mm | {failed}" if name in misses else "| "
            print(f"| {name} | {seconds / solutions * 1e6:.2f} | {seconds / spent['adr_planner, loop']:.2f} | {told} |")
        miss, failed = worst(first, second, times, good)
        over = gooding / (spent["adr_planner, loop"] / solutions)
        name = f"lamberthub gooding1990 (0 revolutions, {SAMPLE} pairs)"
        print(f"| {name} | {gooding * 1e6:.0f} | {over:.0f} | {miss * 1e3:.3f} mm | {failed} |")
        apart = max(float(np.linalg.norm(ours_v[k, 0] - v[0])) for k, v in good)
        print(f"\nLargest difference from Gooding's velocities: {apart:.2e} m/s.")


if __name__ == "__main__":
    main()

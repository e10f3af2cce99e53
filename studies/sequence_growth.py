"""Measure how the exact sequencer grows, and how it stands up to the hard cases.

    python studies/sequence_growth.py            # both tables, about two minutes on one core
    python studies/sequence_growth.py --growth   # only candidates x stops x steps
    python studies/sequence_growth.py --hard     # only binding limits on nearly identical stages

Every row runs in a process of its own, so that the peak memory is the row's. Times are warm (kernels compiled
and cached) and include laying out the prices and the bounds. Prints Markdown for docs/theory/sequencing.md.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sequence_instances import instance

from adr_planner.sequence import Tour, TourProblem, solve

MIX = {"SL-16": 18, "SL-8": 12, "SSO": 10}


def timed(problem: TourProblem) -> tuple[float, Tour]:
    begin = time.perf_counter()
    tour = solve(problem)
    return time.perf_counter() - begin, tour


def warm_up(problem: TourProblem) -> None:
    for objective in ("delta_v", "propellant"):
        solve(problem.replace(stops=2, objective=objective))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def growth_row(n: int, stops: int, steps: int) -> str:
    counts = {"SL-16": n // 2, "SL-8": n // 4, "SSO": n - n // 2 - n // 4}
    problem = instance(counts, steps=steps, stops=stops, step_days=365.0 / steps, longest_gap=steps // 2)
    warm_up(problem)
    free, tour = timed(problem)
    fuel = solve(problem.replace(objective="propellant")).propellant
    limits = {"max_delta_v": 1.3 * tour.delta_v, "propellant_capacity": 1.2 * fuel}
    risk, best = timed(problem.replace(objective="value", **limits))
    return (
        f"| {n} | {stops} | {steps} | {free:.2f} | {tour.n_labels} | {risk:.2f} | {best.n_labels} "
        f"| {peak_mb():.0f} | {max(tour.gap, best.gap):.3f} |"
    )


def hard_row(concept: str, family: str) -> str:
    counts = {"mix": MIX, "SL-16": {"SL-16": 40}, "SSO": {"SSO": 40}}[family]
    problem = instance(counts, concept=concept)
    warm_up(problem)
    least = solve(problem).delta_v
    fuel = solve(problem.replace(objective="propellant")).propellant
    worst, labels, proven, runs = 0.0, 0, 0, 0
    for objective, share, kind in itertools.product(
        ("delta_v", "value"), (0.9, 1.0, 1.02, 1.1, 1.3, 1.7, 2.5), ("dv", "fuel", "both")
    ):
        if objective == "delta_v" and (share < 1.0 or kind != "fuel"):
            continue
        limits = {} if kind == "fuel" else {"max_delta_v": share * least}
        if kind != "dv":
            limits["propellant_capacity"] = share * fuel
        seconds, tour = timed(problem.replace(objective=objective, **limits))
        worst, labels = max(worst, seconds), max(labels, tour.n_labels)
        proven, runs = proven + tour.proven, runs + 1
    return f"| {family} | {concept} | {runs} | {proven} | {worst:.2f} | {labels} | {peak_mb():.0f} |"


def alone(function: Callable[..., str], *arguments: object) -> str:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def growth() -> None:
    print("| candidates | stops | steps | delta-v [s] | labels | risk [s] | labels | peak [MB] | gap |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    rows = [(n, 5, 73) for n in (10, 20, 40, 60)]
    rows += [(40, stops, 73) for stops in (3, 4, 6, 8, 10)]
    rows += [(40, 5, steps) for steps in (37, 146, 292)]
    rows += [(60, 6, 73)]
    for row in rows:
        print(alone(growth_row, *row), flush=True)


def hard() -> None:
    print("| candidates | concept | runs | proven | slowest [s] | most labels | peak [MB] |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for family, concept in itertools.product(("mix", "SL-16", "SSO"), ("kit", "tug")):
        print(alone(hard_row, concept, family), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--hard", action="store_true")
    chosen = parser.parse_args()
    if chosen.growth or not chosen.hard:
        growth()
    if chosen.hard or not chosen.growth:
        hard()

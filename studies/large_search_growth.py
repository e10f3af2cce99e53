"""Measure the large search: how long, how near its own bound, and how near the optimum where label setting gives it.

    python studies/large_search_growth.py                 # both tables, about twenty minutes on one core
    python studies/large_search_growth.py --most 100      # the first, only so many candidates
    python studies/large_search_growth.py --most 0        # only the second: stages that are all alike, other objectives

Every row runs in a process of its own, so that the peak memory is the row's; times are warm. Half of the candidates are
SL-16, a quarter SL-8, a quarter sun-synchronous, as in sequence_growth.py. "Risk" may spend 0.8 of the least delta-v of
as many stops, so that not all can be made. Prints Markdown for docs/theory/sequencing.md.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from sequence_instances import instance

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import Tour, TourProblem, Weights, solve
from adr_planner.spec.effort import EngineName


def timed(problem: TourProblem, engine: EngineName) -> tuple[float, Tour | None]:
    begin = time.perf_counter()
    try:
        tour = solve(problem, engine=engine)
    except InvalidInputError:  # more candidates than label setting holds
        return 0.0, None
    return time.perf_counter() - begin, tour


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0


def row(n: int, stops: int) -> str:
    counts = {"SL-16": n // 2, "SL-8": n // 4, "SSO": n - n // 2 - n // 4}
    small = instance({"SL-16": 6}, stops=2, objective="value")
    timed(small, "exact")
    timed(small, "search")
    problem = instance(counts, stops=stops)
    lines: list[str] = []
    limit: dict[str, Any] = {}
    for objective in ("delta_v", "value"):
        asked = problem.replace(objective=objective, **limit)
        seconds, tour = timed(asked, "search")
        assert tour is not None
        limit = limit or {"max_delta_v": 0.8 * tour.delta_v}
        peak = peak_mb()
        known, best = timed(asked, "exact")
        off = "" if best is None else f"{100.0 * abs(tour.objective_value / best.objective_value - 1.0):.2f}%"
        lines.append(
            f"| {n} | {stops} | {objective} | {seconds:.1f} | {peak:.0f} | {100.0 * tour.gap:.2f}% "
            f"| {'yes' if tour.proven else 'no'} | {'' if best is None else f'{known:.1f}'} | {off} |"
        )
    return "\n".join(lines)


def hard_row(kind: str, objective: str, share: float) -> str:
    counts = {"alike": {"SL-16": 100}, "mixed": {"SL-16": 50, "SL-8": 25, "SSO": 25}}[kind]
    small = instance({"SL-16": 6}, stops=2, objective="value")
    timed(small, "exact")
    timed(small, "search")
    problem = instance(counts, stops=8 if kind == "alike" else 5)
    least = solve(problem).delta_v
    weights = Weights(delta_v=1e-3, time=1e-3, value=1.0) if objective == "weighted" else None
    asked = problem.replace(objective=objective, max_delta_v=share * least, weights=weights)
    seconds, tour = timed(asked, "search")
    assert tour is not None
    return (
        f"| {kind} | {objective} | {share:g} | {len(tour.stops)} of {problem.stops} | {seconds:.1f} "
        f"| {100.0 * tour.gap:.2f}% | {'yes' if tour.proven else 'no'} |"
    )


def alone(function: Callable[..., str], *arguments: object) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        print(pool.submit(function, *arguments).result(), flush=True)


def growth(most: int) -> None:
    print("| candidates | stops | objective | time [s] | peak [MB] | gap | proven | exact [s] | off the optimum |")
    print("|---:|---:|---|---:|---:|---:|---|---:|---:|")
    for n in (40, 62, 100, 200, 300):
        for stops in (5, 8):
            if n <= most:
                alone(row, n, stops)


def hard() -> None:
    print("| 100 candidates | objective | of the least delta-v | stops | time [s] | gap | proven |")
    print("|---|---|---:|---:|---:|---:|---|")
    for share in (0.8, 0.95, 1.1):
        alone(hard_row, "alike", "value", share)
    for objective in ("propellant", "time", "weighted"):
        alone(hard_row, "mixed", objective, 1.3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int)
    chosen = parser.parse_args().most
    if chosen != 0:
        growth(300 if chosen is None else chosen)
    if not chosen:
        hard()

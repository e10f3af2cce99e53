"""How the campaign's master grows with candidates and servicers: rounds, tours, gap and time, without the flights.

Run: ``python studies/campaign_growth.py``; the table is in docs/theory/sequencing.md.
"""

from __future__ import annotations

import time

import adr_planner as adr
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import cost_mission
from adr_planner.sequence import plan_tours


def main() -> None:
    example = adr.example_mission("kg_per_yr")
    ranking = adr.rank(adr.Catalog.example())
    frame = environment_of(example.mission, [])
    print("| candidates | servicers | rounds | tours | bound kg/yr | chosen kg/yr | gap | time [s] |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    warm = False
    for candidates in (40, 70, 100):
        problem = cost_mission(list(ranking.top(candidates)), example.servicer, example.mission, frame).problem
        if not warm:
            plan_tours([problem], [1])
            warm = True
        for servicers in (1, 2, 4, 8):
            begin = time.perf_counter()
            found = plan_tours([problem], [servicers])
            took = time.perf_counter() - begin
            print(
                f"| {candidates} | {servicers} | {found.rounds} | {found.n_columns} | {found.best_bound:.2f} | "
                f"{found.worth:.2f} | {found.gap:.2%} | {took:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

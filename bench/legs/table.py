"""Fill the largest table the project speaks of: 123 x 123 orbits, 9 waits, 983 dates.

Run: python bench/legs/table.py
"""

from __future__ import annotations

import resource
import sys
import time
from functools import partial

import numpy as np

from adr_planner.benchmarks.gtoc9.constants import DAY, FIRST_DAY, STAY
from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import leg_grid
from adr_planner.core.constants import GTOC9
from adr_planner.transfer.impulsive.estimate import PHASE_RMS
from adr_planner.transfer.leg_table import LegTerms, leg_table

MAX_LEG_DELTA_V = 600.0


def report(name: str, seconds: float, legs: int) -> None:
    # Linux counts kilobytes.
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"| {name} | {legs / 1e6:.1f} | {seconds:.1f} | {legs / seconds / 1e6:.2f} | {memory:.2f} |")


def main() -> None:
    debris = load_debris()
    orbits = debris.orbits()
    few = orbits.subset(np.arange(4))
    dates = np.asarray((FIRST_DAY + 3.0 * np.arange(983)) * DAY, dtype=np.float64)
    waits = np.asarray(3.0 * np.arange(2, 11) * DAY, dtype=np.float64)
    print("| table | million legs | s | million legs/s | peak GB |\n|---|---|---|---|---|")
    for name, phase in (("phase free", 0.0), ("phase unknown", PHASE_RMS)):
        terms = LegTerms(6.61e6, phase=phase, max_leg_delta_v=MAX_LEG_DELTA_V)
        filled = partial(leg_table, stay=STAY, terms=terms, gravity=GTOC9)
        filled(few, few, dates[:20], waits)
        start = time.perf_counter()
        table = filled(orbits, orbits, dates, waits)
        report(
            f"`leg_table`, {name}, legs over {MAX_LEG_DELTA_V:g} m/s roughly", time.perf_counter() - start, table.size
        )
        del table
    leg_grid(debris.only(range(4)))
    start = time.perf_counter()
    grid = leg_grid(debris)
    report("`leg_grid` of GTOC9, short legs with their phase", time.perf_counter() - start, grid.ratio.size)
    print(f"\nPython {sys.version.split()[0]}, numpy {np.__version__}")


if __name__ == "__main__":
    main()

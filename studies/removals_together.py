"""What five removals avoid together, by length of step and by horizon: how long the steps of a plan's benefit may be.

Run: ``python studies/removals_together.py`` (some minutes).
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

import adr_planner as adr
from adr_planner.planner.writing.benefit import HORIZONS
from adr_planner.projection.course import course_of
from adr_planner.projection.outlook import CENTURY
from adr_planner.projection.value.kept import BASELINE
from adr_planner.units import YEAR

SETS = {"SL-16 of 840 km": (31793, 24298, 23705, 25407, 22220), "mixed": (27386, 22566, 25861, 8646, 27006)}
STEPS = (3.5, 6.25, 25.0 / 3.0, 12.5)


def main() -> None:
    """Print what is avoided after each horizon."""
    population = adr.Catalog.example().population
    for step in STEPS:
        scene = replace(CENTURY, years=HORIZONS[-1], step_years=step).scene(population)
        base = course_of(scene, np.full(len(scene.population), np.inf))
        for name, numbers in SETS.items():
            leaves = np.full(len(scene.population), np.inf)
            leaves[np.isin(scene.population.norad_cat_id, numbers)] = 0.5 * YEAR
            began = time.process_time()
            course = course_of(scene, leaves)
            print(f"steps of {step:g} years, {name}: {time.process_time() - began:.1f} s")
            for figure in BASELINE:
                saved = getattr(base, figure) - getattr(course, figure)
                print("   ", figure, [f"{np.interp(years, base.years, saved):.5g}" for years in HORIZONS])


if __name__ == "__main__":
    main()

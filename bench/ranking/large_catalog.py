"""How long a ranking takes: 27,000 objects of flux, the bundled derelicts, and 200,000 synthetic ones.

Run ``python bench/ranking/large_catalog.py``; last results in README.md beside it.
"""

from __future__ import annotations

import resource
import time
from types import SimpleNamespace
from typing import cast

import numpy as np

from adr_planner.catalog import Catalog, MeanElements, Population, SpaceObject
from adr_planner.risk import rank
from adr_planner.risk.candidates import sort_out
from adr_planner.risk.collisions.flux import Flux

MU, RADIUS = 3.986004418e14, 6378137.0


class Synthetic(list[SpaceObject]):
    """Many derelicts that are their own population."""

    source = SimpleNamespace(name="synthetic")
    population: Population


def synthetic(n: int) -> Synthetic:
    """Return n derelicts over all of low Earth orbit, from 10 kg to 10 t."""
    rng = np.random.default_rng(0)
    altitude, inc = rng.uniform(400e3, 1600e3, n), rng.uniform(20.0, 120.0, n)
    mass, ecc = 10 ** rng.uniform(1.0, 4.0, n), rng.uniform(0.0, 0.01, n)
    area = 0.05 * mass**0.75
    motion = 86400.0 / (2.0 * np.pi) * np.sqrt(MU / (RADIUS + altitude) ** 3)
    made = Synthetic(
        SpaceObject(
            k + 1, f"OBJECT {k % 5000}", MeanElements("2024-10-31T12:00:00Z", motion[k], ecc[k], inc[k], 0.0, 0.0, 0.0),
            object_type="ROCKET BODY", status="derelict", mass_kg=mass[k], area_m2=area[k],
        )
        for k in range(n)
    )  # fmt: skip
    made.population = Population(
        np.arange(1, n + 1), (RADIUS + altitude) / 1e3, ecc, inc, mass, np.sqrt(area / np.pi), np.ones(n, np.uint8),
        np.zeros(n, bool),
    )  # fmt: skip
    return made


def main() -> None:
    catalog = Catalog.example()
    population, targets = catalog.population, sort_out(catalog).targets
    begin = time.perf_counter()
    Flux.from_population(population).encounters(targets)
    print(f"flux of {len(population):,} objects on {targets.sma.size:,}: {time.perf_counter() - begin:.1f} s")
    for draws in (0, 300):
        begin = time.perf_counter()
        rank(catalog, draws=draws)
        print(f"ranking of {targets.sma.size:,} derelicts, {draws} draws: {time.perf_counter() - begin:.1f} s")
    many = synthetic(200_000)
    begin = time.perf_counter()
    rank(cast("Catalog", many))  # it has what is asked of a catalogue here
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"ranking of {len(many):,} objects among themselves: {time.perf_counter() - begin:.0f} s, peak {peak:.1f} GB")


if __name__ == "__main__":
    main()

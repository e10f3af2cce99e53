"""Print what docs/theory/benefit.md tells of values: adjoint against projections with one less, and lists by value.

Run ``python studies/removal_values.py [--quick]``: thirty objects spread over 600-1,500 km, a century; quick, three and
ten years.
"""

from __future__ import annotations

import sys
import time

import numpy as np

import adr_planner as adr
from adr_planner.projection import RemovalValues
from adr_planner.projection.value.measures import MEASURES, Measure

LOW_KM, HIGH_KM = 600.0, 1500.0


def spread_out(ranking: adr.Ranking, n: int) -> list[int]:
    """Return the catalogue numbers of n objects, evenly over the altitudes of the five hundred first ranked."""
    first = [entry.object for entry in ranking.top(500)]
    heights = {one.norad_cat_id: 0.5 * (one.elements.perigee_km + one.elements.apogee_km) for one in first}
    inside = sorted((height, number) for number, height in heights.items() if LOW_KM <= height <= HIGH_KM)
    return [inside[int(place)][1] for place in np.linspace(0, len(inside) - 1, n)]


def compare(catalog: adr.Catalog, values: RemovalValues, numbers: list[int], years: float) -> None:
    """Print for each object what its value differs from a projection without it."""
    print(f"{'object':>7} {'debris-years':>12} {'value':>9} " + " ".join(f"{name[:12]:>12}" for name in MEASURES))
    worst: dict[Measure, float] = dict.fromkeys(MEASURES, 0.0)
    for number in numbers:
        avoided = adr.project(catalog, [number], years).avoided()
        worth = values.of(number)
        off = {name: getattr(worth, name) / avoided[name] - 1.0 for name in MEASURES}
        worst = {name: max(worst[name], abs(off[name])) for name in MEASURES}
        print(
            f"{number:>7} {avoided['debris_years']:>12.1f} {worth.debris_years:>9.1f} "
            + " ".join(f"{value:>+12.2%}" for value in off.values()),
            flush=True,
        )
    print("worst:", ", ".join(f"{name} {value:.2%}" for name, value in worst.items()))


def lists(catalog: adr.Catalog, ranking: adr.Ranking, values: RemovalValues, n: int, years: float) -> None:
    """Print what removing the first n by each value avoids, jointly projected, beside the consensus and kg/yr."""
    by_rate = sorted(ranking, key=lambda entry: -entry.risk_kg_per_yr)[:n]
    whole = {entry.object.norad_cat_id for entry in ranking}
    chosen = {
        "consensus of seven": [entry.object.norad_cat_id for entry in ranking.top(n)],
        "kg/yr": [entry.object.norad_cat_id for entry in by_rate],
    }
    for measure in MEASURES:
        best = values.top(len(values.norad_cat_ids), measure)
        chosen[measure] = [one.norad_cat_id for one in best if one.norad_cat_id in whole][:n]
    stages = {item.norad_cat_id for item in catalog if item.object_type == "ROCKET BODY"}
    for name, numbers in chosen.items():
        avoided = adr.project(catalog, numbers, years).avoided()
        single = sum(values.of(number).debris_years for number in numbers)
        print(
            f"{n} by {name}: collisions {avoided['n_catastrophic_collisions']:.3f}, debris-years "
            f"{avoided['debris_years']:,.0f} (sum of single values {single / avoided['debris_years'] - 1.0:+.1%}), "
            f"encounters {avoided['n_encounters_fragments']:,.0f}; stages {len(stages & set(numbers)) / n:.0%}; "
            f"Envisat {numbers.index(27386) + 1 if 27386 in numbers else 'not among them'}",
            flush=True,
        )


def main(*, quick: bool) -> None:
    """Print everything."""
    catalog, years = adr.Catalog.example(), 10.0 if quick else 100.0
    ranking = adr.rank(catalog, draws=0)
    begun = time.process_time()
    values = adr.removal_values(catalog, years)
    print(
        f"values of {len(values.norad_cat_ids):,} objects, {years:g} years: {time.process_time() - begun:.1f} s of CPU"
    )
    print(values)
    compare(catalog, values, spread_out(ranking, 3 if quick else 30), years)
    for n in (10,) if quick else (10, 50):
        lists(catalog, ranking, values, n, years)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

"""Print what removing the top 50 of each way to rank avoids in a century: indices alone, and sets of them as voters.

Run ``python studies/consensus_outcome.py [--quick]``; the table stands in docs/theory/risk.md. Lists are judged by
their outcome in the projection, never by overlap with published lists; sets are weighed by sums of single values (one
run of the adjoint).
"""

from __future__ import annotations

import itertools
import sys

import adr_planner as adr
from adr_planner.risk.indices import VOTERS

N = 50


def listed(weights: dict[str, float], catalog: adr.Catalog) -> list[int]:
    """Return the catalogue numbers of the first fifty."""
    return [entry.object.norad_cat_id for entry in adr.rank(catalog, weights=weights, draws=0).top(N)]


def main(*, quick: bool) -> None:
    """Print everything."""
    catalog, years = adr.Catalog.example(), 10.0 if quick else 100.0
    values = adr.removal_values(catalog, years).to_pandas().set_index("norad_cat_id")
    keys = [index.key for index in VOTERS]
    seven = values.loc[listed(dict.fromkeys(keys, 1.0), catalog)].sum(numeric_only=True)
    found: list[tuple[tuple[str, ...], float, float, float]] = []
    for size in (1, 2, 3, 7):
        for chosen in itertools.combinations(keys, size):
            numbers = listed(dict.fromkeys(chosen, 1.0), catalog)
            ratio = values.loc[numbers].sum(numeric_only=True) / seven
            found.append((chosen, ratio["debris_years"], ratio["n_catastrophic_collisions"], ratio["n_hits_fragments"]))
    for measure, words in enumerate(("debris-years", "collisions", "hits")):
        print(f"best by {words}, over the consensus of seven (debris-years, collisions, hits):")
        for row in sorted(found, key=lambda one: -one[1:][measure])[:8]:
            print(f"  {' + '.join(row[0])}: {row[1]:.3f}, {row[2]:.3f}, {row[3]:.3f}")
    print("alone:")
    for row in found[: len(keys)]:
        print(f"  {row[0][0]}: {row[1]:.3f}, {row[2]:.3f}, {row[3]:.3f}")
    best = {
        name: values[name].nlargest(N).index
        for name in ("debris_years", "n_catastrophic_collisions", "n_hits_fragments")
    }
    for name, fifty in best.items():
        ratio = values.loc[list(fifty)].sum(numeric_only=True) / seven
        print(f"best fifty by {name}: {ratio['debris_years']:.3f}, {ratio['n_catastrophic_collisions']:.3f}, "
              f"{ratio['n_hits_fragments']:.3f}")  # fmt: skip


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

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
MEASURES = ("debris_years", "n_catastrophic_collisions", "n_hits_fragments")
LASTING = ("csi", "pardini-anselmo", "ecob", "massive-pairs", "sdi")
"""Voters that count how long an object, or its cloud, stays up."""


def listed(weights: dict[str, float], catalog: adr.Catalog) -> list[int]:
    """Return the catalogue numbers of the first fifty."""
    return [entry.object.norad_cat_id for entry in adr.rank(catalog, weights=weights, draws=0).top(N)]


def main(*, quick: bool) -> None:
    """Print everything."""
    catalog, years = adr.Catalog.example(), 10.0 if quick else 100.0
    values = adr.removal_values(catalog, years).to_pandas().set_index("norad_cat_id")
    keys = [index.key for index in VOTERS]
    seven = values.loc[listed(dict.fromkeys(keys, 1.0), catalog)].sum(numeric_only=True)
    found: dict[str, list[float]] = {}
    for size in (1, 2, 3, 5, 7):
        for chosen in itertools.combinations(keys, size):
            numbers = listed(dict.fromkeys(chosen, 1.0), catalog)
            ratio = values.loc[numbers].sum(numeric_only=True) / seven
            found[" + ".join(chosen)] = [float(ratio[name]) for name in MEASURES]
    for place, name in enumerate(MEASURES):
        print(f"best by {name}, over the consensus of seven ({', '.join(MEASURES)}):")
        for words, row in sorted(found.items(), key=lambda one: -one[1][place])[:8]:
            print(f"  {words}: {', '.join(f'{one:.3f}' for one in row)}")
    print("alone:")
    for key in keys:
        print(f"  {key}: {', '.join(f'{one:.3f}' for one in found[key])}")
    print(f"lasting, {' + '.join(LASTING)}: {', '.join(f'{one:.3f}' for one in found[' + '.join(LASTING)])}")
    for name in MEASURES:
        ratio = values.loc[values[name].nlargest(N).index].sum(numeric_only=True) / seven
        print(f"best fifty by {name}: {', '.join(f'{ratio[one]:.3f}' for one in MEASURES)}")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

"""Print what docs/theory/benefit.md tells of options, of the band over solar cycles and of single histories.

Run ``python studies/projection_options.py [--quick]``: the bundled population, a century, five SL-16 removed at the
start; quick, ten years and twenty histories.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

import adr_planner as adr
from adr_planner.projection.course import CLASSES

FIVE = (27006, 22566, 31793, 24298, 23705)
OPTIONS: dict[str, dict[str, Any]] = {
    "as by default": {},
    "explosions": {"explosions": True},
    "90 % of encounters avoided": {"avoidance": 0.9},
    "half of the satellites disposed of": {"disposal": 0.5},
    "satellites replaced in kind": {"launches": True},
    "replaced in kind, half disposed of": {"launches": True, "disposal": 0.5},
}
TOLD = ("n_catastrophic_collisions", "debris_years", "n_hits_fragments")


def main(*, quick: bool) -> None:
    """Print everything."""
    catalog, years = adr.Catalog.example(), 10.0 if quick else 100.0
    for words, assumed in OPTIONS.items():
        found = adr.project(catalog, FIVE, years, **assumed)
        without = {name: float(getattr(found.without, name)[-1]) for name in TOLD}
        avoided = found.avoided()
        print(
            f"{words}: "
            + "; ".join(f"{name} {without[name]:,.3g}, avoided {avoided[name]:,.3g}" for name in TOLD)
            + f"; explosions {found.without.n_explosions[-1]:.1f}",
            flush=True,
        )
        if not assumed:
            share = found.without.collisions_by_class[CLASSES.index("new fragment")] / without[TOLD[0]]
            print(f"  collisions with new fragments: {2.0 * share:.1%}", flush=True)
    print(adr.project_band(catalog, FIVE, years), flush=True)
    histories = adr.project_histories(catalog, FIVE, years, n=20 if quick else 500, seed=1)
    print(histories)
    collisions = histories.without["n_catastrophic_collisions"]
    print(f"  mean {collisions.mean():.2f}, standard deviation {collisions.std():.2f}; two differ by", end=" ")
    print(f"{np.abs(np.diff(collisions)).mean():.1f} on average")


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)

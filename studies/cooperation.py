"""What cooperation buys on the bundled catalogue: consents, fleets, shares and exposure of six players.

Run from the checkout: ``python studies/cooperation.py [VALUE] [FOLDER]``. Prints the figures of
docs/theory/cooperation.md with the time each part took, and writes document and picture into a folder. VALUE is what a
mission may be valued by: ``kg_per_yr`` is what the prototype had.
"""

from __future__ import annotations

import itertools
import sys
import time
from dataclasses import replace
from pathlib import Path

import adr_planner as adr
from adr_planner.plots.style import picture


def main(value: str, folder: Path) -> None:
    """Analyse, print, draw."""
    asked, ranking = adr.example_mission(), adr.rank(adr.Catalog.example())
    start, worked = time.perf_counter(), time.process_time()

    def tell(line: str) -> None:
        print(f"{time.perf_counter() - start:7.1f} s, {time.process_time() - worked:7.1f} s of CPU: {line}", flush=True)

    union = adr.cooperate(
        ranking, asked.servicer, replace(asked.mission, value=value), players=adr.Players.europe(), progress=tell,
        servicers=adr.Means(servicers=1, blocs={"all but CIS": ["EU", "PRC", "US", "JPN", "IND"]}),
    )  # fmt: skip
    tell("done")
    print(union.summary())
    print(union.to_pandas().to_string())
    print(f"pairs of coalitions worth as much together as apart: {superadditive(union)}")
    union.to_json(folder / f"cooperation_{value}.json")
    (folder / f"cooperation_{value}.png").write_bytes(picture(adr.plots.cooperation(union), "png"))


def superadditive(union: adr.Cooperation) -> str:
    """How many disjoint pairs of coalitions are worth as much with each other's consents, of how many."""
    assert union.consent is not None
    values = {frozenset(part.players): part.value for part in union.consent.coalitions}
    pairs = [(one, other) for one, other in itertools.combinations(values, 2) if not one & other]
    return f"{sum(values[one | other] >= values[one] + values[other] for one, other in pairs)} of {len(pairs)}"


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "debris_years", Path(sys.argv[2] if len(sys.argv) > 2 else "."))

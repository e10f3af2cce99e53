"""What cooperation buys on the bundled catalogue: consents, fleets, shares and exposure of six players.

Run from the checkout: ``python studies/cooperation.py``. Prints the figures of docs/theory/cooperation.md with the time
each part took, and writes ``cooperation.json`` and the picture of the README's kind into the folder given.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import adr_planner as adr
from adr_planner.plots.style import picture


def main(folder: Path) -> None:
    """Analyse, print, draw."""
    asked, ranking = adr.example_mission(), adr.rank(adr.Catalog.example())
    start, worked = time.perf_counter(), time.process_time()

    def tell(line: str) -> None:
        print(f"{time.perf_counter() - start:7.1f} s, {time.process_time() - worked:7.1f} s of CPU: {line}", flush=True)

    union = adr.cooperate(
        ranking, asked.servicer, asked.mission, players=adr.Players.europe(), progress=tell,
        servicers=adr.Means(servicers=1, blocs={"all but CIS": ["EU", "PRC", "US", "JPN", "IND"]}),
    )  # fmt: skip
    tell("done")
    print(union.summary())
    print(union.to_pandas().to_string())
    union.to_json(folder / "cooperation.json")
    (folder / "cooperation.png").write_bytes(picture(adr.plots.cooperation(union), "png"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path())

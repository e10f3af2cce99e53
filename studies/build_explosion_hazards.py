"""Build ``adr_planner/data/explosion_hazards.csv``: how often derelicts of a family break up by themselves, by age.

Run from the checkout: ``python studies/build_explosion_hazards.py``. Same input, same bytes. Events are those whose
pieces the bundled catalogue still counts (twenty or more of an object's own), and published ones, at their published
age; the years that all objects of the family have lived through at that age come from the bundled catalogue and, of
what is no derelict of it, from the flights published. The scale S of 6 S L^-1.6 follows from the pieces of an event
that are catalogued, a lower bound. What breaks up in its first days is zero from then on.
"""

from __future__ import annotations

import csv
import fnmatch
import math
from pathlib import Path
from typing import NamedTuple

from adr_planner import Catalog
from adr_planner.risk.collisions.breakup import fragments_of_explosion
from adr_planner.risk.remnants import FLAGGED_FROM
from adr_planner.units import parse_utc

DATA = Path(__file__).resolve().parents[1] / "adr_planner" / "data"
COLUMNS = ("family", "from_age_yr", "to_age_yr", "n_events", "object_years", "hazard_per_yr", "scale", "source")
OLDEST = 70.0
COUNTED_PIECES = "own pieces in the catalogue of 2024-11-01"
COUNTED = f"{COUNTED_PIECES}; dates not told, so spread over all ages lived through"


class Family(NamedTuple):
    """One row to be: which names, at which ages, how many events and more flights than the catalogue's."""

    names: str
    from_age: float
    to_age: float
    events: int | None  # None: counted by pieces
    more_flights: int
    pieces: float | None  # per event; None: counted
    source: str


FAMILIES = (
    Family("CZ-6A R/B", 0.0, 0.1, 4, 15, None, "4 of 23 flights, in their first days: press, July 2026; 54236, 60397"),
    Family("DELTA 1 R/B", 0.0, 20.0, None, 0, None, f"{COUNTED_PIECES}; none since 1991 (recalled)"),
    Family("NOAA *", 10.0, 25.0, 1, 0, None, "NOAA 16 (2000-2015): SpaceNews, 3 December 2015"),
    Family(
        "DMSP *", 10.0, 25.0, 2, 5, 49.5,
        "F11 (1991-2004, 56 pieces), F13 (1995-2015, 43), 14 of the design: SpaceNews, 3 March 2015",
    ),
    Family("SL-14 R/B", 0.0, OLDEST, None, 0, None, COUNTED),
    Family("METEOR *", 0.0, OLDEST, None, 0, None, COUNTED),
    Family("SL-8 R/B", 0.0, OLDEST, None, 0, None, COUNTED),
)  # fmt: skip


def main() -> None:
    """Write the table."""
    catalog = Catalog.example()
    day = parse_utc(catalog.source.snapshot_utc).decimalyear
    rows = []
    for family in FAMILIES:
        members = [one for one in catalog if fnmatch.fnmatchcase(one.name, family.names)]
        ages = [day - parse_utc(one.launch_date).decimalyear for one in members]
        ages += [day - 1987.0] * family.more_flights if family.names.startswith("DMSP") else [1.0] * family.more_flights
        lived = math.fsum(min(max(age - family.from_age, 0.0), family.to_age - family.from_age) for age in ages)
        shed = [one.n_pieces for one in members if one.n_pieces >= FLAGGED_FROM]
        if family.names == "NOAA *":
            shed = [max(shed)]  # NOAA 16; the pieces of NOAA 17 are of 2021, of which no source was read
        events = len(shed) if family.events is None else family.events
        pieces = math.fsum(shed) / len(shed) if family.pieces is None else family.pieces
        to_age = "" if family.to_age == OLDEST else f"{family.to_age:g}"
        figures = (events, f"{lived:.1f}", f"{events / lived:.2e}", f"{pieces / fragments_of_explosion():.2f}")
        rows.append((family.names, f"{family.from_age:g}", to_age, *figures, family.source))
        print(rows[-1])
    with (DATA / "explosion_hazards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()

"""Build ``adr_planner/data/explosion_hazards.csv``: how often derelicts of a family break up by themselves, by age.

Run from the checkout: ``python studies/build_explosion_hazards.py``. Same input, same bytes. Events are those whose
pieces the bundled catalogue still counts (twenty or more of an object's own), and published ones, at their published
age; the years that all objects of the family have lived through at that age come from the bundled catalogue and, of
what is no derelict of it, from the flights published. What breaks up in its first days is zero from then on.
"""

from __future__ import annotations

import csv
import fnmatch
import math
from pathlib import Path
from typing import NamedTuple

from adr_planner import Catalog
from adr_planner.risk.remnants import FLAGGED_FROM
from adr_planner.units import parse_utc

DATA = Path(__file__).resolve().parents[1] / "adr_planner" / "data"
COLUMNS = ("family", "from_age_yr", "to_age_yr", "n_events", "object_years", "hazard_per_yr", "source")
OLDEST = 70.0
COUNTED = "own pieces in the catalogue of 2024-11-01; dates not told, so spread over all ages lived through"


class Family(NamedTuple):
    """One row to be: which names, at which ages, how many events and more flights than the catalogue's."""

    names: str
    from_age: float
    to_age: float
    events: int | None  # None: counted by pieces
    more_flights: int
    source: str


FAMILIES = (
    Family("CZ-6A R/B", 0.0, 0.1, 4, 15, "4 of 23 flights, in their first days: press, July 2026; 54236, 60397"),
    Family(
        "DELTA 1 R/B",
        0.0,
        20.0,
        None,
        0,
        "own pieces in the catalogue of 2024-11-01; none since 1991 (recalled)",
    ),
    Family("NOAA *", 10.0, 25.0, 1, 0, "NOAA 16 (2000-2015): SpaceNews, 3 December 2015"),
    Family("DMSP *", 10.0, 25.0, 2, 5, "F11 (1991-2004), F13 (1995-2015), 14 of the design: SpaceNews, 3 March 2015"),
    Family("SL-14 R/B", 0.0, OLDEST, None, 0, COUNTED),
    Family("METEOR *", 0.0, OLDEST, None, 0, COUNTED),
    Family("SL-8 R/B", 0.0, OLDEST, None, 0, COUNTED),
)


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
        shed = sum(one.n_pieces >= FLAGGED_FROM for one in members)
        events = shed if family.events is None else family.events
        to_age = "" if family.to_age == OLDEST else f"{family.to_age:g}"
        figures = (events, f"{lived:.1f}", f"{events / lived:.2e}")
        rows.append((family.names, f"{family.from_age:g}", to_age, *figures, family.source))
        print(rows[-1])
    with (DATA / "explosion_hazards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


if __name__ == "__main__":
    main()

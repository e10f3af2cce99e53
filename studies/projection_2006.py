"""Print the benchmark of 2006 of docs/theory/benefit.md: LEO of 1 January 2006, 200 years, no launches, no explosions.

Run ``python studies/projection_2006.py [FILE]``; the file is ``leo_population_200601.csv.gz`` of the shared data.
"""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

import numpy as np

from adr_planner import project
from adr_planner.catalog import Population

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "catalog" / "leo_population_200601.csv.gz"
KINDS = {"payload": 0, "rocket body": 1, "debris": 2}
COLUMNS = ("semi_major_axis_km", "eccentricity", "inclination_deg", "mass_kg", "radius_m")


def population(path: Path) -> Population:
    """Read the table: catalogued objects only, none of which steps aside."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    sma, ecc, inc, mass, radius = (np.array([float(row[name]) for row in rows]) for name in COLUMNS)
    kind = np.array([KINDS[row["kind"]] for row in rows], np.uint8)
    return Population(
        np.arange(1, len(rows) + 1), sma, ecc, inc, mass, radius, kind, np.zeros(len(rows), bool), "LEO of 2006-01-01"
    )


def main(path: Path) -> None:
    """Print everything."""
    crowd = population(path)
    for sun, step in (("mean", 4.0), ("weak", 4.0), ("strong", 4.0), ("mean", 2.0)):
        found = project(crowd, years=200, sun=sun, step_years=step)  # type: ignore[arg-type]
        bands = found.by_altitude().set_index("from_km")
        share = bands.loc[900] / bands.sum()
        objects = found.to_pandas().set_index("after_yr")["n_objects"]
        print(
            f"{sun} cycles, steps of {step:g} yr: {found.without.n_catastrophic_collisions[-1]:.2f} "
            f"catastrophic collisions; "
            f"at 900-1,000 km {share['n_catastrophic_collisions']:.0%} of them, "
            f"{share['n_fragments_made']:.0%} of the fragments; objects at 0, 10, 25, 50, 100, 200 years: "
            f"{', '.join(f'{objects[float(year)]:,.0f}' for year in (0, 10, 25, 50, 100, 200))}; greatest change in 50 "
            f"years {np.abs(objects[:50] / objects[0] - 1.0).max():.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)

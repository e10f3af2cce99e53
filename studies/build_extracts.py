"""Build the small extracts of published cases that the tests read (tests/extracts), from the shared data.

Run ``python studies/build_extracts.py [SHARED] [FOLDER]``; the same data write the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path

import hindcast_nodes as hindcast
import numpy as np

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
FOLDER = Path(__file__).resolve().parents[1] / "tests" / "extracts"
COLUMNS = ("kind", "semi_major_axis_km", "eccentricity", "inclination_deg", "mass_kg", "radius_m")
DIGITS = {"semi_major_axis_km": "{:.0f}", "eccentricity": "{:.3f}", "inclination_deg": "{:.1f}"}
OBJECTS = 60


def packed(text: str) -> bytes:
    """Return a text compressed, without the date and name that would change its bytes."""
    return gzip.compress(text.encode(), mtime=0)


def leo_of_2006(path: Path) -> str:
    """Return the population of January 2006 in fewer digits: a kilometre, a tenth of a degree, three digits."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in rows:
        numbers = [DIGITS.get(name, "{:.3g}").format(float(row[name])) for name in COLUMNS[1:]]
        table.writerow([row["kind"], *numbers])
    return text.getvalue()


def later_nodes(folder: Path) -> str:
    """Return where the nodes of some derelicts were ten weeks later, evenly over the inclinations."""
    pairs = hindcast.read_pairs(folder).sort_values(["inclination", "norad_id"], ignore_index=True)
    some = pairs.iloc[np.linspace(0, len(pairs) - 1, OBJECTS).astype(int)].reset_index(drop=True)
    nodes = np.degrees(hindcast.later_nodes(some)) % 360.0
    lines = ["norad_cat_id,days_later,node_deg"]
    lines += [f"{one},{days:.6f},{node:.4f}" for one, days, node in zip(some.norad_id, some.days, nodes, strict=True)]
    return "\n".join(lines) + "\n"


def main(shared: Path, folder: Path) -> None:
    """Write everything."""
    folder.mkdir(exist_ok=True)
    published = json.loads((shared / "gtoc9" / "campaigns.json").read_text(encoding="utf-8"))
    missions = [
        {name: mission[name] for name in ("seq", "arr_mjd2000", "dv_mps")}
        for mission in published["campaigns"]["jpl_2017"]["missions"]
    ]
    (folder / "gtoc9_published.json").write_text(json.dumps({"missions": missions}) + "\n", encoding="utf-8")
    reflown = json.loads((shared / "gtoc9" / "jpl_reflown.json").read_text(encoding="utf-8"))
    (folder / "gtoc9_reflown.json.gz").write_bytes(packed(json.dumps(reflown)))
    catalog = shared / "catalog"
    (folder / "leo_2006.csv.gz").write_bytes(packed(leo_of_2006(catalog / "leo_population_200601.csv.gz")))
    (folder / "nodes_202501.csv").write_text(later_nodes(catalog), encoding="utf-8")
    sample = (catalog / "gcat_satcat_sample.tsv").read_bytes()
    (folder / "gcat_satcat_sample.tsv").write_bytes(sample)
    for path in sorted(folder.iterdir()):
        print(f"{path.stat().st_size:>8} {path.name}")


if __name__ == "__main__":
    main(*(Path(given) for given in sys.argv[1:3])) if len(sys.argv) == 3 else main(SHARED, FOLDER)

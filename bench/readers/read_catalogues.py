"""How long whole catalogues take to read, and how much memory: ``python bench/readers/read_catalogues.py [FOLDER]``.

Each file is read in a process of its own; reading alone is timed (the package is imported and the bundled figures are
loaded before). FOLDER holds the public tables that ``studies/build_catalog.py`` reads. Four texts are written first:
the element sets from the lines in the parquet file; the satellite catalogue in CelesTrak's layout from the real objects
of the MCMA table; GCAT's satcat.tsv by giving the 14 real rows of the sample new numbers until it has 60,000; and
200,000 objects by giving real ones new numbers.
"""

from __future__ import annotations

import csv
import datetime
import gzip
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "catalog"
SATCAT_COLUMNS = (
    "OBJECT_NAME", "OBJECT_ID", "NORAD_CAT_ID", "OBJECT_TYPE", "OPS_STATUS_CODE", "OWNER", "LAUNCH_DATE", "LAUNCH_SITE",
    "DECAY_DATE", "PERIOD", "INCLINATION", "APOGEE", "PERIGEE", "RCS", "DATA_STATUS_CODE", "ORBIT_CENTER", "ORBIT_TYPE",
)  # fmt: skip
ONE = """
import json, resource, sys, time, warnings
from adr_planner.catalog import Attributes, Catalog
warnings.simplefilter("ignore")
Catalog.from_objects(Catalog.example()[:1]).join(Catalog.example()[:1])
Catalog.from_omm('[{"NORAD_CAT_ID": 5, "EPOCH": "2024-01-01T00:00:00", "MEAN_MOTION": 14, "ECCENTRICITY": 0, '
                 '"INCLINATION": 1, "RA_OF_ASC_NODE": 1, "ARG_OF_PERICENTER": 1, "MEAN_ANOMALY": 1}]')
start, cpu = time.perf_counter(), time.process_time()
table = (Catalog if sys.argv[1] == "orbits" else Attributes).from_file(sys.argv[2])
seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([len(table), table.problems.total, seconds, cpu, peak / 1024]))
"""


def write_element_sets(folder: Path, target: Path) -> None:
    import pyarrow.parquet as pq

    table = pq.read_table(folder / "gp_full_20250112.parquet", columns=["name", "tle_line1", "tle_line2"]).to_pydict()
    rows = zip(table["name"], table["tle_line1"], table["tle_line2"], strict=True)
    target.write_text("".join(f"{name}\n{one}\n{two}\n" for name, one, two in rows if one), encoding="utf-8")


def satcat_rows(folder: Path) -> Iterator[dict[str, str]]:
    kinds = {"PAYLOAD": "PAY", "ROCKET BODY": "R/B", "DEBRIS": "DEB"}
    with gzip.open(folder / "mcma_satcat_masses_202001.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {
                "OBJECT_NAME": row["name"], "NORAD_CAT_ID": row["norad_id"],
                "OBJECT_TYPE": kinds.get(row["type"], "UNK"),
                "OPS_STATUS_CODE": "+" if row["operational"] == "True" else "",
                "OWNER": row["country"], "LAUNCH_DATE": row["launch"], "DECAY_DATE": row["decay"],
                "INCLINATION": row["inclination_deg"], "APOGEE": row["apogee_km"], "PERIGEE": row["perigee_km"],
                "ORBIT_CENTER": "EA", "ORBIT_TYPE": "ORB",
            }  # fmt: skip


def write_satcat(folder: Path, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SATCAT_COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(satcat_rows(folder))


def write_gcat(folder: Path, target: Path, rows: int) -> None:
    header, comment, *sample = (folder / "gcat_satcat_sample.tsv").read_text(encoding="utf-8").splitlines()
    with target.open("w", encoding="utf-8") as file:
        file.write(f"{header}\n{comment}\n")
        for k in range(rows):
            cells = sample[k % len(sample)].split("\t")
            cells[:2] = [f"S{k + 1:05d}", f"{k + 1:05d}"]
            file.write("\t".join(cells) + "\n")


def write_synthetic(folder: Path, target: Path, rows: int) -> None:
    """Write real rows again and again under new numbers, up to nine digits."""
    with gzip.open(folder / "celestrak_gp_onorbit_20241101.csv.gz", "rt", encoding="utf-8") as file:
        header, *real = file.read().splitlines()
    place = header.split(",").index("NORAD_CAT_ID")
    with target.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        for k in range(rows):
            cells = real[k % len(real)].split(",")
            cells[place] = str(1_000_000 + 997 * k)
            file.write(",".join(cells) + "\n")


def main(folder: Path) -> None:
    print(f"{datetime.date.today()}, Python {platform.python_version()}, {platform.machine()}")
    print(f"{'file':<44} {'rows':>8} {'left out':>9} {'s':>7} {'CPU s':>7} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        write_element_sets(folder, made / "element_sets.tle")
        write_satcat(folder, made / "satcat.csv")
        write_gcat(folder, made / "gcat_satcat_60000.tsv", 60_000)
        write_synthetic(folder, made / "synthetic_200000.csv", 200_000)
        for kind, path in (
            ("orbits", folder / "celestrak_gp_onorbit_20241101.csv.gz"),
            ("orbits", folder / "celestrak_gp_active_20260710.csv.gz"),
            ("orbits", made / "element_sets.tle"),
            ("attributes", made / "satcat.csv"),
            ("attributes", folder / "gcat_psatcat_20250407.tsv.gz"),
            ("attributes", folder / "gcat_satcat_sample.tsv"),
            ("attributes", made / "gcat_satcat_60000.tsv"),
            ("orbits", made / "synthetic_200000.csv"),
        ):
            done = subprocess.run(
                [sys.executable, "-c", ONE, kind, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
            )
            rows, problems, seconds, cpu, peak = json.loads(done.stdout)
            print(f"{path.name:<44} {rows:>8,} {problems:>9,} {seconds:>7.2f} {cpu:>7.2f} {peak:>8.0f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)

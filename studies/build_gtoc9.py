"""Build the table of the 123 GTOC9 debris the benchmark reads, from the competition's own.

python studies/build_gtoc9.py ../shared/data/gtoc9/debris.csv
"""

import csv
import sys
from pathlib import Path

COLUMNS = {
    "debris": "id", "epoch_mjd2000": "epoch_mjd2000_day", "semi_major_axis_m": "a_m", "eccentricity": "e",
    "inclination_rad": "i_rad", "raan_rad": "raan_rad", "arg_of_perigee_rad": "argp_rad",
    "mean_anomaly_rad": "mean_anomaly_rad",
}  # fmt: skip
OUT = Path(__file__).resolve().parents[1] / "adr_planner" / "data" / "gtoc9_debris.csv"


def main(source: str) -> None:
    with Path(source).open() as file:
        rows = list(csv.DictReader(file))
    with OUT.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([row[name] for name in COLUMNS.values()] for row in rows)


if __name__ == "__main__":
    main(sys.argv[1])

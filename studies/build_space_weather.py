"""Make the package's table of space weather: months as published, and what future months may lie between.

Past months are as measured. For the months to come the public forecast gives a mean; between what it may lie is read
off past cycles: the 5th and the 95th part of a hundred of all months within half a year of the same phase, counted
from the minimum before, in the six cycles since 1964. The forecast itself always lies inside.
Run: ``python studies/build_space_weather.py ../shared/data/space-weather/f107_ap_monthly.csv``.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import numpy as np

MINIMA = (1964.79, 1976.21, 1986.71, 1996.62, 2008.96, 2019.96)
"""Smoothed minima of the sunspot number (SILSO, Royal Observatory of Belgium)."""
LENGTH = 11.0
"""Mean length of a cycle [yr]: the next minimum is taken to come so long after the last."""
HALF_WIDTH = 0.5
TABLE = Path(__file__).resolve().parents[1] / "adr_planner" / "data" / "space_weather.csv"
HEAD = """# Monthly means of the 10.7 cm solar flux (observed, solar flux units) and of the planetary index Ap.
# Measured to January 2026 (CelesTrak's table of 23 February 2026: DRAO, GFZ Potsdam), forecast after (NOAA), with the
# 5 % and 95 % of past cycles at the same phase. Made by studies/build_space_weather.py; facts, free of licence.
"""


def phase(year: float) -> float:
    """Return years since the minimum before."""
    past = [minimum for minimum in MINIMA if minimum <= year]
    return (year - past[-1]) % LENGTH if past[-1] == MINIMA[-1] else year - past[-1]


def main() -> None:
    """Write the table."""
    with Path(sys.argv[1]).open(newline="") as file:
        rows = list(csv.DictReader(file))
    years = np.array([int(row["month"][:4]) + (int(row["month"][5:]) - 0.5) / 12.0 for row in rows])
    flux = np.array([float(row["f107_observed_sfu"]) for row in rows])
    seen = np.array([row["kind"] == "observed" for row in rows]) & (years > MINIMA[0])
    phases = np.array([phase(year) if year > MINIMA[0] else np.nan for year in years])
    lines = []
    for row, year, mean in zip(rows, years, flux, strict=True):
        weak = strong = ""
        if row["kind"] != "observed":
            here = phase(year)
            near = flux[seen & (np.abs((phases - here + 0.5 * LENGTH) % LENGTH - 0.5 * LENGTH) <= HALF_WIDTH)]
            low, high = np.quantile(near, [0.05, 0.95])
            weak, strong = f"{min(low, mean):.1f}", f"{max(high, mean):.1f}"
        lines.append(f"{row['month']},{mean:.1f},{row['ap_mean']},{row['kind']},{weak},{strong}\n")
    head = "month,f107_sfu,ap,kind,f107_weak_sfu,f107_strong_sfu\n"
    TABLE.write_text(HEAD + head + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

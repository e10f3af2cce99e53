"""How well the fall of derelicts is foretold by area and mass, and by BSTAR, over ten weeks of strong sun.

Run ``python studies/hindcast_fall.py [folder of the catalogue files]``, with the element sets of `hindcast_nodes.py`.
The table it prints stands in docs/theory/dynamics.md.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from hindcast_nodes import FOLDER, read_pairs

from adr_planner.core.atmosphere.density import density
from adr_planner.core.atmosphere.drag import fall
from adr_planner.core.constants import EGM96

BSTAR_DENSITY = 0.1570
"""SGP4's reference density [kg/m2 per Earth radius]: BSTAR = rho0 C_D A / (2 m) (Spacetrack Report 3, 1980)."""
BANDS = (600.0, 700.0, 800.0, 900.0, 1000.0)


def main() -> None:
    pairs = read_pairs(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
    pairs = pairs[pairs.area_m2.notna() & pairs.mass_kg.notna()]
    later = np.array([float(line[52:63]) for line in pairs.tle_line2])
    # Kepler's law on the change alone is good to a part in a thousand of it.
    fallen = 2.0 / 3.0 * pairs.sma_m * (later / pairs.mean_motion - 1.0)
    bodies = zip(pairs.sma_m, pairs.eccentricity, np.radians(pairs.inclination), strict=True)
    speeds = np.array([fall(a, ecc, inc, 0.0, EGM96._replace(drag=1.0))[0] for a, ecc, inc in bodies])
    foretold = speeds * pairs.days * 86400.0
    altitude = pairs.sma_m - EGM96.radius
    stronger = density(altitude, "high") / density(altitude, "mean")
    by_area = fallen / (foretold * 2.2 * pairs.area_m2 / pairs.mass_kg)
    by_bstar = fallen / (foretold * 2.0 * pairs.bstar.where(pairs.bstar > 0.0) / BSTAR_DENSITY)
    print("| km | derelicts | fell m, median | observed / foretold: area and mass | for F10.7 = 220 | BSTAR |")
    print("|---|---|---|---|---|---|")
    for low, high in itertools.pairwise(BANDS):
        inside = (altitude >= low * 1e3) & (altitude < high * 1e3)
        columns = [_spread(ratio[inside]) for ratio in (by_area, by_area / stronger, by_bstar)]
        print(f"| {low:.0f}-{high:.0f} | {inside.sum()} | {fallen[inside].median():.0f} | {' | '.join(columns)} |")


def _spread(ratio: pd.Series) -> str:
    low, middle, high = np.nanpercentile(ratio, [10, 50, 90])
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


if __name__ == "__main__":
    main()

"""One smooth formula for the mean atmosphere, from its table: the coefficients of `adr_planner.core.drag`.

A flight through a table with corners cannot be repeated within a hundred metres by another integrator: at 600 km drag
moves a servicer by ten thousand kilometres in a hundred days, so that a part in 1e5 counts.
Run: ``python studies/air_formula.py``.
"""

from __future__ import annotations

import numpy as np

from adr_planner.core.atmosphere import density, profile
from adr_planner.core.drag import HALF_WIDTH, MIDDLE

LOWEST, HIGHEST = MIDDLE - HALF_WIDTH, MIDDLE + HALF_WIDTH


def main() -> None:
    table = profile("mean")
    inside = (table.altitude >= LOWEST) & (table.altitude <= HIGHEST)
    x = (table.altitude[inside] - MIDDLE) / HALF_WIDTH
    fine = np.linspace(LOWEST, HIGHEST, 5001)
    flown = (fine >= 400e3) & (fine <= 1000e3)
    print("| degree | worst, 200-1500 km | worst, 400-1000 km |")
    print("|---|---|---|")
    for degree in range(4, 10):
        fit = np.polynomial.Polynomial.fit(x, table.log_density[inside], degree, domain=[-1, 1])
        off = np.abs(np.exp(fit((fine - MIDDLE) / HALF_WIDTH)) / density(fine) - 1.0)
        print(f"| {degree} | {off.max():.1%} | {off[flown].max():.1%} |")
        if degree == 7:
            chosen = [float(f"{c:.6g}") for c in fit.coef]
    print("degree 7:", chosen)


if __name__ == "__main__":
    main()

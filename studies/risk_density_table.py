"""Regenerate the density table of adr_planner/core/atmosphere/density.py from NRLMSISE-00.

Needs pymsis (not a dependency of the project): ``pip install pymsis``, then
``python studies/risk_density_table.py`` prints the table. The indices are passed in, so nothing is fetched.

Each value is the mean over the sphere (area-weighted latitudes, all local times) and over the year.
The middle column is the mean of the density over a cycle in which F10.7 swings between 70 and 190 (mean
130): drag adds up density, so the density is averaged, not the flux. The outer columns hold F10.7 at 70
and at 220 for ever.
"""

from __future__ import annotations

import numpy as np
import pymsis

ALTITUDES_KM = np.concatenate([np.arange(100, 200, 10), np.arange(200, 1000, 25), np.arange(1000, 2001, 50)]).astype(
    float
)
LATITUDES_DEG = np.degrees(np.arcsin(np.linspace(-1, 1, 13)[:-1] + 1 / 12))  # equal areas
LONGITUDES_DEG = np.arange(0.0, 360.0, 30.0)  # at one UTC hour: every local time
DATES = np.array([f"2020-{month:02d}-15T12:00" for month in range(1, 13)], dtype="datetime64[m]")
AP = 15.0
"""Planetary index: mean over solar cycles 17-24 is near 13-15."""


def mean_density(f107: float) -> np.ndarray:
    """Return the density [kg/m3] averaged over the sphere and the year."""
    n = DATES.size
    grid = pymsis.calculate(
        DATES, LONGITUDES_DEG, LATITUDES_DEG, ALTITUDES_KM,
        np.full(n, f107), np.full(n, f107), np.full((n, 7), AP), version=0,
    )  # fmt: skip
    return np.asarray(grid[..., pymsis.Variable.MASS_DENSITY].mean(axis=(0, 1, 2)))


def cycle_mean() -> np.ndarray:
    """Return the density averaged over a sinusoidal solar cycle of F10.7 70-190."""
    phase = (np.arange(8) + 0.5) * np.pi / 8
    return np.asarray(np.mean([mean_density(130.0 + 60.0 * np.cos(angle)) for angle in phase], axis=0))


def main() -> None:
    """Print the table as it stands in core/atmosphere/density.py."""
    columns = (mean_density(70.0), cycle_mean(), mean_density(220.0))
    for row in zip(ALTITUDES_KM, *columns, strict=True):
        print(f"{row[0]:6.0f} {row[1]:.4e} {row[2]:.4e} {row[3]:.4e}")


if __name__ == "__main__":
    main()

"""One smooth formula for the atmosphere of any solar activity: the coefficients of `adr_planner.core.atmosphere.drag`.

A flight through a table with corners cannot be repeated within a hundred metres by another integrator: at 600 km drag
moves a servicer by ten thousand kilometres in a hundred days, so that a part in 1e5 counts.

NRLMSISE-00, mean over the sphere, local time and the year, is fitted by ln(density) = P(x) + s Q(x) + s^2 R(x): x is
the altitude in parts of the range, s the activity, (F10.7 - 140) / 70 at Ap 15; what Ap adds is an activity too.
Needs pymsis (not a dependency of the project): ``pip install pymsis``, then ``python studies/air_formula.py``.
"""

from __future__ import annotations

import numpy as np
import pymsis
from numpy.typing import NDArray

from adr_planner.core.atmosphere.drag import HALF_WIDTH, MIDDLE
from adr_planner.space_weather import MIDDLE_AP, MIDDLE_F107, WIDTH_F107

Array = NDArray[np.float64]

ALTITUDES = np.concatenate([np.arange(200e3, 1000e3, 25e3), np.arange(1000e3, 1501e3, 50e3)])
FLUXES = np.arange(65.0, 246.0, 20.0)
LATITUDES_DEG = np.degrees(np.arcsin(np.linspace(-1, 1, 13)[:-1] + 1 / 12))  # equal areas
LONGITUDES_DEG = np.arange(0.0, 360.0, 30.0)  # at one UTC hour: every local time
DATES = np.array([f"2020-{month:02d}-15T12:00" for month in range(1, 13)], dtype="datetime64[m]")
DEGREE = 7


def log_density(flux: float, ap: float) -> Array:
    """Return ln(density / (kg/m3)) of the density averaged over the sphere and the year, by altitude."""
    n = DATES.size
    grid = pymsis.calculate(
        DATES, LONGITUDES_DEG, LATITUDES_DEG, ALTITUDES / 1e3,
        np.full(n, flux), np.full(n, flux), np.full((n, 7), ap), version=0,
    )  # fmt: skip
    return np.asarray(np.log(grid[..., pymsis.Variable.MASS_DENSITY].mean(axis=(0, 1, 2))))


def main() -> None:
    """Print the coefficients, how far the formula is from the model, and what Ap is worth."""
    x, s = (ALTITUDES - MIDDLE) / HALF_WIDTH, (FLUXES - MIDDLE_F107) / WIDTH_F107
    truth = np.array([log_density(flux, MIDDLE_AP) for flux in FLUXES])
    powers = np.vander(x, DEGREE + 1, increasing=True)
    rows = np.vstack([np.hstack([powers, each * powers, each * each * powers]) for each in s])
    fit, *_ = np.linalg.lstsq(rows, truth.ravel(), rcond=None)
    for name, part in zip(("LOG_DENSITY", "BY_ACTIVITY", "BY_ACTIVITY_SQUARED"), fit.reshape(3, -1), strict=True):
        print(name, "=", tuple(float(f"{c:.6g}") for c in part))
    off = np.exp(np.abs((rows @ fit).reshape(truth.shape) - truth)) - 1.0
    for low, high in ((200e3, 1500e3), (400e3, 1000e3)):
        inside = (low <= ALTITUDES) & (high >= ALTITUDES)
        part = off[:, inside]
        print(f"{low / 1e3:.0f}-{high / 1e3:.0f} km: worst {part.max():.1%}, mean {part.mean():.1%}")
    print("Ap, in parts of activity a unit of Ap (by altitude 400, 600, 800 km):")
    places = [int(np.argmin(np.abs(ALTITUDES - h))) for h in (400e3, 600e3, 800e3)]
    for flux in (85.0, 145.0, 205.0):
        slope = (log_density(flux + 5.0, MIDDLE_AP) - log_density(flux - 5.0, MIDDLE_AP)) / (10.0 / WIDTH_F107)
        rise = (log_density(flux, 25.0) - log_density(flux, 7.0)) / 18.0
        print(f"  F10.7 {flux:.0f}: " + ", ".join(f"{rise[k] / slope[k]:.4f}" for k in places))


if __name__ == "__main__":
    main()

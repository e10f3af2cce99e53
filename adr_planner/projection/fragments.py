"""Fragments of a catastrophic break-up in classes of size and area-to-mass ratio: NASA's standard breakup model.

Johnson, Krisko, Liou & Anz-Meador, NASA's new breakup model of EVOLVE 4.0, Adv. Space Res. 28(9), 2001: sizes by
L^-1.71; log10(A/m) as a sum of two normal distributions whose middles and widths depend on the size, those of upper
stages (equation 5) apart from those of spacecraft (equation 6). Fragments of 10 to 11 cm, which the paper bridges,
count as larger ones.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.risk.collisions.breakup import fragment_area

__all__ = [
    "COLLISION_POWER",
    "SMALLEST_M",
    "SPACECRAFT",
    "STAGE",
    "FragmentClasses",
    "cumulative",
    "fragment_classes",
    "ramp",
]

Array = NDArray[np.float64]

SMALLEST_M = 0.1
"""Fragments above this size are projected: what catalogues hold [m]."""
SPACECRAFT, STAGE = 0, 1
"""Rows of `FragmentClasses.shares`: whose fragments."""

_SIZES = (SMALLEST_M, 0.126, 0.178, 0.316, 1.0)
"""Borders of the classes of size [m]; the last holds what is larger than the one before it."""
_CHIS = (-math.inf, -2.0, -1.5, -1.25, -1.0, -0.75, -0.5, -0.25, 0.25, math.inf)
_CHI_MIDDLES = (-2.15, -1.75, -1.375, -1.125, -0.875, -0.625, -0.375, 0.0, 0.4)
"""Borders and middles of the classes of log10(A/m) [m2/kg]."""
COLLISION_POWER = -1.71
"""Of the size in the number of a collision's fragments."""


@dataclass(frozen=True, slots=True)
class FragmentClasses:
    """The classes.

    Parameters
    ----------
    area_to_mass : ndarray, shape (classes,)
        [m2/kg].
    mass, radius : ndarray, shape (classes,)
        [kg]; of the circle as large as the mean cross-section [m].
    shares : ndarray, shape (2, classes)
        Of all fragments above 10 cm: of a spacecraft (row 0; fragments too) and of a stage (row 1).
    """

    area_to_mass: Array
    mass: Array
    radius: Array
    shares: Array


def fragment_classes(power: float = COLLISION_POWER) -> FragmentClasses:
    """Return the classes of fragments above 10 cm.

    Parameters
    ----------
    power : float
        Of the size in their number: -1.71 of collisions, -1.6 of explosions.

    Examples
    --------
    >>> classes = fragment_classes()
    >>> [round(float(row.sum()), 12) for row in classes.shares]
    [1.0, 1.0]
    >>> heavy = classes.mass > 1.0  # most fragments cannot destroy a stage
    >>> [round(float(row[heavy].sum()), 2) for row in classes.shares]
    [0.15, 0.09]
    """
    ratios, masses, radii, shares = [], [], [], []
    for low, high in itertools.pairwise(_SIZES):
        size = math.sqrt(low * high)
        last = high == _SIZES[-1]
        of_size = (low / SMALLEST_M) ** power - (0.0 if last else (high / SMALLEST_M) ** power)
        area = fragment_area(size)
        chances = [cumulative(*law(math.log10(size))) for law in (_of_spacecraft, _of_stage)]
        for place, chi in enumerate(_CHI_MIDDLES):
            ratios.append(10.0**chi)
            masses.append(area / 10.0**chi)
            radii.append(math.sqrt(area / math.pi))
            shares.append([of_size * (chance[place + 1] - chance[place]) for chance in chances])
    return FragmentClasses(np.array(ratios), np.array(masses), np.array(radii), np.array(shares).T)


def cumulative(first: float, middles: tuple[float, float], widths: tuple[float, float]) -> list[float]:
    """Return the chance that log10(A/m) lies below each border of its classes.

    Parameters
    ----------
    first : float
        Share of the first of two normal distributions.
    middles, widths : tuple of float
        Theirs.

    Examples
    --------
    >>> chances = cumulative(1.0, (-0.5, 0.0), (0.25, 1.0))
    >>> len(chances), chances[0], chances[6], chances[-1]
    (10, 0.0, 0.5, 1.0)
    """
    return [
        math.fsum(
            part * 0.5 * (1.0 + math.erf((chi - middle) / (width * math.sqrt(2.0))))
            for part, middle, width in zip((first, 1.0 - first), middles, widths, strict=True)
        )
        for chi in _CHIS
    ]


def ramp(x: float, start: float, end: float, low: float, high: float) -> float:
    """Return `low` before the start, `high` after the end, a straight line between.

    Examples
    --------
    >>> ramp(0.25, 0.0, 1.0, 2.0, 6.0)
    3.0
    """
    return low + (high - low) * min(max((x - start) / (end - start), 0.0), 1.0)


def _of_spacecraft(size: float) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """Return the share of the first normal distribution, both middles and both widths, by log10 of the size in m."""
    return (
        ramp(size, -1.95, 0.55, 0.0, 1.0),
        (ramp(size, -1.1, 0.0, -0.6, -0.95), ramp(size, -0.7, -0.1, -1.2, -2.0)),
        (ramp(size, -1.3, -0.3, 0.1, 0.3), ramp(size, -0.5, -0.3, 0.5, 0.3)),
    )


def _of_stage(size: float) -> tuple[float, tuple[float, float], tuple[float, float]]:
    return (
        ramp(size, -1.4, 0.0, 1.0, 0.5),
        (ramp(size, -0.5, 0.0, -0.45, -0.9), -0.9),
        (0.55, ramp(size, -1.0, 0.1, 0.28, 0.1)),
    )

"""Fragments of 1 to 10 cm: too light to destroy what is intact, heavy enough to end a working satellite's mission.

NASA's standard breakup model (Johnson, Krisko, Liou & Anz-Meador, Adv. Space Res. 28(9), 2001): of the fragments of a
collision above 1 cm, 10^1.71 times as many as above 10 cm (equation 4); log10(A/m) of those below 8 cm is normally
distributed, of stages and of spacecraft alike (equation 7), here up to 10 cm. Nobody can catalogue them, so nobody
steps aside; what they hit in turn is not followed.
"""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.fragments import COLLISION_POWER, SMALLEST_M, cumulative, ramp
from adr_planner.risk.collisions.breakup import fragment_area

__all__ = ["HARMFUL_M", "SmallFragments", "small_fragments"]

Array = NDArray[np.float64]

HARMFUL_M = 0.01
"""Fragments above this size are taken to end the mission of what they hit [m], as in ECOB (Letizia et al. 2016)."""
_SIZES = (HARMFUL_M, 0.0178, 0.0316, 0.0562, SMALLEST_M)
"""Borders of the classes of size [m]."""


class SmallFragments(NamedTuple):
    """Those of 1 to 10 cm, by the area-to-mass ratios of the larger ones.

    Attributes
    ----------
    per_large : ndarray, shape (ratios,)
        How many there are for each fragment above 10 cm of the same break-up.
    radius : ndarray, shape (ratios,)
        Of the circle as large as their mean cross-section, averaged over them [m].
    """

    per_large: Array
    radius: Array


def small_fragments(power: float = COLLISION_POWER) -> SmallFragments:
    """Return the fragments of 1 to 10 cm for each one above 10 cm.

    Parameters
    ----------
    power : float
        Of the size in the number of fragments: -1.71 of collisions, -1.6 of explosions.

    Examples
    --------
    >>> small = small_fragments()
    >>> round(float(small.per_large.sum()) + 1.0, 1)  # above 1 cm for each above 10 cm
    51.3
    >>> round(float(np.average(small.radius, weights=small.per_large)), 4)
    0.0085
    """
    numbers, radii = [], []
    for low, high in itertools.pairwise(_SIZES):
        of_size = (low / SMALLEST_M) ** power - (high / SMALLEST_M) ** power
        size = math.sqrt(low * high)
        chance = cumulative(*_distribution(math.log10(size)))
        numbers.append([of_size * (after - before) for before, after in itertools.pairwise(chance)])
        radii.append(math.sqrt(fragment_area(size) / math.pi))
    by_size = np.array(numbers)
    per_large = by_size.sum(axis=0)
    return SmallFragments(per_large, (by_size * np.array(radii)[:, None]).sum(axis=0) / per_large)


def _distribution(size: float) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """Return equation 7 in the form of `fragments`: one normal distribution, by log10 of the size in m."""
    middle = ramp(size, -1.75, -1.25, -0.3, -1.0)
    width = 0.2 + 0.1333 * max(size + 3.5, 0.0)
    return 1.0, (middle, middle), (width, width)

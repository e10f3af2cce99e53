"""What a group of burns costs that changes speed, plane and eccentricity at once, and how two groups share.

All changes are in metres a second: ``y`` of speed, ``n`` of the plane (a vector whose direction is the latitude
of the burn that makes it), ``e`` of the eccentricity (0.5 V de, a vector in the same axes).
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["group_square", "shared_delta_v"]

_SHRINK = 0.6
"""Factor from one pass of the search to the next."""
_PASSES = 6
"""Passes: six more lower the 113 published legs by less than 0.5 % in the mean."""
_TINY = 1e-12


@njit(cache=True, nogil=True)
def group_square(speed: float, plane: float, along: float, across: float) -> float:
    """Return the square of the least sum of burns of one group [m2/s2].

    Parameters
    ----------
    speed, plane : float
        Squares of the changes of speed and of plane [m2/s2].
    along, across : float
        Squares of the change of eccentricity along the plane's burns, and across them [m2/s2].

    Notes
    -----
    The least of what three patterns of burns cost. Two burns half a turn apart in the line of the plane change give
    speed and eccentricity along it by their sum and difference, so that only the greater of both is paid.
    Eccentricity across is made by radial burns at twice its size; or by tangential ones in a line of their
    own, which makes the plane and eccentricity a matrix whose nuclear norm is the price; or by turning both burns
    off the line, which a change of speed pays for. Against least sums over 64 latitudes the mean error
    is 1.3 % (``studies/estimate_groups.py``).

    Examples
    --------
    Speed and eccentricity of one size come from one burn; plane and eccentricity in a line add as vectors.

    >>> group_square(9.0, 0.0, 9.0, 0.0), group_square(0.0, 16.0, 9.0, 0.0)
    (9.0, 25.0)
    """
    turned = 2.0 * np.sqrt(plane * across)
    if speed > across:
        turned = min(turned, plane * across / max(speed - across, _TINY))
    radial = max(speed, along) + plane + 4.0 * across
    return float(min(radial, max(speed, along + across) + plane + turned))


@njit(cache=True, nogil=True)
def _shared(
    x1: float, y1: float, z1: float, ex: float, ey: float,
    x2: float, y2: float, z2: float, rest_x: float, rest_y: float, apart: float,
) -> float:  # fmt: skip
    """Return the cost of two groups; `apart` is the square of what each burns besides."""
    plane1, plane2 = x1 * x1 + z1 * z1 + _TINY, x2 * x2 + z2 * z2 + _TINY
    # The line of a plane change lies at the latitude whose cosine and sine are as z and x.
    along1, along2 = (ex * z1 + ey * x1) ** 2 / plane1, (rest_x * z2 + rest_y * x2) ** 2 / plane2
    across1 = max(ex * ex + ey * ey - along1, 0.0)
    across2 = max(rest_x * rest_x + rest_y * rest_y - along2, 0.0)
    first = group_square(y1 * y1, plane1, along1, across1)
    return float(np.sqrt(first + apart) + np.sqrt(group_square(y2 * y2, plane2, along2, across2) + apart))


@njit(cache=True, nogil=True)
def shared_delta_v(
    x: float, y: float, z: float, x1: float, y1: float, z1: float, m: float, n: float,
    ex: float, ey: float, cosine: float, sine: float, apart: float, y_low: float, y_high: float,
) -> float:  # fmt: skip
    """Share the changes of a leg between its two groups, from a guess, for the least price.

    Parameters
    ----------
    x, y, z : float
        What both groups change together [m/s]; `x` is what drift leaves of the node, at the guess.
    x1, y1, z1 : float
        Guess of the first group's part [m/s].
    m, n : float
        Node gained in the drift for a metre a second more of `y1` and of `z1`.
    ex, ey : float
        Eccentricity to be closed, as seen at departure [m/s].
    cosine, sine : float
        Of the angle the perigee turns until the arrival.
    apart : float
        Square of what each group burns besides [m2/s2].
    y_low, y_high : float
        Limits of `y1` [m/s]; equal limits fix it.

    Returns
    -------
    float
        Delta-v [m/s].

    Notes
    -----
    A search along the five free numbers in turn, with shrinking steps: the price has kinks where eccentricity
    starts to be free, so slopes do not lead to it.
    """
    best, part = np.inf, 0.0
    for k in range(5):
        part_k = 0.25 * k
        left = 1.0 - part_k
        cost = _shared(
            x1, y1, z1, part_k * ex, part_k * ey, x - x1, y - y1, z - z1,
            left * (cosine * ex - sine * ey), left * (sine * ex + cosine * ey), apart,
        )  # fmt: skip
        if cost < best:
            best, part = cost, part_k
    free = np.array([x1, z1, part * ex, part * ey, y1])
    step = 0.25 * best
    numbers = 5 if y_high > y_low else 4
    for _ in range(_PASSES):
        for k in range(numbers):
            for sign in (-1.0, 1.0):
                kept = free[k]
                free[k] += sign * step
                if k == 4:
                    free[4] = min(max(free[4], y_low), y_high)
                rest_x, rest_y = ex - free[2], ey - free[3]
                cost = _shared(
                    free[0], free[4], free[1], free[2], free[3],
                    x - free[0] - m * (free[4] - y1) - n * (free[1] - z1), y - free[4], z - free[1],
                    cosine * rest_x - sine * rest_y, sine * rest_x + cosine * rest_y, apart,
                )  # fmt: skip
                if cost < best:
                    best = cost
                    break
                free[k] = kept
        step *= _SHRINK
    return best

"""What a group of burns costs that changes speed, plane and eccentricity at once, and how two groups share.

All changes are in metres a second: ``y`` of speed, ``x`` and ``z`` of the plane (node and inclination: a vector whose
direction is the latitude of the burn that makes it), ``e`` of the eccentricity (0.5 V de, a vector in the same axes).
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.transfer.impulsive.drift import LANES

__all__ = ["Shared", "group_square", "shared_delta_v"]

Array = NDArray[np.float64]

_FIRST_STEP, _SHRINK, _PASSES = 0.1, 0.45, 3
"""Steps of the search in parts of the cost, and passes (``studies/estimate_search.py``)."""
_GUESSES = (0.25, 0.75)
"""Parts of the eccentricity given to the first group, among which the search begins."""
_TINY = 1e-12


class Shared(IntEnum):
    """Rows of what two groups share [m/s]."""

    X = 0
    """Both groups' change of the node: what drift leaves of it, at the guess."""
    Y = 1
    Z = 2
    X_1 = 3
    """Guess of the first group's part."""
    Y_1 = 4
    Z_1 = 5
    M = 6
    """Node gained in the drift for a metre a second more of Y_1."""
    N = 7
    """The same for Z_1."""
    E_X = 8
    """Eccentricity to be closed, as seen at departure."""
    E_Y = 9
    COSINE = 10
    """Of the angle the perigee turns until the arrival."""
    SINE = 11
    APART = 12
    """Square of what each group burns besides [m2/s2]."""
    Y_LOW = 13
    """Limits of Y_1; equal limits fix it."""
    Y_HIGH = 14


_ROWS = len(Shared)
# The workspace `w` goes on with what the search improves: the first group's part, its cost, and the step.
_U_X, _U_Z, _U_EX, _U_EY, _U_Y, _BEST, _STEP = range(_ROWS, _ROWS + 7)


@kernel(inline="llvm")
def group_square(x: float, y: float, z: float, ex: float, ey: float) -> float:
    """Return the square of the least sum of burns of one group [m2/s2].

    Parameters
    ----------
    x, y, z : float
        Changes of node, speed and inclination [m/s].
    ex, ey : float
        Change of eccentricity [m/s].

    Notes
    -----
    The least of what three schedules of burns cost. Two burns half a turn apart in the line of the plane change give
    speed and eccentricity along it by their sum and difference, so that only the greater of both is paid.
    Eccentricity across is made by radial burns at twice its size; or by tangential ones in a line of their
    own, which makes the plane and eccentricity a matrix whose nuclear norm is the cost; or by turning both burns
    off the line, which a change of speed pays for. Against least sums over 64 latitudes the mean error
    is 1.3 % (``studies/estimate_groups.py``).

    Examples
    --------
    Speed and eccentricity of one size come from one burn; plane and eccentricity in a line add as vectors.

    >>> [round(group_square(*changes), 9) for changes in ((0.0, 3.0, 0.0, 3.0, 0.0), (0.0, 0.0, 4.0, 3.0, 0.0))]
    [9.0, 25.0]
    """
    speed, plane, ecc = y * y, x * x + z * z + _TINY, ex * ex + ey * ey
    # The line of a plane change lies at the latitude whose cosine and sine are as z and x.
    area = abs(ex * x - ey * z)
    # With `across` the square of what lies off the line, plane * across is the square of the area, and both
    # plane * across / (speed - across) and across itself take one division.
    square = area * area
    room = plane * speed - square
    inverse = 1.0 / (plane * max(room, _TINY))
    across = min(square * max(room, _TINY) * inverse, ecc)
    turned = min(2.0 * area, square * plane * plane * inverse) if room > 0.0 else 2.0 * area
    radial = max(speed, ecc - across) + plane + 4.0 * across
    return float(min(radial, max(speed, ecc) + plane + turned))


@kernel(inline="llvm")
def _cost(w: Array, k: int, x: float, y: float, z: float, ex: float, ey: float) -> float:
    """Return what both groups of lane k cost when the first makes these changes."""
    rest_x, rest_y = w[Shared.E_X, k] - ex, w[Shared.E_Y, k] - ey
    cosine, sine = w[Shared.COSINE, k], w[Shared.SINE, k]
    drifted = w[Shared.M, k] * (y - w[Shared.Y_1, k]) + w[Shared.N, k] * (z - w[Shared.Z_1, k])
    first = group_square(x, y, z, ex, ey)
    second = group_square(
        w[Shared.X, k] - x - drifted, w[Shared.Y, k] - y, w[Shared.Z, k] - z,
        cosine * rest_x - sine * rest_y, sine * rest_x + cosine * rest_y,
    )  # fmt: skip
    return float(np.sqrt(first + w[Shared.APART, k]) + np.sqrt(second + w[Shared.APART, k]))


@kernel(inline="llvm")
def _guess(w: Array, k: int, part: float) -> None:
    """Give the first group of lane k a part of the eccentricity, if that is cheaper than what it has."""
    ex, ey = part * w[Shared.E_X, k], part * w[Shared.E_Y, k]
    cost = _cost(w, k, w[Shared.X_1, k], w[Shared.Y_1, k], w[Shared.Z_1, k], ex, ey)
    better = cost < w[_BEST, k]
    w[_BEST, k] = cost if better else w[_BEST, k]
    w[_U_EX, k] = ex if better else w[_U_EX, k]
    w[_U_EY, k] = ey if better else w[_U_EY, k]


@kernel(inline="llvm")
def _move(w: Array, k: int, dx: float, dy: float, dz: float, dex: float, dey: float) -> None:
    """Move the first group of lane k by so many of its steps, if that is cheaper."""
    step = w[_STEP, k]
    x, z, ex, ey = w[_U_X, k] + dx * step, w[_U_Z, k] + dz * step, w[_U_EX, k] + dex * step, w[_U_EY, k] + dey * step
    y = min(max(w[_U_Y, k] + dy * step, w[Shared.Y_LOW, k]), w[Shared.Y_HIGH, k])
    cost = _cost(w, k, x, y, z, ex, ey)
    better = cost < w[_BEST, k]
    w[_BEST, k] = cost if better else w[_BEST, k]
    w[_U_X, k] = x if better else w[_U_X, k]
    w[_U_Y, k] = y if better else w[_U_Y, k]
    w[_U_Z, k] = z if better else w[_U_Z, k]
    w[_U_EX, k] = ex if better else w[_U_EX, k]
    w[_U_EY, k] = ey if better else w[_U_EY, k]


@kernel
def shared_delta_v(legs: Array) -> Array:
    """Share the changes of many legs between their two groups, from a guess, for the least cost.

    Parameters
    ----------
    legs : ndarray, shape (15, n)
        A row for each of `Shared`.

    Returns
    -------
    ndarray, shape (n,)
        Delta-v [m/s].

    Notes
    -----
    A search along the five free numbers in turn, with shrinking steps: the cost has kinks where eccentricity
    starts to be free, so slopes do not lead to it. `LANES` legs are searched side by side, see `transfer.drift`.
    """
    count = legs.shape[1]
    costs = np.empty(count)
    w = np.empty((_STEP + 1, LANES))
    for first in range(0, count, LANES):
        lanes = min(LANES, count - first)
        for row in range(_ROWS):
            for k in range(lanes):
                w[row, k] = legs[row, first + k]
        for k in range(lanes):
            w[_U_X, k], w[_U_Y, k], w[_U_Z, k] = w[Shared.X_1, k], w[Shared.Y_1, k], w[Shared.Z_1, k]
            w[_U_EX, k], w[_U_EY, k], w[_BEST, k] = 0.0, 0.0, np.inf
        for part in _GUESSES:
            for k in range(lanes):
                _guess(w, k, part)
        for k in range(lanes):
            w[_STEP, k] = _FIRST_STEP * w[_BEST, k]
        for _ in range(_PASSES):
            for way in range(10):
                sign, number = 2.0 * (way % 2) - 1.0, way // 2
                dex, dey, dy = sign * (number == 0), sign * (number == 1), sign * (number == 2)
                dx, dz = sign * (number == 3), sign * (number == 4)
                for k in range(lanes):
                    _move(w, k, dx, dy, dz, dex, dey)
            for k in range(lanes):
                w[_STEP, k] *= _SHRINK
        for k in range(lanes):
            costs[first + k] = w[_BEST, k]
    return costs

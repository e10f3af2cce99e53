"""Lambert's problem: every arc between two positions in a given time, all revolutions, both branches.

After Izzo, "Revisiting Lambert's problem" (Celestial Mechanics and Dynamical Astronomy 121, 2015). The way
round is given by an angular momentum, never by a "prograde" flag: for inclinations above 90 deg that flag
picks the arc that runs against the orbit, through the Earth.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

__all__ = ["lambert", "lambert_batch"]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

_COLLINEAR = 1e-11
"""Sine of the transfer angle below which the plane is taken from the angular momentum (0.07 mm in LEO)."""
_EQUAL = 1e-12
"""Chord, in parts of the sum of the radii, below which two positions are one (14 micrometres in LEO)."""
_ITERATIONS = 60


@njit(cache=True)
def _time_of_flight(x: float, lam: float, near: float, revs: int) -> tuple[float, float]:
    """Return Izzo's dimensionless time of flight at `x`, and y; `near` is 1 - lambda^2 = chord / s."""
    rest = (1.0 - x) * (1.0 + x)
    y = np.sqrt(x * x + near * rest)
    eta = near / (y + lam * x) if lam * x > 0.0 else y - lam * x
    gap = near / (1.0 + lam) if lam > 0.0 else 1.0 - lam
    series = 0.5 * (gap - x * eta)
    if abs(series) < 0.1:
        # Battin's series keeps its digits where the closed form loses them: short arcs, and near parabolas.
        term = total = 1.0
        k = 0
        while abs(term) > 1e-17 and k < 60:
            term *= (3.0 + k) / (2.5 + k) * series
            total += term
            k += 1
        time = 0.5 * eta * (4.0 / 3.0 * eta * eta * total + 4.0 * lam)
        if revs > 0:
            time += revs * np.pi / rest**1.5
        return time, y
    if rest > 0.0:
        angle = np.arctan2(np.sqrt(rest) * eta, x * y + lam * rest) + revs * np.pi
        return (angle / np.sqrt(rest) - x + lam * y) / rest, y
    angle = np.arcsinh(eta * np.sqrt(-rest))
    return (angle / np.sqrt(-rest) - x + lam * y) / rest, y


@njit(cache=True)
def _derivatives(x: float, y: float, time: float, lam: float, near: float) -> tuple[float, float, float]:
    """Return the first three derivatives of the time of flight by x (Izzo 2015, eq. 22)."""
    rest = (1.0 - x) * (1.0 + x)
    if rest == 0.0:
        rest = 1e-16
    cube = lam**3 / y
    first = (3.0 * time * x - 2.0 + 2.0 * cube * x) / rest
    cube *= near / (y * y)
    second = (3.0 * time + 5.0 * x * first + 2.0 * cube) / rest
    third = (7.0 * x * second + 8.0 * first - 6.0 * cube * (lam / y) ** 2 * x) / rest
    return first, second, third


@njit(cache=True)
def _least_time(lam: float, near: float, revs: int, x: float) -> tuple[float, float]:
    """Return where the time of flight of so many revolutions is least, and that time (Halley's method)."""
    low, high = -1.0, 1.0
    time = 0.0
    for _ in range(_ITERATIONS):
        time, y = _time_of_flight(x, lam, near, revs)
        first, second, third = _derivatives(x, y, time, lam, near)
        if first < 0.0:
            low = x
        else:
            high = x
        following = x - 2.0 * first * second / (2.0 * second * second - first * third)
        if not low < following < high:
            following = 0.5 * (low + high)
        change = abs(following - x)
        x = following
        if change < 1e-11:
            break
    return x, time


@njit(cache=True)
def _solve(goal: float, lam: float, near: float, revs: int, x: float, low: float, high: float) -> float:
    """Return x for a time of flight, monotone between `low` and `high`, by Householder steps kept inside."""
    rising = revs > 0 and high == 1.0
    for _ in range(_ITERATIONS):
        time, y = _time_of_flight(x, lam, near, revs)
        miss = time - goal
        if (miss > 0.0) == rising:
            high = x
        else:
            low = x
        first, second, third = _derivatives(x, y, time, lam, near)
        square = first * first
        step = miss * (square - 0.5 * miss * second)
        step /= first * (square - miss * second) + third * miss * miss / 6.0
        # Steps of fourth order: after one this small, relative to the nearest pole of the time, x is exact.
        scale = min(1.0 + x, 1.0 - x) if revs > 0 else 1.0 + x
        if abs(step) < 1e-6 * scale:
            return float(x - step)
        x = x - step if low < x - step < high else 0.5 * (low + min(high, 2.0 * x + 3.0))
    return x


@njit(cache=True)
def _first_guess(goal: float, lam: float) -> float:
    """Return a guess of x for less than one revolution (Izzo 2015, eq. 30)."""
    circular = np.arctan2(np.sqrt((1.0 - lam) * (1.0 + lam)), lam) + lam * np.sqrt((1.0 - lam) * (1.0 + lam))
    parabolic = 2.0 / 3.0 * (1.0 - lam**3)
    if goal >= circular:
        return float((circular / goal) ** (2.0 / 3.0) - 1.0)
    if goal < parabolic:
        return float(1.0 + 2.5 * parabolic * (parabolic - goal) / (goal * (1.0 - lam**5)))
    return float(np.exp(np.log(2.0) * np.log(goal / circular) / np.log(parabolic / circular)) - 1.0)


@njit(cache=True)
def _plane(position1: Array, position2: Array, momentum: Array) -> tuple[Array, float]:
    """Return the unit normal of the arc, turning with `momentum`, and the sign of lambda."""
    out = position1 / np.sqrt(np.sum(position1 * position1))
    cross = np.cross(out, position2 / np.sqrt(np.sum(position2 * position2)))
    sine = np.sqrt(np.sum(cross * cross))
    if sine < _COLLINEAR:
        normal = momentum - np.sum(momentum * out) * out
        size = np.sqrt(np.sum(normal * normal))
        if not size > 1e-9 * np.sqrt(np.sum(momentum * momentum)):
            raise ValueError("The positions are collinear and the angular momentum gives no plane.")
        return normal / size, 1.0
    if np.sum(cross * momentum) < 0.0:
        return -cross / sine, -1.0
    return cross / sine, 1.0


@njit(cache=True)
def lambert(
    position1: Array, position2: Array, time_of_flight: float, mu: float, momentum: Array, max_revs: int
) -> tuple[int, Array, Array, Counts]:
    """Find every two-body arc between two positions in a given time.

    Parameters
    ----------
    position1, position2 : ndarray, shape (3,)
        Where the arc starts and ends [m].
    time_of_flight : float
        Time between them [s].
    mu : float
        Gravitational parameter [m3/s2].
    momentum : ndarray, shape (3,)
        A vector along the angular momentum of the wanted motion, of any length: the target's, usually. The
        arc's own angular momentum has a positive component along it.
    max_revs : int
        Most whole revolutions to look for.

    Returns
    -------
    count : int
        Number of arcs: one without whole revolutions, then two for each possible number of them.
    velocity1, velocity2 : ndarray, shape (1 + 2 max_revs, 3)
        Velocities at the two positions [m/s]; rows from `count` on are zero.
    revs : ndarray, shape (1 + 2 max_revs,)
        Whole revolutions of each arc.

    Raises
    ------
    ValueError
        If the time of flight or a radius is not above zero, or if no plane is defined.

    Notes
    -----
    Where the positions are opposite (within 1e-11 rad) every plane through them would do: the one normal to
    `momentum` is taken. Two equal positions (within 14 micrometres) have no isolated arc: `count` is then 0.

    Examples
    --------
    A quarter of a circular orbit at 98.6 deg, flown against the Earth's rotation:

    >>> mu, radius, inc = 3.986004418e14, 7.2e6, np.radians(98.6)
    >>> start, end = radius * np.array([1.0, 0, 0]), radius * np.array([0, np.cos(inc), np.sin(inc)])
    >>> quarter = np.pi / 2 * np.sqrt(radius**3 / mu)
    >>> count, v1, _, revs = lambert(start, end, quarter, mu, np.cross(start, end), 0)
    >>> count, float(np.round(np.linalg.norm(v1[0]), 3)), float(np.round(np.sqrt(mu / radius), 3))
    (1, 7440.509, 7440.509)
    """
    room = 1 + 2 * max(max_revs, 0)
    velocity1, velocity2 = np.zeros((room, 3)), np.zeros((room, 3))
    revolutions = np.zeros(room, dtype=np.int64)
    r1, r2 = np.sqrt(np.sum(position1 * position1)), np.sqrt(np.sum(position2 * position2))
    if not (time_of_flight > 0.0 and r1 > 0.0 and r2 > 0.0 and time_of_flight < np.inf):
        raise ValueError("Lambert's problem needs a time of flight and radii above zero.")
    difference = position2 - position1
    chord = np.sqrt(np.sum(difference * difference))
    if chord < _EQUAL * (r1 + r2):
        return 0, velocity1, velocity2, revolutions
    normal, sign = _plane(position1, position2, momentum)
    half = 0.5 * (r1 + r2 + chord)
    near = chord / half
    # sqrt(1 - chord / half) by the half angle, which keeps its digits where the positions are opposite.
    bisector = position1 / r1 + position2 / r2
    lam = sign * min(0.5 * np.sqrt(r1 * r2 * np.sum(bisector * bisector)) / half, 1.0)
    goal = np.sqrt(2.0 * mu / half) / half * time_of_flight

    roots = np.empty(room)
    roots[0] = _solve(goal, lam, near, 0, _first_guess(goal, lam), -1.0, np.inf)
    count = 1
    middle = 0.0
    for revs in range(1, min(max_revs, int(goal / np.pi)) + 1):
        middle, least = _least_time(lam, near, revs, middle)
        if goal < least:
            break
        guess = (8.0 * goal / (revs * np.pi)) ** (2.0 / 3.0)
        right = (guess - 1.0) / (guess + 1.0)
        guess = ((revs + 1.0) * np.pi / (8.0 * goal)) ** (2.0 / 3.0)
        left = (guess - 1.0) / (guess + 1.0)
        if not left < middle:
            left = 0.5 * (middle - 1.0)
        if not right > middle:
            right = 0.5 * (middle + 1.0)
        roots[count] = _solve(goal, lam, near, revs, left, -1.0, middle)
        roots[count + 1] = _solve(goal, lam, near, revs, right, middle, 1.0)
        revolutions[count] = revolutions[count + 1] = revs
        count += 2

    out1, out2 = position1 / r1, position2 / r2
    along1, along2 = np.cross(normal, out1), np.cross(normal, out2)
    rho = -np.sum(difference * (position1 + position2)) / ((r1 + r2) * chord)
    scale = np.sqrt(0.5 * mu * half)
    across = scale * np.sqrt(max((1.0 - rho) * (1.0 + rho), 0.0))
    for k in range(count):
        x = roots[k]
        y = np.sqrt(x * x + near * (1.0 - x) * (1.0 + x))
        fall, climb = lam * y - x, rho * (lam * y + x)
        turn = across * (y + lam * x if lam * x > 0.0 else near / (y - lam * x))
        velocity1[k] = (scale * (fall - climb) * out1 + turn * along1) / r1
        velocity2[k] = (-scale * (fall + climb) * out2 + turn * along2) / r2
    return count, velocity1, velocity2, revolutions


@njit(cache=True)
def lambert_batch(
    positions1: Array, positions2: Array, times: Array, mu: float, momenta: Array, max_revs: int
) -> tuple[Counts, Array, Array, Counts]:
    """Solve Lambert's problem for many pairs of positions.

    Parameters
    ----------
    positions1, positions2 : ndarray, shape (n, 3)
        Where the arcs start and end [m].
    times : ndarray, shape (n,)
        Times of flight [s].
    mu : float
        Gravitational parameter [m3/s2].
    momenta : ndarray, shape (n, 3)
        Vectors along the wanted angular momenta.
    max_revs : int
        Most whole revolutions to look for.

    Returns
    -------
    counts : ndarray, shape (n,)
        Number of arcs of each pair.
    velocities1, velocities2 : ndarray, shape (n, 1 + 2 max_revs, 3)
        Velocities at the ends [m/s].
    revs : ndarray, shape (n, 1 + 2 max_revs)
        Whole revolutions of each arc.

    Raises
    ------
    ValueError
        As `lambert`.
    """
    pairs, room = len(times), 1 + 2 * max(max_revs, 0)
    counts = np.zeros(pairs, dtype=np.int64)
    revs = np.zeros((pairs, room), dtype=np.int64)
    velocities1, velocities2 = np.zeros((pairs, room, 3)), np.zeros((pairs, room, 3))
    for k in range(pairs):
        counts[k], velocities1[k], velocities2[k], revs[k] = lambert(
            positions1[k], positions2[k], times[k], mu, momenta[k], max_revs
        )
    return counts, velocities1, velocities2, revs

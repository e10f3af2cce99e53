"""Lambert's problem: every arc between two positions in a given time, all revolutions, both branches.

After Izzo, "Revisiting Lambert's problem" (Celestial Mechanics and Dynamical Astronomy 121, 2015). The way
round is given by an angular momentum, never by a "prograde" flag: for inclinations above 90 deg that flag
picks the arc that runs against the orbit, through the Earth.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.core.lambert.roots import both_roots, opening, single_root

__all__ = ["lambert", "lambert_batch"]

Array = NDArray[np.float64]
Counts = NDArray[np.int64]

_COLLINEAR = 1e-11
"""Sine of the transfer angle below which the plane is taken from the angular momentum (0.07 mm in LEO)."""
_EQUAL = 1e-12
"""Chord, in parts of the sum of the radii, below which two positions are one (14 micrometres in LEO)."""


@kernel
def _norm(x: float, y: float, z: float) -> float:
    return float(np.sqrt(x * x + y * y + z * z))


@kernel
def _arcs(
    position1: Array,
    position2: Array,
    time_of_flight: float,
    mu: float,
    momentum: Array,
    max_revs: int,
    velocity1: Array,
    velocity2: Array,
    revolutions: Counts,
) -> int:
    """Write the arcs of one pair and return their number: `lambert` without an allocation."""
    x1, y1, z1 = position1
    x2, y2, z2 = position2
    hx, hy, hz = momentum
    r1, r2 = _norm(x1, y1, z1), _norm(x2, y2, z2)
    if not (time_of_flight > 0.0 and r1 > 0.0 and r2 > 0.0 and time_of_flight < np.inf):
        raise ValueError("Lambert's problem needs a time of flight and radii above zero.")
    dx, dy, dz = x2 - x1, y2 - y1, z2 - z1
    chord = _norm(dx, dy, dz)
    if chord < _EQUAL * (r1 + r2):
        return 0
    ux, uy, uz = x1 / r1, y1 / r1, z1 / r1
    vx, vy, vz = x2 / r2, y2 / r2, z2 / r2

    # The plane: unit normal turning with the momentum, and the sign of lambda.
    nx, ny, nz = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    sine, sign = _norm(nx, ny, nz), 1.0
    if sine < _COLLINEAR:
        along = hx * ux + hy * uy + hz * uz
        nx, ny, nz = hx - along * ux, hy - along * uy, hz - along * uz
        sine = _norm(nx, ny, nz)
        if not sine > 1e-9 * _norm(hx, hy, hz):
            raise ValueError("The positions are collinear and the angular momentum gives no plane.")
    elif nx * hx + ny * hy + nz * hz < 0.0:
        sign = -1.0
    nx, ny, nz = sign * nx / sine, sign * ny / sine, sign * nz / sine

    half = 0.5 * (r1 + r2 + chord)
    near = chord / half
    # sqrt(1 - chord / half) by the half angle, which keeps its digits where the positions are opposite.
    lam = sign * min(0.5 * np.sqrt(r1 * r2) * _norm(ux + vx, uy + vy, uz + vz) / half, 1.0)
    goal = np.sqrt(2.0 * mu / half) / half * time_of_flight
    rho = -(dx * (x1 + x2) + dy * (y1 + y2) + dz * (z1 + z2)) / ((r1 + r2) * chord)
    scale = np.sqrt(0.5 * mu * half)
    across = scale * np.sqrt(max((1.0 - rho) * (1.0 + rho), 0.0))
    ax, ay, az = ny * uz - nz * uy, nz * ux - nx * uz, nx * uy - ny * ux
    bx, by, bz = ny * vz - nz * vy, nz * vx - nx * vz, nx * vy - ny * vx

    root = np.sqrt((1.0 - lam) * (1.0 + lam))
    # The time of flight at x = 0; every revolution adds pi.
    circular = np.arctan2(root, lam) + lam * root
    count = 0
    low_opening, high_opening, low_before, high_before = 0.125 * np.pi, 8.0 / np.pi, 0.0, 0.0
    for revs in range(min(max_revs, int(goal / np.pi)) + 1):
        found, low_root, high_root = True, 0.0, 0.0
        if revs == 0:
            low_root = single_root(goal, lam, near, circular)
        else:
            found, low_root, high_root = both_roots(goal, lam, near, revs, circular, low_opening, high_opening)
        if not found:
            break
        if revs > 0:
            low, high = opening(low_root) * goal / (revs + 1.0), opening(high_root) * revs / goal
            low_opening = max(2.0 * low - low_before, 0.5 * low) if revs > 1 else low
            high_opening = max(2.0 * high - high_before, 0.5 * high) if revs > 1 else high
            low_before, high_before = low, high
        for branch in range(2 if revs > 0 else 1):
            x = high_root if branch else low_root
            y = np.sqrt(x * x + near * (1.0 - x) * (1.0 + x))
            fall, climb = lam * y - x, rho * (lam * y + x)
            turn = across * (y + lam * x if lam * x > 0.0 else near / (y - lam * x))
            out1, out2 = scale * (fall - climb) / r1, -scale * (fall + climb) / r2
            along1, along2 = turn / r1, turn / r2
            velocity1[count, 0] = out1 * ux + along1 * ax
            velocity1[count, 1] = out1 * uy + along1 * ay
            velocity1[count, 2] = out1 * uz + along1 * az
            velocity2[count, 0] = out2 * vx + along2 * bx
            velocity2[count, 1] = out2 * vy + along2 * by
            velocity2[count, 2] = out2 * vz + along2 * bz
            revolutions[count] = revs
            count += 1
    return count


@kernel
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
    revs = np.zeros(room, dtype=np.int64)
    count = _arcs(position1, position2, time_of_flight, mu, momentum, max_revs, velocity1, velocity2, revs)
    return count, velocity1, velocity2, revs


@kernel
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
        counts[k] = _arcs(
            positions1[k], positions2[k], times[k], mu, momenta[k], max_revs, velocities1[k], velocities2[k], revs[k]
        )
    return counts, velocities1, velocities2, revs

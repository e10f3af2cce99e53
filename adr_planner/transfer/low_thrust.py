"""The estimate of a low-thrust leg: spiral, coast, spiral, so that the nodes meet on arrival.

The first spiral leads to a drift orbit, free in altitude and inclination; the second to the target's orbit. Thrust
takes time, and the node turns while it lasts: both are part of the condition. Nothing is spent on turning the node.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.spiral import NO_SHADOW, Engine
from adr_planner.core.sunlight import eccentricity_aim, lit_share, shadow_arc
from adr_planner.transfer.estimate import PHASE_RMS
from adr_planner.transfer.table import OrbitSet, seen_goals

__all__ = ["APPROACH", "SpiralLeg", "spiral_leg", "spiral_table", "spiral_window"]

Array = NDArray[np.float64]

_ROUNDS = 30
"""Most reweighting rounds; 6 to 12 are usual (docs/theory/low_thrust.md)."""
_SETTLED = 1e-4
"""Relative change of the delta-v at which they stop."""
_SLOW = 0.05
"""Floor of a weight's norm [m/s]: keeps 1/norm finite where a spiral vanishes."""
_CLOSED = 0.5
"""Miss of the node, as V sin i dRAAN, up to which a leg counts as closed [m/s]."""
APPROACH = 1.5 * 86400.0
"""From the end of the last arc to the arrival, as planned [s]: the flight may be off by as much either way."""
_STEEPEST = 10.0
"""Most V di for each m/s of speed that it may take to leave the node alone while the phase is closed."""
_SIMPSON = (1.0 / 6.0, 4.0 / 6.0, 1.0 / 6.0)
_DAY = 86400.0
_WRAP = 2.0 * np.pi


class SpiralLeg(NamedTuple):
    """Hold the estimate of a low-thrust leg.

    Attributes
    ----------
    delta_v : float
        All of it [m/s]; infinite if the leg does not close in its time.
    first, second, trim : float
        Of it, the spiral to the drift orbit, the one from it, and what closes the eccentricity [m/s].
    a, inc : float
        Drift orbit [m], [rad].
    """

    delta_v: float
    first: float
    second: float
    trim: float
    a: float
    inc: float


@kernel(inline="always")
def _arc(
    a0: float, inc0: float, a1: float, inc1: float, raan: float, raan_rate: float, days: float, time: float,
    delta_v: float, mass: float, engine: Engine, gravity: Gravity,
) -> tuple[float, float, float, float]:  # fmt: skip
    """Return length [s], node turned [rad], efficiency and side effect of a spiral, by Simpson's rule.

    `raan` is the node at its start, `time` the length it was last found to have: where the shadow is looked for.
    """
    lasting, turned, efficiency, side_effect = 0.0, 0.0, 0.0, 0.0
    for k in range(3):
        part = 0.5 * k
        a, inc = a0 + part * (a1 - a0), inc0 + part * (inc1 - inc0)
        duty, mean, side = 1.0, NO_SHADOW, 0.0
        if engine.shaded:
            later = part * time
            half, middle = shadow_arc(a, inc, raan + raan_rate * later, days + later / _DAY, gravity.radius)
            duty, mean, side = lit_share(half, middle, 0.0)
        piece = _SIMPSON[k] * delta_v * mass * np.exp(-part * delta_v / engine.exhaust) / (engine.thrust * duty)
        rate, _, _ = secular_rates(a, 0.0, inc, gravity)
        lasting += piece
        turned += piece * rate
        efficiency += _SIMPSON[k] * mean
        side_effect += _SIMPSON[k] * side
    return lasting, turned, efficiency, side_effect


@kernel
def spiral_leg(
    start: Array,
    goal: Array,
    depart: float,
    arrive: float,
    days: float,
    phase: float,
    mass: float,
    engine: Engine,
    lowest: float,
    gravity: Gravity,
) -> SpiralLeg:
    """Price a low-thrust leg between two mean orbits.

    Parameters
    ----------
    start, goal : ndarray, shape (6,)
        Mean elements at departure, and of the target at arrival as `table.seen_goals` gives them.
    depart, arrive : float
        Times [s].
    days : float
        Time zero in days since J2000, for the Sun.
    phase : float
        Phase gap to be closed on the way [rad]; `estimate.PHASE_RMS` when it is not known, 0 for a free phase.
    mass : float
        Servicer at departure [kg].
    engine : Engine
        What thrusts.
    lowest : float
        Least semi-major axis of the drift orbit [m], unless origin or target lie lower.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    SpiralLeg
        With an infinite delta-v if the time is too short for the thrust.

    Notes
    -----
    With y the change of speed and z that of V times the inclination, a spiral costs (y^2 + (z/k)^2)^1/2, k being its
    efficiency: Edelbaum's law at small angles. The least sum over drift orbits that close the node is found by
    reweighted least squares with Newton steps on the node condition. The eccentricity is closed by an arc
    of its own at the end. The phase is closed by drifting a little higher or lower, and tilted, so that the node still
    meets: orthogonal to the optimum, so in quadrature.
    """
    a0, inc0, a1, inc1 = start[0], start[3], goal[0], goal[3]
    coast = arrive - depart
    node0, perigee0, _ = secular_rates(a0, np.hypot(start[1], start[2]), inc0, gravity)
    node1, _, _ = secular_rates(a1, np.hypot(goal[1], goal[2]), inc1, gravity)
    v0, v1 = np.sqrt(gravity.mu / a0), np.sqrt(gravity.mu / a1)
    speed = 0.5 * (v0 + v1)
    side = speed * max(np.sin(0.5 * (inc0 + inc1)), 1e-3)
    raan0, raan1 = start[4], goal[4]
    cosine, sine = np.cos(perigee0 * coast), np.sin(perigee0 * coast)
    de_x = goal[1] - cosine * start[1] + sine * start[2]
    de_y = goal[2] - sine * start[1] - cosine * start[2]
    half, middle = 0.0, 0.0
    if engine.shaded:
        half, middle = shadow_arc(a1, inc1, raan1, days + arrive / _DAY, gravity.radius)
    _, effect = eccentricity_aim(half, middle, np.arctan2(de_y, de_x), 18)
    trim = speed * np.hypot(de_x, de_y) / effect

    y_all, z_all = v0 - v1, speed * (inc1 - inc0)
    # Nobody is made to climb out of an orbit below the floor.
    y_low, y_high = v0 - np.sqrt(gravity.mu / min(lowest, a0, a1)), v0 - 0.5 * v1
    gap = (raan1 - raan0 + np.pi) % _WRAP - np.pi
    gap += _WRAP * np.round((0.5 * (node0 + node1) * coast - gap) / _WRAP)

    y1, z1 = 0.5 * y_all, 0.5 * z_all
    w1, w2, k1, k2 = 1.0, 1.0, NO_SHADOW, NO_SHADOW
    first, second, time1, time2, time3, missed, drift = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, coast
    tilts = 0.0
    a, inc, before_last = a0, inc0, 0.0
    for k in range(_ROUNDS + 1):
        vd = v0 - y1
        a, inc = gravity.mu / (vd * vd), inc0 + z1 / speed
        along = a * phase / (3.0 * max(drift, 0.1 * coast))
        tilt = along * tilts
        first = np.sqrt(y1 * y1 + (z1 * z1 + tilt * tilt) / (k1 * k1) + along * along)
        second = np.sqrt((y_all - y1) ** 2 + ((z_all - z1) ** 2 + tilt * tilt) / (k2 * k2) + along * along)
        then = mass * np.exp(-first / engine.exhaust)
        time1, turned1, k1, s1 = _arc(
            a0, inc0, a, inc, raan0, node0, days + depart / _DAY, time1, first, mass, engine, gravity
        )
        time3, turned3, _, _ = _arc(
            a1, inc1, a1, inc1, raan1 - node1 * time3, node1, days + (arrive - time3) / _DAY, time3, trim,
            then, engine, gravity,
        )  # fmt: skip
        before = time2 + time3 + APPROACH
        time2, turned2, k2, s2 = _arc(
            a, inc, a1, inc1, raan1 - node1 * before, node1, days + (arrive - before) / _DAY, time2, second,
            then, engine, gravity,
        )  # fmt: skip
        rate, _, _ = secular_rates(a, 0.0, inc, gravity)
        # Servicer and target turn alike in the days of the approach.
        drift = coast - time1 - time2 - time3 - APPROACH
        askew1, askew2 = s1 / k1, s2 / k2
        turned = turned1 + turned2 + turned3 + rate * drift + node1 * APPROACH
        missed = side * (gap - turned) - askew1 * z1 - askew2 * (z_all - z1)
        settled = abs(first + second - before_last) < _SETTLED * (first + second) and abs(missed) < 0.1 * _CLOSED
        hopeless = k > 5 and time1 + time2 > 2.0 * coast
        if settled or hopeless or k == _ROUNDS:
            break
        before_last = first + second
        lever = side * rate * max(drift + 0.5 * (time1 + time2), 0.1 * coast)
        m = -7.0 * lever / vd
        n = -np.tan(inc) * lever / speed + askew1 - askew2
        tilts = min(abs(m / n), _STEEPEST)
        wanted = missed + m * y1 + n * z1
        w1, w2 = 1.0 / max(first, _SLOW), 1.0 / max(second, _SLOW)
        u1, u2 = w1 / (k1 * k1), w2 / (k2 * k2)
        y_free, z_free = w2 * y_all / (w1 + w2), u2 * z_all / (u1 + u2)
        pull = (wanted - m * y_free - n * z_free) / (m * m / (w1 + w2) + n * n / (u1 + u2))
        y1, z1 = y_free + pull * m / (w1 + w2), z_free + pull * n / (u1 + u2)
        if y1 < y_low or y1 > y_high:
            y1 = min(max(y1, y_low), y_high)
            z1 = (wanted - m * y1) / n
        # A tenth of a radian of inclination is farther than any leg goes: keeps wild steps finite.
        z1 = min(max(z1, -0.1 * speed), 0.1 * speed)
    closed = abs(missed) < _CLOSED and drift >= 0.0
    delta_v = first + second + trim if closed else np.inf
    return SpiralLeg(delta_v, first, second, trim, a, inc)


@kernel
def spiral_window(
    starts: Array, laters: Array, goals: Array, departures: Array, arrivals: Array, days: float, phase: float,
    mass: float, engine: Engine, lowest: float, gravity: Gravity,
) -> Array:  # fmt: skip
    """Price one low-thrust leg for every departure (p,) and arrival (q,), as `table.leg_window` does [m/s]."""
    out, start = np.full((departures.size, arrivals.size), np.inf), np.empty((arrivals.size, 6))
    for p in range(departures.size):
        start[:] = starts[p]
        seen = seen_goals(start, laters, goals, arrivals - departures[p], gravity)
        for q in range(arrivals.size):
            if arrivals[q] > departures[p]:
                out[p, q] = spiral_leg(
                    start[q], seen[q], departures[p], arrivals[q], days, phase, mass, engine, lowest, gravity
                ).delta_v
    return out


@kernel
def _fill_row(
    row: int, starts: Array, reached: Array, arrivals: Array, gaps: Array, stay: float, days: float, phase: float,
    mass: float, engine: Engine, lowest: float, gravity: Gravity, out: NDArray[np.float32],
) -> None:  # fmt: skip
    """Fill the prices of all legs from one orbit, elements (t, 6), to all, elements (g, n, t, 6)."""
    out[:] = np.inf
    for j in range(reached.shape[1]):
        for g in range(gaps.size):
            within = np.searchsorted(arrivals, arrivals[-1] + 1.0 - gaps[g], side="right")
            if j == row:
                continue
            coasts = np.full(within, gaps[g] - stay)
            start = starts[:within]
            seen = seen_goals(start, reached[g, row, :within], reached[g, j, :within], coasts, gravity)
            for t in range(within):
                out[j, g, t] = spiral_leg(
                    start[t], seen[t], arrivals[t] + stay, arrivals[t] + gaps[g], days, phase, mass, engine, lowest,
                    gravity,
                ).delta_v  # fmt: skip


def spiral_table(
    origins: OrbitSet,
    targets: OrbitSet,
    arrivals: Array,
    gaps: Array,
    *,
    stay: float,
    days: float,
    masses: Array,
    engine: Engine,
    lowest: float,
    gravity: Gravity,
    phase: float = PHASE_RMS,
) -> NDArray[np.float32]:
    """Price the low-thrust legs between all orbits, as `table.leg_table` does for impulses.

    Parameters
    ----------
    origins, targets : OrbitSet
        Orbits left and orbits reached; row k of both belongs to the same object.
    arrivals : ndarray, shape (t,)
        Dates of the grid [s]: arrivals at the origin.
    gaps : ndarray, shape (g,)
        Times from arrival to arrival [s], each longer than `stay`.
    stay : float
        Time spent at the origin before leaving [s].
    days : float
        Time zero in days since J2000, for the Sun.
    masses : ndarray, shape (n,)
        Heaviest the servicer is when it leaves each origin [kg]: a lighter one needs less time.
    engine : Engine
        What thrusts.
    lowest : float
        Least semi-major axis of a drift orbit [m].
    gravity : Gravity
        Constants of the field.
    phase : float
        See `spiral_leg`.

    Returns
    -------
    ndarray of float32, shape (n, n, g, t)
        Delta-v [m/s]; infinite on the diagonal, off the grid, and where the time is too short for the thrust.
    """
    n = len(origins)
    table = np.empty((n, n, gaps.size, arrivals.size), dtype=np.float32)
    starts = origins.at(arrivals + stay)
    reached = np.stack([targets.at(arrivals + gap) for gap in gaps])

    def fill(i: int) -> None:
        _fill_row(
            i, starts[i], reached, arrivals, gaps, stay, days, phase, float(masses[i]), engine, lowest, gravity,
            table[i],
        )  # fmt: skip

    with ThreadPoolExecutor() as pool:
        list(pool.map(fill, range(n)))
    return table

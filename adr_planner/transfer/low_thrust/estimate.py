"""The estimate of a low-thrust leg: spiral, coast, spiral, so that the nodes meet on arrival.

The first spiral leads to a drift orbit, free in altitude and inclination; the second to the target's orbit. Thrust
takes time, and the node turns while it lasts: both are part of the condition. Nothing is spent on turning the node.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.spiral import NO_SHADOW, Thruster
from adr_planner.core.sunlight import eccentricity_aim, lit_share, shadow_arc

__all__ = ["APPROACH", "SpiralLeg", "SpiralTerms", "spiral_leg"]

Array = NDArray[np.float64]

_ROUNDS = 32
"""Most reweighting rounds; 6 to 12 are usual (docs/theory/low_thrust.md)."""
_SETTLED = 1e-4
"""Relative change of the delta-v at which they stop."""
_PLAIN = 2
"""First rounds, which leave the eccentricity aside: most legs are out of reach, and known to be by then."""
_HOPELESS = 2.0
"""Thrust in parts of the time there is at which a leg is given up after its first Newton step. Of 43,000 legs of a
sun-synchronous mission the 7 % that close took 1.03 then, and less later; of the others, 82 % took more than 2."""
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


class SpiralTerms(NamedTuple):
    """What the low-thrust legs of a servicer have in common.

    Attributes
    ----------
    days : float
        Time zero in days since J2000, for the Sun.
    phase : float
        Phase gap to be closed on the way [rad]; `estimate.PHASE_RMS` when it is not known, 0 for a free phase.
    mass : float
        Servicer at departure [kg].
    engine : Thruster
        What thrusts.
    lowest : float
        Least semi-major axis of the drift orbit [m], unless origin or target lie lower.
    """

    days: float
    phase: float
    mass: float
    engine: Thruster
    lowest: float


class SpiralLeg(NamedTuple):
    """The estimate of a low-thrust leg.

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
    first: tuple[float, float], last: tuple[float, float], node: tuple[float, float], days: float, time: float,
    delta_v: float, mass: float, engine: Thruster, gravity: Gravity,
) -> tuple[float, float, float, float]:  # fmt: skip
    """Return length [s], node turned [rad], efficiency and side effect of a spiral, by Simpson's rule.

    It leads from one semi-major axis [m] and inclination [rad] to others. `node` is that at its start and its rate,
    `time` the length it was last found to have: where the shadow is looked for.
    """
    (a0, inc0), (a1, inc1), (raan, raan_rate) = first, last, node
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
    terms: SpiralTerms,
    gravity: Gravity,
) -> SpiralLeg:
    """Cost a low-thrust leg between two mean orbits.

    Parameters
    ----------
    start, goal : ndarray, shape (6,)
        Mean elements at departure, and of the target at arrival as `table.seen_goals` gives them.
    depart, arrive : float
        Times [s].
    terms : SpiralTerms
        What thrusts, at what mass, and how low it may drift.
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
    days, phase, mass, engine, lowest = terms.days, terms.phase, terms.mass, terms.engine, terms.lowest
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

    y_all, z_all = v0 - v1, speed * (inc1 - inc0)
    # Nobody is made to climb out of an orbit below the floor.
    y_low, y_high = v0 - np.sqrt(gravity.mu / min(lowest, a0, a1)), v0 - 0.5 * v1
    gap = (raan1 - raan0 + np.pi) % _WRAP - np.pi
    gap += _WRAP * np.round((0.5 * (node0 + node1) * coast - gap) / _WRAP)

    y1, z1 = 0.5 * y_all, 0.5 * z_all
    w1, w2, k1, k2 = 1.0, 1.0, NO_SHADOW, NO_SHADOW
    first, second, trim, time1, time2, time3, missed, drift = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, coast
    tilts = 0.0
    a, inc, before_last = a0, inc0, 0.0
    for k in range(_ROUNDS + 1):
        if k == _PLAIN:
            half, middle = 0.0, 0.0
            if engine.shaded:
                half, middle = shadow_arc(a1, inc1, raan1, days + arrive / _DAY, gravity.radius)
            _, effect = eccentricity_aim(half, middle, np.arctan2(de_y, de_x), 18)
            trim = speed * np.hypot(de_x, de_y) / effect
        vd = v0 - y1
        a, inc = gravity.mu / (vd * vd), inc0 + z1 / speed
        along = a * phase / (3.0 * max(drift, 0.1 * coast))
        tilt = along * tilts
        first = np.sqrt(y1 * y1 + (z1 * z1 + tilt * tilt) / (k1 * k1) + along * along)
        second = np.sqrt((y_all - y1) ** 2 + ((z_all - z1) ** 2 + tilt * tilt) / (k2 * k2) + along * along)
        then = mass * np.exp(-first / engine.exhaust)
        time1, turned1, k1, s1 = _arc(
            (a0, inc0), (a, inc), (raan0, node0), days + depart / _DAY, time1, first, mass, engine, gravity
        )
        time3, turned3, _, _ = _arc(
            (a1, inc1), (a1, inc1), (raan1 - node1 * time3, node1), days + (arrive - time3) / _DAY, time3, trim,
            then, engine, gravity,
        )  # fmt: skip
        before = time2 + time3 + APPROACH
        time2, turned2, k2, s2 = _arc(
            (a, inc), (a1, inc1), (raan1 - node1 * before, node1), days + (arrive - before) / _DAY, time2, second,
            then, engine, gravity,
        )  # fmt: skip
        rate, _, _ = secular_rates(a, 0.0, inc, gravity)
        # Servicer and target turn alike in the days of the approach.
        drift = coast - time1 - time2 - time3 - APPROACH
        askew1, askew2 = s1 / k1, s2 / k2
        turned = turned1 + turned2 + turned3 + rate * drift + node1 * APPROACH
        missed = side * (gap - turned) - askew1 * z1 - askew2 * (z_all - z1)
        settled = abs(first + second - before_last) < _SETTLED * (first + second) and abs(missed) < 0.1 * _CLOSED
        hopeless = k > 0 and time1 + time2 > _HOPELESS * coast
        if (settled and k > _PLAIN) or hopeless or k == _ROUNDS:
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

"""Low-thrust spirals between circular orbits: Edelbaum's law, its time and its node drift.

T. N. Edelbaum, ARS Journal 31 (1961), p. 1079: with thrust of constant size, its yaw held over each half revolution
and reversed at the antinodes, speed and inclination run along a straight line in polar coordinates, speed V and
angle ``d_inc / efficiency``. Without a shadow the efficiency, the mean absolute cosine of the argument of latitude,
is 2/pi: the classic form.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.sunlight import lit_share, shadow_arc

__all__ = ["NO_SHADOW", "Thruster", "burn_time", "direction", "spiral", "spiral_arc", "spiral_to"]

NO_SHADOW = 2.0 / np.pi
"""Efficiency of out-of-plane thrust over whole revolutions."""
_ROUNDS, _TURNED = 12, 1e-7
"""Most rounds for the efficiency, and the miss of the inclination at which they stop [rad]."""


class Thruster(NamedTuple):
    """What an electric engine can do.

    Attributes
    ----------
    thrust : float
        [N].
    exhaust : float
        Exhaust velocity [m/s].
    shaded : bool
        Whether it is off in the shadow and its mirror image.
    """

    thrust: float
    exhaust: float
    shaded: bool


@kernel
def spiral(speed0: float, speed1: float, turn: float, efficiency: float) -> tuple[float, float]:
    """Return delta-v and first yaw of a spiral.

    Parameters
    ----------
    speed0, speed1 : float
        Circular speeds before and after [m/s].
    turn : float
        Change of inclination [rad], less than pi times the efficiency.
    efficiency : float
        Of out-of-plane thrust, `NO_SHADOW` over whole revolutions.

    Returns
    -------
    delta_v : float
        [m/s].
    yaw : float
        At the start, from the direction of flight towards more inclination at the ascending node [rad].

    Examples
    --------
    >>> speeds = [np.sqrt(3.986004418e14 / (6378137.0 + h)) for h in (400e3, 800e3)]
    >>> round(float(spiral(speeds[0], speeds[1], np.radians(1.0), NO_SHADOW)[0]), 2)
    299.86
    """
    angle = turn / efficiency
    # Half angles: differences of nearly equal speeds keep their digits.
    closing = speed1 - speed0 - 2.0 * speed1 * np.sin(0.5 * angle) ** 2
    across = speed1 * np.sin(angle)
    return np.hypot(closing, across), np.arctan2(across, -closing)


@kernel
def direction(speed0: float, yaw: float, spent: float) -> tuple[float, float, float]:
    """Return where a spiral points after so much of its delta-v, and how fast it flies there.

    Parameters
    ----------
    speed0, yaw : float
        At the start [m/s], [rad].
    spent : float
        Delta-v since [m/s].

    Returns
    -------
    along, across : float
        Parts of the unit thrust along the flight and, at the ascending node, along the orbit's normal.
    speed : float
        Circular speed [m/s].
    """
    speed = np.hypot(speed0 - spent * np.cos(yaw), spent * np.sin(yaw))
    return (speed0 * np.cos(yaw) - spent) / speed, speed0 * np.sin(yaw) / speed, speed


@kernel
def burn_time(delta_v: float, acceleration: float, exhaust: float) -> float:
    """Return how long a constant thrust must be on [s].

    Parameters
    ----------
    delta_v : float
        [m/s].
    acceleration : float
        Thrust over the mass at the start [m/s2].
    exhaust : float
        Exhaust velocity [m/s].

    Examples
    --------
    >>> round(burn_time(100.0, 1e-4, 15000.0) / 86400.0, 3)  # 11.574 days were the mass constant
    11.536
    """
    return -exhaust / acceleration * np.expm1(-delta_v / exhaust)


@kernel
def spiral_arc(
    speed0: float,
    inc0: float,
    raan0: float,
    days: float,
    yaw: float,
    delta_v: float,
    mass: float,
    engine: Thruster,
    gravity: Gravity,
    steps: int = 64,
) -> tuple[float, float, float, float]:
    """Follow a spiral, averaged over its revolutions.

    Parameters
    ----------
    speed0, inc0, raan0 : float
        Circular orbit at the start [m/s], [rad], [rad].
    days : float
        When, in days since J2000.
    yaw, delta_v : float
        The spiral, as `spiral` gives it [rad], [m/s].
    mass : float
        At the start [kg].
    engine : Thruster
        What thrusts.
    gravity : Gravity
        Constants of the field.
    steps : int
        Steps of the midpoint rule.

    Returns
    -------
    time : float
        Length of the arc, coasts included [s].
    speed, inc, raan : float
        Circular orbit at its end [m/s], [rad], [rad].

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> v0, v1 = np.sqrt(EGM96.mu / 7218137.0), np.sqrt(EGM96.mu / 6918137.0)
    >>> size, yaw = spiral(v0, v1, 0.0, NO_SHADOW)
    >>> engine = Thruster(thrust=0.1, exhaust=15000.0, shaded=False)
    >>> time, speed, _, _ = spiral_arc(v0, 1.24, 0.0, 9000.0, yaw, size, 1000.0, engine, EGM96)
    >>> bool(abs(speed - v1) < 1e-6), abs(time - burn_time(size, 1e-4, 15000.0)) < 1.0
    (True, True)
    """
    piece = delta_v / steps
    time, inc, raan = 0.0, inc0, raan0
    lasting, tilt, turned = 0.0, 0.0, 0.0
    for k in range(steps):
        spent = (k + 0.5) * piece
        _, across, speed = direction(speed0, yaw, spent)
        a = gravity.mu / (speed * speed)
        duty, efficiency, side_effect = 1.0, NO_SHADOW, 0.0
        if engine.shaded:
            # In the middle of the step, as far as the last one tells.
            now = days + (time + 0.5 * lasting) / 86400.0
            half, middle = shadow_arc(a, inc + 0.5 * tilt, raan + 0.5 * turned, now, gravity.radius)
            duty, efficiency, side_effect = lit_share(half, middle, 0.0)
        tilt = efficiency * across / speed * piece
        lasting = piece * mass * np.exp(-spent / engine.exhaust) / (engine.thrust * duty)
        rate, _, _ = secular_rates(a, 0.0, inc + 0.5 * tilt, gravity)
        turned = rate * lasting + side_effect * across / (speed * np.sin(inc + 0.5 * tilt)) * piece
        time += lasting
        raan += turned
        inc += tilt
    _, _, speed = direction(speed0, yaw, delta_v)
    return time, speed, inc, raan


@kernel
def spiral_to(
    speed0: float,
    inc0: float,
    raan0: float,
    days: float,
    speed1: float,
    inc1: float,
    mass: float,
    engine: Thruster,
    gravity: Gravity,
) -> tuple[float, float, float, float]:
    """Return the spiral between two circular orbits, with the shadow it meets on the way.

    Parameters
    ----------
    speed0, inc0, raan0 : float
        Orbit at the start [m/s], [rad], [rad].
    days : float
        When, in days since J2000.
    speed1, inc1 : float
        Orbit at the end [m/s], [rad].
    mass : float
        At the start [kg].
    engine : Thruster
        What thrusts.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    delta_v, yaw : float
        Of the spiral [m/s], [rad].
    time : float
        Its length, coasts included [s].
    raan : float
        Node at its end [rad].

    Notes
    -----
    Where the shadow lies decides how well thrust turns the plane; its mean over the arc is found by iteration.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> v0, v1 = np.sqrt(EGM96.mu / 6778137.0), np.sqrt(EGM96.mu / 7178137.0)
    >>> engine = Thruster(thrust=0.1, exhaust=15000.0, shaded=False)
    >>> size, _, time, _ = spiral_to(v0, 1.0, 0.0, 9000.0, v1, 1.0 + np.radians(1.0), 1000.0, engine, EGM96)
    >>> round(float(size), 2), round(float(time) / 86400.0, 1)
    (299.86, 34.4)
    """
    efficiency, wanted = NO_SHADOW, inc1 - inc0
    delta_v, yaw = spiral(speed0, speed1, wanted, efficiency)
    time, _, inc, raan = spiral_arc(speed0, inc0, raan0, days, yaw, delta_v, mass, engine, gravity)
    for _ in range(_ROUNDS):
        if abs(inc - inc1) < _TURNED or abs(wanted) < _TURNED:
            break
        efficiency *= min(max((inc - inc0) / wanted, 0.5), 2.0)
        delta_v, yaw = spiral(speed0, speed1, wanted, efficiency)
        time, _, inc, raan = spiral_arc(speed0, inc0, raan0, days, yaw, delta_v, mass, engine, gravity)
    return delta_v, yaw, time, raan

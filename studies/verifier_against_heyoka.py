"""The verifier's flights in declared forces against heyoka's: where its tests have their numbers from.

Zonals J2-J4 of EGM96 about the true pole of date, Sun, Moon, solid tides, and drag in an atmosphere that follows the
Sun's activity, over 400 days. heyoka (Taylor series to machine accuracy) is given Sun, Moon and pole as Chebyshev
series of four days, fitted to ERFA's here; the tide is the gradient heyoka takes of the tide's potential.
Run in an environment of its own: ``pip install heyoka pyerfa; python studies/verifier_against_heyoka.py``.
"""

from __future__ import annotations

from typing import Any

import erfa
import heyoka as hy
import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import NDArray

Array = NDArray[np.float64]

MU, RADIUS, LOVE, SPIN = 3.986004418e14, 6378137.0, 0.3, 7.2921159e-5
ZONALS = (1.08262668355e-3, -2.53265648533e-6, -1.61962159137e-6)
MU_SUN, MU_MOON = 1.32712440018e20, 4.902800066e12
MIDDLE, HALF = 850e3, 650e3
MEAN = (-32.2067, -5.4169, 4.88818, -1.29291, -3.02104, 1.32339, 1.84531, -1.12455)
SLOPE = (1.3409, -1.46522, -0.553056, 4.41217, -0.653808, -4.6519, 0.428418, 1.93968)
CURVE = (-0.0879481, 0.687053, -0.943874, -2.07561, 2.00587, 2.29411, -1.06313, -0.93647)
"""An atmosphere as plans declare them."""
ACTIVITY = ((9200.0, 0.8), (9258.0, 0.3), (9402.0, 0.6), (9700.0, -0.2))
"""Days since J2000 (TAI), activity."""
START, DAYS, PIECE, TERMS = 9210.0, 400.0, 4.0, 14
CASES = ((840e3, 71.0, 0.0), (780e3, 98.5, 0.0), (650e3, 98.0, 0.01), (550e3, 83.0, 0.01))
"""Altitude [m], inclination [deg], Cd A / m [m2/kg]."""


def sky(days: Array) -> Array:
    """Return Sun, Moon [m] and pole at days since J2000 (TAI), shape (n, 9)."""
    terrestrial = days + 32.184 / 86400.0
    sun = -np.array(erfa.epv00(2451545.0, terrestrial)[0]["p"]) * erfa.DAU
    moon = np.array(erfa.moon98(2451545.0, terrestrial)["p"]) * erfa.DAU
    return np.hstack([sun, moon, erfa.c2i06a(2451545.0, terrestrial)[:, 2]])


def clenshaw(x: Any, coefficients: list[Any]) -> Any:
    """Return a Chebyshev series as an expression."""
    b1: Any = 0.0
    b2: Any = 0.0
    for c in reversed(coefficients[1:]):
        b1, b2 = c + 2.0 * x * b1 - b2, b1
    return coefficients[0] + x * b1 - b2


def equations(drag: float) -> list[tuple[Any, Any]]:
    """Return the equations of motion; parameters are the series, then the activity now and its slope [1/s]."""
    state = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    r, v = state[:3], state[3:]
    x = hy.time / (0.5 * PIECE * 86400.0) - 1.0
    series = [clenshaw(x, [hy.par[TERMS * k + j] for j in range(TERMS)]) for k in range(9)]
    sun, moon, pole = series[:3], series[3:6], series[6:]

    def dot(a: list[Any], b: list[Any]) -> Any:
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

    size = hy.sqrt(dot(r, r))
    s = dot(r, pole) / size
    legendre = (0.5 * (3 * s**2 - 1), 0.5 * (5 * s**3 - 3 * s), (35 * s**4 - 30 * s**2 + 3) / 8)
    potential = MU / size
    for n, (j, p) in enumerate(zip(ZONALS, legendre, strict=True), start=2):
        potential = potential - MU / size * j * (RADIUS / size) ** n * p
    for body, mu in ((sun, MU_SUN), (moon, MU_MOON)):
        far = hy.sqrt(dot(body, body))
        cosine = dot(r, body) / (size * far)
        potential = potential + LOVE * mu / far**3 * RADIUS**5 / size**3 * 0.5 * (3 * cosine**2 - 1)
    pull = [hy.diff(potential, q) for q in r]
    for body, mu in ((sun, MU_SUN), (moon, MU_MOON)):
        to = [b - q for b, q in zip(body, r, strict=True)]
        near, far = dot(to, to) ** -1.5, dot(body, body) ** -1.5
        pull = [a + mu * (t * near - b * far) for a, t, b in zip(pull, to, body, strict=True)]
    if drag:
        height = (size - RADIUS - MIDDLE) / HALF
        activity = hy.par[9 * TERMS] + hy.par[9 * TERMS + 1] * hy.time
        rows = [a + activity * (b + activity * c) for a, b, c in zip(MEAN, SLOPE, CURVE, strict=True)]
        power: Any = 0.0
        for row in reversed(rows):
            power = power * height + row
        turning = [pole[1] * r[2] - pole[2] * r[1], pole[2] * r[0] - pole[0] * r[2], pole[0] * r[1] - pole[1] * r[0]]
        wind = [a - SPIN * b for a, b in zip(v, turning, strict=True)]
        deceleration = 0.5 * drag * hy.exp(power) * hy.sqrt(dot(wind, wind))
        pull = [a - deceleration * w for a, w in zip(pull, wind, strict=True)]
    return list(zip(state, [*v, *pull], strict=True))


def flown(altitude: float, inclination: float, drag: float) -> Array:
    """Return position [m] and velocity [m/s] after the flight."""
    radius, inc = RADIUS + altitude, np.radians(inclination)
    speed = np.sqrt(MU / radius)
    start = [radius, 0.0, 0.0, 0.0, speed * np.cos(inc), speed * np.sin(inc)]
    flight = hy.taylor_adaptive(equations(drag), start, pars=[0.0] * (9 * TERMS + (2 if drag else 0)), tol=1e-16)
    nodes = np.cos(np.pi * (np.arange(4 * TERMS) + 0.5) / (4 * TERMS))
    dates, levels = np.array(ACTIVITY).T
    for begin in np.arange(START, START + DAYS, PIECE):
        values = sky(begin + 0.5 * PIECE * (1.0 + nodes))
        flight.pars[: 9 * TERMS] = chebyshev.chebfit(nodes, values, TERMS - 1).T.ravel()
        if drag:
            now, then = np.interp([begin, begin + PIECE], dates, levels)
            flight.pars[9 * TERMS :] = now, (then - now) / (PIECE * 86400.0)
        flight.time = 0.0
        flight.propagate_until(PIECE * 86400.0)
    return np.array(flight.state)


if __name__ == "__main__":
    for case in CASES:
        print(case, [float(f"{value:.12g}") for value in flown(*case)])

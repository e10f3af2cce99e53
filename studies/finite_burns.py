"""How much delta-v does a burn of real length cost beyond the impulse? And how much by the formula.

Burns of constant thrust (300 s, mass falling) are flown under two-body gravity, centred in time on the place of the
impulse, and made longer until they reach what the impulse reaches. The thrust is what makes the arc, by
`finite_burn`, as long as the table says. Held: direction of the impulse, fixed in space; tangent: along the velocity.

Run: ``python studies/finite_burns.py``. The table it prints stands in docs/theory/transfer.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from adr_planner.core.constants import EGM96, G0
from adr_planner.core.finite_burn import finite_burn

Array = NDArray[np.float64]
MU, EARTH = EGM96.mu, EGM96.radius
MASS, ISP = 6000.0, 300.0
ARCS = (5, 10, 20, 30, 45, 60, 90)


def semi_major_axis(state: Array) -> float:
    return 1.0 / float(2.0 / np.linalg.norm(state[:3]) - state[3:] @ state[3:] / MU)


def eccentricity(state: Array) -> float:
    position, velocity = state[:3], state[3:]
    return float(
        np.linalg.norm(np.cross(velocity, np.cross(position, velocity)) / MU - position / np.linalg.norm(position))
    )


def perigee(state: Array) -> float:
    return semi_major_axis(state) * (1.0 - eccentricity(state))


def apogee(state: Array) -> float:
    return semi_major_axis(state) * (1.0 + eccentricity(state))


def tilt(state: Array) -> float:
    momentum = np.cross(state[:3], state[3:])
    return math.acos(momentum[2] / np.linalg.norm(momentum))


class Case(NamedTuple):
    """Hold an impulse: where, how fast one flies there, what is given [m/s], and the figure that must be reached."""

    name: str
    radius: float
    speed: float
    impulse: Array
    figure: Callable[[Array], float]
    tangent: bool = False


def case(
    name: str, here: float, there: float, goal: float, figure: Callable[[Array], float], *, tangent: bool = False
) -> Case:
    """Return the impulse that at height `here` changes the height opposite from `there` to `goal` [km]."""
    r, opposite, wanted = (EARTH + height * 1e3 for height in (here, there, goal))
    speed, after = (math.sqrt(MU * (2.0 / r - 2.0 / (r + other))) for other in (opposite, wanted))
    return Case(name, r, speed, np.array([0.0, after - speed, 0.0]), figure, tangent)


def turned(name: str, height: float, degrees: float) -> Case:
    """Return the impulse that tilts a circular orbit, its speed kept."""
    radius, angle = EARTH + height * 1e3, math.radians(degrees)
    speed = math.sqrt(MU / radius)
    return Case(name, radius, speed, speed * np.array([0.0, math.cos(angle) - 1.0, math.sin(angle)]), tilt)


def gravity(position: Array) -> Array:
    return np.asarray(-MU * position / np.linalg.norm(position) ** 3)


def coasting(time: float, y: Array) -> Array:
    return np.concatenate([y[3:], gravity(y[:3])])


def burning(time: float, y: Array, held: Array | None, thrust: float) -> Array:
    """Return the rate of position, velocity and mass; a thrust that is not held is along the velocity."""
    pointing = y[3:6] / np.linalg.norm(y[3:6]) if held is None else held
    return np.concatenate([y[3:6], gravity(y[:3]) + thrust / y[6] * pointing, [-abs(thrust) / (G0 * ISP)]])


def flown(case: Case, thrust: float, delta_v: float) -> Array:
    """Return the state after a burn of `delta_v`, its middle in time where the impulse would be."""
    time = MASS * G0 * ISP / thrust * -math.expm1(-delta_v / (G0 * ISP))
    size = float(np.linalg.norm(case.impulse))
    held = None if case.tangent else case.impulse / size
    signed = math.copysign(thrust, case.impulse[1]) if case.tangent else thrust
    options = {"method": "DOP853", "rtol": 1e-11, "atol": 1e-6}
    middle = np.array([case.radius, 0.0, 0.0, 0.0, case.speed, 0.0, MASS])
    start = solve_ivp(coasting, (0.0, -0.5 * time), middle[:6], **options).y[:, -1]
    ended = solve_ivp(burning, (0.0, time), np.append(start, MASS), args=(held, signed), **options)
    return np.asarray(ended.y[:6, -1])


def loss(case: Case, arc: float) -> float:
    """Return what the burn must give beyond the impulse, in parts of it."""
    size = float(np.linalg.norm(case.impulse))
    # An arc in proportion to the time, and the time to 1 / thrust.
    thrust = finite_burn(size, MASS, case.radius, 1.0, ISP, MU).arc / arc
    goal = case.figure(np.concatenate([[case.radius, 0.0, 0.0], np.array([0.0, case.speed, 0.0]) + case.impulse]))
    needed = brentq(lambda given: case.figure(flown(case, thrust, given)) - goal, 0.9 * size, 1.6 * size)
    return float(needed) / size - 1.0


def formula(arc: float) -> float:
    """Return the loss of the formula in parts of the impulse."""
    size, radius = 100.0, EARTH + 840e3
    thrust = finite_burn(size, MASS, radius, 1.0, ISP, MU).arc / arc
    return finite_burn(size, MASS, radius, thrust, ISP, MU).loss / size


def main() -> None:
    cases = (
        case("perigee 840 to 600 km", 840.0, 840.0, 600.0, perigee),
        case("the same, tangent", 840.0, 840.0, 600.0, perigee, tangent=True),
        case("perigee 840 to 60 km", 840.0, 840.0, 60.0, perigee),
        case("perigee 200 to 60 km, apogee 770 km", 770.0, 200.0, 60.0, perigee),
        case("apogee 400 to 840 km", 400.0, 400.0, 840.0, apogee),
        case("semi-major axis, 400 x 840 km", 400.0, 400.0, 840.0, semi_major_axis),
        case("the same, tangent", 400.0, 400.0, 840.0, semi_major_axis, tangent=True),
        turned("plane by 1 deg at 840 km", 840.0, 1.0),
    )
    print("| burn | m/s | " + " | ".join(f"{arc} deg" for arc in ARCS) + " |")
    print("|---|---" + "|---" * len(ARCS) + "|")
    print("| **formula** | | " + " | ".join(f"**{formula(math.radians(arc)):.2%}**" for arc in ARCS) + " |")
    for one in cases:
        told = " | ".join(f"{loss(one, math.radians(arc)):.2%}" for arc in ARCS)
        print(f"| {one.name} | {np.linalg.norm(one.impulse):.0f} | {told} |", flush=True)


if __name__ == "__main__":
    main()

"""Is Edelbaum's law with a duty cycle true? Thrust arcs integrated by a method that shares nothing with the project.

Cartesian equations with J2, a cylindrical shadow and a constant thrust, by DOP853 (Hairer, Norsett and Wanner 1993)
with steps of at most two minutes; steering by the textbook's tan(yaw) = V0 sin(yaw0) / (V0 cos(yaw0) - s). The mean
orbit at the end comes from the J2 energy and the average of the osculating inclination over one revolution.

Run: ``python studies/low_thrust_check.py``. The tables it prints stand in docs/theory/low_thrust.md.
"""

from __future__ import annotations

import time

import numpy as np
from numba import njit
from numpy.typing import NDArray
from scipy.integrate import DOP853

from adr_planner.core.constants import GTOC9, Gravity
from adr_planner.core.j2 import mean_to_osculating, osculating_to_mean
from adr_planner.core.kepler import elements_from_state, state_from_elements
from adr_planner.core.spiral import Thruster, spiral, spiral_arc, spiral_to
from adr_planner.core.thrust import Steering, fly_thrust
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.estimate import PHASE_RMS
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.low_thrust.estimate import SpiralTerms, spiral_leg
from adr_planner.transfer.low_thrust.targeting import fly_spiral
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.transfer.state import State

J2_ONLY = Gravity(GTOC9.mu, GTOC9.radius, GTOC9.j2, 0.0, 0.0, 1.0)
DAY, START = 86400.0, 9131.5  # 1 January 2025, days since J2000
MASS, EXHAUST = 1500.0, 15000.0
CASES = (
    # altitudes km, inclinations deg, node deg, thrust N
    (840, 640, 71.0, 71.0, 0, 0.15),
    (640, 840, 71.0, 71.0, 120, 0.15),
    (840, 640, 71.0, 71.4, 100, 0.3),
    (840, 1000, 71.0, 70.5, 220, 0.3),
    (780, 600, 98.5, 98.9, 200, 0.15),
    (780, 900, 98.5, 98.1, 300, 0.15),
    (700, 700, 98.2, 98.7, 60, 0.3),
    (950, 700, 83.0, 82.5, 40, 0.15),
    (700, 950, 83.0, 83.0, 250, 0.5),
    (500, 1200, 74.0, 74.0, 150, 0.5),
    (600, 600, 98.0, 98.5, 10, 0.15),
    (400, 800, 50.0, 51.0, 300, 0.3),
)
Array = NDArray[np.float64]
MIRRORED, SHADOW_ONLY, ALWAYS = 2.0, 1.0, 0.0


@njit(cache=True)  # type: ignore[untyped-decorator]
def sun(days: float) -> Array:
    """Return the Sun's direction by its mean longitude and equation of the centre (Meeus 1998, chapter 25)."""
    anomaly = np.radians(357.52911 + 0.98560028 * days)
    longitude = np.radians(280.46646 + 0.98564736 * days) + np.radians(1.914602) * np.sin(anomaly)
    longitude += np.radians(0.019993) * np.sin(2.0 * anomaly)
    tilt = np.radians(23.4393)
    return np.array([np.cos(longitude), np.sin(longitude) * np.cos(tilt), np.sin(longitude) * np.sin(tilt)])


@njit(cache=True)  # type: ignore[untyped-decorator]
def rate(
    t: float, y: Array, days: float, thrust: float, exhaust: float, speed0: float, yaw0: float, dark: float
) -> Array:
    """Return the derivative of position, velocity, mass and spent delta-v."""
    mu, radius, j2 = 3.986004418e14, 6378137.0, 1.08262668e-3
    r, v = y[:3], y[3:6]
    size = np.sqrt(np.sum(r * r))
    pull = 1.5 * j2 * mu * radius**2 / size**5
    out = np.empty(8)
    out[:3] = v
    out[3:6] = -mu / size**3 * r - pull * r * (1.0 - 5.0 * (r[2] / size) ** 2)
    out[5] -= 2.0 * pull * r[2]
    out[6:] = 0.0
    if dark > 0.0:
        light = sun(days + t / 86400.0)
        side = np.sum(r * light)
        away = r - side * light
        if np.sqrt(np.sum(away * away)) < radius and (dark > 1.5 or side < 0.0):
            return out
    momentum = np.cross(r, v)
    momentum /= np.sqrt(np.sum(momentum * momentum))
    forward = np.cross(momentum, r / size)
    yaw = np.arctan2(speed0 * np.sin(yaw0), speed0 * np.cos(yaw0) - y[7])
    side = 1.0 if forward[2] >= 0.0 else -1.0
    push = thrust / y[6]
    out[3:6] += push * (np.cos(yaw) * forward + side * np.sin(yaw) * momentum)
    out[6] = -thrust / exhaust
    out[7] = push
    return out


def integrated(
    mean: tuple[float, float, float, float, float, float], delta_v: float, yaw: float, thrust: float, dark: float
) -> tuple[float, float, float, float]:
    """Fly an arc until its delta-v is spent, then one revolution; return time [s], a, inc, ecc averaged over it."""
    position, velocity = state_from_elements(*mean_to_osculating(mean, J2_ONLY), J2_ONLY.mu)
    speed0 = np.sqrt(J2_ONLY.mu / mean[0])

    def run(y: Array, t0: float, until: float, thrust: float, stop: float) -> tuple[float, Array]:
        solver = DOP853(
            lambda t, z: rate(t, z, START, thrust, EXHAUST, speed0, yaw, dark),
            t0,
            y,
            until,
            max_step=120.0,
            rtol=1e-10,
            atol=1e-6,
        )
        path = [solver.y]
        while solver.status == "running" and solver.y[7] < stop:
            solver.step()
            path.append(solver.y)
        return solver.t, np.array(path)

    t, path = run(np.concatenate([position, velocity, [MASS, 0.0]]), 0.0, 400 * DAY, thrust, delta_v)
    end = path[-1]
    t -= (end[7] - delta_v) / (thrust / end[6])
    radius = np.linalg.norm(end[:3])
    period = 2.0 * np.pi * np.sqrt(radius**3 / J2_ONLY.mu)
    _, path = run(end, t, t + period, 0.0, np.inf)
    r = np.linalg.norm(path[:, :3], axis=1)
    h = np.cross(path[:, :3], path[:, 3:6])
    mu, j2 = J2_ONLY.mu, J2_ONLY.j2 * J2_ONLY.radius**2
    energy = (
        0.5 * np.sum(path[:, 3:6] ** 2, axis=1) - mu / r + 0.5 * mu * j2 / r**3 * (3.0 * (path[:, 2] / r) ** 2 - 1.0)
    )
    inc = float(np.mean(np.arccos(h[:, 2] / np.linalg.norm(h, axis=1))))
    vector = np.cross(path[:, 3:6], h) / mu - path[:, :3] / r[:, None]
    # The part of the J2 energy that is left after averaging: E = -mu/2a - mu J2 R^2 (2 - 3 sin^2 i) / (4 a^3).
    a = -0.5 * mu / energy.mean()
    for _ in range(5):
        a = -0.5 * mu / (energy.mean() + mu * j2 * (2.0 - 3.0 * np.sin(inc) ** 2) / (4.0 * a**3))
    return t, a, inc, float(np.linalg.norm(vector.mean(axis=0)))


def arcs() -> None:
    """Print each case with and without a shadow."""
    print(
        "| altitudes km | inclination deg | thrust N | shadow | delta-v m/s | days | delta-v off | time off | e left |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for h0, h1, inc0, inc1, node, thrust in CASES:
        for shaded in (False, True):
            engine = Thruster(thrust, EXHAUST, shaded)
            a0, a1 = J2_ONLY.radius + h0 * 1e3, J2_ONLY.radius + h1 * 1e3
            v0, v1 = np.sqrt(J2_ONLY.mu / a0), np.sqrt(J2_ONLY.mu / a1)
            i0, i1, raan = np.radians(inc0), np.radians(inc1), np.radians(node)
            delta_v, yaw, days, _ = spiral_to(v0, i0, raan, START, v1, i1, MASS, engine, J2_ONLY)
            mean = (a0, 1e-4, i0, raan, 0.0, 0.0)
            t, a, inc, ecc = integrated(mean, delta_v, yaw, thrust, MIRRORED if shaded else ALWAYS)
            left, _ = spiral(np.sqrt(J2_ONLY.mu / a), v1, i1 - inc, 2.0 / np.pi)
            print(
                f"| {h0} to {h1} | {inc0} to {inc1} | {thrust} | {'yes' if shaded else 'no'} | {delta_v:.1f} | "
                f"{t / DAY:.1f} | {left / delta_v:.2%} | {days / t - 1.0:+.2%} | {ecc:.4f} |"
            )


def eccentricities() -> None:
    """Print what thrusting on all of the sunny side does to the eccentricity."""
    print("\n| off in | days | e left | to close it m/s |\n|---|---|---|---|")
    a0, a1 = J2_ONLY.radius + 840e3, J2_ONLY.radius + 640e3
    v0, v1 = np.sqrt(J2_ONLY.mu / a0), np.sqrt(J2_ONLY.mu / a1)
    delta_v, yaw = spiral(v0, v1, 0.0, 2.0 / np.pi)
    for name, dark in (("the shadow", SHADOW_ONLY), ("the shadow and its mirror image", MIRRORED)):
        t, _, _, ecc = integrated((a0, 1e-4, np.radians(98.6), np.radians(280.0), 0.0, 0.0), delta_v, yaw, 0.3, dark)
        print(f"| {name} | {t / DAY:.1f} | {ecc:.4f} | {0.649 * v1 * ecc:.1f} |")


def legs() -> None:
    """Print estimated against flown legs."""
    from adr_planner.core.constants import EGM96

    rng, lowest = np.random.default_rng(5), EGM96.radius + 400e3
    print("\n| inclination deg | legs | too short | flown / estimate: median | p10 | p90 | s a leg |")
    print("|---|---|---|---|---|---|---|")
    for inclination in (71.0, 74.0, 83.0, 98.4):
        ratios, short, began = [], 0, time.perf_counter()
        for _ in range(50):
            node = rng.uniform(0, 2 * np.pi)
            orbits = OrbitSet.at_epochs(
                EGM96.radius + rng.uniform(650e3, 950e3, 2), rng.uniform(0, 0.004, 2),
                np.radians(inclination + rng.uniform(-0.15, 0.15, 2)), node + rng.uniform(-0.06, 0.06, 2),
                rng.uniform(0, 6.28, 2), np.zeros(2), EGM96,
            )  # fmt: skip
            until, engine = rng.uniform(30, 180) * DAY, Thruster(0.3, EXHAUST, shaded=True)
            states = []
            for k, when in enumerate((0.0, until)):
                raan, argp = orbits.raan[k] + orbits.raan_rate[k] * when, orbits.argp[k] + orbits.argp_rate[k] * when
                mean = (orbits.a[k], orbits.ecc[k], orbits.inc[k], raan, argp, 1.0)
                states.append(State(when, *state_from_elements(*mean_to_osculating(mean, EGM96), EGM96.mu)))
            path = orbits.at(np.array([0.0, until]))
            goal = seen_goals(path[:1, 0], path[:1, 1], path[1:, 1], np.array([until]), EGM96)[0]
            terms = SpiralTerms(START, PHASE_RMS, MASS, engine, lowest)
            estimate = spiral_leg(path[0, 0], goal, 0.0, until, terms, EGM96).delta_v
            try:
                flight = fly_spiral(*states, mass=MASS, engine=engine, days=START, lowest=lowest, gravity=EGM96)
                ratios.append(flight.delta_v / estimate)
            except ConvergenceError as error:
                short += "too short" in str(error)
                if "too short" not in str(error):
                    print(error)
        low, middle, high = np.percentile(ratios, [10, 50, 90])
        each = (time.perf_counter() - began) / 50
        print(f"| {inclination} | 50 | {short} | {middle:.3f} | {low:.3f} | {high:.3f} | {each:.2f} |")


def choices() -> None:
    """Print what the steps of kernels and flight are worth, on a shaded arc of five weeks."""
    a0, v1 = J2_ONLY.radius + 840e3, np.sqrt(J2_ONLY.mu / (J2_ONLY.radius + 640e3))
    v0, inc, engine = np.sqrt(J2_ONLY.mu / a0), np.radians(71.0), Thruster(0.15, EXHAUST, shaded=True)
    size, yaw, _, _ = spiral_to(v0, inc, 0.0, START, v1, np.radians(71.4), MASS, engine, J2_ONLY)
    print("\n| steps of the averaged arc | days | inclination deg | node deg |\n|---|---|---|---|")
    for steps in (16, 32, 64, 128, 256, 2048):
        time_of_arc, _, end, node = spiral_arc(v0, inc, 0.0, START, yaw, size, MASS, engine, J2_ONLY, steps)
        print(f"| {steps} | {time_of_arc / DAY:.3f} | {np.degrees(end):.5f} | {np.degrees(node):.3f} |")
    state = state_from_elements(*mean_to_osculating((a0, 1e-4, inc, 0.0, 0.0, 0.0), J2_ONLY), J2_ONLY.mu)
    print("\n| step of the flight s | days | axis km | inclination deg | ms |\n|---|---|---|---|---|")
    for step in (240.0, 120.0, 60.0, 30.0, 10.0):
        for _ in range(2):
            began = time.perf_counter()
            position, velocity, long, _ = fly_thrust(
                *state, START, MASS, size, 100 * DAY, Steering(v0, yaw, np.nan), engine, J2_ONLY, step
            )
            took = time.perf_counter() - began
        a, _, end, *_ = osculating_to_mean(elements_from_state(position, velocity, J2_ONLY.mu), J2_ONLY)
        print(f"| {step:.0f} | {long / DAY:.4f} | {a / 1e3:.4f} | {np.degrees(end):.6f} | {took * 1e3:.0f} |")


if __name__ == "__main__":
    arcs()
    choices()
    eccentricities()
    legs()

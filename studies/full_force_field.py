"""Do planned drift legs survive the real field? Ten of them in 20 x 20 gravity with Sun, Moon and drag.

Every leg is planned under J2-J4 and drag in the planner's mean atmosphere, then flown by heyoka (EGM2008 and another
atmosphere, not the planner's code) as an operator would: with the burns as planned, and again with the rest of the leg
planned anew half way and four days before arrival. What is planned from is an orbit determination: the state of the
planner's field that fits two days of the real flight best. Burns are made where the servicer really is.
Run: ``pip install heyoka; python studies/full_force_field.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

import heyoka as hy
import numpy as np
from flown_against_estimate import DAY, LOWEST
from numpy.typing import NDArray

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.kepler import state_from_elements
from adr_planner.transfer.impulsive.targeting import fly_leg
from adr_planner.transfer.state import Flight, State

Array = NDArray[np.float64]

SERVICER_DRAG, TARGET_DRAG = 0.02, 0.01
"""Cd A / m [m2/kg]."""
SERVICER, TARGET = EGM96._replace(drag=SERVICER_DRAG), EGM96._replace(drag=TARGET_DRAG)
"""What the planner flies them in."""
SPIN = 7.2921159e-5
MU_SUN, MU_MOON, AU = 1.32712440018e20, 4.902800066e12, 1.495978707e11
LAST_LOOK = 4.0 * DAY
TRACKED = -1800.0 * np.arange(1, 97)
"""When positions are seen before an orbit determination [s]: whole days, as the field turns with the Earth."""
NUDGES = np.array([10.0, 10.0, 10.0, 0.01, 0.01, 0.01])
"""By what a state is varied to fit it [m], [m/s]."""
FITS = 3
"""Corrections of Gauss and Newton."""
CASES = [
    (71.0, 30.0, 1.6), (71.0, 90.0, 3.2), (71.0, 180.0, -5.5),
    (74.0, 60.0, 1.8), (74.0, 120.0, -4.0), (74.0, 180.0, 4.0),
    (83.0, 60.0, 0.9), (83.0, 150.0, -2.0),
    (98.4, 45.0, -1.2), (98.4, 180.0, 3.0),
]  # fmt: skip
"""Inclination [deg], wait [day], gap of the nodes at departure [deg]."""


def sun_and_moon() -> tuple[list[hy.expression], list[hy.expression]]:
    """Return both positions [m] in the equator of date: Keplerian Sun, the Moon's five largest terms (0.3 deg).

    Seconds count from J2000 (Astronomical Almanac, low-precision formulas).
    """
    days = hy.time / DAY
    tilt = np.radians(23.439)
    anomaly = np.radians(1.0) * (357.528 + 0.9856003 * days)
    longitude = np.radians(1.0) * (280.460 + 0.9856474 * days + 1.915 * hy.sin(anomaly))
    far = AU * (1.00014 - 0.01671 * hy.cos(anomaly))
    sun = [far * hy.cos(longitude), far * np.cos(tilt) * hy.sin(longitude), far * np.sin(tilt) * hy.sin(longitude)]
    rad = np.radians(1.0)
    evection = rad * (259.3 - 413335.36 / 36525.0 * days)
    moon_anomaly = rad * (135.0 + 477198.87 / 36525.0 * days)
    east = rad * (218.32 + 481267.881 / 36525.0 * days + 6.29 * hy.sin(moon_anomaly) - 1.27 * hy.sin(evection))
    north = rad * (5.13 * hy.sin(rad * (93.3 + 483202.02 / 36525.0 * days)))
    off = 3.844e8 * (1.0 - 0.0549 * hy.cos(moon_anomaly))
    x, y, z = off * hy.cos(north) * hy.cos(east), off * hy.cos(north) * hy.sin(east), off * hy.sin(north)
    return sun, [x, np.cos(tilt) * y - np.sin(tilt) * z, np.sin(tilt) * y + np.cos(tilt) * z]


def field() -> hy.taylor_adaptive:
    """Return an integrator of the full field about the pole of date.

    Its time is seconds since J2000, its one parameter Cd A / m [m2/kg].
    """
    x, y, z, vx, vy, vz = hy.make_vars("x", "y", "z", "vx", "vy", "vz")
    turn = np.radians(280.46) + SPIN * hy.time
    cos, sin = hy.cos(turn), hy.sin(turn)
    fixed = hy.model.egm2008_acc([x * cos + y * sin, y * cos - x * sin, z], n=20, m=20)
    pull = [fixed[0] * cos - fixed[1] * sin, fixed[0] * sin + fixed[1] * cos, fixed[2]]
    for body, mu in zip(sun_and_moon(), (MU_SUN, MU_MOON), strict=True):
        gaps = [b - c for b, c in zip(body, (x, y, z), strict=True)]
        near = hy.sum([g * g for g in gaps]) ** -1.5
        away = hy.sum([b * b for b in body]) ** -1.5
        pull = [p + mu * (near * g - away * b) for p, g, b in zip(pull, gaps, body, strict=True)]
    wind = [vx + SPIN * y, vy - SPIN * x, vz]
    height = (x * x + y * y + z * z) ** 0.5 - EGM96.radius
    air = 1.170e-14 * hy.exp((800e3 - height) / 124.64e3)  # Vallado table 8-4, at and above 800 km
    deceleration = 0.5 * air * hy.par[0] * hy.sum([w * w for w in wind]) ** 0.5
    pull = [p - deceleration * w for p, w in zip(pull, wind, strict=True)]
    names = zip([x, y, z, vx, vy, vz], [vx, vy, vz, *pull], strict=True)
    return hy.taylor_adaptive(list(names), np.zeros(6), tol=1e-11)


class Truth:
    """The full field, flown from and to `State`s whose time counts from the start of 2025."""

    start = (9131.5 - 0.0) * DAY  # 2025-01-01T00:00 after J2000

    def __init__(self) -> None:
        self.engine = field()

    def coast(self, drag: float, state: State, time: float) -> State:
        """Fly a state to a time."""
        engine = self.engine
        engine.pars[0] = drag
        engine.time = self.start + state.time
        engine.state[:] = np.concatenate([state.position, state.velocity])
        engine.propagate_until(self.start + time)
        return State(time, engine.state[:3].copy(), engine.state[3:].copy())

    def fly(self, state: State, flight: Flight, until: float) -> tuple[State, float]:
        """Make the burns planned before a time; returns the state then and what was spent."""
        spent = 0.0
        for burn in flight.burns:
            if burn.before.time >= until:
                break
            axes, planned = local(state := self.coast(SERVICER_DRAG, state, burn.before.time)), local(burn.before)
            state = state.after_impulse(axes @ (planned.T @ burn.delta_v))
            spent += burn.size
        return self.coast(SERVICER_DRAG, state, until), spent


def seen(state: State, coast: Callable[[State, float], State]) -> Array:
    """Return the positions on the way to a state [m], one after the other, coasted back from it."""
    states = accumulate(state.time + TRACKED, coast, initial=state)
    return np.concatenate([passed.position for passed in states])


def determined(truth: Truth, drag: float, state: State, planner: Gravity) -> State:
    """Return the state of the planner's field that fits the flight up to a state best, by least squares.

    Read as it is, a state of the full field has another mean axis in the planner's: by tens of metres, which is
    kilometres a day. The flight is coasted back, as if burns in that time were known.
    """

    def planned(six: Array) -> Array:
        return seen(State(state.time, six[:3], six[3:]), lambda passed, time: passed.at(time, planner))

    flown = seen(state, lambda passed, time: truth.coast(drag, passed, time))
    six = np.concatenate([state.position, state.velocity])
    for _ in range(FITS):
        slopes = np.column_stack([planned(six + nudge) - planned(six - nudge) for nudge in np.diag(NUDGES)]) / 2.0
        six = six + NUDGES * np.linalg.lstsq(slopes, flown - planned(six), rcond=None)[0]
    return State(state.time, six[:3], six[3:])


def local(state: State) -> Array:
    """Return radial, along-track and normal axes as columns."""
    radial = state.position / np.linalg.norm(state.position)
    normal = np.cross(state.position, state.velocity)
    normal /= np.linalg.norm(normal)
    return np.column_stack([radial, np.cross(normal, radial), normal])


def plane_angle(one: State, other: State) -> float:
    """Return the angle between two orbital planes [deg]."""
    return float(np.degrees(np.arccos(np.clip(local(one)[:, 2] @ local(other)[:, 2], -1.0, 1.0))))


def planned_from(truth: Truth, servicer: State, target: State, end: float) -> tuple[Flight, State]:
    """Plan a leg, or the rest of one, from orbit determinations; returns the target's as well."""
    here = determined(truth, SERVICER_DRAG, servicer, SERVICER)
    there = determined(truth, TARGET_DRAG, target, TARGET)
    return fly_leg(here, there.at(end, TARGET), SERVICER, lowest=LOWEST), there


def leg(truth: Truth, rng: np.random.Generator, inclination: float, days: float, gap: float) -> tuple[float, ...]:
    """Plan one leg, fly it open loop and with two looks; returns planned and spent [m/s], plane [deg], misses [km]."""
    states = []
    for raan in (1.0, 1.0 + np.radians(gap)):
        position, velocity = state_from_elements(
            EGM96.radius + 840e3 + rng.normal() * 25e3, abs(rng.normal()) * 0.003,
            np.radians(inclination + rng.normal() * 0.1), raan, rng.uniform(0, 6.28), rng.uniform(0, 6.28), EGM96.mu,
        )  # fmt: skip
        states.append(State(0.0, position, velocity))
    servicer, target = states
    end = days * DAY
    plan, foreseen = planned_from(truth, servicer, target, end)

    terminal = [burn for burn in plan.burns if burn.kind != "rendezvous"][-1].before
    closing = terminal.time  # the terminal arc begins: here planned and real planes are compared
    alone, _ = truth.fly(servicer, plan, closing)
    there = truth.coast(TARGET_DRAG, target, closing)
    planned_gap = plane_angle(terminal, foreseen.at(closing, TARGET))
    residual = abs(plane_angle(alone, there) - planned_gap)
    off = np.linalg.norm(alone.position - there.position) / 1e3

    spent, here, now, passed = 0.0, servicer, plan, target
    for look in (0.5 * end, end - LAST_LOOK):
        here, cost = truth.fly(here, now, look)
        passed = truth.coast(TARGET_DRAG, passed, look)
        spent += cost
        now, _ = planned_from(truth, here, passed, end)
    here, _ = truth.fly(here, now, end)
    last = np.linalg.norm(here.position - truth.coast(TARGET_DRAG, passed, end).position) / 1e3
    return plan.delta_v, spent + now.delta_v, residual, float(off), float(last)


def report(truth: Truth) -> None:
    """Fly every case and print the table."""
    rng = np.random.default_rng(7)
    print("| inclination | wait d | planned m/s | spent m/s | extra | plane residual deg | miss km | last km |")
    print("|---|---|---|---|---|---|---|---|")
    rows = []
    for inclination, days, gap in CASES:
        planned, spent, plane, off, last = leg(truth, rng, inclination, days, gap)
        rows.append((planned, spent))
        print(
            f"| {inclination:.1f} | {days:.0f} | {planned:.1f} | {spent:.1f} | {spent / planned - 1.0:+.1%} "
            f"| {plane:.4f} | {off:,.0f} | {last:.1f} |",
            flush=True,
        )
    planned, spent = np.array(rows).sum(axis=0)
    print(f"\nIn all {planned:.0f} m/s planned, {spent:.0f} m/s spent: {spent / planned - 1.0:+.2%}.")


if __name__ == "__main__":
    report(Truth())

"""A tug's disposal: it carries its target down, lets go, and comes back to the orbit they shared."""

from __future__ import annotations

import math

import numpy as np

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.elements import state_from_elements
from adr_planner.transfer.disposal import lower_in_passes
from adr_planner.transfer.state import Burn, State

__all__ = ["carry_down", "return_burn", "tug_delta_v"]

SEPARATION = 180.0
"""From a controlled re-entry burn to the tug's return burn [s]; the stack enters 45 min after the first."""


def carry_down(
    stack: State, perigee_radius: float, gravity: Gravity, *, controlled: bool, largest: float = math.inf
) -> tuple[tuple[Burn, ...], Burn]:
    """Fly the burns of a tug: down with its target, in one or several, back without it.

    Parameters
    ----------
    stack : State
        Tug and target, when they are free to burn.
    perigee_radius : float
        Perigee the target is left with [m].
    gravity : Gravity
        Constants of the field.
    controlled : bool
        The perigee is deadly: come back at once. Otherwise one revolution later, where it is cheapest.
    largest : float
        Largest burn on the way down [m/s].
    """
    down = lower_in_passes(stack, perigee_radius, gravity, largest)
    last = down[-1]
    released = last.before.kicked(last.delta_v)
    wait = SEPARATION
    if not controlled:
        kinetic = 0.5 * float(released.velocity @ released.velocity)
        a = -0.5 * gravity.mu / (kinetic - gravity.mu / float(np.linalg.norm(released.position)))
        wait = float(2.0 * np.pi * np.sqrt(a**3 / gravity.mu))
    return down, return_burn(stack, released.at(last.before.time + wait, gravity), gravity)


def return_burn(undisturbed: State, tug: State, gravity: Gravity) -> Burn:
    """Bring a tug that has let go of its target back to the orbit they shared.

    Parameters
    ----------
    undisturbed : State
        The shared orbit before the disposal burn.
    tug : State
        The tug after it, when it burns.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    Burn
        To the velocity the shared orbit has where it passes nearest to the tug: the phase is lost, which
        costs nothing before a drift.
    """
    there = undisturbed.at(tug.time, gravity)
    speed = float(np.linalg.norm(there.velocity))
    for _ in range(3):
        behind = float((tug.position - there.position) @ there.velocity) / speed**2
        there = there.at(there.time + behind, gravity)
    return Burn(tug, there.velocity - tug.velocity, "return")


def tug_delta_v(a: float, inc: float, perigee_radius: float, *, controlled: bool) -> tuple[float, float]:
    """Price a tug's disposal from a circular orbit: the burn down and the burn back [m/s].

    Examples
    --------
    >>> down, back = tug_delta_v(EGM96.radius + 840e3, np.radians(71.0), EGM96.radius + 60e3, controlled=True)
    >>> 210 < down < 220, 1.0 < back / down < 1.06
    (True, True)
    """
    position, velocity = state_from_elements(a, 1e-4, inc, 0.0, 0.0, 0.0, EGM96.mu)
    down, back = carry_down(State(0.0, position, velocity), perigee_radius, EGM96, controlled=controlled)
    return sum(burn.size for burn in down), back.size

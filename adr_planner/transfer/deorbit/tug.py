"""A tug's disposal: it carries its target down, lets go, and comes back to the orbit they shared."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.kepler import elements_from_state, state_from_elements
from adr_planner.core.vectors import dot, length
from adr_planner.transfer.deorbit.disposal_burn import SAFE_PERIGEE, burn_to_perigee, is_safe, lower_in_passes
from adr_planner.transfer.state import Burn, State

__all__ = ["Tug", "carry_down", "return_burn", "tug_delta_v"]

SEPARATION = 180.0
"""From the end of a controlled re-entry burn to the tug's next burn [s]; the stack enters 45 min after the first."""

_TURNS = 4
"""Steps to the nearest place of an orbit: each leaves the eccentricity's share of the angle."""


class Tug(NamedTuple):
    """What a tug can push.

    Attributes
    ----------
    limit : BurnLimit or None
        Its engine; None where burns are impulses of any size.
    mass, target_mass : float
        Of the tug before the disposal, and of what it carries [kg].
    """

    limit: BurnLimit | None = None
    mass: float = math.nan
    target_mass: float = math.nan

    def largest(self, mass: float, radius: float, gravity: Gravity) -> float:
        """Return the largest burn of a mass within the longest arc [m/s]."""
        return math.inf if self.limit is None else self.limit.largest(mass, radius, gravity.mu)

    def length(self, burn: Burn, mass: float, gravity: Gravity) -> float:
        """Return how long a burn takes [s]."""
        return 0.0 if self.limit is None else self.limit.burn(burn.size, mass, burn.before.radius, gravity.mu).time

    def spent(self, burns: tuple[Burn, ...], mass: float) -> float:
        """Return what is left of a mass after burns [kg]."""
        return mass if self.limit is None else self.limit.mass_after(math.fsum(burn.size for burn in burns), mass)


def carry_down(
    stack: State, perigee_radius: float, gravity: Gravity, tug: Tug | None = None
) -> tuple[tuple[Burn, ...], tuple[Burn, ...]]:
    """Fly the burns of a tug: down with its target, back without it, each way in one or several.

    Parameters
    ----------
    stack : State
        Tug and target, when they are free to burn.
    perigee_radius : float
        Perigee the target is left with [m].
    gravity : Gravity
        Constants of the field.
    tug : Tug, optional
        Its engine and the masses; left out, burns are impulses.

    Notes
    -----
    Below `SAFE_PERIGEE` the tug lifts its own perigee back to there as soon as it has let go, and goes home from the
    next apogee on; above, from one revolution after it let go. One burn back to the old velocity would pay for its
    fall: from 840 km 223 m/s three minutes after letting go, 265 m/s after 500 s, where the two ways take 217.
    """
    tug = tug or Tug()
    together = tug.mass + tug.target_mass
    down = lower_in_passes(stack, perigee_radius, gravity, tug.largest(together, stack.radius, gravity))
    alone = tug.spent(down, together) - tug.target_mass
    last = down[-1]
    released = last.before.after_impulse(last.delta_v)
    if is_safe(perigee_radius, gravity):
        return down, _home(stack, _next_apogee(released, gravity), gravity, tug, alone)
    half = 0.5 * tug.length(last, tug.spent(down[:-1], together), gravity)
    lift = _lift(released, released.time + half + SEPARATION, gravity)
    # The lift is centred on its impulse, and must not begin before the separation is over.
    lift = _lift(released, lift.before.time + 0.5 * tug.length(lift, alone, gravity), gravity)
    lifted = lift.before.after_impulse(lift.delta_v)
    return down, (lift, *_home(stack, _next_apogee(lifted, gravity), gravity, tug, tug.spent((lift,), alone)))


def _lift(released: State, time: float, gravity: Gravity) -> Burn:
    """Raise the perigee of a tug out of the atmosphere."""
    return burn_to_perigee(released.at(time, gravity), gravity.radius + SAFE_PERIGEE, 50.0, gravity, "return")


def _next_apogee(tug: State, gravity: Gravity) -> State:
    """Coast to the next apogee that is not here."""
    a, _, _, _, _, anomaly = elements_from_state(tug.position, tug.velocity, gravity.mu)
    wait = (np.pi - anomaly) % (2.0 * np.pi)
    if wait < np.pi:
        wait += 2.0 * np.pi
    return tug.at(tug.time + float(wait * np.sqrt(a**3 / gravity.mu)), gravity)


def _home(undisturbed: State, here: State, gravity: Gravity, tug: Tug, mass: float) -> tuple[Burn, ...]:
    """Return to the shared orbit by burns of equal size at successive apogees."""
    burns: list[Burn] = []
    while True:
        whole = return_burn(undisturbed, here, gravity)
        count = math.ceil(whole.size / tug.largest(mass, here.radius, gravity))
        burn = Burn(here, whole.delta_v / max(count, 1), "return")
        burns.append(burn)
        if count <= 1:
            return tuple(burns)
        mass = tug.spent((burn,), mass)
        here = _next_apogee(here.after_impulse(burn.delta_v), gravity)


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
    for _ in range(_TURNS):
        momentum = np.cross(there.position, there.velocity)
        across = dot(np.cross(there.position, tug.position), momentum) / length(momentum)
        angle = math.atan2(across, dot(there.position, tug.position))
        there = there.at(there.time + angle * there.radius**2 / length(momentum), gravity)
    return Burn(tug, there.velocity - tug.velocity, "return")


def tug_delta_v(a: float, ecc: float, inc: float, perigee_radius: float, tug: Tug | None = None) -> tuple[float, float]:
    """Cost a tug's disposal from an orbit: the burns down and the burns back [m/s].

    Examples
    --------
    >>> down, back = tug_delta_v(EGM96.radius + 840e3, 1e-3, np.radians(71.0), EGM96.radius + 60e3)
    >>> 210 < down < 220, 1.0 < back / down < 1.02
    (True, True)
    """
    position, velocity = state_from_elements(a, max(ecc, 1e-4), inc, 0.0, 0.0, 0.0, EGM96.mu)
    down, back = carry_down(State(0.0, position, velocity), perigee_radius, EGM96, tug)
    return math.fsum(burn.size for burn in down), math.fsum(burn.size for burn in back)

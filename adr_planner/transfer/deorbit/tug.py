"""What a tug can push, and its way down with a target."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.kepler import elements_from_state, state_from_elements
from adr_planner.transfer.deorbit.disposal_burn import lower_in_passes
from adr_planner.transfer.state import Burn, State

__all__ = ["Tug", "carry_down", "next_apogee", "tug_delta_v"]


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


def next_apogee(tug: State, gravity: Gravity) -> State:
    """Coast to the next apogee that is not here."""
    a, _, _, _, _, anomaly = elements_from_state(tug.position, tug.velocity, gravity.mu)
    wait = (np.pi - anomaly) % (2.0 * np.pi)
    if wait < np.pi:
        wait += 2.0 * np.pi
    return tug.at(tug.time + float(wait * np.sqrt(a**3 / gravity.mu)), gravity)


def tug_delta_v(a: float, ecc: float, inc: float, perigee_radius: float, tug: Tug | None = None) -> float:
    """Cost carrying a target down from an orbit [m/s].

    Examples
    --------
    >>> down = tug_delta_v(EGM96.radius + 840e3, 1e-3, np.radians(71.0), EGM96.radius + 60e3)
    >>> 210 < down < 220
    True
    """
    position, velocity = state_from_elements(a, max(ecc, 1e-4), inc, 0.0, 0.0, 0.0, EGM96.mu)
    down = carry_down(State(0.0, position, velocity), perigee_radius, EGM96, tug or Tug())
    return math.fsum(burn.size for burn in down)


def carry_down(stack: State, perigee_radius: float, gravity: Gravity, tug: Tug) -> tuple[Burn, ...]:
    """Fly the burns of a tug with its target, one or several.

    Parameters
    ----------
    stack : State
        Tug and target, when they are free to burn.
    perigee_radius : float
        Perigee the target is left with [m].
    gravity : Gravity
        Constants of the field.
    tug : Tug
        Its engine and the masses.
    """
    largest = tug.largest(tug.mass + tug.target_mass, stack.radius, gravity)
    return lower_in_passes(stack, perigee_radius, gravity, largest)

"""A tug parts from what it let go: away from it, and up to a perigee at which it may drift to its next target."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from adr_planner.core.atmosphere.drag import fall
from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.impulses import lower_perigee, speed_at
from adr_planner.core.kepler import elements_from_state
from adr_planner.core.vectors import length
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.deorbit.disposal_burn import SAFE_PERIGEE, burn_to_perigee, is_safe
from adr_planner.transfer.deorbit.tug import Tug, next_apogee
from adr_planner.transfer.drift_floor import DriftFloor
from adr_planner.transfer.state import Burn, State

__all__ = ["Parting", "least_distance", "part"]

SEPARATION = 180.0
"""From the end of the burn after which a tug lets go to its own next burn [s]; what is to enter does so 45 min after
the first. Waiting costs a tug its height: let go at 60 km x 840 km, it takes 223 m/s to be back after three minutes,
265 after 500 s."""
SEPARATION_SPEED = 1.0
"""Least burn by which a tug leaves what it let go [m/s]: its orbit grows by 2 km, and it falls back 17 km a turn."""
_MOST_FALL = 10.0
"""Delta-v that the air of a strong Sun may take off a drift at a low perigee [m/s]: 36 km of its apogee, where the next
target is some 540 km above its perigee; see `drift_floor`, which allows as much."""
_INCLINED = 1.5
"""Inclination the fall is found for [rad]: the turning air changes the drag by a tenth between orbits."""
_HALVINGS = 12
"""Of the heights between a release and its apogee: the floor is found within 200 m."""
_NEAR_APOGEE = 150e3
"""A perigee so little below the apogee is climbed to at the next one [m]."""
_ROOM = 0.98
"""Share of the largest burn that is planned for: flown perigees are up to 10 km from osculating ones."""
_CENTRED = 3
"""Times the first burn is made anew where the half of it before its centre fits."""
_SMALLER = 12
"""Times a part of a climb is tried again smaller."""
_MOST_BURNS = 60
"""Burns after which climbing is given up."""
_SAMPLE = 60.0
"""Between two looks at how far the tug is [s]."""


class Parting(NamedTuple):
    """How high a tug goes after it has let go.

    Attributes
    ----------
    floor : DriftFloor
        The tug and the strongest Sun it may meet.
    gravity : Gravity
        Constants of the field.
    """

    floor: DriftFloor
    gravity: Gravity = EGM96

    def perigee(self, apogee: float, released: float, coast: float) -> float:
        """Return the perigee radius a tug drifts at, at least, for so long [m].

        Parameters
        ----------
        apogee, released : float
            Radii of the orbit it let go in [m].
        coast : float
            Until it reaches its next target [s]; 0 if there is none.

        Examples
        --------
        >>> radius = EGM96.radius
        >>> tug = Parting(DriftFloor(drag=0.022, activity=1.0))
        >>> perigees = [tug.perigee(radius + 840e3, radius + 300e3, days * 86400.0) for days in (0, 60, 338)]
        >>> [round((perigee - radius) / 1e3) for perigee in perigees]
        [304, 370, 510]
        """
        lowest = max(released, self.gravity.radius + SAFE_PERIGEE)
        safe = is_safe(released, self.gravity)
        apart = _raised(apogee, released, SEPARATION_SPEED, self.gravity) if safe else lowest
        return max(apart, _floor(round(apogee, 0), lowest, round(coast, 0), self.floor, self.gravity.radius))

    def delta_v(self, apogee: float, released: float, coast: float) -> float:
        """Return what going there takes [m/s]."""
        return float(lower_perigee(apogee, released, self.perigee(apogee, released, coast), self.gravity.mu))


@lru_cache(maxsize=65536)
def _floor(apogee: float, lowest: float, coast: float, floor: DriftFloor, radius: float) -> float:
    """Return the perigee above which the air takes no more than `_MOST_FALL` off a drift [m]."""
    if floor.drag <= 0.0 or coast <= 0.0:
        return lowest
    body = EGM96._replace(drag=floor.drag)
    low, high = lowest, max(apogee, lowest)
    if _lost(apogee, low, coast, floor.activity, body) <= _MOST_FALL:
        return low
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if _lost(apogee, middle, coast, floor.activity, body) > _MOST_FALL:
            low = middle
        else:
            high = middle
    return high


def _lost(apogee: float, perigee: float, coast: float, activity: float, body: Gravity) -> float:
    a = 0.5 * (apogee + perigee)
    speed, _ = fall(a, (apogee - perigee) / (apogee + perigee), _INCLINED, activity, body)
    return float(0.5 * math.sqrt(body.mu / a) / a * speed * coast)


def part(down: tuple[Burn, ...], goal: float, tug: Tug, gravity: Gravity) -> tuple[Burn, ...]:
    """Fly a tug from where it let go up to a perigee, in one burn or several at successive apogees.

    Parameters
    ----------
    down : tuple of Burn
        What carried its target down.
    goal : float
        Perigee radius to reach [m].
    tug : Tug
        Its engine, and the masses before the disposal.
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    tuple of Burn
        The first `SEPARATION` seconds after it let go, whatever comes after at apogees. Below `SAFE_PERIGEE` the first
        goes there at least, in one.

    Raises
    ------
    ConvergenceError
        If a burn does not close, or it takes too many.
    """
    last, together = down[-1], tug.mass + tug.target_mass
    here = last.before.after_impulse(last.delta_v)
    mass = tug.spent(down, together) - tug.target_mass
    when = here.time + 0.5 * tug.length(last, tug.spent(down[:-1], together), gravity) + SEPARATION
    first = _first(here, goal, gravity)
    burn, there = _raise(here.at(when, gravity), first, tug, mass, gravity)
    for _ in range(_CENTRED):
        # The burn is centred on its impulse, and must not begin before the separation is over.
        centre = when + 0.5 * tug.length(burn, mass, gravity)
        burn, there = _raise(here.at(centre, gravity), first, tug, mass, gravity)
    burns = [burn]
    while not there or first < goal:
        first = goal
        if len(burns) == _MOST_BURNS:
            raise ConvergenceError(f"A tug would climb from where it let go in more than {_MOST_BURNS} burns.")
        mass = tug.spent((burn,), mass)
        apogee = next_apogee(burn.before.after_impulse(burn.delta_v), gravity)
        burn, there = _raise(apogee, goal, tug, mass, gravity)
        burns.append(burn)
    return tuple(burns)


def _first(here: State, goal: float, gravity: Gravity) -> float:
    """Return how far the first burn goes: past apogee by then, it falls short of a perigee near it."""
    a, ecc, *_ = elements_from_state(here.position, here.velocity, gravity.mu)
    apogee, perigee = a * (1.0 + ecc), a * (1.0 - ecc)
    if goal <= apogee - _NEAR_APOGEE:
        return goal
    apart = _raised(apogee, perigee, SEPARATION_SPEED, gravity)
    return min(goal, max(apart, gravity.radius + SAFE_PERIGEE))


def _raise(here: State, goal: float, tug: Tug, mass: float, gravity: Gravity) -> tuple[Burn, bool]:
    """Raise a perigee as far as one burn may, and out of the atmosphere in any case; say whether that is all."""
    a, ecc, *_ = elements_from_state(here.position, here.velocity, gravity.mu)
    apogee, perigee = a * (1.0 + ecc), a * (1.0 - ecc)
    size, largest = float(lower_perigee(apogee, perigee, goal, gravity.mu)), tug.largest(mass, here.radius, gravity)
    safe = min(goal, gravity.radius + SAFE_PERIGEE)
    aim = goal
    for _ in range(_SMALLER):
        if size > largest:
            size = _ROOM * largest
            aim = max(_raised(apogee, perigee, size, gravity), safe)
        burn = burn_to_perigee(here, aim, size, gravity, "return")
        if burn.size <= largest or aim == safe:
            return burn, aim == goal
        # Past apogee, or where the flown perigee is not the osculating one, a burn does less: ask for less.
        size *= _ROOM * largest / burn.size
        aim = max(_raised(apogee, perigee, size, gravity), safe)
    raise ConvergenceError(f"No split of a tug's climb keeps every part below {largest:.1f} m/s.")


def _raised(apogee: float, perigee: float, burn: float, gravity: Gravity) -> float:
    """Return the perigee radius after a burn at apogee along the flight [m]."""
    speed = speed_at(apogee, 0.5 * (apogee + perigee), gravity.mu) + burn
    return float(1.0 / (1.0 / apogee - 0.5 * speed**2 / gravity.mu) - apogee)


def least_distance(down: tuple[Burn, ...], up: tuple[Burn, ...], leave: float, gravity: Gravity) -> float:
    """Return how near a tug is to what it let go, from a revolution after it parted until it departs [m].

    Parameters
    ----------
    down, up : tuple of Burn
        What carried the target down, and what the tug did then.
    leave : float
        When it departs [s].
    gravity : Gravity
        What both fly in until then.
    """
    target = down[-1].before.after_impulse(down[-1].delta_v)
    tug, kicks = target, list(up)
    begin = up[0].before.time + 2.0 * np.pi * math.sqrt(target.radius**3 / gravity.mu)
    least, time = math.inf, begin
    while time <= leave:
        while kicks and kicks[0].before.time <= time:
            tug = kicks[0].before.after_impulse(kicks.pop(0).delta_v)
        target, tug = target.at(time, gravity), tug.at(time, gravity)
        least = min(least, length(target.position - tug.position))
        time += _SAMPLE
    return least

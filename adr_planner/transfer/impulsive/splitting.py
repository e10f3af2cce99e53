"""Burns of a leg that are too long for the engine, split over successive revolutions at the same place of the orbit.

The burns at departure are repeated later, those before arrival earlier: departure and arrival keep their dates, and the
drift between them is shortened. No two parts overlap. The parts are then closed like any other burns of a leg.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.finite_burn import BurnLimit
from adr_planner.transfer.impulsive.burn_schedule import BurnSchedule
from adr_planner.transfer.impulsive.half_leg import shoot_half
from adr_planner.transfer.impulsive.halves import Halves
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.state import Burn

__all__ = ["Parts", "burn_arcs", "overlap", "split"]

Array = NDArray[np.float64]

_TURN = 2.0 * np.pi
_GUARD = np.radians(2.0)
"""Angle kept free between two burns."""


class Parts(NamedTuple):
    """A schedule of parts, and of which burn each of them is one."""

    schedule: BurnSchedule
    whole: NDArray[np.int64]


class _Part(NamedTuple):
    """One part: the angle from the start of its half, and its burn."""

    angle: float
    burn: int


def burn_arcs(burns: Sequence[Burn], mass: float, limit: BurnLimit, mu: float) -> Array:
    """Return the arc of every burn of a leg [rad], the mass falling from burn to burn."""
    arcs = np.empty(len(burns))
    for k, burn in enumerate(burns):
        arcs[k] = limit.burn(burn.size, mass, burn.before.radius, mu).arc
        mass = limit.mass_after(burn.size, mass)
    return arcs


def overlap(burns: Sequence[Burn], arcs: Array, period: float) -> bool:
    """Whether a burn, centred on its impulse, starts before the one before it has ended."""
    apart = np.diff([burn.before.time for burn in burns]) * _TURN / period
    return bool(np.any(apart < 0.5 * (arcs[1:] + arcs[:-1])))


def split(halves: Halves, schedule: BurnSchedule, counts: NDArray[np.int64], arcs: Array) -> Parts | None:
    """Split the burns of a schedule into equal parts, one a revolution.

    Parameters
    ----------
    halves : Halves
        The leg.
    schedule : BurnSchedule
        Its burns.
    counts : ndarray of int, shape (n,)
        Into how many parts each is split.
    arcs : ndarray, shape (n,)
        Arc of one part of each [rad].

    Returns
    -------
    Parts or None
        None if a half of the leg is too short for so many revolutions.
    """
    _, passed = halves.shot(schedule)
    near = _side(halves, schedule, passed, counts, arcs, ahead=True)
    far = _side(halves, schedule, passed, counts, arcs, ahead=False)
    if near is None or far is None:
        return None
    times, impulses, whole = (np.concatenate([first, last[::-1]]) for first, last in zip(near, far, strict=True))
    return Parts(BurnSchedule(times, impulses, np.arange(times.size) < near[0].size), whole)


def _side(
    halves: Halves, schedule: BurnSchedule, passed: Array, counts: NDArray[np.int64], arcs: Array, *, ahead: bool
) -> tuple[Array, Array, NDArray[np.int64]] | None:
    """Split the burns of one half; returns times, impulses and burns in the order of its half, None without room."""
    burns = np.flatnonzero(schedule.ahead == ahead)[:: 1 if ahead else -1]
    places = _places(halves, schedule.times[burns], passed[burns], ahead=ahead)
    if not ahead:
        # What would last beyond the arrival is centred on it: there is the burn of the rendezvous.
        places[places < 0.5 * arcs[burns]] = 0.0
    order = _laid(places, counts[burns], arcs[burns])
    whole = burns[[part.burn for part in order]]
    impulses = schedule.impulses[whole] / counts[whole, None]
    times = _passages(halves, [part.angle for part in order], impulses, ahead=ahead)
    room = times < halves.middle if ahead else times > halves.middle
    return (times, impulses, whole) if room.all() else None


def _places(halves: Halves, times: Array, passed: Array, *, ahead: bool) -> Array:
    """Return how far along its half each burn is made [rad]."""
    here, time = (halves.start, halves.departure.time) if ahead else (halves.goal, halves.target.time)
    begun, places = here[5], np.empty(times.size)
    for k in range(times.size):
        places[k] = abs(coasted(here, time, times[k] - time, halves.theory)[5] - begun)
        here, time = passed[k], times[k]
    return places


def _laid(places: Array, counts: NDArray[np.int64], arcs: Array) -> list[_Part]:
    """Give every part the first revolution in which it overlaps no other; returns them in order of angle."""
    laid: list[_Part] = []
    for burn, (place, count, arc) in enumerate(zip(places, counts, arcs, strict=True)):
        others, angle, left = tuple(laid), float(place), int(count)
        while left:
            if all(abs(angle - other.angle) >= 0.5 * (arc + arcs[other.burn]) + _GUARD for other in others):
                laid.append(_Part(angle, burn))
                left -= 1
            angle += _TURN
    return sorted(laid)


def _passages(halves: Halves, angles: Sequence[float], impulses: Array, *, ahead: bool) -> Array:
    """Return when a half passes angles from its start, burning at each [s]; in the order of the half."""
    here, time, sign = (halves.start, halves.departure.time, 1.0) if ahead else (halves.goal, halves.target.time, -1.0)
    begun, times = float(here[5]), np.empty(len(angles))
    for k, angle in enumerate(angles):
        rate = (coasted(here, time, halves.period, halves.theory)[5] - here[5]) / halves.period
        times[k] = time + (begun + sign * angle - here[5]) / rate
        here, _, _ = shoot_half(
            here, time, times[k : k + 1], sign * impulses[k : k + 1], float(times[k]), halves.theory
        )
        time = float(times[k])
    return times

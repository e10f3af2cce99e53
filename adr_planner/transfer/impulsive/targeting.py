"""The flight of a leg: impulses with dates, in numerical flight, until they meet the target.

The estimate gives the drift orbit. Around it the answer of the middle of the coast to impulses near both ends is taken,
the least impulses that join both halves are found, and their dates refined; all of that by the secular theory. Then the
leg is flown numerically and its impulses corrected until it closes (re-targeting).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.vectors import length
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.burn_schedule import BurnSchedule
from adr_planner.transfer.impulsive.burn_search import CLOSED, CORRECTIONS, MINIMUM_IMPULSE, BurnSearch
from adr_planner.transfer.impulsive.halves import Halves
from adr_planner.transfer.impulsive.splitting import burn_arcs, overlap, split
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.state import Burn, Flight, State

__all__ = ["fly_leg", "fly_within"]

Array = NDArray[np.float64]

_MISS = 10.0
"""Largest miss at arrival [m]."""
_SLIP = 0.01
"""Largest speed against the target where no burn is made at arrival [m/s]: on an orbit ten metres from its own."""
_NEAR = 1e4
"""Gap of the secular theory below which a flight without burns is tried [m]."""
_ROUNDING = 1e-6
"""Impulses below this size are what rounding leaves of none [m/s]."""
_CLEANINGS = 5
"""Times burns that have become too small in flight are left out."""
_SMALLER = 10
"""Times a leg is split again into more parts."""


def fly_leg(
    departure: State | Sequence[State],
    target: State,
    gravity: Gravity,
    *,
    lowest: float,
    minimum: float = MINIMUM_IMPULSE,
) -> Flight:
    """Fly from one orbit to a rendezvous with a target.

    Parameters
    ----------
    departure : State or sequence of State
        Servicer at departure; where it may leave at one of several, the cheapest is taken.
    target : State
        Target at arrival.
    gravity : Gravity
        Constants of the field, with the servicer's drag; the target's own is in where it arrives.
    lowest : float
        Least perigee radius on the way [m]; it gives way where departure or target are lower themselves.
    minimum : float
        Smallest burn made [m/s].

    Raises
    ------
    ConvergenceError
        If the leg does not close; the message gives the last miss.
    """
    try:
        search = _best(departure, target, gravity, lowest, minimum)
        return _unburnt(search.halves) or _flown(search, search.planned())[0]
    except ValueError as error:
        raise _runaway(error) from error


def fly_within(
    limit: BurnLimit,
    mass: float,
    departure: State,
    target: State,
    gravity: Gravity,
    *,
    lowest: float,
    minimum: float = MINIMUM_IMPULSE,
) -> Flight:
    """Fly a leg like `fly_leg`, its burns split over several revolutions where the engine would take too long.

    Parameters
    ----------
    limit : BurnLimit
        The engine, and the longest arc of one burn.
    mass : float
        At departure [kg].
    departure, target, gravity, lowest, minimum
        As `fly_leg`.

    Returns
    -------
    Flight
        With its burns whole if the leg is too short for so many revolutions, or does not close with them.

    Raises
    ------
    ConvergenceError
        As `fly_leg`.
    """
    try:
        search = _best(departure, target, gravity, lowest, minimum)
        if coast := _unburnt(search.halves):
            return coast
        whole, schedule = _flown(search, search.planned())
    except ValueError as error:
        raise _runaway(error) from error
    try:
        return _split(search, schedule, whole, limit, mass) or whole
    except (ConvergenceError, ValueError):
        return whole


def _best(
    departure: State | Sequence[State], target: State, gravity: Gravity, lowest: float, minimum: float
) -> BurnSearch:
    """Return the search from the departure that promises to be the cheapest."""
    departures = [departure] if isinstance(departure, State) else departure
    searches = [BurnSearch(Halves(state, target, gravity, lowest), minimum) for state in departures]
    return min(searches, key=BurnSearch.ranking) if len(searches) > 1 else searches[0]


def _unburnt(halves: Halves) -> Flight | None:
    """Return the flight without any burn, where it leads to the target."""
    none = BurnSchedule(np.empty(0), np.empty((0, 3)), np.empty(0, dtype=np.bool_))
    (gap, _, _), _ = halves.shot(none)
    if halves.metres(gap) > _NEAR:
        return None
    gap, drift, _ = halves.flown(none)
    if halves.metres(gap) > CLOSED:
        return None
    drift = coasted(drift, halves.middle, halves.departure.time - halves.middle, halves.theory)
    return Flight(halves.departure, (), halves.departure.at(halves.target.time, halves.gravity), drift, 0.0, 0.0)


def _runaway(error: ValueError) -> ConvergenceError:
    return ConvergenceError(f"The corrections ran away from the orbit: {error}")


def _split(search: BurnSearch, schedule: BurnSchedule, flight: Flight, limit: BurnLimit, mass: float) -> Flight | None:
    """Split burns into ever more parts until none is too long; None if there is no room for them."""
    halves, longest = search.halves, limit.longest_arc
    arcs = burn_arcs(flight.burns, mass, limit, halves.gravity.mu)
    if arcs.max() <= longest and not overlap(flight.burns, arcs, halves.period):
        return flight
    counts = np.maximum(np.ceil(arcs / longest), 1.0).astype(np.int64)
    for _ in range(_SMALLER):
        parts = split(halves, schedule, counts, arcs / counts)
        if parts is None:
            return None
        closed = search.reclosed(parts.schedule)
        if halves.lowest(closed) < halves.floor:
            return None
        flight, flown = _flown(search, closed)
        if not np.array_equal(flown.times, closed.times):
            return None
        long = burn_arcs(flight.burns, mass, limit, halves.gravity.mu) > longest
        if not long.any():
            return flight
        counts[np.unique(parts.whole[long])] += 1
    return None


def _flown(search: BurnSearch, schedule: BurnSchedule) -> tuple[Flight, BurnSchedule]:
    """Correct the burns found by what the numerical flight misses; returns the flight, and the burns it was made of."""
    halves, planned = search.halves, schedule.total
    for _ in range(_CLEANINGS):
        schedule, drift, vectors = _corrected(search, schedule)
        burns, arrived = _assembled(halves, schedule, vectors)
        if all(burn.size >= search.minimum for burn in burns):
            break
        schedule = search.without_small(schedule)
    else:
        raise ConvergenceError(f"The leg does not close without burns below {search.minimum:g} m/s.")
    retargeting = math.fsum(burn.size for burn in burns) - planned
    # The halves meet in the middle of the coast; the drift orbit is told where it begins.
    begun = max((burn.before.time for burn in burns if burn.kind == "departure"), default=halves.departure.time)
    drift = coasted(drift, halves.middle, begun - halves.middle, halves.theory)
    return Flight(halves.departure, burns, arrived, drift, search.phasing(schedule), retargeting), schedule


def _corrected(search: BurnSearch, schedule: BurnSchedule) -> tuple[BurnSchedule, Array, Array]:
    """Close the flown halves; returns the burns, the flown drift orbit, and the burns in the planning frame."""
    for _ in range(CORRECTIONS):
        gap, drift, vectors = search.halves.flown(schedule)
        if search.halves.metres(gap) < CLOSED:
            break
        (_, matrix, theory_drift), _ = search.halves.shot(schedule)
        schedule = search.corrected(schedule, gap, matrix, theory_drift)
    return schedule.burning(_ROUNDING), drift, vectors[schedule.sizes >= _ROUNDING]


def _assembled(halves: Halves, schedule: BurnSchedule, vectors: Array) -> tuple[tuple[Burn, ...], State]:
    """Fly the burns in one go from the departure to the target; returns them, and the servicer at arrival.

    Where a burn is made at arrival, it matches the target's velocity. What is left to match where none is made comes
    of the rounding of the flight, micrometres a second, and no engine makes such a burn.
    """
    state, target, burns = halves.departure, halves.target, []
    for time, vector, ahead in zip(schedule.times, vectors, schedule.ahead, strict=True):
        state = state.at(float(time), halves.gravity)
        if time >= target.time:
            burns.append(Burn(state, target.velocity - state.velocity, "rendezvous"))
        else:
            burns.append(Burn(state, vector, "departure" if ahead else "arrival"))
        state = state.after_impulse(burns[-1].delta_v)
    met = state.at(target.time, halves.gravity)
    miss = length(met.position - target.position)
    slip = length(met.velocity - target.velocity)
    if not (miss < _MISS and slip < _SLIP):
        raise ConvergenceError(f"The leg misses by {miss / 1e3:.1f} km and {slip:.2f} m/s.", miss_m=miss)
    return tuple(burns), met

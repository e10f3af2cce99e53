"""The flight of a leg: impulses with dates, in numerical flight, until they meet the target.

The estimate gives the drift orbit. Around it the answer of the middle of the coast to impulses near both ends is taken,
the least impulses that join both halves are found, and their dates refined; all of that by the secular theory. Then the
leg is flown numerically and its impulses corrected until it closes (re-targeting).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.burn_search import CLOSED, CORRECTIONS, BurnSearch
from adr_planner.transfer.halves import Halves
from adr_planner.transfer.mean import coasted
from adr_planner.transfer.pattern import Pattern
from adr_planner.transfer.splitting import burn_arcs, overlap, split
from adr_planner.transfer.state import Burn, Flight, State

__all__ = ["fly_leg", "fly_within"]

Array = NDArray[np.float64]

_MISS = 10.0
"""Largest miss at arrival [m]."""
_SMALLER = 10
"""Times a leg is split again into more parts."""


def fly_leg(departure: State | Sequence[State], target: State, gravity: Gravity, *, lowest: float) -> Flight:
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

    Raises
    ------
    ConvergenceError
        If the leg does not close; the message gives the last miss.
    """
    try:
        search = _best(departure, target, gravity, lowest)
        return _flown(search, search.planned())
    except ValueError as error:
        raise _runaway(error) from error


def fly_within(
    limit: BurnLimit, mass: float, departure: State, target: State, gravity: Gravity, *, lowest: float
) -> Flight:
    """Fly a leg like `fly_leg`, its burns split over several revolutions where the engine would take too long.

    Parameters
    ----------
    limit : BurnLimit
        The engine, and the longest arc of one burn.
    mass : float
        At departure [kg].
    departure, target, gravity, lowest
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
        search = _best(departure, target, gravity, lowest)
        pattern = search.planned()
        whole = _flown(search, pattern)
    except ValueError as error:
        raise _runaway(error) from error
    try:
        return _split(search, pattern, whole, limit, mass) or whole
    except (ConvergenceError, ValueError):
        return whole


def _best(departure: State | Sequence[State], target: State, gravity: Gravity, lowest: float) -> BurnSearch:
    """Return the search from the departure that promises to be the cheapest."""
    departures = [departure] if isinstance(departure, State) else departure
    searches = [BurnSearch(Halves(state, target, gravity, lowest)) for state in departures]
    return min(searches, key=BurnSearch.ranking) if len(searches) > 1 else searches[0]


def _runaway(error: ValueError) -> ConvergenceError:
    return ConvergenceError(f"The corrections ran away from the orbit: {error}")


def _split(search: BurnSearch, pattern: Pattern, flight: Flight, limit: BurnLimit, mass: float) -> Flight | None:
    """Split burns into ever more parts until none is too long; None if there is no room for them."""
    halves, longest = search.halves, limit.longest_arc
    arcs = burn_arcs(flight.burns, mass, limit, halves.gravity.mu)
    if arcs.max() <= longest and not overlap(flight.burns, arcs, halves.period):
        return flight
    pushed = arcs[: pattern.times.size]
    counts = np.maximum(np.ceil(pushed / longest), 1.0).astype(np.int64)
    for _ in range(_SMALLER):
        parts = split(halves, pattern, counts, pushed / counts)
        if parts is None:
            return None
        closed = search.reclosed(parts.pattern)
        if halves.lowest(closed) < halves.floor:
            return None
        flight = _flown(search, closed)
        arcs = burn_arcs(flight.burns, mass, limit, halves.gravity.mu)[: parts.whole.size]
        long = arcs > longest
        if not long.any():
            return flight
        counts[np.unique(parts.whole[long])] += 1
    return None


def _flown(search: BurnSearch, pattern: Pattern) -> Flight:
    """Correct the burns found by what the numerical flight misses."""
    halves, planned = search.halves, pattern.total
    for _ in range(CORRECTIONS):
        gap, drift, vectors = halves.flown(pattern)
        if halves.metres(gap) < CLOSED:
            break
        (_, matrix, theory_drift), _ = halves.walked(pattern)
        pattern = search.corrected(pattern, gap, matrix, theory_drift)
    burns = _assembled(halves, pattern, vectors)
    retargeting = sum(burn.size for burn in burns) - planned
    # The halves meet in the middle of the coast; the drift orbit is told where it begins.
    begun = max((burn.before.time for burn in burns if burn.kind == "departure"), default=halves.departure.time)
    drift = coasted(drift, halves.middle, begun - halves.middle, halves.theory)
    return Flight(halves.departure, burns, halves.target, drift, search.phasing(pattern), retargeting)


def _assembled(halves: Halves, pattern: Pattern, vectors: Array) -> tuple[Burn, ...]:
    """Fly the burns in one go from the departure to the target."""
    state, target, burns = halves.departure, halves.target, []
    for time, vector, ahead in zip(pattern.times, vectors, pattern.ahead, strict=True):
        if time >= target.time:
            break
        state = state.at(float(time), halves.gravity)
        burns.append(Burn(state, vector, "departure" if ahead else "arrival"))
        state = state.kicked(vector)
    met = state.at(target.time, halves.gravity)
    miss = float(np.linalg.norm(met.position - target.position))
    if not miss < _MISS:
        raise ConvergenceError(f"The leg misses by {miss / 1e3:.1f} km.", miss_m=miss)
    return (*burns, Burn(met, target.velocity - met.velocity, "rendezvous"))

"""The search for the burns of a leg, by the secular theory: how many, where, how large, and above the floor."""

from __future__ import annotations

import math
from dataclasses import replace
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import applied, dot, lengths, product
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.burn_schedule import BurnSchedule
from adr_planner.transfer.impulsive.halves import PER_REVOLUTION, Halves
from adr_planner.transfer.impulsive.least_impulses import least_impulses, spread_impulses, weighted_impulses
from adr_planner.transfer.mean_elements import lowest_perigee, lowest_perigee_slope

__all__ = ["CLOSED", "CORRECTIONS", "MINIMUM_IMPULSE", "MOST_BURNS", "BurnSearch"]

Array = NDArray[np.float64]

MOST_BURNS = 5
"""Burns kept between the one at departure and the one at arrival."""
MINIMUM_IMPULSE = 0.01
"""Smallest burn made unless another is asked for [m/s]."""
_SPARE = 1.05
"""Least size of a burn while they are looked for, in parts of the smallest: closing the leg changes it a little."""
_PAIRED = 1.5
"""Size across of a pair of opposed burns, in parts of the smallest."""
_DROPS = 12
"""Most burns that are left out, or made in pairs, because they are too small."""
_NOTHING, _SHARE = 1e-3, 0.01
"""Impulses below this size [m/s], or this share of the sum, are no burns, whatever the engine can make."""
_SEARCHES = 5
"""Linear solutions over the whole grid."""
_REFINEMENTS = 12
"""Solutions with the dates moved."""
_GAIN = 0.01
"""Difference of sums that decides for other dates [m/s]."""
_APART = 0.03
"""Burns closer than this many revolutions are made one, where that costs nothing."""
_HEADROOM = 500.0
"""Height above the floor that is aimed at [m]: the theory knows the perigee within a hundred metres."""
CORRECTIONS = 12
"""Most Newton steps that close a schedule."""
CLOSED = 1e-3
"""Disagreement of the halves at which they are taken to meet [m]; 12 days on, it has grown about a thousandfold."""
_FLOOR_TRIES = 4
"""Times the aimed perigee is raised."""
_LIMITS = ("side", "tip")
"""Where on the cone of orbits above the floor the drift orbit may be held, see `BurnSearch`."""
_FINE = 0.01
"""Cost of a metre too low while the turns are chosen [m/s]: several times what altitude is worth."""


class BurnSearch:
    """Search for the burns that join the halves of a leg at the least cost.

    Parameters
    ----------
    halves : Halves
        The leg.
    minimum : float
        Smallest burn there may be [m/s].
    """

    def __init__(self, halves: Halves, minimum: float = MINIMUM_IMPULSE) -> None:
        self.halves = halves
        self.minimum = minimum
        self.limit = "none"
        self.aim = halves.floor + _HEADROOM

    def _conditions(self, gap: Array, matrix: Array, drift: Array, schedule: BurnSchedule) -> tuple[Array, Array]:
        """Return the linear conditions on the impulses: the halves meet and, where it bounds, the floor is kept.

        Orbits above the floor fill a cone over the eccentricity vector. Its side is one condition, the tangent. At its
        tip is the circular orbit: two conditions, and the altitude is left to the count of turns.
        """
        wanted = applied(matrix, schedule.impulses.ravel()) + gap
        if self.limit == "none":
            return matrix, wanted
        leaving = self._leaving(matrix, schedule)
        if self.limit == "side":
            rows = product(lowest_perigee_slope(drift, self.halves.theory)[None, :], leaving)
            lift = np.array([self.aim - lowest_perigee(drift, self.halves.theory)])
        else:
            rows, lift = leaving[1:], -drift[1:3]
        return np.vstack([matrix, rows]), np.concatenate([wanted, lift + applied(rows, schedule.impulses.ravel())])

    def _leaving(self, matrix: Array, schedule: BurnSchedule) -> Array:
        """Return how the drift orbit's a, e cos w and e sin w answer to the impulses."""
        leaving = matrix[:3].copy()
        leaving[:, 3 * np.count_nonzero(schedule.ahead) :] = 0.0
        return leaving

    def _linearised(self, schedule: BurnSchedule, *, turning: bool) -> tuple[Array, Array]:
        """Return the conditions about the burns of a schedule; if asked, in the count of turns that costs least."""
        (gap, matrix, drift), _ = self.halves.shot(schedule)
        rows, wanted = self._conditions(gap, matrix, drift, schedule)
        if turning:
            rise = self._leaving(matrix, schedule)[0]
            lowest = -np.inf
            if self.limit == "tip":
                circle = np.array([self.aim, 0.0, 0.0, *drift[3:]])
                lowest = 2.0 * self.aim - lowest_perigee(circle, self.halves.theory)
            _turn_phase(rows, wanted, rise, lowest - drift[0] + dot(rise, schedule.impulses.ravel()))
        return rows, wanted

    def _improved(self, schedule: BurnSchedule, *, turning: bool) -> BurnSchedule:
        """Solve for the least impulses at the points of a schedule, linearised about its burns."""
        rows, wanted = self._linearised(schedule, turning=turning)
        inside = (schedule.times > self.halves.departure.time) & (schedule.times < self.halves.target.time)
        return replace(schedule, impulses=least_impulses(rows, wanted, inside, MOST_BURNS))

    def reclosed(self, schedule: BurnSchedule) -> BurnSchedule:
        """Close burns that were moved on their orbits, all of them kept, in the cheapest count of turns."""
        rows, wanted = self._linearised(schedule, turning=True)
        wanted = wanted - applied(rows, schedule.impulses.ravel())
        turned = replace(schedule, impulses=schedule.impulses + weighted_impulses(rows, wanted, schedule.sizes))
        closed, total = self._closed(turned)
        if total == np.inf:
            raise ConvergenceError("The parts of its burns do not close the leg by the secular theory.")
        return closed

    def ranking(self) -> float:
        """Return about what the leg costs, by the first linear solution and without the floor [m/s]."""
        grid = self.halves.grid()
        (gap, matrix, drift), _ = self.halves.shot(grid)
        return _turn_phase(*self._conditions(gap, matrix, drift, grid), matrix[0], -np.inf)

    def planned(self) -> BurnSchedule:
        """Return the burns by the secular theory, at the best dates near both ends and above the floor."""
        schedule = self._refined(self._searched())
        if self.halves.lowest(schedule) >= self.halves.floor:
            return self.without_small(schedule)
        lifted = []
        for limit in _LIMITS:
            try:
                lifted.append((limit, self._lifted(limit)))
            except (ConvergenceError, ValueError) as error:
                failure: Exception = error
        if not lifted:
            raise failure
        self.limit, schedule = min(lifted, key=lambda one: one[1].total)
        return schedule

    def _lifted(self, limit: str) -> BurnSchedule:
        """Plan the burns so that the drift orbit keeps to one limit of the orbits above the floor."""
        self.limit, self.aim = limit, self.halves.floor + _HEADROOM
        for _ in range(_FLOOR_TRIES):
            schedule = self.without_small(self._refined(self._searched()))
            missing = self.halves.floor - self.halves.lowest(schedule)
            if missing <= 0.0:
                return schedule
            self.aim += missing + 0.1 * _HEADROOM
        raise ConvergenceError(f"The leg comes {missing / 1e3:.1f} km lower than it may.")

    def _searched(self) -> BurnSchedule:
        """Repeat the linear solution over the whole grid; returns the cheapest that closes.

        Deep in the air the answer to impulses is far from linear: where no solution closes, the estimate's burns may.
        """
        grid = self.halves.grid()
        schedule = best = grid
        least = np.inf
        for _ in range(_SEARCHES):
            try:
                schedule = self._improved(_burning(schedule).over(grid), turning=True)
            except ValueError:
                break
            closed, total = self._closed(self._made(schedule))
            if total < least:
                best, least = closed, total
        if least == np.inf:
            best, least = self._closed(self._made(grid))
        if least == np.inf:
            raise ConvergenceError(
                f"A leg of {self.halves.coast / 3600.0:.1f} h does not close by the secular theory: the first guess "
                f"of its burns sums to {schedule.total:.0f} m/s."
            )
        return best

    def _refined(self, best: BurnSchedule, least: float = 0.0) -> BurnSchedule:
        """Move the burns to better dates, by ever smaller steps; none of those found is smaller than so many m/s."""
        spacing = 0.5 * self.halves.period / PER_REVOLUTION
        for _ in range(_REFINEMENTS):
            moved = self._improved(self._around(best, spacing), turning=False)
            closed, total = self._closed(self._made(moved, least))
            joined, joined_total = self._closed(self._made(closed.merged(_APART * self.halves.period), least))
            if joined_total < total + _GAIN:
                closed, total = joined, joined_total
            if total < best.total - _GAIN:
                best = closed
            else:
                spacing *= 0.5
        return best

    def without_small(self, schedule: BurnSchedule) -> BurnSchedule:
        """Leave out the burns an engine cannot make, the others closed and dated anew.

        They go one by one, the smallest first. Where the rest does not close, or only at a higher cost, the burn is
        made as two opposed ones instead.
        """
        least = _SPARE * self.minimum
        for drop in range(_DROPS):
            if schedule.sizes.min(initial=np.inf) >= least:
                return self._refined(schedule, least) if drop else schedule
            smallest = np.arange(schedule.times.size) == np.argmin(schedule.sizes)
            ways = [schedule.of(~smallest)]
            paired = schedule.paired(smallest, _PAIRED * self.minimum, self.halves.period)
            if paired.in_order(self.halves.departure.time, self.halves.target.time):
                ways.append(paired)
            schedule, total = min(map(self._closed, ways), key=itemgetter(1))
            if total == np.inf:
                break
        raise ConvergenceError(f"The leg does not close without burns below {self.minimum:g} m/s.")

    def _made(self, schedule: BurnSchedule, least: float = 0.0) -> BurnSchedule:
        """Keep the points with a burn, and no two at once."""
        single = _burning(schedule).apart(self.halves.departure.time, self.halves.target.time)
        return single.burning(least)

    def _closed(self, schedule: BurnSchedule) -> tuple[BurnSchedule, float]:
        """Close a schedule at its dates by the secular theory; returns it and its sum, infinite if it cannot be."""
        try:
            for _ in range(CORRECTIONS):
                (gap, matrix, drift), _ = self.halves.shot(schedule)
                if self.halves.metres(gap) < CLOSED and self._headroom(drift) < 0.1 * _HEADROOM:
                    return schedule, schedule.total
                schedule = self.corrected(schedule, gap, matrix, drift)
        except ValueError:
            pass
        return schedule, np.inf

    def _headroom(self, drift: Array) -> float:
        """Return how far the drift orbit's perigee is from the aimed one, if the floor bounds it [m]."""
        return abs(self.aim - lowest_perigee(drift, self.halves.theory)) if self.limit == "side" else 0.0

    def corrected(self, schedule: BurnSchedule, gap: Array, matrix: Array, drift: Array) -> BurnSchedule:
        """Close a gap by the least change of the burns, in proportion to their sizes."""
        matrix, wanted = self._conditions(gap, matrix, drift, schedule)
        wanted = wanted - applied(matrix, schedule.impulses.ravel())
        return replace(schedule, impulses=schedule.impulses + weighted_impulses(matrix, wanted, schedule.sizes))

    def phasing(self, schedule: BurnSchedule) -> float:
        """Return what arriving at the target's own place adds to reaching its orbit [m/s]."""
        (_, matrix, _), _ = self.halves.shot(schedule)
        wanted = applied(matrix, schedule.impulses.ravel())
        free = np.arange(6) != 5
        return max(_sum(spread_impulses(matrix, wanted)) - _sum(spread_impulses(matrix[free], wanted[free])), 0.0)

    def _around(self, schedule: BurnSchedule, spacing: float) -> BurnSchedule:
        halves = self.halves
        return schedule.around(spacing, halves.departure.time, halves.middle, halves.target.time)


def _burning(schedule: BurnSchedule) -> BurnSchedule:
    """Leave out the points without a burn."""
    return schedule.burning(max(min(_NOTHING, _SHARE * schedule.total), np.finfo(float).tiny))


def _sum(impulses: Array) -> float:
    return math.fsum(lengths(impulses))


def _turn_phase(matrix: Array, wanted: Array, rise: Array, lowest: float) -> float:
    """Add to the phase, in place, the whole turns it is closed by at the least cost; returns the cost [m/s].

    `rise` is how the altitude answers to impulses; below `lowest` it is paid for [m].
    """
    level = float(wanted[5])

    def cost(turns: int) -> float:
        wanted[5] = level + 2.0 * np.pi * turns
        impulses = spread_impulses(matrix, wanted)
        return _sum(impulses) + _FINE * max(lowest - dot(rise, impulses.ravel()), 0.0)

    turns, least = 0, cost(0)
    # The cost is convex in the turns.
    for step in (1, -1):
        while (other := cost(turns + step)) < least:
            turns, least = turns + step, other
        if turns:
            break
    wanted[5] = level + 2.0 * np.pi * turns
    return least

"""The flight of a leg: impulses with dates, under numerical zonal gravity, until they meet the target.

The estimate gives the drift orbit. Around it the answer of the middle of the coast to impulses near both ends is taken,
the least impulses that join both halves are found, and their dates refined; all of that by the secular theory. Then the
leg is flown numerically and its impulses corrected until it closes (re-targeting).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.elements import wrap_pi
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.drift import drift_leg
from adr_planner.transfer.impulses import least_impulses, spread_impulses, weighted_impulses
from adr_planner.transfer.mean import coasted, lowest_perigee, lowest_perigee_slope, mean_of
from adr_planner.transfer.state import Burn, Flight, State
from adr_planner.transfer.walk import fly_half, walk_half

__all__ = ["MOST_BURNS", "fly_leg"]

Array = NDArray[np.float64]

MOST_BURNS = 5
"""Burns kept between the one at departure and the one at arrival."""
_PER_REVOLUTION = 32
_WINDOW = 1.25
"""Revolutions at either end of the leg in which burns may lie."""
_SEARCHES = 5
_REFINEMENTS = 12
_GAIN = 0.01
"""Difference of sums that decides for other dates [m/s]."""
_APART = 0.03
"""Burns closer than this many revolutions are made one, where that costs nothing."""
_HEADROOM = 500.0
"""Height above the floor that is aimed at [m]: the theory knows the perigee within a hundred metres."""
_CORRECTIONS = 12
_SMALL = 1e-3
"""Burns below this size are left out [m/s]."""
_CLOSED = 1e-3
"""Disagreement of the halves at which they are taken to meet [m]; 12 days on, it has grown about a thousandfold."""
_MISS = 10.0
"""Largest miss at arrival [m]."""
_FLOOR_TRIES = 4
_LIMITS = ("side", "tip")
_FINE = 0.01
"""Price of a metre too low while the turns are chosen [m/s]: several times what altitude is worth."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Hold burn points in order of time: those flown from the departure, then those flown back from the arrival."""

    times: Array
    impulses: Array
    ahead: NDArray[np.bool_]

    @property
    def sizes(self) -> Array:
        return np.linalg.norm(self.impulses, axis=1)

    @property
    def total(self) -> float:
        return float(self.sizes.sum())

    def burning(self) -> _Pattern:
        """Leave out the points without a burn."""
        used = self.sizes > _SMALL
        return _Pattern(self.times[used], self.impulses[used], self.ahead[used])

    def merged(self, within: float) -> _Pattern:
        """Make one burn of those closer to one another than so many seconds."""
        apart = (np.diff(self.times) > within) | (self.ahead[1:] != self.ahead[:-1])
        groups = np.concatenate([[0], np.cumsum(apart)])
        times = (np.bincount(groups, self.sizes * self.times) / np.bincount(groups, self.sizes)).astype(np.float64)
        impulses = np.stack([np.bincount(groups, self.impulses[:, axis]) for axis in range(3)], axis=1)
        return _Pattern(times, impulses.astype(np.float64), self.ahead[np.searchsorted(groups, np.arange(times.size))])

    def over(self, grid: _Pattern) -> _Pattern:
        """Put the burns on a grid, each in place of the point nearest to it."""
        times, impulses = grid.times.copy(), np.zeros_like(grid.impulses)
        for time, impulse, ahead in zip(self.times, self.impulses, self.ahead, strict=True):
            near = int(np.argmin(np.where(grid.ahead == ahead, np.abs(grid.times - time), np.inf)))
            times[near] = time
            impulses[near] += impulse
        return _Pattern(times, impulses, grid.ahead)


def fly_leg(departure: State | Sequence[State], target: State, gravity: Gravity, *, lowest: float) -> Flight:
    """Fly from one orbit to a rendezvous with a target.

    Parameters
    ----------
    departure : State or sequence of State
        Servicer at departure; where it may leave at one of several, the cheapest is taken.
    target : State
        Target at arrival.
    gravity : Gravity
        Constants of the field.
    lowest : float
        Least perigee radius on the way [m]; it gives way where departure or target are lower themselves.

    Raises
    ------
    ConvergenceError
        If the leg does not close; the message gives the last miss.
    """
    departures = [departure] if isinstance(departure, State) else departure
    try:
        legs = [_Leg(state, target, gravity, lowest) for state in departures]
        best = int(np.argmin([leg.ranking() for leg in legs])) if len(legs) > 1 else 0
        return legs[best].flight()
    except ValueError as error:
        raise ConvergenceError(f"The corrections ran away from the orbit: {error}") from error


class _Leg:
    """One leg between two states, and the steps that close it."""

    def __init__(self, departure: State, target: State, gravity: Gravity, lowest: float) -> None:
        self.departure, self.target, self.gravity = departure, target, gravity
        # Flight needs the true rates, whatever rates a competition gives its targets.
        self.theory = gravity._replace(second_order=1.0)
        self.start = mean_of(departure.position, departure.velocity, self.theory)
        self.goal = mean_of(target.position, target.velocity, self.theory)
        self.coast = target.time - departure.time
        self.middle = departure.time + 0.5 * self.coast
        self.period = 2.0 * np.pi * float(np.sqrt(self.goal[0] ** 3 / gravity.mu))
        self.floor = min(lowest, lowest_perigee(self.start, self.theory), lowest_perigee(self.goal, self.theory))
        self.aim = self.floor + _HEADROOM
        self.limit = "none"
        self.speed = float(np.sqrt(gravity.mu / self.goal[0]))
        self.scale = np.array([0.5 / self.goal[0], 1.0, 1.0, 1.0, np.sin(self.goal[3]), 1.0]) * self.speed

    def grid(self) -> _Pattern:
        """Lay burn points over the first and the last revolutions."""
        span = min(_WINDOW * self.period, 0.5 * self.coast)
        count = int(np.ceil(span / self.period * _PER_REVOLUTION)) + 1
        offsets = np.linspace(0.0, span, count)
        if span < _WINDOW * self.period:
            # The windows touch: one point in the middle is enough.
            times = np.concatenate([self.departure.time + offsets, (self.target.time - offsets[:-1])[::-1]])
        else:
            times = np.concatenate([self.departure.time + offsets, (self.target.time - offsets)[::-1]])
        ahead = np.arange(times.size) < count
        return self._estimated(_Pattern(times, np.zeros((times.size, 3)), ahead))

    def _estimated(self, grid: _Pattern) -> _Pattern:
        """Put the estimate's two groups of burns on the grid, each halved over opposite points of the orbit."""
        if self.coast < 4.0 * self.period:
            return grid
        start, goal = self.start, self.goal
        arrived = coasted(start, self.coast, self.theory)
        ecc_gap = float(np.hypot(*(goal[1:3] - arrived[1:3])))
        ecc_mid = 0.5 * float(np.hypot(*(goal[1:3] + arrived[1:3])))
        _, a, inc, raan = drift_leg(
            start[0], start[3], start[4], goal[0], goal[3], goal[4],
            ecc_mid, 0.5 * self.speed * ecc_gap, self.coast, self.aim / (1.0 - ecc_mid), 2.0 * goal[0], self.theory,
        )  # fmt: skip
        drift = np.array([a, ecc_mid, 0.0, inc, raan, 0.0])
        first = (drift - start) * self.scale
        last = (goal - coasted(drift, self.coast, self.theory)) * self.scale
        first[4], last[4] = wrap_pi(raan - start[4]) * self.scale[4], wrap_pi(last[4] / self.scale[4]) * self.scale[4]
        _, passed = self._walked(grid)
        impulses = grid.impulses.copy()
        for group, side in ((first, grid.ahead), (last, ~grid.ahead)):
            points = np.flatnonzero(side)
            latitude = np.arctan2(group[4], group[3])
            for sign in (1.0, -1.0):
                turn = wrap_pi(passed[points, 5] - latitude + (0.0 if sign > 0.0 else np.pi))
                impulses[points[np.argmin(np.abs(turn))]] += [
                    0.0, 0.5 * group[0], 0.5 * sign * np.hypot(group[3], group[4])
                ]  # fmt: skip
        return replace(grid, impulses=impulses)

    def _walked(self, pattern: _Pattern) -> tuple[tuple[Array, Array, Array], Array]:
        """Return the gap between the halves, the answer to impulses, the drift orbit; and elements at the points."""
        ahead, theory = pattern.ahead, self.theory
        times, impulses = pattern.times, pattern.impulses
        near, near_matrix, near_passed = walk_half(
            self.start, self.departure.time, times[ahead], impulses[ahead], self.middle, theory
        )
        far, far_matrix, far_passed = walk_half(
            self.goal, self.target.time, times[~ahead][::-1], -impulses[~ahead][::-1], self.middle, theory
        )
        count = far_matrix.shape[1] // 3
        far_matrix = far_matrix.reshape(6, count, 3)[:, ::-1].reshape(6, -1)
        # A walk backwards meets every burn with its sign changed; the gap changes sign once more.
        matrix = np.hstack([near_matrix, far_matrix])
        gap = far - near
        gap[4:] = wrap_pi(gap[4:])
        return (gap, matrix, near), np.vstack([near_passed, far_passed[::-1]])

    def _conditions(self, gap: Array, matrix: Array, drift: Array, pattern: _Pattern) -> tuple[Array, Array]:
        """Return the linear conditions on the impulses: the halves meet and, where it bounds, the floor is kept.

        Orbits above the floor fill a cone over the eccentricity vector. Its side is one condition, the tangent. At its
        tip is the circular orbit: two conditions, and the altitude is left to the count of turns.
        """
        wanted = matrix @ pattern.impulses.ravel() + gap
        if self.limit == "none":
            return matrix, wanted
        leaving = self._leaving(matrix, pattern)
        if self.limit == "side":
            rows = lowest_perigee_slope(drift, self.theory)[None, :] @ leaving
            lift = np.array([self.aim - lowest_perigee(drift, self.theory)])
        else:
            rows, lift = leaving[1:], -drift[1:3]
        return np.vstack([matrix, rows]), np.concatenate([wanted, lift + rows @ pattern.impulses.ravel()])

    def _leaving(self, matrix: Array, pattern: _Pattern) -> Array:
        """Return how the drift orbit's a, e cos w and e sin w answer to the impulses."""
        leaving = matrix[:3].copy()
        leaving[:, 3 * np.count_nonzero(pattern.ahead) :] = 0.0
        return leaving

    def _improved(self, pattern: _Pattern, *, turning: bool) -> _Pattern:
        """Solve for the least impulses at the points of a pattern, linearised about its burns."""
        (gap, matrix, drift), _ = self._walked(pattern)
        rows, wanted = self._conditions(gap, matrix, drift, pattern)
        if turning:
            rise = self._leaving(matrix, pattern)[0]
            lowest = -np.inf
            if self.limit == "tip":
                circle = np.array([self.aim, 0.0, 0.0, *drift[3:]])
                lowest = 2.0 * self.aim - lowest_perigee(circle, self.theory)
            _turn_phase(rows, wanted, rise, lowest - drift[0] + rise @ pattern.impulses.ravel())
        inside = (pattern.times > self.departure.time) & (pattern.times < self.target.time)
        return replace(pattern, impulses=least_impulses(rows, wanted, inside, MOST_BURNS))

    def ranking(self) -> float:
        """Return about what the leg costs, by the first linear solution and without the floor [m/s]."""
        grid = self.grid()
        (gap, matrix, drift), _ = self._walked(grid)
        return _turn_phase(*self._conditions(gap, matrix, drift, grid), matrix[0], -np.inf)

    def planned(self) -> _Pattern:
        """Return the burns by the secular theory, at the best dates near both ends and above the floor."""
        pattern = self._refined(self._searched())
        if self._lowest(pattern) >= self.floor:
            return pattern
        lifted = []
        for limit in _LIMITS:
            try:
                lifted.append((limit, self._lifted(limit)))
            except ConvergenceError as error:
                failure = error
        if not lifted:
            raise failure
        self.limit, pattern = min(lifted, key=lambda one: one[1].total)
        return pattern

    def _lifted(self, limit: str) -> _Pattern:
        """Plan the burns so that the drift orbit keeps to one limit of the orbits above the floor."""
        self.limit, self.aim = limit, self.floor + _HEADROOM
        for _ in range(_FLOOR_TRIES):
            pattern = self._refined(self._searched())
            missing = self.floor - self._lowest(pattern)
            if missing <= 0.0:
                return pattern
            self.aim += missing + 0.1 * _HEADROOM
        raise ConvergenceError(f"The leg comes {missing / 1e3:.1f} km lower than it may.")

    def _lowest(self, pattern: _Pattern) -> float:
        """Return the least osculating perigee radius between the burns [m]."""
        _, passed = self._walked(pattern)
        return min(lowest_perigee(mean, self.theory) for mean in passed)

    def _searched(self) -> _Pattern:
        """Repeat the linear solution over the whole grid; returns the cheapest that closes."""
        grid = self.grid()
        pattern = best = grid
        least = np.inf
        for _ in range(_SEARCHES):
            pattern = self._improved(pattern.burning().over(grid), turning=True)
            closed, total = self._closed(pattern.burning())
            if total < least:
                best, least = closed, total
        if least == np.inf:
            raise ConvergenceError(
                f"A leg of {self.coast / 3600.0:.1f} h does not close by the secular theory: the first guess of its "
                f"burns sums to {pattern.total:.0f} m/s."
            )
        return best

    def _refined(self, best: _Pattern) -> _Pattern:
        """Move the burns to better dates, by ever smaller steps."""
        spacing = 0.5 * self.period / _PER_REVOLUTION
        for _ in range(_REFINEMENTS):
            closed, total = self._closed(self._improved(self._around(best, spacing), turning=False).burning())
            joined, joined_total = self._closed(closed.burning().merged(_APART * self.period))
            if joined_total < total + _GAIN:
                closed, total = joined, joined_total
            if total < best.total - _GAIN:
                best = closed
            else:
                spacing *= 0.5
        return best

    def _closed(self, pattern: _Pattern) -> tuple[_Pattern, float]:
        """Close a pattern at its dates by the secular theory; returns it and its sum, infinite if it does not close."""
        try:
            for _ in range(_CORRECTIONS):
                (gap, matrix, drift), _ = self._walked(pattern)
                if self._metres(gap) < _CLOSED and self._headroom(drift) < 0.1 * _HEADROOM:
                    return pattern, pattern.total
                pattern = self._corrected(pattern, gap, matrix, drift)
        except ValueError:
            pass
        return pattern, np.inf

    def _around(self, pattern: _Pattern, spacing: float) -> _Pattern:
        """Add points just before and just after every burn, and the ends of the leg."""
        steps = np.array([-spacing, 0.0, spacing])
        times = np.concatenate([(pattern.times[:, None] + steps).ravel(), [self.departure.time, self.target.time]])
        impulses = np.zeros((times.size, 3))
        impulses[1 : 3 * pattern.times.size : 3] = pattern.impulses
        ahead = np.concatenate([np.repeat(pattern.ahead, 3), [True, False]])
        times = np.clip(
            times, np.where(ahead, self.departure.time, self.middle), np.where(ahead, self.middle, self.target.time)
        )
        order = np.lexsort((times, ~ahead))
        times, impulses, ahead = times[order], impulses[order], ahead[order]
        first = np.concatenate([[True], (np.diff(times) > 1.0) | (ahead[1:] != ahead[:-1])])
        merged = np.zeros((int(first.sum()), 3))
        np.add.at(merged, np.cumsum(first) - 1, impulses)
        return _Pattern(times[first], merged, ahead[first])

    def _headroom(self, drift: Array) -> float:
        """Return how far the drift orbit's perigee is from the aimed one, if the floor bounds it [m]."""
        return abs(self.aim - lowest_perigee(drift, self.theory)) if self.limit == "side" else 0.0

    def _metres(self, gap: Array) -> float:
        return float(np.abs(gap * self.scale).max() / self.speed * self.goal[0])

    def _corrected(self, pattern: _Pattern, gap: Array, matrix: Array, drift: Array) -> _Pattern:
        """Close a gap by the least change of the burns, in proportion to their sizes."""
        matrix, wanted = self._conditions(gap, matrix, drift, pattern)
        wanted = wanted - matrix @ pattern.impulses.ravel()
        return replace(pattern, impulses=pattern.impulses + weighted_impulses(matrix, wanted, pattern.sizes))

    def flight(self) -> Flight:
        """Plan the leg, fly it, and correct it until it closes."""
        return self._closed_in_flight(self.planned())

    def _closed_in_flight(self, pattern: _Pattern) -> Flight:
        """Correct the burns by what the numerical flight misses."""
        planned = pattern.total
        for _ in range(_CORRECTIONS):
            gap, drift, burns = self._flown(pattern)
            (_, matrix, theory_drift), _ = self._walked(pattern)
            if self._metres(gap) < _CLOSED:
                break
            pattern = self._corrected(pattern, gap, matrix, theory_drift)
        return self._assembled(pattern, burns, drift, planned)

    def _flown(self, pattern: _Pattern) -> tuple[Array, Array, Array]:
        ahead = pattern.ahead
        near = fly_half(
            self.departure.position, self.departure.velocity, self.departure.time,
            pattern.times[ahead], pattern.impulses[ahead], self.middle, self.gravity,
        )  # fmt: skip
        far = fly_half(
            self.target.position, self.target.velocity, self.target.time,
            pattern.times[~ahead][::-1], -pattern.impulses[~ahead][::-1], self.middle, self.gravity,
        )  # fmt: skip
        drift = mean_of(near[0], near[1], self.theory)
        gap = mean_of(far[0], far[1], self.theory) - drift
        gap[4:] = wrap_pi(gap[4:])
        return gap, drift, np.vstack([near[2], -far[2][::-1]])

    def _assembled(self, pattern: _Pattern, vectors: Array, drift: Array, planned: float) -> Flight:
        """Fly the burns in one go from the departure, and hand them over."""
        state, burns = self.departure, []
        for time, vector, ahead in zip(pattern.times, vectors, pattern.ahead, strict=True):
            if time >= self.target.time:
                break
            state = state.at(float(time), self.gravity)
            burns.append(Burn(state, vector, "departure" if ahead else "arrival"))
            state = state.kicked(vector)
        met = state.at(self.target.time, self.gravity)
        miss = float(np.linalg.norm(met.position - self.target.position))
        if not miss < _MISS:
            raise ConvergenceError(f"The leg misses by {miss / 1e3:.1f} km.", miss_m=miss)
        burns.append(Burn(met, self.target.velocity - met.velocity, "rendezvous"))
        (_, matrix, _), _ = self._walked(pattern)
        wanted = matrix @ pattern.impulses.ravel()
        free = np.arange(6) != 5
        phasing = _sum(spread_impulses(matrix, wanted)) - _sum(spread_impulses(matrix[free], wanted[free]))
        flight = Flight(self.departure, tuple(burns), self.target, drift, max(phasing, 0.0), 0.0)
        return replace(flight, retargeting=flight.delta_v - planned)


def _sum(impulses: Array) -> float:
    return float(np.linalg.norm(impulses, axis=1).sum())


def _turn_phase(matrix: Array, wanted: Array, rise: Array, lowest: float) -> float:
    """Add to the phase, in place, the whole turns it is closed by at the least cost; returns the cost [m/s].

    `rise` is how the altitude answers to impulses; below `lowest` it is paid for [m].
    """
    level = float(wanted[5])

    def cost(turns: int) -> float:
        wanted[5] = level + 2.0 * np.pi * turns
        impulses = spread_impulses(matrix, wanted)
        return _sum(impulses) + _FINE * max(lowest - float(rise @ impulses.ravel()), 0.0)

    turns, least = 0, cost(0)
    # The cost is convex in the turns.
    for step in (1, -1):
        while (other := cost(turns + step)) < least:
            turns, least = turns + step, other
        if turns:
            break
    wanted[5] = level + 2.0 * np.pi * turns
    return least

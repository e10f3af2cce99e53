"""Forward-backward shooting: the two halves of a leg, by secular theory and in flight, and where they meet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.kepler import wrap_pi
from adr_planner.transfer.impulsive.burn_schedule import BurnSchedule
from adr_planner.transfer.impulsive.drift import drift_leg
from adr_planner.transfer.impulsive.half_leg import fly_half, shoot_half
from adr_planner.transfer.leg_table import seen_goals
from adr_planner.transfer.mean_elements import coasted, lowest_perigee, mean_of
from adr_planner.transfer.state import State

__all__ = ["PER_REVOLUTION", "Halves"]

Array = NDArray[np.float64]

PER_REVOLUTION = 32
"""Candidate burn points a revolution."""
_WINDOW = 1.25
"""Revolutions at either end of the leg in which burns may lie."""


class Halves:
    """One leg between two states, cut in the middle of its coast.

    Parameters
    ----------
    departure, target : State
        Servicer at departure, target at arrival.
    gravity : Gravity
        Constants of the field.
    lowest : float
        Least perigee radius [m], less where departure or target are lower themselves.
    """

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
        self.speed = float(np.sqrt(gravity.mu / self.goal[0]))
        self.scale = np.array([0.5 / self.goal[0], 1.0, 1.0, 1.0, np.sin(self.goal[3]), 1.0]) * self.speed

    def grid(self) -> BurnSchedule:
        """Lay burn points over the first and the last revolutions."""
        span = min(_WINDOW * self.period, 0.5 * self.coast)
        count = int(np.ceil(span / self.period * PER_REVOLUTION)) + 1
        offsets = np.linspace(0.0, span, count)
        if span < _WINDOW * self.period:
            # The windows touch: one point in the middle is enough.
            times = np.concatenate([self.departure.time + offsets, (self.target.time - offsets[:-1])[::-1]])
        else:
            times = np.concatenate([self.departure.time + offsets, (self.target.time - offsets)[::-1]])
        ahead = np.arange(times.size) < count
        return self._estimated(BurnSchedule(times, np.zeros((times.size, 3)), ahead))

    def _estimated(self, grid: BurnSchedule) -> BurnSchedule:
        """Put the estimate's two groups of burns on the grid, each halved over opposite points of the orbit."""
        if self.coast < 4.0 * self.period:
            return grid
        start, goal = self.start, self.goal
        arrived = coasted(start, self.departure.time, self.coast, self.theory)
        seen = seen_goals(start[None], arrived[None], goal[None], np.array([self.coast]), self.theory)[0]
        ecc_gap = float(np.hypot(*(goal[1:3] - arrived[1:3])))
        ecc_mid = 0.5 * float(np.hypot(*(goal[1:3] + arrived[1:3])))
        _, a, inc, raan = drift_leg(
            (start[0], start[3], start[4]), (goal[0], seen[3], seen[4]), ecc_mid, 0.5 * self.speed * ecc_gap,
            self.coast, (self.floor / (1.0 - ecc_mid), 2.0 * goal[0]), self.theory,
        )  # fmt: skip
        drift = np.array([a, ecc_mid, 0.0, inc, raan, 0.0])
        first = (drift - start) * self.scale
        last = (goal - coasted(drift, self.departure.time, self.coast, self.theory)) * self.scale
        first[4], last[4] = wrap_pi(raan - start[4]) * self.scale[4], wrap_pi(last[4] / self.scale[4]) * self.scale[4]
        _, passed = self.shot(grid)
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

    def shot(self, schedule: BurnSchedule) -> tuple[tuple[Array, Array, Array], Array]:
        """Return the gap between the halves, the answer to impulses, the drift orbit; and elements at the points."""
        ahead, theory = schedule.ahead, self.theory
        times, impulses = schedule.times, schedule.impulses
        near, near_matrix, near_passed = shoot_half(
            self.start, self.departure.time, times[ahead], impulses[ahead], self.middle, theory
        )
        far, far_matrix, far_passed = shoot_half(
            self.goal, self.target.time, times[~ahead][::-1].copy(), -impulses[~ahead][::-1], self.middle, theory
        )
        count = far_matrix.shape[1] // 3
        far_matrix = far_matrix.reshape(6, count, 3)[:, ::-1].reshape(6, -1)
        # A half backwards meets every burn with its sign changed; the gap changes sign once more.
        matrix = np.hstack([near_matrix, far_matrix])
        gap = far - near
        gap[4:] = wrap_pi(gap[4:])
        return (gap, matrix, near), np.vstack([near_passed, far_passed[::-1]])

    def lowest(self, schedule: BurnSchedule) -> float:
        """Return the least osculating perigee radius between the burns [m]."""
        _, passed = self.shot(schedule)
        return min(lowest_perigee(mean, self.theory) for mean in passed)

    def metres(self, gap: Array) -> float:
        """Return the largest part of a gap as a length [m]."""
        return float(np.abs(gap * self.scale).max() / self.speed * self.goal[0])

    def flown(self, schedule: BurnSchedule) -> tuple[Array, Array, Array]:
        """Return the gap between the flown halves, the flown drift orbit, and the burns in the planning frame."""
        ahead = schedule.ahead
        near = fly_half(
            self.departure.position, self.departure.velocity, self.departure.time,
            schedule.times[ahead], schedule.impulses[ahead], self.middle, self.gravity,
        )  # fmt: skip
        far = fly_half(
            self.target.position, self.target.velocity, self.target.time,
            schedule.times[~ahead][::-1].copy(), -schedule.impulses[~ahead][::-1], self.middle, self.gravity,
        )  # fmt: skip
        drift = mean_of(near[0], near[1], self.theory)
        gap = mean_of(far[0], far[1], self.theory) - drift
        gap[4:] = wrap_pi(gap[4:])
        return gap, drift, np.vstack([near[2], -far[2][::-1]])

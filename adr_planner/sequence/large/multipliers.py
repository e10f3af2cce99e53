"""What a tour is measured by, and the prices that measures get when their limits are relaxed."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import applied, dot
from adr_planner.sequence.large.kernel_data import SLACK
from adr_planner.sequence.problem import TourProblem
from adr_planner.spec.objective import Objective

__all__ = ["Burns", "Priced", "Ruler"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Burns:
    """A bound on the propellant from below: a sum over legs and stops, linear in the delta-v of every leg.

    On the way into a stop with so many places after it the servicer has at least a certain mass M. A leg burns
    ``M (exp(dv / ve) - 1)``, which is above its tangent at a usual delta-v.

    Attributes
    ----------
    slope : ndarray, shape (places, n)
        Propellant for 1 m/s of the leg into a stop [kg s/m].
    fixed : ndarray, shape (places, n)
        Propellant besides [kg]; negative where the tangent is.
    """

    slope: Floats
    fixed: Floats

    @classmethod
    def of(cls, problem: TourProblem, least: Floats, usual: float) -> Burns:
        """Take the tangent at a usual delta-v of a leg, given the least delta-v from every target to every other [m/s].

        The least mass on arrival is that of the lightest chain of so many stops that legs allow.
        """
        places, ve = problem.stops, problem.exhaust_velocity
        growth = np.exp(least / ve)
        leaving = np.full((places, problem.n_targets), problem.dry_mass)
        leaving[0] = problem.end_mass
        for place in range(1, places):
            arrival = problem.stop_alpha * leaving[place - 1] + problem.stop_beta
            lightest = (growth * arrival).min(axis=1)
            leaving[place] = np.where(np.isfinite(lightest), lightest, problem.dry_mass)
        arrival = problem.stop_alpha * leaving + problem.stop_beta
        tangent = math.exp(usual / ve)
        work = arrival - leaving - problem.kit_mass
        work[0] += problem.end_mass - problem.dry_mass
        return cls(arrival * tangent / ve, work + arrival * (tangent * (1.0 - usual / ve) - 1.0))


@dataclass(frozen=True, slots=True)
class Priced:
    """What 1 m/s of the way into a stop costs, what the stop does, and what is taken off the whole."""

    weight: Floats
    price: Floats
    refund: float


@dataclass(frozen=True, slots=True)
class Ruler:
    """A measure of walks by what tours are limited in, with prices on it.

    There is a row for the visits of every target (at most one), of every group, and for each finite budget: delta-v,
    propellant, mass at launch. The unit of a budget is its share for one stop, so that rows are of one size.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    aim : Objective
        What is made least.
    must : tuple of int
        Targets that must be visited: exactly once.
    burns : Burns
        The propellant as a sum.
    """

    problem: TourProblem
    aim: Objective
    must: tuple[int, ...]
    burns: Burns
    member: Floats = field(init=False)
    limit: Floats = field(init=False)
    share: Floats = field(init=False)
    floor: Floats = field(init=False)

    def __post_init__(self) -> None:
        problem, put = self.problem, object.__setattr__
        member = np.zeros((len(problem.groups), problem.n_targets))
        for row, (members, _) in zip(member, problem.groups, strict=True):
            row[list(members)] = 1.0
        budgets = (problem.max_delta_v, problem.propellant_capacity, problem.max_launch_mass - problem.dry_mass)
        floor = np.zeros(problem.n_targets + len(member) + 3)
        floor[list(self.must)] = -math.inf
        put(self, "member", member)
        put(self, "share", (np.maximum(budgets, 0.0) + SLACK) / problem.stops)
        put(
            self,
            "limit",
            np.concatenate(
                [np.ones(problem.n_targets), [most for _, most in problem.groups], np.full(3, problem.stops)]
            ),
        )
        put(self, "floor", floor)

    def priced(self, multipliers: Floats) -> Priced:
        """Return the prices that go with multipliers of the rows."""
        n, problem, burns, aim = self.problem.n_targets, self.problem, self.burns, self.aim
        visits, groups, budgets = multipliers[:n], multipliers[n:-3], multipliers[-3:] / self.share
        per_dv, per_burn = aim.delta_v + budgets[0], aim.propellant + budgets[1] + budgets[2]
        stop = per_dv * problem.stop_dv + budgets[2] * problem.kit_mass - aim.worth * problem.best_worth
        stop += visits + applied(self.member.T, groups)
        refund = dot(multipliers, self.limit)
        price = stop + per_burn * burns.fixed
        price[0] += per_dv * problem.end_dv
        return Priced(per_dv + per_burn * burns.slope, price, refund)

    def measure(self, stops: Whole, legs: Floats) -> Floats:
        """Return the measures of a walk, given from its end, less their limits.

        Parameters
        ----------
        stops : ndarray of int, shape (k,)
            Stops, the last of the walk first.
        legs : ndarray, shape (k,)
            Delta-v of the way into each [m/s].
        """
        problem, place = self.problem, np.arange(stops.size)
        visits = np.bincount(stops, minlength=problem.n_targets).astype(np.float64)
        spent = legs.sum() + problem.stop_dv[stops].sum() + problem.end_dv[stops[0]]
        burnt = (self.burns.slope[place, stops] * legs + self.burns.fixed[place, stops]).sum()
        kits = problem.kit_mass[stops].sum()
        budgets = np.array([spent, burnt, burnt + kits]) / self.share
        return np.concatenate([visits, applied(self.member, visits), budgets]) - self.limit

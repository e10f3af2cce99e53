"""Kernel data of a `TourProblem`: legs by arrival step, mass ratios, worths as whole numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.problem import TourProblem

__all__ = ["WORTH_UNITS", "KernelData", "counted_worths", "kernel_data", "needs_mass", "whole_worths"]

WORTH_UNITS = 2**40
"""The largest worth in whole units: sums are exact, and worths closer than 1e-12 of it count as equal."""


class KernelData(NamedTuple):
    """Arrays the kernels read.

    Attributes
    ----------
    leg : ndarray of float32, shape (n, n, t, g)
        ``leg[i, j, a, g]``: delta-v from i to j, *arriving* at step a after gap g [m/s]. By arrival, because
        labels grow backwards from an arrival and then run over gaps that lie side by side in memory.
    ratio : ndarray, shape as `leg`, or (1, 1, 1, 1) if masses are not tracked
        Mass before the leg over mass after it, ``exp(dv / ve)``.
    launch, launch_ratio : ndarray, shape (n, t)
        Delta-v [m/s] and mass ratio of the first arrival.
    gaps : ndarray of int, shape (g,)
        Arrival-to-arrival times in steps.
    stop_dv, alpha, beta, kit : ndarray, shape (n,)
        Work at a stop, as in `TourProblem`.
    end_dv, end_mass : ndarray, shape (n,)
        What follows if it is the last one, as in `TourProblem`.
    worth : ndarray of int, shape (n, t)
        Worths by the step of the arrival, in units of the largest divided by `WORTH_UNITS`; 0 where they do not count.
    best_worth : ndarray of int, shape (n,)
        The same at the best step.
    worth_rank : ndarray of int, shape (n,)
        Targets by falling worth.
    precede : ndarray of int, shape (n,)
        Bit mask of the targets that may not be visited after one.
    must : int
        Bit mask of the targets to be visited.
    group_masks, group_limits : ndarray of int
        Groups as bit masks, and the most of each that may be visited.
    dry_mass : float
        Mass at the very end [kg].
    last_step : int
        Latest arrival at the last stop.
    """

    leg: NDArray[np.float32]
    ratio: NDArray[np.float64]
    launch: NDArray[np.float64]
    launch_ratio: NDArray[np.float64]
    gaps: NDArray[np.int64]
    stop_dv: NDArray[np.float64]
    alpha: NDArray[np.float64]
    beta: NDArray[np.float64]
    kit: NDArray[np.float64]
    end_dv: NDArray[np.float64]
    end_mass: NDArray[np.float64]
    worth: NDArray[np.int64]
    best_worth: NDArray[np.int64]
    worth_rank: NDArray[np.int64]
    precede: NDArray[np.int64]
    must: int
    group_masks: NDArray[np.int64]
    group_limits: NDArray[np.int64]
    dry_mass: float
    last_step: int


def needs_mass(problem: TourProblem) -> bool:
    """Tell whether masses decide anything: propellant is the objective, or a mass is limited."""
    limited = np.isfinite(problem.propellant_capacity) or np.isfinite(problem.max_launch_mass)
    return problem.objective == "propellant" or bool(limited)


def kernel_data(problem: TourProblem) -> KernelData:
    """Lay a problem out for the kernels.

    Parameters
    ----------
    problem : TourProblem
        The problem.

    Returns
    -------
    KernelData
        Copies, independent of the problem's arrays.
    """
    leg = _by_arrival(problem)
    ratio = _mass_ratio(leg, problem.exhaust_velocity) if needs_mass(problem) else np.ones((1,) * 4)
    worth = counted_worths(problem)
    best = worth.max(axis=1)
    launch = np.where(problem.open_dates, problem.launch_dv, np.inf)
    return KernelData(
        leg=leg,
        ratio=ratio,
        launch=launch,
        launch_ratio=np.exp(launch / problem.exhaust_velocity),
        gaps=problem.leg_steps.copy(),
        stop_dv=problem.stop_dv.copy(),
        alpha=problem.stop_alpha.copy(),
        beta=problem.stop_beta.copy(),
        kit=problem.kit_mass.copy(),
        end_dv=problem.end_dv.copy(),
        end_mass=problem.end_mass,
        worth=worth,
        best_worth=best,
        worth_rank=np.argsort(-best, kind="stable").astype(np.int64),
        precede=_precede(problem),
        must=mask_of(problem.must_visit),
        group_masks=np.array([mask_of(members) for members, _ in problem.groups], dtype=np.int64),
        group_limits=np.array([limit for _, limit in problem.groups], dtype=np.int64),
        dry_mass=float(problem.dry_mass),
        last_step=int(problem.last_step),
    )


def counted_worths(problem: TourProblem) -> NDArray[np.int64]:
    """Return worths by target and step in whole units; nothing where they do not count."""
    if not problem.aim.most:
        return np.zeros((problem.n_targets, problem.n_steps), dtype=np.int64)
    worth = whole_worths(problem.worth)
    return worth if problem.dated else np.repeat(worth[:, None], problem.n_steps, axis=1)


def whole_worths(worth: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return worths as whole numbers of units, `WORTH_UNITS` of them the largest."""
    largest = float(worth.max())
    return np.rint(worth * (WORTH_UNITS / largest if largest > 0.0 else 0.0)).astype(np.int64)


def mask_of(targets: tuple[int, ...]) -> int:
    """Return the bit mask of some targets."""
    return sum(1 << target for target in targets)


def _precede(problem: TourProblem) -> NDArray[np.int64]:
    masks = np.zeros(problem.n_targets, dtype=np.int64)
    for first, second in problem.order:
        masks[second] |= 1 << first
    return masks


def _mass_ratio(delta_v: NDArray[np.float32], exhaust_velocity: float) -> NDArray[np.float64]:
    ratio = delta_v.astype(np.float64)
    ratio /= exhaust_velocity
    return np.exp(ratio, out=ratio)


def _by_arrival(problem: TourProblem) -> NDArray[np.float32]:
    n, steps, gaps = problem.n_targets, problem.n_steps, problem.leg_steps
    leg = np.full((n, n, steps, gaps.size), np.inf, dtype=np.float32)
    for g, gap in enumerate(gaps):
        if gap <= problem.last_step:
            leg[:, :, gap : problem.last_step + 1, g] = problem.leg_dv[:, :, g, : problem.last_step + 1 - gap]
    leg[:, ~problem.open_dates] = np.inf
    return leg

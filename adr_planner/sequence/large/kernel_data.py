"""Kernel data of the large search: a `TourProblem` without copies, every limit one number."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.labels.kernel_data import needs_mass, whole_worths
from adr_planner.sequence.problem import TourProblem

__all__ = ["SLACK", "SideConstraints", "Terms", "sides_of", "terms_of"]

Floats = NDArray[np.float64]

SLACK = 1e-9
"""By how much a limit may be passed [m/s], [kg]: as in the exact engine."""


class Terms(NamedTuple):
    """What legs and stops cost, and what a tour is judged by.

    The objective is ``per_dv * delta-v + per_step * end - per_worth * worth``, or the propellant if `on_mass`; the
    worth is that of each stop at its best date, less what fades until the arrival there. It is made least; of equal
    tours the one of least delta-v.
    """

    leg: NDArray[np.float32]
    gaps: NDArray[np.int64]
    launch: Floats
    open: NDArray[np.bool_]
    stop_dv: Floats
    alpha: Floats
    beta: Floats
    end_dv: Floats
    end_mass: Floats
    kit: Floats
    worth: Floats
    fading: Floats
    dated: bool
    dry: float
    speed: float
    max_dv: float
    capacity: float
    max_mass: float
    on_mass: bool
    by_mass: bool
    per_dv: float
    per_step: float
    per_worth: float
    budget: float


class SideConstraints(NamedTuple):
    """Side constraints: how many stops, which must be made, of which groups how many, what comes before what."""

    fewest: int
    most: int
    must: NDArray[np.bool_]
    member: NDArray[np.bool_]
    limit: NDArray[np.int64]
    before: NDArray[np.bool_]


def terms_of(problem: TourProblem) -> Terms:
    """Lay a problem out for the kernels; worths in whole units, as the exact engine counts them."""
    per_dv, per_step, per_worth = _weights(problem)
    worth = whole_worths(problem.worth).astype(np.float64)
    worth = worth if problem.dated else np.repeat(worth[:, None], problem.n_steps, axis=1)
    return Terms(
        leg=problem.leg_dv,
        gaps=problem.leg_steps,
        launch=np.where(problem.open_dates, problem.launch_dv, np.inf),
        open=problem.open_dates,
        stop_dv=problem.stop_dv,
        alpha=problem.stop_alpha,
        beta=problem.stop_beta,
        end_dv=problem.end_dv,
        end_mass=problem.end_mass,
        kit=problem.kit_mass,
        worth=worth.max(axis=1),
        fading=per_worth * (worth.max(axis=1)[:, None] - worth),
        dated=problem.dated and per_worth > 0.0,
        dry=float(problem.dry_mass),
        speed=float(problem.exhaust_velocity),
        max_dv=float(problem.max_delta_v) + SLACK,
        capacity=float(problem.propellant_capacity) + SLACK,
        max_mass=float(problem.max_launch_mass) + SLACK,
        on_mass=problem.objective == "propellant",
        by_mass=needs_mass(problem),
        per_dv=per_dv,
        per_step=per_step,
        per_worth=per_worth,
        budget=_budget(problem),
    )


def sides_of(problem: TourProblem) -> SideConstraints:
    """Lay the side constraints out for the kernels."""
    n = problem.n_targets
    must = np.zeros(n, dtype=np.bool_)
    must[list(problem.must_visit)] = True
    member = np.zeros((len(problem.groups), n), dtype=np.bool_)
    for row, (members, _) in zip(member, problem.groups, strict=True):
        row[list(members)] = True
    before = np.zeros((n, n), dtype=np.bool_)
    for first, second in problem.order:
        before[first, second] = True
    limit = np.array([most for _, most in problem.groups], dtype=np.int64)
    return SideConstraints(problem.fewest_stops, int(problem.stops), must, member, limit, before)


def _weights(problem: TourProblem) -> tuple[float, float, float]:
    """Return what 1 m/s, one step and one whole unit of worth count in the objective."""
    aim = problem.aim
    if problem.objective == "weighted":
        unit = float(problem.worth.max()) / float(max(whole_worths(problem.worth).max(), 1))
        return aim.delta_v, aim.step, aim.worth * unit
    return 1.0 if aim.propellant else aim.delta_v, aim.step, aim.worth


def _budget(problem: TourProblem) -> float:
    """Return the delta-v [m/s] that a tour may hope to spend: of the limit, or of the tank with nothing on board."""
    if math.isfinite(problem.max_delta_v):
        return max(float(problem.max_delta_v), 1.0)
    if math.isfinite(problem.propellant_capacity):
        return float(problem.exhaust_velocity * np.log1p(problem.propellant_capacity / problem.dry_mass)) + 1.0
    return float(problem.exhaust_velocity)

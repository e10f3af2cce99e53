"""The independent prover: the same problem as a flow through (target, step), solved by OR-Tools CP-SAT.

Nothing is shared with the label search but the `TourProblem` itself. Every leg at every date is a literal; the
chosen ones form one path from the launch to an end. Because steps only grow there are no subtours. All
numbers are whole: delta-v in mm/s, worth in 1e-9 of the largest, masses in 10 g with mass ratios to 1e-6, each
rounded to the nearest. A proof is therefore one up to half a mm/s a leg, or some tens of grams; the figures
of the tour itself are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.sequence.labels.kernel_data import needs_mass
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import StopReason, Tour
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["MOST_LEGS", "solve_cp_sat"]

MOST_LEGS = 60_000
"""Most dated legs the model is built for: above, CP-SAT does not close in minutes."""
SPEED, MASS, RATIO, WORTH = 1000, 100, 10**6, 10**9
"""Whole units in 1 m/s, in 1 kg, in a mass ratio of 1, in the largest worth."""


def solve_cp_sat(problem: TourProblem, *, work_limit: float = 100.0, time_limit_s: float | None = None) -> Tour:
    """Find and prove the best tour with OR-Tools CP-SAT.

    Parameters
    ----------
    problem : TourProblem
        The problem; all of its objectives, limits and side constraints are modelled.
    work_limit : float
        Most deterministic time of each solve (CP-SAT's own measure of work, roughly seconds).
    time_limit_s : float, optional
        Most time of each solve [s]; the same input then no longer gives the same tour.

    Returns
    -------
    Tour
        The tour. The same input gives the same tour: one worker, a fixed seed, and work instead of time.

    Raises
    ------
    InfeasibleMissionError
        If there is no tour. Which limit binds is found out by `solve_exact`.
    SearchLimitError
        If none was found within the work limit.
    InvalidInputError
        If the problem has more than `MOST_LEGS` dated legs.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)),
    ...     leg_steps=[1], worth=[1.0, 1.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> solve_cp_sat(problem).stops
    (0, 2, 1)
    """
    model, limits = _build(problem), _Limits(work_limit, time_limit_s)
    if problem.aim.most:
        model.model.maximize(model.worth)
        solver, best = _run(model, limits)
        bound = (solver.best_objective_bound + 0.5 * problem.stops) * float(problem.worth.max()) / WORTH
        model.model.add(model.worth >= round(solver.objective_value))
        return _of_least_delta_v(model, problem, solver, bound=bound, proven=best, limits=limits)
    if problem.objective == "time":
        model.model.minimize(model.time)
        solver, best = _run(model, limits)
        bound = solver.best_objective_bound
        model.model.add(model.time <= round(solver.objective_value))
        return _of_least_delta_v(model, problem, solver, bound=bound, proven=best, limits=limits)
    units, cost = _to_minimise(model, problem)
    model.model.minimize(cost)
    solver, proven = _run(model, limits)
    return _tour(model, problem, solver, bound=solver.best_objective_bound / units, proven=proven)


def _to_minimise(model: _Model, problem: TourProblem) -> tuple[float, Any]:
    """Return an objective in whole units, and how many of them are one."""
    if problem.objective == "delta_v":
        return SPEED, model.delta_v
    if problem.objective == "propellant":
        return MASS, model.propellant
    aim, n = problem.aim, problem.n_targets
    unit = 1e-9 * aim.size(delta_v=1000.0, step=problem.n_steps, worth=float(problem.best_worth.sum()))
    cost = sum(round((aim.delta_v * leg.delta_v + aim.step * leg.steps) / unit) * leg.literal for leg in model.legs)
    cost -= sum(round(aim.worth * problem.worth_at(leg.target, leg.arrive) / unit) * leg.literal for leg in model.legs)
    cost += sum(round(aim.delta_v * float(problem.end_dv[i]) / unit) * model.last[i] for i in range(n))
    stops = sum(round(aim.delta_v * float(problem.stop_dv[i]) / unit) * model.visit[i] for i in range(n))
    return 1.0 / unit, cost + stops


def _of_least_delta_v(
    model: _Model, problem: TourProblem, solver: Any, *, bound: float, proven: bool, limits: _Limits
) -> Tour:
    """Of the tours that are as good as one, return that of least delta-v."""
    for literal in model.literals():
        model.model.add_hint(literal, solver.value(literal))
    model.model.minimize(model.delta_v)
    solver, least = _run(model, limits)
    return _tour(model, problem, solver, bound=bound, proven=proven and least)


class _Limits(NamedTuple):
    """Deterministic time, and time [s] if it is limited, of one solve."""

    work: float
    time_s: float | None


class _Leg(NamedTuple):
    """One dated leg: a literal, from a target at a step to another at a later one; -1 is the launch."""

    literal: Any
    origin: int
    target: int
    depart: int
    arrive: int
    delta_v: float

    @property
    def steps(self) -> int:
        """How much time passes; that of all legs of a tour adds up to its last step."""
        return self.arrive - max(self.depart, 0)


@dataclass(frozen=True, slots=True)
class _Model:
    model: Any
    legs: list[_Leg]
    visit: list[Any]
    last: list[Any]
    delta_v: Any
    propellant: Any
    time: Any
    worth: Any

    def literals(self) -> list[Any]:
        return [leg.literal for leg in self.legs]


def _build(problem: TourProblem) -> _Model:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    legs = _legs(model, problem)
    n = problem.n_targets
    visit = [model.new_bool_var(f"visit_{i}") for i in range(n)]
    into: dict[tuple[int, int], list[Any]] = {}
    out: dict[tuple[int, int], list[Any]] = {}
    for leg in legs:
        into.setdefault((leg.target, leg.arrive), []).append(leg.literal)
        if leg.origin >= 0:
            out.setdefault((leg.origin, leg.depart), []).append(leg.literal)
    for node in sorted(into.keys() | out.keys()):
        model.add(sum(out.get(node, [])) <= sum(into.get(node, [])))
    for i in range(n):
        model.add(sum(leg.literal for leg in legs if leg.target == i) == visit[i])
        model.add(sum(leg.literal for leg in legs if leg.origin == i) <= visit[i])
    model.add_exactly_one(leg.literal for leg in legs if leg.origin < 0)
    model.add(sum(visit) <= problem.stops)
    model.add(sum(visit) >= problem.fewest_stops)
    for target in problem.must_visit:
        model.add(visit[target] == 1)
    for members, at_most in problem.groups:
        model.add(sum(visit[member] for member in members) <= at_most)
    for first, second in problem.order:
        reached = [sum(leg.arrive * leg.literal for leg in legs if leg.target == i) for i in (first, second)]
        model.add(reached[0] + 1 <= reached[1]).only_enforce_if(visit[first], visit[second])
    delta_v = sum(round(SPEED * leg.delta_v) * leg.literal for leg in legs)
    delta_v += sum(round(SPEED * float(problem.stop_dv[i])) * visit[i] for i in range(n))
    # what is visited and not left is the last stop
    last = [visit[i] - sum(leg.literal for leg in legs if leg.origin == i) for i in range(n)]
    delta_v += sum(round(SPEED * float(problem.end_dv[i])) * last[i] for i in range(n))
    if math.isfinite(problem.max_delta_v):
        model.add(delta_v <= math.floor(SPEED * problem.max_delta_v + 1e-6))
    propellant = _mass_chain(model, problem, legs, visit, last) if needs_mass(problem) else 0
    largest = float(problem.worth.max()) or 1.0
    worth = sum(round(WORTH * problem.worth_at(leg.target, leg.arrive) / largest) * leg.literal for leg in legs)
    time = sum(leg.steps * leg.literal for leg in legs)
    return _Model(model, legs, visit, last, delta_v, propellant, time, worth)


def _legs(model: Any, problem: TourProblem) -> list[_Leg]:
    usable = np.isfinite(problem.leg_dv) & (problem.leg_dv <= problem.max_delta_v)
    arrive = np.arange(problem.n_steps)[None, :] + problem.leg_steps[:, None]
    open_dates = np.pad(problem.open_dates, ((0, 0), (0, int(problem.leg_steps[-1]))))
    rows = np.argwhere(usable & open_dates[:, arrive][None])
    if len(rows) > MOST_LEGS:
        raise InvalidInputError(
            f"The problem has {len(rows)} dated legs, CP-SAT takes {MOST_LEGS}: use the exact engine.",
            parameter="engine",
        )
    legs = []
    for i, t in np.argwhere(np.isfinite(problem.launch_dv) & problem.open_dates).tolist():
        legs.append(_Leg(model.new_bool_var(""), -1, i, -1, t, float(problem.launch_dv[i, t])))
    for i, j, g, t in rows.tolist():
        cost = float(problem.leg_dv[i, j, g, t])
        legs.append(_Leg(model.new_bool_var(""), i, j, t, t + int(problem.leg_steps[g]), cost))
    return legs


def _mass_chain(model: Any, problem: TourProblem, legs: list[_Leg], visit: list[Any], last: list[Any]) -> Any:
    """Chain the masses from the last stop back to the launch, and return the propellant."""
    n, ve = problem.n_targets, problem.exhaust_velocity
    dry = round(MASS * problem.dry_mass)
    most = _largest_mass(problem)
    arrival = [model.new_int_var(dry, most, f"mass_{i}") for i in range(n)]
    launch = model.new_int_var(dry, most, "launch_mass")
    burnt: list[Any] = []  # a linear bound the solver can lean on: every leg moves at least the dry mass
    for i in range(n):
        alpha, work = float(problem.stop_alpha[i]), round(MASS * float(problem.stop_beta[i]))
        kept = round(MASS * float(problem.end_mass[i])) - dry
        least = round(RATIO * alpha) * (dry + kept * last[i]) + RATIO * work
        model.add(RATIO * arrival[i] >= least).only_enforce_if(visit[i])
    for leg in legs:
        alpha = 1.0 if leg.origin < 0 else float(problem.stop_alpha[leg.origin])
        beta = 0.0 if leg.origin < 0 else float(problem.stop_beta[leg.origin])
        kit = 0.0 if leg.origin < 0 else float(problem.kit_mass[leg.origin])
        factor = alpha * math.exp(leg.delta_v / ve)
        before = launch if leg.origin < 0 else arrival[leg.origin]
        needed = round(RATIO * factor) * arrival[leg.target] + RATIO * round(MASS * beta)
        model.add(RATIO * before >= needed).only_enforce_if(leg.literal)
        burnt.append(math.floor(MASS * ((factor - 1.0) * problem.dry_mass + beta - kit)) * leg.literal)
    propellant = launch - dry - sum(round(MASS * float(problem.kit_mass[i])) * visit[i] for i in range(n))
    model.add(propellant >= sum(burnt) - MASS)
    if math.isfinite(problem.propellant_capacity):
        model.add(propellant <= math.floor(MASS * problem.propellant_capacity + 1e-6))
    if math.isfinite(problem.max_launch_mass):
        model.add(launch <= math.floor(MASS * problem.max_launch_mass + 1e-6))
    return propellant


def _largest_mass(problem: TourProblem) -> int:
    """Return a launch mass no useful tour exceeds, small enough for 63-bit products."""
    kits = float(np.sort(problem.kit_mass)[-problem.stops :].sum())
    fuel = problem.propellant_capacity
    if not math.isfinite(fuel):
        fuel = 100.0 * (problem.dry_mass + kits + float(problem.stop_beta.max()))
    return math.ceil(MASS * (problem.dry_mass + kits + fuel))


def _run(model: _Model, limits: _Limits) -> tuple[Any, bool]:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.max_deterministic_time = limits.work
    if limits.time_s is not None:
        solver.parameters.max_time_in_seconds = limits.time_s
    # the flow's linear relaxation is nearly whole: lean on it, and skip the probing that took 95 % of the time
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    status = solver.solve(model.model)
    if status == cp_model.INFEASIBLE:
        raise InfeasibleMissionError(
            "CP-SAT proves that no tour meets the limits; solve with engine='exact' to learn which one binds.",
            binding="limits",
        )
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SearchLimitError(f"CP-SAT found no tour within {limits.work:g} units of work.", limit=limits.work)
    return solver, bool(status == cp_model.OPTIMAL)


def _tour(model: _Model, problem: TourProblem, solver: Any, *, bound: float, proven: bool) -> Tour:
    chosen = sorted((leg.arrive, leg.target) for leg in model.legs if solver.value(leg.literal))
    stops = tuple(target for _, target in chosen)
    arrivals = tuple(step for step, _ in chosen)
    cost = evaluate(problem, stops, arrivals)
    reason: StopReason = "proven optimal on the grid" if proven else "work limit"
    tour = Tour(
        stops=stops,
        arrival_steps=arrivals,
        gaps=cost.gaps,
        delta_v=cost.delta_v,
        propellant=cost.propellant,
        worth=cost.worth,
        objective=problem.objective,
        best_bound=bound,
        proven=proven,
        stop_reason=reason,
        weights=problem.weights if problem.objective == "weighted" else None,
        engine="cp-sat",
    )
    return replace(tour, best_bound=tour.objective_value) if proven else tour

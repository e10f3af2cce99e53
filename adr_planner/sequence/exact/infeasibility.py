"""Infeasibility diagnosis: each limit is dropped in turn, and the least that would do is found."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from adr_planner.errors import InfeasibleMissionError
from adr_planner.sequence.exact.found import Found
from adr_planner.sequence.exact.search import search
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["explain"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """A limit that alone forbids every tour, the value it has and the least that would do."""

    binding: str
    required: float
    available: float
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class _Prober:
    label_limit: int
    progress: Progress | None

    def least(self, problem: TourProblem, quantity: Literal["delta_v", "propellant"]) -> Found | None:
        """Find the least of a quantity over the numbers of stops the problem allows; None if no tour is found."""
        fewest = max(problem.fewest_stops, len(problem.must_visit))
        best: Found | None = None
        for stops in range(fewest, problem.stops + 1):
            relaxed = problem.replace(objective=quantity, stops=stops)
            found, _ = search(relaxed, label_limit=self.label_limit, progress=self.progress, phase="infeasible")
            if found.value < HUGE and (best is None or found.value < best.value):
                best = found
        return best

    def possible(self, problem: TourProblem) -> bool:
        """Tell whether there is a tour: any will do, so only its absence needs the whole search."""
        fewest = max(problem.fewest_stops, len(problem.must_visit))
        for stops in range(fewest, problem.stops + 1):
            relaxed = problem.replace(objective="delta_v", stops=stops)
            found, _ = search(
                relaxed,
                label_limit=self.label_limit,
                progress=self.progress,
                phase="infeasible",
                any_tour=True,
            )
            if found.value < HUGE:
                return True
        return False

    def most_stops(self, problem: TourProblem) -> int:
        """Return the most stops, fewer than asked for, that a tour can make; 0 if none."""
        # a tour without its last stop is a tour, so the numbers of stops can be bisected
        low = max(len(problem.must_visit), 1) - 1
        high = min(problem.stops, problem.last_step // int(problem.leg_steps[0]) + 2)
        known = low
        while high - low > 1:
            middle = (low + high) // 2
            if self.possible(problem.replace(stops=middle)):
                low = known = middle
            else:
                high = middle
        return known if known >= max(len(problem.must_visit), 1) else 0

    def least_last_step(self, problem: TourProblem) -> int | None:
        """Return the earliest latest-arrival that would do within the grid; None if none does."""
        low, high = problem.last_step, problem.n_steps - 1
        if low == high or not self.possible(problem.replace(last_step=high)):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self.possible(problem.replace(last_step=middle)) else (middle, high)
        return high


def explain(problem: TourProblem, *, label_limit: int, progress: Progress | None = None) -> InfeasibleMissionError:
    """Say which limit binds and the least that would do.

    Parameters
    ----------
    problem : TourProblem
        A problem that was shown to have no tour.
    label_limit : int
        Most labels for each of the relaxed problems.
    progress : callable, optional
        Called with a `ProgressEvent` while they are solved.

    Returns
    -------
    InfeasibleMissionError
        With the limit that needs the smallest relative change as the binding one; the other changes that
        would do by themselves are in the message.
    """
    prober = _Prober(label_limit, progress)
    free = problem.replace(max_delta_v=math.inf, propellant_capacity=math.inf, max_launch_mass=math.inf)
    if not prober.possible(free):
        return _error(problem, _without_budgets(free, prober), prober.most_stops(free))
    remedies = _budgets(problem, prober)
    if not remedies:
        return _both_budgets(problem, prober)
    step = prober.least_last_step(problem)
    if step is not None:
        remedies.append(_window(problem, step))
    return _error(problem, remedies, prober.most_stops(problem))


def _budgets(problem: TourProblem, prober: _Prober) -> list[Remedy]:
    """Drop the limits on delta-v, propellant and launch mass in turn; the smallest relative change comes first."""
    remedies = []
    least_dv = prober.least(problem.replace(max_delta_v=math.inf), "delta_v")
    if math.isfinite(problem.max_delta_v) and least_dv is not None:
        words = f"max_delta_v is {problem.max_delta_v:.1f} m/s, {_least(least_dv)} {_up(least_dv.delta_v)} m/s"
        remedies.append(Remedy("max_delta_v", least_dv.delta_v, problem.max_delta_v, "m/s", words))
    least_fuel = prober.least(problem.replace(propellant_capacity=math.inf), "propellant")
    if math.isfinite(problem.propellant_capacity) and least_fuel is not None:
        have, need = problem.propellant_capacity, least_fuel.propellant
        words = f"propellant_capacity is {have:.1f} kg, {_least(least_fuel)} {_up(need)} kg"
        remedies.append(Remedy("propellant_capacity", need, have, "kg", words))
    lightest = prober.least(problem.replace(max_launch_mass=math.inf), "propellant")
    if math.isfinite(problem.max_launch_mass) and lightest is not None:
        have, need = problem.max_launch_mass, evaluate(problem, lightest.stops, lightest.steps).launch_mass
        words = f"max_launch_mass is {have:.1f} kg, it could be done with {_up(need)} kg"
        remedies.append(Remedy("max_launch_mass", need, have, "kg", words))
    return sorted(remedies, key=lambda remedy: remedy.required / max(remedy.available, 1e-9))


def _both_budgets(problem: TourProblem, prober: _Prober) -> InfeasibleMissionError:
    """No budget alone is enough to raise: give budgets that would do together."""
    free = problem.replace(max_delta_v=math.inf, propellant_capacity=math.inf, max_launch_mass=math.inf)
    found = prober.least(free, "delta_v")
    assert found is not None
    cost = evaluate(problem, found.stops, found.steps)
    limits = {
        "max_delta_v": (problem.max_delta_v, cost.delta_v, "m/s"),
        "propellant_capacity": (problem.propellant_capacity, cost.propellant, "kg"),
        "max_launch_mass": (problem.max_launch_mass, cost.launch_mass, "kg"),
    }
    limits = {name: limit for name, limit in limits.items() if math.isfinite(limit[0])}
    have = " and ".join(f"{name} is {limit:.1f} {unit}" for name, (limit, _, unit) in limits.items())
    need = " with ".join(f"{_up(value)} {unit}" for _, value, unit in limits.values())
    words = f"{have}, and neither alone is enough to raise: {_least(found)} {need}"
    remedy = Remedy("max_delta_v", cost.delta_v, problem.max_delta_v, "m/s", words)
    return _error(problem, [remedy], prober.most_stops(problem))


def _without_budgets(free: TourProblem, prober: _Prober) -> list[Remedy]:
    """Find what forbids every tour, however large the budgets: side constraints or the window."""
    relaxations: list[tuple[str, Callable[[], TourProblem]]] = []
    if free.groups:
        relaxations.append(("groups", lambda: free.replace(groups=())))
    if free.order:
        relaxations.append(("order", lambda: free.replace(order=())))
    if free.must_visit:
        relaxations.append(("must_visit", lambda: free.replace(must_visit=())))
    relaxations.append(("dates", lambda: free.replace(earliest=(), latest=())))
    for name, relaxed in relaxations:
        if prober.possible(relaxed()):
            return [Remedy(name, math.nan, math.nan, "", f"{name} forbids every tour, without it there is one")]
    step = prober.least_last_step(free)
    if step is not None:
        return [_window(free, step)]
    words = "the window is too short, or its legs too long, whatever the budgets"
    return [Remedy("window", math.nan, math.nan, "", words)]


def _window(problem: TourProblem, step: int) -> Remedy:
    words = f"last_step is {problem.last_step}, the least that would do is {step}"
    return Remedy("last_step", float(step), float(problem.last_step), "steps", words)


def _least(found: Found) -> str:
    return "the least that would do is" if found.proven else "it could be done with"


def _up(value: float) -> str:
    """Write a value rounded up, so that what is printed is enough."""
    return f"{math.ceil(value * 10.0 - 1e-6) / 10.0:.1f}"


def _error(problem: TourProblem, remedies: list[Remedy], most_stops: int) -> InfeasibleMissionError:
    first = remedies[0]
    tour = "tour" if problem.aim.most else f"tour of {problem.stops} stops"
    message = f"No {tour} is possible: " + "; or ".join(remedy.words for remedy in remedies)
    if most_stops and not problem.aim.most:
        message += f"; or ask for {most_stops} stops"
    binding, required, available, unit = first.binding, first.required, first.available, first.unit
    if binding == "window" and most_stops:
        binding, required, available, unit = "stops", float(most_stops), float(problem.stops), "stops"
    return InfeasibleMissionError(
        message + ".",
        binding=binding,
        required=None if math.isnan(required) else required,
        available=None if math.isnan(available) else available,
        unit=unit,
    )

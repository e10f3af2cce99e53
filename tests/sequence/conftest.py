"""Small sequencing problems, and the answer to them by trying every tour."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pytest

from adr_planner.sequence import TourProblem, Weights


class Answer(NamedTuple):
    """The best tour of all, by the value each objective compares."""

    key: tuple[float, ...]
    stops: tuple[int, ...]
    steps: tuple[int, ...]


def _cost(problem: TourProblem, stops: tuple[int, ...], steps: tuple[int, ...]) -> tuple[float, float]:
    """Delta-v and propellant of one tour, flown forward with a guess of the launch mass that is then solved for.

    The final mass is affine in the launch mass, so two trial flights give the launch mass that ends dry.
    """

    def fly(mass: float) -> tuple[float, float]:
        spent = 0.0
        for k, (stop, step) in enumerate(zip(stops, steps, strict=True)):
            if k == 0:
                leg = float(problem.launch_dv[stop, step])
            else:
                gap = list(problem.leg_steps).index(step - steps[k - 1])
                leg = float(problem.leg_dv[stops[k - 1], stop, gap, steps[k - 1]])
            spent += leg + float(problem.stop_dv[stop])
            mass *= math.exp(-leg / problem.exhaust_velocity)
            mass = (mass - float(problem.stop_beta[stop])) / float(problem.stop_alpha[stop])
        end = float(problem.end_dv[stops[-1]])
        return spent + end, mass * math.exp(-end / problem.exhaust_velocity)

    spent, at_zero = fly(0.0)
    _, at_big = fly(1e4)
    launch = (problem.dry_mass - at_zero) / ((at_big - at_zero) / 1e4)
    return spent, launch - problem.dry_mass - sum(float(problem.kit_mass[stop]) for stop in stops)


def _all_tours(problem: TourProblem):
    gaps = [int(gap) for gap in problem.leg_steps]
    for k in range(problem.fewest_stops, problem.stops + 1):
        for stops in itertools.permutations(range(problem.n_targets), k):
            if not set(problem.must_visit) <= set(stops):
                continue
            if any(len(set(members) & set(stops)) > most for members, most in problem.groups):
                continue
            for first in np.flatnonzero(np.isfinite(problem.launch_dv[stops[0]])):
                for chosen in itertools.product(range(len(gaps)), repeat=k - 1):
                    steps = [int(first)]
                    for place, g in enumerate(chosen):
                        if steps[-1] >= problem.n_steps:
                            break
                        leg = problem.leg_dv[stops[place], stops[place + 1], g, steps[-1]]
                        if not np.isfinite(leg):
                            break
                        steps.append(steps[-1] + gaps[g])
                    if len(steps) == k and steps[-1] <= problem.last_step and _allowed(problem, stops, steps):
                        yield stops, tuple(steps)


def _allowed(problem: TourProblem, stops: tuple[int, ...], steps: list[int]) -> bool:
    """Whether a tour keeps the order asked for and the dates of its targets."""
    place = {stop: k for k, stop in enumerate(stops)}
    if any(place.get(first, -1) > place.get(second, len(stops)) for first, second in problem.order):
        return False
    return all(problem.earliest[i] <= t <= problem.latest[i] for i, t in zip(stops, steps, strict=True))


def _brute_force(problem: TourProblem) -> Answer | None:
    best: Answer | None = None
    for stops, steps in _all_tours(problem):
        delta_v, propellant = _cost(problem, stops, steps)
        kits = sum(float(problem.kit_mass[stop]) for stop in stops)
        if delta_v > problem.max_delta_v or propellant > problem.propellant_capacity:
            continue
        if problem.dry_mass + kits + propellant > problem.max_launch_mass:
            continue
        worth = math.fsum(problem.worth_at(stop, step) for stop, step in zip(stops, steps, strict=True))
        weighted = math.nan
        if problem.weights is not None:
            weights = problem.weights
            weighted = weights.delta_v * delta_v + weights.time * steps[-1] - weights.worth * worth
        key = {
            "delta_v": (delta_v,),
            "propellant": (propellant,),
            "time": (float(steps[-1]), delta_v),
            "value": (-worth, delta_v),
            "weighted": (weighted,),
        }[problem.objective]
        if best is None or key < best.key:
            best = Answer(key, stops, steps)
    return best


def _random_problem(seed: int, **fixed: object) -> TourProblem:
    """Kits or a tug, holes in the tables, side constraints and limits near what the best tour needs."""
    rng = np.random.default_rng(seed)
    n, steps, stops = int(rng.integers(4, 7)), int(rng.integers(6, 11)), int(rng.integers(1, 4))
    if n == 6 and stops == 3:
        steps = 6
    gaps = np.unique(rng.integers(1, 4, size=2))
    leg = rng.uniform(20.0, 800.0, (n, n, gaps.size, steps))
    leg[rng.random(leg.shape) < 0.2] = np.inf
    leg[np.arange(n), np.arange(n)] = np.inf
    launch = rng.uniform(0.0, 200.0, (n, steps))
    launch[rng.random(launch.shape) < 0.3] = np.inf
    values: dict[str, object] = {
        "launch_dv": launch,
        "leg_dv": leg,
        "leg_steps": gaps,
        "worth": rng.uniform(1.0, 1.2, n) if rng.random() < 0.7 else np.ones(n),
        "stops": stops,
        "dry_mass": 1000.0,
        "exhaust_velocity": 2900.0,
        "last_step": steps - 1 - int(rng.integers(0, 2)),
        "objective": ("delta_v", "propellant", "time", "value", "weighted")[seed % 5],
    }
    values |= fixed
    if values["objective"] == "weighted":
        some = rng.random(3) < 0.7
        some[int(rng.integers(3))] = True
        sizes = rng.uniform(0.2, 5.0, 3) * (1e-3, 0.1, 1.0)
        values["weights"] = Weights(*(float(size) for size in np.where(some, sizes, 0.0)))
    if rng.random() < 0.5:
        values["kit_mass"] = rng.uniform(100.0, 900.0, n)
    else:
        up, down, mass = rng.uniform(50.0, 150.0, n), rng.uniform(50.0, 150.0, n), rng.uniform(1e3, 8e3, n)
        values["stop_dv"] = up + down
        values["stop_alpha"] = np.exp((up + down) / 2900.0)
        values["stop_beta"] = mass * np.expm1(down / 2900.0)
    if rng.random() < 0.3:
        values["must_visit"] = (int(rng.integers(n)),)
    if rng.random() < 0.4:
        values["groups"] = ((tuple(int(x) for x in rng.choice(n, 3, replace=False)), 1),)
    if rng.random() < 0.3:
        values["order"] = (tuple(int(x) for x in rng.choice(n, 2, replace=False)),)
    if rng.random() < 0.3:
        values["earliest"] = rng.integers(0, 4, n)
        values["latest"] = steps - 1 - rng.integers(0, 4, n)
    ends = np.random.default_rng([seed, 1])  # drawn apart: seeds keep the problems they have had
    if ends.random() < 0.4:
        values["end_dv"] = ends.uniform(0.0, 300.0, n)
    problem = TourProblem(**values)
    free = _brute_force(problem)
    if free is not None and "max_delta_v" not in fixed:
        delta_v, propellant = _cost(problem, free.stops, free.steps)
        launch = problem.dry_mass + sum(float(problem.kit_mass[stop]) for stop in free.stops) + propellant
        limits = {"max_delta_v": delta_v, "propellant_capacity": propellant, "max_launch_mass": launch}
        limits = {name: value * rng.uniform(0.8, 1.3) for name, value in limits.items() if rng.random() < 0.6}
        problem = problem.replace(**limits)
    return problem


def _drifting_planes(seed: int, n: int = 8, stops: int = 3, steps: int = 19, **fixed: object) -> TourProblem:
    """Planes whose nodes drift apart: a leg costs what the node gap left after the wait costs."""
    rng = np.random.default_rng(seed)
    node, rate = rng.uniform(0.0, 360.0, n), rng.normal(-2.6, 0.05, n)  # [deg], [deg/day], an SL-16 family
    gaps, days = np.arange(1, 7), 20.0
    arrive = days * (np.arange(steps)[None, :] + gaps[:, None])
    gap = (node[None, :, None, None] + rate[None, :, None, None] * arrive) - (
        node[:, None, None, None] + rate[:, None, None, None] * arrive
    )
    gap = np.abs((gap + 180.0) % 360.0 - 180.0)
    wait = (days * gaps)[None, None, :, None]
    leg = 40.0 + 123.0 * gap / (1.0 + wait / 15.0) + 30.0 * np.abs(rate[:, None] - rate[None, :])[..., None, None]
    leg[np.arange(n), np.arange(n)] = np.inf
    values: dict[str, object] = {
        "launch_dv": np.full((n, steps), 40.0),
        "leg_dv": np.where(arrive > days * (steps - 1), np.inf, leg),
        "leg_steps": gaps,
        "worth": rng.uniform(0.96, 1.04, n),
        "stops": stops,
        "dry_mass": 1200.0,
        "exhaust_velocity": 2942.0,
        "kit_mass": rng.uniform(800.0, 900.0, n),
    }
    return TourProblem(**{**values, **fixed})


@pytest.fixture(scope="session")
def brute_force() -> Callable[[TourProblem], Answer | None]:
    """Return the solver that tries every tour."""
    return _brute_force


@pytest.fixture(scope="session")
def tour_cost() -> Callable[..., tuple[float, float]]:
    """Return the price of one tour, flown forward."""
    return _cost


@pytest.fixture(scope="session")
def all_tours() -> Callable[[TourProblem], object]:
    """Return the generator of every tour, limits not applied."""
    return _all_tours


@pytest.fixture(scope="session")
def random_problem() -> Callable[..., TourProblem]:
    """Return the maker of small random problems by seed."""
    return _random_problem


@pytest.fixture(scope="session")
def drifting_planes() -> Callable[..., TourProblem]:
    """Return the maker of problems that look like a family of rocket stages."""
    return _drifting_planes

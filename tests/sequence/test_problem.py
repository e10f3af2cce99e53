"""A problem that cannot be meant is refused, with the parameter and what would do."""

from __future__ import annotations

import numpy as np
import pytest

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import TourProblem


def _leg(n: int, gaps: int = 1, steps: int = 4) -> np.ndarray:
    return np.where(np.eye(n)[:, :, None, None] > 0, np.inf, np.full((1, 1, gaps, steps), 50.0))


def _problem(**changes: object) -> TourProblem:
    n = 3
    values: dict[str, object] = {
        "launch_dv": np.zeros((n, 4)),
        "leg_dv": _leg(n),
        "leg_steps": [1],
        "worth": np.ones(n),
        "stops": 2,
        "dry_mass": 1000.0,
        "exhaust_velocity": 3000.0,
    }
    return TourProblem(**{**values, **changes})


@pytest.mark.parametrize(
    ("changes", "parameter", "message"),
    [
        ({"stops": 0}, "stops", "at least 1 stop"),
        ({"stops": 4}, "stops", "4 stops asked for but only 3 candidates"),
        ({"stops": 2.5}, "stops", "at least 1 stop"),
        ({"dry_mass": -1.0}, "dry_mass", "must be positive"),
        ({"exhaust_velocity": 0.0}, "exhaust_velocity", "must be positive"),
        ({"propellant_capacity": -1.0}, "propellant_capacity", "must not be negative"),
        ({"max_delta_v": float("nan")}, "max_delta_v", "must not be negative"),
        ({"kit_mass": [1.0, -2.0, 3.0]}, "kit_mass", "kit_mass of target 1 must be finite and >= 0"),
        ({"kit_mass": [1.0, 2.0]}, "kit_mass", "one value for each of 3 targets"),
        ({"stop_alpha": [1.0, 0.9, 1.0]}, "stop_alpha", "target 1 must be finite and >= 1"),
        ({"kit_mass": [5.0] * 3, "stop_beta": [5.0, 5.0, 4.0]}, "stop_beta", "target 2 .* >= 5"),
        ({"worth": [1.0, np.nan, 1.0]}, "worth", "worth of target 1"),
        ({"leg_dv": -_leg(3)}, "leg_dv", "must not be negative"),
        ({"leg_dv": np.zeros((3, 3, 1, 4))}, "leg_dv", "from a target to itself"),
        ({"leg_dv": _leg(3, gaps=2)}, "leg_dv", r"must have shape \(3, 3, 1, 4\)"),
        ({"launch_dv": np.zeros(3)}, "launch_dv", "must have shape"),
        ({"launch_dv": np.zeros((0, 4))}, "launch_dv", "not be empty"),
        ({"launch_dv": np.full((3, 4), np.nan)}, "launch_dv", "undefined"),
        ({"leg_steps": [0]}, "leg_steps", "increasing whole numbers"),
        ({"leg_steps": [1.5]}, "leg_steps", "increasing whole numbers"),
        ({"leg_steps": [2, 2], "leg_dv": _leg(3, gaps=2)}, "leg_steps", "increasing"),
        ({"last_step": 4}, "last_step", "grid of 4 steps"),
        ({"must_visit": (0, 3)}, "must_visit", "targets 0 to 2"),
        ({"must_visit": (1, 1)}, "must_visit", "twice"),
        ({"must_visit": (0, 1, 2)}, "must_visit", "3 targets must be visited in only 2 stops"),
        ({"groups": (((0, 5), 1),)}, "groups", "targets 0 to 2"),
        ({"groups": (((0, 1), -1),)}, "groups", "must be >= 0"),
        ({"objective": "speed"}, "objective", "one of value, delta_v, propellant, time, weighted"),
        ({"objective": "weighted"}, "weights", "needs weights"),
        ({"order": ((0, 3),)}, "order", "targets 0 to 2"),
        ({"order": ((0, 1), (1, 0))}, "order", "asks for a circle: 1, 0, 1"),
        ({"earliest": [0, 1]}, "earliest", "each of 3 targets"),
        ({"latest": [1.5, 1, 1]}, "latest", "whole number"),
        ({"max_launch_mass": -1.0}, "max_launch_mass", "must not be negative"),
    ],
)
def test_wrong_input_is_named(changes, parameter, message):
    with pytest.raises(InvalidInputError, match=message) as caught:
        _problem(**changes)
    assert caught.value.parameter == parameter


def test_arrays_are_held_read_only_and_the_callers_stay_writeable():
    worth = np.ones(3)
    problem = _problem(worth=worth)
    worth[0] = 2.0
    assert problem.worth[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        problem.worth[0] = 2.0


def test_left_out_columns_mean_kits_without_mass():
    problem = _problem()
    assert problem.stop_alpha.tolist() == [1.0] * 3
    assert problem.stop_beta.tolist() == [0.0] * 3
    assert _problem(kit_mass=[7.0, 8.0, 9.0]).stop_beta.tolist() == [7.0, 8.0, 9.0]


def test_last_step_counts_from_the_end_of_the_grid():
    assert _problem().last_step == 3
    assert _problem(last_step=-2).last_step == 2


def test_replace_checks_anew():
    with pytest.raises(InvalidInputError, match="at least 1 stop"):
        _problem().replace(stops=0)

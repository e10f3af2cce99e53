"""A tour's price is what the rocket equation says, flown from the launch."""

from __future__ import annotations

import math

import numpy as np
import pytest

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import TourProblem, evaluate


def _two_targets(**more: object) -> TourProblem:
    leg = np.full((2, 2, 2, 5), np.inf)
    leg[0, 1, 1] = 200.0
    return TourProblem(
        **{
            "launch_dv": np.full((2, 5), 100.0),
            "leg_dv": leg,
            "leg_steps": [1, 3],
            "worth": [2.0, 3.0],
            "stops": 2,
            "dry_mass": 1000.0,
            "exhaust_velocity": 3000.0,
            **more,
        }
    )


def test_kits_leave_the_servicer_one_by_one():
    cost = evaluate(_two_targets(kit_mass=[400.0, 600.0]), (0, 1), (1, 4))
    before_leg = (1000.0 + 600.0) * math.exp(200.0 / 3000.0)
    launch = (before_leg + 400.0) * math.exp(100.0 / 3000.0)
    assert cost.propellant == pytest.approx(launch - 2000.0, rel=1e-12)
    assert (cost.gaps, cost.delta_v, cost.worth) == ((1,), 300.0, 5.0)


def test_tug_flown_forward_burns_exactly_its_propellant():
    down, up, ve = np.array([180.0, 200.0]), np.array([181.0, 202.0]), 3000.0
    mass = np.array([8200.0, 1400.0])
    problem = _two_targets(stop_dv=down + up, stop_alpha=np.exp((down + up) / ve), stop_beta=mass * np.expm1(down / ve))
    cost = evaluate(problem, (0, 1), (0, 3))
    servicer = 1000.0 + cost.propellant
    for stop, leg in ((0, 100.0), (1, 200.0)):
        servicer *= math.exp(-leg / ve)
        servicer = (servicer + mass[stop]) * math.exp(-down[stop] / ve) - mass[stop]  # with the target
        servicer *= math.exp(-up[stop] / ve)  # back up, alone
    assert servicer == pytest.approx(1000.0, rel=1e-12)
    assert cost.delta_v == pytest.approx(300.0 + (down + up).sum())


def test_the_end_is_paid_for_from_the_target_visited_last():
    problem, ve = _two_targets(kit_mass=[400.0, 600.0], end_dv=[180.0, 250.0]), 3000.0
    cost = evaluate(problem, (0, 1), (1, 4))
    servicer = 1000.0 + 1000.0 + cost.propellant
    for leg, kit in ((100.0, 400.0), (200.0, 600.0)):
        servicer = servicer * math.exp(-leg / ve) - kit
    assert servicer * math.exp(-250.0 / ve) == pytest.approx(1000.0, rel=1e-12)
    assert cost.delta_v == pytest.approx(300.0 + 250.0)


def test_tour_with_a_gap_off_the_grid_is_refused():
    with pytest.raises(InvalidInputError, match="No leg of 2 steps"):
        evaluate(_two_targets(), (0, 1), (0, 2))


def test_tour_over_an_impossible_leg_is_refused():
    with pytest.raises(InvalidInputError, match="no way to arrive at stop 0"):
        evaluate(_two_targets(), (1, 0), (0, 3))

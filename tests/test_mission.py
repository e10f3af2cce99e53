"""What a mission may ask for."""

import pytest
from astropy import units as u
from astropy.time import Time

from adr_planner.allowances import Allowances
from adr_planner.disposal import Disposal
from adr_planner.errors import InvalidInputError
from adr_planner.mission import MissionSpec


def _mission(**changes):
    return MissionSpec(**({"start": Time("2025-01-01"), "duration": 365 * u.day} | changes))


def test_margins_double_the_allowances_and_follow_the_users_choice():
    assert Allowances(phasing=5 * u.m / u.s, proximity=15 * u.m / u.s).per_rendezvous() == 40.0
    assert Allowances(stochastic_margin=0.0).per_rendezvous() == 20.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"targets": 0}, "targets must be a whole number of at least 1, got 0"),
        ({"targets": 2.5}, "targets must be a whole number"),
        (
            {"duration": 25 * u.day},
            r"window of 25 days is shorter than commissioning and one stay \(30 days\)",
        ),
        ({"duration": -1 * u.day}, "duration must be above zero"),
        ({"objective": "cost"}, "objective must be one of risk, delta_v, propellant"),
        ({"max_delta_v": 0 * u.m / u.s}, "max_delta_v must be above zero"),
        ({"max_per_state": 0}, "max_per_state must be at least 1"),
        ({"lowest_drift": 100 * u.km}, "lowest_drift must be at least 200 km"),
    ],
)
def test_impossible_missions_are_refused(changes, message):
    with pytest.raises(InvalidInputError, match=message):
        _mission(**changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"start": "2025-01-01"}, r"start needs an astropy Time: write start=Time\('2025-01-01'\)"),
        ({"duration": 365}, r"duration needs a unit: write duration=30 \* u.day"),
        ({"max_delta_v": 500.0}, "max_delta_v needs a unit"),
    ],
)
def test_bare_values_are_refused_with_an_example(changes, message):
    with pytest.raises(TypeError, match=message):
        _mission(**changes)


def test_disposal_rules_have_limits():
    assert Disposal.decay(5).years == 5.0
    assert Disposal.controlled(60 * u.km).perigee_altitude_m == 60e3
    assert Disposal.release(400 * u.km).perigee_altitude_m == 400e3
    with pytest.raises(InvalidInputError, match="between 200 and 2000 km"):
        Disposal.release(100 * u.km)
    with pytest.raises(InvalidInputError, match="between 0 and 120 km"):
        Disposal.controlled(300 * u.km)
    with pytest.raises(InvalidInputError, match=r"years must be in \(0, 100\]"):
        Disposal.decay(0)
    with pytest.raises(TypeError, match="perigee_altitude needs a unit"):
        Disposal.controlled(60)

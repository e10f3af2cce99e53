"""What a mission may ask for."""

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

from adr_planner.errors import InvalidInputError
from adr_planner.spec.allowances import Allowances
from adr_planner.spec.costs import Costs
from adr_planner.spec.disposal_rule import Disposal
from adr_planner.spec.injection import Injection
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Kit
from adr_planner.spec.visit_dates import VisitDates
from adr_planner.spec.weights import Weights


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
        ({"objective": "cost"}, "objective must be one of value, delta_v, propellant"),
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
    assert Disposal.decay(5 * u.yr).years == 5.0
    assert Disposal.controlled(60 * u.km).perigee_altitude_m == 60e3
    assert Disposal.release(400 * u.km).perigee_altitude_m == 400e3
    with pytest.raises(InvalidInputError, match="between 200 and 2000 km"):
        Disposal.release(100 * u.km)
    with pytest.raises(InvalidInputError, match="between 0 and 120 km"):
        Disposal.controlled(300 * u.km)
    with pytest.raises(InvalidInputError, match=r"years must be in \(0, 100\]"):
        Disposal.decay(0 * u.yr)
    with pytest.raises(TypeError, match="perigee_altitude needs a unit"):
        Disposal.controlled(60)


@pytest.mark.parametrize("scale", ["tai", "tt", "tdb", "tcg"])
def test_one_instant_is_one_start_in_any_scale(scale):
    """A start in TDB used to be 1.4 ms off the same start in UTC, and the plan another."""
    day, later = Time("2025-01-01T12:00:00.123456"), Time("2025-03-01")

    def mission(start, date, latest):
        injection = Injection(altitude=600 * u.km, inclination=98 * u.deg, date=date)
        return _mission(start=start, injection=injection, dates=[VisitDates(5, latest=latest)])

    plain, other = (
        mission(*(getattr(time, name) for time in (day, later, later))) for name in ("utc", scale)
    )  # fmt: skip
    for one, same in (
        (plain.start, other.start), (plain.injection.date, other.injection.date),
        (plain.dates[0].latest, other.dates[0].latest),
    ):  # fmt: skip
        assert (one.jd1, one.jd2, one.scale) == (same.jd1, same.jd2, same.scale)
    assert plain.start.jd1 + plain.start.jd2 == pytest.approx(day.jd1 + day.jd2, abs=1e-12)


def test_a_start_as_a_julian_date_is_the_same_start():
    one, same = _mission(), _mission(start=Time(2460676.5, format="jd", scale="utc"))
    assert (one.start.jd1, one.start.jd2) == (same.start.jd1, same.start.jd2)


def test_numbers_of_numpy_and_ids_as_text_are_taken():
    mission = _mission(
        targets=np.int64(3), max_per_state=np.uint8(2), must_visit=["27386", np.int64(22566)],
        one_of=[("5", 11)], order=[["27386", "22566"]], dates=[VisitDates("27386", latest=Time("2025-06-01"))],
    )  # fmt: skip
    assert (mission.targets, mission.max_per_state, mission.must_visit) == (3, 2, (27386, 22566))
    assert (mission.one_of, mission.order, mission.dates[0].norad_cat_id) == (((5, 11),), ((27386, 22566),), 27386)
    assert {type(number) for number in (mission.targets, *mission.must_visit, *mission.order[0])} == {int}
    assert _mission(must_visit="27386").must_visit == _mission(must_visit=27386).must_visit == (27386,)


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"targets": 1.5}, "targets"), ({"targets": np.float64(3.0)}, "targets"), ({"targets": "3"}, "targets"),
        ({"max_per_state": 1.5}, "max_per_state"), ({"max_per_state": True}, "max_per_state"),
        ({"must_visit": ("ENVISAT",)}, "must_visit"), ({"must_visit": (1.5,)}, "must_visit"),
        ({"one_of": [("x",)]}, "one_of"), ({"order": [(1, 2, 3)]}, "order"), ({"order": [(1, None)]}, "order"),
    ],
)  # fmt: skip
def test_what_is_no_count_or_number_is_refused_by_name(changes, parameter):
    with pytest.raises(InvalidInputError, match=parameter) as caught:
        _mission(**changes)
    assert caught.value.parameter == parameter


def test_a_wait_shorter_than_a_step_of_the_search_is_refused_in_the_missions_words():
    with pytest.raises(
        InvalidInputError, match=r"max_leg_duration is 2 days, less than a step .*\(grid, 5 days\)"
    ) as caught:
        _mission(max_leg_duration=2 * u.day)
    assert caught.value.parameter == "max_leg_duration"
    assert _mission(max_leg_duration=2 * u.day, grid=2 * u.day).max_leg_duration_days == 2.0


def test_a_decay_takes_a_time_and_refuses_a_bare_number_with_an_example():
    assert Disposal.decay(25 * u.yr).years == Disposal.decay().years == 25.0
    assert Disposal.decay(1826.25 * u.day).years == pytest.approx(5.0)
    with pytest.raises(TypeError, match=r"years needs a unit: write years=25 \* u.yr, not years=25"):
        Disposal.decay(25)
    with pytest.raises(u.UnitsError, match=r"years=25\.0 km cannot be read"):
        Disposal.decay(25 * u.km)


def test_prices_weights_and_margins_take_numbers_of_numpy_and_refuse_the_rest_by_name():
    assert type(Costs(launch_meur=np.float32(40.0)).launch_meur) is float
    assert type(Weights(risk=np.int64(1)).risk) is float
    assert type(Allowances(stochastic_margin=np.float32(1.0)).stochastic_margin) is float
    for kind, name in ((Costs, "kit_meur"), (Weights, "time"), (Allowances, "deterministic_margin"), (Kit, "margin")):
        for value in ("0.1", None, float("nan"), -0.1):
            with pytest.raises(InvalidInputError, match=name) as caught:
                kind(**{name: value})
            assert caught.value.parameter == name


def test_excluded_numbers_are_read_like_those_that_must_be_visited():
    assert _mission(exclude=["27386", 22566]).exclude == (27386, 22566)
    with pytest.raises(InvalidInputError, match="27386 is both in must_visit and in exclude"):
        _mission(exclude=["27386"], must_visit=(27386,))

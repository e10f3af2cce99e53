"""What candidates are worth to a mission, which of them it takes, and what its plan says of it."""

from dataclasses import replace

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.planner.candidates import choose_candidates
from adr_planner.planner.worths import worths_of


def _silent(text):
    pass


def _taken(ranking, value, n, **changes):
    mission = replace(adr.example_mission().mission, value=value, **changes)
    return choose_candidates(ranking, mission, n, _silent)


@pytest.fixture(scope="module")
def values():
    return adr.removal_values(adr.Catalog.example())


def test_candidates_are_the_best_by_the_missions_value(ranking, values):
    best = [one.norad_cat_id for one in values.top(12)]
    taken = _taken(ranking, "debris_years", 12)
    assert [entry.object.norad_cat_id for entry in taken.ranking] == best
    assert taken.worths.at(taken.ranking).tolist() == values.at()[[values.place(number) for number in best]].tolist()
    heavy = sorted(ranking, key=lambda entry: -entry.risk_kg_per_yr)[:12]
    assert list(_taken(ranking, "kg_per_yr", 12).ranking) == heavy
    by_csi = sorted(ranking, key=lambda entry: -entry.indices["csi"])[:12]
    assert list(_taken(ranking, "csi", 12).ranking) == by_csi


def test_what_must_be_visited_is_a_candidate_and_what_is_excluded_is_none(ranking, values):
    best = values.top(1)[0].norad_cat_id
    last = ranking[-1].object.norad_cat_id
    taken = _taken(ranking, "debris_years", 5, must_visit=(last,), exclude=(best,))
    numbers = [entry.object.norad_cat_id for entry in taken.ranking]
    assert len(numbers) == 5
    assert last in numbers
    assert best not in numbers


def test_a_choice_of_the_users_own_is_kept_in_its_order(ranking):
    chosen = ranking.top(7)
    assert _taken(chosen, "collisions", None).ranking is chosen


def test_values_of_ones_own_by_number_and_by_function(ranking):
    first, second = (entry.object.norad_cat_id for entry in (ranking[5], ranking[9]))
    own = _taken(ranking, {first: 1.0, second: 2.0}, 2)
    assert [entry.object.norad_cat_id for entry in own.ranking] == [second, first]
    by_mass = _taken(ranking, lambda entry: entry.object.mass_kg, 3)
    assert [entry.mass_rank for entry in by_mass.ranking] == [1, 2, 3] or by_mass.ranking[0].mass_rank == 1
    dates = Time("2025-01-01") + np.arange(3) * u.yr
    fading = worths_of(ranking.top(2), adr.Value.of(lambda entry, date: max(2027.5 - date.jyear, 0.0)), _silent)
    assert fading.at(ranking.top(2), dates).round(2).tolist() == [[2.5, 1.5, 0.5]] * 2


def test_an_earlier_removal_is_worth_more_debris_years(ranking, values):
    worths = worths_of(ranking.top(20), adr.Value(), _silent)
    dates = Time("2025-01-01") + np.array([0.0, 0.5, 1.0, 2.0]) * u.yr
    table = worths.at(ranking.top(20), dates)
    assert (np.diff(table, axis=1) <= 0.0).all()
    number = ranking[0].object.norad_cat_id
    assert table[0, 3] == pytest.approx(values.of(number, dates[3]).debris_years)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("gold", "There is no value 'gold'"),
        ({1: 1.0}, "None of the candidates"),
        (lambda entry: -1.0, "The value of .* must be"),
        (lambda entry: float("inf"), "The value of"),
    ],
)
def test_values_that_cannot_be_are_refused(ranking, value, message):
    with pytest.raises(InvalidInputError, match=message):
        _taken(ranking.top(5), value, 3)


def test_a_list_without_a_ranking_is_valued_in_the_bundled_population(ranking, values):
    few = list(ranking.top(3))
    worths = worths_of(few, adr.Value(), _silent)
    assert worths.at(few).tolist() == [values.of(entry.object.norad_cat_id).debris_years for entry in few]


def test_a_plan_says_what_it_is_good_for(example_plan, values):
    benefit, value = example_plan.benefit, example_plan.mission.value
    assert (value.measure, value.unit) == ("kg_per_yr", "kg/yr")
    assert benefit.value == pytest.approx(example_plan.totals.risk_removed_kg_per_yr)
    each = [values.of(leg.to_norad_cat_id, leg.arrive_utc) for leg in example_plan.legs]
    assert benefit.debris_years == pytest.approx(sum(one.debris_years for one in each), rel=1e-9)
    assert benefit.n_catastrophic_collisions == pytest.approx(sum(one.n_catastrophic_collisions for one in each))
    assert {choice.measure for choice in benefit.others} == {"debris_years", "collisions", "encounters", "exposure"}
    text = example_plan.summary()
    assert "debris-years" in text
    assert "to spare a catastrophic collision in 100 years" in text
    assert "debris-years" in example_plan._repr_html_()


@pytest.mark.thorough
def test_the_default_mission_removes_more_debris_years_than_the_one_of_most_kg(ranking):
    asked = adr.example_mission()
    plans = {
        value: adr.plan_mission(
            ranking, asked.servicer, replace(asked.mission, value=value), candidates=40, together=True
        )
        for value in ("debris_years", "kg_per_yr")
    }
    saved = {value: plan.benefit.together[2].debris_years for value, plan in plans.items()}
    assert all(plan.gap == 0.0 for plan in plans.values())
    assert saved["debris_years"] >= 1.5 * saved["kg_per_yr"]
    projected = adr.project(adr.Catalog.example(), plans["debris_years"], 100).avoided()["debris_years"]
    assert saved["debris_years"] == pytest.approx(projected, rel=0.02)
    joint, alone = plans["kg_per_yr"].benefit.together[2], plans["kg_per_yr"].benefit
    assert joint.debris_years < alone.debris_years

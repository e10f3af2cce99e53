"""From candidates to a plan."""

import json
import warnings
from dataclasses import replace

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError, InvalidInputError, StaleElementsWarning
from adr_planner.plan import Allowance
from adr_planner.planner.flown_costs import OWN_END, with_flown_costs
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import cost_mission
from adr_planner.sequence import solve


@pytest.fixture(scope="module")
def example():
    return adr.example_mission("kg_per_yr")


def _small(mission, **changes):
    """Two targets in five months: a problem that is planned in well under a second."""
    return replace(mission, **({"targets": 2, "duration": 150 * u.day, "max_delta_v": None} | changes))


def _priced(ranked, servicer, mission):
    return cost_mission(list(ranked), servicer, mission, environment_of(mission, [entry.object for entry in ranked]))


def test_the_example_removes_five_of_sixty_in_a_year_and_proves_it(example_plan):
    solver, totals = example_plan.provenance.solver, example_plan.totals
    assert totals.n_targets == 5
    assert solver.n_candidates == 60
    assert example_plan.gap == 0.0
    assert solver.proven
    assert solver.objective_value == pytest.approx(totals.risk_removed_kg_per_yr, rel=1e-9)
    assert totals.duration_days <= 365.0
    assert totals.delta_v_with_margins_m_s <= 750.0
    assert totals.residual_propellant_kg >= 0.0


def test_limits_bind(ranking, example, example_plan):
    """Time, delta-v and propellant all matter: less of any removes less, more of one removes more."""

    def removed(propellant=900 * u.kg, **changes):
        servicer, mission = replace(example.servicer, propellant=propellant), replace(example.mission, **changes)
        return solve(_priced(ranking.top(60), servicer, mission).problem).worth

    example_removes = example_plan.totals.risk_removed_kg_per_yr
    assert removed(duration=335 * u.day) < example_removes
    assert removed(max_delta_v=650 * u.m / u.s) < example_removes
    assert removed(propellant=600 * u.kg) < example_removes
    assert removed(max_delta_v=1000 * u.m / u.s) > example_removes


def test_the_same_input_gives_the_same_bytes(ranking, example):
    mission = _small(example.mission)
    texts = {adr.plan_mission(ranking.top(12), example.servicer, mission).json_text() for _ in range(2)}
    assert len(texts) == 1


def test_the_order_of_the_catalogue_does_not_change_the_plan(example):
    objects = list(adr.Catalog.example())
    shuffled = adr.Catalog(reversed(objects), adr.Catalog.example().source)
    plans = [
        adr.plan_mission(adr.rank(catalog).top(10), example.servicer, _small(example.mission)).plan_id
        for catalog in (adr.Catalog.example(), shuffled)
    ]
    assert plans[0] == plans[1]


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "risk"])
@pytest.mark.parametrize("concept", ["kit", "tug"])
@pytest.mark.parametrize("disposal", [adr.Disposal.controlled(60 * u.km), adr.Disposal.decay(25 * u.yr)])
def test_every_concept_objective_and_rule_gives_a_plan_the_verifier_accepts(
    ranking, example, objective, concept, disposal
):
    servicer = replace(example.servicer, kits=0 if concept == "tug" else 5, propellant=4000 * u.kg)
    mission = _small(example.mission, objective=objective, disposal=disposal)
    plan = adr.plan_mission(ranking.top(10), servicer, mission)
    assert plan.verification.passed
    assert plan.servicer.concept == concept
    controlled = disposal.rule == "controlled"
    assert plan.compliance.reentry == ("controlled" if controlled else "uncontrolled")
    heavy = plan.compliance.casualty_risk_needs_control
    assert len(plan.compliance.warnings or ()) == (0 if controlled else len(heavy))
    assert ("warning: " in plan.summary()) == ("Warning" in plan._repr_html_()) == (not controlled)


def test_flown_legs_are_near_their_estimates(example_plan):
    for leg in example_plan.legs:
        assert leg.delta_v_m_s == pytest.approx(leg.estimate_delta_v_m_s, rel=0.15)


def test_side_constraints_are_kept(ranking, example):
    top = ranking.only(states=["CIS", "PRC", "ESA"])[10:26]  # the first ten are all of one state
    owners = [entry.object.owner for entry in top]
    wanted = top[5].object.norad_cat_id
    mission = _small(example.mission, must_visit=(wanted,), max_per_state=1)
    plan = adr.plan_mission(top, replace(example.servicer, propellant=3000 * u.kg), mission)
    assert wanted in [target.norad_cat_id for target in plan.targets]
    assert len({target.owner for target in plan.targets}) == len(plan.targets)
    assert len(set(owners)) > 1


def test_old_elements_are_warned_about(ranking, example):
    mission = _small(example.mission, start=Time("2025-06-01"))
    with pytest.warns(StaleElementsWarning, match=r"up to 21\d days older than the mission's start: nodes may be off"):
        adr.plan_mission(ranking.top(6), example.servicer, mission)


def test_elements_from_long_after_the_start_are_warned_about_too(ranking, example):
    mission = _small(example.mission, start=Time("2024-05-01"), hindcast=True)
    with pytest.warns(StaleElementsWarning, match=r"up to 18\d days younger than the mission's start"):
        adr.plan_mission(ranking.top(6), example.servicer, mission)


def test_fresh_elements_are_not(ranking, example):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        adr.plan_mission(ranking.top(6), example.servicer, _small(example.mission))


@pytest.mark.parametrize(
    ("count", "changes", "message"),
    [
        (0, {}, "There are no candidates"),
        (3, {"targets": 5}, "asks for 5 targets but there are only 3 candidates"),
        (12, {"targets": 6}, "asks for 6 targets but the servicer carries 5 kits"),
        (12, {"must_visit": (1,)}, "Object 1 of must_visit is not among the 12 candidates"),
    ],
)
def test_impossible_requests_are_refused_before_any_work(ranking, example, count, changes, message):
    candidates = ranking.top(count) if count else []
    with pytest.raises(InvalidInputError, match=message):
        adr.plan_mission(candidates, example.servicer, replace(example.mission, **changes))


def test_an_impossible_budget_names_the_limit_and_the_least_that_would_do(ranking, example):
    mission = _small(example.mission, objective="delta_v", max_delta_v=300 * u.m / u.s)
    with pytest.raises(InfeasibleMissionError) as caught:
        adr.plan_mission(ranking.top(10), example.servicer, mission)
    error = caught.value
    assert error.binding == "max_delta_v"
    assert error.required > error.available
    enough = replace(mission, max_delta_v=(error.required + 5.0) * u.m / u.s)
    plan = adr.plan_mission(ranking.top(10), example.servicer, enough)
    assert plan.totals.delta_v_with_margins_m_s <= error.required + 5.0


def test_a_kit_too_small_is_refused_with_the_shortfall(ranking, example):
    servicer = replace(example.servicer, kit=adr.Kit(mass=500 * u.kg))
    with pytest.raises(InvalidInputError, match=r"A kit of 500 kg cannot bring down SL-16 R/B .* kg more"):
        adr.plan_mission(ranking.top(10), servicer, _small(example.mission))


def test_flown_costs_take_the_place_of_estimates(ranking, example):
    leg_costs = _priced(ranking.top(8), example.servicer, _small(example.mission, objective="delta_v"))
    tour = solve(leg_costs.problem)
    barred = with_flown_costs(leg_costs, tour, {1: np.inf})
    other = solve(barred.problem)
    assert (other.stops, other.arrival_steps) != (tour.stops, tour.arrival_steps)
    assert other.delta_v >= tour.delta_v
    dearer = with_flown_costs(leg_costs, tour, {OWN_END: 400.0})
    changed = np.flatnonzero(dearer.problem.end_dv != leg_costs.problem.end_dv)
    assert changed.tolist() == [tour.stops[-1]]
    assert dearer.problem.end_dv[tour.stops[-1]] == 400.0


@pytest.mark.parametrize("thrust", [None, 1200.0])
def test_ends_are_costed_as_they_are_flown(ranking, example, thrust):
    """What the search pays for carrying targets down is within 10 m/s of the flight; the tug enters with the last."""
    servicer = replace(
        example.servicer, kits=0, propellant=4000 * u.kg, thrust=None if thrust is None else thrust * u.N
    )
    mission = _small(example.mission, objective="delta_v")
    ranked = ranking.top(6)
    problem = _priced(ranked, servicer, mission).problem
    plan = adr.plan_mission(ranked, servicer, mission)
    rows = {entry.object.norad_cat_id: row for row, entry in enumerate(ranked)}
    last = rows[plan.legs[-1].to_norad_cat_id]
    assert problem.end_dv[last] == 0.0
    for item in plan.disposals:
        flown = sum(x.size_m_s for x in (*item.maneuvers, *item.allowances) if not _alone(x))
        assert -10.0 < problem.stop_dv[rows[item.norad_cat_id]] - flown < 10.0


def _alone(spent):
    """Whether a tug spends it after it has let go: that belongs to its next leg."""
    return spent.line.endswith("return") if isinstance(spent, Allowance) else spent.kind == "return"


def test_progress_is_told_in_words(ranking, example):
    said = []
    adr.plan_mission(ranking.top(6), example.servicer, _small(example.mission), progress=said.append)
    assert said[0].startswith("looking at 6 candidates")
    assert "pricing legs between 6 candidates" in said
    assert any(line.startswith("flying to") for line in said)


def test_mass_and_budget_are_the_documents_own(example_plan):
    content = json.loads(example_plan.json_text())
    kits = sum(d["kit"]["dry_mass_kg"] + d["kit"]["propellant_kg"] for d in content["disposals"] if "kit" in d)
    assert content["totals"]["launch_mass_kg"] == pytest.approx(1200.0 + 900.0 + kits)


def test_the_plan_names_the_engine_that_found_its_tour(example, ranking):
    from typing import get_args, get_type_hints

    from adr_planner.planner.pricing.force_fields import environment_of
    from adr_planner.planner.request import Request
    from adr_planner.planner.worths import worths_of
    from adr_planner.planner.writing.provenance import provenance
    from adr_planner.sequence import Tour
    from adr_planner.spec.effort import Effort

    ranked = ranking.top(2)
    environment = environment_of(example.mission, [entry.object for entry in ranked])
    request = Request(ranked, example.servicer, example.mission, environment, Effort(seed=7), print)
    worths = worths_of(ranked, example.mission.worth, print)
    tour = Tour((0,), (0,), (), 210.0, 80.0, 3.0, "value", 4.0, False, "work limit")
    names = {
        engine: provenance(replace(tour, engine=engine), request, worths, None).solver.name
        for engine in get_args(get_type_hints(Tour)["engine"])
    }
    assert names["exact"] == "exact label setting"
    assert names["search"].startswith("large-neighbourhood search")
    assert len(set(names.values())) == 4

"""No plan is handed out that does not pass its own verification."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InvalidInputError, UnverifiedPlanError
from adr_planner.planner import planning, progress
from adr_planner.planner.acceptance import place_of
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.verification import VerificationReport
from adr_planner.verification.report import Check


@pytest.fixture(scope="module")
def asked(ranking):
    example = adr.example_mission("kg_per_yr")
    mission = replace(
        example.mission, targets=2, duration=150 * u.day, max_delta_v=700 * u.m / u.s, objective="delta_v"
    )
    return ranking.top(8), example.servicer, mission


def _fails(where, kind="robustness", value=12.0):
    return Check(kind, where, "re-targeting", value, 10.0, "m/s", passed=False)


def _judge(*answers):
    """Return a verifier that says no with each of these checks in turn, and then yes; and what it was shown."""
    shown = []

    def ask_verifier(plan, tell):
        shown.append(plan)
        failed = answers[len(shown) - 1](plan) if len(shown) <= len(answers) else None
        held = Check("robustness", "", "re-targeting", 1.0, 10.0, "m/s", passed=True)
        return VerificationReport(plan.plan_id, "", (failed or held,))

    return ask_verifier, shown


def _last_leg(plan):
    target = plan.targets[-1]
    return _fails(f"{target.name} ({target.norad_cat_id})")


def test_a_plan_that_fails_is_repaired_by_other_dates_or_targets(asked, monkeypatch):
    ask_verifier, shown = _judge(_last_leg)
    monkeypatch.setattr(planning, "ask_verifier", ask_verifier)
    said = []
    plan = adr.plan_mission(*asked, progress=said.append)
    assert plan.plan_id == shown[1].plan_id
    before, after = ([(leg.to_norad_cat_id, leg.arrive_utc) for leg in shown[k].legs] for k in (0, 1))
    assert before[-1] != after[-1]
    assert any("does not pass the check 'robustness'" in line and "12 m/s found, 10 allowed" in line for line in said)


def test_a_plan_that_cannot_be_repaired_is_refused_with_the_check_and_how_far_off_it_is(asked, monkeypatch):
    ask_verifier, shown = _judge(*[_last_leg] * 50)
    monkeypatch.setattr(planning, "ask_verifier", ask_verifier)
    with pytest.raises(UnverifiedPlanError, match=r"check 'robustness' at .*: 12 m/s found, 10 allowed") as caught:
        adr.plan_mission(*asked)
    assert (caught.value.binding, caught.value.required, caught.value.available) == ("robustness", 12.0, 10.0)
    assert 1 < len(shown) <= planning._MOST_VERIFIED


def test_what_no_other_tour_would_mend_is_refused_at_once(asked, monkeypatch):
    ask_verifier, shown = _judge(lambda plan: _fails("totals.delta_v_m_s", "sums"))
    monkeypatch.setattr(planning, "ask_verifier", ask_verifier)
    with pytest.raises(UnverifiedPlanError, match=r"check 'sums' at totals\.delta_v_m_s"):
        adr.plan_mission(*asked)
    assert len(shown) == 1


@pytest.mark.parametrize(
    ("where", "kind", "place"),
    [
        ("{name} ({number})", "rendezvous", 1),
        ("leg1-burn1", "burns", 1),
        ("injection -> leg0-burn1", "continuity", 0),
        ("leg0-burn3 -> leg1-burn1", "continuity", 1),
        ("disposal-{number}-pass2", "disposal", 1),
        ("disposal-servicer", "disposal", 1),
        ("servicer", "disposal", 1),
        ("injection", "launch", 0),
        ("{name} ({number}): gravity loss on transfer", "burns", 1),
        ("totals.propellant_kg", "sums", None),
        ("plan_id", "identity", None),
        ("conventions.gravity.j2", "forces", None),
    ],
)
def test_a_failed_check_is_laid_at_the_leg_it_is_about(asked, small_plan, where, kind, place):
    target = small_plan.targets[1]
    check = _fails(where.format(name=target.name, number=target.norad_cat_id), kind)
    assert place_of(check, small_plan) == place


@pytest.fixture(scope="module")
def small_plan(asked):
    return adr.plan_mission(*asked)


def test_a_plan_handed_out_passes_the_verifier(small_plan):
    assert adr.verify(small_plan).passed


def test_effort_is_recorded_and_the_same_work_gives_the_same_bytes(asked, small_plan):
    effort = small_plan.provenance.solver.effort
    assert (effort.engine, effort.gap, effort.time_limit_s) == ("auto", 0.0, None)
    assert 0 < effort.work <= effort.work_limit
    limited = [adr.plan_mission(*asked, work_limit=20, gap=0.3) for _ in range(2)]
    assert limited[0].json_text() == limited[1].json_text()
    assert limited[0].gap <= 0.3
    timed = adr.plan_mission(*asked, time_limit=100 * u.s, engine="search")
    assert timed.provenance.solver.effort.time_limit_s == 100.0
    assert timed.provenance.solver.name.startswith("large-neighbourhood search")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"gap": 2.0}, "gap must be a share"),
        ({"work_limit": 0}, "work_limit must be a whole number"),
        ({"time_limit": 0 * u.s}, "time_limit must be finite and above zero"),
        ({"engine": "magic"}, "engine must be auto, exact, search, beam or cp-sat"),
    ],
)
def test_efforts_that_make_no_sense_are_refused(asked, given, message):
    with pytest.raises(InvalidInputError, match=message):
        adr.plan_mission(*asked, **given)
    with pytest.raises(InvalidInputError, match=message):
        adr.plan_campaign(*asked, servicers=2, **given)
    with pytest.raises(InvalidInputError, match=r"engine must be|gap must|work_limit must|time_limit must"):
        adr.trade(*asked, **given)


def test_a_time_limit_needs_a_unit(asked):
    with pytest.raises(TypeError, match="time_limit needs a unit"):
        adr.plan_mission(*asked, time_limit=60)


def test_an_object_that_cannot_be_flown_to_is_left_out_and_the_mission_goes_on(asked, small_plan, monkeypatch):
    culprit = small_plan.targets[-1].norad_cat_id
    fly = planning.fly_itinerary

    def fails(itinerary, leg_costs, candidates, *args, **kwargs):
        for k, stop in enumerate(itinerary.stops):
            if candidates[stop].norad_cat_id == culprit:
                raise UnflyableLegError(f"The leg to X ({culprit}) does not close: too low.", leg=k)
        return fly(itinerary, leg_costs, candidates, *args, **kwargs)

    monkeypatch.setattr(planning, "fly_itinerary", fails)
    plan = adr.plan_mission(*asked)
    assert culprit not in [target.norad_cat_id for target in plan.targets]
    ranking, servicer, mission = asked
    with pytest.raises(adr.errors.InfeasibleMissionError, match=rf"{culprit}.*does not close: too low"):
        adr.plan_mission(ranking, servicer, replace(mission, must_visit=(culprit,)))


def test_an_interrupted_search_is_flown_verified_and_marked(asked, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY", -1.0)

    def stop(line):
        if getattr(line, "incumbent", None) is not None:
            raise KeyboardInterrupt

    ranking, servicer, mission = asked
    plan = adr.plan_mission(ranking, servicer, replace(mission, objective="risk"), progress=stop)
    solver = plan.provenance.solver
    assert solver.stop_reason == "interrupted" or solver.proven
    assert plan.verification.passed


def test_progress_carries_numbers(asked, monkeypatch):
    monkeypatch.setattr(progress, "_EVERY", -1.0)
    said = []
    adr.plan_mission(*asked, progress=said.append)
    steps = [line for line in said if isinstance(line, progress.Step)]
    assert {step.phase for step in steps} == {"screening", "pricing", "searching", "flying", "verifying"}
    known = [step for step in steps if step.incumbent is not None and step.bound is not None]
    assert known
    assert all(step.bound <= step.incumbent + 1e-9 and 0.0 <= step.gap <= 1.0 for step in known)
    assert any("best" in step and "m/s" in step for step in known)


def test_the_servicers_own_end_is_held_against_the_mass_of_its_moment(asked):
    """With full tanks the thrust would be too low for the last burn, by then it is not."""
    from adr_planner.core.constants import EGM96
    from adr_planner.service.burn_limits import refuse_weak_engine

    ranking, servicer, mission = asked
    apogee = EGM96.radius + max(entry.object.elements.apogee_km for entry in ranking) * 1e3
    perigee = EGM96.radius + 60e3
    full = servicer.dry_mass_kg + servicer.propellant_kg

    def strong_enough(thrust, mass):
        try:
            refuse_weak_engine("it", apogee, perigee, mass, thrust, servicer.isp_s, servicer)
        except InvalidInputError:
            return False
        return True

    least = next(float(n) for n in range(1, 5000) if strong_enough(float(n), 1.25 * servicer.dry_mass_kg))
    assert not strong_enough(least, full)
    plan = adr.plan_mission(ranking, replace(servicer, thrust=least * u.N), mission)
    assert plan.verification.passed
    last = next(item for item in plan.disposals if item.norad_cat_id is None).maneuvers
    assert max(burn.arc_deg for burn in last) <= math.degrees(servicer.longest_arc_rad)

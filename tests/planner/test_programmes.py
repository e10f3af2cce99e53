"""Missions of today's programmes, and six large stages let go by one tug."""

from dataclasses import replace
from pathlib import Path

import pytest

import adr_planner as adr
from adr_planner.planner.screening import wanted

FOLDER = Path(__file__).parents[2] / "missions"
FILES = sorted(path.stem for path in FOLDER.glob("*.toml"))


def _asked(name):
    return adr.read_mission(FOLDER / f"{name}.toml")


@pytest.fixture
def planned(ranking):
    def plan(name, **changes):
        asked = _asked(name)
        mission = replace(asked.mission, **changes)
        return adr.plan_mission(wanted(ranking, mission).top(asked.candidates), asked.servicer, mission)

    return plan


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_a_mission(name):
    assert _asked(name).mission.targets >= 1


def test_envisat_takes_the_tug_along(ranking):
    """Published (Biesbroek 2013): 810-878 kg of propellant at 1,600 kg; its burns on the stack alone take some 600."""
    asked = _asked("e-deorbit")
    among = [entry for entry in ranking if entry.object.norad_cat_id == 27386]
    plan = adr.plan_mission(among, asked.servicer, asked.mission)
    assert [item.norad_cat_id for item in plan.disposals] == [27386]
    assert {burn.kind for burn in plan.disposals[0].maneuvers} == {"disposal"}
    assert "return" not in {line.line for line in plan.budget}
    # 196.7 m/s from 766 x 768 km to 60 km, impulsive and Hohmann-like.
    assert sum(burn.size_m_s for burn in plan.disposals[0].maneuvers) == pytest.approx(196.7, abs=3.0)
    assert 600.0 < plan.totals.propellant_kg < 878.0


@pytest.mark.thorough
@pytest.mark.parametrize(("end", "most"), [(None, 1800.0), ("return", 2050.0)])
def test_six_large_stages_by_a_tug_that_keeps_its_drift(planned, end, most):
    """Climbing back before every leg took 2,723 m/s (the version before); verified under a weak and a strong Sun."""
    plan = planned("six-stages", servicer_end=end)
    assert plan.verification.passed
    assert plan.totals.delta_v_m_s <= most
    crossing = [text for text in plan.compliance.warnings if "crosses the altitudes of crewed stations" in text]
    assert len(crossing) == 6


@pytest.mark.thorough
@pytest.mark.parametrize("name", ["adras-j2", "adres-a"])
def test_programmes_are_planned_and_verified(planned, name):
    assert planned(name).verification.passed

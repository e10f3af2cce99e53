"""From candidates to a plan for an electric servicer, by the same way as for a chemical one."""

import json

import astropy.units as u
import pytest
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError
from adr_planner.plan import MissionPlan


def test_an_electric_mission_is_planned_proven_and_paid_for(electric_plan):
    assert electric_plan.totals.n_targets == 3
    assert electric_plan.gap == 0.0
    assert electric_plan.totals.residual_propellant_kg >= 0.0
    assert electric_plan.totals.duration_days <= 400.0
    for leg in electric_plan.legs:
        assert leg.maneuvers == ()
        assert leg.delta_v_m_s == pytest.approx(sum(arc.delta_v_m_s for arc in leg.arcs))
        assert leg.duration_days >= 20.0
        # The search reckons with the heaviest mass: docs/theory/low_thrust.md.
        assert leg.delta_v_m_s <= 1.1 * leg.estimate_delta_v_m_s + 5.0


def test_high_specific_impulse_saves_propellant(electric_plan):
    """1500 s: a tenth of the launch mass would not pay for 700 m/s at 300 s (Tsiolkovsky: 21 %)."""
    totals = electric_plan.totals
    assert totals.propellant_kg < 0.06 * totals.launch_mass_kg


def test_the_servicer_spirals_down_at_its_end(electric_plan):
    own = electric_plan.disposals[-1]
    assert (own.method, own.controlled, own.perigee_altitude_km) == ("self", False, 350.0)
    assert own.maneuvers == ()
    assert [arc.kind for arc in own.arcs] == ["disposal"]
    assert own.arcs[0].orbit_after.sma_km - 6378.137 == pytest.approx(350.0, abs=1.0)


def test_the_document_of_arcs_comes_back_as_it_was_written(electric_plan, tmp_path):
    electric_plan.to_json(tmp_path / "plan.json")
    assert MissionPlan.from_json(tmp_path / "plan.json") == electric_plan
    assert json.loads((tmp_path / "plan.json").read_text())["servicer"]["propulsion"] == "electric"


def test_summary_and_page_say_how_long_the_engine_is_on(electric_plan):
    assert "thrust arcs, 0.4 N electric, " in electric_plan.summary()
    assert "<th>thrust arc</th>" in electric_plan._repr_html_()


def test_an_engine_too_weak_for_the_climb_is_refused_in_days_and_newtons(ranking):
    servicer = adr.Servicer(
        dry_mass=900 * u.kg, propellant=200 * u.kg, isp=1500 * u.s, kits=1, propulsion="electric", thrust=20 * u.mN
    )
    mission = adr.MissionSpec(start=Time("2025-01-01"), duration=60 * u.day, targets=1, grid=10 * u.day)
    with pytest.raises(InfeasibleMissionError, match=r"commissioning of 10 days from 50 km below it at 0\.02 N"):
        adr.plan_mission(ranking.top(2), servicer, mission)

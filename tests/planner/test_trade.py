"""The trade from ranking to plan."""

from __future__ import annotations

from dataclasses import replace

import matplotlib
import pytest
from astropy import units as u

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError

matplotlib.use("Agg")


@pytest.fixture(scope="module")
def asked(ranking):
    example = adr.example_mission("kg_per_yr")
    mission = replace(example.mission, targets=2, duration=200 * u.day)
    return ranking.top(8), example.servicer, mission


@pytest.fixture(scope="module")
def trade(asked):
    return adr.trade(*asked, delta_v_step=10 * u.m / u.s, time_step=20 * u.day)


def test_points_rise_and_the_end_of_the_front_is_the_riskiest_mission(trade, asked):
    assert trade.duration_error_days == 15.0  # every fourth step of five days
    assert [p.delta_v_m_s for p in trade] == sorted(p.delta_v_m_s for p in trade)
    best = adr.plan_mission(*asked)
    assert max(p.risk_kg_per_yr for p in trade) == pytest.approx(best.totals.risk_removed_kg_per_yr)
    assert all(p.delta_v_m_s <= 750.0 + 1e-6 and p.duration_days <= 200.0 for p in trade)


def test_the_knee_is_the_point_nearest_to_the_best_of_everything(trade):
    def scaled(name, sign):
        values = [sign * getattr(point, name) for point in trade]
        return [(value - min(values)) / ((max(values) - min(values)) or 1.0) for value in values]

    columns = zip(scaled("delta_v_m_s", 1), scaled("duration_days", 1), scaled("risk_kg_per_yr", -1), strict=True)
    far = [sum(part**2 for part in parts) for parts in columns]
    assert trade.knee is trade[far.index(min(far))]


def test_a_point_expands_to_a_plan_that_keeps_it(trade):
    point = max(trade, key=lambda p: p.risk_kg_per_yr)
    plan = trade.plan(point)
    assert sorted(t.norad_cat_id for t in plan.targets) == sorted(point.norad_cat_ids)
    # flown legs are within a few per cent of their estimates; the estimate counts the dearest disposal
    assert plan.totals.delta_v_with_margins_m_s <= point.delta_v_m_s * 1.05
    assert plan.mission.objective == "delta_v"
    assert plan.totals.risk_removed_kg_per_yr == pytest.approx(point.risk_kg_per_yr)


def test_it_shows_itself(trade):
    assert f"Trade of {len(trade)} tours" in repr(trade)
    assert "within 10 m/s, 15 days" in repr(trade)
    assert trade._repr_html_().count("<tr>") == len(trade) + 1
    assert trade.to_pandas()["knee"].sum() == 1
    axes = adr.plots.pareto(trade)
    assert len(axes.collections[0].get_offsets()) == len(trade)


def test_an_impossible_trade_is_refused(asked):
    ranking, servicer, mission = asked
    with pytest.raises(InfeasibleMissionError, match="No tour to any target"):
        adr.trade(ranking, servicer, replace(mission, max_delta_v=250 * u.m / u.s))

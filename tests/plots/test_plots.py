"""Pictures: structure, labels, and nothing shown or imported behind the user's back."""

from pathlib import Path

import astropy.units as u
import matplotlib as mpl
import numpy as np
import pytest
from astropy.time import Time

mpl.use("Agg")
import matplotlib.pyplot as plt

import adr_planner as adr
from adr_planner.plan import MissionPlan


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_raan_chart_has_a_line_for_every_target_and_meets_them(example_plan):
    axes = adr.plots.raan(example_plan)
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == [
        f"{example_plan.target(leg.to_norad_cat_id).name} ({leg.to_norad_cat_id})" for leg in example_plan.legs
    ] + ["servicer"]
    targets = axes.lines[:5]
    meetings = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(meetings) == 5
    for line, meeting in zip(targets, meetings, strict=True):
        day, node = meeting.get_xdata()[0], meeting.get_ydata()[0]
        assert node == pytest.approx(np.interp(day, line.get_xdata(), line.get_ydata()))


def test_drift_orbits_end_at_their_targets(example_plan):
    """The dashed line of a drift ends within a plane's worth of burns of the target's line."""
    axes = adr.plots.raan(example_plan)
    dashed = [line for line in axes.lines if line.get_linestyle() == "--"]
    meetings = [line for line in axes.lines if line.get_marker() == "o"]
    assert len(dashed) == 5
    for drift, meeting in zip(dashed, meetings, strict=True):
        assert drift.get_ydata()[-1] == pytest.approx(meeting.get_ydata()[0], abs=0.7)


def test_timeline_has_a_row_for_every_target(example_plan):
    axes = adr.plots.timeline(example_plan)
    assert len(axes.get_yticklabels()) == 5
    assert axes.get_ylim()[0] > axes.get_ylim()[1]
    assert any("m/s" in text.get_text() for text in axes.texts)


def test_ranking_shows_the_null_model(ranking):
    axes = adr.plots.ranking(ranking, top=7)
    crosses = [line for line in axes.lines if line.get_marker() == "x"]
    assert [cross.get_xdata()[0] for cross in crosses] == [entry.mass_rank for entry in ranking[:7]]
    bands = [line for line in axes.lines if line.get_marker() == "None"]
    assert [tuple(band.get_xdata()) for band in bands] == [(entry.rank_low, entry.rank_high) for entry in ranking[:7]]


def test_the_map_shows_every_ranked_object(ranking):
    axes = adr.plots.ranking_map(ranking, top=50)
    assert sorted(len(dots.get_offsets()) for dots in axes.collections) == [50, len(ranking) - 50]


def test_pictures_go_where_they_are_told(example_plan):
    figure, axes = plt.subplots()
    assert adr.plots.timeline(example_plan, ax=axes) is axes
    assert len(figure.axes) == 1


def test_porkchop_and_drift_trade_mark_their_best():
    derelicts = adr.Catalog.example()
    pair = derelicts.get(24298), derelicts.get(25407)
    start = Time("2025-01-01")
    chart = adr.porkchop(*pair, start=start, window=3 * u.hour, flight=(20 * u.min, 8 * u.hour), points=(10, 40))
    ax = adr.plots.porkchop(chart)
    assert ax.texts[0].get_text() == f"{chart.best.delta_v_m_s:.0f} m/s"
    assert "revolutions: 1" in adr.plots.porkchop(chart, revolutions=1).get_title()
    trade = adr.drift_trade(*pair, depart=start, wait=90 * u.day)
    ax = adr.plots.drift_trade(trade)
    assert ax.texts[0].get_text() == f"estimate: {trade.best_delta_v:.0f} m/s"


def test_no_name_is_set_as_mathematics_or_left_out_of_a_legend():
    """matplotlib would refuse the fraction, and hide what begins with a low line."""
    path = Path(__file__).parents[1] / "verification" / "plans" / "plan-1.2.0.json"
    plan = MissionPlan.from_json(path)
    names = ["_$\\frac{1}{0}$", "a$b$c$", "\\$x$\\", "A\u202e\nB", "[red]%s{}"]
    targets = [one.model_copy(update={"name": name}) for one, name in zip(plan.targets, names, strict=False)]
    plan = plan.model_copy(update={"targets": tuple(targets)})
    for draw in (adr.plots.raan, adr.plots.timeline):
        axes = draw(plan)
        axes.figure.canvas.draw()
        shown = axes.get_legend().get_texts() if draw is adr.plots.raan else axes.get_yticklabels()
        texts = [text.get_text() for text in shown]
        assert sum("(" in text for text in texts) == len(targets)
        assert not any(is_math_text(text) for text in texts)


def is_math_text(text):
    """Matplotlib's rule: an even number of dollars, above zero, that no backslash stands before."""
    return text.count("$") - text.count("\\$") != 0

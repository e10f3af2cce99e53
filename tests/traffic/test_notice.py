"""A manoeuvre notice: every burn of the document is in it, with its window, and orbits before and after."""

import json

import astropy.units as u
import numpy as np
import pytest

import adr_planner as adr
from adr_planner.plan.base import moment


@pytest.fixture(scope="module")
def notice(example_plan):
    return adr.notice(example_plan, window=2 * u.hour)


def test_every_burn_is_in_it_with_its_window(example_plan, notice):
    burns = [burn for leg in example_plan.legs for burn in leg.maneuvers]
    burns += [burn for item in example_plan.disposals for burn in item.maneuvers]
    told = {burn.id: burn for burn in notice.burns}
    assert sorted(told) == sorted(burn.id for burn in burns)
    for burn in burns:
        found = told[burn.id]
        assert (moment(found.planned_utc) - moment(found.window_opens_utc)).total_seconds() == 7200.0
        assert (moment(found.window_closes_utc) - moment(found.planned_utc)).total_seconds() >= 7200.0
        parts = (found.radial_m_s, found.in_track_m_s, found.cross_track_m_s)
        assert np.linalg.norm(parts) == pytest.approx(burn.size_m_s)


def test_disposals_end_where_the_document_says(example_plan, notice):
    """Perigee after the last burn, osculating, within what the bulge of the Earth makes of a mean one (30 km)."""
    told = {burn.id: burn for burn in notice.burns}
    for item in example_plan.disposals:
        found = told[item.maneuvers[-1].id]
        assert found.perigee_after_km == pytest.approx(item.perigee_altitude_km, abs=30.0)
        assert found.in_track_m_s < -100.0


def test_days_set_aside_make_windows_longer(example_plan, notice):
    first = example_plan.legs[0].model_copy(update={"slack_days": 2.0})
    later = adr.notice(example_plan.model_copy(update={"legs": (first, *example_plan.legs[1:])}), window=2 * u.hour)
    for before, after in zip(notice.burns, later.burns, strict=True):
        gained = (moment(after.window_closes_utc) - moment(before.window_closes_utc)).total_seconds()
        assert gained == pytest.approx(2.0 * 86400.0 - 86400.0 * (example_plan.legs[0].slack_days or 0.0))


def test_thrust_arcs_are_told_too(electric_plan):
    told = adr.notice(electric_plan)
    assert {arc.id for arc in electric_plan.arcs} <= {burn.id for burn in told.burns}
    assert "adr_maneuver_notice" in told.json_text()


def test_it_leaves_as_json_table_and_html(tmp_path, notice):
    notice.to_json(tmp_path / "notice.json")
    content = json.loads((tmp_path / "notice.json").read_text())
    assert len(content["burns"]) == len(notice.burns) == len(notice.to_pandas())
    assert content["targets"][0]["norad_cat_id"] == notice.targets[0][0]
    assert "<table>" in notice._repr_html_()

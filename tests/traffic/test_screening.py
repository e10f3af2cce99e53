"""A screening as a user meets it: what is named, what is only expected, and what is refused."""

import json
from dataclasses import replace

import astropy.units as u
import numpy as np
import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.traffic.crewed import is_crewed


def test_approaches_are_where_the_two_flights_have_them(example_plan, everything, screening):
    """Both states at the moment, by `adr.state` and `SpaceObject.orbit`, a second before and after: the nearest."""
    from adr_planner.units import parse_utc

    assert len(screening.approaches) > 20
    for found in sorted(screening.approaches, key=lambda item: item.miss_m)[:4]:
        times = parse_utc(found.epoch_utc) + np.array([-1.0, 0.0, 1.0]) * u.s
        orbits = [everything.get(found.norad_cat_id).orbit(time) for time in times]
        apart = np.array([orbit.r.to_value("m") for orbit in orbits]) - example_plan.state(times).xyz.to_value("m").T
        miss = np.linalg.norm(apart, axis=1)
        assert miss[1] == pytest.approx(found.miss_m, abs=0.5)
        assert miss[1] < miss[0]
        assert miss[1] < miss[2]
        speed = np.linalg.norm(apart[2] - apart[0]) / 2.0
        assert speed == pytest.approx(found.relative_speed_m_s, rel=1e-3)
        parts = (found.radial_m, found.in_track_m, found.cross_track_m)
        assert np.linalg.norm(parts) == pytest.approx(found.miss_m, abs=1e-3)


def test_nothing_is_named_beyond_the_age_that_is_allowed(example_plan, everything, screening):
    assert max(item.elements_age_days for item in screening.approaches) <= 72.0
    late = adr.screen(example_plan, everything)
    assert late.approaches == ()
    assert "No approach is named" in str(late)
    assert not late.injection.covered
    assert all(item.named_share == 0.0 and item.expected_below_20_km > 0.0 for item in late.stretches)


def test_every_stretch_of_the_plan_is_there(example_plan, screening):
    names = [item.stretch for item in screening.stretches]
    for leg in example_plan.legs:
        for name in (f"leg {leg.index} to", "stay at"):
            assert f"{name} {leg.to_norad_cat_id}" in names
        assert f"{leg.to_norad_cat_id} down" in names
    days = sum(item.days for item in screening.stretches if "down" not in item.stretch)
    assert days == pytest.approx(example_plan.totals.duration_days, abs=0.2)


def test_the_target_is_no_traffic_once_the_servicer_has_left(screening, example_plan):
    first = example_plan.legs[0]
    assert not [
        item
        for item in screening.approaches
        if item.norad_cat_id == first.to_norad_cat_id and item.epoch_utc > example_plan.legs[1].depart_utc
    ]


def test_heights_of_stations_are_warned_of(screening):
    assert any("ISS" in text and "disposal" in text for text in screening.warnings)


def test_the_list_holds_the_near_the_crewed_and_the_closest_of_each_stretch(screening):
    listed = screening.listed
    assert all(item in listed for item in screening.approaches if item.miss_m < 1000.0 or item.crewed)
    per = [sum(item.stretch == stretch.stretch for item in listed) for stretch in screening.stretches]
    assert max(per) >= 10


def test_it_leaves_as_json_csv_table_and_html(tmp_path, screening):
    screening.to_json(tmp_path / "found.json")
    content = json.loads((tmp_path / "found.json").read_text())
    assert content["document_type"] == "adr_screening"
    assert len(content["approaches"]) == len(screening.approaches) == len(screening.to_pandas())
    screening.to_csv(tmp_path / "found.csv")
    assert (tmp_path / "found.csv").read_text().startswith("stretch,epoch_utc,norad_cat_id,")
    assert len(screening.to_pandas("stretches")) == len(screening.stretches)
    assert "<table>" in screening._repr_html_()
    with pytest.raises(InvalidInputError, match="say one of approaches"):
        screening.to_pandas("nothing")


def test_what_has_no_phases_is_refused(example_plan, everything):
    with pytest.raises(InvalidInputError, match="no nodes and no phases: give a file of element sets"):
        adr.screen(example_plan, everything.population)
    with pytest.raises(InvalidInputError, match="nodes for derelicts only"):
        adr.screen(example_plan, None)
    with pytest.raises(InvalidInputError, match="at most 200 km"):
        adr.screen(example_plan, everything, radius=900 * u.km)
    with pytest.raises(TypeError, match=r"within=7 \* u\.day"):
        adr.screen(example_plan, everything, within=7)


def test_pieces_of_crewed_craft_carry_nobody(everything):
    station = everything.get(25544)
    assert is_crewed(station)
    assert not is_crewed(replace(station, norad_cat_id=900001, name="SZ-17 MODULE"))

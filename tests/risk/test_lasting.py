"""The date an object lasts to, and its band over the Sun."""

from dataclasses import replace

import pytest

import adr_planner as adr
from adr_planner.risk.collisions.lifetime import lifetime_years
from adr_planner.risk.lasting import lasting


@pytest.fixture(scope="module")
def catalog():
    return adr.Catalog.example()


def test_the_earlier_of_sgp4_and_the_lifetime_model_counts(catalog):
    low = catalog.get(13067)
    assert lasting(low).by == "SGP4"
    heavier = replace(low, mass_kg=low.mass_kg / 40.0, mass_min_kg=None, mass_max_kg=None)
    assert lasting(heavier).by == "the lifetime model"
    assert lasting(heavier).days < lasting(low).days
    elements = low.elements
    years = lifetime_years(elements.perigee_km, elements.apogee_km, heavier.area_m2 / heavier.mass_kg).years
    assert lasting(heavier).days == pytest.approx(365.25 * years)


def test_the_band_brackets_the_date(catalog):
    for item in catalog:
        end = lasting(item)
        if end.date is not None:
            assert end.strong <= end.date
            assert end.weak is None or end.date <= end.weak


def test_without_an_area_only_sgp4_tells(catalog):
    bare = replace(catalog.get(13067), area_m2=None, area_min_m2=None, area_max_m2=None)
    assert lasting(bare).by == "SGP4"
    assert lasting(bare).date == lasting(bare).strong == lasting(bare).weak


def test_a_ranking_tells_dates_and_the_age_of_its_elements(catalog):
    ranking = adr.rank(catalog, draws=0)
    entry = ranking.get(13067)
    row = entry.row()
    assert row["lasts_to_utc"].startswith("2025-04")
    assert row["lasts_to_strong_utc"] < row["lasts_to_utc"] < row["lasts_to_weak_utc"]
    assert row["elements_epoch_utc"] == entry.object.elements.epoch_utc
    assert row["elements_age_days"] == pytest.approx(entry.elements_age_days)
    assert 0.0 <= row["elements_age_days"] < 2.0
    assert "by its elements of 2024-10-31 it lasts to 2025-04" in ranking.explain(13067)
    assert "elements of 2024-10-3" in repr(ranking)
    assert "lasts to" in ranking.top(5)._repr_html_()
    assert ranking.get(22566).row()["lasts_to_utc"] is None

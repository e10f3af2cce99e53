"""What a catalogue flies among."""

from dataclasses import replace

import numpy as np
import pytest

from adr_planner.catalog import Catalog
from adr_planner.catalog.population import population_of
from adr_planner.errors import OddPopulationWarning


def test_the_whole_catalogue_of_the_day_gives_the_bundled_population(shared_data):
    """Orbits of the same snapshot, read by the other way, without the tables the bundled one was built from."""
    catalog = Catalog.from_file(shared_data("catalog/celestrak_gp_onorbit_20241101.csv.gz"))
    ours, bundled = catalog.among(catalog).population, catalog.population
    assert len(ours) == len(bundled) == 24_058
    assert (ours.norad_cat_id == bundled.norad_cat_id).all()
    assert (ours.operational == bundled.operational).all()
    np.testing.assert_allclose(ours.sma_km, bundled.sma_km, atol=0.006)  # the bundled axes are whole decametres
    np.testing.assert_allclose(ours.mass_kg, bundled.mass_kg, rtol=1e-6)
    np.testing.assert_allclose(ours.radius_m, bundled.radius_m, rtol=1e-3)
    assert np.mean(ours.kind == bundled.kind) > 0.99


def test_subsets_and_tables_keep_the_population():
    few = Catalog.example()[:50]
    with pytest.warns(OddPopulationWarning, match="0 % of its 50 objects are fragments"):
        crowd = few.among(few)
    assert len(crowd.population) == len(crowd[:3].population) == len(crowd.with_attributes().population) == 50
    assert repr(crowd.population) == f"<Population of 50 objects, 0 of them at work, {few.source.name}>"
    assert crowd.describe()["population_source"] == few.source.name


def test_satellites_of_unknown_status_are_told():
    """A group of working satellites read without a table: nobody says that they work."""
    some = Catalog.example()[:40]
    lost = [replace(one, status="unknown") if one.object_type == "PAYLOAD" else one for one in some]
    crowd = Catalog.from_objects(
        [*lost, *(replace(one, norad_cat_id=900000 + k, object_type="DEBRIS") for k, one in enumerate(some))]
    )
    with pytest.warns(OddPopulationWarning, match="satellites nobody says whether they work") as told:
        some.among(crowd)
    assert "fragments" not in str(told[0].message)


def test_what_lacks_a_mass_or_has_come_down_is_no_part_of_it():
    example = Catalog.example()
    one, two, three = example[:3]
    changed = [replace(one, mass_kg=None, mass_min_kg=None, mass_max_kg=None), replace(two, status="decayed"), three]
    crowd = population_of(changed, example.population, "three")
    assert crowd.norad_cat_id.tolist() == [three.norad_cat_id]
    assert len(population_of([], example.population, "nobody")) == 0

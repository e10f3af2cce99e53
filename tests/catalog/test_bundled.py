"""The bundled figures agree with each other and with what is told about them."""

import gzip
import re
from importlib.resources import files

import numpy as np
import pytest

from adr_planner.catalog import Catalog, bundled
from adr_planner.catalog.population import KINDS
from adr_planner.errors import CatalogError


@pytest.fixture(scope="module")
def catalog():
    return Catalog.example()


def test_the_provenance_counts_what_is_there(catalog):
    text = (files("adr_planner") / "data" / "PROVENANCE.md").read_text(encoding="utf-8")
    rows = re.findall(r"\| `(\w+)\.\w+` \|.*\| ([\d,]+) \|", text)
    counts = {name: int(count.replace(",", "")) for name, count in rows}
    assert counts == {
        "derelicts_20241031": len(catalog),
        "population_20241031": len(catalog.population),
        "pieces_20241031": 290,
        "registry_20241031": len(bundled.registry()),
        "operators_20241031": int(catalog.population.operational.sum()),
        "removal_values_20241031": 1353,
        "explosion_hazards": 7,
    }
    assert "planet4589.org/space/gcat" in text  # CC-BY asks for the credit


def test_the_files_are_small():
    sizes = [item.stat().st_size for item in (files("adr_planner") / "data").iterdir() if "20241031" in item.name]
    assert len(sizes) == 6
    assert sum(sizes) < 1_400_000  # half of it is the table of values


def test_derelicts_and_population_tell_the_same_story(catalog):
    population = catalog.population
    place = np.searchsorted(population.norad_cat_id, [item.norad_cat_id for item in catalog])
    assert [KINDS[kind] for kind in population.kind[place]] == [item.object_type for item in catalog]
    np.testing.assert_allclose(population.mass_kg[place], [item.mass_kg for item in catalog], rtol=1e-6)
    np.testing.assert_allclose(np.pi * population.radius_m[place] ** 2, [item.area_m2 for item in catalog], rtol=1e-5)
    assert not population.operational[place].any()


def test_what_nobody_can_identify_is_not_taken_for_a_satellite(catalog):
    population = catalog.population
    unknown = population.kind == KINDS.index("UNKNOWN")
    assert unknown.sum() == 562  # analyst objects of the catalogue of 1 November 2024
    assert population.mass_kg[unknown].max() < 1.0


def test_every_figure_of_the_population_can_be_one(catalog):
    population = catalog.population
    for values in (population.sma_km, population.mass_kg, population.radius_m):
        assert np.isfinite(values).all()
        assert values.min() > 0.0
    assert (np.diff(population.norad_cat_id) > 0).all()
    perigee = population.sma_km * (1.0 - population.ecc) - 6378.137
    assert perigee.min() > 99.0
    assert perigee.max() < 2101.0


def test_estimated_cross_sections_say_so(catalog):
    estimated = [item for item in catalog if item.area_source.startswith("size law")]
    assert len(estimated) == 35
    # The bare law would give 32 m2 (and 79 for an SL-16 of 36 m2: risk.md section 7); the type's median is 0.71 of it.
    assert catalog.get(19649).area_m2 == pytest.approx(0.715 * 32.1, rel=0.01)


# A packed file of one date: with today's in it, two workers of one test run would name their cases differently.
PACKED = gzip.compress(b"OBJECT_NAME,\n" * 999, mtime=0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"", "x.csv is empty", id="empty"),
        pytest.param(b" \n\n", "x.csv is empty", id="blank"),
        pytest.param(bytes(range(128, 256)), "is not an OMM table|holds no element sets", id="binary"),
        pytest.param(PACKED[:-20], "was the download cut short", id="cut"),
        pytest.param(PACKED[:12] + b"\xff\x00\xff" * 9, "Cannot unpack", id="spoilt"),
    ],
)
def test_damaged_files_are_refused_in_one_sentence(tmp_path, content, message):
    (tmp_path / "x.csv").write_bytes(content)
    for read in (Catalog.from_omm, Catalog.from_tle):
        with pytest.raises(CatalogError, match=message):
            read(tmp_path / "x.csv")


@pytest.mark.parametrize("source", ["", "nowhere.csv", "null\0byte", "x" * 5000])
def test_what_is_neither_path_nor_text_is_refused(source):
    with pytest.raises(CatalogError) as caught:
        Catalog.from_omm(source)
    assert len(str(caught.value)) < 200

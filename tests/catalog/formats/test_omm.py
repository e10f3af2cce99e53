"""OMM tables: whole rows, and what the file knows outweighs what we bundled."""

import json

import pytest

from adr_planner.catalog import Catalog
from adr_planner.errors import CatalogError, UnreadableRowsWarning

HEADER = (
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,"
    "EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT"
)
ROW = "ENVISAT,2002-009A,2024-10-31T12:00:00.000000,14.38,.0001,98.2,300,90,270,0,U,27386,999,1,.1E-4,.1E-6,0"


def record(**changes):
    return json.dumps([dict(zip(HEADER.split(","), ROW.split(","), strict=True)) | changes])


def test_a_row_cut_before_any_of_its_commas_is_refused():
    """Drag terms are optional as columns, but half a row is no row."""
    for end in [place for place, sign in enumerate(ROW) if sign == ","]:
        text = f"{HEADER}\n{ROW.replace('27386', '27387')}\n{ROW[:end]}"
        with pytest.raises(CatalogError, match=r"line 3: has .* fields where the first line names 17"):
            Catalog.from_omm(text, strict=True)
        with pytest.warns(UnreadableRowsWarning, match="1 of 2 rows left out, the first at line 3"):
            assert [item.norad_cat_id for item in Catalog.from_omm(text)] == [27387]


def test_a_row_with_a_field_too_many_is_refused():
    with pytest.raises(CatalogError, match="line 2: has 18 fields where the first line names 17"):
        Catalog.from_omm(f"{HEADER}\n{ROW},1\n")


def test_json_cut_anywhere_is_refused():
    whole = record()
    for end in range(1, len(whole)):
        with pytest.raises(CatalogError, match="not complete JSON"):
            Catalog.from_omm(whole[:end], strict=True)


def test_an_object_that_came_down_is_no_longer_a_derelict():
    assert Catalog.from_omm(record())[0].status == "derelict"
    gone = Catalog.from_omm(record(DECAY_DATE="2025-01-01"))[0]
    assert (gone.status, gone.mass_kg) == ("decayed", 8110.0)


def test_a_perigee_below_the_surface_counts_as_decayed():
    assert Catalog.from_omm(record(ECCENTRICITY="0.2"))[0].status == "decayed"


def test_joined_figures_say_that_they_were_joined():
    assert Catalog.from_omm(record())[0].mass_source.endswith("the bundled table")


def test_strangers_keep_an_unknown_status_and_a_mass_that_says_it_is_a_guess():
    stranger = Catalog.from_omm(record(NORAD_CAT_ID=999_999_999, OBJECT_ID="", OBJECT_NAME=None))[0]
    assert (stranger.status, stranger.object_id) == ("unknown", "")
    assert stranger.estimated == {"mass_kg", "area_m2"}
    assert stranger.mass_source == "estimated: median of debris, within a factor of 56"
    assert stranger.name == "OBJECT 999999999"


def test_satellites_at_work_in_the_bundled_population_are_operational():
    assert Catalog.from_omm(record(NORAD_CAT_ID=25544, OBJECT_NAME="ISS (ZARYA)"))[0].status == "operational"


def test_columns_nobody_needs_may_be_missing():
    keep = [
        k for k, name in enumerate(HEADER.split(",")) if name not in ("EPHEMERIS_TYPE", "BSTAR", "MEAN_MOTION_DDOT")
    ]
    text = "\n".join(",".join(line.split(",")[k] for k in keep) for line in (HEADER, ROW))
    assert Catalog.from_omm(text + "\n")[0].elements.bstar == 0.0

"""Pieces of its own that a catalogue holds of an object, and what follows for a remnant."""

from dataclasses import replace

import pytest

import adr_planner as adr
from adr_planner.catalog import Catalog
from adr_planner.errors import CandidatesLeftOutWarning, InvalidInputError
from adr_planner.risk.remnants import pieces_share, remnant_words

HEAD = (
    "NORAD_CAT_ID,OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,"
    "MEAN_ANOMALY\n"
)


def _row(number, name, designator):
    return f"{number},{name},{designator},2026-11-01T12:00:00,14.1,.001,98.2,300,90,270\n"


def _catalog(n_pieces, name="CZ-6A", launch="2026-150"):
    rows = [_row(90001, f"{name} R/B", f"{launch}B"), _row(90002, "YAOGAN 99", f"{launch}A")]
    rows += [_row(91000 + k, f"{name} DEB", f"{launch}ZZ") for k in range(n_pieces)]
    rows += [_row(95000 + k, f"{name} DEB", "2025-001ZZ") for k in range(30)]  # of another flight
    return Catalog.from_file(HEAD + "".join(rows))


# Counted in CelesTrak's whole on-orbit catalogue of 1 November 2024.
@pytest.mark.parametrize(("number", "pieces"), [(54236, 684), (60397, 600), (24946, 133), (22675, 704), (25730, 2015)])
def test_known_remnants_are_no_candidates_and_told_why(number, pieces, ranking):
    target = Catalog.example().get(number)
    assert target.n_pieces == pieces
    assert number not in ranking
    assert f"{pieces:,} catalogued pieces" in remnant_words(target)
    with pytest.raises(InvalidInputError, match="broken up: what is left of its mass is not known"):
        ranking.get(number)


@pytest.fixture(scope="module")
def ranking():
    return adr.rank(Catalog.example(), draws=0)


@pytest.mark.parametrize(("number", "share"), [(22285, 0.04), (22566, 0.01)])
def test_stages_that_only_shed_stay_and_are_flagged(number, share, ranking):
    entry = ranking.get(number)
    assert pieces_share(entry.object) == pytest.approx(share, abs=0.005)
    assert f"mass lost with {entry.object.n_pieces} catalogued pieces" in ranking.explain(number)


def test_a_catalogue_counts_pieces_of_the_launch_when_it_is_read():
    assert _catalog(600).get(90001).n_pieces == 600
    assert _catalog(600).get(90002).n_pieces == 0  # another name of the same launch
    assert _catalog(0).get(90001).n_pieces == 0


def test_what_was_counted_stays_with_the_object_when_its_pieces_are_filtered_away():
    catalog = _catalog(600).filter(object_type="ROCKET BODY")
    assert [item.n_pieces for item in catalog] == [600]
    assert Catalog.from_objects(list(catalog)).get(90001).n_pieces == 600


def test_a_file_without_debris_keeps_what_is_bundled():
    catalog = Catalog.from_file(HEAD + _row(54236, "CZ-6A R/B", "2022-151B"))
    assert catalog.get(54236).n_pieces == 684


def test_from_a_tenth_of_the_model_on_the_mass_is_unknown():
    stage = replace(Catalog.example().get(54236), mass_kg=6000.0, mass_min_kg=None, mass_max_kg=None)
    # 0.1 M^0.75 L^-1.71 gives 3,496 pieces above 10 cm.
    assert remnant_words(replace(stage, n_pieces=349)) == ""
    assert remnant_words(replace(stage, n_pieces=350)).startswith("broke up: 350 ")
    assert remnant_words(replace(stage, n_pieces=19, mass_kg=10.0)) == ""  # too few to tell


def test_a_remnant_of_a_ranking_of_old_is_left_out_of_a_mission_by_name(ranking):
    from adr_planner.planner.screening import screen

    mission = adr.example_mission("kg_per_yr")
    remnant = replace(ranking[0], object=replace(ranking[0].object, n_pieces=3000))
    with pytest.warns(CandidatesLeftOutWarning, match="broke up: 3,000 catalogued pieces"):
        screened = screen([remnant, *ranking.top(10)[1:]], [mission.servicer], mission.mission)
    assert [item.norad_cat_id for item in screened.left_out] == [remnant.object.norad_cat_id]

"""A ranking as an analyst meets it, on a catalogue small enough to know."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adr_planner.errors import InvalidInputError
from adr_planner.risk import rank
from adr_planner.risk.indices import INDICES, VOTERS

ALTITUDES_KM = (520, 620, 700, 765, 780, 840, 845, 850, 900, 960, 975, 980, 1100, 1500)


@pytest.fixture
def little(derelict, catalog_of):
    masses = (8200, 1400, 900, 8100, 2000, 8200, 8200, 1000, 3000, 1400, 1400, 1434, 500, 1434)
    return catalog_of(
        derelict(100 + k, altitude, mass) for k, (altitude, mass) in enumerate(zip(ALTITUDES_KM, masses, strict=True))
    )


def test_ranks_count_up_while_points_count_down(little):
    ranking = rank(little, top_list=5)
    assert [entry.rank for entry in ranking] == list(range(1, len(little) + 1))
    scores = [entry.score for entry in ranking]
    assert scores == sorted(scores, reverse=True)
    for entry in ranking:
        assert entry.score == sum(max(0, 6 - entry.index_ranks[index.name]) for index in VOTERS)


def test_risk_is_probability_times_mass(little):
    for entry in rank(little):
        chance = entry.indices["catastrophic_probability_per_yr"]
        assert entry.risk_kg_per_yr == pytest.approx(chance * entry.object.mass_kg)
        assert 0.0 < chance < 1.0


def test_rank_by_mass_alone_is_shown_beside(little):
    places = {entry.object.norad_cat_id: entry.mass_rank for entry in rank(little)}
    assert [places[100], places[105], places[106], places[103]] == [1, 1, 1, 4]


@settings(max_examples=10)
@given(st.permutations(range(len(ALTITUDES_KM))))
def test_the_order_of_the_catalogue_changes_nothing(derelict, catalog_of, shuffled):
    objects = [derelict(100 + k, altitude, 1000 + k) for k, altitude in enumerate(ALTITUDES_KM)]
    straight = rank(catalog_of(objects))
    mixed = rank(catalog_of(objects[k] for k in shuffled))
    assert straight.entries == mixed.entries


def test_only_derelicts_of_known_mass_and_size_are_ranked(little, derelict, catalog_of):
    strangers = {
        201: derelict(201, 800, 9000, status="operational"),
        202: derelict(202, 800, 9000, status="unknown"),
        203: derelict(203, 800, 9000, status="decayed"),
        204: replace(derelict(204, 800, 9000), mass_kg=None),
        205: derelict(205, 800, 9000, area_m2=None),
        206: derelict(206, 80, 9000),
        207: derelict(207, 20000, 9000),
    }
    ranking = rank(catalog_of([*little, *strangers.values()]))
    assert len(ranking) == len(little)
    assert ranking.unranked == {
        201: "operational", 202: "status unknown", 203: "decayed", 204: "no mass", 205: "no cross-section",
        206: "decayed", 207: "never below 2,000 km",
    }  # fmt: skip
    assert "2 decayed, 1 never below 2,000 km, 1 no cross-section, 1 no mass" in repr(ranking)
    with pytest.raises(InvalidInputError, match="204 was left out of the ranking: no mass"):
        ranking.explain(204)


def test_an_empty_catalogue_is_refused(catalog_of):
    with pytest.raises(InvalidInputError, match="catalogue is empty"):
        rank(catalog_of())


def test_a_catalogue_with_nothing_to_rank_says_what_is_in_it(derelict, catalog_of):
    working = [derelict(number, 800, 1000, status="operational") for number in (1, 2)]
    with pytest.raises(InvalidInputError, match=r"Nothing to rank among 2 objects \(2 operational\)"):
        rank(catalog_of(working))


def test_top_keeps_the_first_and_what_was_left_out(little):
    ranking = rank(little)
    assert [entry.rank for entry in ranking.top(3)] == [1, 2, 3]
    assert len(ranking.top(10**6)) == len(little)
    assert ranking.top(3).n_ranked == len(little)
    assert ranking[:3] == ranking.top(3)
    assert ranking[-1].rank == len(little)


@pytest.mark.parametrize("n", [0, -1, 2.0, True, None])
def test_top_needs_a_whole_number_above_zero(little, n):
    with pytest.raises(InvalidInputError, match="at least 1"):
        rank(little).top(n)


def test_explain_gives_place_numbers_and_lifetime(little):
    ranking = rank(little)
    text = ranking.explain(ranking[0].object.norad_cat_id)
    assert "is ranked 1st of 14" in text
    assert "kg" in text
    assert "years" in text
    assert text.count(" - ") == len(INDICES)
    assert text.count("(no vote)") == 1
    assert "nine draws in ten rank it between" in text
    assert "consent of Russia" in text


def test_explain_refuses_a_number_it_never_saw(little):
    with pytest.raises(InvalidInputError, match="Object 424242 is not among the 14 objects"):
        rank(little).explain(424242)


def test_the_table_has_units_in_its_headings(little):
    table = rank(little).to_pandas()
    assert list(table["rank"]) == list(range(1, 15))
    assert {
        "norad_cat_id",
        "mass_kg",
        "perigee_km",
        "expected_mass_kg_per_yr",
        "csi_rank",
        "mass_rank",
    } <= set(table)


def test_the_html_view_is_static_and_escapes_names(little):
    little[5] = replace(little[5], name="<script>alert(1)</script>")
    html = rank(little)._repr_html_()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert html.count("<tr>") == 15
    assert 'style="overflow:auto' in html


def test_a_long_ranking_shows_fifty_rows_and_counts_the_rest(derelict, catalog_of):
    many = catalog_of(derelict(1000 + k, 700 + k, 1000 + k) for k in range(60))
    html = rank(many)._repr_html_()
    assert html.count("<tr>") == 51
    assert "and 10 more" in html
    assert "and 50 more" in repr(rank(many))


def test_method_and_reference_name_every_index(little):
    ranking = rank(little, top_list=7)
    assert "top 7" in ranking.method
    for title in ("P x mass", "fragments", "CSI", "R_N", "ECOB-like", "massive pairs", "SDI"):
        assert title in ranking.method
        assert title in ranking.reference


@pytest.mark.parametrize("top_list", [0, -1, 1.5])
def test_a_top_list_below_one_is_refused(little, top_list):
    with pytest.raises(InvalidInputError, match="top_list"):
        rank(little, top_list=top_list)

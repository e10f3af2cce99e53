"""How things show themselves in a notebook: every public type, in numbers people read, catalogue numbers whole."""

import gzip
import inspect
from pathlib import Path

import astropy.units as u
import pytest

import adr_planner as adr
from adr_planner.records import facts_of, humane, short_label

FROZEN = Path(__file__).parent / "plan" / "frozen"
TYPES = [name for name in adr.__all__ if inspect.isclass(getattr(adr, name))]


@pytest.fixture(scope="module")
def kept():
    return adr.MissionPlan.from_json(gzip.decompress((FROZEN / "plan-1.4.0.json.gz").read_bytes()).decode())


@pytest.mark.parametrize("name", TYPES)
def test_every_public_type_has_a_view_of_its_own(name):
    assert hasattr(getattr(adr, name), "_repr_html_")


def test_numbers_are_those_people_write():
    """Figures of the wish for it: 363 days and not 3.154e+07 s, 11.5 h and not 11.509803921568627 h."""
    assert humane(363 * 86400.0, "s") == "363 days"
    assert humane((363 * u.day).to(u.s)) == "363 days"
    assert humane(11.509803921568627 * u.h) == "11.5 h"
    assert humane(8110.0, "kg") == "8,110 kg"
    assert humane(0.000134) == "0.000134"


def test_a_catalogue_number_is_never_cut(kept):
    long = "A name that is far too long for the column it stands in"
    plan = kept.model_copy(update={"targets": tuple(t.model_copy(update={"name": long}) for t in kept.targets)})
    for target in plan.targets:
        assert f"({target.norad_cat_id})" in plan.summary().split("budget")[0]
    assert len(short_label(long, 27386, 26)) == 26


def test_parts_of_a_plan_say_their_fields(kept):
    leg = kept.legs[3]
    told = dict(facts_of(leg))
    assert told["to norad cat id"] == "27386"
    assert told["arrive"] == "2025-09-14 14:05:35 UTC" or told["arrive"].startswith("2025-09-14 ")
    assert told["delta v"] == f"{leg.delta_v_m_s:.4f} m/s".replace("0 m", " m") or told["delta v"].endswith(" m/s")
    for part in (leg, leg.maneuvers[0], kept.budget[0], kept.totals, kept.targets[0], kept.verification):
        assert "<table" in part._repr_html_()


def test_the_view_of_a_plan_says_all_its_summary_says(kept):
    """Every number of the summary's running text stands in the HTML too."""
    html = kept._repr_html_()
    for line in kept.summary().split("\n\n")[-1].splitlines():
        for word in line.replace(";", " ").replace(",", " ").split():
            if any(letter.isdigit() for letter in word) and "." in word:
                assert word.strip("().:") in html, (word, line)
    assert "verified: " in html
    assert ", ".join(kept.compliance.consent_needed_from) in html


def test_a_verdict_unfolds_into_its_checks(kept):
    report = adr.verify(kept, checks=["sums", "identity"], progress=False)
    html = report._repr_html_()
    assert html.count("<details") == 1 + len({check.id for check in report.checks})
    assert html.count("✓</td>") == len(report.checks)
    for check in report.checks:
        assert check.where.replace("&", "&amp;") in html


def test_the_difference_of_plans_is_what_differs(kept):
    assert len(kept.diff(kept)) == 0
    assert "the same" in repr(kept.diff(kept))
    older = adr.MissionPlan.from_json(gzip.decompress((FROZEN / "plan-1.0.0.json.gz").read_bytes()).decode())
    found = kept.diff(older)
    table = found.to_pandas().set_index("what")
    row = table.loc["delta-v with margins"]
    assert row["change"] == pytest.approx(older.totals.delta_v_with_margins_m_s - kept.totals.delta_v_with_margins_m_s)
    gone = {leg.to_norad_cat_id for leg in kept.legs} ^ {leg.to_norad_cat_id for leg in older.legs}
    assert all(any(f"({number})" in what for what in table.index) for number in gone)
    assert "<table" in found._repr_html_()

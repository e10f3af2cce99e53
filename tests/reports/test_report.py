"""The report: one file without a network, whose numbers are the document's."""

import gzip
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.plan.base import Record
from adr_planner.reports import report_text
from adr_planner.reports.answer import benefit_card, verdict_card

FROZEN = Path(__file__).parents[1] / "plan" / "frozen"


class _Text(HTMLParser):
    """What a reader sees, tables as lists of cells, and what the page would load."""

    def __init__(self, content):
        super().__init__()
        self.words, self.rows, self.loads, self.ids, self._skipped = [], [], [], [], 0
        self.feed(content)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._skipped += tag in ("script", "style")
        self.loads += [found[name] for name in ("src", "srcset", "data") if name in found]
        self.loads += [found["href"]] if not found.get("href", "#").startswith("#") else []
        self.ids += [found["id"]] if "id" in found else []
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self._skipped -= tag in ("script", "style")

    def handle_data(self, data):
        if self._skipped:
            return
        self.words.append(data)
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    @property
    def text(self):
        return " ".join(self.words)


@pytest.fixture(scope="module")
def plan():
    """The newest plan that is kept: no search is run."""
    return adr.MissionPlan.from_json(gzip.decompress(sorted(FROZEN.glob("plan-*.gz"))[-1].read_bytes()).decode())


@pytest.fixture(scope="module")
def page(plan):
    return report_text(plan)


@pytest.fixture(scope="module")
def read(page):
    return _Text(page)


def test_the_answer_stands_first(plan, read):
    totals = plan.totals
    head = read.text[: read.text.index("Tour and budget")]
    for target in plan.targets:
        assert f"{target.name} ({target.norad_cat_id})" in head
    for leg in plan.legs:
        assert leg.arrive_utc[:10] in head
    assert f"{totals.delta_v_with_margins_m_s:.0f} of 750 m/s" in head
    assert f"{totals.risk_removed_kg_per_yr:.2f} kg/yr" in head
    assert ", ".join(plan.compliance.consent_needed_from) in head
    assert "passed" in head


def test_its_numbers_are_the_documents(plan, read):
    for line in plan.budget:
        row = next(row for row in read.rows if row[:1] == [line.line])
        assert row[2:] == [
            f"{line.delta_v_m_s:.1f}", f"{line.margin_fraction:.0%}", f"{line.delta_v_with_margin_m_s:.1f}",
            f"{line.propellant_kg:.1f}",
        ]  # fmt: skip
    burns = {row[0]: row for row in read.rows if re.match(r"(leg|disposal).*burn|disposal-", row[0])}
    for leg in plan.legs:
        for burn in leg.maneuvers:
            assert burns[burn.id][3] == f"{burn.size_m_s:.3f}"
    assert adr.plan.rest_sha256(plan) in read.text
    assert plan.plan_id in read.text


def test_it_is_one_file_that_loads_nothing(page, read):
    assert len(page.encode()) <= 6_000_000
    assert read.loads == []
    assert "default-src 'none'" in page
    assert len(read.ids) == len(set(read.ids))


def test_every_chart_has_words_and_data(page):
    charts = re.findall(r'role="img" aria-label="([^"]{60,})"', page)
    data = re.findall(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert len(charts) == len(data) == 6
    for content in data:
        assert json.loads(content)["data"]


@pytest.mark.thorough
def test_the_same_plan_gives_the_same_bytes(plan, page):
    assert report_text(plan) == page


def test_a_stale_or_missing_verdict_is_said(plan):
    assert verdict_card(plan)[1] == "passed"
    assert verdict_card(plan.with_verdict(None))[1] == "not verified"
    stale = plan.verification.model_copy(update={"sha256": "0" * 64})
    assert verdict_card(plan.with_verdict(stale))[1] == "stale"


def test_what_the_removals_avoid_is_told_where_the_document_says_it(plan):
    class Avoided(Record):
        years: float
        debris_years: float
        n_catastrophic_collisions: float

    class Benefit(Record):
        value: float
        together: tuple[Avoided, ...]

    both = (Avoided(years=25.0, debris_years=1.0, n_catastrophic_collisions=0.1),
            Avoided(years=100.0, debris_years=1234.0, n_catastrophic_collisions=0.25))  # fmt: skip
    told = plan.model_copy(update={"benefit": Benefit(value=9.0, together=both)})
    _, figure, more, _ = benefit_card(told)
    assert figure == "1,234 debris-years"
    assert "0.25 catastrophic collisions avoided in 100 years" in more
    assert f"{plan.totals.risk_removed_kg_per_yr:.2f} kg/yr" in more
    assert benefit_card(plan.model_copy(update={"benefit": None}))[1].endswith("kg/yr")


def test_names_are_text_whatever_is_in_them(plan):
    from adr_planner.reports.plan_page import tour_part

    hostile = "<script>alert(1)</script>"
    targets = tuple(t.model_copy(update={"name": hostile}) for t in plan.targets)
    renamed = plan.model_copy(update={"targets": targets})
    assert hostile not in tour_part(renamed).html
    assert hostile not in renamed.plot("raan", backend="plotly").to_json()


def test_a_campaign_has_one_too(tmp_path):
    campaign = adr.Campaign.from_json(gzip.decompress((FROZEN / "campaign-1.2.0.json.gz").read_bytes()).decode())
    campaign.report(tmp_path / "report.html")
    read = _Text((tmp_path / "report.html").read_text(encoding="utf-8"))
    assert f"{campaign.totals.risk_removed_kg_per_yr:.2f} kg/yr" in read.text
    for launch in campaign.schedule:
        assert launch.plan_id in read.text
    assert read.loads == []


def test_anything_else_is_refused():
    with pytest.raises(InvalidInputError, match="not of a dict"):
        adr.report({}, "report.html")

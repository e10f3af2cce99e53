"""What is left out is told: line, field, why."""

import messages
import pytest

from adr_planner.catalog import Catalog, Problem, ReadReport
from adr_planner.errors import CatalogError, UnreadableRowsWarning


@pytest.fixture
def damaged():
    bad = messages.STAGE | {"ECCENTRICITY": "NaN"}
    worse = messages.NEW | {"NORAD_CAT_ID": "1<b>"}
    with pytest.warns(UnreadableRowsWarning, match="2 of 3 rows left out, the first at line 3"):
        return Catalog.from_omm(messages.as_csv([messages.ENVISAT, bad, worse]))


def test_every_problem_has_its_line_and_field(damaged):
    assert [(p.line, p.field, p.source) for p in damaged.problems] == [
        (3, "ECCENTRICITY", "text"), (4, "NORAD_CAT_ID", "text"),
    ]  # fmt: skip
    assert str(damaged.problems[0]) == "text, line 3: ECCENTRICITY is NaN: it must be finite."


def test_a_report_shows_itself(damaged):
    report = damaged.problems
    assert repr(report).splitlines()[0] == "<ReadReport: 2 rows left out>"
    assert "1&lt;b&gt;" in report._repr_html_()
    assert list(report.to_pandas()["line"]) == [3, 4]
    assert repr(ReadReport()) == "<ReadReport: no rows left out>"


def test_subsets_keep_the_report(damaged):
    assert damaged[:1].problems is damaged.problems


def test_the_first_problem_stops_a_strict_reading():
    with pytest.raises(CatalogError) as caught:
        Catalog.from_omm(messages.as_csv([messages.ENVISAT, messages.STAGE | {"BSTAR": "x"}]), strict=True)
    assert (caught.value.record, caught.value.field, caught.value.source) == (3, "BSTAR", "text")


def test_thousands_of_problems_are_counted_and_not_held():
    rows = "\n".join(["x"] * 5000)
    with pytest.warns(UnreadableRowsWarning, match="5,000 of 5,001 rows"):
        read = Catalog.from_omm(messages.as_csv([messages.ENVISAT]) + rows)
    assert (len(read.problems), read.problems.total) == (1000, 5000)
    assert "and 4,980 more" in repr(read.problems)


def test_reports_add_up():
    problem = Problem(1, "", "bad", "a")
    assert (ReadReport([problem]) + ReadReport([problem], 7)).total == 8


def test_of_several_sets_of_one_object_the_newest_is_kept():
    older = messages.ENVISAT | {"EPOCH": "2024-10-30T12:00:00", "MEAN_ANOMALY": "1"}
    for records in ([older, messages.ENVISAT], [messages.ENVISAT, older]):
        with pytest.warns(UnreadableRowsWarning, match="object 27386 is given again"):
            read = Catalog.from_omm(messages.as_csv(records))
        assert (len(read), read[0].elements.mean_anomaly_deg) == (1, 270.0)
        assert read.problems[0].line == 3

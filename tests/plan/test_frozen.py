"""Documents of every schema version there has been, as the code of their day wrote them, are read for ever.

Plans: the example mission by the commits before each version was raised (1.0.0 to 1.3.0) and by that of 28 November
2026 (1.4.0); the campaign is one of `studies/honest_plans.py`. A new version adds its own.
"""

import gzip
from pathlib import Path

import pytest

import adr_planner as adr
from adr_planner.plan import SCHEMA_VERSION
from adr_planner.plan.campaign import CAMPAIGN_VERSION

FOLDER = Path(__file__).parent / "frozen"
TEXTS = {path.name.removesuffix(".json.gz"): gzip.decompress(path.read_bytes()).decode() for path in FOLDER.iterdir()}


def _read(name):
    return (adr.Campaign if name.startswith("campaign") else adr.MissionPlan).from_json(TEXTS[name])


def test_every_version_is_here():
    plans = sorted(name for name in TEXTS if name.startswith("plan"))
    assert plans == [f"plan-1.{minor}.0" for minor in range(int(SCHEMA_VERSION.split(".")[1]) + 1)]
    assert f"campaign-{CAMPAIGN_VERSION}" in TEXTS


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_it_is_read_shown_and_written_as_it_was(name):
    document = _read(name)
    assert document.schema_version == name.split("-")[1]
    assert document.json_text() == TEXTS[name]
    assert str(document) == document.summary()
    assert "<table" in document._repr_html_()


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_its_sums_and_its_hash_still_hold(name):
    report = adr.verify(_read(name), checks=["sums", "identity", "mass chain", "propellant"])
    assert report.passed, report

"""Nothing false comes out: planted falsehoods are named, honest plans pass however they are written down."""

import importlib.util
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from astropy import units as u
from pydantic import ValidationError

import adr_planner as adr
from adr_planner.border.bounds import pointer_text
from adr_planner.errors import InvalidInputError, SchemaError
from adr_planner.plan import Campaign, MissionPlan, plan_hash
from adr_planner.spec.mission_file import MissionFile


def _beside(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


attacker, falsehoods = _beside("attacker"), _beside("falsehoods")
JUDGED = [item for item in falsehoods.FALSEHOODS if item.check != falsehoods.REFUSED]
IMPOSSIBLE = [item for item in falsehoods.FALSEHOODS if item.check == falsehoods.REFUSED]
NARROW = adr.Filters(mass=(2 / 3 * u.t, 10 * u.t), types=("ROCKET BODY", "PAYLOAD"))
SMALL = {"targets": 2, "duration": 150 * u.day, "max_delta_v": None}


@pytest.fixture(scope="module")
def asked():
    """What was asked for, by document."""
    example = adr.example_mission("kg_per_yr")
    fleet = replace(example.mission, **SMALL | {"max_delta_v": 700 * u.m / u.s})
    return {
        "plan": replace(example, candidates=60),
        "tug": MissionFile(
            replace(example.servicer, kits=0, propellant=4000 * u.kg, thrust=1200 * u.N),
            replace(example.mission, **SMALL, servicer_end="return"), 8,
        ),
        "decay": MissionFile(
            example.servicer, replace(example.mission, **SMALL, disposal=adr.Disposal.decay(25 * u.yr)), 8
        ),
        "cheap": MissionFile(
            example.servicer, replace(example.mission, **SMALL, objective="delta_v", exclude=(5,), filters=NARROW), 8
        ),
        "campaign": MissionFile(example.servicer, fleet, 10),
    }  # fmt: skip


@pytest.fixture(scope="module")
def documents(asked, example_plan, ranking):
    """Honest documents of five kinds."""
    made = {
        name: adr.plan_mission(ranking.top(asked[name].candidates), asked[name].servicer, asked[name].mission)
        for name in ("tug", "decay", "cheap")
    }
    fleet = asked["campaign"]
    costs = adr.Costs(launch_meur=40.0, servicer_meur=60.0, kit_meur=5.0, propellant_eur_per_kg=100.0)
    pair = tuple(entry.object.norad_cat_id for entry in ranking[:2])
    mission = replace(fleet.mission, one_of=(pair,))
    asked["campaign"] = replace(fleet, mission=mission)
    made["campaign"] = adr.plan_campaign(ranking.top(10), fleet.servicer, mission, servicers=2, costs=costs)
    return {"plan": example_plan, **made}


def _planted(falsehood, documents):
    content = json.loads(documents[falsehood.document].json_text())
    falsehood.plant(content)
    if falsehood.document == "campaign":
        return Campaign.model_validate(attacker.consistent_campaign(content))
    if "last" in falsehood.given:
        return MissionPlan.model_validate({**content, "plan_id": plan_hash(content)})
    return MissionPlan.model_validate(attacker.consistent(content))


@pytest.mark.parametrize("falsehood", IMPOSSIBLE, ids=str)
def test_a_falsehood_no_document_can_hold_is_caught_as_it_is_read(falsehood, documents):
    with pytest.raises(ValidationError) as caught:
        _planted(falsehood, documents)
    assert pointer_text(caught.value.errors()[0]["loc"]) == falsehood.names


@pytest.mark.parametrize("falsehood", JUDGED, ids=str)
def test_a_falsehood_is_named(falsehood, documents, asked):
    given = {
        "mission": asked[falsehood.document] if "mission" in falsehood.given else None,
        "catalog": adr.Catalog.example() if "catalog" in falsehood.given else None,
    }
    report = adr.verify(_planted(falsehood, documents), checks=[falsehood.check], **given)
    named = [check for check in report.failures if check.id == falsehood.check and falsehood.names in check.where]
    assert named, report


def test_there_are_many_falsehoods_and_they_add_up(documents):
    """At most a few change what the sums are made of; the rest the sums cannot tell."""
    assert len(falsehoods.FALSEHOODS) >= 158
    names = ["sums", "mass chain", "propellant", "identity"]
    plain = [adr.verify(_planted(item, documents), checks=names) for item in JUDGED]
    told = [str(item) for item, report in zip(JUDGED, plain, strict=True) if not report.passed]
    assert len(told) <= 16, told


@pytest.mark.parametrize("name", ["plan", "tug", "decay", "cheap", "campaign"])
def test_an_honest_document_passes_with_everything_given(name, documents, asked):
    report = adr.verify(documents[name], mission=asked[name], catalog=adr.Catalog.example())
    assert report.passed, report
    assert {"request", "catalogue", "proof", "budget", "consent"} <= {check.id for check in report.checks}


def _turned(value):
    """Turn the order of keys around, all the way down."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value


class _Long(float):
    def __repr__(self):
        return f"{float(self):.17e}"


class _Short(float):
    def __repr__(self):
        return str(int(self)) if self == int(self) and abs(self) < 1e15 else float.__repr__(self)


def _spelled(value, kind):
    if isinstance(value, dict):
        return {key: _spelled(item, kind) for key, item in value.items()}
    if isinstance(value, list):
        return [_spelled(item, kind) for item in value]
    return kind(value) if type(value) is float else value


def _numbers(content, kind):
    """Spell every float another way: json writes subclasses by float's own repr, so it is patched for the while."""
    made = json.encoder._make_iterencode
    marked = _spelled(content, kind)
    parts = made({}, None, json.encoder.encode_basestring, None, kind.__repr__, ": ", ", ", False, False, False)
    return "".join(parts(marked, 0))


WRITTEN = {
    "keys turned around": lambda content: json.dumps(_turned(content)),
    "keys sorted": lambda content: json.dumps(content, sort_keys=True),
    "no white space": lambda content: json.dumps(content, separators=(",", ":")),
    "tabs": lambda content: json.dumps(content, indent="\t"),
    "escapes": lambda content: json.dumps(content, ensure_ascii=True).replace("/", "\\/"),
    "carriage returns": lambda content: json.dumps(content, indent=2).replace("\n", "\r\n"),
    "long numbers": lambda content: _numbers(content, _Long),
    "short numbers": lambda content: _numbers(content, _Short),
}


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("name", ["plan", "tug", "decay", "cheap", "campaign"])
def test_no_false_alarm_however_it_is_written(name, way, documents, tmp_path):
    text = WRITTEN[way](json.loads(documents[name].json_text()))
    path = tmp_path / "document.json"
    path.write_bytes(text.encode())
    cheap = ["sums", "identity", "budget", "proof", "kit", "catalogue", "structure", "roles", "limits", "consent"]
    report = adr.verify(path, checks=[*cheap, *(["campaign"] if name == "campaign" else [])])
    assert report.passed, report
    kind = Campaign if name == "campaign" else MissionPlan
    assert kind.from_json(path) == documents[name]


def test_what_is_not_judged_is_said(documents):
    honest = adr.verify(documents["plan"], checks=["catalogue"])
    assert not [text for text in honest.not_judged if "names, owners, masses" in text]
    assert [text for text in honest.not_judged if "mission file" in text]
    content = json.loads(documents["plan"].json_text())
    content["provenance"]["catalogue"] |= {"sha256": "ab" * 32, "source": "gp.csv"}
    other = adr.verify(MissionPlan.model_validate(content), checks=["catalogue"])
    assert not other.checks
    (said,) = [text for text in other.not_judged if "names, owners, masses" in text]
    assert "gp.csv (abababababab)" in said
    assert f"not judged: {said}" in repr(other)
    assert said in other._repr_html_()
    assert said in other.to_dict()["not_judged"]


def test_checks_are_chosen_by_name(documents):
    report = adr.verify(documents["cheap"], checks=["budget", "node gap"])
    assert {check.id for check in report.checks} == {"budget", "node gap"}
    assert "budget" not in report.left_out
    assert "rendezvous" in report.left_out
    assert "not asked for: benefit, burns, campaign, catalogue, " in repr(report)
    with pytest.raises(InvalidInputError, match=r"No check is called 'rendezvouz'\. Did you mean 'rendezvous'"):
        adr.verify(documents["cheap"], checks=["rendezvouz"])


def test_arcs_a_little_short_are_named(electric_plan):
    content = json.loads(electric_plan.json_text())
    for leg in content["legs"]:
        for arc in leg["arcs"]:
            arc["delta_v_m_s"] *= 1.0 - 9e-4
    report = adr.verify(MissionPlan.model_validate(content), checks=["thrust"])
    assert {check.where.split("-")[0] for check in report.failures} == {"leg0", "leg1", "leg2"}
    assert adr.verify(electric_plan, checks=["thrust"]).passed


def test_a_plan_of_targets_that_are_not_there_is_judged_and_not_flown(documents):
    """Made in memory it is judged; a file of it is caught before, as it is read."""
    content = json.loads(documents["plan"].json_text())
    content["legs"][1]["to_norad_cat_id"] = 5
    report = adr.verify(MissionPlan.model_validate(content))
    assert {check.where for check in report.failures} >= {"leg 1 (5)"}
    assert "cannot be flown" in report.not_judged[0]
    with pytest.raises(SchemaError, match=r"/legs/1/to_norad_cat_id is 5, which is not among the targets"):
        adr.verify(json.dumps(content))

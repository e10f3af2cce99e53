"""The plan document: canonical, complete, and unforgiving."""

import json

import pytest
from pydantic import ValidationError

from adr_planner.errors import SchemaError
from adr_planner.plan import MissionPlan, plan_hash


@pytest.fixture
def content(example_plan):
    return json.loads(example_plan.json_text())


def test_plan_survives_the_round_trip_through_json(example_plan, tmp_path):
    path = tmp_path / "plan.json"
    example_plan.to_json(path)
    assert MissionPlan.from_json(path) == example_plan
    assert MissionPlan.from_json(path.read_text()).json_text() == path.read_text() == example_plan.json_text()
    assert [item.name for item in tmp_path.iterdir()] == ["plan.json"]


def test_the_id_is_the_hash_of_the_content(example_plan, content):
    assert plan_hash(content) == example_plan.plan_id == content["plan_id"]


def test_no_unknown_is_written_as_null_and_every_burn_can_be_flown_on_from(content):
    assert "null" not in json.dumps(content)
    for leg in content["legs"]:
        for burn in leg["maneuvers"]:
            assert {"epoch_utc", "position_km", "velocity_km_s", "delta_v_m_s", "mass_before_kg"} <= set(burn)


def test_epochs_are_rfc_3339_with_microseconds_and_z(content):
    assert content["legs"][0]["depart_utc"] == "2025-01-01T00:00:00.000000Z"


def test_source_elements_are_kept_verbatim(example_plan):
    from adr_planner import Catalog

    for target in example_plan.targets:
        source = Catalog.example().get(target.norad_cat_id).elements
        assert source.mean_motion_rev_day == target.omm.MEAN_MOTION
        assert source.epoch_utc == target.omm.EPOCH + "Z"


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
def test_a_truncated_plan_is_refused_in_one_sentence(example_plan, cut):
    text = example_plan.json_text()
    with pytest.raises(SchemaError, match=r"is not complete JSON .*: it may have been cut short"):
        MissionPlan.from_json(text[: int(len(text) * cut)])


@pytest.mark.parametrize(("version", "message"), [("2.0.0", "upgrade adr_planner"), ("x", "no usable schema_version")])
def test_a_plan_of_another_schema_is_refused(content, version, message):
    content["schema_version"] = version
    with pytest.raises(SchemaError, match=message) as caught:
        MissionPlan.from_json(json.dumps(content))
    assert caught.value.json_pointer == "/schema_version"


def test_a_newer_minor_version_of_the_same_shape_is_read(content):
    content["schema_version"] = "1.7.0"
    assert MissionPlan.from_json(json.dumps(content)).schema_version == "1.7.0"


def test_something_else_is_refused(tmp_path):
    with pytest.raises(SchemaError, match="is not a mission plan"):
        MissionPlan.from_json('{"document_type": "holiday"}')
    with pytest.raises(SchemaError, match=r"Cannot read .*absent\.json"):
        MissionPlan.from_json(tmp_path / "absent.json")


@pytest.mark.parametrize(
    ("spoil", "pointer"),
    [
        (lambda c: c["totals"].update(delta_v_m_s=1.0), "/totals/delta_v_m_s"),
        (lambda c: c["totals"].update(n_targets=4), "/totals/n_targets"),
        (lambda c: c["legs"][1].update(delta_v_m_s=1.0), "/legs/1/delta_v_m_s"),
        (lambda c: c["budget"][0].update(propellant_kg=1.0), "/budget"),
        (lambda c: c["targets"].pop(), "/totals/n_targets"),
    ],
)
def test_sums_that_do_not_add_up_are_refused_on_load(content, spoil, pointer):
    spoil(content)
    with pytest.raises(SchemaError, match="contradicts itself") as caught:
        MissionPlan.from_json(json.dumps(content))
    assert caught.value.json_pointer == pointer


@pytest.mark.parametrize(
    ("spoil", "pointer"),
    [
        (lambda c: c.update(surprise=1), "/surprise"),
        (lambda c: c["legs"][0].pop("to_norad_cat_id"), "/legs/0/to_norad_cat_id"),
        (lambda c: c["servicer"].update(dry_mass_kg="heavy"), "/servicer/dry_mass_kg"),
        (lambda c: c["servicer"].update(dry_mass_kg=-1.0), "/servicer/dry_mass_kg"),
        (lambda c: c["legs"][0].update(depart_utc="yesterday"), "/legs/0/depart_utc"),
    ],
)
def test_a_document_off_the_schema_is_refused_with_a_pointer(content, spoil, pointer):
    spoil(content)
    with pytest.raises(SchemaError, match="does not follow the plan schema at") as caught:
        MissionPlan.from_json(json.dumps(content))
    assert caught.value.json_pointer == pointer


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_no_number_may_be_missing_or_endless(content, number):
    text = json.dumps(content).replace(str(content["servicer"]["dry_mass_kg"]), number, 1)
    with pytest.raises(SchemaError):
        MissionPlan.from_json(text)


def test_a_plan_cannot_be_changed(example_plan):
    with pytest.raises(ValidationError):
        example_plan.plan_id = "adr-000000000000"


def test_nothing_half_written_is_left_behind(example_plan, tmp_path):
    with pytest.raises(OSError, match=r"There is no such folder: .*absent"):
        example_plan.to_json(tmp_path / "absent" / "plan.json")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_shows_itself(example_plan):
    text = example_plan.summary()
    assert f"{example_plan.targets[0].name} ({example_plan.targets[0].norad_cat_id})" in text
    assert "gap 0.00%" in text
    assert repr(example_plan).startswith(f"<MissionPlan {example_plan.plan_id}: 5 targets")
    html = example_plan._repr_html_()
    assert "SL-16 R/B" in html
    assert "<script" not in html
    table = example_plan.to_pandas()
    assert list(table["leg"]) == [0, 1, 2, 3, 4]
    assert {"delta_v_m_s", "raan_gap_deg", "duration_days"} <= set(table.columns)

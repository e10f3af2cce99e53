"""The schema compiles in validators that know the standard's keywords only, and documents are read with any mark."""

import json

import pytest

from adr_planner.errors import SchemaError
from adr_planner.plan import Campaign, MissionPlan

KEYWORDS = {
    "$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "type", "enum", "const", "anyOf",
    "properties", "required", "additionalProperties", "items", "prefixItems", "minItems", "maxItems", "uniqueItems",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern",
}  # fmt: skip
"""Of JSON Schema 2020-12 (core, applicator, validation, meta-data): what ajv takes in its strict mode by itself.

``format`` is not among them: formats are an add-on there, and the patterns say all they would.
"""


def _schemas(node):
    """Yield every schema within a schema."""
    yield node
    for key in ("properties", "$defs"):
        for child in node.get(key, {}).values():
            yield from _schemas(child)
    for key in ("anyOf", "prefixItems"):
        for child in node.get(key, []):
            yield from _schemas(child)
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield from _schemas(node[key])


@pytest.mark.parametrize("text", [MissionPlan.schema_text(), Campaign.schema_text()], ids=["plan", "campaign"])
def test_a_strict_validator_knows_every_keyword(text):
    """ajv 8.17 in its strict mode refuses a schema with a keyword or a format it does not know."""
    found = list(_schemas(json.loads(text)))
    assert len(found) > 200
    assert set().union(*found) <= KEYWORDS
    for node in found:
        if "prefixItems" in node:  # strict tuples: a length that is open would be refused too
            assert node["minItems"] == node["maxItems"] == len(node["prefixItems"])


def test_units_stand_in_the_descriptions():
    kinds = json.loads(MissionPlan.schema_text())["$defs"]
    assert kinds["Totals"]["properties"]["delta_v_m_s"]["description"].endswith("[m/s]")
    assert kinds["MeanOrbit"]["properties"]["sma_km"]["description"] == "[km]"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_plan_with_a_byte_order_mark_is_read_as_one(tmp_path, encoding):
    """Not complete, and refused for what it lacks: it used to be refused as cut short."""
    path = tmp_path / "plan.json"
    text = '{"document_type": "adr_mission_plan", "schema_version": "1.4.0"}'
    path.write_bytes(text.encode(encoding))
    for source in (path, "\ufeff" + text):
        with pytest.raises(SchemaError, match="does not follow the plan schema at /plan_id"):
            MissionPlan.from_json(source)

"""Ways to damage a document, all from a fixed seed: its bytes, its values, its shape."""

import copy
import json
import random
from pathlib import Path

from adr_planner.plan import MissionPlan, campaign_hash
from adr_planner.plan.campaign import Campaign
from adr_planner.plan.io.campaign_sums import schedule_of, totals_of

PLAN = (Path(__file__).parents[1] / "verification" / "plans" / "plan-1.2.0.json").read_text(encoding="utf-8")

NASTY_BYTES = [b"\x00", b"\xff", b'"', b"'", b"\n", b"\\", b",", b":", b"{", b"[", b"]", b"}", b"\x1b[31m",
               b"\xed\xa0\x80", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"9" * 400, b"-", b"e999", b"NaN", b"\\u202e",
               b"\\ud800", b"1_0", "٣".encode()]  # fmt: skip
NASTY_VALUES = [None, True, "", "x" * 5000, "\u202eR/B", "\x1b[2J", "\ud800", "a\nb", "12", 0, -1, 1, 10**30, 1e300,
                -1e19, 1e-300, 2.5, [], {}, [[]], {"a": 1}, "9999-12-31T23:59:59.999999Z",
                "2025-02-30T00:00:00.000000Z",
                "0000-01-01T00:00:00.000000Z", "2025-01-01T00:00:60.000000Z", "2199-01-01T00:00:00.000000Z",
                "$\\frac{1}{0}$ [red]<script>"]  # fmt: skip


def campaign_text():
    """Return a campaign of one servicer, and of two with the same plan: the second contradicts itself."""
    plan = MissionPlan.from_json(PLAN)
    content = {
        "schema_version": "1.1.0", "document_type": "adr_campaign", "campaign_id": "adr-000000000000",
        "generator": {"name": "adr_planner", "version": "0.1.0"},
        "solver": {"name": "columns", "objective": "risk", "objective_unit": "kg/yr",
                   "objective_value": plan.totals.risk_removed_kg_per_yr,
                   "best_bound": plan.totals.risk_removed_kg_per_yr, "gap": 0.0, "rounds": 1, "n_columns": 1,
                   "n_candidates": 40, "seed": 0},
        "one_of": [[22566, 22220]], "schedule": [line.model_dump() for line in schedule_of([plan], None)],
        "totals": totals_of([plan], None).model_dump(),
        "plans": [plan.model_dump(mode="json", exclude_none=True)],
    }  # fmt: skip
    campaign = Campaign.model_validate(content)
    return campaign.model_copy(update={"campaign_id": campaign_hash(campaign)}).json_text()


def electric_text():
    """Return a plan whose first leg is one thrust arc; it fits the schema, not the sky."""
    content = json.loads(PLAN)
    leg = content["legs"][0]
    burn = leg["maneuvers"][0]
    orbit = {"sma_km": 7100.0, "eccentricity": 0.001, "inclination_deg": 98.0, "raan_deg": 10.0}
    leg["arcs"] = [
        {"id": "leg0-arc1", "kind": "departure", "start_utc": leg["depart_utc"], "stop_utc": leg["arrive_utc"],
         "position_km": burn["position_km"], "velocity_km_s": burn["velocity_km_s"],
         "steering": {"law": "edelbaum", "speed_m_s": 7500.0, "yaw_deg": 10.0}, "thrust_n": 0.4, "delta_v_m_s": 20.0,
         "mass_before_kg": 900.0, "propellant_kg": 1.0, "orbit_before": orbit, "orbit_after": orbit}
    ]  # fmt: skip
    content["servicer"]["propulsion"], content["servicer"]["thrust_n"] = "electric", 0.4
    return json.dumps(content)


def cuts(text, count):
    """Yield the text cut at places evenly spread."""
    whole = text.encode()
    for k in range(count):
        yield whole[: len(whole) * k // count]


def flips(text, count):
    """Yield the text with one to twenty bits flipped."""
    whole, dice = text.encode(), random.Random(1)
    for _ in range(count):
        content = bytearray(whole)
        for _ in range(dice.choice((1, 1, 2, 20))):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        yield bytes(content)


def splices(text, count):
    """Yield the text with nasty bytes put in."""
    whole, dice = text.encode(), random.Random(2)
    for k in range(count):
        place = dice.randrange(len(whole))
        yield whole[:place] + NASTY_BYTES[k % len(NASTY_BYTES)] + whole[place + dice.randrange(3) :]


def places(value, path=()):
    """Yield the path of everything in a tree."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        yield from places(part, (*path, key))


def replaced(text, each):
    """Yield the document with every value replaced by some of the nasty ones, in turn."""
    content = json.loads(text)
    for k, path in enumerate(places(content)):
        for n in range(each):
            if path:
                yield json.dumps(with_value(content, path, NASTY_VALUES[(each * k + n) % len(NASTY_VALUES)])).encode()


def reshaped(text):
    """Yield the document with every list and table doubled, emptied, turned round, or without one of its parts."""
    content = json.loads(text)
    for path in places(content):
        value = _at(content, path)
        if path and isinstance(value, list) and value:
            for other in (value * 2, [], value[::-1], value[1:], [*value, value[:]]):
                yield json.dumps(with_value(content, path, other)).encode()
        elif isinstance(value, dict) and path:
            for key in list(value)[:4]:
                yield json.dumps(with_value(content, path, {k: v for k, v in value.items() if k != key})).encode()
            yield json.dumps(with_value(content, path, value | {"x\u202e": 1})).encode()
            yield json.dumps(with_value(content, path, value | {"surprise/~": 1})).encode()


def _at(content, path):
    for key in path:
        content = content[key]
    return content


def with_value(content, path, value):
    """Return the tree with one value replaced; only what lies on the way is copied."""
    if not path:
        return value
    result = copy.copy(content)
    old = content.get(path[0]) if isinstance(content, dict) else content[path[0]]
    result[path[0]] = with_value(old, path[1:], value)
    return result

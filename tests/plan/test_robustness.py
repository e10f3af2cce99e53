"""Whatever stands in a document: an error of ours or a plan that shows itself, soon and in little memory.

Some ten thousand damaged plans and campaigns; each is small, so that all take seconds. The large ones are read by a
child whose memory is measured.
"""

import importlib.util
import json
import random
import subprocess
import sys
import unicodedata
import warnings
from pathlib import Path

import pytest
from erfa import ErfaWarning

from adr_planner.border.bounds import first_fault
from adr_planner.border.characters import UNSEEN, html_text, visible
from adr_planner.border.parsing import Unreadable, json_content
from adr_planner.errors import SchemaError
from adr_planner.plan import (
    Campaign,
    KindOfCheck,
    MissionPlan,
    Verdict,
    campaign_hash,
    document_type_of,
    plan_hash,
    rest_sha256,
)
from adr_planner.plan.io import limits
from adr_planner.verification.attempt import attempt
from adr_planner.verification.campaign import whole_campaign
from adr_planner.verification.checks.budget_lines import budget_lines
from adr_planner.verification.checks.budgets import budgets
from adr_planner.verification.checks.budgets import limits as spending
from adr_planner.verification.checks.compliance import compliance
from adr_planner.verification.checks.concept import concept
from adr_planner.verification.checks.gravity import declared_atmosphere, declared_bodies, declared_gravity, declared_sun
from adr_planner.verification.checks.kits import kits
from adr_planner.verification.checks.launch import launch
from adr_planner.verification.checks.masses import mass_chain
from adr_planner.verification.checks.proof import proof
from adr_planner.verification.checks.roles import roles
from adr_planner.verification.checks.structure import dangling, structure
from adr_planner.verification.checks.targets import targets
from adr_planner.verification.checks.uptime import uptime
from adr_planner.verification.flights.burns import burns
from adr_planner.verification.flights.trajectory import stays
from adr_planner.verification.scene import Scene

_SPEC = importlib.util.spec_from_file_location("damage", Path(__file__).with_name("damage.py"))
damage = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(damage)

TEXTS = {"plan": damage.PLAN, "electric": damage.electric_text(), "campaign": damage.campaign_text()}
CHEAP = (
    budgets, spending, stays, compliance, mass_chain, burns, budget_lines, concept, kits, launch, proof, roles,
    structure, targets, uptime, declared_gravity, declared_bodies, declared_atmosphere, declared_sun,
)  # fmt: skip
DAMAGES = {
    "cut": lambda text: damage.cuts(text, 500),
    "flipped": lambda text: damage.flips(text, 700),
    "spliced": lambda text: damage.splices(text, 700),
    "replaced": lambda text: damage.replaced(text, 2),
    "reshaped": damage.reshaped,
}


def read(content, path):
    """Read bytes as a user would, sums unchecked as by a verifier; return what was read, None if it was refused."""
    path.write_bytes(content)
    try:
        return (Campaign if document_type_of(path) == "adr_campaign" else MissionPlan).from_json(path, check_sums=False)
    except SchemaError as error:
        message = str(error)
        if len(message) > 1000 or UNSEEN.search(message) or not message.endswith(".") or path.name not in message:
            raise AssertionError(f"not one short sentence that names its file: {message[:2000]!r}") from error
        if error.json_pointer[:1] not in ("", "/"):
            raise AssertionError(error.json_pointer) from error
        return None


@pytest.mark.parametrize("way", DAMAGES)
@pytest.mark.parametrize("kind", TEXTS)
def test_a_damaged_document_is_an_error_of_ours_or_a_plan_that_shows_itself(tmp_path, kind, way):
    refused = kept = 0
    for k, content in enumerate(DAMAGES[way](TEXTS[kind])):
        document = read(content, tmp_path / "damaged.json")
        refused += document is None
        if document is None:
            continue
        kept += 1
        if kept % 8:
            continue
        lines = (*document.summary().split("\n"), *document.json_text().split("\n"))
        for text in (repr(document), document._repr_html_(), *lines):
            assert not UNSEEN.search(text), k
    assert refused > 200 or way == "reshaped"


def test_so_many_documents_are_damaged():
    """What the tests above read: a change of the document must not make them few."""
    assert sum(sum(1 for _ in way(text)) for text in TEXTS.values() for way in DAMAGES.values()) > 10_000


def test_the_verifiers_cheap_checks_survive_whatever_is_read(tmp_path):
    dice, judged = random.Random(3), 0
    cases = [*damage.replaced(damage.PLAN, 2), *damage.reshaped(damage.electric_text())]
    for content in dice.sample(cases, 600):
        plan = read(content, tmp_path / "damaged.json")
        if plan is None:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ErfaWarning)  # of leap seconds to come
            if dangling(plan):
                continue
            scene = Scene(plan)
            for part in CHEAP:
                assert all(str(check) for check in attempt(part.__name__, "judged", part, scene))
        judged += 1
    assert judged > 50


def test_what_a_campaigns_plans_share_is_judged_whatever_is_read(tmp_path):
    dice, judged = random.Random(4), 0
    cases = [*damage.replaced(TEXTS["campaign"], 1), *damage.reshaped(TEXTS["campaign"])]
    for content in dice.sample(cases, 300):
        campaign = read(content, tmp_path / "damaged.json")
        if campaign is not None:
            assert all(str(check) for check in whole_campaign(campaign))
            judged += 1
    assert judged > 30


def changed(*path, to):
    return json.dumps(damage.with_value(json.loads(damage.PLAN), path, to))


BURN = json.loads(damage.PLAN)["legs"][0]["maneuvers"][0]


@pytest.mark.parametrize(
    ("text", "pointer", "message"),
    [
        (changed("targets", 1, "omm", "ECCENTRICITY", to=2), "/targets/1/omm/ECCENTRICITY", "less than 1"),
        (changed("targets", 1, "omm", "MEAN_MOTION", to=0), "/targets/1/omm/MEAN_MOTION", "greater than 0"),
        (changed("targets", 1, "omm", "INCLINATION", to=181), "/targets/1/omm/INCLINATION", "or equal to 180"),
        (changed("targets", 1, "omm", "EPOCH", to="9999-01-01T00:00:00"), "/targets/1/omm/EPOCH", "year 9999"),
        (changed("targets", 1, "omm", "EPOCH", to="1960-01-01T00:00:00"), "/targets/1/omm/EPOCH", "65 years before"),
        (changed("targets", 1, "mass_kg", to=0), "/targets/1/mass_kg", "greater than 0"),
        (changed("servicer", "isp_s", to=0), "/servicer/isp_s", "greater than 0"),
        (changed("servicer", "dry_mass_kg", to="1200"), "/servicer/dry_mass_kg", "valid number"),
        (changed("servicer", "kits", to=True), "/servicer/kits", "valid integer"),
        (changed("servicer", "kits", to=5.5), "/servicer/kits", "valid integer"),
        (changed("provenance", "seed", to=1).replace('"seed": 1', f'"seed": {"7" * 5000}'), "/provenance/seed",
         "number of 5,000 characters"),
        (changed("provenance", "seed", to=1).replace('"seed": 1', '"seed": 1, "seed": 2'), "/provenance",
         "names 'seed' twice"),
        (changed("legs", 1, "arrive_utc", to="9999-01-01T00:00:00.000000Z"), "/legs/1/arrive_utc", "year 9999"),
        (changed("legs", 1, "arrive_utc", to="2125-01-01T00:00:00.000000Z"), "/legs/1/arrive_utc", "years outside"),
        (changed("legs", 1, "arrive_utc", to="2025-02-30T00:00:00.000000Z"), "/legs/1/arrive_utc", "out of range"),
        (changed("legs", 1, "arrive_utc", to="2025-01-01T00:00:60.000000Z"), "/legs/1/arrive_utc", "second 60"),
        (changed("legs", 1, "to_norad_cat_id", to=5), "/legs/1/to_norad_cat_id", "not among the targets"),
        (changed("disposals", 0, "norad_cat_id", to=5), "/disposals/0/norad_cat_id", "not among the targets"),
        (changed("mission", "end_utc", to="2199-01-01T00:00:00.000000Z"), "/mission/end_utc", "years after the start"),
        (changed("legs", 0, "maneuvers", 0, "position_km", to=[10.0, 0.0, 0.0]), "/legs/0/maneuvers/0/position_km",
         "from the centre of the Earth"),
        (changed("legs", 0, "maneuvers", 0, "position_km", to=[1e9, 0.0, 0.0]), "/legs/0/maneuvers/0/position_km",
         "from the centre of the Earth"),
        (changed("legs", 0, "maneuvers", 0, "velocity_km_s", to=[3e5, 0.0, 0.0]), "/legs/0/maneuvers/0/velocity_km_s",
         "no orbit"),
        (changed("legs", 0, "maneuvers", to=[BURN] * 6000), "/legs", "burns and arcs"),
        (changed("legs", 0, "maneuvers", to=[BURN] * 60_000), "/legs/0/maneuvers/", "passes 400,000"),
        (changed("legs", to=[{}] * 9000), "/legs/0/index", "Field required"),
        (changed("legs", to=[{}] * 60_000), "/legs", "60,000 entries"),
        (changed("targets", 0, "name", to="x" * 100_000), "/targets/0/name", "100,000 characters"),
        (changed("targets", 0, "name", to="A\u202eB"), "/targets/0/name", r"U\+202E"),
        (changed("targets", 0, "name", to="A\u200bB"), "/targets/0/name", r"U\+200B"),
        (changed("targets", 0, "name", to="A\ud800B"), "/targets/0/name", r"U\+D800"),
        (changed("targets", 0, "name", to="A\x1b[31mB"), "/targets/0/name", r"U\+001B"),
        (changed("servicer", "x\u202e/~", to=1), "/servicer", "cannot be seen"),
        (changed("servicer", "a/b~c", to=1), "/servicer/a~1b~0c", "Extra inputs"),
        (changed("servicer", "kit", "margin", to=1e300), "/servicer/kit/margin", "beyond 1e"),
        (changed("servicer", "x", to=1).replace('"x": 1', '"x": ' + "[" * 100_000), "/servicer/x/0/0", "deeper"),
        (changed("servicer", "x", to=1).replace('"x": 1', '"x": NaN'), "/servicer/x", "NaN"),
        (changed("servicer", "x", to=1).replace('"x": 1', '"x": 1e999'), "/servicer/x", "beyond 1e"),
    ],
    ids=range(37),
)  # fmt: skip
def test_what_no_plan_holds_is_refused_with_its_place(text, pointer, message):
    with pytest.raises(SchemaError, match=message) as caught:
        MissionPlan.from_json(text, check_sums=False)
    assert caught.value.json_pointer.startswith(pointer)
    assert pointer in str(caught.value)


def test_only_the_first_of_many_faults_is_told(monkeypatch):
    """A message for each of 10,000 bad legs would take a hundred times the memory of the document."""
    from pydantic import ValidationError

    counted = []
    errors = ValidationError.errors
    monkeypatch.setattr(
        ValidationError, "errors", lambda self, **how: counted.append(self.error_count()) or errors(self, **how)
    )
    for path, bad in ((("targets",), [{}] * 200), (("legs", 0, "maneuvers"), [{}] * 4000), (("one_of",), [5] * 9000)):
        with pytest.raises(SchemaError):
            MissionPlan.from_json(changed(*path, to=bad), check_sums=False)
    assert max(counted) < 20


def test_flights_are_counted_before_any_is_flown():
    plan = MissionPlan.from_json(damage.PLAN)
    years = limits.years_to_fly(plan)
    assert 0.5 < years < 3.0
    assert limits.first_excess(plan) is None
    content = json.loads(damage.PLAN)
    back_and_forth = [BURN | {"epoch_utc": f"{year}-01-01T00:00:00.000000Z"} for year in (2025, 2034) * 100]
    content["legs"][0]["maneuvers"] = back_and_forth
    content["mission"]["end_utc"] = "2035-01-01T00:00:00.000000Z"
    with pytest.raises(SchemaError, match=r"/legs ask for 3,\d\d\d years of flight, more than 300"):
        MissionPlan.from_json(json.dumps(content), check_sums=False)


def test_other_spellings_of_the_same_numbers_are_the_same_plan():
    plan = MissionPlan.from_json(damage.PLAN)
    content = json.loads(damage.PLAN)
    spelled = json.dumps(content, indent=None, sort_keys=True).replace('"kits": 3', '"kits": 3.0')
    assert MissionPlan.from_json(spelled) == plan
    assert json_content('{"a": 5.0, "b": -0.0, "c": 1e22, "d": 0.5}') == {"a": 5, "b": -0.0, "c": 1e22, "d": 0.5}
    assert str(json_content("[-0.0]")[0]) == "-0.0"


def test_numbers_are_rounded_once_wherever_a_document_comes_from():
    content = json.loads(damage.PLAN) | {"schema_version": "1.4.0"}
    plan = MissionPlan.from_json(json.dumps(content))
    again = MissionPlan.from_json(plan.json_text())
    assert again == plan == MissionPlan.model_validate(content)
    assert again.json_text() == plan.json_text()
    assert plan_hash(content) == plan_hash(json.loads(plan.json_text()))
    burn, raw = plan.legs[0].maneuvers[0], content["legs"][0]["maneuvers"][0]
    assert burn.position_km != tuple(raw["position_km"])
    assert burn.position_km == pytest.approx(raw["position_km"], rel=1e-11)


def test_a_verdict_is_of_the_document_as_it_is_written():
    """Whatever was changed in memory: id, verdict and text all go by the rounded numbers."""
    made = MissionPlan.from_json(json.dumps(json.loads(damage.PLAN) | {"schema_version": "1.4.0"}))
    leg = made.legs[0].model_copy(update={"reserve_m_s": 0.1 + 0.2})
    made = made.model_copy(update={"legs": (leg, *made.legs[1:])})
    made = made.model_copy(update={"plan_id": plan_hash(made.model_dump(mode="json", exclude_none=True))})
    kind = KindOfCheck(kind="sums", n_checks=1, n_failures=0, nearest="totals", margin=0.123)
    verdict = Verdict(
        method="by hand", version="1", passed=True, checks=(kind,), not_judged=(), sha256=rest_sha256(made)
    )
    judged = made.with_verdict(verdict)
    again = MissionPlan.from_json(judged.json_text())
    assert again.legs[0].reserve_m_s == 0.3 != leg.reserve_m_s
    assert again.verification == verdict
    assert again.verification.sha256 == rest_sha256(again) == rest_sha256(judged)
    assert again.plan_id == plan_hash(json.loads(judged.json_text()))
    assert again.json_text() == judged.json_text()


def test_plans_of_before_keep_their_digits_in_a_campaign_of_today():
    content = json.loads(TEXTS["campaign"]) | {"schema_version": "1.2.0"}
    content["solver"]["best_bound"] = content["solver"]["best_bound"] * (1.0 + 1e-15)
    campaign = Campaign.model_validate(content)
    campaign = campaign.model_copy(update={"campaign_id": campaign_hash(campaign)})
    again = Campaign.from_json(campaign.json_text())
    assert again == campaign
    assert again.plans[0].json_text() == damage.PLAN
    assert again.solver.best_bound == float(f"{content['solver']['best_bound']:.12g}")


def test_documents_of_before_keep_their_digits_and_their_id():
    content = json.loads(damage.PLAN)
    plan = MissionPlan.from_json(damage.PLAN)
    assert plan.json_text() == damage.PLAN
    assert plan_hash(content) == plan.plan_id == content["plan_id"]
    assert max(len(repr(value)) for burn in plan.legs[0].maneuvers for value in burn.position_km) > 16


@pytest.mark.parametrize("name", ["\x00", "x" * 5000, "/tmp/\ud800"])
def test_a_name_no_file_can_have_is_refused(name):
    with pytest.raises(SchemaError, match="Cannot read"):
        MissionPlan.from_json(name)


def test_what_is_no_regular_file_is_refused_at_once(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.json")
    for path in (tmp_path, tmp_path / "pipe.json", Path("/dev/zero")):
        with pytest.raises(SchemaError, match="no regular file"):
            MissionPlan.from_json(path)


def test_every_character_that_is_not_seen_is_found():
    """Unicode's own lists: control, format, surrogate, separators of lines; plus the fillers that are letters."""
    for code in range(0x110000):
        if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            assert UNSEEN.match(chr(code)), f"U+{code:04X} {unicodedata.name(chr(code), '')}"
    for seen in "Aé中٣ \u00a0$[]<>🛰":
        assert not UNSEEN.match(seen)
    assert visible("\x1b[31m\u2066\n") == "\\x1b[31m\\u2066\\n"
    assert html_text("<\u202e>&") == "&lt;\\u202e&gt;&amp;"


def test_names_are_shown_as_they_are_and_never_obeyed():
    content = json.loads(damage.PLAN)
    name = "$\\frac{1}{0}$ [b]&"  # short enough for a column
    content["targets"][0]["name"] = name
    plan = MissionPlan.from_json(json.dumps(content))
    assert name in plan.summary()
    assert "$\\frac{1}{0}$ [b]&amp;" in plan._repr_html_()
    made = plan.targets[0].model_copy(update={"name": "A\u202e\x1b[31m\nB"})
    shown = plan.model_copy(update={"targets": (made, *plan.targets[1:])})
    for text in (shown._repr_html_(), *shown.summary().split("\n")):
        assert not UNSEEN.search(text)
    assert "A\\u202e\\x1b[31m" in shown.summary()


def test_a_tree_of_any_shape_is_judged_by_its_first_fault():
    assert first_fault({"a": [1, 2, {"b": "\u200b"}], "c": "\u200b"})[0] == "/a/2/b"
    assert first_fault([[[0.1, "x", None, True]]]) is None
    with pytest.raises(Unreadable, match=r"at /a/19999\d it passes"):
        json_content('{"a": [' + "{}," * 400_000 + "{}]}")
    with pytest.raises(Unreadable, match="passes"):
        json_content('"' + '\\",' * 500_000)


HUGE = """
import sys
from pathlib import Path
from adr_planner.errors import SchemaError
from adr_planner.verification import verify
for path in sys.argv[1:]:
    try:
        verify(Path(path))
    except SchemaError as error:
        print(str(error)[:150].encode("unicode_escape").decode())
print(int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) // 1024)
"""


def test_large_documents_take_little_time_and_memory(tmp_path):
    """24 MB of bad legs took 8.8 GB once. The limit of time is there for what never ends."""
    head = damage.PLAN.rstrip().removesuffix("}") + ', "legs": '
    texts = {
        "legs": head + "[" + "{}," * 8_000_000 + "{}]}",
        "burns": head + '[{"maneuvers": [' + '{"id": "a"},' * 190_000 + "{}]}]}",
        "strings": head + '"' + '\\"' * 12_000_000,
        "commas": head + '"' + "," * 24_000_000 + '"}',
        "digits": head + "9" * 24_000_000 + "}",
        "zeros": head + "0." + "0" * 24_000_000 + "1}",
        "deep": head + "[" * 12_000_000,
        "tables": head + '{"a":' * 4_800_000,
        "too many": head + " " * 40_000_000,
    }
    paths = [tmp_path / f"{name}.json" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text)
    with (tmp_path / "holes.json").open("w") as file:
        file.truncate(5_000_000_000)
    done = subprocess.run(
        [sys.executable, "-c", HUGE, *map(str, paths), str(tmp_path / "holes.json")], capture_output=True, text=True,
        timeout=120, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *told, peak = done.stdout.splitlines()
    assert len(told) == len(texts) + 1, done.stdout
    assert all(path.name in line for path, line in zip(paths, told, strict=False))
    assert int(peak) < 1000, f"{peak} MB"

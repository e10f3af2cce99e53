"""Review: every computed clause flips under a planted fault, and no other ever says pass or fail."""

import json
from dataclasses import replace

import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.plan import rest_sha256
from adr_planner.reviews.facts import Facts, Statements
from adr_planner.reviews.figures import FIGURES, Figure, Missing
from adr_planner.reviews.profile import PROFILES, profile_text, read_profile
from adr_planner.reviews.review import finding_of
from adr_planner.traffic.approach import Approach
from adr_planner.traffic.screening import Injection, Screening

STATED = {
    "disposal_reliability": 0.999, "servicer_reliability": 0.99, "cross_section_m2": 1.0, "capture_proven": True,
    "consents": ["CIS", "ESA", "JPN", "PRC", "US", "FR"], "notified": ["STARLINK"],
}  # fmt: skip


def changed(item, **fields):
    return item.model_copy(update=fields)


def with_disposals(plan, change):
    return changed(plan, disposals=tuple(change(item) for item in plan.disposals))


def approach(**fields):
    base = Approach(
        "leg 0", "2025-01-02T00:00:00.000000Z", 44713, "STARLINK-1007", "PAYLOAD", "", True, False, 5e3, 4e3, 3e3, 0.0,
        14e3, 0.1, 1e-7,
    )  # fmt: skip
    return replace(base, **fields)


def screened(plan, *approaches, covered=True):
    crewed = [item for item in approaches if item.crewed]
    nearest = min(approaches, key=lambda item: item.miss_m, default=None)
    injection = Injection(5.0, 3.0, covered, nearest, crewed[0] if crewed else None)
    return Screening(plan.plan_id, "gp.csv", 3, "2025-01-01", 20.0, 7.0, 2.0, tuple(approaches), (), injection, ())


@pytest.fixture(scope="module")
def clean(example_plan):
    """The example, short and low enough to fail at any stop and be down in a month."""
    low = {"MEAN_MOTION": 15.9, "ECCENTRICITY": 0.0005}
    targets = tuple(changed(item, omm=changed(item.omm, **low)) for item in example_plan.targets)
    legs = tuple(
        changed(
            leg,
            phases=tuple(
                changed(phase, orbit=phase.orbit and changed(phase.orbit, sma_km=6680.0)) for phase in leg.phases
            ),
        )
        for leg in example_plan.legs
    )
    plan = changed(example_plan, targets=targets, legs=legs)
    verdict = changed(plan.verification, sha256=rest_sha256(plan))
    return changed(plan, verification=verdict)


def up(plan):
    """All targets at 840 km again."""
    return changed(plan, targets=tuple(changed(item, omm=changed(item.omm, MEAN_MOTION=14.2)) for item in plan.targets))


def late(plan):
    first = plan.legs[0]
    burns = tuple(changed(burn, epoch_utc="2025-01-09T00:00:00.000000Z") for burn in first.maneuvers)
    return changed(plan, legs=(changed(first, maneuvers=burns), *plan.legs[1:]))


def uncontrolled(years):
    def change(item):
        return changed(item, controlled=False, decay_years=years, maneuvers=(), perigee_altitude_km=500.0)

    return change


def orbits_at(sma_km):
    def change(plan):
        legs = tuple(
            changed(
                leg,
                phases=tuple(
                    changed(phase, orbit=phase.orbit and changed(phase.orbit, sma_km=sma_km)) for phase in leg.phases
                ),
            )
            for leg in plan.legs
        )
        return up(changed(plan, legs=legs))

    return change


STATION = approach(
    norad_cat_id=25544, name="ISS (ZARYA)", crewed=True, radial_m=500.0, in_track_m=2e3, cross_track_m=0.0
)
FAULTS = {
    "left_in_orbit": (lambda p: changed(p, disposals=p.disposals[:-1]), {}, None),
    "debris_decay_years": (lambda p: with_disposals(p, uncontrolled(30.0)), {}, None),
    "servicer_decay_years": (lambda p: with_disposals(p, uncontrolled(30.0)), {}, None),
    "failed_servicer_years": (up, {}, None),
    "share_above_lifetime_limit": (orbits_at(7218.0), {}, None),
    "heavy_uncontrolled": (lambda p: with_disposals(p, uncontrolled(1.0)), {}, None),
    "casualty_screening": (lambda p: with_disposals(p, uncontrolled(1.0)), {}, None),
    "entry_angle_deg": None,
    "disposal_propellant_kg": (
        lambda p: changed(p, totals=changed(p.totals, residual_propellant_kg=-5.0)), {}, None,
    ),
    "first_capture_apogee_km": (up, {"capture_proven": False}, None),
    "days_to_first_maneuver": (late, {}, None),
    "disposal_reliability": (lambda p: p, {"disposal_reliability": 0.8}, None),
    "collision_above_1_cm": (orbits_at(7218.0), {"cross_section_m2": 200.0}, None),
    "collision_above_10_cm": (orbits_at(7218.0), {"cross_section_m2": 200.0}, None),
    "failed_collision_above_1_cm": (up, {"cross_section_m2": 200.0}, None),
    "injected_orbit_miss_km": (lambda p: p, {}, (approach(miss_m=400.0),)),
    "injected_orbit_crewed": (lambda p: p, {}, (STATION,)),
    "crewed_boxes_entered": (lambda p: p, {}, (STATION,)),
    "consents_lacking": (lambda p: p, {"consents": ["ESA"]}, None),
    "owners_to_tell": (lambda p: p, {"notified": []}, None),
    "targets_without_registry": (
        lambda p: changed(p, targets=(changed(p.targets[0], owner=""), *p.targets[1:])), {}, None,
    ),
    "verified": (lambda p: changed(p, verification=None), {}, None),
}  # fmt: skip
"""For each figure: what is done to the plan, to what is stated, and to what the screening found."""


def test_there_is_a_fault_for_every_figure_and_clauses_enough():
    clauses = [clause for name in PROFILES for clause in read_profile(name).clauses]
    assert set(FAULTS) == set(FIGURES)
    assert len(clauses) >= 24
    assert len({clause.figure for clause in clauses if clause.figure}) >= 14
    assert {clause.figure for clause in clauses if clause.figure} == set(FIGURES)


@pytest.fixture(scope="module")
def before(clean):
    return adr.review(clean, screening=screened(clean, approach()), inputs=STATED)


def test_a_clean_plan_passes_every_computed_clause(before):
    assert [str(item) for item in before.failed] == []
    assert before.counts["pass"] > 30


@pytest.mark.parametrize("figure", [name for name in FIGURES if FAULTS[name]])
def test_every_computed_clause_flips_under_its_fault(clean, before, figure):
    spoil, stated, found = FAULTS[figure]
    plan = spoil(clean)
    facts = Facts(plan, Statements.of(STATED | stated), screened(plan, *(found or (approach(),))))
    value = FIGURES[figure](facts)
    own = [(one, clause) for one in map(read_profile, PROFILES) for clause in one.clauses if clause.figure == figure]
    assert own
    for profile, clause in own:
        assert before.get(clause.id).verdict == "pass", str(before.get(clause.id))
        assert finding_of(profile, clause, value, facts).verdict == "fail", str(value)


def test_a_shallow_entry_fails(clean, before, monkeypatch):
    """The flown descent is replaced by one of the same plan whose last state flies level."""
    from adr_planner.reviews.figures import descents

    class Level:
        kind = "descent"

        class end:
            position, velocity, radius = (6498e3, 0.0, 0.0), (-30.0, 7800.0, 0.0), 6498e3

    class Chart:
        servicer = (Level,)

        def target(self, number):
            return (Level,)

    monkeypatch.setattr(descents, "map_of", lambda plan: Chart())
    assert before.get("ESA-entry-angle").verdict == "pass"
    assert adr.review(clean, "ESA-2023").get("ESA-entry-angle").verdict == "fail"


def test_what_a_plan_cannot_show_is_never_passed(clean, before):
    clauses = [clause for name in PROFILES for clause in read_profile(name).clauses if clause.figure is None]
    remarks = {clause.input: "stated in document X" for clause in clauses if clause.input}
    facts = Facts(clean, Statements.of(remarks))
    assert len(clauses) >= 8
    for clause in clauses:
        assert before.get(clause.id).verdict == "input missing"
        after = finding_of(read_profile(PROFILES[0]), clause, None, facts)
        assert after.verdict == "not ours to show"
        assert "document X" in after.value


def test_figures_that_lack_an_input_say_which(clean):
    bare = Facts(clean, Statements())
    for name in ("disposal_reliability", "consents_lacking", "injected_orbit_miss_km", "owners_to_tell"):
        assert isinstance(FIGURES[name](bare), Missing)
    assert isinstance(FIGURES["left_in_orbit"](bare), Figure)


def test_the_product_of_reliabilities_is_by_hand(clean):
    """Six disposals of 0.98 and a year of 0.95: 0.98^6 x 0.95^(365 / 365.25)."""
    facts = Facts(clean, Statements(disposal_reliability=0.98, servicer_reliability=0.95))
    assert FIGURES["disposal_reliability"](facts).value == pytest.approx(0.98**6 * 0.95 ** (365 / 365.25), rel=1e-6)


def test_a_profile_of_ones_own_is_read_and_unknown_keys_are_refused(tmp_path, clean):
    mine = tmp_path / "mine.toml"
    mine.write_text(profile_text("FCC").replace("limit = 5.0", "limit = 0.5"))
    assert adr.review(clean, mine).get("FCC-5-years").limit == "at most 0.5 yr"
    for old, new, message in (
        ("limit = 5.0", "limt = 5.0", r"unknown key 'limt'. Did you mean limit\?"),
        ('figure = "servicer_decay_years"', 'figure = "servicer_decay"', r"Did you mean servicer_decay_years\?"),
        ("limit = 5.0", 'limit = "five"', "it must be a number"),
        ("read = true", "read = 1", "it must be true or false"),
        ("FCC-debris", "FCC-5-years", "twice"),
        ('holds = "at least"', 'holds = "more than"', "say one of at most"),
    ):
        mine.write_text(profile_text("FCC").replace(old, new, 1))
        with pytest.raises(InvalidInputError, match=message):
            adr.review(clean, mine)
    with pytest.raises(InvalidInputError, match=r"Did you mean FR-2024\?"):
        adr.review(clean, "FR-2025")


def test_inputs_and_screenings_are_held_to_their_kind(clean):
    for given, message in (
        ({"disposal_reliability": 2.0}, "between 0 and 1"),
        ({"consents": "CIS"}, "a list of texts"),
        ({"consent": "x"}, "no clause asks for 'consent'"),
        ({"passivation": 3}, "state it as text"),
        ({"cross_section_m2": -1}, "above zero"),
    ):
        with pytest.raises(InvalidInputError, match=message):
            adr.review(clean, inputs=given)
    other = replace(screened(clean), plan_id="adr-ffffffffffff")
    with pytest.raises(InvalidInputError, match="screen this plan"):
        adr.review(clean, screening=other)


def test_it_leaves_as_json_table_and_html(tmp_path, before):
    before.to_json(tmp_path / "sheet.json")
    content = json.loads((tmp_path / "sheet.json").read_text())
    assert content["document_type"] == "adr_review"
    assert len(content["findings"]) == len(before) == len(before.to_pandas())
    assert before._repr_html_().count("<tr>") == 1 + len(before)

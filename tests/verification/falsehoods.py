"""Falsehoods a careful liar plants in a document, and the check that must name each.

Every function changes a document in place; the tests then make sums, masses and hashes agree again (attacker.py). The
decorator says which document it is planted in, the check that must fail, and what that check must name. What needs the
mission file or the catalogue beside the document says so, as does what is planted "last", as its sums agree already.
What no document can hold, and its model refuses before any check is made, has `REFUSED` for its check and its place for
what must be named.
"""

from __future__ import annotations

import json
from typing import NamedTuple

__all__ = ["FALSEHOODS", "REFUSED", "Falsehood"]

REFUSED = "refused on reading"

FALSEHOODS: list[Falsehood] = []


class Falsehood(NamedTuple):
    """A way to lie: in which document, what must fail and name it, and what has to be given for that."""

    plant: object
    document: str
    check: str
    names: str
    given: tuple[str, ...]

    def __str__(self):
        return self.plant.__name__


def _falsehood(document, check, names, *given):
    def register(plant):
        FALSEHOODS.append(Falsehood(plant, document, check, names, given))
        return plant

    return register


def _set(document, check, names, path, value, *given):
    """Register a falsehood that is one value; a callable is applied to what stands there."""
    keys = [int(key) if key.lstrip("-").isdigit() else key for key in path.split("/")]

    def plant(content):
        part = content
        for key in keys[:-1]:
            part = part[key]
        part[keys[-1]] = value(part.get(keys[-1])) if callable(value) else value

    plant.__name__ = f"{document}:{path}={'changed' if callable(value) else value}"
    _falsehood(document, check, names, *given)(plant)


# Burns: what they are for.


@_falsehood("plan", "roles", "leg1-")
def all_burns_of_a_leg_called_departures(content):
    for burn in content["legs"][1]["maneuvers"]:
        burn["kind"] = "departure"


@_falsehood("plan", "roles", "leg0-")
def all_but_the_last_burn_called_departures(content):
    for burn in content["legs"][0]["maneuvers"][:-1]:
        burn["kind"] = "departure"


@_falsehood("plan", "roles", "leg2-burn1")
def departures_called_arrivals(content):
    for burn in content["legs"][2]["maneuvers"][:-1]:
        burn["kind"] = "arrival"


@_falsehood("plan", "robustness", "SL-")
def a_plan_that_fails_its_robustness_hides_the_drift(content):
    content["mission"]["allowances"]["phasing_m_s"] = 1e-3
    for leg in content["legs"]:
        for burn in leg["maneuvers"]:
            burn["kind"] = "departure"


@_falsehood("plan", "roles", "disposal-")
def a_kits_burn_called_a_return(content):
    content["disposals"][0]["maneuvers"][0]["kind"] = "return"


@_falsehood("tug", "roles", "disposal-")
def a_pass_with_the_target_called_a_way_back(content):
    content["disposals"][0]["maneuvers"][1]["kind"] = "return"


@_falsehood("tug", "roles", "return-")
def a_way_back_called_a_disposal(content):
    burns = content["disposals"][0]["maneuvers"]
    next(burn for burn in burns if burn["kind"] == "return")["kind"] = "disposal"


@_falsehood("tug", "parting", "")
def a_tug_said_to_keep_twice_as_far_away(content):
    content["disposals"][0]["least_distance_km"] *= 2.0


@_falsehood("plan", "roles", "leg")
def a_rendezvous_called_an_arrival(content):
    """Not every leg has one: a coast may end at its target by itself."""
    last = [leg["maneuvers"][-1] for leg in content["legs"]]
    next(burn for burn in last if burn["kind"] == "rendezvous")["kind"] = "arrival"


# Kits.


def _rebuilt(content, place, propellant):
    kit, concept = content["disposals"][place]["kit"], content["servicer"]["kit"]
    kit["propellant_kg"] = propellant
    kit["dry_mass_kg"] = concept["fixed_mass_kg"] + concept["structure_fraction"] * propellant


@_falsehood("plan", "kit", "")
def kits_without_a_structure(content):
    for item in content["disposals"][:-1]:
        item["kit"]["dry_mass_kg"] = 5.0


@_falsehood("plan", "kit", "")
def a_kit_of_a_better_engine(content):
    content["disposals"][1]["kit"]["isp_s"] = 450.0


@_falsehood("plan", "kit", "")
def kits_swapped(content):
    light, heavy = sorted(range(5), key=lambda k: content["disposals"][k]["kit"]["propellant_kg"])[::4]
    first, second = content["disposals"][light], content["disposals"][heavy]
    first["kit"], second["kit"] = second["kit"], first["kit"]


@_falsehood("plan", "kit", "")
def a_kit_without_its_margin(content):
    kit = content["disposals"][2]["kit"]
    _rebuilt(content, 2, kit["propellant_kg"] / 1.05)


@_falsehood("plan", "kit", "")
def a_kit_twice_as_large(content):
    _rebuilt(content, 0, 2.0 * content["disposals"][0]["kit"]["propellant_kg"])


@_falsehood("plan", "request", "servicer.kit.margin", "mission")
def kits_sized_without_a_margin_in_the_concept(content):
    content["servicer"]["kit"]["margin"] = 0.0
    for k in range(5):
        _rebuilt(content, k, content["disposals"][k]["kit"]["propellant_kg"] / 1.05)


@_falsehood("plan", "request", "servicer.kit.isp_s", "mission")
def kits_of_a_better_concept(content):
    content["servicer"]["kit"]["isp_s"] = 450.0
    for k in range(5):
        content["disposals"][k]["kit"]["isp_s"] = 450.0
        _rebuilt(content, k, 0.62 * content["disposals"][k]["kit"]["propellant_kg"])


_set("plan", "kit", "", "servicer/kit/mass_kg", 900.0)
_set("plan", "kit", "", "servicer/kit/structure_fraction", 0.05)

# Consents, casualties, owners, masses.

_set("plan", "consent", "CIS", "compliance/consent_needed_from", [])
_set("plan", "consent", "PRC", "compliance/consent_needed_from", lambda owners: [*owners, "PRC"])
_set("plan", "consent", "", "mission/consents", [{"player": "US", "codes": ["US"]}])
_set("plan", "consent", "mission.consents", "mission/consents", [{"player": "US", "codes": ["NOBODY"]}])
_set("plan", "request", "mission.consents", "mission/consents",
     [{"player": code, "codes": [code]} for code in ("CIS", "ESA", "JPN", "PRC")], "mission")  # fmt: skip
_set("plan", "compliance", "", "compliance/casualty_risk_needs_control", [])
_set("plan", "compliance", "casualty", "compliance/casualty_risk_needs_control", lambda numbers: [*numbers, 5])
_set("plan", "compliance", "decays_within_5_years", "compliance/decays_within_5_years", [])


@_falsehood("plan", "catalogue", "owner")
def owners_changed_with_their_consents(content):
    for item in content["targets"]:
        item["owner"] = "US"
    content["compliance"]["consent_needed_from"] = ["US"]


@_falsehood("plan", "consent", "")
def consents_that_come_after_the_servicer(content):
    content["mission"]["consents"] = [
        {"player": code, "codes": [code], "since_utc": "2026-01-01T00:00:00.000000Z"}
        for code in ("CIS", "ESA", "JPN", "PRC")
    ]


@_falsehood("plan", "catalogue", "registered_by")
def a_state_of_registry_made_up(content):
    content["targets"][0]["registered_by"] = "JPN"


@_falsehood("plan", "catalogue", "mass_kg")
def masses_halved_with_all_that_follows(content):
    for target in content["targets"]:
        for name in ("mass_kg", "mass_min_kg", "mass_max_kg", "area_m2"):
            target[name] *= 0.5
    for k, item in enumerate(content["disposals"][:-1]):
        # The rule of a kit is linear in the mass of target and fixed part.
        mass = next(t["mass_kg"] for t in content["targets"] if t["norad_cat_id"] == item["norad_cat_id"])
        fixed = content["servicer"]["kit"]["fixed_mass_kg"]
        _rebuilt(content, k, item["kit"]["propellant_kg"] * (mass + fixed) / (2.0 * mass + fixed))


@_falsehood("plan", "catalogue", "mass_max_kg")
def a_heavy_target_made_light_enough_in_its_range(content):
    target = content["targets"][0]
    target["mass_max_kg"] = target["mass_kg"]


_set("plan", "target", "", "targets/0/mass_min_kg", lambda mass: mass * 1.5)
_set("plan", "target", "", "targets/1/mass_max_kg", lambda mass: mass * 0.5)
_set("plan", "target", "", "targets/2/mass_kg", lambda mass: mass * 2.0)
_set("plan", "target", "", "targets/3/mass_min_kg", 0.0)

# Ranks and scores.

_set("plan", REFUSED, "/targets/0/risk/rank", "targets/0/risk/rank", 0)
_set("plan", "target", "", "targets/0/risk/rank", 99999)
_set("plan", "target", "", "targets/4/risk/score", 1e9)


@_falsehood("plan", "target", "")
def two_targets_share_a_rank(content):
    content["targets"][0]["risk"]["rank"] = content["targets"][1]["risk"]["rank"]


# Objects of the catalogue.

_set("plan", "catalogue", "name", "targets/0/name", "ANOTHER STAGE")
_set("plan", "catalogue", "object_id", "targets/1/object_id", "1998-001A")
_set("plan", "catalogue", "object_type", "targets/1/object_type", "PAYLOAD")
_set("plan", "catalogue", "mass_source", "targets/2/mass_source", "weighed")
_set("plan", "catalogue", "area_m2", "targets/2/area_m2", lambda area: 1.05 * area)
_set("plan", "catalogue", "BSTAR", "targets/3/omm/BSTAR", 0.5)
_set("plan", "catalogue", "MEAN_MOTION_DOT", "targets/3/omm/MEAN_MOTION_DOT", 0.1)
_set("plan", "catalogue", "MEAN_MOTION_DDOT", "targets/3/omm/MEAN_MOTION_DDOT", 0.1)
_set("plan", "catalogue", "snapshot_utc", "provenance/catalogue/snapshot_utc", "2024-12-30T00:00:00.000000Z")
_set("plan", "catalogue", "n_objects", "provenance/catalogue/n_objects", 30000)
_set("plan", "catalogue", "licence", "provenance/catalogue/licence", "public domain")
_set("plan", "target", "", "provenance/catalogue/snapshot_utc", "2020-01-01T00:00:00.000000Z")
_set("plan", "target", "provenance", "provenance/catalogue/sha256", "0123")
_set("plan", "catalogue", "sha256", "provenance/catalogue/sha256", "0" * 64, "catalog")


@_falsehood("plan", "catalogue", "")
def another_objects_number(content):
    number = content["targets"][1]["norad_cat_id"]
    text = json.dumps(content).replace(f'"norad_cat_id": {number}', '"norad_cat_id": 7').replace(
        f'_norad_cat_id": {number}', '_norad_cat_id": 7'
    )  # fmt: skip
    content.update(json.loads(text))
    numbers = content["compliance"]["casualty_risk_needs_control"]
    content["compliance"]["casualty_risk_needs_control"] = [7 if item == number else item for item in numbers]


# The proof.


@_falsehood("plan", "proof", "solver.gap")
def twice_the_bound_and_proven(content):
    content["provenance"]["solver"]["best_bound"] *= 2.0


@_falsehood("plan", "proof", "solver.gap")
def a_gap_that_is_none(content):
    solver = content["provenance"]["solver"]
    solver |= {
        "best_bound": 2.0 * solver["objective_value"],
        "proven": False,
        "stop_reason": "label limit",
        "gap": 0.01,
    }


@_falsehood("plan", "proof", "solver.best_bound")
def better_than_its_bound(content):
    content["provenance"]["solver"]["best_bound"] *= 0.5


@_falsehood("plan", "proof", "solver.objective_value")
def an_objective_no_tour_comes_to(content):
    content["provenance"]["solver"] |= {"objective_value": 99.0, "best_bound": 99.0}


@_falsehood("cheap", "proof", "solver.objective_value")
def a_delta_v_no_tour_comes_to(content):
    content["provenance"]["solver"] |= {"objective_value": 200.0, "best_bound": 200.0}


_set("plan", "proof", "solver.proven", "provenance/solver/stop_reason", "label limit")
_set("plan", "proof", "solver.proven", "provenance/solver/proven", False)
_set("plan", "proof", "solver.objective", "provenance/solver/objective_unit", "m/s")
_set("plan", "proof", "solver.objective", "provenance/solver/objective", "delta_v")
_set("plan", "proof", "solver.n_candidates", "provenance/solver/n_candidates", 3)
_set("plan", "proof", "solver.n_candidates", "provenance/solver/n_candidates", 100000)
_set("plan", REFUSED, "/provenance/solver/n_labels", "provenance/solver/n_labels", -1)
_set("plan", "proof", "refinement", "provenance/solver/grid_step_days", 7.3)
_set("plan", "proof", "refinement.step_days", "provenance/refinement/step_days", 0.3)
_set("plan", "proof", "refinement", "provenance/refinement/delta_v_change_m_s", 5.0)
_set("plan", "proof", "refinement", "provenance/refinement/delta_v_change_m_s", -1000.0)
_set("plan", "proof", "refinement.last", "provenance/refinement/last_arrival_change_days", -3.3)
_set("plan", "request", "solver.n_candidates", "provenance/solver/n_candidates", 400, "mission")


@_falsehood("plan", "proof", "refinement")
def what_refining_did_is_left_out(content):
    del content["provenance"]["refinement"]


# What it is good for.

_set("plan", "benefit", "benefit.value", "benefit/value", lambda value: 1.1 * value)
_set("plan", "benefit", "benefit.debris_years", "benefit/debris_years", lambda years: 2.0 * years)
_set("plan", "benefit", "mission.value.unit", "mission/value/unit", "t/yr")
_set("plan", "benefit", "benefit.others", "benefit/others/0/n_common", lambda common: common + 1)


@_falsehood("plan", "benefit", "")
def a_value_that_is_not_its_risk(content):
    content["targets"][0]["worth"]["value"] += 1.0
    content["benefit"]["value"] += 1.0
    content["provenance"]["solver"]["objective_value"] += 1.0
    content["provenance"]["solver"]["best_bound"] += 1.0


@_falsehood("plan", "benefit", "benefit")
def what_it_is_good_for_is_left_out(content):
    del content["benefit"]


# The budget.


@_falsehood("plan", "budget", "phasing", "last")
def budget_lines_shifted(content):
    lines = {line["line"]: line for line in content["budget"]}
    for name in ("delta_v_m_s", "delta_v_with_margin_m_s"):
        lines["transfer"][name] += lines["phasing"][name] - 1.0
        lines["phasing"][name] = 1.0


@_falsehood("plan", "budget", "proximity", "last")
def propellant_shifted_between_lines(content):
    lines = {line["line"]: line for line in content["budget"]}
    lines["proximity"]["propellant_kg"] -= 5.0
    lines["transfer"]["propellant_kg"] += 5.0


@_falsehood("plan", "budget", "phasing")
def a_line_of_another_class(content):
    next(line for line in content["budget"] if line["line"] == "phasing")["margin_class"] = "deterministic"


@_falsehood("plan", "budget", "budget")
def a_line_renamed(content):
    content["budget"][0]["line"] = "contingency"


@_falsehood("plan", "budget", "budget")
def a_line_of_nothing(content):
    content["budget"].append({**content["budget"][0], "line": "collision avoidance", "delta_v_m_s": 0.0,
                              "delta_v_with_margin_m_s": 0.0, "propellant_kg": 0.0})  # fmt: skip


_set("plan", "budget", "margin on transfer", "legs/0/allowances/0/margin_class", "stochastic")

# Of what the document is, and what it was made from.

_set("plan", "structure", "schema_version", "schema_version", "1.0.0")
_set("plan", "structure", "schema_version", "schema_version", "1.3.0")
_set("campaign", "campaign", "schema_version", "schema_version", "1.0.0")


@_falsehood("plan", "forces", "conventions.atmosphere.activity")
def a_sun_that_is_sure(content):
    """Every leg is then robust: no Sun is weak or strong."""
    for month in content["conventions"]["atmosphere"]["activity"]:
        month["weak"] = month["strong"] = month["mean"]


@_falsehood("plan", "forces", "conventions.atmosphere.activity")
def another_table_of_the_sun_under_the_same_name(content):
    for month in content["conventions"]["atmosphere"]["activity"]:
        for level in ("weak", "mean", "strong"):
            month[level] -= 0.2


@_falsehood("plan", "structure", "left_out")
def a_target_that_was_left_out(content):
    target = {name: content["targets"][0][name] for name in ("norad_cat_id", "name")}
    content["provenance"]["left_out"] = [{**target, "reason": "no known mass"}]


@_falsehood("plan", "catalogue", "left_out 27006")
def left_out_under_another_name(content):
    content["provenance"]["left_out"] = [{"norad_cat_id": 27006, "name": "ENVISAT", "reason": "no known mass"}]


# Legs.

_set("plan", "estimate", "", "legs/4/estimate_delta_v_m_s", lambda price: 3.0 * price)
_set("plan", "stay", "", "legs/1/slack_days", 3.0)
_set("plan", "window", "", "legs/4/slack_days", 400.0)
_set("plan", "node gap", "", "legs/2/raan_gap_deg", lambda gap: gap + 0.5)
_set("plan", "node gap", "", "legs/0/raan_gap_deg", 1.0)
_set("plan", "phase", "", "legs/1/phases/0/stop_utc", "2025-03-01T00:00:00.000000Z")
_set("plan", "phase", "", "legs/1/phases/1/orbit/sma_km", lambda axis: axis - 30.0)
_set("plan", "phase", "", "legs/1/phases/1/orbit/inclination_deg", lambda angle: angle + 0.2)
_set("plan", "phase", "", "legs/1/phases/1/orbit/raan_deg", lambda angle: angle - 0.5)
_set("plan", "phase", "", "legs/1/phases/1/orbit/eccentricity", 0.05)
_set("plan", "phase", "", "legs/2/phases/0/kind", "drift")
_set("plan", "phase", "", "legs/2/phases", lambda phases: phases[1:])
_set("plan", "structure", "", "legs/2/index", 7)
_set("plan", "structure", "", "legs/2/from_norad_cat_id", lambda number: 25407 if number != 25407 else 27386)
_set("plan", "structure", "leg1-burn1", "legs/2/maneuvers/0/id", "leg1-burn1")
_set("plan", "structure", "leg 1", "legs/1/from_norad_cat_id", 5)
_set("plan", "structure", "", "disposals/0/norad_cat_id", 5)


@_falsehood("plan", "structure", "")
def a_target_named_twice(content):
    content["targets"].append(content["targets"][0])


@_falsehood("plan", "structure", "disposal")
def disposals_in_another_order(content):
    content["disposals"][0], content["disposals"][1] = content["disposals"][1], content["disposals"][0]


# The concept.

_set("plan", "concept", "", "servicer/concept", "tug")
_set("plan", "concept", "servicer.kits", "servicer/kits", 0)
_set("plan", "concept", "", "disposals/0/method", "tug")
_set("plan", "concept", "", "disposals/-1/controlled", False)
_set("plan", "concept", "servicer.longest_arc_deg", "servicer/longest_arc_deg", 30.0)
_set("plan", "concept", "servicer.propulsion", "servicer/propulsion", "electric")
_set("plan", "concept", "mission.disposal", "mission/disposal/decay_years", 5.0)
_set("plan", "concept", "mission.disposal", "mission/disposal/rule", "decay")
_set("tug", "concept", "", "servicer/concept", "kit")
_set("plan", "concept", "servicer", "mission/dispose_servicer", False)


_set("plan", "concept", "conventions.plan_epoch_utc", "conventions/plan_epoch_utc", "2024-06-01T00:00:00.000000Z")
_set("plan", "limits", "", "mission/longest_wait_days", 20.0)


@_falsehood("plan", "concept", "mission.weights")
def weights_for_another_objective(content):
    content["mission"]["weights"] = {"delta_v_per_m_s": 1.0, "time_per_day": 0.0, "risk_per_kg_yr": 1.0}


@_falsehood("plan", "concept", "servicer")
def a_kit_for_the_servicer_itself(content):
    content["disposals"][-1]["kit"] = dict(content["disposals"][0]["kit"])


# What was asked for.

_set("plan", "request", "servicer.dry_mass_kg", "servicer/dry_mass_kg", 1100.0, "mission")
_set("plan", "request", "servicer.isp_s", "servicer/isp_s", 320.0, "mission")
_set("plan", "request", "servicer.propellant_kg", "servicer/propellant_kg", 950.0, "mission")
_set("plan", "request", "servicer.name", "servicer/name", "Another", "mission")
_set("plan", "request", "servicer.kits", "servicer/kits", 9, "mission")
_set("plan", "request", "mission.max_delta_v_m_s", "mission/max_delta_v_m_s", 2000.0, "mission")
_set("plan", "request", "mission.targets", "mission/targets", 6, "mission")
_set("plan", "request", "mission.stay_days", "mission/stay_days", 19.0, "mission")
_set("plan", "request", "mission.max_per_state", "mission/max_per_state", 5, "mission")
_set("plan", "request", "mission.lowest_drift_km", "mission/lowest_drift_km", 650.0, "mission")
_set("plan", "request", "mission.allowances.proximity_m_s", "mission/allowances/proximity_m_s", 5.0, "mission")
_set("plan", "request", "deterministic_margin", "mission/allowances/deterministic_margin", 0.0, "mission")
_set("plan", "request", "mission.end_utc", "mission/end_utc", "2027-01-01T00:00:00.000000Z", "mission")
_set("plan", "request", "mission.must_visit", "mission/must_visit", [27386], "mission")
_set("cheap", "request", "mission.exclude", "mission/exclude", [6], "mission")
_set("cheap", "request", "mission.filters.mass_kg", "mission/filters/mass_kg", [600.0, 1e4], "mission")
_set("cheap", "request", "mission.filters.types", "mission/filters/types", ["PAYLOAD"], "mission")
_set("cheap", "request", "mission.hindcast", "mission/hindcast", True, "mission")
_set("plan", "request", "mission.one_of", "mission/one_of", [[27386, 22566]], "mission")
_set("plan", "request", "perigee_altitude_km", "mission/disposal/perigee_altitude_km", 100.0, "mission")

# Decays.

_set("decay", "decay", "", "disposals/0/decay_years_low", 60.0)
_set("decay", "decay", "", "disposals/0/decay_years_high", 1.0)
_set("decay", "compliance", "decays_within_25_years", "compliance/decays_within_25_years", lambda n: [*n, 5])
_set("plan", "decay", "", "disposals/0/decay_years", 12.0)


@_falsehood("decay", "decay", "")
def a_decay_range_upside_down(content):
    item = content["disposals"][0]
    item["decay_years_low"], item["decay_years_high"] = item["decay_years_high"], item["decay_years_low"]


@_falsehood("decay", "decay", "")
def a_range_without_its_years(content):
    del content["disposals"][0]["decay_years"]


# Campaigns.


@_falsehood("campaign", "campaign", "servicer 2: servicer.isp_s")
def one_servicer_of_a_better_engine(content):
    content["plans"][1]["servicer"]["isp_s"] = 330.0


@_falsehood("campaign", "campaign", "servicer 2: servicer.dry_mass_kg")
def one_servicer_lighter(content):
    content["plans"][1]["servicer"]["dry_mass_kg"] -= 100.0


@_falsehood("campaign", "campaign", "servicer 2: servicer.kit")
def one_servicers_kits_of_another_concept(content):
    content["plans"][1]["servicer"]["kit"]["margin"] = 0.0


@_falsehood("campaign", "campaign", "costs")
def costs_left_out_of_the_schedule(content):
    del content["schedule"][0]["cost_meur"]


_set("campaign", "campaign", "servicer 2: mission", "plans/1/mission/longest_wait_days", 90.0)
_set("campaign", "campaign", "servicer 2: conventions", "plans/1/conventions/gravity/j4", -1.6e-6)
_set("campaign", "campaign", "servicer 2: generator", "plans/1/generator/version", "99.0.0")
_set("campaign", "campaign", "provenance.catalogue", "plans/1/provenance/catalogue/n_objects", 1000)
_set("campaign", "campaign", "provenance.risk", "plans/1/provenance/risk/method", "by mass")
_set("campaign", "campaign", "provenance.seed", "plans/1/provenance/seed", 5)
_set("campaign", "campaign", "one_of", "one_of", [])
_set("campaign", "campaign", "solver.seed", "solver/seed", 9)
_set("campaign", "campaign", "solver.n_candidates", "solver/n_candidates", 1)
_set("campaign", "campaign", "solver.n_columns", "solver/n_columns", 0)
_set("campaign", "campaign", "schedule 1", "schedule/0/servicer", "Another")
_set("campaign", "campaign", "schedule 2", "schedule/1/index", 1)
_set("campaign", "roles", "servicer 1: leg0", "plans/0/legs/0/maneuvers/-1/kind", "departure")
_set("campaign", "consent", "servicer 2: CIS", "plans/1/compliance/consent_needed_from", [])
_set("campaign", "request", "servicer 1: servicer.dry_mass_kg", "plans/0/servicer/dry_mass_kg", 900.0, "mission")

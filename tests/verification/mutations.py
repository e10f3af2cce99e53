"""Ways to spoil a plan. Each takes the document as a dict and returns what the verifier must name."""

from __future__ import annotations

import math

import numpy as np

from adr_planner.plan import plan_hash

__all__ = ["MUTATIONS", "spoiled"]


def _largest_burn(content, leg):
    return max(content["legs"][leg]["maneuvers"], key=lambda burn: math.hypot(*burn["delta_v_m_s"]))


def _end_of_the_drift(content, leg):
    return next(burn["id"] for burn in content["legs"][leg]["maneuvers"] if burn["kind"] != "departure")


def burn_turned_by_one_degree(content):
    burn = _largest_burn(content, 1)
    before, kick = np.array(burn["velocity_km_s"]), np.array(burn["delta_v_m_s"])
    axis = np.cross(kick, before)
    axis /= np.linalg.norm(axis)
    angle = np.radians(1.0)
    turned = kick * np.cos(angle) + np.cross(axis, kick) * np.sin(angle)
    burn["delta_v_m_s"] = turned.tolist()
    return "continuity", burn["id"]


def burn_moved_by_an_hour(content):
    burn = content["legs"][2]["maneuvers"][-3]
    hour = int(burn["epoch_utc"][11:13])
    burn["epoch_utc"] = f"{burn['epoch_utc'][:11]}{(hour + 1) % 24:02d}{burn['epoch_utc'][13:]}"
    return "continuity", burn["id"]


def two_targets_swapped(content):
    first, second = content["legs"][1], content["legs"][3]
    first["to_norad_cat_id"], second["to_norad_cat_id"] = second["to_norad_cat_id"], first["to_norad_cat_id"]
    return "rendezvous", str(first["to_norad_cat_id"])


def five_per_cent_of_the_propellant_missing(content):
    content["servicer"]["propellant_kg"] *= 0.95
    content["servicer"]["initial_state"]["mass_kg"] *= 0.99
    return "mass chain", "injection"


def stay_shortened(content):
    leg = content["legs"][2]
    day = int(leg["depart_utc"][8:10])
    leg["depart_utc"] = f"{leg['depart_utc'][:8]}{day - 1:02d}{leg['depart_utc'][10:]}"
    return "stay", str(content["legs"][1]["to_norad_cat_id"])


def total_edited(content):
    content["totals"]["delta_v_m_s"] -= 10.0
    return "sums", "totals.delta_v_m_s"


def kit_made_lighter(content):
    disposal = content["disposals"][0]
    disposal["kit"]["propellant_kg"] -= 50.0
    return "mass chain", f"disposal-{disposal['norad_cat_id']}"


def burn_removed(content):
    leg = content["legs"][1]
    burn = _largest_burn(content, 1)
    following = leg["maneuvers"][leg["maneuvers"].index(burn) + 1]
    leg["maneuvers"].remove(burn)
    return "continuity", following["id"]


def perigee_claimed_lower(content):
    disposal = content["disposals"][1]
    disposal["perigee_altitude_km"] = 30.0
    return "disposal", disposal["maneuvers"][0]["id"]


def disposal_burn_halved(content):
    burn = content["disposals"][2]["maneuvers"][0]
    burn["delta_v_m_s"] = [0.5 * x for x in burn["delta_v_m_s"]]
    return "disposal", burn["id"]


def budget_lowered_below_the_total(content):
    content["mission"]["max_delta_v_m_s"] = content["totals"]["delta_v_with_margins_m_s"] - 1.0
    return "limits", "max_delta_v_m_s"


def elements_edited(content):
    target = content["targets"][1]
    target["omm"]["INCLINATION"] += 0.01
    return "rendezvous", str(target["norad_cat_id"])


def margin_left_out(content):
    leg = content["legs"][2]
    leg["allowances"] = [item for item in leg["allowances"] if item["line"] != "margin on transfer"]
    return "sums", str(leg["to_norad_cat_id"])


def propellant_of_a_burn_understated(content):
    burn = _largest_burn(content, 1)
    burn["propellant_kg"] *= 0.95
    return "propellant", burn["id"]


def gravity_altered(content):
    content["conventions"]["gravity"]["j2"] *= 1.001
    return "forces", "conventions.gravity.j2"


def last_target_left_without_disposal(content):
    number = content["legs"][-1]["to_norad_cat_id"]
    content["disposals"] = [item for item in content["disposals"] if item.get("norad_cat_id") != number]
    return "disposal", str(number)


def window_cut_by_a_month(content):
    content["mission"]["end_utc"] = content["mission"]["end_utc"].replace("2026-01-01", "2025-12-01")
    return "window", str(content["legs"][-1]["to_norad_cat_id"])


def heavy_target_not_named(content):
    numbers = content["compliance"]["casualty_risk_needs_control"]
    return "compliance", str(numbers.pop(0))


def disposal_said_to_be_uncontrolled(content):
    disposal = content["disposals"][0]
    disposal["controlled"] = False
    return "compliance", str(disposal["norad_cat_id"])


def atmosphere_left_out(content):
    del content["conventions"]["atmosphere"]
    return "continuity", _end_of_the_drift(content, 1)


def servicer_made_more_compact(content):
    content["servicer"]["drag_m2_kg"] *= 0.9
    return "continuity", _end_of_the_drift(content, 1)


def target_made_more_compact(content):
    target = content["targets"][4]
    target["drag_m2_kg"] *= 0.5
    return "forces", str(target["norad_cat_id"])


def air_of_a_strong_sun_taken_for_the_mean(content):
    coefficients = content["conventions"]["atmosphere"]["ln_density"]
    coefficients[0] += math.log(3.0)
    return "forces", "conventions.atmosphere"


MUTATIONS = [
    atmosphere_left_out,
    servicer_made_more_compact,
    target_made_more_compact,
    air_of_a_strong_sun_taken_for_the_mean,
    heavy_target_not_named,
    disposal_said_to_be_uncontrolled,
    burn_turned_by_one_degree,
    burn_moved_by_an_hour,
    two_targets_swapped,
    five_per_cent_of_the_propellant_missing,
    stay_shortened,
    total_edited,
    kit_made_lighter,
    burn_removed,
    perigee_claimed_lower,
    disposal_burn_halved,
    budget_lowered_below_the_total,
    elements_edited,
    margin_left_out,
    propellant_of_a_burn_understated,
    gravity_altered,
    last_target_left_without_disposal,
    window_cut_by_a_month,
]


def spoiled(content, mutation):
    """Spoil a document, and mend its hash so that the hash alone cannot give it away."""
    named = mutation(content)
    content["plan_id"] = plan_hash(content)
    return named

"""The verifier passes a plan of thrust arcs, and no spoiled copy of it."""

import json

import pytest

from adr_planner.plan import MissionPlan, plan_hash
from adr_planner.verification import verify
from adr_planner.verification.checks.masses import mass_chain
from adr_planner.verification.flights.endings import disposals
from adr_planner.verification.flights.thrust_arcs import legs_under_thrust
from adr_planner.verification.flights.trajectory import rendezvous
from adr_planner.verification.scene import Scene


@pytest.fixture(scope="module")
def report(electric_plan):
    return verify(electric_plan)


def test_a_plan_of_thrust_arcs_passes(report):
    assert report.passed, report


def test_two_integrators_agree_on_every_orbit(report):
    """Kicks between symplectic steps against Runge and Kutta with the thrust among the forces: metres after months."""
    checks = [check for check in report.checks if check.id == "rendezvous" and "orbit against" in check.statement]
    assert len(checks) == 12
    # Of each limit half is what the flight itself may leave; 2.5 deg of phase in 176 days are 15 m of semi-major axis.
    for what, limit in (("semi-major axis", 0.4), ("plane", 0.004), ("eccentricity", 6e-4), ("phase", 2.5)):
        assert max(check.value for check in checks if check.statement.endswith(what)) < limit


def test_both_switch_the_engine_at_the_same_edges_of_the_shadow(report):
    """One Sun, found twice: what is left are phases, and steps of 60 s against 20 s. Measured: 4.1e-5."""
    spent = [check for check in report.checks if check.statement == "delta-v between its dates"]
    assert len(spent) > 3
    assert max(check.value for check in spent) < 5e-5


def test_fuller_forces_are_corrected_within_the_phasing_allowance(report):
    checks = [check for check in report.checks if check.id == "robustness"]
    assert len(checks) == 3
    assert all(0.0 < check.value < check.limit for check in checks)


def _longest(content, kind="departure"):
    arcs = [arc for leg in content["legs"] for arc in leg["arcs"] if arc["kind"] == kind]
    return max(arcs, key=lambda arc: arc["delta_v_m_s"])


def yaw_turned_by_three_degrees(content):
    _longest(content)["steering"]["yaw_deg"] += 3.0
    return "continuity", ""


def braking_instead_of_speeding_up(content):
    arc = _longest(content, "arrival")
    arc["steering"]["yaw_deg"] += 180.0
    return "rendezvous", ""


def eccentricity_pushed_the_other_way(content):
    _longest(content, "eccentricity")["steering"]["centre_deg"] += 180.0
    return "rendezvous", ""


def arc_ended_a_day_early(content):
    arc = _longest(content)
    day = int(arc["stop_utc"][8:10])
    arc["stop_utc"] = f"{arc['stop_utc'][:8]}{day - 1:02d}{arc['stop_utc'][10:]}"
    return "thrust", arc["id"]


def arc_removed(content):
    arc = _longest(content)
    leg = next(leg for leg in content["legs"] if arc in leg["arcs"])
    leg["arcs"].remove(arc)
    return "continuity", leg["arcs"][0]["id"]


def arcs_removed(content):
    leg = content["legs"][1]
    del leg["arcs"]
    return "rendezvous", str(leg["to_norad_cat_id"])


def thrust_doubled(content):
    arc = _longest(content)
    arc["thrust_n"] *= 2.0
    return "thrust", arc["id"]


def propellant_understated(content):
    arc = _longest(content)
    arc["propellant_kg"] *= 0.9
    return "propellant", arc["id"]


def mass_understated(content):
    arc = _longest(content)
    arc["mass_before_kg"] -= 50.0
    return "mass chain", arc["id"]


def leg_started_elsewhere(content):
    arc = content["legs"][1]["arcs"][0]
    arc["position_km"][0] += 1.0
    return "continuity", arc["id"]


def node_misstated(content):
    arc = _longest(content)
    arc["orbit_after"]["raan_deg"] += 0.1
    return "orbit", arc["id"]


def targets_swapped(content):
    first, second = content["legs"][1], content["legs"][2]
    first["to_norad_cat_id"], second["to_norad_cat_id"] = second["to_norad_cat_id"], first["to_norad_cat_id"]
    return "rendezvous", ""


def spiral_down_overstated(content):
    content["disposals"][-1]["perigee_altitude_km"] -= 50.0
    return "disposal", "disposal-servicer"


def chemical_servicer_with_arcs(content):
    del content["servicer"]["propulsion"]
    return "propulsion", ""


_MUTATIONS = [
    yaw_turned_by_three_degrees, braking_instead_of_speeding_up, eccentricity_pushed_the_other_way,
    arc_ended_a_day_early, arc_removed, arcs_removed, thrust_doubled, propellant_understated, mass_understated,
    leg_started_elsewhere, node_misstated, targets_swapped, spiral_down_overstated, chemical_servicer_with_arcs,
]  # fmt: skip


def test_the_verifier_refuses_a_spoiled_plan_of_arcs(electric_plan):
    content = json.loads(electric_plan.json_text())
    _longest(content)["steering"]["yaw_deg"] += 3.0
    content["plan_id"] = plan_hash(content)
    assert not verify(MissionPlan.model_validate(content), checks=["thrust"]).passed


@pytest.mark.few(5)
@pytest.mark.parametrize("mutation", _MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_spoiled_plan_of_arcs_fails_and_the_culprit_is_named(electric_plan, mutation):
    content = json.loads(electric_plan.json_text())
    kind, name = mutation(content)
    content["plan_id"] = plan_hash(content)
    scene = Scene(MissionPlan.model_validate(content))
    parts = {"propellant": (mass_chain,), "mass chain": (mass_chain,), "disposal": (disposals,)}
    failures = [
        check for part in parts.get(kind, (rendezvous, legs_under_thrust)) for check in part(scene) if not check.passed
    ]
    assert [check for check in failures if check.id == kind and name in check.where], failures[:5]

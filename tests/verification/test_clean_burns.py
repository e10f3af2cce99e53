"""Plans hold no burn below the stated smallest, and none at the epoch of another; the verifier refuses others."""

import json
import math
from copy import deepcopy
from itertools import pairwise

import numpy as np
import pytest

from adr_planner.plan import MissionPlan
from adr_planner.units import parse_utc
from adr_planner.verification.flights.burns import burns
from adr_planner.verification.flights.trajectory import continuity, rendezvous
from adr_planner.verification.scene import Scene


def test_the_example_makes_no_burn_below_its_smallest(example_plan):
    least = example_plan.servicer.minimum_impulse_m_s
    assert least == 0.01
    for part in (*example_plan.legs, *example_plan.disposals):
        made = part.maneuvers
        assert min(burn.size_m_s for burn in made) >= least
        numbered = [burn.id.rsplit("burn")[-1] for burn in made if "burn" in burn.id]
        assert numbered == [str(k) for k in range(1, len(numbered) + 1)]
        times = [parse_utc(burn.epoch_utc) for burn in made]
        assert all((b - a).sec > 1.0 for a, b in pairwise(times))


def test_some_legs_of_the_example_end_without_a_burn_and_are_judged(example_plan):
    bare = [leg for leg in example_plan.legs if leg.maneuvers[-1].kind != "rendezvous"]
    assert bare
    checks = [check for check in rendezvous(Scene(example_plan)) if check.unit in ("m", "m/s")]
    assert len(checks) == 2 * len(example_plan.legs)
    assert all(check.passed for check in checks)
    assert example_plan.verification.passed


def _bare(content):
    return next(leg for leg in content["legs"] if leg["maneuvers"][-1]["kind"] != "rendezvous")


def _a_ghost_more(content):
    """Split 4 mm/s off a burn: too small to be made."""
    leg = _bare(content)
    burn = leg["maneuvers"][0]
    ghost = deepcopy(burn)
    size = math.hypot(*burn["delta_v_m_s"])
    ghost["id"], ghost["delta_v_m_s"] = "ghost", [0.004 / size * x for x in burn["delta_v_m_s"]]
    leg["maneuvers"].insert(1, ghost)
    return burns, "burns", "ghost"


def _two_at_once(content):
    """Make a burn in two halves at the same epoch."""
    leg = _bare(content)
    burn = leg["maneuvers"][0]
    half = [0.5 * x for x in burn["delta_v_m_s"]]
    second = {**deepcopy(burn), "id": "second", "delta_v_m_s": half}
    second["velocity_km_s"] = (np.array(burn["velocity_km_s"]) + 1e-3 * np.array(half)).tolist()
    burn["delta_v_m_s"] = half
    leg["maneuvers"].insert(1, second)
    return continuity, "order", "second"


def _left_out_a_day_early(content):
    """Leave out the last burn of a leg: the servicer passes its target by."""
    leg = _bare(content)
    del leg["maneuvers"][-1]
    return rendezvous, "rendezvous", str(leg["to_norad_cat_id"])


def _all_left_out(content):
    leg = content["legs"][1]
    leg["maneuvers"] = []
    return rendezvous, "rendezvous", str(leg["to_norad_cat_id"])


@pytest.mark.parametrize("spoil", [_a_ghost_more, _two_at_once, _left_out_a_day_early, _all_left_out])
def test_a_plan_spoiled_so_is_refused(example_plan, spoil):
    content = json.loads(example_plan.json_text())
    part, kind, name = spoil(content)
    failures = [check for check in part(Scene(MissionPlan.model_validate(content))) if not check.passed]
    assert [check for check in failures if check.id == kind and name in check.where], failures

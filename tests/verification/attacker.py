"""A careful liar: after a false figure is planted, every sum, mass and hash that follows from it is made to agree."""

from __future__ import annotations

import math
from collections import defaultdict

from adr_planner.plan import Campaign, campaign_hash, plan_hash

__all__ = ["consistent", "consistent_campaign"]

_G0 = 9.80665


def consistent(content):
    """Recompute margins, mass chain, leg sums, budget, totals and plan_id from the burns, allowances and masses."""
    servicer, margins = content["servicer"], content["mission"]["allowances"]
    ends = {item.get("norad_cat_id"): item for item in content["disposals"]}
    masses = {item["norad_cat_id"]: item["mass_kg"] for item in content["targets"]}
    wet = [item["kit"]["dry_mass_kg"] + item["kit"]["propellant_kg"] for item in ends.values() if "kit" in item]
    tank = _Tank(servicer["dry_mass_kg"] + servicer["propellant_kg"] + sum(wet), servicer["isp_s"], content)
    servicer["initial_state"]["mass_kg"] = tank.mass
    for leg in content["legs"]:
        leg["mass_start_kg"] = tank.mass
        leg["delta_v_m_s"] = sum(_size(burn) for burn in leg["maneuvers"])
        wanted = {
            "margin on transfer": leg["delta_v_m_s"] * margins["deterministic_margin"],
            "phasing": margins["phasing_m_s"],
            "margin on phasing": margins["phasing_m_s"] * margins["stochastic_margin"],
            "proximity": margins["proximity_m_s"],
            "margin on proximity": margins["proximity_m_s"] * margins["stochastic_margin"],
        }
        for burn in leg["maneuvers"]:
            tank.spend(burn, "transfer")
        leg["allowances"] = [item for item in leg["allowances"] if wanted.get(item["line"], 1.0) > 0.0]
        for item in leg["allowances"]:
            item["delta_v_m_s"] = wanted.get(item["line"], item["delta_v_m_s"])
            tank.spend(item, item["line"])
        leg["mass_end_kg"] = tank.mass
        _end(ends.get(leg["to_norad_cat_id"]), tank, masses.get(leg["to_norad_cat_id"], 0.0), margins)
    _end(ends.get(None), tank, 0.0, margins)
    _totals(content, tank)
    content["plan_id"] = plan_hash(content)
    return content


class _Tank:
    def __init__(self, mass, isp, content):
        self.mass, self.exhaust = mass, _G0 * isp
        self.spent = []
        self.budget = content["budget"]

    def spend(self, item, line, carried=0.0):
        size = _size(item)
        item["mass_before_kg"] = self.mass + carried
        item["propellant_kg"] = item["mass_before_kg"] * -math.expm1(-size / self.exhaust)
        self.mass -= item["propellant_kg"]
        self.spent.append((line, size, item["propellant_kg"], isinstance(item["delta_v_m_s"], list)))


def _size(item):
    value = item["delta_v_m_s"]
    return math.hypot(*value) if isinstance(value, list) else value


def _end(item, tank, target, margins):
    if item is None:
        return
    if "kit" in item:
        kit = item["kit"]
        own = _Tank(target + kit["dry_mass_kg"] + kit["propellant_kg"], kit["isp_s"], {"budget": []})
        for burn in (*item["maneuvers"], *item["allowances"]):
            own.spend(burn, "")
        tank.mass -= kit["dry_mass_kg"] + kit["propellant_kg"]
        return
    own = item.get("norad_cat_id") is None
    for way, load in (("disposal", target),) if own else (("disposal", target), ("return", 0.0)):
        burns = [burn for burn in item["maneuvers"] if burn["kind"] == way]
        line = "servicer disposal" if own else way
        for burn in burns:
            tank.spend(burn, line, load)
        for held in item["allowances"]:
            if held["line"] == f"margin on {line}":
                held["delta_v_m_s"] = margins["deterministic_margin"] * sum(map(_size, burns))
            if held["line"].endswith(line):
                tank.spend(held, held["line"], load)


def _totals(content, tank):
    totals = content["totals"]
    sizes, all_, propellant = defaultdict(float), defaultdict(float), defaultdict(float)
    for line, size, spent, _ in tank.spent:
        bare = line.removeprefix("margin on ")
        sizes[bare] += size if bare == line else 0.0
        all_[bare] += size
        propellant[bare] += spent
    for line in content["budget"]:
        name, margins = line["line"], content["mission"]["allowances"]
        line["margin_fraction"] = 0.0 if name == "weather reserve" else margins[f"{line['margin_class']}_margin"]
        line["delta_v_m_s"], line["delta_v_with_margin_m_s"] = sizes[name], all_[name]
        line["propellant_kg"] = propellant[name]
    totals["delta_v_m_s"] = sum(size for _, size, _, flown in tank.spent if flown)
    totals["delta_v_with_margins_m_s"] = sum(size for _, size, _, _ in tank.spent)
    totals["propellant_kg"] = sum(spent for _, _, spent, _ in tank.spent)
    totals["residual_propellant_kg"] = content["servicer"]["propellant_kg"] - totals["propellant_kg"]
    totals["launch_mass_kg"] = content["servicer"]["initial_state"]["mass_kg"]
    totals["mass_removed_kg"] = sum(item["mass_kg"] for item in content["targets"])
    totals["risk_removed_kg_per_yr"] = sum(item["risk"]["risk_kg_per_yr"] for item in content["targets"])


def consistent_campaign(content):
    """Recompute schedule, totals, gap and campaign_id from the plans, each made consistent before."""
    for plan in content["plans"]:
        consistent(plan)
    for line, plan in zip(content["schedule"], content["plans"], strict=True):
        totals = plan["totals"]
        line |= {"plan_id": plan["plan_id"], "launch_mass_kg": totals["launch_mass_kg"]}
        for name in ("risk_removed_kg_per_yr", "delta_v_with_margins_m_s", "propellant_kg"):
            line[name] = totals[name]
    for name in (
        "risk_removed_kg_per_yr", "mass_removed_kg", "delta_v_with_margins_m_s", "propellant_kg", "launch_mass_kg",
    ):  # fmt: skip
        content["totals"][name] = math.fsum(plan["totals"][name] for plan in content["plans"])
    content["campaign_id"] = campaign_hash(Campaign.model_validate(content))
    return content

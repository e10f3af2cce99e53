"""Sums and budgets, recomputed from the parts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator

from adr_planner.plan import Allowance, plan_hash, servicer_spending
from adr_planner.spec.objective import objective_of
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["budgets", "limits"]

_SLACK = 1e-6


def _same(where: str, stated: float, summed: float, unit: str) -> Check:
    off = abs(stated - summed)
    slack = max(_SLACK, 1e-9 * abs(summed))
    return Check.at_most("sums", where, "stated sum against its parts", off, slack, unit)


def budgets(scene: Scene) -> Iterator[Check]:
    """Recompute totals, budget lines, and the margins and allowances of every leg."""
    plan = scene.plan
    totals, margins = plan.totals, plan.mission.allowances
    spent = list(servicer_spending(plan))
    flown = math.fsum(item.size_m_s for item in spent if not isinstance(item, Allowance))
    with_margins = math.fsum(item.size_m_s for item in spent)
    yield _same("totals.n_targets", totals.n_targets, len(plan.legs), "")
    yield _same("totals.delta_v_m_s", totals.delta_v_m_s, flown, "m/s")
    yield _same("totals.delta_v_with_margins_m_s", totals.delta_v_with_margins_m_s, with_margins, "m/s")
    yield _same("totals.propellant_kg", totals.propellant_kg, math.fsum(item.propellant_kg for item in spent), "kg")
    residual = plan.servicer.propellant_kg - totals.propellant_kg
    yield _same("totals.residual_propellant_kg", totals.residual_propellant_kg, residual, "kg")
    yield _same("totals.launch_mass_kg", totals.launch_mass_kg, plan.servicer.initial_state.mass_kg, "kg")
    yield _same("totals.mass_removed_kg", totals.mass_removed_kg, math.fsum(t.mass_kg for t in plan.targets), "kg")
    risk = math.fsum(t.risk.risk_kg_per_yr for t in plan.targets)
    yield _same("totals.risk_removed_kg_per_yr", totals.risk_removed_kg_per_yr, risk, "kg/yr")
    end = scene.seconds(plan.legs[-1].arrive_utc) / DAY + plan.mission.stay_days
    begin = scene.seconds(plan.servicer.initial_state.epoch_utc) / DAY
    yield _same("totals.duration_days", totals.duration_days, end - begin, "day")
    yield _same("budget", math.fsum(line.delta_v_with_margin_m_s for line in plan.budget), with_margins, "m/s")
    yield _same("budget", math.fsum(line.propellant_kg for line in plan.budget), totals.propellant_kg, "kg")
    for leg in plan.legs:
        where = scene.name(leg.to_norad_cat_id)
        yield _same(f"{where}: delta_v_m_s", leg.delta_v_m_s, math.fsum(item.size_m_s for item in leg.flown), "m/s")
        wanted = {
            "margin on transfer": leg.delta_v_m_s * margins.deterministic_margin,
            "phasing": margins.phasing_m_s,
            "margin on phasing": margins.phasing_m_s * margins.stochastic_margin,
            "proximity": margins.proximity_m_s,
            "margin on proximity": margins.proximity_m_s * margins.stochastic_margin,
            "weather reserve": leg.reserve_m_s or 0.0,
        }
        held: dict[str, float] = defaultdict(float)
        for item in leg.allowances:
            held[item.line] += item.delta_v_m_s
        for line, size in wanted.items():
            yield _same(f"{where}: {line}", held.pop(line, 0.0), size, "m/s")
        for line in ("gravity loss on transfer", "margin on gravity loss on transfer"):
            held.pop(line, None)  # `burns` checks them
        yield _same(f"{where}: other allowances", math.fsum(held.values()), 0.0, "m/s")


def limits(scene: Scene) -> Iterator[Check]:
    """Hold the plan against what the mission asked for."""
    plan, mission = scene.plan, scene.plan.mission
    spent = list(servicer_spending(plan))
    size = math.fsum(item.size_m_s for item in spent)
    if mission.max_delta_v_m_s is not None:
        top = mission.max_delta_v_m_s
        yield Check("limits", "max_delta_v_m_s", "delta-v with margins", size, top, "m/s", size <= top + _SLACK)
    burned, loaded = math.fsum(item.propellant_kg for item in spent), plan.servicer.propellant_kg
    yield Check(
        "limits", "servicer.propellant_kg", "propellant burned", burned, loaded, "kg", burned <= loaded + _SLACK
    )
    visited = [leg.to_norad_cat_id for leg in plan.legs]
    named = sorted(visited) == sorted(t.norad_cat_id for t in plan.targets) and len(set(visited)) == len(visited)
    yield Check("limits", "targets", "each visited once", len(visited), len(plan.targets), "", named)
    fewer = objective_of(mission.objective).fewer
    enough = len(visited) <= mission.targets and (fewer or len(visited) == mission.targets)
    yield Check("limits", "mission.targets", "number of targets", len(visited), mission.targets, "", enough)
    for number in mission.must_visit:
        yield Check.holds("limits", str(number), "must be visited", number in visited)
    for number in mission.exclude or ():
        away = number not in visited
        yield Check("limits", str(number), "excluded and not visited", float(not away), 0.0, "", away)
    for group in mission.one_of:
        count = len(set(group) & set(visited))
        yield Check("limits", f"one of {group}", "at most one of a group", count, 1.0, "", count <= 1)
    for first, second in mission.order or ():
        kept = not {first, second} <= set(visited) or visited.index(first) < visited.index(second)
        yield Check.holds("limits", f"{first} before {second}", "order", kept)
    for leg in plan.legs[1:]:
        where, longest = scene.name(leg.to_norad_cat_id), mission.longest_wait_days
        waited = leg.duration_days
        yield Check(
            "limits", where, "no longer than the longest wait", waited, longest, "day", waited <= longest + _SLACK
        )
    if mission.max_launch_mass_kg is not None:
        lifted, top = plan.servicer.initial_state.mass_kg, mission.max_launch_mass_kg
        yield Check("limits", "mission.max_launch_mass_kg", "launch mass", lifted, top, "kg", lifted <= top + _SLACK)
    if mission.max_per_state is not None:
        for owner, count in Counter(t.owner for t in plan.targets).items():
            most = mission.max_per_state
            yield Check.at_most("limits", owner, "targets of one launching state", count, most, "")
    if plan.servicer.concept == "kit":
        kits = sum(item.kit is not None for item in plan.disposals)
        yield Check.at_most("limits", "servicer.kits", "kits on board", kits, plan.servicer.kits, "")
    content = plan.model_dump(mode="json", exclude_none=True)
    intact = plan_hash(content) == plan.plan_id
    yield Check.holds("identity", "plan_id", "hash of the content", intact)

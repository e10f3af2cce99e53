"""The proof a plan carries, as far as arithmetic can tell: bound, gap, grid, and the objective the tour comes to.

How good a tour can be at best is the search's to prove; here its statements must agree with each other, with what was
asked for and with what was flown.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from adr_planner.plan.sources import Refinement, Solver
from adr_planner.spec.objective import objective_of
from adr_planner.verification.checks.benefit import value_removed
from adr_planner.verification.physics.constants import DAY, G0
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["proof"]

_PROVEN = "proven optimal on the grid"
_SAME = 1e-6
"""Relative slack on sums, and slack on days."""
_STOP = 15.0
"""Delta-v by which what is spent at one stop, or at the end, may differ from its price [m/s]."""
_UNPRICED = ("gravity loss on transfer", "weather reserve")
"""What is set aside on legs once they are flown, and stands in no price before."""


def proof(scene: Scene) -> Iterator[Check]:
    """Check the statements of the solver against each other, the mission and the flown tour."""
    plan = scene.plan
    solver, found = plan.provenance.solver, plan.provenance.refinement
    asked = solver.objective == plan.mission.objective and solver.objective_unit == _unit(scene)
    yield Check.holds("proof", "solver.objective", "the mission's, in its unit", asked)
    yield from _bound(scene, solver)
    enough = len(plan.targets) <= solver.n_candidates <= plan.provenance.catalogue.n_objects
    yield Check.holds("proof", "solver.n_candidates", "from the targets to the catalogue", enough)
    yield Check.holds("proof", "solver.n_labels", "not below zero", solver.n_labels >= 0)
    yield from _dates(scene, solver, found)
    yield from _objective(scene, solver, found)
    told = found is not None or plan.schema_version.split(".")[1] in ("0", "1", "2")
    yield Check.holds("proof", "refinement", "told, from documents 1.3 on", told)
    if found is not None:
        yield from _refined(scene, found)


def _unit(scene: Scene) -> str:
    """Return the unit of the objective; the value's own where that is made most, kg/yr before documents told it."""
    mission = scene.plan.mission
    value = "kg/yr" if mission.value is None else mission.value.unit
    return objective_of(mission.objective).unit or value


def _bound(scene: Scene, solver: Solver) -> Iterator[Check]:
    value, bound = solver.objective_value, solver.best_bound
    scale = max(abs(value), abs(bound))
    least = objective_of(solver.objective).least
    beyond = least(bound) - least(value)
    yield Check.at_most(
        "proof", "solver.best_bound", "objective no better than the bound", beyond, _SAME * scale, solver.objective_unit
    )
    named = solver.proven == (solver.stop_reason == _PROVEN)
    yield Check.holds("proof", "solver.proven", "as the reason to stop says", named)
    if solver.objective == "time":  # counted in steps from the first arrival there can be
        scale -= scene.plan.mission.commissioning_days
    if solver.objective == "weighted":  # its terms may cancel: the gap is relative to their sizes, no smaller
        wrong = max(0.0, solver.gap * scale - abs(value - bound)) if not solver.proven else solver.gap
    else:
        wrong = abs(solver.gap - (abs(value - bound) / scale if scale > 0.0 else 0.0))
    yield Check.within("proof", "solver.gap", "between objective and bound, relative", wrong, _SAME, "1")
    if solver.proven:
        yield Check.within(
            "proof", "solver.proven", "the bound is the objective, and the gap 0",
            max(abs(value - bound) / (scale or 1.0), abs(solver.gap)), _SAME, "1",
        )  # fmt: skip


def _on_grid(days: float, solver: Solver, first: float) -> float:
    """Return how far a day is from the nearest date of the search's grid [day]."""
    steps = (days - first) / solver.grid_step_days if solver.grid_step_days > 0.0 else math.inf
    return abs(steps - round(steps)) * solver.grid_step_days if math.isfinite(steps) else math.inf


def _dates(scene: Scene, solver: Solver, found: Refinement | None) -> Iterator[Check]:
    """Check that arrivals are dates of the grid, or the last one is but for the change stated."""
    plan = scene.plan
    start, first = scene.seconds(plan.mission.start_utc), plan.mission.commissioning_days
    if found is None or not found.flown:
        for leg in plan.legs:
            off = _on_grid((scene.seconds(leg.arrive_utc) - start) / DAY, solver, first)
            yield Check.within("proof", scene.name(leg.to_norad_cat_id), "arrival on the grid", off, _SAME, "day")
        return
    last = (scene.seconds(plan.legs[-1].arrive_utc) - start) / DAY - found.last_arrival_change_days
    off = _on_grid(last, solver, first)
    yield Check.within("proof", "refinement.last_arrival_change_days", "from a date of the grid", off, _SAME, "day")


def _objective(scene: Scene, solver: Solver, found: Refinement | None) -> Iterator[Check]:
    """Hold the objective against the tour: exactly for value and time, within what flights differ for the rest.

    Documents before 1.3.0, which tell of no refinement, counted the servicer's own end otherwise.
    """
    aim = objective_of(solver.objective)
    if found is None and not (aim.most or aim.step):
        return
    plan, mission = scene.plan, scene.plan.mission
    value, unit = solver.objective_value, solver.objective_unit
    moved = found if found is not None and found.flown else None
    last = (scene.seconds(plan.legs[-1].arrive_utc) - scene.seconds(mission.start_utc)) / DAY
    last -= moved.last_arrival_change_days if moved else 0.0
    slack, delta_v = _search_delta_v(scene)
    delta_v -= moved.delta_v_change_m_s if moved else 0.0
    worth = value_removed(plan.targets)
    if aim.most:
        wanted, limit = worth, _SAME * max(worth, 1e-6)
    elif solver.objective == "time":
        wanted, limit = last, _SAME
    elif solver.objective == "delta_v":
        wanted, limit = delta_v, slack
    elif solver.objective == "propellant":
        wanted = _least_propellant(scene) - (moved.propellant_change_kg if moved else 0.0)
        missed = abs(plan.totals.delta_v_with_margins_m_s - _search_delta_v(scene)[1])
        limit = plan.totals.launch_mass_kg * (slack + missed) / (G0 * max(plan.servicer.isp_s, 1.0))
    elif mission.weights is not None:
        weights = mission.weights
        wanted = weights.delta_v_per_m_s * delta_v + weights.time_per_day * last
        wanted -= (weights.value_per_unit or weights.risk_per_kg_yr) * worth
        limit = weights.delta_v_per_m_s * slack + _SAME * max(abs(wanted), 1.0)
    else:
        return
    yield Check.within("proof", "solver.objective_value", "what the tour comes to", value - wanted, limit, unit)


def _search_delta_v(scene: Scene) -> tuple[float, float]:
    """Return how sure the tour's delta-v at the search's prices can be told from the plan, and that [m/s].

    Legs stand with their estimates; what is spent at stops and at the end is taken as flown.
    """
    plan = scene.plan
    margins = plan.mission.allowances
    more = 1.0 + margins.deterministic_margin
    missed = more * math.fsum(leg.delta_v_m_s - leg.estimate_delta_v_m_s for leg in plan.legs)
    unpriced = math.fsum(
        item.delta_v_m_s for leg in plan.legs for item in leg.allowances if item.line.endswith(_UNPRICED)
    )
    own = [item for item in plan.disposals if item.method != "kit"]
    lost = math.fsum(part.delta_v_m_s for item in own for part in item.allowances if "gravity loss" in part.line)
    return more * _STOP * max(len(own), 1) + unpriced + lost, plan.totals.delta_v_with_margins_m_s - missed - unpriced


def _least_propellant(scene: Scene) -> float:
    """Return the least propellant at launch that flies what was flown: the mass chain backwards from an empty tank."""
    plan = scene.plan
    exhaust = G0 * max(plan.servicer.isp_s, 1.0)
    ends = {item.norad_cat_id: item for item in plan.disposals}
    mass = plan.servicer.dry_mass_kg
    if None in ends:
        mass *= math.exp(math.fsum(item.size_m_s for item in (*ends[None].flown, *ends[None].allowances)) / exhaust)
    kits = 0.0
    for leg in reversed(plan.legs):
        end = ends.get(leg.to_norad_cat_id)
        if end is not None and end.kit is not None:
            mass += end.kit.dry_mass_kg + end.kit.propellant_kg
            kits += end.kit.dry_mass_kg + end.kit.propellant_kg
        elif end is not None:
            carried = plan.target(leg.to_norad_cat_id).mass_kg
            for way, load in (("return", 0.0), ("disposal", carried)):
                sizes = [burn.size_m_s for burn in end.maneuvers if burn.kind == way]
                sizes += [item.delta_v_m_s for item in end.allowances if item.line.endswith(f" {way}")]
                mass = (mass + load) * math.exp(math.fsum(sizes) / exhaust) - load
        mass *= math.exp(math.fsum(item.size_m_s for item in (*leg.flown, *leg.allowances)) / exhaust)
    return mass - kits - plan.servicer.dry_mass_kg


def _refined(scene: Scene, found: Refinement) -> Iterator[Check]:
    """Check that what refining changed is no loss by the objective, and that the grid's tour kept the limit too."""
    mission, grid = scene.plan.mission, scene.plan.provenance.solver.grid_step_days
    parts = grid / found.step_days if found.step_days > 0.0 else math.inf
    whole = math.isfinite(parts) and abs(parts - round(parts)) <= _SAME * parts
    yield Check.holds("proof", "refinement.step_days", "a whole part of the grid's step", whole)
    weights = mission.weights
    lost = {
        "value": found.delta_v_change_m_s,
        "delta_v": found.delta_v_change_m_s,
        "propellant": found.propellant_change_kg,
        "time": found.last_arrival_change_days,
        "weighted": 0.0
        if weights is None
        else weights.delta_v_per_m_s * found.delta_v_change_m_s + weights.time_per_day * found.last_arrival_change_days,
    }[objective_of(mission.objective).name]
    unit = _unit(scene)
    yield Check.at_most("proof", "refinement", "no loss by the objective", lost, _SAME, unit)
    top = mission.max_delta_v_m_s
    if found.flown and top is not None:
        slack, delta_v = _search_delta_v(scene)
        before = delta_v - found.delta_v_change_m_s
        yield Check.at_most(
            "proof", "refinement.delta_v_change_m_s", "the tour on the grid kept the limit", before, top + slack, "m/s"
        )

"""Where a plan comes from: catalogue, ranking, search and proof, as the document says it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from adr_planner.plan import LeftOut
from adr_planner.plan.sources import CatalogueSource, Provenance, RiskMethod, SearchEffort, Solver
from adr_planner.plan.sources import Refinement as RefinementEcho
from adr_planner.planner.flying.date_refinement import Refinement
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.request import Request
from adr_planner.planner.worths import Worths
from adr_planner.risk import RankedObject, Ranking
from adr_planner.sequence import Tour
from adr_planner.spec.effort import Effort
from adr_planner.spec.mission import MissionSpec
from adr_planner.units import DAY

__all__ = ["catalogue_source", "effort_echo", "provenance", "refined_dates"]

_ENGINES = {
    "exact": "exact label setting",
    "search": "large-neighbourhood search, Lagrangian bound, exact label setting of what is left",
    "beam": "beam of labels",
    "cp-sat": "OR-Tools CP-SAT",
}


def provenance(
    tour: Tour, request: Request, worths: Worths, refinement: RefinementEcho | None, left_out: tuple[LeftOut, ...] = ()
) -> Provenance:
    """Say where the plan comes from: catalogue, ranking, search and its proof."""
    ranking, mission = request.ranking, request.mission
    described = ranking if isinstance(ranking, Ranking) else None
    return Provenance(
        catalogue=catalogue_source(ranking),
        risk=RiskMethod(
            method=described.method if described else "given by the user",
            reference=described.reference if described else "",
        ),
        seed=request.effort.seed,
        solver=Solver(
            name=_ENGINES[tour.engine],
            objective=tour.objective,
            objective_unit=tour.aim.unit or worths.unit,
            objective_value=_in_days(tour.objective_value, tour, mission),
            best_bound=_in_days(tour.best_bound, tour, mission),
            gap=tour.gap,
            proven=tour.proven,
            stop_reason=tour.stop_reason,
            n_labels=tour.n_labels,
            n_candidates=len(ranking),
            grid_step_days=mission.grid_days,
            effort=effort_echo(request.effort, tour.work),
        ),
        refinement=refinement,
        left_out=left_out or None,
    )


def catalogue_source(ranking: Sequence[RankedObject]) -> CatalogueSource:
    """Say which catalogue a ranking is of."""
    source = ranking.source if isinstance(ranking, Ranking) else None
    return CatalogueSource(
        source=source.name if source else "objects given by the user",
        snapshot_utc=source.snapshot_utc if source else max(e.object.elements.epoch_utc for e in ranking),
        sha256=source.sha256 if source else "",
        n_objects=source.n_objects if source else len(ranking),
        licence=source.licence if source else "the user's own",
    )


def effort_echo(effort: Effort, work: int) -> SearchEffort:
    """Say how long a search was allowed to go on, and how much work it did."""
    return SearchEffort(
        engine=effort.engine,
        gap=effort.gap,
        work_limit=None if effort.work_limit == sys.maxsize else effort.work_limit,
        time_limit_s=effort.time_limit_s,
        work=work,
    )


def refined_dates(refinement: Refinement, flown: Itinerary) -> RefinementEcho:
    """Say what dates between the steps of the grid changed at the search's costs, and whether they were flown."""
    before, after = refinement.on_grid, refinement.refined
    return RefinementEcho(
        step_days=refinement.step / DAY,
        delta_v_change_m_s=after.delta_v - before.delta_v,
        propellant_change_kg=after.propellant - before.propellant,
        last_arrival_change_days=(after.arrivals[-1] - before.arrivals[-1]) / DAY,
        flown=flown == after,
    )


def _in_days(value: float, tour: Tour, mission: MissionSpec) -> float:
    """Turn the step of an arrival into its day of the window, and leave other values as they are.

    A weighted sum counts time from the first arrival there can be: its commissioning is added.
    """
    if tour.objective == "time":
        return mission.commissioning_days + value * mission.grid_days
    if tour.objective == "weighted" and mission.weights is not None:
        return value + mission.weights.time * mission.commissioning_days
    return value

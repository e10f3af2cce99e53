"""From a flown tour to the plan document: GCRF, kilometres, UTC, every number with its unit."""

from __future__ import annotations

import math
from collections.abc import Iterator

from adr_planner.plan import (
    NO_ID,
    SCHEMA_VERSION,
    BudgetLine,
    Generator,
    MissionPlan,
    PlannedDisposal,
    Totals,
    plan_hash,
)
from adr_planner.planner.flying.date_refinement import Refinement
from adr_planner.planner.flying.flown import FlownTour
from adr_planner.planner.flying.ledger import Ledger
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.planner.request import Request
from adr_planner.planner.worths import population_of, worths_of
from adr_planner.planner.writing.benefit import benefit_of, figures_of, target_worth, value_echo
from adr_planner.planner.writing.compliance import compliance
from adr_planner.planner.writing.conventions import conventions
from adr_planner.planner.writing.echo import mission_echo, target_echo
from adr_planner.planner.writing.exposed import exposed_parties
from adr_planner.planner.writing.parts import leg_part, servicer_part
from adr_planner.planner.writing.provenance import provenance, refined_dates
from adr_planner.risk import RankedObject
from adr_planner.sequence import Tour
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.writer import Writer
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.spec.value import KG_PER_YR, Value
from adr_planner.units import DAY
from adr_planner.version import __version__

__all__ = ["write_plan"]


def write_plan(
    request: Request, leg_costs: LegCosts, tour: Tour, refinement: Refinement, flown: FlownTour, ledger: Ledger
) -> MissionPlan:
    """Write the document of a flown tour."""
    ranking, servicer, mission = request.ranking, request.servicer, request.mission
    worths = request.worths or worths_of(ranking, Value(KG_PER_YR), request.tell)
    writer = Writer(request.environment)
    chosen = [ranking[leg.target] for leg in flown.legs]
    legs = tuple(
        leg_part(writer, k, leg, ledger.legs[k], ranking, leg_costs, servicer) for k, leg in enumerate(flown.legs)
    )
    disposals = tuple(_disposals(writer, flown, ledger, leg_costs, servicer, mission))
    dates = refined_dates(refinement, flown.itinerary)
    figures = figures_of(ranking, worths)
    counted = {
        row: leg_costs.problem.worth_at(row, step) for row, step in zip(tour.stops, tour.arrival_steps, strict=True)
    }
    targets = tuple(
        target_echo(ranking[row], servicer, target_worth(ranking[row], counted[row], leg.arrive_utc, figures))
        for row, leg in zip((leg.target for leg in flown.legs), legs, strict=True)
    )
    arc, exposed = math.degrees(servicer.longest_arc_rad), exposed_parties(chosen, population_of(ranking), mission)
    removals = [(leg.to_norad_cat_id, leg.arrive_utc) for leg in legs] if request.together else None
    draft = MissionPlan(
        schema_version=SCHEMA_VERSION,
        document_type="adr_mission_plan",
        plan_id=NO_ID,
        generator=Generator(name="adr_planner", version=__version__),
        provenance=provenance(tour, request, worths, dates, leg_costs.left_out),
        conventions=conventions(request.environment, servicer),
        mission=mission_echo(mission, value_echo(worths)),
        servicer=servicer_part(writer, servicer, flown, ledger),
        targets=targets,
        legs=legs,
        disposals=disposals,
        budget=tuple(_budget(ledger, mission)),
        totals=_totals(flown, ledger, chosen, servicer, leg_costs),
        benefit=benefit_of(targets, ranking, worths, figures, removals, request.tell),
        compliance=compliance(chosen, mission, legs, disposals, arc, exposed),
    ).rounded()
    return draft.model_copy(update={"plan_id": plan_hash(draft.model_dump(mode="json", exclude_none=True))})


def _disposals(
    writer: Writer, flown: FlownTour, ledger: Ledger, leg_costs: LegCosts, servicer: Servicer, mission: MissionSpec
) -> Iterator[PlannedDisposal]:
    """Write the disposals in order, the servicer's own last."""
    for disposal, entries in zip(flown.disposals, ledger.disposals, strict=True):
        if disposal.target is None:
            yield OwnEnd(servicer, mission).write(writer, disposal, entries)
        else:
            yield leg_costs.service.write(writer, disposal, entries)


def _budget(ledger: Ledger, mission: MissionSpec) -> Iterator[BudgetLine]:
    """Sum the ledger by line, each with the margin on it."""
    margins = mission.allowances
    fraction = {"deterministic": margins.deterministic_margin, "stochastic": margins.stochastic_margin}
    for line in dict.fromkeys(entry.line.removeprefix("margin on ") for entry in ledger.entries):
        own = [entry for entry in ledger.entries if entry.line == line]
        with_margin = own + [entry for entry in ledger.entries if entry.line == f"margin on {line}"]
        margin_class = own[0].margin_class
        yield BudgetLine(
            line=line,
            margin_class=margin_class,
            delta_v_m_s=math.fsum(entry.delta_v for entry in own),
            margin_fraction=0.0 if line == "weather reserve" else fraction[margin_class],
            delta_v_with_margin_m_s=math.fsum(entry.delta_v for entry in with_margin),
            propellant_kg=math.fsum(entry.propellant for entry in with_margin),
        )


def _totals(
    flown: FlownTour, ledger: Ledger, chosen: list[RankedObject], servicer: Servicer, leg_costs: LegCosts
) -> Totals:
    burned = [e.delta_v for e in ledger.entries if e.line in ("transfer", "disposal", "return", "servicer disposal")]
    end = flown.legs[-1].flight.arrival.time + leg_costs.grid.stay
    return Totals(
        n_targets=len(chosen),
        delta_v_m_s=math.fsum(burned),
        delta_v_with_margins_m_s=ledger.delta_v,
        propellant_kg=ledger.propellant,
        residual_propellant_kg=servicer.propellant_kg - ledger.propellant,
        launch_mass_kg=ledger.launch_mass,
        duration_days=(end - flown.legs[0].start.time) / DAY,
        risk_removed_kg_per_yr=math.fsum(entry.risk_kg_per_yr for entry in chosen),
        mass_removed_kg=math.fsum(entry.object.mass_kg or 0.0 for entry in chosen),
    )

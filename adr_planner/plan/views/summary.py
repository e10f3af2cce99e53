"""A plan as a page of text."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from adr_planner.border.characters import visible
from adr_planner.plan.content import PlanContent
from adr_planner.plan.sources import Solver
from adr_planner.plan.views.benefit import benefit_lines
from adr_planner.plan.views.consents import consent_lines
from adr_planner.plan.views.suns import sun_lines
from adr_planner.records import short_label
from adr_planner.spec.objective import objective_of

__all__ = [
    "burn_lines",
    "decay_lines",
    "injection_lines",
    "lasting_lines",
    "left_out_lines",
    "plan_summary",
    "proof_sentence",
    "refinement_lines",
    "thrust_lines",
]


def proof_sentence(plan: PlanContent) -> str:
    """Say in one sentence how good the tour is."""
    solver = plan.provenance.solver
    unit = {"1": "", "day": " days"}.get(solver.objective_unit, f" {solver.objective_unit}")
    what = (
        f"{objective_of(solver.objective).words} {solver.objective_value:.4g}{unit} in the search, "
        f"bound {solver.best_bound:.4g}, gap {solver.gap:.2%}"
    )
    return f"{what} ({_stopped(solver)}; {solver.n_candidates} candidates, {solver.grid_step_days:g}-day grid)"


def _stopped(solver: Solver) -> str:
    """Say why the search ended, with the limit it ended at."""
    effort = solver.effort
    if effort is None:
        return solver.stop_reason
    of = {
        "work limit": f" of {effort.work_limit} pieces",
        "time limit": "" if effort.time_limit_s is None else f" of {effort.time_limit_s:g} s",
        "gap reached": f", {effort.gap:.1%} asked for",
    }
    return solver.stop_reason + of.get(solver.stop_reason, "")


def refinement_lines(plan: PlanContent) -> list[str]:
    """Say what dates between the steps of the grid gained; nothing for plans written before they were looked for."""
    found, solver = plan.provenance.refinement, plan.provenance.solver
    if found is None:
        return []
    velocity, days = f"{found.delta_v_change_m_s:+.1f} m/s", f"last arrival {found.last_arrival_change_days:+.1f} days"
    gain = {
        "propellant": f"{found.propellant_change_kg:+.1f} kg",
        "time": f"{days}, {velocity}",
        "weighted": f"{velocity}, {days}",
    }.get(solver.objective, velocity)
    if found.flown:
        return [f"dates refined off the {solver.grid_step_days:g}-day grid: {gain}"]
    return [f"dates of the {solver.grid_step_days:g}-day grid: refined ones ({gain}) break a limit when flown"]


def thrust_lines(plan: PlanContent) -> list[str]:
    """Say how long the engine of an electric servicer thrusts; nothing for one that burns."""
    if not plan.arcs:
        return []
    days = math.fsum(arc.days for arc in plan.arcs)
    return [
        f"{len(plan.arcs)} thrust arcs, {plan.servicer.thrust_n:g} N electric, {days:.0f} days in all, the engine off "
        "in the shadow and opposite it"
    ]


def injection_lines(plan: PlanContent) -> list[str]:
    """Say where the servicer is injected, if that was given."""
    given = plan.mission.injection
    if given is None:
        return []
    node = "chosen" if given.raan_deg is None else f"{given.raan_deg:.1f} deg"
    return [
        f"injected as given at {given.altitude_km:.0f} km, {given.inclination_deg:.2f} deg, node {node}, on "
        f"{plan.servicer.initial_state.epoch_utc[:10]}"
    ]


def burn_lines(plan: PlanContent) -> list[str]:
    """Say how long the longest burn is and what all of them lose; nothing where no thrust is given."""
    everywhere = [burn for leg in plan.legs for burn in leg.maneuvers]
    everywhere += [burn for disposal in plan.disposals for burn in disposal.maneuvers]
    made = [burn for burn in everywhere if burn.arc_deg is not None]
    if not made:
        return []
    longest = max(made, key=lambda burn: burn.arc_deg or 0.0)
    loss = math.fsum(burn.gravity_loss_m_s or 0.0 for burn in made)
    return [
        f"{len(made)} burns of given thrust: the longest, {longest.id}, takes "
        f"{(longest.burn_time_s or 0.0) / 60.0:.1f} min or {longest.arc_deg:.0f} deg; "
        f"gravity losses {loss:.1f} m/s in all"
    ]


def decay_lines(plan: PlanContent) -> list[str]:
    """Say how long every target stays up that nothing brings down at once."""
    lines = []
    for item in plan.disposals:
        if item.norad_cat_id is None or item.decay_years is None:
            continue
        band = ""
        if item.decay_years_low is not None and item.decay_years_high is not None:
            band = f" ({item.decay_years_low:.0f} to {item.decay_years_high:.0f} by the Sun's activity)"
        lines.append(
            f"{plan.target(item.norad_cat_id).name} ({item.norad_cat_id}) left with its perigee at "
            f"{item.perigee_altitude_km:.0f} km: decays in about {item.decay_years:.0f} years{band}"
        )
    return lines


def lasting_lines(plan: PlanContent) -> list[str]:
    """Say how old the elements are at the start, and which target would come down first by itself."""
    start = datetime.fromisoformat(plan.mission.start_utc)
    epochs = [datetime.fromisoformat(target.omm.EPOCH).replace(tzinfo=UTC) for target in plan.targets]
    youngest, oldest = ((start - epoch).total_seconds() / 86400.0 for epoch in (max(epochs), min(epochs)))
    age = f"{oldest:.0f}" if round(youngest) == round(oldest) else f"{youngest:.0f} to {oldest:.0f}"
    lines = [f"elements are {age} days old at the start" + (", a hindcast" if plan.mission.hindcast else "")]
    dated = [(target.lasts_to_utc, target) for target in plan.targets if target.lasts_to_utc is not None]
    if dated:
        date, first = min(dated, key=lambda item: item[0])
        weak = "beyond a century" if first.lasts_to_weak_utc is None else first.lasts_to_weak_utc[:7]
        lines.append(
            f"left alone, {first.name} ({first.norad_cat_id}) would come down first, about {date[:7]} "
            f"({(first.lasts_to_strong_utc or date)[:7]} to {weak} by the Sun)"
        )
    return lines


def left_out_lines(plan: PlanContent) -> list[str]:
    """Say which candidates the tour was not chosen from, and why."""
    return [f"left out: {item.reason}" for item in plan.provenance.left_out or ()]


def plan_summary(plan: PlanContent) -> str:
    """Return tour, budget and proof as text."""
    totals, limit = plan.totals, plan.mission.max_delta_v_m_s
    count = "1 target" if totals.n_targets == 1 else f"{totals.n_targets} targets"
    lines = [
        f"Mission plan {plan.plan_id}: {count} with {plan.servicer.name} ({plan.servicer.concept})",
        "",
        f"{'leg':>3}  {'target':<26} {'depart':<10}  {'arrive':<10} {'days':>5} {'node gap':>9} "
        f"{'estimate':>9} {'flown':>7}  {'risk':>6}",
        f"{'':>3}  {'':<26} {'':<10}  {'':<10} {'':>5} {'deg':>9} {'m/s':>9} {'m/s':>7}  {'kg/yr':>6}",
    ]
    for leg in plan.legs:
        target = plan.target(leg.to_norad_cat_id)
        lines.append(
            f"{leg.index:>3}  {short_label(target.name, target.norad_cat_id, 26):<26} {leg.depart_utc[:10]:<10}  "
            f"{leg.arrive_utc[:10]:<10} {leg.duration_days:>5.0f} {leg.raan_gap_deg:>9.2f} "
            f"{leg.estimate_delta_v_m_s:>9.1f} {leg.delta_v_m_s:>7.1f}  {target.risk.risk_kg_per_yr:>6.2f}"
        )
    lines += injection_lines(plan) + thrust_lines(plan) + burn_lines(plan) + decay_lines(plan) + sun_lines(plan)
    width = max(22, *(len(line.line) for line in plan.budget))
    lines += ["", f"{'budget':<{width}} {'class':<14} {'m/s':>7} {'margin':>7} {'with it':>8} {'kg':>7}"]
    for line in plan.budget:
        lines.append(
            f"{line.line:<{width}} {line.margin_class:<14} {line.delta_v_m_s:>7.1f} {line.margin_fraction:>7.0%} "
            f"{line.delta_v_with_margin_m_s:>8.1f} {line.propellant_kg:>7.1f}"
        )
    of_limit = "" if limit is None else f" of {limit:.0f}"
    lines += [
        f"{'total':<{width}} {'':<14} {totals.delta_v_m_s:>7.1f} {'':>7} {totals.delta_v_with_margins_m_s:>8.1f} "
        f"{totals.propellant_kg:>7.1f}",
        "",
        f"delta-v with margins {totals.delta_v_with_margins_m_s:.1f}{of_limit} m/s; propellant "
        f"{totals.propellant_kg:.1f} of {plan.servicer.propellant_kg:.0f} kg; "
        f"launch mass {totals.launch_mass_kg:.0f} kg; {totals.duration_days:.0f} days",
        f"removed: {totals.mass_removed_kg / 1e3:.1f} t and {totals.risk_removed_kg_per_yr:.2f} kg/yr of risk today; "
        f"consent needed from {', '.join(plan.compliance.consent_needed_from)}",
        *benefit_lines(plan.benefit, plan.mission.value),
        f"proof: {proof_sentence(plan)}",
    ]
    lines += consent_lines(plan) + refinement_lines(plan) + lasting_lines(plan) + left_out_lines(plan)
    lines += [f"warning: {text}" for text in plan.compliance.warnings or ()]
    return "\n".join(visible(line) for line in lines)

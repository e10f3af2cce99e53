"""Where delta-v and mass of a plan go, step by step: what waterfalls are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from adr_planner.plan import MissionPlan

__all__ = ["Step", "delta_v_steps", "mass_steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a waterfall: what it is, and by how much it rises or falls."""

    name: str
    change: float
    told: str


def delta_v_steps(plan: MissionPlan) -> tuple[Step, ...]:
    """Return the lines of the budget, margins in them [m/s].

    They add up to the total with margins that the document states.
    """
    return tuple(
        Step(
            line.line,
            line.delta_v_with_margin_m_s,
            f"{line.delta_v_m_s:.1f} m/s and {line.margin_fraction:.0%} margin ({line.margin_class})",
        )
        for line in plan.budget
    )


def mass_steps(plan: MissionPlan) -> tuple[Step, ...]:
    """Return what takes mass off the servicer from launch to its end, kits and propellant [kg].

    What is left after them is the mass the document states for the last burn's end; the launch mass comes first.
    """
    steps = [Step("launch", plan.totals.launch_mass_kg, "all aboard")]
    removal = {"kit": "kit left on", "tug": "bringing down"}.get(plan.servicer.concept, "removing")
    after = [leg.mass_start_kg for leg in plan.legs[1:]]
    for leg, next_start in zip(plan.legs, [*after, _last_mass(plan)], strict=True):
        name = plan.target(leg.to_norad_cat_id).name
        told = f"{leg.delta_v_m_s:.1f} m/s flown, {leg.duration_days:.0f} days"
        steps.append(Step(f"to {name} ({leg.to_norad_cat_id})", leg.mass_end_kg - leg.mass_start_kg, told))
        if next_start != leg.mass_end_kg:
            steps.append(Step(f"{removal} {name} ({leg.to_norad_cat_id})", next_start - leg.mass_end_kg, removal))
    own = [item for item in plan.disposals if item.method == "self"]
    spent = sum(part.propellant_kg for item in own for part in (*item.flown, *item.allowances))
    if spent:
        steps.append(Step("servicer's own end", -spent, "propellant"))
    return tuple(steps)


def _last_mass(plan: MissionPlan) -> float:
    """Return the mass of the servicer when it has done with its last target [kg]."""
    last = plan.legs[-1]
    own = next((item.flown[0] for item in plan.disposals if item.method == "self" and item.flown), None)
    if own is not None:
        return own.mass_before_kg
    done = [item for item in plan.disposals if item.norad_cat_id == last.to_norad_cat_id]
    kits = sum(item.kit.dry_mass_kg + item.kit.propellant_kg for item in done if item.kit is not None)
    spent = sum(part.propellant_kg for item in done if item.method == "tug" for part in (*item.flown, *item.allowances))
    return last.mass_end_kg - kits - spent

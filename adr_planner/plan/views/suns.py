"""What a weak and a strong Sun do to the legs of a plan, in words."""

from __future__ import annotations

from adr_planner.plan.content import PlanContent
from adr_planner.plan.leg import SunEffect

__all__ = ["sun_lines"]

_SMALL = 1e-3
"""Turn of a node not worth a line of its own [deg]."""


def sun_lines(plan: PlanContent) -> list[str]:
    """Say for every leg how far either Sun parts the nodes, when they would meet, and what is set aside.

    Nothing for legs that are flown without drag, and for plans written before it was looked at.
    """
    lines, still = [], []
    for leg in plan.legs:
        if leg.suns and max(abs(effect.raan_deg) for effect in leg.suns) < _SMALL and not leg.reserve_m_s:
            still.append(str(leg.index))
        elif leg.suns:
            kept = [f"{leg.reserve_m_s:.1f} m/s"] if leg.reserve_m_s else []
            kept += [f"{leg.slack_days:.1f} days"] if leg.slack_days else []
            aside = f"; {' and '.join(kept)} set aside" if kept else ""
            lines.append(f"leg {leg.index}: {', '.join(map(_effect, leg.suns))}{aside}")
    if still:
        legs = "leg" if len(still) == 1 else "legs"
        lines.append(f"{legs} {', '.join(still)}: no Sun turns a node by {_SMALL:g} deg")
    return lines


def _effect(effect: SunEffect) -> str:
    when = "later" if effect.wait_days > 0.0 else "earlier"
    return (
        f"{effect.sun} Sun {effect.raan_deg:+.3f} deg of node ({abs(effect.wait_days):.1f} days {when}, "
        f"{effect.delta_v_m_s:.1f} m/s)"
    )

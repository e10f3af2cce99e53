"""What each service may do at a stop, as the verifier has it: a mirror of the planner's that shares no code with it."""

from __future__ import annotations

from typing import NamedTuple

from adr_planner.plan import MissionPlan, PlannedDisposal

__all__ = ["SERVICES", "ServiceRules", "enters_with_last", "last_served", "parts"]

_KEEPS_DRIFT = 5
"""Minor version of the schema since which a tug drifts from where it let go, and need not come back."""


class ServiceRules(NamedTuple):
    """What is true of every stop of a kind.

    Attributes
    ----------
    kinds : tuple of str
        Kinds of burns that are made, in this order.
    own : bool
        Whether the servicer's own propellant pays.
    carries : bool
        Whether the servicer moves with what it serves, and does not leave from beside it.
    """

    kinds: tuple[str, ...]
    own: bool
    carries: bool


SERVICES = {
    "kit": ServiceRules(("disposal",), own=False, carries=False),
    "tug": ServiceRules(("disposal", "return"), own=True, carries=True),
    "self": ServiceRules(("disposal",), own=True, carries=False),
}
"""By the method a document names."""


def _minor(plan: MissionPlan) -> int:
    return int(plan.schema_version.split(".")[1])


def parts(plan: MissionPlan) -> bool:
    """Whether a tug of this plan parts from what it lets go and drifts from there: not in documents of old schemas."""
    return _minor(plan) >= _KEEPS_DRIFT


def enters_with_last(plan: MissionPlan) -> bool:
    """Whether the servicer comes down with its last target, by what was asked for."""
    asked = plan.mission.servicer_end
    tug, controlled = plan.servicer.concept == "tug", plan.mission.disposal.rule == "controlled"
    return asked == "with_last_target" or (asked is None and parts(plan) and tug and controlled)


def last_served(plan: MissionPlan, item: PlannedDisposal) -> bool:
    """Whether a disposal is that of the last target."""
    return item.norad_cat_id == plan.legs[-1].to_norad_cat_id

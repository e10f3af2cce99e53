"""Pictures by name: what ``plan.plot("raan")`` and ``campaign.plot()`` draw."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.plots.campaign import campaign
from adr_planner.plots.flight import altitude, orbits
from adr_planner.plots.raan import raan
from adr_planner.plots.timeline import timeline
from adr_planner.plots.waterfalls import delta_v, mass

__all__ = ["drawn"]

_OF_PLANS: Mapping[str, Callable[..., Any]] = {
    "timeline": timeline, "raan": raan, "altitude": altitude, "delta_v": delta_v, "mass": mass, "orbits": orbits,
}  # fmt: skip
_OF_CAMPAIGNS: Mapping[str, Callable[..., Any]] = {"timeline": campaign}


def drawn(document: MissionPlan | Campaign, kind: str, **options: Any) -> Any:
    """Draw a document by the name of the picture.

    Parameters
    ----------
    document : MissionPlan or Campaign
        What to draw.
    kind : str
        Name of the picture.
    **options
        As the function of that name takes them.

    Returns
    -------
    Axes or plotly Figure
        What was drawn on.

    Raises
    ------
    InvalidInputError
        If there is no such picture of it; lists those there are.

    Examples
    --------
    >>> import adr_planner as adr
    >>> adr.plots.drawn(plan, "raan", backend="plotly").show()  # doctest: +SKIP
    """
    if not isinstance(document, MissionPlan | Campaign):
        raise InvalidInputError(f"There are no pictures of a {type(document).__name__} by name.", parameter="document")
    known, noun = (_OF_CAMPAIGNS, "campaign") if isinstance(document, Campaign) else (_OF_PLANS, "plan")
    if kind not in known:
        raise InvalidInputError(f"A {noun} has no picture {kind!r}: say one of {', '.join(known)}.", parameter="kind")
    return known[kind](document, **options)

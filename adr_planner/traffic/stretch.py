"""Stretches of a plan that a screening is grouped by: legs, stays, disposals, and the way down of debris."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from adr_planner.plan import MissionPlan
from adr_planner.trajectory.arc import Arc
from adr_planner.trajectory.route import Map

__all__ = ["Stretch", "stretches"]


class Stretch(NamedTuple):
    """A stretch.

    Parameters
    ----------
    name : str
        ``"leg 1 to 27386"``, ``"stay at 27386"``, ``"disposal"``, ``"27386 down"``.
    who : int or None
        Catalogue number of the debris that flies it; None for the servicer.
    arcs : tuple of Arc
        What is flown.
    """

    name: str
    who: int | None
    arcs: tuple[Arc, ...]

    @property
    def start(self) -> float:
        """When it begins [s since the plan epoch]."""
        return self.arcs[0].start.time

    @property
    def stop(self) -> float:
        """When it ends [s since the plan epoch]."""
        return self.arcs[-1].stop


def stretches(plan: MissionPlan, chart: Map) -> Iterator[Stretch]:
    """Yield the servicer's stretches in order, then the way down of every target that a kit brings down.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    chart : Map
        Its routes.
    """
    arcs = list(chart.servicer)
    for leg, following in zip(plan.legs, [*plan.legs[1:], None], strict=True):
        arrive = chart.seconds(leg.arrive_utc)
        leave = None if following is None else chart.seconds(following.depart_utc)
        on_way = _taken(arcs, arrive)
        beside = _taken(arcs, leave) if leave is not None else _while_beside(arcs)
        for name, part in ((f"leg {leg.index} to", on_way), ("stay at", beside)):
            if part:
                yield Stretch(f"{name} {leg.to_norad_cat_id}", None, tuple(part))
    if arcs:
        yield Stretch("disposal", None, tuple(arcs))
    for disposal in plan.disposals:
        if disposal.method == "kit" and disposal.norad_cat_id is not None:
            down = [arc for arc in chart.target(disposal.norad_cat_id) if arc.kind in ("disposal", "descent")]
            if down:
                yield Stretch(f"{disposal.norad_cat_id} down", disposal.norad_cat_id, tuple(down))


def _taken(arcs: list[Arc], until: float) -> list[Arc]:
    """Take the arcs that begin before a time from the front."""
    count = sum(arc.start.time < until - 1e-3 for arc in arcs)
    part, arcs[:] = arcs[:count], arcs[count:]
    return part


def _while_beside(arcs: list[Arc]) -> list[Arc]:
    count = 0
    while count < len(arcs) and arcs[count].kind in ("stay", "disposal"):
        count += 1
    part, arcs[:] = arcs[:count], arcs[count:]
    return part

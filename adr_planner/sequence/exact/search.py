"""Label setting as solver and diagnosis both call it: idle limits dropped, beams first, no judgement of the answer."""

from __future__ import annotations

from adr_planner.sequence.exact.found import Found
from adr_planner.sequence.exact.label_search import LabelSearch
from adr_planner.sequence.exact.presolve import drop_idle_limits
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["LABEL_LIMIT", "search"]

LABEL_LIMIT = 10_000_000
"""Labels kept by default: about 300 MB."""


def search(
    problem: TourProblem,
    *,
    label_limit: int = LABEL_LIMIT,
    progress: Progress | None = None,
    phase: str = "exact",
    any_tour: bool = False,
    start: Tour | None = None,
) -> tuple[Found, LabelSearch]:
    """Run the beams and the exact search, without judging the answer.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    label_limit : int
        Most labels to keep.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work.
    phase : str
        Name of the work in progress events.
    any_tour : bool
        Be content with the first tour found.
    start : Tour, optional
        A tour that keeps all limits, to look for nothing worse.

    Returns
    -------
    Found, LabelSearch
        What was found, with infinite value and bound if there is no tour, and the engine that found it.
    """
    engine = LabelSearch(drop_idle_limits(problem), progress, phase)
    if start is not None:
        engine.know(start.stops, start.arrival_steps)
    return engine.best_tour(label_limit, any_tour=any_tour), engine

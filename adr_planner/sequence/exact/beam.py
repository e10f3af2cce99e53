"""The beam: label setting with little room, for a good tour at once and a bound that is honest."""

from __future__ import annotations

from dataclasses import replace

from adr_planner.errors import SearchLimitError
from adr_planner.sequence.exact.label_search import BEAM_WIDTH, THRIFT, LabelSearch
from adr_planner.sequence.exact.prove import report
from adr_planner.sequence.labels.records import HUGE
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["beam_search"]


def beam_search(problem: TourProblem, *, width: int = BEAM_WIDTH, progress: Progress | None = None) -> Tour:
    """Find a good tour quickly by keeping only the most promising partial tours.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    width : int
        Partial tours kept in every layer.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work.

    Returns
    -------
    Tour
        The tour, with the bound left by the partial tours that were dropped: where none of them could have
        become better, the tour is proven optimal all the same.

    Raises
    ------
    SearchLimitError
        If no tour was found. That proves nothing; `solve_exact` tells whether there is one.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), leg_steps=[1],
    ...     worth=[1.0, 1.0, 1.0], stops=2, dry_mass=1000.0, exhaust_velocity=3000.0,
    ... )
    >>> beam_search(problem, width=100).delta_v
    30.0
    """
    engine = LabelSearch(problem, progress, "beam")
    found = engine.beams(width, THRIFT)
    if found.value >= HUGE:
        raise SearchLimitError(f"A beam of {width} found no tour; widen it or search exactly.", limit=width)
    return replace(report(problem, engine, found), engine="beam")

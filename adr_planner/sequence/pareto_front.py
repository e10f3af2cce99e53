"""Risk against delta-v against time: every tour there is, matched by one of a few, with a stated error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from adr_planner.errors import InvalidInputError
from adr_planner.sequence.meter import Meter
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import StopReason, Tour
from adr_planner.spec.effort import Effort

__all__ = ["TradeTours", "trade_tours"]

_LABELS = 3_000_000
"""Labels one search may keep."""


@dataclass(frozen=True, slots=True)
class TradeTours:
    """Tours none of which is better than another in everything.

    For every tour of the problem there is one here that removes at least its worth less `worth_error`, costs
    at most its delta-v and `delta_v_error` more, and ends at most `step_error` steps later.

    Parameters
    ----------
    tours : tuple of Tour
        By rising delta-v.
    delta_v_error : float
        [m/s]; 0 when exact.
    step_error : int
        Grid steps; 0 when exact.
    worth_error : float
        In the unit of the worth; 0 unless a search ran out of labels, or a gap was near enough.
    stop_reason : str or None
        Why it ended before all windows were looked at; None if they were. Then a tour that ends earlier than the
        last ones looked at may be missing.
    """

    tours: tuple[Tour, ...]
    delta_v_error: float
    step_error: int
    worth_error: float
    stop_reason: StopReason | None = None


def trade_tours(
    problem: TourProblem,
    *,
    delta_v_step: float = 0.0,
    every: int = 1,
    effort: Effort | None = None,
    tell: Callable[[str], None] | None = None,
) -> TradeTours:
    """Find the tours worth choosing from when worth, delta-v and time all matter.

    Parameters
    ----------
    problem : TourProblem
        The problem; its limits hold, its objective is not used.
    delta_v_step : float
        Resolution in delta-v [m/s]; 0 for every tour that is best at its delta-v.
    every : int
        Resolution in time: ends of the window that are looked at, in grid steps; 1 for every one.
    effort : Effort, optional
        When it may end before all ends were looked at; its `gap` is that of each tour.
    tell : callable, optional
        Called with a line of text for every end looked at.

    Returns
    -------
    TradeTours
        Empty if there is no tour. Each tour ends at its last arrival.

    Notes
    -----
    For each end of the window the most worth is found under a falling delta-v limit: the next limit is the
    delta-v of the last tour less `delta_v_step`. A tour between two limits removes no more than the one above it,
    which costs at most `delta_v_step` more; a tour between two ends is found at the later one.

    Examples
    --------
    >>> leg = np.where(np.eye(3)[:, :, None, None] > 0, np.inf, np.full((1, 3), 50.0))
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((3, 3)), leg_dv=leg, leg_steps=[1], worth=[3.0, 2.0, 1.0], stops=3, dry_mass=1000.0,
    ...     exhaust_velocity=3000.0,
    ... )
    >>> [(tour.worth, tour.delta_v, tour.arrival_steps[-1]) for tour in trade_tours(problem).tours]
    [(3.0, 0.0, 0), (5.0, 50.0, 1), (6.0, 100.0, 2)]
    """
    if not (np.isfinite(delta_v_step) and delta_v_step >= 0.0) or every < 1:
        raise InvalidInputError("delta_v_step must be 0 or more, and every at least 1.", parameter="delta_v_step")
    from adr_planner.sequence.exact.clusters import clusters_apart

    whole = problem.replace(objective="value")
    ends = range(problem.last_step, -1, -every)
    tours: list[Tour] = []
    error, reason = 0.0, None
    meter = Meter(effort or Effort(work_limit=sys.maxsize), comparable=True)
    sets = clusters_apart(whole)
    try:
        for end in ends:  # of all sets before an earlier end: what is cut off are short windows
            for rows in sets:
                if tell:
                    tell(f"trading among {rows.size} targets up to step {end}")
                for tour in _front(whole.subset(rows).replace(last_step=end), delta_v_step, meter):
                    error = max(error, tour.best_bound - tour.worth)
                    tours.append(replace(tour, stops=tuple(int(rows[stop]) for stop in tour.stops)))
    except KeyboardInterrupt:
        reason = meter.reason or "interrupted"
        if not tours and reason == "interrupted":
            raise
    return TradeTours(tuple(_undominated(tours)), delta_v_step, every - 1, error, reason)


def _front(problem: TourProblem, step: float, meter: Meter) -> Iterator[Tour]:
    """Yield the tours of most worth under a falling delta-v limit."""
    from adr_planner.sequence.exact.label_search import LabelSearch
    from adr_planner.sequence.exact.prove import report
    from adr_planner.sequence.labels.records import HUGE

    engine = LabelSearch(problem, meter)
    while True:
        found = engine.best_tour(_LABELS)
        if found.interrupted and meter.reason != "gap reached":
            raise KeyboardInterrupt
        meter.reason = None
        if found.value >= HUGE:
            return
        tour = report(problem, engine, found)
        yield tour
        limit = tour.delta_v - max(step, 1e-6)
        if limit < 0.0:
            return
        engine.limit(limit)


def _undominated(tours: list[Tour]) -> Iterator[Tour]:
    """Yield the tours that no other matches or beats in worth, delta-v and time, by rising delta-v."""
    order = sorted(tours, key=lambda tour: (tour.delta_v, -tour.worth, tour.arrival_steps[-1], tour.stops))
    kept: list[Tour] = []
    for tour in order:
        if not any(k.worth >= tour.worth and k.arrival_steps[-1] <= tour.arrival_steps[-1] for k in kept):
            kept.append(tour)
            yield tour

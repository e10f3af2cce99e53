"""One servicer, and who consents: the best tour among the targets of every coalition.

A tour of a larger coalition that needs the consent of fewer is theirs too, with its proof: searches go from all players
down, and most coalitions need none of their own. Every search starts from the best tour known that its coalition may
fly, and its bound is no looser than that of the coalitions around it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.cooperation.covers import monotone
from adr_planner.errors import InfeasibleMissionError, SearchLimitError
from adr_planner.sequence.coalitions.coalition_value import CoalitionValue, rows_within
from adr_planner.sequence.growing import solve_within
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Tour
from adr_planner.spec.effort import Effort

__all__ = ["consent_values"]


def consent_values(
    problem: TourProblem,
    needs: Sequence[int],
    n_players: int,
    effort: Effort,
    *,
    seed: int = 0,
    coalitions: Iterable[int] | None = None,
    tell: Callable[[str], None] | None = None,
) -> dict[int, CoalitionValue]:
    """Find the most one servicer can remove if only the members of a coalition consent, for every coalition.

    Parameters
    ----------
    problem : TourProblem
        All targets, with an objective that removes the most.
    needs : sequence of int
        For each target the coalition whose consent it needs.
    n_players : int
        How many players there are.
    effort : Effort
        Of each coalition's search.
    seed : int
        Of the search among many targets.
    coalitions : iterable of int, optional
        Which coalitions; by default all.
    tell : callable, optional
        Called with a line of text before every search.

    Returns
    -------
    dict of int to CoalitionValue
        By coalition. Values never fall where a coalition grows, and neither do bounds.

    Examples
    --------
    >>> leg = np.where(np.eye(2)[:, :, None, None] > 0, np.inf, np.full((1, 2), 50.0))
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((2, 2)), leg_dv=leg, leg_steps=[1], worth=[3.0, 2.0], stops=2, dry_mass=1000.0,
    ...     exhaust_velocity=3000.0, objective="value",
    ... )
    >>> found = consent_values(problem, [0b01, 0b10], 2, Effort())
    >>> [found[coalition].worth for coalition in range(4)]
    [0.0, 3.0, 2.0, 5.0]
    """
    wanted = sorted(set(range(1 << n_players) if coalitions is None else coalitions) - {0}, key=_largest_first)
    found = {0: CoalitionValue(0.0, 0.0)}
    for k, coalition in enumerate(wanted):
        rows = rows_within(needs, coalition)
        above = [value for other, value in found.items() if other & coalition == coalition]
        bound = min((value.bound for value in above), default=math.inf)
        same = next((value for value in above if value.tours and value.stops <= set(rows.tolist())), None)
        if same is None:
            if tell is not None:
                tell(f"coalition {k + 1} of {len(wanted)}: {rows.size} targets")
            known = [tour for value in found.values() for _, tour in value.tours if set(tour.stops) <= set(rows)]
            same = _search(problem, rows, effort, seed, max(known, key=lambda tour: tour.worth, default=None))
        found[coalition] = same.at_most(bound)
    return _never_falling(found) if coalitions is None else found


def _largest_first(coalition: int) -> tuple[int, int]:
    return -coalition.bit_count(), coalition


def _search(
    problem: TourProblem, rows: NDArray[np.int64], effort: Effort, seed: int, known: Tour | None
) -> CoalitionValue:
    """Search the best tour among some targets, nothing worse than one that is known."""
    if not rows.size:
        return CoalitionValue(0.0, 0.0)
    place = {int(row): k for k, row in enumerate(rows)}
    start = None if known is None else replace(known, stops=tuple(place[stop] for stop in known.stops))
    part = problem.subset(rows)
    try:
        tour = solve_within(part, effort, seed=seed, start=start)
    except InfeasibleMissionError:
        return CoalitionValue(0.0, 0.0)
    except SearchLimitError:
        most = math.fsum(sorted(part.best_worth.tolist())[-part.stops :])
        return CoalitionValue(0.0, most, stop_reason="work limit")
    named = replace(tour, stops=tuple(int(rows[stop]) for stop in tour.stops))
    return CoalitionValue(tour.worth, max(tour.best_bound, tour.worth), ((0, named),), tour.stop_reason)


def _never_falling(found: dict[int, CoalitionValue]) -> dict[int, CoalitionValue]:
    """Give each coalition the best tour of those within it, where its own search ended before."""
    best = monotone([found[coalition].worth for coalition in range(len(found))])
    return {
        coalition: found[coalition] if part == coalition else replace(found[part], bound=found[coalition].bound)
        for coalition, part in enumerate(best)
    }

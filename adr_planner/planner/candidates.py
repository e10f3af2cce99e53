"""Which candidates a mission chooses from: the best by its own value, or those the user chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from adr_planner.border.plain import whole
from adr_planner.plan import LeftOut
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.planner.progress import Tell
from adr_planner.planner.screening import wanted
from adr_planner.planner.worths import Worths, worths_of
from adr_planner.risk import RankedObject, Ranking
from adr_planner.risk.entries import candidates_of
from adr_planner.sequence import MAX_CANDIDATES, rows_that_fit
from adr_planner.spec.mission import MissionSpec

__all__ = ["Candidates", "choose_candidates", "those_that_fit"]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a mission chooses from.

    Parameters
    ----------
    ranking : sequence of RankedObject
        The candidates; a `Ranking` where one was given.
    worths : Worths
        What removing each is worth.
    """

    ranking: Sequence[RankedObject]
    worths: Worths


def choose_candidates(
    ranking: Sequence[RankedObject], mission: MissionSpec, candidates: int | None, tell: Tell
) -> Candidates:
    """Return the candidates of a mission.

    Parameters
    ----------
    ranking : Ranking or sequence of RankedObject
        What there is to choose from.
    mission : MissionSpec
        Its value orders them; what it excludes or filters out does not count, what it must visit is among them.
    candidates : int, optional
        How many: the best by the mission's value, the better ranked of equals. All that are given if left out.
    tell : callable
        Called with a line of text where values have to be computed.

    Raises
    ------
    InvalidInputError
        If nothing is ranked, or there is no such value.
    """
    entries = candidates_of(ranking)
    worths = worths_of(ranking, mission.worth, tell)
    if candidates is None or not entries:
        return Candidates(ranking, worths)
    most = whole(candidates, name="candidates")
    named = tuple(entry for entry in entries if entry.object.norad_cat_id in mission.must_visit)
    free = wanted(ranking, mission) if isinstance(ranking, Ranking) else entries
    free = [entry for entry in free if entry not in named]
    order = np.argsort(-worths.at(free), kind="stable") if free else np.empty(0, dtype=np.intp)
    kept = (*named, *(free[place] for place in order[: max(most - len(named), 0)]))
    return Candidates(replace(ranking, entries=kept) if isinstance(ranking, Ranking) else kept, worths)


def those_that_fit(
    ranking: Sequence[RankedObject], leg_costs: Sequence[LegCosts]
) -> tuple[Sequence[RankedObject], list[LegCosts]]:
    """Leave out what label setting cannot hold: of more than 62 candidates that can reach each other the least worth.

    For candidates that were asked for by number; a user's own choice is refused as it is.

    Parameters
    ----------
    ranking : sequence of RankedObject
        Candidates, row by row.
    leg_costs : sequence of LegCosts
        Of every kind of servicer.
    """
    fit = [set(rows_that_fit(costs.problem).tolist()) for costs in leg_costs]
    rows = np.array(sorted(set.intersection(*fit)), dtype=np.int64)
    if rows.size == len(ranking):
        return ranking, list(leg_costs)
    gone = [ranking[row].object for row in range(len(ranking)) if row not in set(rows.tolist())]
    why = f"more than {MAX_CANDIDATES} candidates can reach each other, and it is not among the best of these"
    told = tuple(
        LeftOut(norad_cat_id=item.norad_cat_id, name=item.name, reason=f"{item.name} ({item.norad_cat_id}): {why}.")
        for item in gone
    )
    entries = tuple(ranking[row] for row in rows.tolist())
    among = replace(ranking, entries=entries) if isinstance(ranking, Ranking) else entries
    return among, [replace(costs.subset(rows), left_out=(*costs.left_out, *told)) for costs in leg_costs]

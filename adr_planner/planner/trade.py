"""`trade`: what more delta-v, or more time, would buy."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Unpack

from astropy import units as u

from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.planner.candidates import choose_candidates, those_that_fit
from adr_planner.planner.choices import Trade, TradePoint
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import LegCosts, cost_mission
from adr_planner.planner.progress import Step, first_step
from adr_planner.planner.request import check_request, warn_if_stale
from adr_planner.planner.screening import screen
from adr_planner.progress import Progress, telling, telling_function
from adr_planner.risk import RankedObject
from adr_planner.risk.entries import candidates_of
from adr_planner.sequence import Tour, trade_tours
from adr_planner.spec.effort import Effort, EffortOptions
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.units import DAY, quiet_clock, si

__all__ = ["trade"]


@telling
@quiet_clock()
def trade(
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    *,
    candidates: int | None = None,
    delta_v_step: u.Quantity = 25.0 * u.m / u.s,
    time_step: u.Quantity = 30.0 * u.day,
    progress: Progress = None,
    **effort: Unpack[EffortOptions],
) -> Trade:
    """Trade delta-v, time and value removed against each other.

    Parameters
    ----------
    ranking : Ranking
        What there is to choose from: ``rank(catalog)``, or a choice of your own, e.g. ``ranking.top(40)``.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do and may spend; the window and the budget are the most that is looked at.
    candidates : int, optional
        How many of them to choose from: the best by the mission's value. All that are given if left out.
    delta_v_step, time_step : Quantity
        Resolution. Zero delta-v and one grid step of time give the exact set, for small problems.
    progress : callable or bool, optional
        Called with one line of text at each step of the work; False is silence, left out a line is shown in notebooks
        and terminals.
    **effort
        ``gap``, ``work_limit`` and ``time_limit``, as `plan_mission` takes them; by default all windows are looked at,
        and proven. Long windows come first. The ``engine`` is label setting: ``"auto"`` or ``"exact"``.

    Returns
    -------
    Trade
        Points by rising delta-v, with ``.knee``, ``.plan(point)`` and ``.to_pandas()``.

    Raises
    ------
    InvalidInputError
        If the request cannot be planned for, or more than 62 candidates can reach each other.
    InfeasibleMissionError
        If no tour keeps the limits.
    SearchLimitError
        If no tour was found within the effort.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example())
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> budget = 600 * u.m / u.s
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=120 * u.day, targets=1, max_delta_v=budget)
    >>> choices = adr.trade(ranking.top(8), servicer, mission)
    >>> len(choices.knee.norad_cat_ids), choices.points[0] == choices[0]
    (1, True)
    """
    asked = Effort.of(**effort)
    if effort.get("work_limit") is None:
        asked = replace(asked, work_limit=sys.maxsize)
    if asked.engine not in ("auto", "exact"):
        raise InvalidInputError(
            f"A trade is made by label setting: engine must be auto or exact, got {asked.engine!r}."
        )
    step = si(delta_v_step, "m / s", name="delta_v_step", example="25 * u.m / u.s", minimum=0.0)
    days = si(time_step, "day", name="time_step", example="30 * u.day", positive=True)
    tell = telling_function(progress)
    tell(first_step(len(candidates_of(ranking))))
    among = choose_candidates(ranking, mission, candidates, tell)
    check_request(among.ranking, servicer, mission)
    screened = screen(among.ranking, (servicer,), mission)
    ranked = list(screened.ranking)
    warn_if_stale(ranked, mission)
    tell(Step(f"pricing legs between {len(ranked)} candidates", phase="pricing"))
    environment = environment_of(mission, [entry.object for entry in ranked])
    leg_costs = cost_mission(ranked, servicer, mission, environment, among.worths)
    kept = screened.ranking
    if candidates is not None:
        kept, (leg_costs,) = those_that_fit(kept, [leg_costs])
        ranked = list(kept)
    every = max(round(days * DAY / leg_costs.grid.step), 1)
    found = trade_tours(leg_costs.problem, delta_v_step=step, every=every, effort=asked, tell=tell)
    if not found.tours and found.stop_reason is not None:
        raise SearchLimitError("Within the effort no tour was found: raise work_limit or time_limit.")
    if not found.tours:
        raise InfeasibleMissionError(
            "No tour to any target keeps the limits: plan_mission says which one binds.", binding="limits"
        )
    return Trade(
        tuple(_points(found.tours, leg_costs, ranked)),
        found.delta_v_error,
        found.step_error * leg_costs.grid.step / DAY,
        found.worth_error,
        kept,
        servicer,
        mission,
        among.worths.unit,
        among.worths.words,
        found.stop_reason,
    )


def _points(tours: Sequence[Tour], leg_costs: LegCosts, ranked: list[RankedObject]) -> Iterator[TradePoint]:
    for tour in tours:
        end = leg_costs.grid.arrivals[tour.arrival_steps[-1]] + leg_costs.grid.stay
        yield TradePoint(
            tuple(ranked[stop].object.norad_cat_id for stop in tour.stops),
            tour.delta_v,
            float(end / DAY),
            tour.worth,
            math.fsum(ranked[stop].risk_kg_per_yr for stop in tour.stops),
        )

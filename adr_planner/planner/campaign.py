"""`plan_campaign`: several servicers, no target twice, every tour flown."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack

import numpy as np

from adr_planner.border.plain import whole
from adr_planner.errors import InfeasibleMissionError, InvalidInputError, SearchLimitError
from adr_planner.plan import (
    Campaign,
    MissionPlan,
)
from adr_planner.planner.acceptance import unverified
from adr_planner.planner.candidates import choose_candidates, those_that_fit
from adr_planner.planner.planning import plan_at_costs
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.tour_problem import LegCosts, cost_mission
from adr_planner.planner.progress import Step, first_step
from adr_planner.planner.request import Request, check_request, warn_if_stale
from adr_planner.planner.screening import screen
from adr_planner.planner.writing.campaign_document import write_campaign
from adr_planner.progress import Progress, telling, telling_function
from adr_planner.risk import RankedObject, Ranking
from adr_planner.risk.entries import candidates_of
from adr_planner.sequence import CampaignTours, plan_tours
from adr_planner.service.refusals import UnservedTargetError
from adr_planner.spec.costs import Costs
from adr_planner.spec.effort import Effort, EffortOptions
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.objective import objective_of
from adr_planner.spec.servicer import Servicer
from adr_planner.units import quiet_clock
from adr_planner.verification.campaign import whole_campaign

__all__ = ["plan_campaign"]


@telling
@quiet_clock()
def plan_campaign(
    ranking: Sequence[RankedObject],
    servicer: Servicer | Sequence[Servicer],
    mission: MissionSpec,
    *,
    servicers: int | None = None,
    candidates: int | None = None,
    together: bool = False,
    costs: Costs | None = None,
    progress: Progress = None,
    **effort: Unpack[EffortOptions],
) -> Campaign:
    """Plan a campaign: which servicer removes which targets, so that together they remove the most value.

    Parameters
    ----------
    ranking : Ranking
        What there is to choose from: ``rank(catalog)``, or a choice of your own, e.g. ``ranking.top(100)``.
    servicer : Servicer or sequence of Servicer
        What flies: one, flown `servicers` times, or each of them.
    mission : MissionSpec
        What each servicer must do and may spend. `one_of` holds for the whole campaign, `max_per_state` for
        each servicer.
    servicers : int, optional
        How many servicers of one kind.
    candidates : int, optional
        How many of them to choose from: the best by the mission's value. All that are given if left out.
    together : bool
        Project all removals of the campaign together, as in `plan_mission`.
    costs : Costs, optional
        Prices, for the cost of every launch and euro per debris-year and per collision avoided.
    progress : callable or bool, optional
        Called with one line of text at each step of the work; False is silence, left out a line is shown in notebooks
        and terminals.
    **effort
        ``gap``, ``work_limit``, ``time_limit``, ``engine`` and ``seed``, as `plan_mission` takes them, for the pricing
        of tours and for each servicer's own search; half of the time is for the pricing. By default the pricing ends by
        itself. Tours are priced by label setting, whatever the engine.

    Returns
    -------
    Campaign
        The document, its plans in order of launch, with ``.bound`` and ``.gap``; each plan passed
        `adr_planner.verify`, and so did the whole. Servicers for which no target is left do not fly.

    Raises
    ------
    InvalidInputError
        If the request cannot be planned for: another objective than the value, targets that must be visited, too
        few candidates, or more than 62 that can reach each other.
    InfeasibleMissionError
        If no servicer can remove any target within its limits. `UnverifiedPlanError` if the whole does not pass its
        verification.

    Notes
    -----
    Tours are made by pricing them against the targets' shadow prices until the linear relaxation over all
    tours is solved, which bounds what any campaign can remove; a master problem chooses among them
    (docs/theory/sequencing.md). Then each servicer in turn is planned like a single mission among the targets the
    others do not take: its tour is the best there is given the others, and it is flown.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example())
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> budget = 600 * u.m / u.s
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=120 * u.day, targets=1, max_delta_v=budget)
    >>> costs = adr.Costs(launch_meur=40.0)
    >>> campaign = adr.plan_campaign(ranking.top(8), servicer, mission, servicers=2, costs=costs)
    >>> len(campaign.plans), sum(len(plan.targets) for plan in campaign.plans)
    (2, 2)
    """
    asked, work_limit = Effort.of(**effort), effort.get("work_limit")
    limited = any(effort.get(name) is not None for name in ("gap", "work_limit", "time_limit"))
    fleet = _fleet(servicer, servicers)
    tell = telling_function(progress)
    tell(first_step(len(candidates_of(ranking))))
    among = choose_candidates(ranking, mission, candidates, tell)
    ranking = among.ranking
    _check(ranking, fleet, mission)
    screened = screen(ranking, tuple(dict.fromkeys(fleet)), mission)
    ranking, ranked = screened.ranking, list(screened.ranking)
    environment = environment_of(mission, [entry.object for entry in ranked])
    warn_if_stale(ranked, mission)
    kinds = list(dict.fromkeys(fleet))
    leg_costs = []
    for kind in kinds:
        tell(Step(f"pricing legs between {len(ranked)} candidates for {kind.name}", phase="pricing"))
        priced = cost_mission(ranked, kind, mission, environment, among.worths)
        leg_costs.append(replace(priced, left_out=screened.left_out))
    if candidates is not None:
        ranking, leg_costs = those_that_fit(ranking, leg_costs)
        ranked = list(ranking)
    groups = tuple(_rows(numbers, ranked) for numbers in mission.one_of)
    chosen = plan_tours(
        [cost.problem for cost in leg_costs],
        [fleet.count(kind) for kind in kinds],
        exclusive=groups,
        seed=asked.seed,
        effort=_pricing(asked, work_limit) if limited else None,
        tell=tell,
    )
    effort_of_each = _each(asked, len(chosen.tours))
    request = Request(ranking, kinds[0], mission, environment, effort_of_each, tell, among.worths)
    plans = _fly(chosen, kinds, leg_costs, groups, request)
    told = replace(_pricing(asked, work_limit), time_limit_s=asked.time_limit_s) if limited else None
    campaign = write_campaign(plans, chosen, request, costs, told, together=together)
    _ask_verifier(campaign)
    return campaign


def _pricing(effort: Effort, work_limit: int | None) -> Effort:
    """Return the effort of the pricing: half the time, and so much work only if it was asked for."""
    seconds = None if effort.time_limit_s is None else 0.5 * effort.time_limit_s
    return replace(effort, time_limit_s=seconds, work_limit=sys.maxsize if work_limit is None else work_limit)


def _each(effort: Effort, servicers: int) -> Effort:
    """Return the effort of each servicer's own search: its share of the other half of the time."""
    if effort.time_limit_s is None:
        return effort
    return replace(effort, time_limit_s=0.5 * effort.time_limit_s / max(servicers, 1))


def _ask_verifier(campaign: Campaign) -> None:
    """Refuse a campaign whose whole does not hold; its plans have been judged one by one."""
    checks = whole_campaign(campaign)
    failed = next((check for check in checks if not check.passed), None)
    if failed is not None:
        raise unverified(failed)


def _fleet(servicer: Servicer | Sequence[Servicer], servicers: int | None) -> list[Servicer]:
    if isinstance(servicer, Servicer):
        return [servicer] * (1 if servicers is None else whole(servicers, name="servicers"))
    if not servicer or (servicers is not None and servicers != len(servicer)):
        raise InvalidInputError(
            f"{len(servicer)} servicers are given, servicers={servicers}: give one servicer and a number, or a list.",
            parameter="servicers",
        )
    return list(servicer)


def _check(ranked: Sequence[RankedObject], fleet: list[Servicer], mission: MissionSpec) -> None:
    kinds = list(dict.fromkeys(fleet))
    for name in {servicer.name for servicer in kinds}:
        if sum(servicer.name == name for servicer in kinds) > 1:
            raise InvalidInputError(
                f"Different servicers are called {name!r}: give each kind a name of its own.", parameter="servicer"
            )
    if not objective_of(mission.objective).most:
        raise InvalidInputError(
            f"A campaign removes the most value; the objective {mission.objective!r} is for single missions.",
            parameter="objective",
        )
    if mission.must_visit:
        raise InvalidInputError(
            "must_visit is for single missions: in a campaign leave it out, or plan that mission by itself.",
            parameter="must_visit",
        )
    for servicer in kinds:
        check_request(ranked, servicer, mission)


def _rows(numbers: tuple[int, ...], ranked: list[RankedObject]) -> tuple[int, ...]:
    return tuple(k for k, entry in enumerate(ranked) if entry.object.norad_cat_id in numbers)


def _fly(
    chosen: CampaignTours,
    kinds: list[Servicer],
    leg_costs: list[LegCosts],
    groups: tuple[tuple[int, ...], ...],
    request: Request,
) -> list[MissionPlan]:
    """Plan and fly servicer after servicer among the targets the others leave."""
    ranking, mission, tell = request.ranking, request.mission, request.tell
    taken = [set(tour.stops) for _, tour in chosen.tours]
    row_of = {entry.object.norad_cat_id: k for k, entry in enumerate(ranking)}
    plans: list[MissionPlan] = []
    grounded: list[str] = []
    for k, (kind, _) in enumerate(chosen.tours):
        tell(f"planning servicer {k + 1} of {len(taken)}")
        others = set().union(*(rows for j, rows in enumerate(taken) if j != k))
        for group in groups:
            if others & set(group):
                others |= set(group)
        free = np.array([row for row in range(len(ranking)) if row not in others], dtype=np.int64)
        own = replace(mission, targets=min(mission.targets, free.size))
        try:
            asked = replace(request, ranking=_among(ranking, free), servicer=kinds[kind], mission=own)
            plan = plan_at_costs(leg_costs[kind].subset(free), asked)
        except (InfeasibleMissionError, SearchLimitError, UnservedTargetError) as error:  # and nothing else is left
            grounded.append(str(error))
            tell(f"servicer {k + 1} stays on the ground: {error}")
            taken[k] = set()
            continue
        taken[k] = {row_of[target.norad_cat_id] for target in plan.targets}
        plans.append(plan)
    if not plans:
        raise InfeasibleMissionError(
            f"No servicer of the campaign has a tour that holds when flown. {' '.join(dict.fromkeys(grounded))}",
            binding="flight",
        )
    return sorted(plans, key=lambda plan: (plan.servicer.initial_state.epoch_utc, plan.plan_id))


def _among(ranking: Sequence[RankedObject], rows: np.typing.NDArray[np.int64]) -> Sequence[RankedObject]:
    entries = tuple(ranking[int(row)] for row in rows)
    return replace(ranking, entries=entries) if isinstance(ranking, Ranking) else entries

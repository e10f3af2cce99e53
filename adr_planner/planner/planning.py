"""`plan_mission`: candidates in, proven tour, flown plan out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Unpack

from astropy import units as u

from adr_planner.errors import InfeasibleMissionError, SearchLimitError
from adr_planner.plan import MissionPlan
from adr_planner.planner.acceptance import ask_verifier, with_verdict
from adr_planner.planner.candidates import choose_candidates
from adr_planner.planner.flying.date_refinement import Refinement, refine_dates
from adr_planner.planner.flying.flown import FlownTour
from adr_planner.planner.flying.itinerary import Itinerary
from adr_planner.planner.flying.itinerary_flight import fly_itinerary
from adr_planner.planner.flying.ledger import Ledger, keep_ledger
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.planner.lessons import Lessons
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.infeasibility import in_mission_terms
from adr_planner.planner.pricing.tour_problem import LegCosts, cost_mission
from adr_planner.planner.progress import Step, first_step, search_teller
from adr_planner.planner.request import Request, check_request, warn_if_stale
from adr_planner.planner.screening import screen
from adr_planner.planner.troubles import Trouble, failed_checks, limit_broken, too_heavy, unflyable, unserved
from adr_planner.planner.writing.plan_document import write_plan
from adr_planner.progress import Progress, telling, telling_function
from adr_planner.risk import RankedObject
from adr_planner.risk.entries import candidates_of
from adr_planner.sequence import Tour, solve_within
from adr_planner.service.refusals import TooHeavyError, UnservedTargetError
from adr_planner.spec.effort import Effort, EffortOptions
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.units import quiet_clock

__all__ = ["plan_at_costs", "plan_mission"]

_SEARCHES = 16
"""Most searches, each knowing what the flights before it taught."""
_MOST_VERIFIED = 6
"""Most plans put before the verifier: some seconds each."""
_SPARE, _LIGHTER = 1.02, 3
"""How much more than needed is loaded where full tanks are too heavy for a burn, and most times it is adjusted."""
_AGAIN = 4
"""By how much the effort of a search is less than that of the first, which had the same question but for a few legs."""


@telling
@quiet_clock()
def plan_mission(
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    *,
    candidates: int | None = None,
    together: bool = False,
    progress: Progress = None,
    **effort: Unpack[EffortOptions],
) -> MissionPlan:
    """Plan a mission: which of the candidates, in what order, when and with how much delta-v.

    Parameters
    ----------
    ranking : Ranking
        What there is to choose from: ``rank(catalog)``, or a choice of your own, e.g. ``ranking.top(40)``.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do and may spend.
    candidates : int, optional
        How many of them to choose from: the best by the mission's value. All that are given if left out.
    together : bool
        Project the removals of the plan together, for its benefit over 25, 50, 100 and 200 years; some seconds. Without
        it the plan states the sum of what each removal is worth by itself.
    progress : callable or bool, optional
        Called with one line of text at each step of the work, a `Step` where it carries numbers: part done, best
        objective, bound. False is silence; left out, a line is shown in notebooks and terminals.
    **effort
        How hard to search, see `Effort`; recorded in the plan. ``gap``: distance of the tour to its bound, relative to
        it, at which the search ends; by default only a proof does. ``work_limit``: most pieces of work, the same on
        every machine; by default some half a minute's. ``time_limit``: most time (Quantity), flights not included; it
        makes the plan depend on the machine. ``engine``: "auto", "exact", "search", "beam" or "cp-sat". ``seed``: what
        the search among many candidates draws from; the exact engine draws nothing.

    Returns
    -------
    MissionPlan
        The document, with ``.bound`` and ``.gap``; it passed `adr_planner.verify`.

    Raises
    ------
    InvalidInputError
        If there are too few candidates, or one of them cannot be planned for.
    InfeasibleMissionError
        If no tour satisfies the limits; says which limit binds and the least that would do. `UnverifiedPlanError` if
        none passes its verification, naming the check.
    SearchLimitError
        If none was found within the effort.

    Notes
    -----
    The search estimates legs by the J2-drift estimate and proves its tour optimal on the grid of dates at those
    costs; among hundreds of candidates it may end with a gap instead, which ``.gap`` and ``.bound`` tell. Its dates
    are then refined between the steps of the grid, and it is flown. Should it break a limit that the estimates met, or
    not close, the dates of the grid are flown in their place; should they fail too, the search learns their flown
    costs, for the pair of targets at all dates near, and is repeated; a leg that does not close is not tried again
    near its dates, and an object none of whose legs close is left out by name. What keeps its limits is verified; a leg
    that fails is treated like one that does not close. A `KeyboardInterrupt` ends the search with the best tour so
    far, which is flown and verified like any other.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example())
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> budget = 600 * u.m / u.s
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=120 * u.day, targets=1, max_delta_v=budget)
    >>> plan = adr.plan_mission(ranking.top(8), servicer, mission)
    >>> len(plan.targets), plan.gap, plan.verification.passed
    (1, 0.0, True)
    """
    asked = Effort.of(**effort)
    tell = telling_function(progress)
    tell(first_step(len(candidates_of(ranking))))
    among = choose_candidates(ranking, mission, candidates, tell)
    check_request(among.ranking, servicer, mission)
    screened = screen(among.ranking, (servicer,), mission)
    ranked = list(screened.ranking)
    environment = environment_of(mission, [entry.object for entry in ranked])
    warn_if_stale(ranked, mission)
    tell(Step(f"pricing legs between {len(ranked)} candidates", phase="pricing"))
    costs = cost_mission(ranked, servicer, mission, environment, among.worths)
    request = Request(screened.ranking, servicer, mission, environment, asked, tell, among.worths, together)
    return plan_at_costs(replace(costs, left_out=screened.left_out), request)


def plan_at_costs(leg_costs: LegCosts, request: Request) -> MissionPlan:
    """Search, fly, verify and write, until a tour keeps its limits and its plan holds. See `plan_mission`."""
    lessons = Lessons(leg_costs, request.ranking, request.mission)
    attempt = _Attempt(request)
    tour: Tour | None = None
    trouble: Trouble | None = None
    for _ in range(_SEARCHES):
        tour = _search(lessons, request, tour, trouble)
        outcome = attempt.best_of(tour, lessons)
        if isinstance(outcome, MissionPlan):
            return outcome
        trouble = outcome
        if attempt.verified >= _MOST_VERIFIED:
            break
        lessons.learn(tour, trouble)
    assert trouble is not None
    raise lessons.failure(trouble.error, trouble)


def _search(lessons: Lessons, request: Request, before: Tour | None, trouble: Trouble | None) -> Tour:
    """Search at what was learnt so far; a search after the first is let off with less effort."""
    effort = request.effort
    if before is not None:
        share = _AGAIN if before.stop_reason != "interrupted" else _SEARCHES
        seconds = None if effort.time_limit_s is None else effort.time_limit_s / share
        effort = replace(effort, work_limit=max(effort.work_limit // share, 1), time_limit_s=seconds)
    request.tell(Step("searching for the best tour", phase="searching"))
    told = search_teller(request.tell, request.mission)
    try:
        return solve_within(lessons.leg_costs.problem, effort, seed=effort.seed, progress=told, start=before)
    except SearchLimitError as error:
        raise lessons.failure(error, trouble) from error
    except InfeasibleMissionError as error:
        told_why = in_mission_terms(error, lessons.leg_costs, request.servicer, request.mission)
        raise lessons.failure(told_why, trouble) from error


@dataclass(slots=True)
class _Attempt:
    """Attempts at a plan: itineraries flown, and those that keep their limits put before the verifier."""

    request: Request
    verified: int = 0

    def best_of(self, tour: Tour, lessons: Lessons) -> MissionPlan | Trouble:
        """Return the verified plan of a tour, on refined dates or on those of the grid, or why there is none."""
        refinement = self._refined(tour, lessons)
        for itinerary in refinement.itineraries:
            outcome = self._fly(itinerary, refinement, lessons.honest(tour), lessons)
            if isinstance(outcome, MissionPlan):
                return outcome
            last = itinerary == refinement.on_grid or outcome.kind in ("check", "object")
            self.request.tell(f"{outcome.what} {outcome.remedy if last else 'Flying it on the dates of the grid.'}")
            if last:
                break
        return outcome

    def _refined(self, tour: Tour, lessons: Lessons) -> Refinement:
        """Refine the dates of a tour; where something was learnt of its legs, those of the grid are kept."""
        if lessons.touch(tour):
            return Refinement.none(Itinerary.on_grid(tour, lessons.leg_costs), lessons.leg_costs)
        return refine_dates(tour, lessons.leg_costs, self.request.mission, self.request.environment)

    def _fly(self, itinerary: Itinerary, refinement: Refinement, tour: Tour, lessons: Lessons) -> MissionPlan | Trouble:
        """Return the verified plan of an itinerary, or why there is none."""
        leg_costs, mission = lessons.leg_costs, self.request.mission
        servicer = fuelled_for(tour, leg_costs, self.request.servicer, mission)
        try:
            try:
                flown, ledger = self._flown(itinerary, servicer, leg_costs)
            except TooHeavyError as error:
                self.request.tell(f"{error} Flying it with no more propellant than it needs.")
                servicer, flown, ledger = self._flown_light(itinerary, servicer, leg_costs)
        except UnflyableLegError as error:
            return unflyable(error)
        except TooHeavyError as error:
            return too_heavy(error)
        except UnservedTargetError as error:
            return unserved(error)
        if not _within_limits(ledger, mission):
            return limit_broken(flown, ledger, mission, list(self.request.ranking))
        plan = write_plan(replace(self.request, servicer=servicer), leg_costs, tour, refinement, flown, ledger)
        self.verified += 1
        report = ask_verifier(plan, self.request.tell)
        return with_verdict(plan, report) if report.passed else failed_checks(report.failures, plan)

    def _flown(self, itinerary: Itinerary, servicer: Servicer, leg_costs: LegCosts) -> tuple[FlownTour, Ledger]:
        """Fly an itinerary and keep its ledger."""
        asked = self.request
        candidates = [entry.object for entry in asked.ranking]
        flown = fly_itinerary(
            itinerary, leg_costs, candidates, servicer, asked.mission, asked.environment, progress=asked.tell
        )
        return flown, keep_ledger(flown, leg_costs, servicer, asked.mission)

    def _flown_light(
        self, itinerary: Itinerary, servicer: Servicer, leg_costs: LegCosts
    ) -> tuple[Servicer, FlownTour, Ledger]:
        """Fly an itinerary with what it needs on board and a little more; where that is short, with what was short."""
        needed = _SPARE * itinerary.propellant
        for _ in range(_LIGHTER):
            loaded = replace(servicer, propellant=min(servicer.propellant_kg, needed) * u.kg)
            flown, ledger = self._flown(itinerary, loaded, leg_costs)
            if ledger.residual >= 0.0 or loaded.propellant_kg == servicer.propellant_kg:
                break
            needed = loaded.propellant_kg - _SPARE * ledger.residual
        return loaded, flown, ledger


def fuelled_for(tour: Tour, leg_costs: LegCosts, servicer: Servicer, mission: MissionSpec) -> Servicer:
    """Return the servicer with as much of its propellant as the launcher can lift with the kits of a tour."""
    if mission.max_launch_mass_kg is None:
        return servicer
    kits = math.fsum(leg_costs.problem.kit_mass[stop] for stop in tour.stops)
    room = mission.max_launch_mass_kg - servicer.dry_mass_kg - kits
    return replace(servicer, propellant=min(servicer.propellant_kg, max(room, 0.0)) * u.kg)


def _within_limits(ledger: Ledger, mission: MissionSpec) -> bool:
    """Whether the tour as flown keeps what its estimate promised."""
    limit = mission.max_delta_v_m_s
    return ledger.residual >= 0.0 and (limit is None or ledger.delta_v <= limit)

"""`plan_mission`: candidates in, proven tour, flown plan out."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence

import numpy as np

from adr_planner.errors import (
    ConvergenceError,
    InfeasibleMissionError,
    InvalidInputError,
    StaleElementsWarning,
)
from adr_planner.mission import MissionSpec
from adr_planner.plan import MissionPlan
from adr_planner.planner.document import write_plan
from adr_planner.planner.flown import FlownTour, fly_tour
from adr_planner.planner.ledger import Ledger, keep_ledger
from adr_planner.planner.prices import Prices, price_mission
from adr_planner.risk import RankedObject
from adr_planner.sequence import Tour, solve
from adr_planner.servicer import Servicer
from adr_planner.transfer.motion import PlanFrame

__all__ = ["plan_mission"]

STALE_DAYS = 90.0
"""Age of elements at the start above which a warning is due."""
_REPRICED = 8
"""Most times flown prices are fed back to the search."""


def plan_mission(
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    *,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> MissionPlan:
    """Plan a mission: which of the candidates, in what order, when and with how much delta-v.

    Parameters
    ----------
    ranking : Ranking
        Candidates with their risk, e.g. ``rank(catalog).top(40)``.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do and may spend.
    seed : int
        Recorded in the plan. The exact search has no randomness; later engines draw from it.
    progress : callable, optional
        Called with one line of text at each step of the work.

    Returns
    -------
    MissionPlan
        The document, with ``.bound`` and ``.gap``; prove it with `adr_planner.verify`.

    Raises
    ------
    InvalidInputError
        If there are too few candidates, or one of them cannot be planned for.
    InfeasibleMissionError
        If no tour satisfies the limits; says which limit binds and the least that would do.

    Notes
    -----
    The search prices legs by the J2-drift estimate and proves its tour optimal on the grid of dates at those
    prices. The tour is then flown. Should the flown legs break a limit that the estimates met, their flown
    prices replace the estimates and the search is repeated.
    """
    ranked = list(ranking)
    _check(ranked, servicer, mission)
    frame = PlanFrame.of(mission.start)
    tell = progress or (lambda message: None)
    _warn_if_stale(ranked, mission)
    tell(f"pricing legs between {len(ranked)} candidates")
    prices = price_mission(ranked, servicer, mission, frame)
    for _ in range(_REPRICED):
        tell("searching for the best tour")
        tour = solve(prices.problem)
        try:
            flown = fly_tour(tour, prices, [entry.object for entry in ranked], servicer, mission, frame, progress=tell)
        except ConvergenceError as error:
            raise InfeasibleMissionError(str(error), binding="flight") from error
        ledger = keep_ledger(flown, prices, ranked, servicer, mission)
        if _within_limits(ledger, mission):
            return write_plan(tour, flown, ledger, prices, ranking, servicer, mission, frame, seed)
        prices = _repriced(prices, tour, flown, mission)
    raise InfeasibleMissionError(
        f"After {_REPRICED} corrections by flown prices the best tour still breaks a limit when flown: "
        "give a little more delta-v or propellant.",
        binding="max_delta_v",
    )


def _check(ranked: list[RankedObject], servicer: Servicer, mission: MissionSpec) -> None:
    if not ranked:
        raise InvalidInputError("There are no candidates: rank a catalogue and pass e.g. ranking.top(40).")
    if mission.targets > len(ranked):
        raise InvalidInputError(
            f"The mission asks for {mission.targets} targets but there are only {len(ranked)} candidates: "
            "widen the candidates or ask for fewer targets.",
            parameter="targets",
        )
    if servicer.concept == "kit" and mission.targets > servicer.kits:
        raise InvalidInputError(
            f"The mission asks for {mission.targets} targets but the servicer carries {servicer.kits} kits: "
            "give it more kits, or none to make it a tug.",
            parameter="kits",
        )
    for entry in ranked:
        if entry.object.mass_kg is None:
            raise InvalidInputError(
                f"{entry.object.name} ({entry.object.norad_cat_id}) has no known mass, so its disposal cannot "
                "be sized: give it one or leave it out."
            )


def _warn_if_stale(ranked: list[RankedObject], mission: MissionSpec) -> None:
    age = max((mission.start - entry.object.elements.epoch).to_value("day") for entry in ranked)
    if age > STALE_DAYS:
        warnings.warn(
            f"The oldest elements are {age:.0f} days older than the mission's start: nodes may be off by "
            f"{0.0007 * age:.2f} deg and phases are unknown; use a newer catalogue.",
            StaleElementsWarning,
            stacklevel=3,
        )


def _within_limits(ledger: Ledger, mission: MissionSpec) -> bool:
    """Whether the tour as flown keeps what its estimate promised."""
    limit = mission.max_delta_v_m_s
    return ledger.residual >= 0.0 and (limit is None or ledger.delta_v <= limit)


def _repriced(prices: Prices, tour: Tour, flown: FlownTour, mission: MissionSpec) -> Prices:
    """Put the flown price of the tour's legs in the place of their estimates."""
    margins = mission.allowances
    launch, legs = prices.problem.launch_dv.copy(), prices.problem.leg_dv.copy()
    for k, leg in enumerate(flown.legs):
        price = leg.flight.delta_v * (1.0 + margins.deterministic_margin) + margins.per_rendezvous()
        if k == 0:
            launch[tour.stops[0], tour.arrival_steps[0]] = price
        else:
            legs[tour.stops[k - 1], tour.stops[k], tour.gaps[k - 1], tour.arrival_steps[k - 1]] = np.float32(price)
    return prices.with_problem(prices.problem.replace(launch_dv=launch, leg_dv=legs))

"""`plan_mission`: candidates in, proven tour, flown plan out."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace

from astropy import units as u

from adr_planner.environment import Environment
from adr_planner.errors import InfeasibleMissionError, InvalidInputError, StaleElementsWarning
from adr_planner.mission import MissionSpec
from adr_planner.plan import MissionPlan
from adr_planner.planner.document import write_plan
from adr_planner.planner.fields import environment_of
from adr_planner.planner.flown import UnflyableLegError, fly_itinerary
from adr_planner.planner.ledger import Ledger, keep_ledger
from adr_planner.planner.prices import Prices, price_mission
from adr_planner.planner.refining import refine_dates
from adr_planner.planner.refusal import in_mission_terms
from adr_planner.planner.repricing import flown_prices, repriced
from adr_planner.risk import RankedObject
from adr_planner.sequence import Tour, solve
from adr_planner.servicer import Servicer

__all__ = ["check_request", "plan_at_prices", "plan_mission", "warn_if_stale"]

STALE_DAYS = 90.0
"""Age of elements at the start above which a warning is due."""
_NODE_ERROR = 0.0011
"""Error of a predicted node [deg/day]: 95 % of derelicts were within it over ten weeks (docs/theory/dynamics.md)."""
_REPRICED = 20
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
        Recorded in the plan. The exact engine has no randomness; the search among many candidates draws from it.
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
    prices; among hundreds of candidates it may end with a gap instead, which ``.gap`` and ``.bound`` tell. Its dates
    are then refined between the steps of the grid, and it is flown. Should it break a limit that the estimates met, or
    not close, the dates of the grid are flown in their place; should they fail too, their flown prices replace the
    estimates and the search is repeated; a leg that does not close is left out of it.
    """
    ranked = list(ranking)
    check_request(ranked, servicer, mission)
    frame = environment_of(mission, [entry.object for entry in ranked])
    tell = progress or (lambda message: None)
    warn_if_stale(ranked, mission)
    tell(f"pricing legs between {len(ranked)} candidates")
    prices = price_mission(ranked, servicer, mission, frame)
    return plan_at_prices(prices, ranking, servicer, mission, frame, seed=seed, tell=tell)


def plan_at_prices(
    prices: Prices,
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    frame: Environment,
    *,
    seed: int,
    tell: Callable[[str], None],
) -> MissionPlan:
    """Search, fly and write, until a tour keeps its limits when flown. See `plan_mission`."""
    ranked = list(ranking)
    candidates = [entry.object for entry in ranked]
    for _ in range(_REPRICED):
        tell("searching for the best tour")
        try:
            tour = solve(prices.problem, seed=seed)
        except InfeasibleMissionError as error:
            raise in_mission_terms(error, prices, servicer, mission) from error
        refinement = refine_dates(tour, prices, mission, frame)
        fuelled = fuelled_for(tour, prices, servicer, mission)
        learnt: dict[int, float] = {}
        for itinerary in refinement.itineraries:
            try:
                flown = fly_itinerary(itinerary, prices, candidates, fuelled, mission, frame, progress=tell)
            except UnflyableLegError as error:
                trouble, remedy = str(error), "It is left out of the search."
                learnt = {error.leg: math.inf}
            else:
                ledger = keep_ledger(flown, prices, ranked, fuelled, mission)
                if _within_limits(ledger, mission):
                    return write_plan(tour, refinement, flown, ledger, prices, ranking, fuelled, mission, frame, seed)
                trouble, remedy = "The tour breaks a limit when flown.", "Searching again at flown prices."
                learnt = flown_prices(ledger)
            on_grid = itinerary == refinement.on_grid
            tell(f"{trouble} {remedy if on_grid else 'Flying it on the dates of the grid.'}")
        prices = repriced(prices, tour, learnt)
    raise InfeasibleMissionError(
        f"After {_REPRICED} searches the best tour still breaks a limit, or does not close, when flown: "
        "give a little more delta-v, propellant or time.",
        binding="flight",
    )


def check_request(ranked: list[RankedObject], servicer: Servicer, mission: MissionSpec) -> None:
    """Refuse what cannot be planned for, before any work is done."""
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
    if mission.disposal.rule == "release" and servicer.concept == "kit":
        raise InvalidInputError(
            "A release orbit is for a tug, which lets go of its targets; a kit stays on its own. Set kits to 0, or ask "
            "for a controlled re-entry or a decay.",
            parameter="disposal",
        )
    if servicer.dry_mass_kg > (mission.max_launch_mass_kg or math.inf):
        raise InvalidInputError(
            f"The launcher lifts {mission.max_launch_mass_kg:g} kg, less than the dry servicer's "
            f"{servicer.dry_mass_kg:g} kg.",
            parameter="max_launch_mass",
        )
    for entry in ranked:
        if entry.object.mass_kg is None:
            raise InvalidInputError(
                f"{entry.object.name} ({entry.object.norad_cat_id}) has no known mass, so its disposal cannot "
                "be sized: give it one or leave it out."
            )


def warn_if_stale(ranked: list[RankedObject], mission: MissionSpec) -> None:
    """Warn where elements are much older or younger than the mission's start."""
    ages = [(mission.start - entry.object.elements.epoch).to_value("day") for entry in ranked]
    age = max(ages, key=abs)
    if abs(age) > STALE_DAYS:
        where = "older" if age > 0 else "younger"
        warnings.warn(
            f"Elements are up to {abs(age):.0f} days {where} than the mission's start: nodes may be off by "
            f"{_NODE_ERROR * abs(age):.2f} deg and phases are unknown; use a catalogue of about that date.",
            StaleElementsWarning,
            stacklevel=3,
        )


def fuelled_for(tour: Tour, prices: Prices, servicer: Servicer, mission: MissionSpec) -> Servicer:
    """Return the servicer with as much of its propellant as the launcher can lift with the kits of a tour."""
    if mission.max_launch_mass_kg is None:
        return servicer
    kits = sum(float(prices.problem.kit_mass[stop]) for stop in tour.stops)
    room = mission.max_launch_mass_kg - servicer.dry_mass_kg - kits
    return replace(servicer, propellant=min(servicer.propellant_kg, max(room, 0.0)) * u.kg)


def _within_limits(ledger: Ledger, mission: MissionSpec) -> bool:
    """Whether the tour as flown keeps what its estimate promised."""
    limit = mission.max_delta_v_m_s
    return ledger.residual >= 0.0 and (limit is None or ledger.delta_v <= limit)

"""Faults of a flown tour, and the leg each belongs to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adr_planner.errors import AdrPlannerError, InfeasibleMissionError
from adr_planner.plan import MissionPlan
from adr_planner.planner.acceptance import place_of, unverified
from adr_planner.planner.flown_costs import flown_costs
from adr_planner.planner.flying.flown import FlownTour
from adr_planner.planner.flying.ledger import Ledger
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.risk import RankedObject
from adr_planner.service.refusals import TooHeavyError, UnservedTargetError
from adr_planner.spec.mission import MissionSpec
from adr_planner.verification.report import Check

__all__ = ["Trouble", "failed_checks", "limit_broken", "too_heavy", "unflyable", "unserved"]

_TOLD = 20.0
"""Difference of a leg from its estimate that is worth telling [m/s]."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a tour is not good enough.

    Parameters
    ----------
    kind : {"flight", "object", "limit", "weight", "check"}
        Whether a leg does not close, a target cannot be brought down, a limit is broken, so much propellant makes the
        servicer too heavy for a burn, or the verifier says no.
    what : str
        One sentence: which leg, object or limit, and how far off.
    legs : mapping of int to float
        Costs to learn by place in the tour [m/s]; infinite for a leg that must not be flown so.
    error : AdrPlannerError
        The refusal, should no other tour be found.
    excess : tuple of float
        By how much delta-v [m/s] and propellant [kg] are above their limits, or the propellant is too heavy; 0 where
        they are not.
    """

    kind: str
    what: str
    legs: Mapping[int, float]
    error: AdrPlannerError
    excess: tuple[float, float] = (0.0, 0.0)

    @property
    def remedy(self) -> str:
        """What is done about it, in a sentence."""
        return {
            "object": "It is left out of the search.",
            "limit": "Searching again at flown prices.",
            "weight": "Searching again for tours that take less propellant.",
            "check": "Searching again without that leg near these dates.",
            "flight": "It is left out of the search near these dates.",
        }[self.kind]


def unflyable(error: UnflyableLegError) -> Trouble:
    """Return the trouble with a leg that does not close."""
    failure = InfeasibleMissionError(f"No tour was found whose legs all close when flown. {error}", binding="flight")
    return Trouble("flight", str(error), {error.leg: math.inf}, failure)


def unserved(error: UnservedTargetError) -> Trouble:
    """Return the trouble with a target that cannot be brought down."""
    return Trouble("object", str(error), {error.leg: math.inf}, error)


def too_heavy(error: TooHeavyError) -> Trouble:
    """Return the trouble with a burn that the engine is too weak for, even with no more propellant than needed."""
    if error.excess >= error.tank:
        return unserved(error)
    return Trouble("weight", str(error), {}, error, (0.0, error.excess))


def failed_checks(failures: Sequence[Check], plan: MissionPlan) -> Trouble:
    """Return the trouble with a plan that its verifier does not pass: every leg to blame, the worst check in words.

    Raises
    ------
    UnverifiedPlanError
        If no leg is to blame, so that no other tour would do better.
    """
    places = [place_of(check, plan) for check in failures]
    for check, place in zip(failures, places, strict=True):
        if place is None:
            raise unverified(check)
    check = max(failures, key=lambda check: abs(check.value) / (abs(check.limit) or 1.0))
    what = (
        f"It does not pass the check {check.id!r} at {check.where} ({check.statement}): {check.value:.4g} {check.unit} "
        f"found, {check.limit:.4g} allowed."
    )
    failure = unverified(check, "No tour was found that passes its own verification. ")
    return Trouble("check", what, {place: math.inf for place in places if place is not None}, failure)


def limit_broken(flown: FlownTour, ledger: Ledger, mission: MissionSpec, ranked: Sequence[RankedObject]) -> Trouble:
    """Return the trouble with a tour whose flight costs more than its estimate and breaks a limit."""
    legs = _costliest(flown, ledger, ranked)
    limit = math.inf if mission.max_delta_v_m_s is None else mission.max_delta_v_m_s
    over, short = max(ledger.delta_v - limit, 0.0), max(-ledger.residual, 0.0)
    if over > 0.0:
        binding, required, available, unit = "max_delta_v", ledger.delta_v, limit, "m/s"
    else:
        loaded = ledger.propellant - short
        binding, required, available, unit = "propellant", ledger.propellant, loaded, "kg"
    what = (
        f"The tour breaks a limit when flown: it takes {required:.1f} {unit} of {binding}, {available:.1f} {unit} "
        f"are there.{legs}"
    )
    failure = InfeasibleMissionError(
        f"No tour was found that keeps its limits when flown. The last takes {required:.1f} {unit} of {binding}, "
        f"{available:.1f} {unit} are there: {required - available:.1f} {unit} more would do for it.{legs}",
        binding=binding,
        required=required,
        available=available,
        unit=unit,
    )
    return Trouble("limit", what, flown_costs(ledger), failure, (over, short))


def _costliest(flown: FlownTour, ledger: Ledger, ranked: Sequence[RankedObject]) -> str:
    """Name the leg that costs most beyond its estimate, if that is worth telling."""
    burned = [math.fsum(e.delta_v for e in entries if e.line == "transfer") for entries in ledger.legs]
    extra = [cost - leg.estimate for cost, leg in zip(burned, flown.legs, strict=True)]
    worst = max(range(len(extra)), key=extra.__getitem__)
    if extra[worst] < _TOLD:
        return ""
    target = ranked[flown.legs[worst].target].object
    return (
        f" The leg to {target.name} ({target.norad_cat_id}) costs {burned[worst]:.0f} m/s, estimated were "
        f"{flown.legs[worst].estimate:.0f}."
    )

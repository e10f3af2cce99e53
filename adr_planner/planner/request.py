"""What is asked of a planner: refused before any work where it cannot be kept, warned of where it tells little."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from adr_planner.catalog import SpaceObject
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError, StaleElementsWarning
from adr_planner.planner.pricing.side_constraints import check_named
from adr_planner.planner.progress import Tell
from adr_planner.planner.worths import Worths
from adr_planner.risk import RankedObject
from adr_planner.spec.effort import Effort
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer

__all__ = ["Request", "check_request", "warn_if_stale"]

STALE_DAYS = 90.0
"""Age of elements at the start above which a warning is due."""
_NODE_ERROR = 0.0003
"""Error of a predicted node [deg/day]: 95 % of derelicts were within it over ten weeks (docs/theory/dynamics.md)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a planner, once it is found to be possible.

    Parameters
    ----------
    ranking : sequence of RankedObject
        Candidates; what is numbered below counts from the first.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do and may spend.
    environment : Environment
        Frame, clock and forces.
    effort : Effort
        When the search may end before its tour is proven, and its seed, which is recorded.
    tell : callable
        Called with one line of text at each step of the work.
    worths : Worths, optional
        What removing each candidate is worth; mass expected in collisions unless given.
    together : bool
        Whether the removals of a plan are projected together.
    """

    ranking: Sequence[RankedObject]
    servicer: Servicer
    mission: MissionSpec
    environment: Environment
    effort: Effort
    tell: Tell
    worths: Worths | None = None
    together: bool = False


def check_request(ranked: Sequence[RankedObject], servicer: Servicer, mission: MissionSpec) -> None:
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
    if servicer.concept == "kit" and mission.servicer_end in ("with_last_target", "return"):
        raise InvalidInputError(
            f'servicer_end = "{mission.servicer_end}" is for a tug, which carries its targets; a servicer with kits '
            'leaves them where they are. Set kits to 0, or ask for "reentry" or "none".',
            parameter="servicer_end",
        )
    if servicer.dry_mass_kg > (mission.max_launch_mass_kg or math.inf):
        raise InvalidInputError(
            f"The launcher lifts {mission.max_launch_mass_kg:g} kg, less than the dry servicer's "
            f"{servicer.dry_mass_kg:g} kg.",
            parameter="max_launch_mass",
        )
    if len(mission.must_visit) > mission.targets:
        raise InvalidInputError(
            f"{len(mission.must_visit)} targets must be visited, but the mission asks for {mission.targets}: "
            "drop some, or ask for more targets.",
            parameter="must_visit",
        )
    candidates = [entry.object for entry in ranked]
    check_named(mission, candidates)
    _check_start(candidates, mission)


def _check_start(candidates: Sequence[SpaceObject], mission: MissionSpec) -> None:
    """Refuse a start before the elements it is planned from, unless a hindcast is asked for.

    Raises
    ------
    InvalidInputError
        Saying by how much, and from when on a mission may start.
    """
    newest = max(candidates, key=lambda target: target.elements.epoch)
    early = float((newest.elements.epoch - mission.start).to_value("day"))
    if early > 0.0 and not mission.hindcast:
        raise InvalidInputError(
            f"The mission starts on {mission.start.utc.iso[:10]}, {early:.3g} days before the elements of "
            f"{newest.name} ({newest.norad_cat_id}) of {newest.elements.epoch_utc[:19]}Z: start later, take older "
            "elements, or ask for a hindcast (hindcast=True).",
            parameter="start",
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
            stacklevel=4,
        )

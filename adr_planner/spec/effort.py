"""Effort of a search: until proven, within a gap, or for a limit of work or time; what searches, from which seed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypedDict, get_args

from adr_planner.border.plain import real, whole
from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from astropy import units as u

__all__ = ["WORK_LIMIT", "Effort", "EffortOptions", "EngineName"]

EngineName = Literal["auto", "exact", "search", "beam", "cp-sat"]

WORK_LIMIT = 400
"""Pieces of work a search may do by default: half a minute to a minute for the hardest missions."""


class EffortOptions(TypedDict, total=False):
    """Keywords a user asks for an `Effort` with, see `Effort.of`; left out or None is as by default."""

    gap: float | None
    work_limit: int | None
    time_limit: u.Quantity | None
    engine: EngineName
    seed: int


@dataclass(frozen=True, slots=True)
class Effort:
    """When a search may end before its tour is proven, and what searches.

    Parameters
    ----------
    gap : float
        Distance to the bound, relative to it, that is near enough; 0 for a proof.
    work_limit : int
        Most pieces of work: what is done between two looks at the keyboard, some hundredths to some tenths of a
        second. The same work is the same answer on every machine.
    time_limit_s : float, optional
        Most time [s]. How far a search comes in it depends on the machine: it is recorded in the plan.
    engine : {"auto", "exact", "search", "beam", "cp-sat"}
        What searches. ``"auto"`` takes label setting and the large search in turns, each with more effort than before.
    seed : int
        Of what is drawn at random. The exact engine draws nothing; the search among many candidates does.

    Raises
    ------
    InvalidInputError
        If one of them is out of range, naming it.

    Examples
    --------
    >>> Effort(gap=0.05).engine
    'auto'
    """

    gap: float = 0.0
    work_limit: int = WORK_LIMIT
    time_limit_s: float | None = None
    engine: EngineName = "auto"
    seed: int = 0

    def __post_init__(self) -> None:
        share = "a share from 0 to below 1, e.g. 0.05 for 5 %"
        gap = real(self.gap, name="gap", wanted=share, least=0.0, most=math.nextafter(1.0, 0.0))
        object.__setattr__(self, "gap", gap)
        object.__setattr__(self, "work_limit", whole(self.work_limit, name="work_limit"))
        object.__setattr__(self, "seed", whole(self.seed, name="seed", minimum=0))
        if self.time_limit_s is not None and not (math.isfinite(self.time_limit_s) and self.time_limit_s > 0.0):
            raise InvalidInputError(
                f"time_limit must be finite and above zero, got {self.time_limit_s} s.", parameter="time_limit"
            )
        if self.engine not in get_args(EngineName):
            raise InvalidInputError(
                f"engine must be auto, exact, search, beam or cp-sat, got {self.engine!r}.", parameter="engine"
            )

    @classmethod
    def of(
        cls,
        *,
        gap: float | None = None,
        work_limit: int | None = None,
        time_limit: u.Quantity | None = None,
        engine: EngineName = "auto",
        seed: int = 0,
    ) -> Effort:
        """Return the effort of what a user gave; what is None is as by default.

        Examples
        --------
        >>> from astropy import units as u
        >>> Effort.of(time_limit=2 * u.min).time_limit_s
        120.0
        """
        from adr_planner.units import si

        given: dict[str, Any] = {"gap": gap, "work_limit": work_limit}
        seconds = None if time_limit is None else si(time_limit, "s", name="time_limit", example="120 * u.s")
        return cls(**{k: v for k, v in given.items() if v is not None}, time_limit_s=seconds, engine=engine, seed=seed)

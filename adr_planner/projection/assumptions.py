"""What is taken for granted of the years to come, as a user asks for it and checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypedDict, get_args

from astropy.time import Time

from adr_planner.border.plain import real
from adr_planner.catalog import Population
from adr_planner.errors import InvalidInputError
from adr_planner.projection.explosive import Explosive, explosive_of
from adr_planner.projection.sinking import Sun
from adr_planner.units import utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["STEP_YEARS", "Assumed", "Assumptions", "Given"]

STEP_YEARS = 3.5
"""Longest step [yr]: halving 4 years changes what removals avoid by 1.1 % at most (docs/theory/benefit.md)."""
_LONGEST, _SHORTEST_STEP = 1000.0, 0.25


class Assumed(TypedDict, total=False):
    """What may be taken for granted otherwise than by default, by name; see `adr_planner.project`."""

    sun: Sun
    working_years: float
    disposal: float
    avoidance: float
    launches: bool
    explosions: bool
    step_years: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What a user asks to be taken for granted, not checked yet; see `adr_planner.project`."""

    years: Any
    sun: Any = "mean"
    working_years: Any = 5.0
    disposal: Any = 0.9
    avoidance: Any = 1.0
    launches: Any = False
    explosions: Any = False
    step_years: Any = STEP_YEARS


@dataclass(frozen=True, slots=True)
class Given:
    """What a projection takes for granted.

    Parameters
    ----------
    years : float
        Horizon [yr].
    sun : {"weak", "mean", "strong"}
        Whose solar cycles the air is the mean of.
    working_years : float
        How long the satellites at work step aside [yr].
    disposal : float
        Share of them disposed of then, 0 to 1.
    step_years : float
        Longest step [yr].
    avoidance : float
        Share of encounters that they avoid while they work, if they can step aside at all, 0 to 1.
    launches : bool
        Whether satellites are replaced in kind, again and again, each leaving what is not disposed of.
    explosive : Explosive, optional
        What may explode; None for no explosions.
    """

    years: float
    sun: Sun
    working_years: float
    disposal: float
    step_years: float
    avoidance: float = 1.0
    launches: bool = False
    explosive: Explosive | None = None

    @classmethod
    def checked(cls, given: Assumptions, catalog: Catalog | Population, start: Time) -> Self:
        """Return it from what a user gave.

        Raises
        ------
        InvalidInputError
            If a number is out of range; says which.
        """
        sun, explosions = given.sun, given.explosions
        if sun not in get_args(Sun):
            raise InvalidInputError(f"sun must be one of {', '.join(get_args(Sun))}, got {sun!r}.", parameter="sun")
        if explosions and isinstance(catalog, Population):
            raise InvalidInputError(
                "A bare population knows no names or ages, so nobody knows what of it may explode: give a Catalog, or "
                "explosions=False.",
                parameter="explosions",
            )
        return cls(
            real(given.years, name="years", wanted="from 0 to 1,000", least=0.0, most=_LONGEST),
            sun,
            real(given.working_years, name="working_years", wanted="0.5 or more with launches, else 0 or more",
                 least=0.5 if given.launches else 0.0),
            real(given.disposal, name="disposal", wanted="between 0 and 1", least=0.0, most=1.0),
            real(given.step_years, name="step_years", wanted="from 0.25 to 1,000", least=_SHORTEST_STEP, most=_LONGEST),
            real(given.avoidance, name="avoidance", wanted="between 0 and 1", least=0.0, most=1.0),
            bool(given.launches),
            explosive_of(catalog, utc_text(start)) if explosions else None,
        )  # fmt: skip

    @property
    def words(self) -> str:
        """What goes on besides collisions, in a few words."""
        launched = "satellites replaced in kind" if self.launches else "no launches"
        return f"{self.sun} solar cycles, {launched}, {'' if self.explosive else 'no '}explosions"

"""What removing an object is worth to a mission: which measure of it, over how long, in which unit and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adr_planner.border.plain import norad_id, real
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown

__all__ = ["KG_PER_YR", "OWN", "PROJECTED", "Value"]

PROJECTED = {
    "debris_years": ("yr", "debris-years avoided"),
    "collisions": ("1", "catastrophic collisions avoided"),
    "encounters": ("1", "encounters of new fragments with working satellites avoided"),
    "exposure": ("1", "hits of fragments above 1 cm on working satellites avoided"),
}
"""Measures of a projection, see `adr_planner.removal_values`: units and words."""
KG_PER_YR = "kg_per_yr"
OWN = "own"
_YEARS = 100.0
_LONGEST = 1000.0


@dataclass(frozen=True, slots=True)
class Value(Shown):
    """What removing an object is worth to a mission.

    Parameters
    ----------
    measure : str
        ``"debris_years"``, ``"collisions"``, ``"encounters"`` or ``"exposure"``: what the removal avoids in the years
        to come (`adr_planner.removal_values`); ``"kg_per_yr"``: mass expected in catastrophic collisions today; or the
        name of an index of the ranking.
    years : float
        Horizon of what is projected, from the date of the catalogue [yr].
    discount_rate : float
        By how much less a year later counts, of what is projected, e.g. 0.03.
    own : mapping of int to float, or callable, optional
        Values of the user's own in the place of a measure: by catalogue number, or a function of a `RankedObject`, or
        of one and the `astropy.time.Time` of its removal. What is not named is worth nothing.

    Raises
    ------
    InvalidInputError
        If a number is out of range, a value of one's own is negative or not finite, or a horizon is given to a measure
        that has none.

    Examples
    --------
    >>> Value("debris_years", years=50).words
    'debris-years avoided in 50 years'
    >>> Value.of({27386: 3.0}).measure
    'own'
    """

    measure: str = "debris_years"
    years: float = _YEARS
    discount_rate: float = 0.0
    own: Mapping[int, float] | Callable[..., float] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        if not isinstance(self.measure, str) or not self.measure.strip():
            raise InvalidInputError(
                f'value must name a measure, e.g. "debris_years", got {self.measure!r}.', parameter="value"
            )
        wanted = f"above 0 and at most {_LONGEST:,.0f} years"
        put(self, "years", real(self.years, name="years", wanted=wanted, least=1e-3, most=_LONGEST))
        rate = real(self.discount_rate, name="discount_rate", wanted="from 0 to 1", least=0.0, most=1.0)
        put(self, "discount_rate", rate)
        if self.own is not None:
            put(self, "measure", OWN)
            put(self, "own", _checked(self.own))
        elif self.measure == OWN:
            raise InvalidInputError("Values of one's own: give a mapping or a callable, own={27386: 3.0}.",
                                    parameter="value")  # fmt: skip
        if not self.projected and (self.years != _YEARS or rate):
            raise InvalidInputError(
                f"{self.measure} has no horizon: leave years and discount_rate out.", parameter="value"
            )

    @classmethod
    def of(cls, given: Any) -> Value:
        """Return it from what a user gave.

        Parameters
        ----------
        given : Value or str or Index or mapping or callable
            A name, an index of a ranking, or values of the user's own.

        Returns
        -------
        Value
            Checked.

        Raises
        ------
        InvalidInputError
            If it is none of these.

        Examples
        --------
        >>> Value.of("kg_per_yr").unit
        'kg/yr'
        """
        if isinstance(given, cls):
            return given
        if isinstance(given, str):
            return cls(given)
        if isinstance(given, Mapping):
            return cls(own=given)
        name = getattr(given, "name", None)
        if isinstance(name, str) and hasattr(given, "of"):  # an index, which the ranking must have
            return cls(name)
        if callable(given):
            return cls(own=given)
        raise InvalidInputError(
            f'value must be a name such as "debris_years", a Value, or values of your own: a mapping of catalogue '
            f"numbers, or a callable; not a {type(given).__name__}.",
            parameter="value",
        )

    @property
    def projected(self) -> bool:
        """Whether it comes from a projection of the years to come."""
        return self.measure in PROJECTED

    @property
    def unit(self) -> str:
        """Unit, ``"1"`` where there is none or nobody told."""
        if self.measure == KG_PER_YR:
            return "kg/yr"
        return PROJECTED[self.measure][0] if self.projected else "1"

    @property
    def words(self) -> str:
        """What it is, to follow a number and its unit."""
        if self.measure == KG_PER_YR:
            return "mass expected in catastrophic collisions today"
        if not self.projected:
            return "value of the user's own" if self.measure == OWN else f"value by the index {self.measure}"
        later = f", {self.discount_rate:.3g} less a year" if self.discount_rate else ""
        return f"{PROJECTED[self.measure][1]} in {self.years:g} years{later}"


def _checked(own: Any) -> Mapping[int, float] | Callable[..., float]:
    """Return values of one's own, numbers checked; a callable is asked later."""
    if callable(own):
        return own  # type: ignore[no-any-return]
    if not isinstance(own, Mapping) or not own:
        raise InvalidInputError(
            f"Values of one's own must be a mapping like {{27386: 3.0}}, got {own!r}.", parameter="value"
        )
    return {
        norad_id(number, name="value"): real(worth, name=f"The value of {number}", wanted="0 or more", least=0.0)
        for number, worth in own.items()
    }

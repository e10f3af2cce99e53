"""Which objects of a ranking a mission is to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from astropy import units as u

from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import si

__all__ = ["Filters"]

Range = tuple[u.Quantity, u.Quantity]
_RANGES = {"inclination": ("deg", "(70 * u.deg, 75 * u.deg)"), "altitude": ("km", "(600 * u.km, 900 * u.km)"),
           "mass": ("kg", "(1 * u.t, 10 * u.t)")}  # fmt: skip
_TYPES = ("PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN")


@dataclass(frozen=True, slots=True)
class Filters(Shown):
    """Which objects a mission may choose from; what is left out filters nothing.

    Parameters
    ----------
    inclination : (Quantity, Quantity), optional
        Least and most.
    altitude : (Quantity, Quantity), optional
        Least of the perigee and most of the apogee, mean and above the equatorial radius.
    mass : (Quantity, Quantity), optional
        Least and most.
    owners : tuple of str
        Owner codes of the satellite catalogue, e.g. ``("CIS", "PRC")``.
    types : tuple of str
        Of ``"PAYLOAD"``, ``"ROCKET BODY"``, ``"DEBRIS"``, ``"UNKNOWN"``.

    Raises
    ------
    InvalidInputError
        If a range is no pair, its least is above its most, or a type is not one.

    Examples
    --------
    >>> from astropy import units as u
    >>> Filters(inclination=(81 * u.deg, 84 * u.deg), types=("ROCKET BODY",)).range_of("inclination")
    (81.0, 84.0)
    """

    inclination: Range | None = None
    altitude: Range | None = None
    mass: Range | None = None
    owners: tuple[str, ...] = ()
    types: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in _RANGES:
            self.range_of(name)
        for name in ("owners", "types"):
            object.__setattr__(self, name, _words(name, getattr(self, name)))
        for kind in self.types:
            if kind not in _TYPES:
                raise InvalidInputError(f"types holds {kind!r}; it may hold {', '.join(_TYPES)}.", parameter="types")

    def range_of(self, name: str) -> tuple[float, float] | None:
        """Return a range as numbers: ``"inclination"`` [deg], ``"altitude"`` [km] or ``"mass"`` [kg].

        Parameters
        ----------
        name : {"inclination", "altitude", "mass"}
            Which.

        Returns
        -------
        (float, float) or None
            Least and most [deg, km or kg]; None where nothing is filtered.

        Raises
        ------
        InvalidInputError
            If the range is no pair, or its least is above its most.

        Examples
        --------
        >>> Filters(mass=(1 * u.t, 10 * u.t)).range_of("mass")
        (1000.0, 10000.0)
        """
        value = getattr(self, name)
        if value is None:
            return None
        unit, example = _RANGES[name]
        if not isinstance(value, (tuple, list)) or len(value) != 2:
            raise InvalidInputError(f"{name} must be a pair, least and most: {name}={example}.", parameter=name)
        least, most = (si(end, unit, name=name, example=example, minimum=0.0) for end in value)
        if least > most:
            raise InvalidInputError(f"{name} runs from {value[0]} to {value[1]}: exchange them.", parameter=name)
        return least, most


def _words(name: str, value: Any) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value)
    if not all(isinstance(word, str) and word for word in words):
        raise InvalidInputError(f"{name} must be a list of words, got {value!r}.", parameter=name)
    return words

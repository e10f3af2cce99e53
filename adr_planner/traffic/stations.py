"""Ground stations: a short list to begin with, and the user's own."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from adr_planner.errors import InvalidInputError

__all__ = ["STATIONS", "Station", "stations_of"]


@dataclass(frozen=True, slots=True)
class Station:
    """A ground station.

    Parameters
    ----------
    name : str
        How it is called.
    latitude_deg, longitude_deg : float
        Where it is, WGS-84, north and east positive [deg].
    height_m : float
        Above the ellipsoid [m].
    lowest_deg : float
        Elevation from which it has contact [deg].

    Raises
    ------
    InvalidInputError
        If it is at no place on the Earth, or its lowest elevation is none.

    Examples
    --------
    >>> Station("Kiruna", 67.86, 20.96, 400.0).lowest_deg
    5.0
    """

    name: str
    latitude_deg: float
    longitude_deg: float
    height_m: float = 0.0
    lowest_deg: float = 5.0

    def __post_init__(self) -> None:
        bounds = {
            "latitude_deg": (-90.0, 90.0), "longitude_deg": (-360.0, 360.0), "height_m": (-500.0, 9000.0),
            "lowest_deg": (0.0, 89.0),
        }  # fmt: skip
        for name, (low, high) in bounds.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
                raise InvalidInputError(
                    f"station {self.name}: {name} is {value!r}; it must lie between {low:g} and {high:g}.",
                    parameter=name,
                )

    @classmethod
    def from_text(cls, text: str) -> Station:
        """Read a station from text.

        Parameters
        ----------
        text : str
            Name, latitude, longitude, and if wanted height [m] and lowest elevation [deg], with commas between.

        Returns
        -------
        Station
            The station.

        Raises
        ------
        InvalidInputError
            If it cannot be read.

        Examples
        --------
        >>> Station.from_text("Kiruna, 67.86, 20.96").longitude_deg
        20.96
        """
        name, *numbers = (part.strip() for part in text.split(","))
        try:
            figures = [float(number) for number in numbers]
        except ValueError:
            figures = []
        if not name or not 2 <= len(figures) <= 4 or not all(map(math.isfinite, figures)):
            raise InvalidInputError(
                f"station {text!r}: write name, latitude, longitude, and if wanted height in m and lowest elevation in "
                "deg, like 'Kiruna, 67.86, 20.96, 400, 5'.",
                parameter="station",
            )
        return cls(name, *figures)


STATIONS = (
    Station("Svalbard", 78.23, 15.39, 450.0),
    Station("Kiruna", 67.86, 20.96, 400.0),
    Station("Inuvik", 68.32, -133.55, 50.0),
    Station("Punta Arenas", -52.94, -70.85, 30.0),
    Station("Troll", -72.01, 2.53, 1300.0),
)
"""Where many operators of low satellites rent antennas; places to a hundredth of a degree, recalled."""


def stations_of(given: Iterable[Station] | None) -> tuple[Station, ...]:
    """Return the stations given, or the short list; two of one name are refused."""
    found = STATIONS if given is None else tuple(given)
    for item in found:
        if not isinstance(item, Station):
            raise InvalidInputError(
                f"stations: {item!r} is none: write adr.Station('Kiruna', 67.86, 20.96).", parameter="stations"
            )
    names = [item.name for item in found]
    if len(set(names)) < len(names):
        raise InvalidInputError("stations: two have one name.", parameter="stations")
    return found

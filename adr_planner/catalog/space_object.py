"""One object of a catalogue: who it is, what it weighs, how it moves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, get_args

from astropy.time import Time

from adr_planner.border.characters import UNSEEN, visible
from adr_planner.border.plain import norad_id
from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.orbits import from_orbit, to_orbit
from adr_planner.errors import CatalogError, InvalidInputError
from adr_planner.records import Shown

if TYPE_CHECKING:
    from boinor.twobody import Orbit

__all__ = ["ObjectType", "SpaceObject", "Status"]

ObjectType = Literal["PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN"]
Status = Literal["derelict", "operational", "unknown", "decayed"]

_TYPES, _STATUSES = get_args(ObjectType), get_args(Status)
_WORDS = ("name", "object_id", "owner", "registered_by", "registry", "launch_date", "mass_source", "area_source")
_ABOVE_ZERO = ("mass_kg", "mass_min_kg", "mass_max_kg", "area_m2", "area_min_m2", "area_max_m2", "rcs_m2")


@dataclass(frozen=True, slots=True)
class SpaceObject(Shown):
    """One catalogued object.

    Parameters
    ----------
    norad_cat_id : int
        Catalogue number, up to nine digits.
    name : str
        Name in the satellite catalogue.
    elements : MeanElements
        How it moves.
    object_id : str
        International (COSPAR) designator, ``""`` if it has none.
    object_type : {"PAYLOAD", "ROCKET BODY", "DEBRIS", "UNKNOWN"}
        What it is.
    owner : str
        Owner code of the satellite catalogue, ``""`` if unknown.
    status : {"derelict", "operational", "unknown", "decayed"}
        Only derelicts are ranked.
    launch_date : str
        ISO date, ``""`` if unknown.
    mass_kg, mass_min_kg, mass_max_kg : float or None
        Mass and the range its sources span [kg].
    mass_source : str
        Where the mass comes from.
    area_m2 : float or None
        Mean cross-section [m2].
    area_source : str
        Where the cross-section comes from.
    area_min_m2, area_max_m2 : float or None
        Range of the cross-section [m2].
    rcs_m2 : float or None
        Radar cross-section [m2].
    estimated : frozenset of str
        Fields that no source has: ``mass_kg``, ``area_m2`` by family, size law or class, ``status`` because a spent
        stage or a fragment cannot work.
    n_pieces : int
        Catalogued pieces of its own, of the same launch and name; 0 where none is known.
    registered_by : str
        Owner code of the state of registry, ``""`` where no source tells: the owner is then a first hint.
    registry : str
        Its document with the United Nations; ``"unregistered"`` where a source says that there is none, and
        `registered_by` who would have to register it.
    sources : mapping of str to str
        Where name, type, owner, status and launch date come from, if not from the orbit's own file.

    Raises
    ------
    CatalogError
        If a number, mass, area, type or status cannot be one, or the mass lies outside its own range.

    Examples
    --------
    >>> elements = MeanElements("2024-10-31T12:00:00Z", 14.3807, 0.0001, 98.2, 300.0, 90.0, 270.0)
    >>> SpaceObject(norad_cat_id=900001, name="STAGE", elements=elements, mass_kg=3000.0).mass_kg
    3000.0
    """

    norad_cat_id: int
    name: str
    elements: MeanElements
    object_id: str = ""
    object_type: ObjectType = "UNKNOWN"
    owner: str = ""
    status: Status = "unknown"
    launch_date: str = ""
    mass_kg: float | None = None
    mass_min_kg: float | None = None
    mass_max_kg: float | None = None
    mass_source: str = ""
    area_m2: float | None = None
    area_source: str = ""
    area_min_m2: float | None = None
    area_max_m2: float | None = None
    rcs_m2: float | None = None
    estimated: frozenset[str] = frozenset()
    n_pieces: int = field(default=0, compare=False)
    registered_by: str = ""
    registry: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "norad_cat_id", norad_id(self.norad_cat_id))
        except InvalidInputError as error:
            raise CatalogError(
                f"{self.name}: catalogue number {self.norad_cat_id} must have one to nine digits.",
                record=self.norad_cat_id,
            ) from error
        for name in _WORDS:
            if UNSEEN.search(getattr(self, name)):
                raise CatalogError(
                    f"{visible(self.name, 60)} ({self.norad_cat_id}): {name} holds characters that cannot be seen.",
                    record=self.norad_cat_id,
                    field=name,
                )
        for name in _ABOVE_ZERO:
            value = getattr(self, name)
            if value is not None and type(value) is not float:
                value = self._figure(name, value)
                object.__setattr__(self, name, value)
            if value is not None and not (math.isfinite(value) and value > 0.0):
                raise CatalogError(
                    f"{self.name} ({self.norad_cat_id}): {name} is {value:g}; it must be above zero, or None "
                    "if it is not known.",
                    record=self.norad_cat_id,
                )
        for name, words in (("object_type", _TYPES), ("status", _STATUSES)):
            if getattr(self, name) not in words:
                raise CatalogError(
                    f"{self.name} ({self.norad_cat_id}): {name} is {getattr(self, name)!r}; it must be one of "
                    f"{', '.join(words)}.",
                    record=self.norad_cat_id,
                )
        for name, value, least, most, unit in (
            ("mass_kg", self.mass_kg, self.mass_min_kg, self.mass_max_kg, "kg"),
            ("area_m2", self.area_m2, self.area_min_m2, self.area_max_m2, "m2"),
        ):
            if value is not None and not (least or 0.0) <= value <= (most or math.inf):
                raise CatalogError(
                    f"{self.name} ({self.norad_cat_id}): {name} is {value:g}, outside its own range of "
                    f"{least} to {most} {unit}.",
                    record=self.norad_cat_id,
                )

    def _figure(self, name: str, value: Any) -> float:
        """Return a number of any kind, numpy's too, as a float."""
        if not isinstance(value, Real) or isinstance(value, bool):
            raise CatalogError(
                f"{self.name} ({self.norad_cat_id}): {name} is {value!r}; it must be a number, or None if it is not "
                "known.",
                record=self.norad_cat_id,
            )
        return float(value)

    def orbit(self, epoch: Time | None = None) -> Orbit:
        """Return the osculating orbit as a boinor `Orbit` in GCRF.

        Parameters
        ----------
        epoch : Time, optional
            When; by default the epoch of the elements. SGP4 goes there.

        Returns
        -------
        boinor.twobody.Orbit
            About the Earth, at that epoch.

        Raises
        ------
        PropagationError
            If SGP4 cannot: the object has decayed on the way there, or its elements are unusable.

        Examples
        --------
        >>> from adr_planner.catalog import Catalog
        >>> orbit = Catalog.example().get(27386).orbit()
        >>> round(float(orbit.inc.to_value("deg")), 1)
        98.2
        """
        return to_orbit(self, epoch)

    @classmethod
    def from_orbit(cls, orbit: Any, *, norad_cat_id: int, name: str, **facts: Any) -> SpaceObject:
        """Build from an orbit: boinor's, poliastro's, or anything with ``.r .v .epoch .attractor``.

        Parameters
        ----------
        orbit : object
            Osculating state in GCRF about the Earth.
        norad_cat_id : int
            Catalogue number to give it.
        name : str
            Name to give it.
        **facts
            Other fields of `SpaceObject`, e.g. ``mass_kg=8226.0``.

        Returns
        -------
        SpaceObject
            Its mean elements reproduce the state at its epoch.

        Raises
        ------
        CatalogError
            If the orbit is hyperbolic, about another body, or no mean elements reproduce it.

        Examples
        --------
        >>> orbit = SpaceObject.from_orbit(given, norad_cat_id=900001, name="MINE")  # doctest: +SKIP
        """
        return cls(norad_cat_id=norad_cat_id, name=name, elements=from_orbit(orbit), **facts)

"""What a screening found: named approaches where elements are of the date, expected counts for all the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adr_planner.files import write_text
from adr_planner.traffic.approach import Approach
from adr_planner.traffic.expected import Expected
from adr_planner.traffic.html import screening_html
from adr_planner.traffic.probability import ASSUMED_SIGMAS_M

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LISTED_BELOW_M", "Injection", "Screening", "text_of"]

LISTED_BELOW_M = 1000.0
"""Approaches nearer than this are listed, whoever it is [m]."""
_CLOSEST = 10
"""So many of each stretch are listed however far."""
ASSUMED = (
    "Maximum probability: the largest that errors of any size, of the shape "
    f"{' : '.join(f'{sigma:g}' for sigma in ASSUMED_SIGMAS_M)} (radial, in-track, cross-track, both objects), can "
    "give. It sorts; it decides no manoeuvre: element sets are not good enough for that."
)
_DOCUMENT = "adr_screening"


@dataclass(frozen=True, slots=True)
class Injection:
    """Who comes near the orbit the launcher leaves the servicer in.

    Parameters
    ----------
    days, crewed_days : float
        How long it is looked at, for all objects and for crewed ones [day].
    covered : bool
        Whether elements are of that date at all.
    nearest, nearest_crewed : Approach or None
        The nearest of both, None if nobody came within the radius of the screening.
    """

    days: float
    crewed_days: float
    covered: bool
    nearest: Approach | None
    nearest_crewed: Approach | None


@dataclass(frozen=True, slots=True, repr=False)
class Screening:
    """A screening of a plan against a catalogue.

    Parameters
    ----------
    plan_id : str
        The plan.
    catalogue : str
        Name of the catalogue.
    n_objects : int
        Objects in it.
    newest_elements_utc : str
        Epoch of its newest elements.
    radius_km : float
        Approaches nearer than this are found [km].
    within_days : float
        Named only so long before and after the epoch of the other's elements [day].
    servicer_radius_m : float
        Radius of the sphere around the servicer [m].
    approaches : tuple of Approach
        All that were found, in order of stretches and time.
    stretches : tuple of Expected
        What is to be expected, and whose shells they are.
    injection : Injection
        Of the first days.
    stations : tuple of str
        Where the plan passes the heights of crewed stations.

    Examples
    --------
    >>> screening = adr.screen(plan, "gp.csv")  # doctest: +SKIP
    >>> screening.listed[0].miss_m  # doctest: +SKIP
    412.7
    """

    plan_id: str
    catalogue: str
    n_objects: int
    newest_elements_utc: str
    radius_km: float
    within_days: float
    servicer_radius_m: float
    approaches: tuple[Approach, ...]
    stretches: tuple[Expected, ...]
    injection: Injection
    stations: tuple[str, ...]

    @property
    def listed(self) -> tuple[Approach, ...]:
        """What an analyst looks at first: below a kilometre, all crewed objects, the ten closest of each stretch."""
        keep = {id(item) for item in self.approaches if item.miss_m < LISTED_BELOW_M or item.crewed}
        for stretch in self.stretches:
            own = sorted((item for item in self.approaches if item.stretch == stretch.stretch), key=_by_miss)
            keep |= {id(item) for item in own[:_CLOSEST]}
        return tuple(item for item in self.approaches if id(item) in keep)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the operator has to settle: boxes of crewed stations, the days after injection."""
        boxes = [
            f"{item.stretch}: within the box of a crewed object: {item}" for item in self.approaches if item.in_box
        ]
        found, words = self.injection, []
        for days, nearest in ((found.days, found.nearest), (found.crewed_days, found.nearest_crewed)):
            if nearest is not None and nearest.miss_m < LISTED_BELOW_M:
                words.append(f"the injected orbit is not clear for {days:g} days: {nearest}")
        return (*boxes, *words, *self.stations)

    @property
    def note(self) -> str:
        """What kind of list this is."""
        named = (
            f"Approaches are named within {self.within_days:g} days of the other's elements (newest: "
            f"{self.newest_elements_utc[:10]}); beyond, phases are off by up to thousands of kilometres, and only "
            "expected counts mean anything."
        )
        return named if self.approaches else f"No approach is named. {named}"

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, units in the names.

        Returns
        -------
        dict
            As `to_json` writes it.
        """
        return {
            "document_type": _DOCUMENT, **asdict(self), "listed": [asdict(item) for item in self.listed],
            "warnings": list(self.warnings), "note": self.note, "assumed": ASSUMED,
        }  # fmt: skip

    def to_json(self, path: str | Path) -> None:
        """Write everything as JSON.

        Parameters
        ----------
        path : str or Path
            The file; it is replaced only once the new one is complete.
        """
        write_text(path, text_of(self, table=False))

    def to_pandas(self, table: str = "approaches") -> pd.DataFrame:
        """Return a table, units in the column names.

        Parameters
        ----------
        table : {"approaches", "listed", "stretches"}
            One row an approach, a listed one, or a stretch.

        Returns
        -------
        pandas.DataFrame
            In order of stretches and time.
        """
        import pandas as pd

        from adr_planner.errors import InvalidInputError

        if table not in ("approaches", "listed", "stretches"):
            raise InvalidInputError(f"table={table!r}: say one of approaches, listed, stretches.", parameter="table")
        kind = Expected if table == "stretches" else Approach
        return pd.DataFrame([asdict(row) for row in getattr(self, table)], columns=list(kind.__dataclass_fields__))

    def to_csv(self, path: str | Path) -> None:
        """Write all approaches as a table.

        Parameters
        ----------
        path : str or Path
            The file; it is replaced only once the new one is complete.
        """
        write_text(path, text_of(self, table=True))

    def __repr__(self) -> str:
        return (
            f"<Screening of {self.plan_id} against {self.n_objects:,} objects of {self.catalogue}: "
            f"{len(self.approaches)} named approaches below {self.radius_km:g} km>"
        )

    def __str__(self) -> str:
        return "\n".join(_lines(self))

    def _repr_html_(self) -> str:
        return screening_html(repr(self)[1:-1], self.stretches, self.listed, (*self.warnings, self.note, ASSUMED))


def text_of(screening: Screening, *, table: bool) -> str:
    """Return what `Screening.to_csv` writes, or what `Screening.to_json` does."""
    if table:
        return str(screening.to_pandas().to_csv(index=False))
    return json.dumps(screening.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _by_miss(item: Approach) -> float:
    return item.miss_m


def _lines(screening: Screening) -> Iterable[str]:
    yield repr(screening)[1:-1]
    yield ""
    yield "stretch              days   heights km   named  found <5, <20 km (to expect)   whole stretch <20 km"
    for item in screening.stretches:
        low, high = item.band_below_20_km
        yield (
            f"{item.stretch:18}  {item.days:5.1f}  {item.lowest_km:5.0f}-{item.highest_km:<5.0f}  "
            f"{item.named_share:5.0%}  {item.found_below_5_km:4d} ({item.named_below_5_km:.1f})  "
            f"{item.found_below_20_km:4d} ({item.named_below_20_km:.1f})   "
            f"{item.expected_below_20_km:8.1f} ({low:.0f} to {high:.0f})"
        )
    stretch = ""
    for approach in screening.listed:
        if approach.stretch != stretch:
            stretch = approach.stretch
            yield from ("", f"{stretch}:")
        yield f"  {approach}"
    yield ""
    yield from (f"warning: {text}" for text in screening.warnings)
    yield screening.note
    yield ASSUMED

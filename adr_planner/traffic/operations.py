"""`adr_planner.operations`: what an operations desk asks of a plan at every stop, and of every re-entry."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adr_planner.errors import InvalidInputError
from adr_planner.files import write_text
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.traffic.entry import SOUTH_PACIFIC, Box, Entry, entry_of
from adr_planner.traffic.stations import Station, stations_of
from adr_planner.traffic.stop import Stop, stop_at
from adr_planner.traffic.stretch import stretches
from adr_planner.traffic.track import track_of
from adr_planner.trajectory.route import Map, map_of
from adr_planner.units import quiet_clock

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Operations", "operations"]

NOTE = (
    "Sunlight is that of the middle of the Sun past a sphere of equatorial radius; contacts are geometry without "
    "refraction; land is a map of one-degree cells. An entry months ahead says where this plan comes in, not where the "
    "flight will: its revolution is chosen in the last days."
)


@dataclass(frozen=True, slots=True, repr=False)
class Operations:
    """What is seen at the stops of a plan, and where its re-entries come in.

    Parameters
    ----------
    plan_id : str
        The plan.
    stations : tuple of Station
        Contacts are with these.
    stops : tuple of Stop
        One a target, in order.
    entries : tuple of Entry
        Every controlled re-entry, in order of time.

    Examples
    --------
    >>> desk = adr.operations(plan)  # doctest: +SKIP
    >>> desk.stops[0].beta_deg, desk.entries[0].footprint_over_land  # doctest: +SKIP
    (61.2, False)
    """

    plan_id: str
    stations: tuple[Station, ...]
    stops: tuple[Stop, ...]
    entries: tuple[Entry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, units in the names.

        Returns
        -------
        dict
            As `to_json` writes it.
        """
        return {"document_type": "adr_operations", **asdict(self), "note": NOTE}

    def json_text(self) -> str:
        """Return everything as JSON text.

        Returns
        -------
        str
            Ends with a newline.
        """
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def to_json(self, path: str | Path) -> None:
        """Write everything as JSON.

        Parameters
        ----------
        path : str or Path
            The file; it is replaced only once the new one is complete.
        """
        write_text(path, self.json_text())

    def to_pandas(self, table: str = "stops") -> pd.DataFrame:
        """Return a table, units in the column names.

        Parameters
        ----------
        table : {"stops", "contacts", "windows", "entries"}
            One row a stop, a pass over a station, a window of light and contact, or a re-entry.

        Returns
        -------
        pandas.DataFrame
            In order of time.
        """
        import pandas as pd

        rows: dict[str, list[dict[str, Any]]] = {
            "stops": [_without(asdict(stop), "contacts", "windows") for stop in self.stops],
            "contacts": [
                {"norad_cat_id": stop.norad_cat_id, **asdict(item)} for stop in self.stops for item in stop.contacts
            ],
            "windows": [
                {"norad_cat_id": stop.norad_cat_id, "start_utc": first, "stop_utc": last}
                for stop in self.stops
                for first, last in stop.windows
            ],
            "entries": [_without(asdict(entry), "track_deg", "choice") for entry in self.entries],
        }
        if table not in rows:
            raise InvalidInputError(f"table={table!r}: say one of {', '.join(rows)}.", parameter="table")
        return pd.DataFrame(rows[table])

    def __repr__(self) -> str:
        count = sum(len(stop.contacts) for stop in self.stops)
        return (
            f"<Operations of {self.plan_id}: {len(self.stops)} stops, {count} contacts with {len(self.stations)} "
            f"stations, {len(self.entries)} re-entries>"
        )

    def __str__(self) -> str:
        return "\n".join([repr(self)[1:-1], "", *map(str, self.stops), "", *map(str, self.entries), "", NOTE])

    def _repr_html_(self) -> str:
        stops = [
            (
                f"{stop.name} ({stop.norad_cat_id})", stop.arrive_utc[:16], "yes" if stop.lit_at_arrival else "no",
                f"{stop.beta_deg:+.1f} to {stop.beta_leaving_deg:+.1f}", f"{stop.local_time_h:.1f}",
                f"{stop.lit_share:.0%}", f"{stop.longest_eclipse_min:.0f}", len(stop.contacts),
                f"{stop.longest_gap_h:.1f}", len(stop.windows),
            )
            for stop in self.stops
        ]  # fmt: skip
        heads = (
            "stop", "arrival UTC", "lit", "beta deg", "node h", "in sunlight", "eclipse min", "contacts", "gap h",
            "windows",
        )  # fmt: skip
        entries = [
            (
                entry.who, entry.epoch_utc[:19], f"{entry.latitude_deg:+.1f}", f"{entry.longitude_deg:+.1f}",
                f"{entry.angle_deg:.2f}", f"{entry.uncertainty_km:.0f}", "yes" if entry.footprint_over_land else "no",
                "" if entry.choice is None else f"{entry.choice.wait_h:.1f}",
            )
            for entry in self.entries
        ]  # fmt: skip
        columns = ("re-entry", "UTC", "lat deg", "lon deg", "steep deg", "+- km", "land", "in the box after h")
        second = html_table(columns, entries, texts={0, 1, 6}) if entries else ""
        first = html_table(heads, stops, caption=repr(self)[1:-1], texts={0, 1, 2})
        return html_panel(first, second, html_paragraphs([NOTE]))


@quiet_clock()
def operations(
    plan: MissionPlan, *, stations: Iterable[Station] | None = None, box: Iterable[float] = SOUTH_PACIFIC
) -> Operations:
    """Say what is seen at every stop of a plan, and where its re-entries come in.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    stations : iterable of Station, optional
        On the ground; a short list unless given.
    box : iterable of float
        South, north, west and east of where re-entries should come in [deg]; the empty South Pacific unless given.

    Returns
    -------
    Operations
        Sunlight, beta angle, local time, contacts and windows of each stay; place, steepness and footprint of each
        controlled re-entry, and the revolution that brings it into the box.

    Raises
    ------
    InvalidInputError
        If a station or the box is none.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> desk = adr.operations(plan, stations=[adr.Station("Kiruna", 67.86, 20.96)])  # doctest: +SKIP
    >>> adr.operations(None, box=(10, 20))
    Traceback (most recent call last):
    adr_planner.errors.InvalidInputError: box is (10, 20): give south, north, west and east in degrees.
    """
    there, antennas = _box(box), stations_of(stations)
    if isinstance(plan, Campaign) or not isinstance(plan, MissionPlan):
        raise InvalidInputError("plan: give one plan, of a campaign campaign.plans[0] and so on.", parameter="plan")
    chart = map_of(plan)
    stays = [stretch for stretch in stretches(plan, chart) if stretch.name.startswith("stay at ")]
    stops = []
    for stretch in stays:
        number = int(stretch.name.split()[-1])
        track = track_of(stretch.arcs, chart.environment)
        stops.append(stop_at((number, plan.target(number).name), track, antennas, chart.environment))
    entries = sorted(_entries(plan, chart, there), key=lambda item: item.epoch_utc)
    return Operations(plan.plan_id, antennas, tuple(stops), tuple(entries))


def _entries(plan: MissionPlan, chart: Map, box: Box) -> Iterator[Entry]:
    for disposal in plan.disposals:
        number = disposal.norad_cat_id
        if not disposal.controlled or not disposal.maneuvers:
            continue
        who = "servicer" if number is None else f"{plan.target(number).name} ({number})"
        arcs = chart.servicer if number is None else chart.target(number)
        found = entry_of(who, arcs, chart.environment, box) if arcs[-1].kind == "descent" else None
        if found is not None:
            yield found


def _box(given: Iterable[float]) -> Box:
    sides = tuple(given)
    good = len(sides) == 4 and all(isinstance(side, (int, float)) and not isinstance(side, bool) for side in sides)
    if not good or not -90.0 <= sides[0] < sides[1] <= 90.0 or not all(abs(side) <= 360.0 for side in sides[2:]):
        raise InvalidInputError(f"box is {sides}: give south, north, west and east in degrees.", parameter="box")
    return Box(*map(float, sides))


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names}

"""Ephemerides: where servicer and targets of a plan are, sampled along the arcs they fly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from astropy import units as u
from astropy.coordinates import CartesianDifferential, CartesianRepresentation
from astropy.table import QTable
from astropy.time import Time

from adr_planner.border.plain import norad_id, whole
from adr_planner.core.vectors import dot, length, turned
from adr_planner.errors import InvalidInputError
from adr_planner.notebook import html_panel, html_paragraphs
from adr_planner.plan import MissionPlan
from adr_planner.trajectory.arc import Arc
from adr_planner.trajectory.route import Map, map_of
from adr_planner.trajectory.segment import Segment
from adr_planner.transfer.state import State
from adr_planner.units import quiet_clock, si

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["PER_ORBIT", "Ephemeris", "ephemeris", "objects_of"]

PER_ORBIT = 24
"""States a revolution unless told: Hermite interpolation of degree 7 is within a centimetre between them."""
_FEWEST = 7
"""Steps of the shortest arc: eight points, as an interpolation of degree 7 needs them."""
_ASTRAY = 1000.0
"""Miss of a documented state at which a document contradicts itself [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class Ephemeris:
    """A sampled trajectory: GCRF, UTC, one segment for each arc between burns, arrivals and departures.

    A burn's epoch stands in two segments: with the velocity before it as the last of one, after it as first of the
    next.

    Parameters
    ----------
    plan_id : str
        Of the plan.
    segments : tuple of Segment
        In order of time for each object.
    """

    plan_id: str
    segments: tuple[Segment, ...]

    def __len__(self) -> int:
        return sum(len(segment) for segment in self.segments)

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)

    def __repr__(self) -> str:
        names = ", ".join(dict.fromkeys(_called(segment) for segment in self.segments))
        return f"<Ephemeris of {self.plan_id}: {names}; {len(self)} states in {len(self.segments)} segments, GCRF>"

    def _repr_html_(self) -> str:
        return html_panel(html_paragraphs([repr(self)[1:-1]]))

    @property
    def time(self) -> Time:
        """Epochs of all states, UTC."""
        with quiet_clock():
            return Time(
                np.concatenate([segment.times.jd1 for segment in self.segments]),
                np.concatenate([segment.times.jd2 for segment in self.segments]), format="jd", scale="utc",
            )  # fmt: skip

    @property
    def position(self) -> u.Quantity:
        """Positions, shape (n, 3), GCRF [km]."""
        return np.concatenate([segment.position for segment in self.segments]) / 1e3 * u.km

    @property
    def velocity(self) -> u.Quantity:
        """Velocities, shape (n, 3), GCRF [km/s]."""
        return np.concatenate([segment.velocity for segment in self.segments]) / 1e3 * u.km / u.s

    @property
    def cartesian(self) -> CartesianRepresentation:
        """All states as astropy has them, GCRF."""
        return represented(self.position, self.velocity)

    def of(self, who: int | str) -> Ephemeris:
        """Return the part of one object.

        Parameters
        ----------
        who : "servicer" or int
            Or a catalogue number.

        Returns
        -------
        Ephemeris
            Its segments alone.
        """
        number = None if who == "servicer" else norad_id(who, name="who")
        found = tuple(segment for segment in self.segments if segment.norad_cat_id == number)
        if not found:
            raise InvalidInputError(f"{who} is not in this ephemeris: {self!r}.", parameter="who")
        return Ephemeris(self.plan_id, found)

    def to_qtable(self) -> QTable:
        """Return one row a state.

        Returns
        -------
        astropy.table.QTable
            Object, segment, kind, burn, time (UTC), position [km] and velocity [km/s] (GCRF).
        """
        table = QTable(self._labels())
        table["time"], table["position"], table["velocity"] = self.time, self.position, self.velocity
        table.meta.update(plan_id=self.plan_id, ref_frame="GCRF", time_system="UTC", center_name="EARTH")
        return table

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a state.

        Returns
        -------
        pandas.DataFrame
            As `to_qtable`, units in the column names.
        """
        import pandas as pd

        with quiet_clock():
            epochs = Time(self.time, format="isot", precision=6).value
        columns: dict[str, Any] = {**self._labels(), "epoch_utc": np.char.add(epochs, "Z")}
        position, velocity = self.position.value, self.velocity.value
        for k, axis in enumerate("xyz"):
            columns[f"{axis}_km"] = position[:, k]
        for k, axis in enumerate("xyz"):
            columns[f"v{axis}_km_s"] = velocity[:, k]
        return pd.DataFrame(columns)

    def _labels(self) -> dict[str, Any]:
        lengths = [len(segment) for segment in self.segments]
        return {
            "object": np.repeat([_called(segment) for segment in self.segments], lengths),
            "segment": np.repeat(np.arange(len(lengths)), lengths),
            "kind": np.repeat([segment.kind for segment in self.segments], lengths),
            "burn": np.repeat([segment.burn or "" for segment in self.segments], lengths),
        }


@quiet_clock()
def ephemeris(
    plan: MissionPlan,
    *,
    step: u.Quantity | None = None,
    per_orbit: int | None = None,
    who: str | int = "servicer",
) -> Ephemeris:
    """Sample the trajectory of a plan: flown arcs, stays and disposals, in the forces its document declares.

    Parameters
    ----------
    plan : MissionPlan
        The document, or one of a campaign's.
    step : Quantity [time], optional
        Longest time between two states; both ends of every arc are states, and at least eight of it.
    per_orbit : int, optional
        States a revolution instead; 24 unless one of the two is given.
    who : {"servicer", "all"} or int
        The servicer, one target by its catalogue number, or all of them. Targets are followed from the start of the
        mission to 120 km, where a re-entry begins, or to the end of the plan.

    Returns
    -------
    Ephemeris
        GCRF, UTC; as `QTable`, `pandas` or `CartesianRepresentation`.

    Raises
    ------
    InvalidInputError
        If the plan has no such target, declares forces this version does not fly in, or contradicts its own flight.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example())
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=90 * u.day, targets=1, max_delta_v=600 * u.m / u.s)
    >>> plan = adr.plan_mission(ranking.top(8), servicer, mission)
    >>> flown = adr.ephemeris(plan, per_orbit=8)
    >>> flown.segments[-1].kind, max(segment.miss for segment in flown) < 0.2  # [m]
    ('descent', True)
    >>> there = adr.state(plan, Time("2025-01-05"))  # or plan.state(...)
    >>> bool(6900 * u.km < there.norm() < 7400 * u.km)
    True
    """
    if step is not None and per_orbit is not None:
        raise InvalidInputError("Give step= or per_orbit=, not both.", parameter="per_orbit")
    longest = None if step is None else si(step, "s", name="step", example="60 * u.s", positive=True)
    count = PER_ORBIT if per_orbit is None else whole(per_orbit, name="per_orbit", minimum=4)
    chart = map_of(plan)
    segments: list[Segment] = []
    for number in objects_of(plan, who):
        name = plan.servicer.name if number is None else plan.target(number).name
        for arc in chart.servicer if number is None else chart.target(number):
            between = longest or _period(arc) / count
            segments.append(_sampled(chart, arc, number, name, between))
    return Ephemeris(plan.plan_id, tuple(segments))


def objects_of(plan: MissionPlan, who: str | int) -> Sequence[int | None]:
    """Return catalogue numbers of whom ``who`` names, None for the servicer."""
    numbers = [target.norad_cat_id for target in plan.targets]
    if who == "servicer":
        return [None]
    if who == "all":
        return [None, *numbers]
    try:
        number = norad_id(who, name="who")
    except InvalidInputError:
        number = 0
    if number not in numbers:
        raise InvalidInputError(
            f"who={who!r}: say 'servicer', 'all', or one of this plan's targets: {', '.join(map(str, numbers))}.",
            parameter="who",
        )
    return [number]


def represented(position: u.Quantity, velocity: u.Quantity) -> CartesianRepresentation:
    """Return states, shape (..., 3), as astropy has them."""
    rates = CartesianDifferential(velocity, xyz_axis=-1)
    return CartesianRepresentation(position, xyz_axis=-1, differentials=rates)


def outward(chart: Map, states: Sequence[State]) -> tuple[np.ndarray, np.ndarray]:
    """Return positions [m] and velocities [m/s] of states of the planning frame in GCRF, shape (n, 3)."""
    turn = chart.environment.to_gcrf
    return turned(turn, [state.position for state in states]), turned(turn, [state.velocity for state in states])


def _sampled(chart: Map, arc: Arc, number: int | None, name: str, step: float) -> Segment:
    """Sample an arc evenly; the state it ends with, documented where there is a burn, stands last."""
    count = max(int(np.ceil((arc.stop - arc.start.time) / step)), _FEWEST)
    times = np.unique(np.round(np.linspace(arc.start.time, arc.stop, count + 1), 6))
    states = arc.flown(times)
    miss = length(states[-1].position - arc.end.position)
    states[-1] = arc.end
    if miss > _ASTRAY:
        begin = "the injection" if arc.burn is None else arc.burn
        raise InvalidInputError(
            f"The flight of {name} from {begin} ends {miss / 1e3:.3g} km from the state its document gives: the plan "
            "contradicts itself; see what `verify` says of it.",
            parameter="plan",
        )
    position, velocity = outward(chart, states)
    return Segment(number, name, arc.kind, arc.burn, times, chart.environment.time(times), position, velocity, miss)


def _period(arc: Arc) -> float:
    """Return the period of the orbit an arc begins on [s]."""
    mu, here = arc.field.mu, arc.start
    energy = 0.5 * dot(here.velocity, here.velocity) - mu / here.radius
    return float(2.0 * np.pi * np.sqrt((-0.5 * mu / energy) ** 3 / mu))


def _called(segment: Segment) -> str:
    return "servicer" if segment.norad_cat_id is None else str(segment.norad_cat_id)

"""When to leave and how long to fly: two-body arcs between two objects over departure and time of flight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import astropy.units as u
import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import whole
from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel
from adr_planner.core.lambert.solutions import lambert_batch
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.transfer.mean_elements import coasted, osculating_of
from adr_planner.transfer.motion import target_state
from adr_planner.units import instant_of, quiet_clock, si, utc_text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Porkchop", "PorkchopPoint", "porkchop"]

Array = NDArray[np.float64]

_MOST_CELLS = 4_000_000
"""Cells times layers: velocities of both ends then take some 400 MB."""


class PorkchopPoint(NamedTuple):
    """One arc: epoch of departure, hours of flight, delta-v [m/s], whole revolutions and branch."""

    departure_utc: str
    flight_hours: float
    delta_v_m_s: float
    revolutions: int
    branch: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Porkchop:
    """The cost of every arc.

    Parameters
    ----------
    origin, target : SpaceObject
        Objects left and reached.
    start : Time
        First departure.
    departures, flights : ndarray
        Departures after `start`, and times of flight [s].
    delta_v : ndarray, shape (layers, departures, flights)
        Both impulses together [m/s]; NaN where there is no arc. Layer 0 makes no whole revolution, layers 2 r - 1 and
        2 r make r of them on either branch.

    See Also
    --------
    porkchop : makes one, with an example.
    """

    origin: SpaceObject
    target: SpaceObject
    start: Time
    departures: Array
    flights: Array
    delta_v: Array

    @property
    def revolutions(self) -> int:
        """Most whole revolutions of an arc."""
        return (len(self.delta_v) - 1) // 2

    def layer(self, revolutions: int | None = None) -> Array:
        """Return the cheapest arcs, shape (departures, flights), of all layers or of those with so many revolutions.

        Parameters
        ----------
        revolutions : int, optional
            Whole revolutions; any number of them unless given.

        Returns
        -------
        ndarray, shape (departures, flights)
            Delta-v [m/s]; NaN where there is no arc.

        Raises
        ------
        InvalidInputError
            If no arc was asked to make so many.
        """
        if revolutions is None:
            chosen = self.delta_v
        elif 0 <= revolutions <= self.revolutions:
            chosen = self.delta_v[max(2 * revolutions - 1, 0) : 2 * revolutions + 1]
        else:
            raise InvalidInputError(
                f"There are layers of 0 to {self.revolutions} revolutions, none of {revolutions}.",
                parameter="revolutions",
            )
        return np.asarray(np.min(np.where(np.isnan(chosen), np.inf, chosen), axis=0))

    @property
    def best(self) -> PorkchopPoint:
        """The cheapest arc of all."""
        layer, i, j = np.unravel_index(int(np.nanargmin(self.delta_v)), self.delta_v.shape)
        return self._point(int(layer), int(i), int(j))

    def _point(self, layer: int, i: int, j: int) -> PorkchopPoint:
        branch = "" if layer == 0 else "first" if layer % 2 else "second"
        return PorkchopPoint(
            utc_text(self.start + self.departures[i] * u.s), float(self.flights[j] / 3600.0),
            float(self.delta_v[layer, i, j]), (layer + 1) // 2, branch,
        )  # fmt: skip

    def to_pandas(self) -> pd.DataFrame:
        """Return the cheapest arc of every departure as a table.

        Returns
        -------
        pandas.DataFrame
            Departure (UTC), time of flight [h], delta-v [m/s].
        """
        import pandas as pd

        rows: list[Any] = []
        for i in range(self.departures.size):
            plane = self.delta_v[:, i]
            if not np.isnan(plane).all():
                layer, j = np.unravel_index(int(np.nanargmin(plane)), plane.shape)
                rows.append(self._point(int(layer), i, int(j)))
        return pd.DataFrame(rows, columns=PorkchopPoint._fields)

    def __repr__(self) -> str:
        best = self.best
        return (
            f"<Porkchop {self.origin.name} ({self.origin.norad_cat_id}) to {self.target.name} "
            f"({self.target.norad_cat_id}): {self.departures.size} x {self.flights.size} arcs of up to "
            f"{self.revolutions} revolutions; best {best.delta_v_m_s:.1f} m/s, leaving {best.departure_utc} for "
            f"{best.flight_hours:.2f} h, {best.revolutions} revolutions>"
        )

    def _repr_html_(self) -> str:
        return html_panel(html_paragraphs([repr(self)[1:-1]]), html_table(PorkchopPoint._fields, [self.best]))


@kernel
def _states(mean: Array, times: Array, gravity: Gravity) -> tuple[Array, Array]:
    positions, velocities = np.empty((times.size, 3)), np.empty((times.size, 3))
    for k in range(times.size):
        positions[k], velocities[k] = osculating_of(coasted(mean, 0.0, times[k], gravity), gravity)
    return positions, velocities


@quiet_clock()
def porkchop(
    origin: SpaceObject,
    target: SpaceObject,
    *,
    start: Time,
    window: u.Quantity,
    flight: tuple[u.Quantity, u.Quantity],
    revolutions: int | None = None,
    points: tuple[int, int] = (120, 120),
) -> Porkchop:
    """Cost two-impulse arcs between two objects for every departure and time of flight.

    Parameters
    ----------
    origin, target : SpaceObject
        Objects left and reached.
    start : Time
        First departure.
    window : Quantity
        Length of the window of departures.
    flight : tuple of Quantity
        Shortest and longest time of flight.
    revolutions : int, optional
        Most whole revolutions of an arc; as many as the longest flight holds unless given.
    points : tuple of int
        Departures and times of flight tried.

    Returns
    -------
    Porkchop
        Delta-v of every arc.

    Raises
    ------
    InvalidInputError
        If both objects are one, a time is not above zero, or the grid is too large.
    PropagationError
        If SGP4 refuses the elements of either.

    Notes
    -----
    The objects move under J2 to J4: flown to the start, then by the secular theory with its short periods. The arcs are
    of two bodies (Izzo's formulation, Celest. Mech. 121, 2015): what one of a revolution misses under J2, some hundred
    metres to kilometres, terminal guidance takes up; `fly_leg` closes longer ones. An arc between planes far apart is
    costly: legs that wait for the planes to meet are costed by `plan_mission`.

    Examples
    --------
    >>> import adr_planner as adr
    >>> derelicts = adr.Catalog.example()
    >>> chart = adr.porkchop(
    ...     derelicts.get(24298), derelicts.get(25407), start=Time("2025-01-01"), window=6 * u.hour,
    ...     flight=(20 * u.min, 6 * u.hour), points=(20, 30),
    ... )
    >>> chart.delta_v.shape, chart.revolutions
    ((7, 20, 30), 3)
    """
    if origin.norad_cat_id == target.norad_cat_id:
        raise InvalidInputError(f"{origin.name} ({origin.norad_cat_id}) is both left and reached: name two objects.")
    length = si(window, "s", name="window", example="6 * u.hour", minimum=0.0)
    shortest, longest = (si(bound, "s", name="flight", example="(20 * u.min, 6 * u.hour)") for bound in flight)
    if not 0.0 < shortest < longest:
        raise InvalidInputError(
            f"Times of flight from {shortest:g} to {longest:g} s: give a shortest above zero and a longer longest.",
            parameter="flight",
        )
    environment = Environment.of(instant_of(start, name="start"))
    gravity = environment.gravity
    means = [target_state(each, environment).at(0.0, gravity).mean(gravity) for each in (origin, target)]
    period = 2.0 * np.pi * np.sqrt(min(means[0][0], means[1][0]) ** 3 / gravity.mu)
    most = int(longest // period) if revolutions is None else whole(revolutions, name="revolutions", minimum=0)
    points = (whole(points[0], name="points"), whole(points[1], name="points"))
    if points[0] * points[1] * (1 + 2 * most) > _MOST_CELLS:
        raise InvalidInputError(
            f"{points[0]} x {points[1]} arcs in {1 + 2 * most} layers are more than {_MOST_CELLS:,}: take fewer "
            "points, fewer revolutions or shorter flights.",
            parameter="points",
        )
    departures, flights = np.linspace(0.0, length, points[0]), np.linspace(shortest, longest, points[1])
    costs = _costs(means, departures, flights, most, gravity)
    return Porkchop(origin, target, environment.epoch, departures, flights, costs)


def _costs(means: list[Array], departures: Array, flights: Array, most: int, gravity: Gravity) -> Array:
    positions, velocities = _states(means[0], departures, gravity)
    arrivals = (departures[:, None] + flights[None, :]).ravel()
    reached, moving = _states(means[1], arrivals, gravity)
    each = np.repeat(np.arange(departures.size), flights.size)
    counts, leaving, arriving, _ = lambert_batch(
        positions[each], reached, np.tile(flights, departures.size), gravity.mu, np.cross(reached, moving), most
    )
    first = np.sqrt(np.sum((leaving - velocities[each][:, None]) ** 2, axis=2))
    total = first + np.sqrt(np.sum((arriving - moving[:, None]) ** 2, axis=2))
    total[np.arange(1 + 2 * most)[None, :] >= counts[:, None]] = np.nan
    return np.ascontiguousarray(total.T.reshape(1 + 2 * most, departures.size, flights.size))

"""A catalogued object as the screening follows it: SGP4, and a coarse motion between its daily states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.catalog.elements import records_of
from adr_planner.units import DAY

__all__ = ["MU", "Motion", "Neighbour", "neighbours"]

Array = NDArray[np.float64]

MU = 398600.8e9
"""Gravitational parameter of SGP4's WGS-72 set [m3/s2]."""
_STEP, _LOW_STEP, _LOW = 1.0 * DAY, 0.25 * DAY, 6378.0e3 + 400e3
"""Between two states of the coarse motion [s]: shorter for what drag pulls down fast, below a perigee [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class Motion:
    """Osculating elements at even dates: straight lines between them are within some 30 km of SGP4.

    Parameters
    ----------
    times : ndarray, shape (n,)
        Dates [s since the plan epoch].
    inclination, node, ecc, perigee, longitude : ndarray, shape (n,)
        Inclination, node, eccentricity, argument of the perigee, and argument of the perigee plus mean anomaly; angles
        [rad] without jumps.
    sma : ndarray, shape (n,)
        Semi-major axis [m].
    """

    times: Array
    inclination: Array
    node: Array
    ecc: Array
    perigee: Array
    longitude: Array
    sma: Array

    def normal(self, times: Array) -> Array:
        """Return the unit normal of the orbit's plane at some times, shape (m, 3)."""
        inclination, node = self.at(times, "inclination"), self.at(times, "node")
        flat = np.sin(inclination)
        return np.column_stack([flat * np.sin(node), -flat * np.cos(node), np.cos(inclination)])

    def at(self, times: Array, name: str) -> Array:
        """Return one of the elements at some times."""
        return np.asarray(np.interp(times, self.times, getattr(self, name)))


class Neighbour:
    """One catalogued object.

    Parameters
    ----------
    item : SpaceObject
        Who it is.
    record : Satrec
        Its SGP4 propagator.
    epoch : float
        Epoch of its elements [s since the plan epoch].
    start : tuple of float
        Two-part Julian date, UTC, of the plan epoch.
    """

    def __init__(self, item: SpaceObject, record: Any, epoch: float, start: tuple[float, float]) -> None:
        self.item, self.record, self.epoch, self._start = item, record, epoch, start

    @cached_property
    def radii(self) -> tuple[float, float]:
        """Least and greatest distance from the Earth's centre, of the mean orbit at its epoch [m]."""
        sma, ecc = float(self.record.a) * 6378.135e3, float(self.record.ecco)
        return sma * (1.0 - ecc), sma * (1.0 + ecc)

    def states(self, times: Array) -> tuple[Array, Array]:
        """Return positions [m] and velocities [m/s] in TEME of date by SGP4; NaN where it says the object is down."""
        whole, part = self._start
        fraction = part + np.asarray(times) / DAY
        codes, position, velocity = self.record.sgp4_array(np.full(fraction.shape, whole), fraction)
        up = np.where(codes == 0, 1e3, np.nan)[:, None]
        return position * up, velocity * up

    def motion(self, first: float, last: float) -> Motion | None:
        """Return the coarse motion between two times; None where SGP4 has it down."""
        step = _LOW_STEP if self.radii[0] < _LOW else _STEP
        count = max(int(np.ceil((last - first) / step)) + 1, 2)
        times = np.linspace(first, max(last, first + 600.0), count)
        position, velocity = self.states(times)
        energy = 0.5 * np.sum(velocity**2, axis=1) - MU / np.sqrt(np.sum(position**2, axis=1))
        up = energy < 0.0  # neither down, which is NaN, nor thrown out by a theory beyond its range
        if up.sum() < 2:
            return None
        return _motion(times[up], position[up], velocity[up], float(self.record.no_kozai) / 60.0)


def neighbours(objects: Iterable[SpaceObject], start: tuple[float, float]) -> Iterator[Neighbour]:
    """Yield the objects as they are followed; those whose elements SGP4 refuses are left out.

    Parameters
    ----------
    objects : iterable of SpaceObject
        The catalogue, or what is left of it.
    start : tuple of float
        Two-part Julian date, UTC, of the plan epoch.
    """
    kept = list(objects)
    for item, (record, days) in zip(kept, records_of([item.elements for item in kept]), strict=True):
        epoch = ((days[0] - start[0]) + (days[1] - start[1])) * DAY
        if record.error == 0:
            yield Neighbour(item, record, float(epoch), start)


def _motion(times: Array, position: Array, velocity: Array, rate: float) -> Motion:
    """Return osculating elements, angles followed by a mean motion [rad/s]."""
    momentum = np.cross(position, velocity)
    size = np.sqrt(np.sum(momentum**2, axis=1))
    radius = np.sqrt(np.sum(position**2, axis=1))
    inclination = np.arccos(np.clip(momentum[:, 2] / size, -1.0, 1.0))
    node = np.arctan2(momentum[:, 0], -momentum[:, 1])
    ascending = np.column_stack([np.cos(node), np.sin(node), np.zeros_like(node)])
    ahead = np.cross(momentum / size[:, None], ascending)
    eccentric = np.cross(velocity, momentum) / MU - position / radius[:, None]
    k, h = np.sum(eccentric * ascending, axis=1), np.sum(eccentric * ahead, axis=1)
    ecc, perigee = np.hypot(k, h), np.arctan2(h, k)
    latitude = np.arctan2(np.sum(position * ahead, axis=1), np.sum(position * ascending, axis=1))
    true = latitude - perigee
    anomaly = 2.0 * np.arctan2(np.sqrt(1.0 - ecc) * np.sin(0.5 * true), np.sqrt(1.0 + ecc) * np.cos(0.5 * true))
    longitude = anomaly - ecc * np.sin(anomaly) + perigee
    sma = 1.0 / (2.0 / radius - np.sum(velocity**2, axis=1) / MU)
    # What the mean motion leaves over is slow: it is followed from date to date, and the turns are put back.
    slow = np.unwrap(longitude - rate * (times - times[0]))
    return Motion(times, inclination, np.unwrap(node), ecc, np.unwrap(perigee), slow + rate * (times - times[0]), sma)

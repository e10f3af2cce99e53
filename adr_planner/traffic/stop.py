"""What is seen at a stop: sunlight, angle of the Sun to the plane, local time, ground contacts, and windows of both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.environment import Environment
from adr_planner.plan.base import moment
from adr_planner.traffic.earth import site, sun_towards, turned_with_earth
from adr_planner.traffic.probability import axes_of
from adr_planner.traffic.spans import Span, longest_gap, overlaps, spans_above
from adr_planner.traffic.stations import Station
from adr_planner.traffic.track import Track
from adr_planner.units import utc_text

__all__ = ["Contact", "Stop", "beta_deg", "elevation", "light_margin_m", "local_time_h", "stop_at"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contact:
    """A pass over a ground station.

    Parameters
    ----------
    station : str
        Which.
    start_utc, stop_utc : str
        From when to when it is above the station's lowest elevation.
    highest_deg : float
        Highest elevation [deg].
    lit : bool
        Whether the servicer and its target are in sunlight all the while.
    """

    station: str
    start_utc: str
    stop_utc: str
    highest_deg: float
    lit: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """What is seen at a stop.

    Parameters
    ----------
    norad_cat_id : int
        The target.
    name : str
        Its name.
    arrive_utc, leave_utc : str
        From when to when.
    beta_deg, beta_leaving_deg : float
        Angle of the Sun above the orbital plane, at arrival and at the end [deg].
    local_time_h : float
        Local solar time of the ascending node at arrival [h].
    lit_at_arrival : bool
        Whether the Sun shines on servicer and target as they meet.
    sun_from_flight_deg : float
        Angle between the Sun and the direction of flight at arrival [deg]: what an approach from behind has in its eyes
        if it is small.
    lit_share : float
        Share of the stay in sunlight.
    longest_eclipse_min : float
        Longest stretch without it [min].
    contacts : tuple of Contact
        Passes over all stations, in order of time.
    longest_gap_h : float
        Longest time without any contact [h].
    windows : tuple of tuple of str
        From when to when there are both light and contact, UTC.
    """

    norad_cat_id: int
    name: str
    arrive_utc: str
    leave_utc: str
    beta_deg: float
    beta_leaving_deg: float
    local_time_h: float
    lit_at_arrival: bool
    sun_from_flight_deg: float
    lit_share: float
    longest_eclipse_min: float
    contacts: tuple[Contact, ...]
    longest_gap_h: float
    windows: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        light = "in sunlight" if self.lit_at_arrival else "in shadow"
        hours = math.fsum(_minutes(*window) for window in self.windows) / 60.0
        return (
            f"{self.name} ({self.norad_cat_id}): arrives {self.arrive_utc[:16]} {light}, beta {self.beta_deg:+.1f} to "
            f"{self.beta_leaving_deg:+.1f} deg, node at {self.local_time_h:.1f} h, lit {self.lit_share:.0%} (eclipses "
            f"up to {self.longest_eclipse_min:.0f} min), {len(self.contacts)} contacts (longest gap "
            f"{self.longest_gap_h:.1f} h), {len(self.windows)} windows of light and contact, {hours:.1f} h"
        )


def stop_at(who: tuple[int, str], track: Track, stations: Sequence[Station], environment: Environment) -> Stop:
    """Return what is seen from a track beside a target.

    Parameters
    ----------
    who : tuple
        Catalogue number and name of the target.
    track : Track
        Of the stay.
    stations : sequence of Station
        On the ground.
    environment : Environment
        Clock of the plan.
    """
    first, last = float(track.seconds[0]), float(track.seconds[-1])

    def text(seconds: float) -> str:
        return utc_text(environment.time(seconds))

    lit = spans_above(lambda times: light_margin_m(track, times, environment), first, last)
    passes = [(item, span) for item in stations for span in _contacts(item, track, environment, first, last)]
    passes.sort(key=lambda pair: (pair[1], pair[0].name))
    contacts = tuple(
        Contact(item.name, text(a), text(b), _highest(item, track, environment, (a, b)), _within((a, b), lit))
        for item, (a, b) in passes
    )
    spans = [span for _, span in passes]
    ends = np.array([first, last])
    beta = beta_deg(track, ends, environment)
    speed = track.at(ends[:1])[1]
    towards = sun_towards(ends[:1], environment)
    ahead = max(-1.0, min(1.0, float(np.sum(speed * towards) / np.sqrt(np.sum(speed**2)))))
    return Stop(
        *who, text(first), text(last), float(beta[0]), float(beta[1]),
        float(local_time_h(track, ends[:1], environment)[0]),
        bool(light_margin_m(track, ends[:1], environment)[0] > 0.0), float(np.degrees(np.arccos(ahead))),
        math.fsum(b - a for a, b in lit) / (last - first), longest_gap(lit, first, last) / 60.0, contacts,
        longest_gap(spans, first, last) / 3600.0, tuple((text(a), text(b)) for a, b in _merged(overlaps(lit, spans))),
    )  # fmt: skip


def beta_deg(track: Track, times: Array, environment: Environment) -> Array:
    """Return the angle of the Sun above the orbital plane at some times [deg]."""
    across = axes_of(*track.at(times))[:, 2]
    return np.asarray(np.degrees(np.arcsin(np.sum(across * sun_towards(times, environment), axis=1))))


def local_time_h(track: Track, times: Array, environment: Environment) -> Array:
    """Return the apparent solar time of the ascending node at some times [h]."""
    momentum = np.cross(*track.at(times))
    node = np.arctan2(momentum[:, 0], -momentum[:, 1])
    sun = sun_towards(times, environment)
    return np.asarray((np.degrees(node - np.arctan2(sun[:, 1], sun[:, 0])) / 15.0 + 12.0) % 24.0)


def light_margin_m(track: Track, times: Array, environment: Environment) -> Array:
    """Return how far the line to the middle of the Sun passes above the Earth, a sphere of equatorial radius [m].

    Positive in sunlight; on the Sun's side of the Earth it is the distance from the centre less the radius.
    """
    position = track.at(times)[0]
    along = np.sum(position * sun_towards(times, environment), axis=1)
    squares = np.sum(position**2, axis=1)
    beside = np.sqrt(np.maximum(squares - along**2, 0.0))
    return np.asarray(np.where(along > 0.0, np.sqrt(squares), beside) - EARTH_RADIUS)


def elevation(station: Station, track: Track, times: Array, environment: Environment) -> Array:
    """Return how high a track stands over a station's horizon at some times [deg]; refraction is left out."""
    place, up = site(station.latitude_deg, station.longitude_deg, station.height_m)
    sight = turned_with_earth(track.at(times)[0], times, environment) - place
    sine = np.sum(sight * up, axis=1) / np.sqrt(np.sum(sight**2, axis=1))
    return np.asarray(np.degrees(np.arcsin(np.clip(sine, -1.0, 1.0))))


def _contacts(station: Station, track: Track, environment: Environment, first: float, last: float) -> list[Span]:
    return spans_above(lambda t: elevation(station, track, t, environment) - station.lowest_deg, first, last)


def _highest(station: Station, track: Track, environment: Environment, span: Span) -> float:
    return float(np.max(elevation(station, track, np.linspace(*span, 61), environment)))


def _within(span: Span, others: Sequence[Span]) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in others)


def _merged(spans: Sequence[Span]) -> list[Span]:
    """Join spans that touch or overlap."""
    joined: list[Span] = []
    for start, stop in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], stop))
        else:
            joined.append((start, stop))
    return joined


def _minutes(start_utc: str, stop_utc: str) -> float:
    return (moment(stop_utc) - moment(start_utc)).total_seconds() / 60.0

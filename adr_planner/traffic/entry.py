"""Controlled re-entries: where they come in, over what, and when they would come in over an empty sea."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.environment import Environment
from adr_planner.traffic.earth import geodetic, is_land, turned_with_earth
from adr_planner.traffic.probability import axes_of
from adr_planner.traffic.spans import spans_above
from adr_planner.traffic.track import Track, track_of
from adr_planner.trajectory.arc import Arc
from adr_planner.trajectory.route import ENTRY
from adr_planner.transfer.state import State
from adr_planner.units import DAY, utc_text

__all__ = ["FOOTPRINT_KM", "SOUTH_PACIFIC", "Box", "Choice", "Entry", "entry_of"]

Array = NDArray[np.float64]

FOOTPRINT_KM = 1000.0
"""Half the length of what falls, along the track."""
_SPEED = 7.4e3
"""Ground speed of what falls along it, before the air stops it [m/s]: turns kilometres into seconds of track."""
_AIR = (0.6, 1.6)
"""What the density of the air below 200 km may be of what is planned, one in twenty either way: assumed."""
_LOOK_DAYS = 3.0
"""How long another burn is looked for [day]."""
_TURNS = np.radians(np.arange(0.0, 360.0, 10.0))
"""How far round the orbit the burn may be moved."""


class Box(NamedTuple):
    """A box on the map: south, north, west, east [deg]; it may cross 180 deg."""

    south: float
    north: float
    west: float
    east: float

    def holds(self, longitude: Array, latitude: Array) -> NDArray[np.bool_]:
        """Say which places lie in it, given in radians."""
        east = (np.degrees(longitude) - self.west) % 360.0
        north = np.degrees(latitude)
        return np.asarray((east <= (self.east - self.west) % 360.0) & (north >= self.south) & (north <= self.north))


SOUTH_PACIFIC = Box(-60.0, -30.0, -165.0, -85.0)
"""The South Pacific Ocean Uninhabited Area, as a box; recalled."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A later burn, at another point of the same orbit, that comes in over a box and over no land.

    Parameters
    ----------
    wait_h : float
        How much later than planned it comes in [h].
    latitude_deg, longitude_deg : float
        Where [deg].
    delta_v_change_m_s : float
        What it costs beside the planned burn [m/s]: the orbit is not quite round.
    """

    wait_h: float
    latitude_deg: float
    longitude_deg: float
    delta_v_change_m_s: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A controlled re-entry.

    Parameters
    ----------
    who : str
        The servicer, or a target.
    epoch_utc : str
        When it passes 120 km.
    latitude_deg, longitude_deg : float
        Over where [deg].
    angle_deg : float
        How steep, below the horizontal [deg].
    uncertainty_km : float
        How far along the track denser or thinner air moves it [km].
    track_deg : tuple of tuple of float
        Latitude and longitude every two minutes of the last revolution [deg].
    footprint_over_land : bool
        Whether there is land within 1,000 km, and what the air makes uncertain, along the track on either side.
    in_box : bool
        Whether all of that lies in the box asked for.
    choice : Choice or None
        The first later burn that does both; None if that is this one, or there is none within three days.
    """

    who: str
    epoch_utc: str
    latitude_deg: float
    longitude_deg: float
    angle_deg: float
    uncertainty_km: float
    track_deg: tuple[tuple[float, float], ...]
    footprint_over_land: bool
    in_box: bool
    choice: Choice | None

    def __str__(self) -> str:
        over = "LAND in the footprint" if self.footprint_over_land else "no land in the footprint"
        box = "in the box" if self.in_box else "not all in the box"
        better = ""
        if self.choice is not None:
            better = (
                f"; {self.choice.wait_h:.1f} h later at {self.choice.latitude_deg:+.1f}, "
                f"{self.choice.longitude_deg:+.1f} deg it would be, for {self.choice.delta_v_change_m_s:+.1f} m/s"
            )
        return (
            f"{self.who}: {self.epoch_utc[:19]}Z at {self.latitude_deg:+.1f}, {self.longitude_deg:+.1f} deg, "
            f"{self.angle_deg:.2f} deg steep, +- {self.uncertainty_km:.1f} km by the air; {over}, {box}{better}"
        )


def entry_of(who: str, arcs: Sequence[Arc], environment: Environment, box: Box = SOUTH_PACIFIC) -> Entry | None:
    """Return where a descent comes in; None if it does not reach 120 km.

    Parameters
    ----------
    who : str
        What comes down.
    arcs : sequence of Arc
        The one before its last burn, and the one after.
    environment : Environment
        Clock of the plan.
    box : Box
        Where it should.
    """
    before, descent = arcs[-2:]
    track, seconds = _down_to_entry(descent, environment, 1.0)
    if seconds is None:
        return None
    moved = [_down_to_entry(descent, environment, share)[1] for share in _AIR]
    spread = max((abs(other - seconds) for other in moved if other is not None), default=0.0) * _SPEED / 1e3
    longitude, latitude = _ground(track, np.array([seconds]), environment)
    position, velocity = track.at(np.array([seconds]))
    sine = -float(np.sum(position * velocity) / np.sqrt(np.sum(position**2) * np.sum(velocity**2)))
    over = seconds + _footprint(spread)
    sea, boxed = _clear(track, over, environment, box)
    first = max(float(track.seconds[0]), seconds - 2.0 * np.pi * np.sqrt((EARTH_RADIUS + 300e3) ** 3 / EARTH_MU))
    back = _ground(track, np.arange(first, seconds, 120.0), environment)
    choice = None if sea and boxed else _choice(track, before.end, seconds, over - seconds, environment, box)
    return Entry(
        who, utc_text(environment.time(seconds)), float(np.degrees(latitude[0])), float(np.degrees(longitude[0])),
        float(np.degrees(np.arcsin(sine))), spread,
        tuple((round(float(a), 3), round(float(b), 3)) for b, a in np.degrees(np.array(back)).T), not sea, boxed,
        choice,
    )  # fmt: skip


def _down_to_entry(descent: Arc, environment: Environment, share: float) -> tuple[Track, float | None]:
    """Return the track of a descent in so much of the planned air, and when it passes 120 km."""
    field = descent.field._replace(drag=descent.field.drag * share)
    flown = replace(descent, field=field, end=replace(descent.end, time=descent.stop + 240.0))
    track = track_of([flown], environment, 120)

    def below(times: Array) -> Array:
        return np.asarray(EARTH_RADIUS + ENTRY - np.sqrt(np.sum(track.at(times)[0] ** 2, axis=1)))

    passed = spans_above(below, float(track.seconds[0]), float(track.seconds[-1]), 10.0)
    return track, passed[0][0] if passed else None


def _ground(track: Track, times: Array, environment: Environment) -> tuple[Array, Array]:
    longitude, latitude, _ = geodetic(turned_with_earth(track.at(times)[0], times, environment))
    return longitude, latitude


def _footprint(spread_km: float) -> Array:
    """Return times before and after the entry that cover what falls, in steps of 50 km [s]."""
    half = FOOTPRINT_KM + spread_km
    return np.asarray(np.arange(-half, half + 50.0, 50.0) * 1e3 / _SPEED)


def _clear(track: Track, times: Array, environment: Environment, box: Box) -> tuple[bool, bool]:
    """Say whether there is no land under a track, and whether all of it lies in a box."""
    longitude, latitude = _extended(track, times, environment)
    return not bool(is_land(longitude, latitude).any()), bool(box.holds(longitude, latitude).all())


def _extended(track: Track, times: Array, environment: Environment) -> tuple[Array, Array]:
    """Return the ground under a track; beyond its last state, on along the great circle."""
    last = float(track.seconds[-1])
    position, velocity = track.at(np.minimum(times, last))
    beyond = np.maximum(times - last, 0.0)[:, None]
    radius = np.sqrt(np.sum(position**2, axis=1, keepdims=True))
    speed = np.sqrt(np.sum(velocity**2, axis=1, keepdims=True))
    angle = beyond * _SPEED / EARTH_RADIUS
    on = position * np.cos(angle) + velocity / speed * radius * np.sin(angle)
    longitude, latitude, _ = geodetic(turned_with_earth(on, times, environment))
    return longitude, latitude


def _choice(
    track: Track, burn: State, seconds: float, footprint: Array, environment: Environment, box: Box
) -> Choice | None:
    """Return the first later descent, from another point of the same orbit, over a box and no land.

    The orbit before the burn is followed as a circle whose plane stays: over three days that is a degree or two.
    """
    period = 2.0 * np.pi * np.sqrt(burn.radius**3 / EARTH_MU)
    radial, ahead, _ = axes_of(*track.at(np.array([seconds])))[0]
    for revolution in range(int(_LOOK_DAYS * DAY / period)):
        for turn in _TURNS:
            wait = (revolution + turn / (2.0 * np.pi)) * period
            angle = turn + footprint[:, None] * _SPEED / EARTH_RADIUS
            there = (np.cos(angle) * radial + np.sin(angle) * ahead) * (EARTH_RADIUS + ENTRY)
            longitude, latitude, _ = geodetic(turned_with_earth(there, seconds + wait + footprint, environment))
            if box.holds(longitude, latitude).all() and not is_land(longitude, latitude).any():
                middle = footprint.size // 2
                return Choice(
                    wait / 3600.0, float(np.degrees(latitude[middle])), float(np.degrees(longitude[middle])),
                    _dearer(burn, track, turn),
                )  # fmt: skip
    return None


def _dearer(burn: State, track: Track, turn: float) -> float:
    """Return what the same perigee costs from another point of the orbit before the burn [m/s], by vis-viva."""
    speed = float(np.sum(np.square(burn.velocity)))
    sma = 1.0 / (2.0 / burn.radius - speed / EARTH_MU)
    outwards = float(np.sum(burn.position * burn.velocity))
    k = 1.0 - burn.radius / sma  # e cos E
    h = outwards / np.sqrt(EARTH_MU * sma)  # e sin E
    radius = sma * (1.0 - k * np.cos(turn) + h * np.sin(turn))  # to the first order of e
    perigee = _perigee(*(part[0] for part in track.at(track.seconds[:1])))

    def cost(r: float) -> float:
        after = np.sqrt(EARTH_MU * (2.0 / r - 2.0 / (r + perigee)))
        return float(np.sqrt(EARTH_MU * (2.0 / r - 1.0 / sma)) - after)

    return cost(radius) - cost(burn.radius)


def _perigee(position: Array, velocity: Array) -> float:
    """Return the least distance from the Earth's centre of the orbit of a state [m]."""
    radius, momentum = np.sqrt(np.sum(position**2)), np.cross(position, velocity)
    sma = 1.0 / (2.0 / radius - np.sum(velocity**2) / EARTH_MU)
    return float(sma * (1.0 - np.sqrt(max(0.0, 1.0 - np.sum(momentum**2) / (EARTH_MU * sma)))))

"""When two objects may come near each other: by passes of the nodes of their planes, or of the shell of one.

Two circular orbits of one radius whose planes are inclined by I, their objects an angle d apart as the first passes the
node of the planes, come nearest half that angle later, at an angle m with

    sin(m / 2) = cos(I / 2) |sin(d / 2)|,

whatever I is (spherical law of cosines). So every approach belongs to one pass of a node, and what this leaves out is
eccentricity, which the margins hold. Orbits that are not nearly circular are looked at wherever they pass the shell.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.traffic.neighbour import Motion
from adr_planner.traffic.revolutions import Revolutions
from adr_planner.traffic.track import Track

__all__ = ["NEARLY_CIRCULAR", "node_passes", "shell_passes"]

Array = NDArray[np.float64]

NEARLY_CIRCULAR = 0.12
"""Eccentricity up to which approaches are looked for at the nodes of the planes."""
MARGIN = 60e3
"""What coarse motions may be off by [m]: short periods of both, a day's straight line, the square of eccentricity."""
_STEP = 60.0
"""Between two looks within a shell [s]."""
_FASTEST = 16.5e3
"""Relative speed of anything near a low orbit [m/s]."""


def node_passes(revs: Revolutions, motion: Motion, radius: float) -> Array:
    """Return times at which an object in a nearly circular orbit may be nearest, within a radius [m].

    Parameters
    ----------
    revs : Revolutions
        Of the track.
    motion : Motion
        Of the object.
    radius : float
        How near [m].
    """
    if revs.start.size == 0:
        return np.zeros(0)
    other = motion.normal(revs.start)
    inclined = np.arccos(np.clip(np.sum(revs.normal * other, axis=1), -1.0, 1.0))
    line = np.cross(revs.normal, other)
    found = np.arctan2(np.sum(line * revs.ahead, axis=1), np.sum(line * revs.ascending, axis=1))
    slant = np.cos(0.5 * inclined)
    node = motion.at(revs.start, "node")
    towards = np.column_stack([np.cos(node), np.sin(node), np.zeros_like(node)])
    there = np.arctan2(np.sum(line * np.cross(other, towards), axis=1), np.sum(line * towards, axis=1))
    # So far from the node the planes are no further apart than what counts: there eccentricity has its say.
    reach = np.arcsin(np.minimum(1.0, (radius + MARGIN) / (revs.sma * np.maximum(np.sin(inclined), 1e-9))))
    both = ((own % (2.0 * np.pi), other_) for own, other_ in ((found, there), (found + np.pi, there + np.pi)))
    times = [_of_node(revs, motion, radius, (slant, reach), own, argument) for own, argument in both]
    return np.concatenate(times)


def _of_node(
    revs: Revolutions, motion: Motion, radius: float, planes: tuple[Array, Array], own: Array, other: Array
) -> Array:
    """Return the times that belong to one of the two nodes, at arguments of latitude of both [rad]."""
    slant, reach = planes
    mean = own - 2.0 * (revs.k * np.sin(own) - revs.h * np.cos(own)) - 2.0 * revs.h
    passed = revs.start + mean / (2.0 * np.pi) * revs.period
    longitude, ecc, perigee = (motion.at(passed, name) for name in ("longitude", "ecc", "perigee"))
    anomaly = longitude - perigee
    true = longitude + 2.0 * ecc * np.sin(anomaly) + 1.25 * ecc**2 * np.sin(2.0 * anomaly)
    apart = (true - other + np.pi) % (2.0 * np.pi) - np.pi
    swing = ecc + np.hypot(revs.k, revs.h)
    allowed = radius + MARGIN + revs.sma * swing * (np.abs(apart) + 2.0 * swing + 2.0 * reach)
    near = 2.0 * revs.sma * slant * np.abs(np.sin(0.5 * apart)) < allowed
    # Nearest half the angle later; a pass outside the arc may still belong to an approach within it.
    nearest = passed - 0.5 * apart / (2.0 * np.pi) * revs.period
    slack = allowed / 1e3 + 0.02 * revs.period
    inside = (nearest > revs.first - slack) & (nearest < revs.last + slack)
    return np.asarray(np.clip(nearest, revs.first, revs.last)[near & inside])


def shell_passes(track: Track, motion: Motion, radius: float, within: tuple[float, float]) -> Array:
    """Return times at which an object in an eccentric orbit may be near, within a radius [m].

    Parameters
    ----------
    track : Track
        Of the servicer.
    motion : Motion
        Of the object.
    radius : float
        How near [m].
    within : tuple of float
        From when to when to look [s since the plan epoch].
    """
    rows = (track.seconds >= within[0]) & (track.seconds <= within[1])
    if not rows.any():
        return np.zeros(0)
    distance = np.sqrt(np.sum(track.position[rows] ** 2, axis=1))
    margin = radius + 2.0 * MARGIN
    anomalies = _within_shell(motion, float(distance.min()) - margin, float(distance.max()) + margin)
    if anomalies.size == 0:
        return np.zeros(0)
    mean = motion.longitude - motion.perigee
    turns = 2.0 * np.pi * np.arange(np.floor(mean[0] / (2.0 * np.pi)), np.ceil(mean[-1] / (2.0 * np.pi)) + 1.0)
    goals = (turns[:, None] + anomalies[None, :]).ravel()
    times = np.interp(goals, mean, motion.times)
    keep = (times > within[0]) & (times < within[1]) & (goals > mean[0]) & (goals < mean[-1])
    keep[keep] = _at_that_height(track, motion, margin)[np.searchsorted(motion.times, times[keep]) - 1]
    times, goals = times[keep], goals[keep]
    if times.size == 0:
        return np.zeros(0)
    apart = _position(motion, times, goals) - track.at(times)[0]
    reach = margin + _FASTEST * _STEP
    return np.asarray(times[np.sum(apart**2, axis=1) < reach**2])


def _at_that_height(track: Track, motion: Motion, margin: float) -> NDArray[np.bool_]:
    """Say, for the time between two dates of the motion, whether the object passes a node of the planes near the track.

    Away from the node, planes are further apart than counts; as far as they are not, its height may change.
    """
    rows = np.clip(np.searchsorted(track.seconds, motion.times), 0, track.seconds.size - 1)
    momentum = np.cross(track.position[rows], track.velocity[rows])
    distance = np.sqrt(np.sum(track.position**2, axis=1))
    own, other = momentum / np.sqrt(np.sum(momentum**2, axis=1))[:, None], motion.normal(motion.times)
    line = np.cross(own, other)
    towards = np.column_stack([np.cos(motion.node), np.sin(motion.node), np.zeros_like(motion.node)])
    true = np.arctan2(np.sum(line * np.cross(other, towards), axis=1), np.sum(line * towards, axis=1)) - motion.perigee
    lowest, highest = float(distance.min()), float(distance.max())
    tilt = np.maximum(np.sqrt(np.sum(line**2, axis=1)), 1e-9)
    # A day turns perigee and planes by some degrees.
    wide = np.arcsin(np.minimum(1.0, margin / (lowest * tilt))) + np.radians(5.0) / np.maximum(tilt, 0.1)
    near = np.zeros(motion.times.size, dtype=bool)
    for node in (true, true + np.pi):
        looks = node[:, None] + wide[:, None] * np.linspace(-1.0, 1.0, 9)
        ecc = motion.ecc[:, None]
        radius = (motion.sma * (1.0 - motion.ecc**2))[:, None] / (1.0 + ecc * np.cos(looks))
        near |= (radius.min(axis=1) < highest + margin) & (radius.max(axis=1) > lowest - margin)
    return np.asarray(near[1:] | near[:-1])


def _within_shell(motion: Motion, low: float, high: float) -> Array:
    """Return mean anomalies, a step of time apart, at which the object is between two distances [rad]."""
    sma, ecc = float(np.mean(motion.sma)), float(np.mean(motion.ecc))
    inner, outer = (np.arccos(np.clip((sma - edge) / (sma * ecc), -1.0, 1.0)) for edge in (low, high))
    first, last = inner - ecc * np.sin(inner), outer - ecc * np.sin(outer)
    if first >= last:
        return np.zeros(0)
    rate = float(np.median(np.diff(motion.longitude) / np.diff(motion.times)))
    count = int(np.ceil((last - first) / (rate * _STEP))) + 1
    outwards = np.linspace(first, last, count)
    return np.concatenate([-outwards[::-1], outwards])


def _position(motion: Motion, times: Array, mean: Array) -> Array:
    """Return where an object is at some times and mean anomalies, shape (m, 3) [m]."""
    inclination, node, ecc, perigee, sma = (
        motion.at(times, name) for name in ("inclination", "node", "ecc", "perigee", "sma")
    )
    anomaly = mean + ecc * np.sin(mean)
    for _ in range(6):
        anomaly = anomaly - (anomaly - ecc * np.sin(anomaly) - mean) / (1.0 - ecc * np.cos(anomaly))
    x, y = sma * (np.cos(anomaly) - ecc), sma * np.sqrt(1.0 - ecc**2) * np.sin(anomaly)
    along, across = x * np.cos(perigee) - y * np.sin(perigee), x * np.sin(perigee) + y * np.cos(perigee)
    flat = across * np.cos(inclination)
    return np.column_stack([
        along * np.cos(node) - flat * np.sin(node),
        along * np.sin(node) + flat * np.cos(node),
        across * np.sin(inclination),
    ])  # fmt: skip

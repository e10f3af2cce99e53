"""What it costs an operator to put right where a drift ends, other than planned."""

from __future__ import annotations

import math
from dataclasses import dataclass

from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.forces import Field
from adr_planner.verification.physics.mean_orbits import MeanShape

__all__ = ["Drift", "Missed", "node_rate", "retargeting"]

_PHASING_DAYS = 30.0
"""Longest time over which a phase error is taken out by itself [day]: weather a fifth off moves a satellite by 2 deg in
a month at 700 km, by 20 at 450 km, and the last days of a drift take that out in their turn."""
_TURNS = 2
"""Whole turns that are tried around those which leave least of the node: any number will close the phase."""
_POLAR = 1e-6
"""Turn of the node per turn of phase below which it is none."""
_WEATHER = 4.0
"""What a steady error of the air, seen half-way, has become at the end: nodes part with the square of time."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The orbits at the end of a drift, as flown.

    Parameters
    ----------
    servicer, target : MeanShape
        Their orbits.
    duration : float
        How long it takes [s].
    lowest : float
        Least semi-major axis a drift may have [m].
    slack : float
        How much later it may end [s].
    along, across : float
        Burns at its end, in the plane of the orbit and out of it [m/s].
    """

    servicer: MeanShape
    target: MeanShape
    duration: float
    lowest: float
    slack: float
    along: float = 0.0
    across: float = 0.0


@dataclass(frozen=True, slots=True)
class Missed:
    """What is wrong at the end of a drift, servicer against target and flown against planned.

    Parameters
    ----------
    known : float
        Node, as far as it is known on departure: targets are seen, and forces but the weather are known [rad].
    halfway, weather : float
        Node that the weather has added since, half-way and at the end [rad].
    inclination, phase : float
        [rad].
    climb : float
        How much further apart the orbits are in semi-major axis [m].
    """

    known: float
    halfway: float
    weather: float
    inclination: float
    phase: float
    climb: float

    @property
    def node(self) -> float:
        """All of the node [rad]."""
        return self.known + self.weather


def node_rate(shape: MeanShape, field: Field) -> float:
    """Return how fast J2 turns a near-circular orbit's node [rad/s]."""
    motion = math.sqrt(field.mu / shape.a**3)
    return -1.5 * float(field.zonals[0]) * motion * (field.radius / shape.a) ** 2 * math.cos(math.radians(shape.inc))


def retargeting(missed: Missed, drift: Drift, field: Field) -> tuple[float, float]:
    """Price what an operator does about a drift that would end other than planned.

    On departure the drift orbit is aimed anew for what is known by then, half-way for what the weather has done and
    will do if it goes on; what is still left of node and inclination is burnt at the end. Or the drift simply ends when
    the nodes meet, earlier or within the slack. The phase is taken out in the last month. Or the phase is closed from
    half-way on, by a drift a little higher or lower, and the node that is then left is burnt with the burns at the end.

    Parameters
    ----------
    missed : Missed
        What is wrong.
    drift : Drift
        Where and how long.
    field : Field
        Forces.

    Returns
    -------
    cost : float
        Delta-v [m/s].
    wait : float
        How much later the drift ends, negative for earlier [s]; zero where it ends as planned.
    """
    a = drift.target.a
    speed, tilt = math.sqrt(field.mu / a), math.sin(math.radians(drift.target.inc))
    predicted = _WEATHER * missed.halfway
    burnt, aimed = abs(missed.weather - predicted), 0.0
    for node, time in ((missed.known, drift.duration), (predicted, 0.5 * drift.duration)):
        aside = _aside(node, time, drift, field)
        if aside < speed * tilt * abs(node):
            aimed += aside
        else:
            burnt += abs(node)
    plane = aimed + speed * math.hypot(tilt * burnt, missed.inclination)
    met = _met(missed.node, drift, field)
    wait = 0.0
    if -0.5 * drift.duration <= met <= drift.slack and speed * abs(missed.inclination) < plane:
        plane, wait = speed * abs(missed.inclination), met
    climb = 0.5 * speed / a * max(missed.climb, 0.0)
    phase = 2.0 * a * abs(missed.phase) / (3.0 * min(max(drift.duration, 1.0), _PHASING_DAYS * DAY))
    together = _together(missed, drift, field)
    return (together + climb, 0.0) if together < plane + phase else (plane + climb + phase, wait)


def _together(missed: Missed, drift: Drift, field: Field) -> float:
    """Price closing the phase from half-way on, and burning the node that is then left with the burns at the end [m/s].

    Another drift orbit and another end of the drift turn node and phase in one proportion: of the whole turns the phase
    may be closed by, one leaves the least. A burn across the orbit adds to one along it in quadrature.
    """
    motion, other = (math.sqrt(field.mu / shape.a**3) for shape in (drift.servicer, drift.target))
    turned = 7.0 / 3.0 * node_rate(drift.servicer, field) / motion
    speed, tilt = math.sqrt(field.mu / drift.target.a), math.sin(math.radians(drift.target.inc))
    best = round((missed.node / turned - missed.phase) / (2.0 * math.pi)) if abs(turned) > _POLAR else 0
    least = math.inf
    for turns in {*range(-_TURNS, _TURNS + 1), *range(best - _TURNS, best + _TURNS + 1)}:
        phase = missed.phase + 2.0 * math.pi * turns
        plane = speed * math.hypot(tilt * (missed.node - turned * phase), missed.inclination)
        burnt = math.hypot(drift.along, drift.across + plane) - math.hypot(drift.along, drift.across)
        least = min(least, burnt + _closed(phase, motion - other, drift, field))
    return least


def _closed(phase: float, gained: float, drift: Drift, field: Field) -> float:
    """Price closing a phase that is gained at a rate [rad/s]: by another end of the drift, or by another orbit."""
    half = 0.5 * drift.duration
    if gained and -drift.slack <= phase / gained <= half:
        return 0.0
    if half <= 0.0:
        return math.inf
    a = drift.servicer.a
    return _stepped(a * phase / (1.5 * math.sqrt(field.mu / a**3) * half), drift, field)


def _aside(node: float, time: float, drift: Drift, field: Field) -> float:
    """Price turning a node by drifting a little higher or lower: the way there, and what is then left [m/s]."""
    rate, a = node_rate(drift.servicer, field), drift.servicer.a
    if rate == 0.0 or time <= 0.0:
        return math.inf
    # The rate goes as a^-7/2; the servicer's node is to fall back by what it is ahead.
    return _stepped(node * a / (3.5 * rate * time), drift, field)


def _stepped(step: float, drift: Drift, field: Field) -> float:
    """Price a drift orbit higher by a step, on the way to the target's [m/s]."""
    a = drift.servicer.a
    if abs(step) > 0.1 * a or a + step < drift.lowest:
        return math.inf
    left = drift.target.a - a
    return 0.5 * math.sqrt(field.mu / a) / a * (abs(step) + abs(left - step) - abs(left))


def _met(node: float, drift: Drift, field: Field) -> float:
    """Return how much later the nodes meet [s]."""
    closing = node_rate(drift.servicer, field) - node_rate(drift.target, field)
    return -node / closing if closing else math.inf

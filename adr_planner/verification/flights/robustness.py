"""Every leg again in fuller forces, under a mean, a weak and a strong Sun, from the elements on.

The document's trajectory is flown in the forces it declares. Here every target is flown from its published elements,
and the servicer from the side of one to the next, in J2 to J20, Sun, Moon, tides and the verifier's own air of the
dates. Burns are made as planned, turned with the orbit they are made in: an operator leaves when the servicer is at the
right place of its orbit, wherever in it the months before have put its target. What relative node, inclination, height
and phase are then off at the end of the drift is what has to be put right, at the price of `retargeting`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import erfa
import numpy as np
from numpy.typing import NDArray

from adr_planner.plan import Leg
from adr_planner.verification.checks.roles import departing
from adr_planner.verification.flights.trajectory import servicer_at
from adr_planner.verification.flights.weather import Weather
from adr_planner.verification.physics.angles import short_turn
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.declared import Sun
from adr_planner.verification.physics.integrator import ROUGH, Point, coast
from adr_planner.verification.physics.mean_orbits import MeanShape
from adr_planner.verification.physics.retargeting import Drift, Missed, node_rate, retargeting
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene
from adr_planner.verification.services import SERVICES

__all__ = ["ahead", "reserved", "robustness"]

Array = NDArray[np.float64]


class _Way(NamedTuple):
    """One leg as planned: departure, burns that begin the drift, half of it, and its end [s]."""

    leg: Leg
    depart: float
    burns: tuple[tuple[float, Array], ...]
    middle: float
    end: float


class _Start(NamedTuple):
    """Where a leg really starts, how its orbit lies against the planned one, and how late its target is awaited [s]."""

    servicer: Point
    turn: Array
    awaited: float = 0.0


class _Flown(NamedTuple):
    """One leg as flown under one Sun: node of the servicer less the target's at three times [rad], both at the end."""

    nodes: tuple[float, float, float]
    servicer: MeanShape
    target: MeanShape
    ahead: float


def robustness(scene: Scene) -> Iterator[Check]:
    """Price what fuller forces and another Sun would add to every leg, against what the plan sets aside for it."""
    weathers = [Weather(scene, sun) for sun in scene.suns]
    for leg in scene.plan.legs:
        way = _way(scene, leg)
        if way is None:
            continue
        planned = _planned(scene, way)
        mean: _Flown | None = None
        for weather in weathers:
            flown = _flown(scene, weather, way)
            mean = mean or flown
            yield _check(scene, way, weather.sun, planned, mean, flown)


def reserved(scene: Scene, leg: Leg) -> float:
    """Return what a plan sets aside to put a leg right [m/s]: phasing with its margin, and the leg's own reserve."""
    margins = scene.plan.mission.allowances
    return margins.phasing_m_s * (1.0 + margins.stochastic_margin) + (leg.reserve_m_s or 0.0)


def _way(scene: Scene, leg: Leg) -> _Way | None:
    if leg.arcs is not None:
        return None
    count = departing(scene, leg)
    leaving, closing = leg.maneuvers[:count], leg.maneuvers[count:]
    depart, end = scene.seconds(leg.depart_utc), scene.seconds(closing[0].epoch_utc if closing else leg.arrive_utc)
    burns = tuple((scene.seconds(burn.epoch_utc), np.array(burn.delta_v_m_s)) for burn in leaving)
    begun = max([depart, *(when for when, _ in burns)])
    return _Way(leg, depart, burns, 0.5 * (begun + end), end)


def _planned(scene: Scene, way: _Way) -> _Flown:
    """Return the end of a drift as the document has it."""
    closing = way.leg.maneuvers[len(way.burns) :]
    here = scene.before(closing[0]) if closing else servicer_at(scene, way.end)
    target = scene.target(scene.plan.target(way.leg.to_norad_cat_id), way.end)
    return _end(scene, here, target, (0.0, 0.0))


def _flown(scene: Scene, weather: Weather, way: _Way) -> _Flown:
    """Fly a leg from where its start really is."""
    start, number = _start(scene, weather, way), way.leg.to_norad_cat_id

    def target(when: float) -> Point:
        return _turned_back(scene, weather.target(number, when + start.awaited), start.awaited)

    field, now, here = weather.servicer_field, way.depart, start.servicer
    nodes = [_node(scene, here, target(now))]
    for when, kick in way.burns:
        there = coast(here, when - now, field, ROUGH)
        here, now = Point(there.days, there.position, there.velocity + erfa.rxp(start.turn, kick)), when
    here = coast(here, way.middle - now, field, ROUGH)
    nodes.append(_node(scene, here, target(way.middle)))
    here = coast(here, way.end - way.middle, field, ROUGH)
    return _end(scene, here, target(way.end), (nodes[0], nodes[1]))


def _end(scene: Scene, servicer: Point, target: Point, nodes: tuple[float, float]) -> _Flown:
    one, other = (scene.shape(point) for point in (servicer, target))
    apart = math.radians(one.raan - other.raan)
    return _Flown((*nodes, apart), one, other, ahead(servicer, target))


def _node(scene: Scene, servicer: Point, target: Point) -> float:
    return math.radians(scene.shape(servicer).raan - scene.shape(target).raan)


def _start(scene: Scene, weather: Weather, way: _Way) -> _Start:
    """Return where the servicer really departs."""
    leg, pole = way.leg, scene.field.pole
    if leg.from_norad_cat_id is None:
        return _injected(scene, weather, way)
    if leg.maneuvers:
        first = leg.maneuvers[0]
        planned = coast(scene.before(first), way.depart - scene.seconds(first.epoch_utc), scene.servicer_field)
    else:
        planned = servicer_at(scene, way.depart)
    if SERVICES[scene.plan.servicer.concept].carries:
        # What was towed turned its plane with it: as the target's lay when the two met.
        arrived = next(scene.seconds(one.arrive_utc) for one in scene.plan.legs
                       if one.to_norad_cat_id == leg.from_norad_cat_id)  # fmt: skip
        return _carried(planned, _turn(scene, weather, leg.from_norad_cat_id, arrived))
    real, _ = _passing(scene, weather, leg.from_norad_cat_id, way.depart, planned)
    return _Start(real, _from_to(_frame(planned, pole), _frame(real, pole)))


def _injected(scene: Scene, weather: Weather, way: _Way) -> _Start:
    """Return the injection: aimed at the plane in which its target is seen by then, unless plane or node were given.

    A free launch is timed by its target too, a part of a revolution earlier or later: it is in the place of its orbit
    that was planned when the target is in its own. (Turned along the orbit instead, it would be in another mean orbit:
    J2 moves the semi-major axis by up to 9 km with the argument of latitude.)
    """
    start, given = scene.plan.servicer.initial_state, scene.plan.mission.injection
    planned = coast(scene.injected, way.depart - scene.seconds(start.epoch_utc), scene.servicer_field)
    if given is not None and given.raan_deg is not None:
        return _Start(planned, np.eye(3))
    number = way.leg.to_norad_cat_id
    here = _carried(planned, _turn(scene, weather, number, way.depart, inclined=given is None))
    if given is not None:
        return here
    _, late = _passing(scene, weather, number, way.depart, scene.target(scene.plan.target(number), way.depart))
    return here._replace(awaited=late)


def _carried(planned: Point, turn: Array) -> _Start:
    """Return a state whose orbit lies otherwise than planned."""
    return _Start(Point(planned.days, erfa.rxp(turn, planned.position), erfa.rxp(turn, planned.velocity)), turn)


def _passing(scene: Scene, weather: Weather, number: int, when: float, planned: Point) -> tuple[Point, float]:
    """Return where a target really passes the argument of latitude of a planned state, and how much later [s].

    The state is taken for one at the time that was planned.
    """
    pole, target, waited = scene.field.pole, weather.target(number, when), 0.0
    here = target
    for _ in range(3):
        motion = float(erfa.pm(here.velocity) / erfa.pm(here.position))
        waited += short_turn(_latitude(planned, pole) - _latitude(here, pole)) / motion
        here = coast(target, waited, weather.target_field(number))
    return _turned_back(scene, Point(planned.days, here.position, here.velocity), waited), waited


def _turned_back(scene: Scene, point: Point, waited: float) -> Point:
    """Return a state with what its node turned in a part of a revolution turned back."""
    if waited == 0.0:
        return point
    back = _about(scene.field.pole, -node_rate(scene.shape(point), scene.field) * waited)
    return Point(point.days, erfa.rxp(back, point.position), erfa.rxp(back, point.velocity))


def _turn(scene: Scene, weather: Weather, number: int, when: float, *, inclined: bool = True) -> Array:
    """Return how a target's orbit really lies, against where the plan has it."""
    planned = scene.shape(scene.target(scene.plan.target(number), when))
    real = scene.shape(weather.target(number, when))
    pole = scene.field.pole
    if inclined:
        return _from_to(_axes(planned.normal, pole), _axes(real.normal, pole))
    return _about(pole, math.radians(real.raan - planned.raan))


def _check(scene: Scene, way: _Way, sun: Sun, planned: _Flown, mean: _Flown, flown: _Flown) -> Check:
    """Price one leg under one Sun."""
    known = short_turn(mean.nodes[2] - planned.nodes[2])
    before, halfway, end = (short_turn(now - then) for now, then in zip(flown.nodes, mean.nodes, strict=True))
    missed = Missed(
        known=known + before,
        halfway=halfway - before,
        weather=end - before,
        inclination=math.radians(
            flown.servicer.inc - flown.target.inc - planned.servicer.inc + planned.target.inc
        ),
        phase=short_turn(flown.ahead - planned.ahead),
        climb=abs(flown.target.a - flown.servicer.a) - abs(planned.target.a - planned.servicer.a),
    )  # fmt: skip
    lowest = scene.field.radius + scene.plan.mission.lowest_drift_km * 1e3
    slack = DAY * (way.leg.slack_days or 0.0)
    along, across = _closing(way)
    drift = Drift(
        flown.servicer, flown.target, way.end - way.depart, min(lowest, planned.servicer.a), slack, along, across
    )  # fmt: skip
    cost, wait = retargeting(missed, drift, scene.field)
    allowed = reserved(scene, way.leg)
    waited = f", nodes meet {abs(wait) / DAY:.1f} days {'later' if wait > 0.0 else 'earlier'}" if wait else ""
    return Check.at_most(
        "robustness",
        scene.name(way.leg.to_norad_cat_id),
        f"re-targeting in J2-J20, Sun, Moon, tides and drag of a {sun} Sun (node {math.degrees(missed.node):.4f} deg, "
        f"inclination {math.degrees(missed.inclination):.4f} deg, phase {math.degrees(missed.phase):.0f} deg{waited})",
        cost,
        allowed,
        "m/s",
    )


def _closing(way: _Way) -> tuple[float, float]:
    """Return the burns that end a drift, in the plane of the orbit and out of it [m/s]."""
    along = across = 0.0
    for burn in way.leg.maneuvers[len(way.burns) :]:
        kick, normal = np.array(burn.delta_v_m_s), np.cross(burn.position_km, burn.velocity_km_s)
        aside = abs(float(erfa.pdp(kick, normal / erfa.pm(normal))))
        across += aside
        along += math.sqrt(max(float(erfa.pdp(kick, kick)) - aside**2, 0.0))
    return along, across


def _axes(normal: Array, pole: Array) -> Array:
    """Return the rotation whose columns are node, the direction a quarter on, and normal of an orbit."""
    node = np.cross(pole, normal)
    node /= erfa.pm(node)
    return np.column_stack([node, np.cross(normal, node), normal])


def _frame(point: Point, pole: Array) -> Array:
    momentum = np.cross(point.position, point.velocity)
    return _axes(momentum / erfa.pm(momentum), pole)


def _latitude(point: Point, pole: Array) -> float:
    """Return the argument of latitude [rad]."""
    along, aside, _ = erfa.trxp(_frame(point, pole), point.position)
    return math.atan2(aside, along)


def _from_to(one: Array, other: Array) -> Array:
    """Return the rotation that takes one set of axes to another."""
    return np.asarray(erfa.rxr(other, erfa.tr(one)))


def _about(pole: Array, angle: float) -> Array:
    """Return the rotation by an angle about the pole (Rodrigues)."""
    cross = np.array([[0.0, -pole[2], pole[1]], [pole[2], 0.0, -pole[0]], [-pole[1], pole[0], 0.0]])
    return np.asarray(np.eye(3) + math.sin(angle) * cross + (1.0 - math.cos(angle)) * erfa.rxr(cross, cross))


def ahead(servicer: Point, target: Point) -> float:
    """Return the angle in the target's plane from target to servicer [rad], within (-pi, pi]."""
    normal = np.cross(target.position, target.velocity)
    normal /= erfa.pm(normal)
    across = float(erfa.pdp(np.cross(target.position, servicer.position), normal))
    return float(np.arctan2(across, erfa.pdp(target.position, servicer.position)))

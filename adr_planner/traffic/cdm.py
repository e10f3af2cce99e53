"""CCSDS Conjunction Data Message, version 1.0 (508.0-B-1), as text: only with covariances that somebody stands for.

Element sets carry none. The servicer's is the user's to give. The other object's is too, or that of its class: what
element sets of such orbits are off by at their epoch (Flohrer, Krag and Klinkrad, Assessment and categorization of TLE
orbit errors, 2008; recalled, check the source), growing with age. Which it is stands in the message as a comment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np
from astropy import units as u
from numpy.typing import NDArray

from adr_planner.catalog import Catalog, SpaceObject
from adr_planner.catalog.orbits import gcrf_state
from adr_planner.core.constants import EARTH_MU
from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan
from adr_planner.traffic.approach import Approach
from adr_planner.traffic.probability import axes_of, collision_probability, in_axes
from adr_planner.traffic.whole_life import servicer_area
from adr_planner.trajectory import state
from adr_planner.units import as_vector, parse_utc, quiet_clock

__all__ = ["class_sigmas", "conjunction_message"]

Array = NDArray[np.float64]

_LOW, _MIDDLE = 30.0, 60.0
_CLASSES = {
    False: ((67.0, 118.0, 75.0), (107.0, 308.0, 169.0), (115.0, 517.0, 137.0)),
    True: ((191.0, 256.0, 203.0), (71.0, 228.0, 95.0), (91.0, 428.0, 114.0)),
}
"""Radial, in-track and cross-track errors at the epoch [m], perigee up to 800 km and above it, by inclination up to 30,
up to 60 and above 60 deg."""
_PER_DAY = (20.0, 1000.0, 20.0)
"""What is added to them a day away from the epoch [m]: a kilometre along track, as usual in low orbit; assumed."""
_ORDER = ("R", "T", "N", "RDOT", "TDOT", "NDOT")


class _Side(NamedTuple):
    """One of the two objects of a message."""

    name: str
    number: str
    designator: str
    maneuverable: str
    method: str
    position: Array
    velocity: Array
    sigmas: Array
    remark: str


def class_sigmas(item: SpaceObject, days: float) -> tuple[float, float, float]:
    """Return what an element set is off by, by the class of its orbit and its age: radial, in-track, cross-track [m].

    Parameters
    ----------
    item : SpaceObject
        Whose.
    days : float
        From its epoch [day].

    Examples
    --------
    >>> envisat = Catalog.example().get(27386)
    >>> class_sigmas(envisat, 0.0), class_sigmas(envisat, 2.0)
    ((115.0, 517.0, 137.0), (155.0, 2517.0, 177.0))
    """
    inclination = item.elements.inclination_deg
    band = 0 if inclination <= _LOW else 1 if inclination <= _MIDDLE else 2
    at_epoch = _CLASSES[item.elements.perigee_km > 800.0][band]
    radial, along, across = (size + abs(days) * more for size, more in zip(at_epoch, _PER_DAY, strict=True))
    return radial, along, across


@quiet_clock()
def conjunction_message(
    plan: MissionPlan,
    catalog: Catalog,
    approach: Approach,
    *,
    own_sigmas: u.Quantity,
    other_sigmas: u.Quantity | None = None,
) -> str:
    """Return a close approach as a CCSDS conjunction data message (KVN).

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    catalog : Catalog
        What it was screened against.
    approach : Approach
        One of the screening's.
    own_sigmas : Quantity [length], shape (3,)
        Radial, in-track and cross-track error of the servicer, one standard deviation: a plan has none.
    other_sigmas : Quantity [length], shape (3,), optional
        The same of the other object; by the class of its orbit and the age of its elements unless given, see
        `class_sigmas`.

    Returns
    -------
    str
        The message; the methods of both covariances are said in comments.

    Raises
    ------
    InvalidInputError
        If a sigma is not above zero.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> screening = adr.screen(plan, catalog)  # doctest: +SKIP
    >>> text = adr.conjunction_message(
    ...     plan, catalog, screening.listed[0], own_sigmas=[50, 200, 50] * u.m
    ... )  # doctest: +SKIP
    >>> adr.conjunction_message(None, None, None, own_sigmas=[50, 0, 50] * u.m)
    Traceback (most recent call last):
    adr_planner.errors.InvalidInputError: own_sigmas: every standard deviation must be above zero.
    """
    own = _sigmas(own_sigmas, "own_sigmas")
    item = catalog.get(approach.norad_cat_id)
    other = class_sigmas(item, approach.elements_age_days) if other_sigmas is None else None
    sigmas = np.array(other) if other is not None else _sigmas(other_sigmas, "other_sigmas")
    moment = parse_utc(approach.epoch_utc)
    down = approach.stretch.removesuffix(" down")
    who = int(down) if down != approach.stretch else "servicer"
    there = state(plan, moment, who=who)
    position, velocity = there.xyz.to_value("m"), there.differentials["s"].d_xyz.to_value("m/s")
    theirs = gcrf_state(item, moment)
    by_class = "class of the orbit (Flohrer et al. 2008, recalled) grown by 1 km a day along track: an assumption"
    sides = (
        _Side(
            *_called(plan, who), "CALCULATED", position, velocity, own,
            "planned trajectory; covariance as given by the sender",
        ),
        _Side(
            item.name, str(item.norad_cat_id), item.object_id or "UNKNOWN", "N/A", "DEFAULT" if other else "CALCULATED",
            1e3 * theirs[0], 1e3 * theirs[1], sigmas,
            f"SGP4 from elements {approach.elements_age_days:+.1f} days off; covariance "
            f"{f'by {by_class}' if other else 'as given by the sender'}",
        ),
    )  # fmt: skip
    radius = float(np.sqrt(servicer_area(plan, plan.servicer.initial_state.mass_kg) / np.pi))
    radius += float(np.sqrt((item.area_m2 or 0.0) / np.pi))
    return "\n".join(_lines(plan, approach, sides, radius)) + "\n"


def _called(plan: MissionPlan, who: str | int) -> tuple[str, str, str, str]:
    """Return name, number and designator of what flies, and whether it manoeuvres."""
    if isinstance(who, str):
        return plan.servicer.name, "NONE", "UNKNOWN", "YES"
    target = plan.target(who)
    return target.name, str(who), target.object_id or "UNKNOWN", "NO"


def _sigmas(given: u.Quantity | None, name: str) -> Array:
    found = as_vector(given, "m", name=name)
    if not np.all(found > 0.0):
        raise InvalidInputError(f"{name}: every standard deviation must be above zero.", parameter=name)
    return found


def _lines(plan: MissionPlan, approach: Approach, sides: tuple[_Side, _Side], radius: float) -> Iterator[str]:
    one, other = sides
    axes = axes_of(one.position[None], one.velocity[None])
    apart, speed = other.position - one.position, other.velocity - one.velocity
    chance = collision_probability(apart, speed, _inertial(one) + _inertial(other), radius)
    yield "CCSDS_CDM_VERS = 1.0"
    yield "COMMENT From a plan, not from tracking: no basis for an avoidance manoeuvre"
    yield f"COMMENT Radius of both objects together taken as {radius:.2f} m"
    yield f"CREATION_DATE = {_created()}"
    yield f"ORIGINATOR = {plan.generator.name}"
    yield f"MESSAGE_ID = {plan.plan_id}-{approach.norad_cat_id}-{approach.epoch_utc[:19].replace(':', '')}"
    yield f"TCA = {approach.epoch_utc.removesuffix('Z')}"
    yield f"MISS_DISTANCE = {np.sqrt(np.sum(apart**2)):.3f} [m]"
    yield f"RELATIVE_SPEED = {np.sqrt(np.sum(speed**2)):.3f} [m/s]"
    for kind, vector, unit in (("POSITION", apart, "m"), ("VELOCITY", speed, "m/s")):
        for axis, size in zip("RTN", in_axes(axes, vector[None])[0], strict=True):
            yield f"RELATIVE_{kind}_{axis} = {size:.3f} [{unit}]"
    yield f"COLLISION_PROBABILITY = {chance:.6e}"
    yield "COLLISION_PROBABILITY_METHOD = FOSTER-1992"
    for number, side in enumerate(sides, start=1):
        yield from _object(number, side)


def _object(number: int, side: _Side) -> Iterator[str]:
    yield f"OBJECT = OBJECT{number}"
    yield f"COMMENT {side.remark}"
    yield f"OBJECT_DESIGNATOR = {side.number}"
    yield "CATALOG_NAME = SATCAT"
    yield f"OBJECT_NAME = {side.name}"
    yield f"INTERNATIONAL_DESIGNATOR = {side.designator}"
    yield "EPHEMERIS_NAME = NONE"
    yield f"COVARIANCE_METHOD = {side.method}"
    yield f"MANEUVERABLE = {side.maneuverable}"
    yield "REF_FRAME = GCRF"
    for names, values, unit in (("XYZ", side.position, "km"), (("X_DOT", "Y_DOT", "Z_DOT"), side.velocity, "km/s")):
        for name, value in zip(names, values, strict=True):
            yield f"{name} = {value / 1e3:.9f} [{unit}]"
    radius = float(np.sqrt(np.sum(side.position**2)))
    rate = float(np.sqrt(EARTH_MU / radius**3))
    # An error along track is one of radial velocity, and the other way round; nothing is correlated.
    sizes = np.concatenate([side.sigmas, rate * side.sigmas[[1, 0, 2]]])
    for row, name in enumerate(_ORDER):
        for column in range(row + 1):
            unit = ("m**2", "m**2/s", "m**2/s**2")[(row > 2) + (column > 2)]
            yield f"C{name}_{_ORDER[column]} = {sizes[row] ** 2 if row == column else 0.0:.9e} [{unit}]"


def _inertial(side: _Side) -> Array:
    """Return the covariance of a position in the axes of its state [m2]."""
    axes = axes_of(side.position[None], side.velocity[None])[0]
    return np.asarray(np.sum(axes[:, :, None] * (side.sigmas**2)[:, None, None] * axes[:, None, :], axis=0))


def _created() -> str:
    """Return the date of the file, UTC; that of SOURCE_DATE_EPOCH where it is set."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.now(UTC) if given is None else datetime.fromtimestamp(int(given), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")

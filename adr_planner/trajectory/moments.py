"""Where a plan's servicer or target is at given moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from astropy import units as u
from astropy.coordinates import CartesianRepresentation
from astropy.time import Time

from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan
from adr_planner.trajectory.arc import Arc
from adr_planner.trajectory.ephemeris import objects_of, outward, represented
from adr_planner.trajectory.route import Map, map_of
from adr_planner.transfer.state import State
from adr_planner.units import quiet_clock, time_of, utc_text

if TYPE_CHECKING:
    from boinor.twobody import Orbit

__all__ = ["orbit", "state"]


@quiet_clock()
def state(plan: MissionPlan, time: Time, *, who: str | int = "servicer") -> CartesianRepresentation:
    """Return where the servicer or a target is, and how fast, at one moment or at several.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    time : Time
        One or many, in any scale. At the epoch of a burn: after it.
    who : "servicer" or int
        Or the catalogue number of a target.

    Returns
    -------
    CartesianRepresentation
        GCRF [km], with the velocity as its differential [km/s].

    Raises
    ------
    InvalidInputError
        If the object is not followed at that time; says from when to when it is.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> adr.state(plan, Time("2025-03-01T12:00:00")).xyz  # doctest: +SKIP
    <Quantity [-3339.76,  5254.76, -3524.12] km>
    """
    number = _one(plan, who)
    if not isinstance(time, Time):
        raise TypeError(f"time needs an astropy Time: write time=Time('2025-01-01'), not {time!r}.")
    chart = map_of(plan)
    arcs = chart.servicer if number is None else chart.target(number)
    moments = np.atleast_1d(np.round((time.tai - chart.environment.epoch.tai).to_value("s"), 6))
    flown = _flown(chart, arcs, np.ravel(moments), who)
    position, velocity = (part / 1e3 for part in outward(chart, flown))
    shape = (*time.shape, 3)
    return represented(position.reshape(shape) * u.km, velocity.reshape(shape) * u.km / u.s)


def orbit(plan: MissionPlan, time: Time, *, who: str | int = "servicer") -> Orbit:
    """Return the osculating orbit of the servicer or a target at one moment, as boinor has it.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    time : Time
        When, in any scale.
    who : "servicer" or int
        Or the catalogue number of a target.

    Returns
    -------
    boinor.twobody.Orbit
        About the Earth, equator of GCRF.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> adr.orbit(plan, Time("2025-03-01"), who=27386).inc  # doctest: +SKIP
    <Quantity 98.2 deg>
    """
    from boinor.bodies import Earth
    from boinor.twobody import Orbit

    moment = time_of(time, name="time")
    there = state(plan, moment, who=who)
    return Orbit.from_vectors(Earth, there.xyz, there.differentials["s"].d_xyz, epoch=moment)


def _one(plan: MissionPlan, who: Any) -> int | None:
    """Return the one object that is meant."""
    if who == "all":
        raise InvalidInputError("who='all': a state is of one object; name it.", parameter="who")
    return objects_of(plan, who)[0]


def _flown(chart: Map, arcs: tuple[Arc, ...], moments: np.ndarray, who: Any) -> list[State]:
    """Return the states at some moments in any order."""
    first, last = arcs[0].start.time, arcs[-1].stop
    outside = moments[(moments < first) | (moments > last)]
    if outside.size:
        first_utc, last_utc, asked = (utc_text(chart.environment.time(float(t))) for t in (first, last, outside[0]))
        raise InvalidInputError(
            f"{who} is followed from {first_utc} to {last_utc}, and not at {asked}.", parameter="time"
        )
    starts = np.array([arc.start.time for arc in arcs])
    which = np.maximum(np.searchsorted(starts, moments, side="right") - 1, 0)
    states: list[State | None] = [None] * len(moments)
    for k in np.unique(which):
        rows = np.flatnonzero(which == k)
        rows = rows[np.argsort(moments[rows], kind="stable")]
        for row, found in zip(rows, arcs[k].flown(moments[rows]), strict=True):
            states[row] = found
    return [found for found in states if found is not None]

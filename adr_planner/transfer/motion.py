"""How targets move: from published elements into the planning frame, and on from there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import MeanElements, SpaceObject
from adr_planner.core.constants import Gravity
from adr_planner.core.vectors import applied, product
from adr_planner.environment import Environment
from adr_planner.errors import PropagationError
from adr_planner.frames import teme_to_gcrf
from adr_planner.transfer.mean_elements import tracked
from adr_planner.transfer.orbit_set import OrbitPath, OrbitSet
from adr_planner.transfer.state import State

__all__ = ["mean_orbits", "published_state", "target_state"]

Array = NDArray[np.float64]

_DAY = 86400.0
"""Between two dates of a path [s]."""


def target_state(target: SpaceObject, environment: Environment) -> State:
    """Return the osculating state of a target at the epoch of its elements; see `published_state`."""
    return published_state(target.elements, target.name, target.norad_cat_id, environment)


def published_state(elements: MeanElements, name: str, norad_cat_id: int, environment: Environment) -> State:
    """Return the osculating state at the epoch of mean elements, by SGP4, in the planning frame.

    Raises
    ------
    PropagationError
        If SGP4 refuses the elements; names the object.
    """
    code, position, velocity = elements.satrec().sgp4_tsince(0.0)
    if code:
        raise PropagationError(
            f"SGP4 refuses the elements of {name} ({norad_cat_id}), error {code}: "
            "the object has decayed or its elements are unusable; leave it out.",
            norad_cat_id=norad_cat_id,
        )
    epoch = elements.epoch
    turn = product(environment.to_gcrf.T, teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2))
    r, v = np.array(position) * 1e3, np.array(velocity) * 1e3
    return State(environment.seconds(epoch), applied(turn, r), applied(turn, v))


def mean_orbits(
    targets: Sequence[SpaceObject], environment: Environment, fields: Sequence[Gravity], end: float
) -> OrbitSet:
    """Return the mean orbits of targets from the plan epoch on, under the Earth's field, Sun, Moon and drag.

    Parameters
    ----------
    targets : sequence of SpaceObject
        Whose orbits.
    environment : Environment
        Frame and clock of the plan.
    fields : sequence of Gravity
        What each of them flies in.
    end : float
        Last date [s].

    Notes
    -----
    The elements are the means of the states SGP4 gives at their epoch, taken by the planner's own theory. SGP4's
    semi-major axis is the un-Kozai'd mean: reading it off the mean motion by Kepler's law would put it 2-3 km too high.
    """
    count = int(np.ceil(max(end, 0.0) / _DAY)) + 2
    paths = []
    for target, field in zip(targets, fields, strict=True):
        state = target_state(target, environment)
        paths.append(tracked(state.mean(field), state.time, 0.0, _DAY, count, field))
    return OrbitSet.along(OrbitPath(0.0, _DAY, np.array(paths)), environment.gravity)

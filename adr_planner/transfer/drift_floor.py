"""How low a servicer may drift: where the air of a strong Sun takes no more off a wait than the plan can make up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.atmosphere.drag import fall
from adr_planner.core.constants import Gravity
from adr_planner.core.jit import kernel

__all__ = ["NO_FLOOR", "DriftFloor", "drift_floor", "drift_floors"]

Array = NDArray[np.float64]

_MOST = 10.0
"""Delta-v that drag may take off a drift under a strong Sun [m/s]. A weak one takes about half: the node that the
difference turns is made up for by about as much again (``studies/drift_floor.py``)."""
_LOWEST, _HIGHEST = 200e3, 1000e3
"""Altitudes between which the floor lies [m]."""
_HALVINGS = 16
"""Of the altitudes between them: the floor is found within 12 m."""
_INCLINED = 1.5
"""Inclination it is found for [rad]: the turning air changes the drag by a tenth between orbits."""


class DriftFloor(NamedTuple):
    """What decides how low a servicer may drift.

    Attributes
    ----------
    drag : float
        Its C_D A / m [m2/kg]; with none there is no floor.
    activity : float
        Of a strong Sun at the worst date of the plan.
    """

    drag: float
    activity: float


NO_FLOOR = DriftFloor(0.0, 0.0)
"""Without air."""


@kernel
def drift_floor(coast: float, floor: DriftFloor, gravity: Gravity) -> float:
    """Return the least mean semi-major axis of a drift of so long [m].

    Parameters
    ----------
    coast : float
        How long the drift lasts [s].
    floor : DriftFloor
        The servicer and the Sun.
    gravity : Gravity
        Constants of the field.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> sun = DriftFloor(drag=0.022, activity=1.0)
    >>> [round((drift_floor(days * 86400.0, sun, EGM96) - EGM96.radius) / 1e3) for days in (10, 60, 180)]
    [349, 470, 552]
    """
    if floor.drag <= 0.0:
        return 0.0
    body = Gravity(
        gravity.mu,
        gravity.radius,
        gravity.j2,
        gravity.j3,
        gravity.j4,
        gravity.second_order,
        floor.drag,
        gravity.higher,
        gravity.sky,
    )
    low, high = _LOWEST, _HIGHEST
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        a = gravity.radius + middle
        speed, _ = fall(a, 0.0, _INCLINED, floor.activity, body)
        # Falling costs what climbing back would: half a metre a second of every metre a second of mean motion.
        if 0.5 * np.sqrt(gravity.mu / a) / a * speed * coast > _MOST:
            low = middle
        else:
            high = middle
    return gravity.radius + high


@kernel
def drift_floors(coasts: Array, lowest: float, floor: DriftFloor, gravity: Gravity) -> Array:
    """Return the least mean semi-major axes of drifts [m], none below `lowest`."""
    lowests, known, found = np.empty(coasts.size), -1.0, lowest
    for k in range(coasts.size):
        if coasts[k] != known:
            known, found = coasts[k], max(lowest, drift_floor(max(coasts[k], 0.0), floor, gravity))
        lowests[k] = found
    return lowests

"""The least perigee on a coast under the competition's equations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import GTOC9
from adr_planner.core.dynamics import propagate
from adr_planner.core.jit import kernel
from adr_planner.core.kepler import elements_from_state

__all__ = ["lowest_on_coast"]

Array = NDArray[np.float64]

_LOOK = 120.0
"""Time between two looks at the perigee [s]: 50 a revolution find the least within 25 m."""


@kernel
def lowest_on_coast(position: Array, velocity: Array, duration: float) -> float:
    """Return the least osculating perigee radius on a coast [m]."""
    steps = int(np.ceil(duration / _LOOK))
    lowest = np.inf
    for k in range(steps + 1):
        if k > 0:
            position, velocity = propagate(position, velocity, 0.0, duration / steps, GTOC9, _LOOK)
        a, ecc, _, _, _, _ = elements_from_state(position, velocity, GTOC9.mu)
        lowest = min(lowest, a * (1.0 - ecc))
    return lowest

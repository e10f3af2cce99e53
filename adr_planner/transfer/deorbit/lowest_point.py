"""Lowest point of a coast."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import propagate
from adr_planner.core.vectors import length

__all__ = ["lowest_radius"]

Array = NDArray[np.float64]


def lowest_radius(position: Array, velocity: Array, time: float, duration: float, gravity: Gravity) -> float:
    """Return the least distance from the Earth's centre during a coast [m].

    Sampled every 30 s and refined by a parabola through the lowest three points: good to metres. Without drag: where
    it is felt within a revolution, the coast is a re-entry.
    """
    vacuum = gravity._replace(drag=0.0)
    steps = max(int(np.ceil(duration / 30.0)), 2)
    step = duration / steps
    radii = np.empty(steps + 1)
    for k in range(steps + 1):
        radii[k] = length(position)
        position, velocity = propagate(position, velocity, time + k * step, step, vacuum)
    low = int(np.argmin(radii))
    if 0 < low < steps:
        left, middle, right = radii[low - 1 : low + 2]
        curve = left - 2.0 * middle + right
        return float(middle - (right - left) ** 2 / (8.0 * curve))
    return float(radii[low])

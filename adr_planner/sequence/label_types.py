"""What the label kernels pass around: the question, the incumbent, a workspace and the labels.

A label is a partial tour seen from its end: the set it visits, its first stop, the step of the arrival there,
the delta-v from that arrival to the end, and the mass needed on that arrival.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "DELTA_V",
    "FRONT_FULL",
    "HUGE",
    "OUTPUT_FULL",
    "PROPELLANT",
    "READY",
    "RISK",
    "Best",
    "Front",
    "Index",
    "Labels",
    "Query",
]

Floats = NDArray[np.float64]
Index = int | np.int64
READY, OUTPUT_FULL, FRONT_FULL = 0, 1, 2
DELTA_V, PROPELLANT, RISK = 0, 1, 2
HUGE = 1e300
"""Above every cost: compares below infinity, so that a missing leg fails every test."""


class Query(NamedTuple):
    """What is asked: objective (0 delta-v, 1 propellant, 2 risk), resources that dominate, limits."""

    objective: int
    stops: int
    by_dv: bool
    by_mass: bool
    max_dv: float
    capacity: float
    max_mass: float
    slack: float


class Best(NamedTuple):
    """The incumbent: ``value`` is objective, delta-v, propellant; ``where`` parent, first, step, layer."""

    value: Floats
    where: NDArray[np.int64]


class Front(NamedTuple):
    """Workspace: the undominated arrivals at one target, by step."""

    filled: NDArray[np.int64]
    dv: Floats
    mass: Floats
    parent: NDArray[np.int32]


class Labels(NamedTuple):
    """Labels in groups of one visited set and first stop; groups of one set lie side by side in a layer."""

    mask: NDArray[np.int64]
    head: NDArray[np.int8]
    start: NDArray[np.int64]
    stop: NDArray[np.int64]
    first: NDArray[np.int8]
    step: NDArray[np.int16]
    dv: Floats
    mass: Floats
    parent: NDArray[np.int32]
    bound: Floats

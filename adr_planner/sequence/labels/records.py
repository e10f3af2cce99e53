"""Data of the label kernels: query, incumbent, workspace and labels.

A label is a partial tour seen from its end: the set it visits, its first stop, the step of the arrival there,
the delta-v from that arrival to the end, and the mass needed on that arrival.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.labels.completion_bounds import Bounds
from adr_planner.sequence.labels.kernel_data import KernelData

__all__ = [
    "DELTA_V",
    "FRONT_FULL",
    "HUGE",
    "OUTPUT_FULL",
    "PROPELLANT",
    "READY",
    "WORTH",
    "Arrival",
    "Best",
    "Cut",
    "Front",
    "Index",
    "Labels",
    "Output",
    "Partial",
    "Query",
    "Rules",
]

Floats = NDArray[np.float64]
Index = int | np.int64
READY, OUTPUT_FULL, FRONT_FULL = 0, 1, 2
DELTA_V, PROPELLANT, WORTH = 0, 1, 2
HUGE = 1e300
"""Above every cost: compares below infinity, so that a missing leg fails every test."""


class Query(NamedTuple):
    """What is asked: objective (0 delta-v, 1 propellant, 2 worth), resources that dominate, limits."""

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
    worth: NDArray[np.int64]
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
    worth: NDArray[np.int64]
    parent: NDArray[np.int32]
    bound: Floats


class Rules(NamedTuple):
    """What a label is judged by: costs, walk bounds, question and incumbent."""

    data: KernelData
    bounds: Bounds
    query: Query
    best: Best


class Partial(NamedTuple):
    """What all labels of one visited set and first stop share.

    Attributes
    ----------
    visited, closed : int
        Targets visited, and those that cannot be put before them, as bit masks.
    first : int
        First stop.
    need, after : int
        Least number of further stops that may give a better tour, and most.
    kits : float
        Kits left behind [kg].
    worth : int
        Most that is removed, each target at its best date.
    """

    visited: int
    closed: int
    first: int
    need: int
    after: int
    kits: float
    worth: int


class Arrival(NamedTuple):
    """One label of a front: step of the arrival, delta-v, mass and worth from there, and the label it grew from."""

    step: Index
    dv: float
    mass: float
    worth: Index
    parent: Index


class Cut(NamedTuple):
    """Delta-v and propellant above which nothing is of use, and the kits left behind after the stop [kg]."""

    dv: float
    burn: float
    kits: float


class Output(NamedTuple):
    """Where labels are written; ``ends`` says how many groups and labels are, and is moved on in place."""

    labels: Labels
    ends: NDArray[np.int64]

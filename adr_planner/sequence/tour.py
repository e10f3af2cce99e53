"""The answer of a sequencing engine: a tour, what it costs, and how much better any other could be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from adr_planner.spec.objective import Objective, ObjectiveName, objective_of
from adr_planner.spec.weights import Weights

__all__ = ["Progress", "ProgressEvent", "StopReason", "Tour"]

StopReason = Literal[
    "proven optimal on the grid", "gap reached", "label limit", "work limit", "time limit", "interrupted"
]


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """Where a search stands.

    Parameters
    ----------
    phase : str
        ``"beam"``, ``"exact"`` or the name of the relaxation being solved; ``"bound"``, ``"search"`` or ``"core"`` of
        the large search.
    layer : int
        Stops placed so far, counted from the end of the tour; those of the best tour in the large search.
    stops : int
        Stops asked for.
    labels : int
        Partial tours kept so far.
    done : float
        Part of the current layer already extended, or of the phase, 0 to 1.
    incumbent : float or None
        Objective of the best tour so far, None before the first.
    bound : float or None
        No tour can have a better objective than this; None while nothing is known.
    """

    phase: str
    layer: int
    stops: int
    labels: int
    done: float
    incumbent: float | None
    bound: float | None


Progress = Callable[[ProgressEvent], None]
"""What a search calls while it works; must not change the problem."""


@dataclass(frozen=True, slots=True)
class Tour:
    """A tour with its cost and the proof that goes with it.

    Parameters
    ----------
    stops : tuple of int
        Targets in the order of the visits.
    arrival_steps : tuple of int
        Grid step of the arrival at each.
    gaps : tuple of int
        For each leg after the first arrival, the index into ``leg_steps``.
    delta_v : float
        Servicer's delta-v, launch leg and stops included [m/s].
    propellant : float
        Least propellant at launch that flies the tour [kg].
    worth : float
        What its removals are worth together.
    objective : {"delta_v", "propellant", "time", "value", "weighted"}
        What was optimised.
    best_bound : float
        No tour on the stated grid at the stated leg costs has a better objective.
    proven : bool
        Whether this tour is optimal on the grid.
    stop_reason : str
        Why the search ended.
    n_labels : int
        Partial tours kept by label setting; 0 where there was none.
    weights : Weights, optional
        What the objective ``"weighted"`` counts.
    engine : {"exact", "search", "beam", "cp-sat"}
        What found it.
    work : int
        Pieces of work of the whole search; 0 where they were not counted.

    Examples
    --------
    >>> tour = Tour((2, 0), (0, 3), (1,), 210.0, 80.0, 3.0, "delta_v", 200.0, False, "label limit", 12)
    >>> tour.objective_value, round(tour.gap, 4)
    (210.0, 0.0476)
    """

    stops: tuple[int, ...]
    arrival_steps: tuple[int, ...]
    gaps: tuple[int, ...]
    delta_v: float
    propellant: float
    worth: float
    objective: ObjectiveName
    best_bound: float
    proven: bool
    stop_reason: StopReason
    n_labels: int = 0
    weights: Weights | None = None
    engine: Literal["exact", "search", "beam", "cp-sat"] = "exact"
    work: int = 0

    @property
    def time(self) -> int:
        """Step of the last arrival."""
        return self.arrival_steps[-1]

    @property
    def aim(self) -> Objective:
        """What was made best."""
        return objective_of(self.objective, self.weights)

    @property
    def objective_value(self) -> float:
        """What was made best: m/s, kg, steps, the unit of the worth, or the weighted sum."""
        return self.aim.told(delta_v=self.delta_v, propellant=self.propellant, step=self.time, worth=self.worth)

    @property
    def gap(self) -> float:
        """Distance to the bound relative to the larger of the two, or to the terms of a sum; 0 when proven optimal."""
        if self.proven:
            return 0.0
        scale = max(abs(self.objective_value), abs(self.best_bound))
        if self.objective == "weighted":  # the terms of a sum may cancel
            scale = self.aim.size(delta_v=self.delta_v, step=self.time, worth=self.worth)
        return abs(self.objective_value - self.best_bound) / scale if scale > 0.0 else 0.0

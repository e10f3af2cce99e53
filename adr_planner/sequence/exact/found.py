"""What a search by labels found."""

from __future__ import annotations

from dataclasses import dataclass

from adr_planner.spec.objective import ObjectiveName

__all__ = ["Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the tour's stops and steps, its values, and the bound on all others.

    Objective and bound are minimised, in kernel units: worths are negative whole numbers.
    """

    stops: tuple[int, ...]
    steps: tuple[int, ...]
    value: float
    delta_v: float
    propellant: float
    bound: float
    interrupted: bool
    n_labels: int
    objective: ObjectiveName

    @property
    def proven(self) -> bool:
        """Whether nothing better can exist; for worth neither a tour of the same worth and less delta-v."""
        return self.bound > self.value or (self.bound == self.value and self.objective != "value")

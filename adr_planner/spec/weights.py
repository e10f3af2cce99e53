"""Weights of the weighted objective."""

from __future__ import annotations

from dataclasses import dataclass

from adr_planner.border.plain import real
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown

__all__ = ["Weights"]


@dataclass(frozen=True, slots=True)
class Weights(Shown):
    """Weights of delta-v, time and value removed; the weighted sum is made least.

    Parameters
    ----------
    delta_v : float
        What 1 m/s costs.
    time : float
        What time until the last arrival costs: a day in a mission, a step in a `TourProblem`.
    risk : float
        What 1 kg/yr removed gains: the mission's value then is ``"kg_per_yr"``. Give this or `value`.
    value : float
        What a unit of the mission's value gains, e.g. one debris-year.

    Raises
    ------
    InvalidInputError
        If one is negative or not finite, all are 0, or both `risk` and `value` are given.

    Examples
    --------
    >>> Weights(delta_v=0.01, value=0.002).worth
    0.002
    """

    delta_v: float = 0.0
    time: float = 0.0
    risk: float = 0.0
    value: float = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            weight = real(getattr(self, name), name=f"The weight of {name}", wanted="finite and >= 0", least=0.0)
            object.__setattr__(self, name, weight)
        if self.delta_v == self.time == self.worth == 0.0:
            raise InvalidInputError("All weights are 0: give at least one.", parameter="weights")
        if self.risk and self.value:
            raise InvalidInputError(
                "Weights count kg/yr (risk) or the mission's value (value), not both.", parameter="weights"
            )

    @property
    def worth(self) -> float:
        """What a unit of what is removed gains, whichever it was given by."""
        return self.risk or self.value

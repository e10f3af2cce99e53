"""Weights of the weighted objective."""

from __future__ import annotations

from dataclasses import dataclass

from adr_planner.border.plain import real
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown

__all__ = ["Weights"]


@dataclass(frozen=True, slots=True)
class Weights(Shown):
    """Weights of delta-v, time and risk removed; the weighted sum is made least.

    Parameters
    ----------
    delta_v : float
        What 1 m/s costs.
    time : float
        What time until the last arrival costs: a day in a mission, a step in a `TourProblem`.
    risk : float
        What a unit of the risk removed gains: 1 kg/yr in a mission.

    Raises
    ------
    InvalidInputError
        If one is negative or not finite, or all are 0.

    Examples
    --------
    >>> Weights(delta_v=0.01, risk=1.0).value(delta_v=150.0, step=12, risk=4.0)
    -2.5
    """

    delta_v: float = 0.0
    time: float = 0.0
    risk: float = 0.0

    def __post_init__(self) -> None:
        for name in ("delta_v", "time", "risk"):
            weight = real(getattr(self, name), name=f"The weight of {name}", wanted="finite and >= 0", least=0.0)
            object.__setattr__(self, name, weight)
        if self.delta_v == self.time == self.risk == 0.0:
            raise InvalidInputError("All weights are 0: give at least one.", parameter="weights")

    def value(self, *, delta_v: float, step: float, risk: float) -> float:
        """Return the sum for a tour; less is better.

        Parameters
        ----------
        delta_v, step, risk : float
            Of the tour, in the units the weights are for.

        Returns
        -------
        float
            ``delta_v * m/s + time * step - risk * unit``.

        Examples
        --------
        >>> Weights(time=1.0).value(delta_v=150.0, step=12, risk=4.0)
        12.0
        """
        return self.delta_v * delta_v + self.time * step - self.risk * risk

    def scale(self, *, delta_v: float, step: float, risk: float) -> float:
        """Return the size of the sum's terms, to compare differences with.

        Parameters
        ----------
        delta_v, step, risk : float
            Of a tour, in the units the weights are for.

        Returns
        -------
        float
            The same sum with nothing taken off.

        Examples
        --------
        >>> Weights(delta_v=0.01, risk=1.0).scale(delta_v=150.0, step=12, risk=4.0)
        5.5
        """
        return self.delta_v * delta_v + self.time * step + self.risk * risk

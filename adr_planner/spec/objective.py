"""What a tour is judged by: which way, by what sum, in which unit and words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from adr_planner.spec.weights import Weights

__all__ = ["OBJECTIVES", "Objective", "ObjectiveName", "objective_of"]

ObjectiveName = Literal["value", "delta_v", "propellant", "time", "weighted"]
OBJECTIVES: tuple[ObjectiveName, ...] = get_args(ObjectiveName)


@dataclass(frozen=True, slots=True)
class Objective:
    """What a tour is judged by.

    Every objective is a sum over a tour: so much for each m/s, kg of propellant, step until the last arrival, and
    unit of worth removed. It is made least; of equal tours the one of least delta-v is best.

    Parameters
    ----------
    name : {"value", "delta_v", "propellant", "time", "weighted"}
        As missions and documents call it.
    words : str
        What is told of a tour.
    unit : str
        Of that, as documents state it; that of the mission's value where the value is made most.
    most : bool
        Whether what is told is made most, and is the sum with its sign turned.
    fewer : bool
        Whether fewer targets than asked for will do.
    delta_v, propellant, step, worth : float
        What 1 m/s, 1 kg, a step and a unit of worth count in the sum; worth is taken off.

    Examples
    --------
    >>> objective_of("value").told(delta_v=150.0, propellant=60.0, step=12, worth=4.0)
    4.0
    >>> objective_of("time").least(12.0)
    12.0
    """

    name: ObjectiveName
    words: str
    unit: str
    most: bool = False
    fewer: bool = False
    delta_v: float = 0.0
    propellant: float = 0.0
    step: float = 0.0
    worth: float = 0.0

    def told(self, *, delta_v: float, propellant: float, step: float, worth: float) -> float:
        """Return what is told of a tour.

        Parameters
        ----------
        delta_v, propellant, step, worth : float
            Of the tour [m/s], [kg], [steps], and in the unit of the value.

        Returns
        -------
        float
            In the unit of the objective.
        """
        if self.name == "weighted":
            return self.delta_v * delta_v + self.step * step - self.worth * worth
        return float({"value": worth, "delta_v": delta_v, "propellant": propellant, "time": step}[self.name])

    def least(self, told: float) -> float:
        """Return what is told, or a bound on it, as something to be made least; and the other way round."""
        return -told if self.most else told

    def better(self, told: float, than: float) -> bool:
        """Whether one figure is better than another."""
        return self.least(told) < self.least(than)

    def size(self, *, delta_v: float, step: float, worth: float) -> float:
        """Return the size of the sum's terms, nothing taken off: what differences are compared with."""
        return self.delta_v * delta_v + self.step * step + self.worth * worth


_PLAIN: dict[str, Objective] = {
    one.name: one
    for one in (
        Objective("value", "value removed", "", most=True, fewer=True, worth=1.0),
        Objective("delta_v", "delta-v", "m/s", delta_v=1.0),
        Objective("propellant", "propellant", "kg", propellant=1.0),
        Objective("time", "last arrival after", "day", step=1.0),
        Objective("weighted", "weighted sum", "1", fewer=True),
    )
}


def objective_of(name: str, weights: Weights | None = None) -> Objective:
    """Return an objective by its name.

    Parameters
    ----------
    name : str
        Its name; documents before 1.5.0 call the value ``"risk"``.
    weights : Weights, optional
        Of the objective ``"weighted"``, which needs them to be computed.

    Raises
    ------
    InvalidInputError
        If there is none of this name.

    Examples
    --------
    >>> objective_of("propellant").unit
    'kg'
    """
    objective = _PLAIN.get("value" if name == "risk" else name)
    if objective is None:
        raise InvalidInputError(
            f"objective must be one of {', '.join(OBJECTIVES)}, got {name!r}.", parameter="objective"
        )
    if objective.name == "weighted" and weights is not None:
        objective = replace(objective, delta_v=weights.delta_v, step=weights.time, worth=weights.worth)
    return objective

"""Refusals of a stop: a target that cannot be served, or a mass its engine is too weak for."""

from __future__ import annotations

from adr_planner.catalog import SpaceObject
from adr_planner.errors import ConvergenceError, InvalidInputError

__all__ = ["TooHeavyError", "UnservedTargetError", "WeakEngineError"]


class WeakEngineError(InvalidInputError):
    """An engine is too weak to bring its target down.

    Parameters
    ----------
    message : str
        Which engine, what its burns would take, and what thrust would do.
    excess : float
        Mass of the stack that it is too weak for, in proportion to the thrust [kg].
    """

    def __init__(self, message: str, *, excess: float) -> None:
        super().__init__(message, parameter="thrust")
        self.excess = excess


class UnservedTargetError(InvalidInputError):
    """A target of a tour cannot be brought down in the stay, or with the thrust there is, whatever the dates.

    Parameters
    ----------
    message : str
        Which target, what it takes, and what would do.
    leg : int
        Its place in the tour.
    parameter : str
        What to change.
    """

    def __init__(self, message: str, *, leg: int, parameter: str) -> None:
        super().__init__(message, parameter=parameter)
        self.leg = leg

    @classmethod
    def of(cls, target: SpaceObject, leg: int, error: ConvergenceError) -> UnservedTargetError:
        """Return the refusal of a target whose disposal does not close."""
        message = f"The disposal of {target.name} ({target.norad_cat_id}) does not close: {error}"
        return UnservedTargetError(message, leg=leg, parameter="disposal")


class TooHeavyError(UnservedTargetError):
    """An engine is too weak for a burn at the mass of its moment; with less propellant on board it may do.

    Parameters
    ----------
    message : str
        Whose burn, what it takes, and what thrust would do.
    leg : int
        Its place in the tour.
    excess, tank : float
        Mass the engine is too weak for, and propellant on board at that moment [kg].
    """

    def __init__(self, message: str, *, leg: int, excess: float, tank: float) -> None:
        super().__init__(message, leg=leg, parameter="thrust")
        self.excess, self.tank = excess, tank

"""Why a tour cannot be flown as it was searched: a leg, a target, or a weight is in the way."""

from __future__ import annotations

from adr_planner.errors import ConvergenceError, InvalidInputError

__all__ = ["TooHeavyError", "UnflyableLegError", "UnservedTargetError"]


class UnflyableLegError(ConvergenceError):
    """A leg of a tour does not close when flown.

    Parameters
    ----------
    message : str
        Which leg, and why.
    leg : int
        Its place in the tour.
    """

    def __init__(self, message: str, *, leg: int) -> None:
        super().__init__(message)
        self.leg = leg


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

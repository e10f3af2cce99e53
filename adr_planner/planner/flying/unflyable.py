"""Why a tour cannot be flown as it was searched: a leg does not close."""

from __future__ import annotations

from adr_planner.errors import ConvergenceError

__all__ = ["UnflyableLegError"]


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

"""A figure: one number a plan says to clauses, how it was computed, and what is behind it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure", "Missing"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure.

    Parameters
    ----------
    value : float
        The number; infinite where there is no end.
    how : str
        How it was computed.
    detail : str
        What is behind it: which object, which stop.
    """

    value: float
    how: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that cannot be computed from what is given.

    Parameters
    ----------
    what : str
        What to give.
    """

    what: str

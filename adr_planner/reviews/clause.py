"""A clause of a rule, as a profile's file writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Clause", "Holds", "Limit"]

Holds = Literal["at most", "at least", "none"]
"""How a plan's value is held against a limit; ``none``: there may be none of them."""
Limit = float | Literal["3 years or 3 times the operations"]
"""A number, or a limit that the plan itself sets: three years if its operations take less than one, else three times
their length, and never more than 25 years."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause.

    Parameters
    ----------
    id : str
        Unique within its profile.
    rule, clause : str
        The document, and where in it.
    says : str
        What it asks, in our words.
    source : str
        Where that is from.
    read : bool
        Whether the text was read; otherwise it is recalled, and to be checked.
    figure : str or None
        Which figure of the plan it is held against; None where a plan cannot show it.
    holds : {"at most", "at least", "none"}
        How.
    limit : float or str or None
        Against what.
    unit : str
        Of both.
    shown_by : str
        What would show it, where the plan does not.
    input : str or None
        What a reviewer states of it.
    """

    id: str
    rule: str
    clause: str
    says: str
    source: str
    read: bool
    figure: str | None = None
    holds: Holds = "at most"
    limit: Limit | None = None
    unit: str = ""
    shown_by: str = ""
    input: str | None = None

    def met(self, value: float, limit: float) -> bool:
        """Say whether a value meets a limit.

        Examples
        --------
        >>> clause = Clause("x", "rule", "1", "at most five years", "its text", read=True, figure="f", limit=5.0)
        >>> clause.met(4.0, 5.0), clause.met(6.0, 5.0)
        (True, False)
        """
        if self.holds == "at least":
            return value >= limit
        return value <= (0.0 if self.holds == "none" else limit)

"""What figures are computed from: the plan, a screening if there is one, and what the reviewer states."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from adr_planner.errors import InvalidInputError
from adr_planner.plan import MissionPlan
from adr_planner.plan.base import moment
from adr_planner.traffic import Screening
from adr_planner.units import DAY, YEAR

__all__ = ["Facts", "Statements"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What the reviewer states, because no plan can know it.

    Parameters
    ----------
    disposal_reliability : float, optional
        Of one disposal done as planned, 0 to 1.
    servicer_reliability : float, optional
        Of the servicer over a year of operations, 0 to 1.
    cross_section_m2 : float, optional
        Mean cross-section of the servicer [m2].
    consents : tuple of str
        Owner codes whose states have agreed.
    notified : tuple of str
        Owners or families of satellites that have been told.
    capture_proven : bool
        Whether the capture concept has been shown on the ground, or in flight before.
    remarks : mapping of str to str
        By the input a clause names: what is stated of it.
    """

    disposal_reliability: float | None = None
    servicer_reliability: float | None = None
    cross_section_m2: float | None = None
    consents: tuple[str, ...] | None = None
    notified: tuple[str, ...] | None = None
    capture_proven: bool = False
    remarks: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any] | None) -> Statements:
        """Return a table as statements: every key is known, or is a remark on what a clause asks for.

        Raises
        ------
        InvalidInputError
            If a value cannot be one.
        """
        table = dict(given or {})
        known = {item.name for item in fields(cls)} - {"remarks"}
        values = {key: table.pop(key) for key in known & table.keys()}
        for key in ("disposal_reliability", "servicer_reliability"):
            share = values.get(key)
            if share is not None and not (_is_number(share) and 0.0 <= share <= 1.0):
                raise InvalidInputError(f"{key} is {share!r}: it must lie between 0 and 1.", parameter=key)
        area = values.get("cross_section_m2")
        if area is not None and not (_is_number(area) and area > 0.0):
            raise InvalidInputError(
                f"cross_section_m2 is {area!r}: it must be above zero.", parameter="cross_section_m2"
            )
        for key in ("consents", "notified"):
            if key in values:
                values[key] = _words(key, values[key])
        if not isinstance(values.get("capture_proven", False), bool):
            raise InvalidInputError("capture_proven must be true or false.", parameter="capture_proven")
        for key, text in table.items():
            if not isinstance(text, str):
                raise InvalidInputError(f"{key} is {text!r}: state it as text.", parameter=key)
        return cls(**values, remarks=table)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a review knows.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    stated : Statements
        What the reviewer states.
    screening : Screening or None
        Of this plan.
    """

    plan: MissionPlan
    stated: Statements
    screening: Screening | None = None

    @property
    def operations_years(self) -> float:
        """From injection to the end of the plan [yr]."""
        return self.plan.totals.duration_days * DAY / YEAR

    @property
    def lifetime_limit(self) -> float:
        """Three years if operations take less than one, else three times their length, at most 25 [yr]."""
        years = self.operations_years
        return 3.0 if years < 1.0 else min(3.0 * years, 25.0)

    def days_since_injection(self, epoch_utc: str) -> float:
        """Return how long after injection a date is [day]."""
        start = moment(self.plan.servicer.initial_state.epoch_utc)
        return (moment(epoch_utc) - start).total_seconds() / DAY


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _words(key: str, given: Any) -> tuple[str, ...]:
    if isinstance(given, str) or not isinstance(given, (list, tuple)) or not all(isinstance(w, str) for w in given):
        raise InvalidInputError(f"{key} is {given!r}: it must be a list of texts.", parameter=key)
    return tuple(given)

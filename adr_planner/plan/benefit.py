"""What a plan is good for: its value, and what its removals avoid in the years to come."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, Record, Utc, amount, count, unit

__all__ = ["Avoided", "Benefit", "Objective", "OtherChoice", "TargetWorth", "ValueEcho"]


Objective = Literal["risk", "value", "delta_v", "propellant", "time", "weighted"]
"""What was made best; documents before 1.5.0 call the value ``"risk"``."""


class ValueEcho(Record):
    """What removing an object was worth to the mission."""

    measure: str = Field(max_length=100)
    words: str = Field(max_length=300)
    years: float | None = unit("yr", "horizon of what is projected", default=None, gt=0.0, le=1000.0)
    discount_rate: float | None = unit("1", "by how much less a year later counts", default=None, ge=0.0, le=1.0)
    unit: str = Field(max_length=40, description="unit of every value of this plan")


class TargetWorth(Record):
    """What removing one target is worth, every removal by itself."""

    value: float = amount("mission.value.unit", "at its arrival on the search's grid")
    debris_years: float | None = unit("yr", "avoided in `Benefit.years`, at its arrival", default=None)
    n_catastrophic_collisions: float | None = unit("1", "expected, avoided likewise", default=None)
    n_encounters_fragments: float | None = unit("1", "expected, avoided likewise", default=None)
    n_hits_fragments: float | None = unit("1", "of fragments above 1 cm, avoided likewise", default=None)


class Avoided(Record):
    """What all removals of the plan avoid together until some years after the start; expected values."""

    years: float = amount("yr", gt=0.0)
    debris_years: float = unit("yr", "years that fragments above 10 cm spend in orbit, summed")
    n_catastrophic_collisions: float = unit("1")
    n_encounters_derelicts: float = unit("1", "within 1 km of working satellites")
    n_encounters_fragments: float = unit("1", "within 1 km of working satellites")
    n_hits_fragments: float = unit("1", "of fragments above 1 cm on working satellites")


class OtherChoice(Record):
    """What another value would have preferred: its best candidates, as many as there are targets."""

    measure: str
    norad_cat_ids: Many[int]
    n_common: int = count("of them targets of this plan")


class Benefit(Record):
    """What the plan is good for.

    The sum counts every removal by itself; together they avoid less, for what two targets would have done to each other
    is in both figures. `together` is one projection with all of them removed at their arrivals.
    """

    start_utc: Utc = Field(description="when what is projected begins")
    population: str = Field(description="whose snapshot everything was counted from")
    sun: Literal["weak", "mean", "strong"]
    value: float = amount("mission.value.unit", "sum over the targets")
    years: float | None = unit("yr", "horizon of the sums", default=None, gt=0.0)
    debris_years: float | None = unit("yr", "sum over the targets", default=None)
    n_catastrophic_collisions: float | None = unit("1", "sum over the targets", default=None)
    n_encounters_fragments: float | None = unit("1", "sum over the targets", default=None)
    n_hits_fragments: float | None = unit("1", "sum over the targets", default=None)
    step_years: float | None = unit("yr", "longest step of the projection together", default=None, gt=0.0)
    together: Many[Avoided] | None = Field(default=None, description="by rising horizon")
    others: Many[OtherChoice] | None = None

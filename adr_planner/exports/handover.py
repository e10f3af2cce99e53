"""What every export is written from: a plan, one or more of its objects sampled, and the frame asked for."""

from __future__ import annotations

import os
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.core.vectors import turned
from adr_planner.frames import gcrf_to_eme2000
from adr_planner.plan import Maneuver, MissionPlan
from adr_planner.trajectory import Ephemeris, Segment
from adr_planner.trajectory.arc import Arc
from adr_planner.trajectory.route import Map, map_of
from adr_planner.units import quiet_clock

__all__ = ["DRAG_COEFFICIENT", "NO_COVARIANCE", "Frame", "Handover", "epochs", "printable"]

Array = NDArray[np.float64]
Frame = Literal["GCRF", "EME2000"]

DRAG_COEFFICIENT = 2.2
"""Stated with the area that makes up the plan's C_D A / m; only their product counts."""
NO_COVARIANCE = "No covariance: a plan states none, and none is implied."
"""Said in every format that could hold one."""
_LINE = 100
"""Longest remark on one line; CCSDS allows lines of 254 characters."""


@dataclass(frozen=True, eq=False)
class Handover:
    """What a writer may ask for.

    Parameters
    ----------
    plan : MissionPlan
        The document.
    numbers : tuple of int or None
        Who is handed over: catalogue numbers, None for the servicer.
    frame : {"GCRF", "EME2000"}
        Frame of all states and burns.
    sample : callable
        Gives the ephemeris.
    """

    plan: MissionPlan
    numbers: tuple[int | None, ...]
    frame: Frame
    sample: Callable[[], Ephemeris]

    @cached_property
    def ephemeris(self) -> Ephemeris:
        """Sampled once, when first asked for."""
        return self.sample()

    @cached_property
    def chart(self) -> Map:
        """The plan with the environment it declares."""
        return map_of(self.plan)

    @property
    def arcs(self) -> tuple[Arc, ...]:
        """Arcs of the object, not sampled."""
        return self.chart.servicer if self.number is None else self.chart.target(self.number)

    @property
    def body(self) -> tuple[float, float]:
        """Mass [kg] and C_D A / m [m2/kg] of the object at the start."""
        if self.number is None:
            return self.plan.servicer.initial_state.mass_kg, self.plan.servicer.drag_m2_kg or 0.0
        target = self.plan.target(self.number)
        return target.mass_kg, target.drag_m2_kg or 0.0

    @property
    def number(self) -> int | None:
        """The object, where there is one."""
        return self.numbers[0]

    @cached_property
    def turn(self) -> Array:
        """Rotation from GCRF to the frame asked for."""
        return np.eye(3) if self.frame == "GCRF" else gcrf_to_eme2000()

    def turned(self, vectors: Array | tuple[float, float, float]) -> Array:
        """Turn vectors of GCRF, shape (..., 3), into the frame asked for."""
        return turned(self.turn, vectors)

    def name(self, number: int | None) -> str:
        """Return what an object is called, in ASCII."""
        return printable(self.plan.servicer.name if number is None else self.plan.target(number).name) or "UNKNOWN"

    def designator(self, number: int | None) -> str:
        """Return the international designator of an object; CCSDS writes UNKNOWN for one not launched yet."""
        return "UNKNOWN" if number is None else printable(self.plan.target(number).object_id) or "UNKNOWN"

    @property
    def burns(self) -> tuple[Maneuver, ...]:
        """Burns of the object in order: a target's are those that bring it down."""
        plan = self.plan
        if self.number is not None:
            own = [item for item in plan.disposals if item.norad_cat_id == self.number]
            return tuple(burn for item in own for burn in item.down)
        legs = [burn for leg in plan.legs for burn in (*leg.maneuvers, *self.chart.tug_burns(leg))]
        return (*legs, *(burn for item in plan.disposals if item.method == "self" for burn in item.maneuvers))

    @property
    def thrusts(self) -> bool:
        """Whether the object flies under thrust for days, which impulses cannot say."""
        return self.number is None and bool(self.plan.arcs)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What every file says of where it comes from."""
        made, conventions = self.plan.generator, self.plan.conventions
        third = ", ".join(body.name.title() for body in conventions.third_bodies or ())
        forces = [printable(conventions.gravity.source)]
        forces += [f"third bodies: {third}"] if third else []
        forces += [f"air: {printable(conventions.atmosphere.source)}"] if conventions.atmosphere else []
        flown = "Flown in the forces the plan declares; " + "; ".join(forces)
        first = f"Plan {self.plan.plan_id}, by {made.name} {made.version}"
        return (first, *textwrap.wrap(flown, _LINE), NO_COVARIANCE)

    @property
    def created(self) -> str:
        """Date of the file, UTC; that of SOURCE_DATE_EPOCH where it is set, for files that are alike to the byte."""
        given = os.environ.get("SOURCE_DATE_EPOCH")
        moment = datetime.now(UTC) if given is None else datetime.fromtimestamp(int(given), UTC)
        return moment.strftime("%Y-%m-%dT%H:%M:%S")

    def states(self, segment: Segment) -> Array:
        """Return the states of a segment in the frame asked for, shape (n, 6) [km], [km/s]."""
        return np.hstack([self.turned(segment.position), self.turned(segment.velocity)]) / 1e3


@quiet_clock()
def epochs(times: Time) -> list[str]:
    """Return UTC texts to the microsecond, without Z."""
    return list(np.atleast_1d(Time(times, format="isot", precision=6).value))


def printable(text: str) -> str:
    """Return a text in printable ASCII on one line: CCSDS allows nothing else.

    Examples
    --------
    >>> printable("Débris n° 1")
    'Debris n 1'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter if letter.isprintable() else " " for letter in plain).strip()

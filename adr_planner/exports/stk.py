"""STK ephemeris (``.e``): positions and velocities, the burns as segment boundaries."""

from __future__ import annotations

from collections.abc import Iterator

from astropy.time import Time

from adr_planner.exports.handover import Handover
from adr_planner.exports.oem import DEGREE, state_lines

__all__ = ["write_stk"]

_FRAMES = {"GCRF": "ICRF", "EME2000": "J2000"}
"""What the program calls our frames, about the Earth's centre."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write_stk(given: Handover) -> str:
    """Return the file."""
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Handover) -> Iterator[str]:
    segments = given.ephemeris.segments
    zero = segments[0].seconds[0]
    yield "stk.v.12.0"
    yield from (f"# {text}" for text in given.remarks)
    yield f"# {given.name(given.number)}"
    yield "BEGIN Ephemeris"
    yield f"NumberOfEphemerisPoints {len(given.ephemeris)}"
    yield f"ScenarioEpoch {_date(segments[0].times[0])}"
    yield "InterpolationMethod Hermite"
    yield f"InterpolationOrder {DEGREE}"
    yield "CentralBody Earth"
    yield f"CoordinateSystem {_FRAMES[given.frame]}"
    yield "DistanceUnit Kilometers"
    yield "BEGIN SegmentBoundaryTimes"
    yield from (f"{segment.seconds[0] - zero:.6f}" for segment in segments[1:])
    yield "END SegmentBoundaryTimes"
    yield "EphemerisTimePosVel"
    for segment in segments:
        yield from state_lines([f"{t:.6f}" for t in segment.seconds - zero], given.states(segment))
    yield "END Ephemeris"


def _date(time: Time) -> str:
    """Return an epoch as the program writes it, UTC."""
    day, clock = str(Time(time, format="isot", precision=6).value).split("T")
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS[int(month) - 1]} {year} {clock}"

"""CCSDS Orbit Ephemeris Message, version 2.0 (502.0-B), as text: one segment for each arc between burns.

Interpolating over a burn would smear it: so its epoch ends one segment and begins the next.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from adr_planner.exports.handover import Handover, epochs
from adr_planner.trajectory import Segment

__all__ = ["DEGREE", "write_oem"]

DEGREE = 7
"""Of the Hermite interpolation: over four states with their velocities."""


def write_oem(given: Handover) -> str:
    """Return the message."""
    lines = ["CCSDS_OEM_VERS = 2.0", *(f"COMMENT {text}" for text in given.remarks)]
    lines += [f"CREATION_DATE = {given.created}", f"ORIGINATOR = {given.plan.generator.name}"]
    for segment in given.ephemeris:
        lines += ["", *_segment(given, segment)]
    return "\n".join(lines) + "\n"


def _segment(given: Handover, segment: Segment) -> Iterator[str]:
    times, states = epochs(segment.times), given.states(segment)
    yield "META_START"
    yield f"COMMENT {segment.kind}" + (f" after {segment.burn}" if segment.burn else "")
    yield f"OBJECT_NAME = {given.name(segment.norad_cat_id)}"
    yield f"OBJECT_ID = {given.designator(segment.norad_cat_id)}"
    yield "CENTER_NAME = EARTH"
    yield f"REF_FRAME = {given.frame}"
    yield "TIME_SYSTEM = UTC"
    yield f"START_TIME = {times[0]}"
    yield f"STOP_TIME = {times[-1]}"
    yield "INTERPOLATION = HERMITE"
    yield f"INTERPOLATION_DEGREE = {DEGREE}"
    yield "META_STOP"
    yield from state_lines(times, states)


def state_lines(times: list[str], states: NDArray[np.float64]) -> Iterator[str]:
    """Return epochs with positions to the micrometre and velocities to the nanometre a second."""
    for time, (x, y, z, vx, vy, vz) in zip(times, states, strict=True):
        yield f"{time} {x:.9f} {y:.9f} {z:.9f} {vx:.12f} {vy:.12f} {vz:.12f}"

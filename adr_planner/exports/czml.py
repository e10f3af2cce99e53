"""CZML for Cesium: servicer and targets as moving points with their paths, in the inertial frame it calls INERTIAL."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from adr_planner.exports.handover import Handover, epochs
from adr_planner.trajectory import Segment

__all__ = ["write_czml"]

_DEGREE = 7
_COLOURS = ((0, 114, 178), (230, 159, 0), (0, 158, 115), (213, 94, 0), (204, 121, 167), (86, 180, 233))
"""Okabe and Ito's (2008), told apart by everyone."""
_REVOLUTION = 6000
"""How much of a path is drawn [s]."""


def write_czml(given: Handover) -> str:
    """Return the packets as JSON."""
    segments = given.ephemeris.segments
    first, last = min(_begin(s) for s in segments), max(_end(s) for s in segments)
    packets: list[dict[str, Any]] = [
        {
            "id": "document",
            "name": f"{given.plan.plan_id}: {given.name(None)}",
            "version": "1.0",
            "description": " ".join(given.remarks),
            "clock": {"interval": f"{first}/{last}", "currentTime": first, "multiplier": 300, "range": "LOOP_STOP"},
        }
    ]
    packets += [_object(given, number, k) for k, number in enumerate(given.numbers)]
    return json.dumps(packets, ensure_ascii=False, allow_nan=False, separators=(", ", ": ")) + "\n"


def _object(given: Handover, number: int | None, index: int) -> dict[str, Any]:
    """Return the packet of one object."""
    segments = [segment for segment in given.ephemeris if segment.norad_cat_id == number]
    colour = {"rgba": [*_COLOURS[index % len(_COLOURS)], 255]}
    name = given.name(number) + ("" if number is None else f" ({number})")
    return {
        "id": "servicer" if number is None else str(number),
        "name": name,
        "availability": f"{_begin(segments[0])}/{_end(segments[-1])}",
        "position": [_positions(segment) for segment in segments],
        "point": {"pixelSize": 8 if number is None else 6, "color": colour},
        "label": {"text": name, "font": "12px sans-serif", "fillColor": colour, "pixelOffset": {"cartesian2": [12, 0]}},
        "path": {
            "width": 2 if number is None else 1, "leadTime": 0, "trailTime": _REVOLUTION, "resolution": 120,
            "material": {"solidColor": {"color": colour}},
        },
    }  # fmt: skip


def _positions(segment: Segment) -> dict[str, Any]:
    """Return one arc as an interval of its own: nothing is interpolated over a burn."""
    rows = np.column_stack([np.round(segment.seconds - segment.seconds[0], 6), np.round(segment.position, 2)])
    return {
        "interval": f"{_begin(segment)}/{_end(segment)}",
        "epoch": _begin(segment),
        "referenceFrame": "INERTIAL",
        "interpolationAlgorithm": "LAGRANGE",
        "interpolationDegree": _DEGREE,
        "cartesian": rows.ravel().tolist(),
    }


def _begin(segment: Segment) -> str:
    return f"{epochs(segment.times[:1])[0]}Z"


def _end(segment: Segment) -> str:
    return f"{epochs(segment.times[-1:])[0]}Z"

"""The catalogue as a crowd: heights, dates and owners of all objects, as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.catalog.elements import records_of
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.units import DAY

__all__ = ["Crowd"]

Array = NDArray[np.float64]

_SGP4_RADIUS = 6378.135e3
_SHARING = 6
"""Owners or families of working satellites that are named."""


class Crowd:
    """All objects of a catalogue.

    Parameters
    ----------
    objects : sequence of SpaceObject
        Who they are.
    start : tuple of float
        Two-part Julian date, UTC, of the plan epoch.
    """

    def __init__(self, objects: Sequence[SpaceObject], start: tuple[float, float]) -> None:
        self.objects = tuple(objects)
        records = records_of([item.elements for item in self.objects])
        sma = np.array([record.a for record, _ in records]) * _SGP4_RADIUS
        ecc = np.array([record.ecco for record, _ in records])
        self.perigee, self.apogee = sma * (1.0 - ecc) - EARTH_RADIUS, sma * (1.0 + ecc) - EARTH_RADIUS
        self.epochs = np.array([(whole - start[0]) + (part - start[1]) for _, (whole, part) in records]) * DAY

    @cached_property
    def families(self) -> NDArray[np.str_]:
        """Owner of every working satellite, or the first word of its name; nothing for all else."""
        return np.array([_family(item) if item.status == "operational" else "" for item in self.objects])

    def between(self, low: float, high: float) -> NDArray[np.bool_]:
        """Say who reaches into some heights above the equatorial radius [m]."""
        return np.asarray((self.perigee < high) & (self.apogee > low))

    def share(self, low: float, high: float, span: tuple[float, float], within: float) -> float:
        """Return for which share of a span of time, in the mean, those at some heights have elements of its date."""
        epochs = self.epochs[self.between(low, high)]
        if epochs.size == 0:
            return 0.0
        first, last = np.maximum(epochs - within, span[0]), np.minimum(epochs + within, span[1])
        return float(np.mean(np.maximum(last - first, 0.0)) / (span[1] - span[0]))

    def sharing(self, low: float, high: float) -> str:
        """Say whose working satellites reach into some heights [m], and how many they are."""
        counts = Counter(self.families[self.between(low, high)].tolist())
        counts.pop("", None)
        first = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        named = [f"{family} {count}" for family, count in first[:_SHARING]]
        rest = sum(int(count) for _, count in first[_SHARING:])
        return ", ".join([*named, *([f"others {rest}"] if rest else [])])


def _family(item: SpaceObject) -> str:
    return item.owner or item.name.replace("-", " ").split(" ")[0]

"""Everything that comes near a track: filters first, SGP4 for what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.traffic.closest import Closest, closest_approaches
from adr_planner.traffic.neighbour import Motion, Neighbour, neighbours
from adr_planner.traffic.passes import MARGIN, NEARLY_CIRCULAR, node_passes, shell_passes
from adr_planner.traffic.revolutions import Revolutions, revolutions
from adr_planner.traffic.track import Track

__all__ = ["Met", "Sweep", "sweep"]

Array = NDArray[np.float64]


class Met(NamedTuple):
    """One object and the moments at which it is nearest."""

    neighbour: Neighbour
    closest: Closest


class Sweep(NamedTuple):
    """How a track is swept.

    Parameters
    ----------
    radius : float
        How near counts [m].
    within : float
        How far from the epoch of its elements an object is followed [s].
    start : tuple of float
        Two-part Julian date, UTC, of the plan epoch.
    ignored : mapping of int to float
        Objects that count only before a time [s since the plan epoch]: targets, until the servicer comes for them.
    """

    radius: float
    within: float
    start: tuple[float, float]
    ignored: Mapping[int, float]


def sweep(
    track: Track, objects: Iterable[SpaceObject], how: Sweep, progress: Callable[[int], None] | None = None
) -> Iterator[Met]:
    """Yield the objects that come near, each with its approaches.

    Parameters
    ----------
    track : Track
        Of the servicer, or of anything else.
    objects : iterable of SpaceObject
        The catalogue.
    how : Sweep
        How near, and how far from the epoch of the elements.
    progress : callable, optional
        Told how many objects have been looked at.
    """
    revs = revolutions(track)
    lows, highs = revs.radii
    reach = how.radius + MARGIN
    for count, neighbour in enumerate(neighbours(objects, how.start)):
        if progress is not None and count % 500 == 0:
            progress(count)
        first, last = neighbour.epoch - how.within, neighbour.epoch + how.within
        last = min(last, how.ignored.get(neighbour.item.norad_cat_id, np.inf))
        low, high = neighbour.radii
        keep = (highs > low - reach) & (lows < high + reach) & (revs.last > first) & (revs.first < last)
        keep &= (revs.start + revs.period > first) & (revs.start < last)
        if keep.any():
            found = _closest(track, revs.part(keep), neighbour, how.radius, (first, last))
            if found is not None:
                yield Met(neighbour, found)


def _closest(
    track: Track, revs: Revolutions, neighbour: Neighbour, radius: float, within: tuple[float, float]
) -> Closest | None:
    """Return the approaches of one object on the revolutions that share its heights."""
    first = max(float(np.min(revs.start)), within[0], float(track.seconds[0]))
    last = min(float(np.max(revs.start + revs.period)), within[1], float(track.seconds[-1]))
    motion = neighbour.motion(first, last) if first < last else None
    if motion is None:
        return None
    guesses = _guesses(track, revs, motion, radius, (first, last))
    return closest_approaches(track, neighbour, guesses, radius, (first, last))


def _guesses(track: Track, revs: Revolutions, motion: Motion, radius: float, within: tuple[float, float]) -> Array:
    if float(np.max(motion.ecc)) < NEARLY_CIRCULAR:
        return node_passes(revs, motion, radius)
    return shell_passes(track, motion, radius, within)

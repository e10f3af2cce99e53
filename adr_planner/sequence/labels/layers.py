"""Layers of labels: gathered in chunks, thinned to what there is room for, sorted by visited set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.labels.records import HUGE, Labels

__all__ = ["LayerBuilder", "blank_labels", "set_bounds"]

Floats = NDArray[np.float64]


def blank_labels(groups: int, labels: int, *, with_mass: bool) -> Labels:
    """Return room for so many groups and labels."""
    return Labels(
        mask=np.empty(groups, dtype=np.int64),
        head=np.empty(groups, dtype=np.int8),
        start=np.empty(groups, dtype=np.int64),
        stop=np.empty(groups, dtype=np.int64),
        first=np.empty(labels, dtype=np.int8),
        step=np.empty(labels, dtype=np.int16),
        dv=np.empty(labels),
        mass=np.empty(labels if with_mass else 0),
        worth=np.empty(labels, dtype=np.int64),
        parent=np.empty(labels, dtype=np.int32),
        bound=np.empty(labels),
    )


def set_bounds(labels: Labels) -> NDArray[np.int64]:
    """Return where each visited set begins among the sorted groups, and the end."""
    turns = np.flatnonzero(np.diff(labels.mask)) + 1
    return np.concatenate([[0], turns, [labels.mask.size]]).astype(np.int64)


@dataclass(slots=True)
class LayerBuilder:
    """The labels of one layer, gathered in chunks.

    Parameters
    ----------
    room : int
        Most labels to keep.

    Attributes
    ----------
    dropped_bound : float
        Least bound of a label that found no room; infinite if all did.
    """

    room: int
    size: int = 0
    dropped_bound: float = HUGE
    chunks: list[Labels] = field(default_factory=list)

    def add(self, out: Labels, groups: int, labels: int) -> None:
        """Copy what a kernel wrote."""
        if labels == 0:
            return
        parts: list[Any] = [array[:groups].copy() for array in out[:4]]
        parts += [array[:labels].copy() for array in out[4:]]
        chunk = Labels(*parts)
        chunk.start[:] += self.size
        chunk.stop[:] += self.size
        self.chunks.append(chunk)
        self.size += labels

    def merge(self) -> Labels:
        """Join the chunks into one and return it."""
        if not self.chunks:
            return blank_labels(0, 0, with_mass=False)
        if len(self.chunks) > 1:
            merged: list[Any] = [np.concatenate(column) for column in zip(*self.chunks, strict=True)]
            self.chunks = [Labels(*merged)]
        return self.chunks[0]

    def thin(self, merit: Floats) -> None:
        """Keep as many labels as there is room for: those of least merit, ties in their order."""
        labels = self.merge()
        if self.size <= self.room:
            return
        limit = np.partition(merit, self.room - 1)[self.room - 1]
        keep = merit < limit
        ties = np.flatnonzero(merit == limit)
        keep[ties[: self.room - int(keep.sum())]] = True
        self.dropped_bound = min(self.dropped_bound, float(labels.bound[~keep].min()))
        ends = np.concatenate([[0], np.cumsum(keep)])
        start, stop = ends[labels.start], ends[labels.stop]
        full = stop > start
        parts: list[Any] = [labels.mask[full], labels.head[full], start[full], stop[full]]
        parts += [array[keep] if array.size else array for array in labels[4:]]
        self.chunks = [Labels(*parts)]
        self.size = self.room

    def finish(self) -> Labels:
        """Return the layer with its groups sorted by visited set, then first stop."""
        labels = self.merge()
        order = np.lexsort((labels.head, labels.mask))
        self.chunks = []
        parts: list[Any] = [array[order] for array in labels[:4]]
        parts += labels[4:]
        return Labels(*parts)

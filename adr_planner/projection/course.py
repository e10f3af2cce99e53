"""The course of the years: break-ups expected from the mean field, and what becomes of their fragments.

Every catalogued object carries a survival weight and sinks by drag; a step takes the field of its own middle (weights
and new fragments led to there from the step before), so its error falls with the square of its length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.dwelling import SHELLS
from adr_planner.projection.meeting import Toll
from adr_planner.projection.setting import Scene
from adr_planner.projection.step import State, Step, at_start, take
from adr_planner.units import YEAR

__all__ = ["CLASSES", "Course", "course_of"]

Array = NDArray[np.float64]

_PARENTS = (0, 1)
"""Rows of `CLASSES` of what explodes: spacecraft and stages, as in `fragments.FragmentClasses`."""
CLASSES = ("payload", "rocket body", "debris", "unidentified", "new fragment")
"""Classes of what collides: the kinds of a `Population`, and what the projection itself has made."""


@dataclass(frozen=True, slots=True)
class Course:
    """What is expected until the end of each step.

    Parameters
    ----------
    years : ndarray, shape (steps + 1,)
        Since the start [yr].
    n_catastrophic_collisions, n_explosions, n_fragments_made, debris_years : ndarray, shape (steps + 1,)
        Until then: collisions above 40 J/g, explosions, fragments above 10 cm of both, and years those spend in orbit,
        summed.
    n_fragments_up, n_objects : ndarray, shape (steps + 1,)
        Then: of those fragments, and of all objects that do not work, how many are between 200 and 2,000 km.
    n_encounters_derelicts, n_encounters_fragments : ndarray, shape (steps + 1,)
        Until then: passes of catalogued derelicts, and of new fragments, within 1 km of a satellite working at the
        start or of its replacement in kind.
    n_hits_fragments : ndarray, shape (steps + 1,)
        Until then: hits of new fragments above 1 cm on these satellites, should none step aside (of fifty, one is large
        enough to be seen coming).
    collisions_by_shell, fragments_by_shell, up_by_shell : ndarray, shape (180,)
        Until the end by shells of 10 km: the collisions, the fragments made, and those still up.
    collisions_by_class, fragments_by_class : ndarray, shape (5,)
        Until the end by `CLASSES`: a collision counts half for each body, fragments for the body they were.
    """

    years: Array
    n_catastrophic_collisions: Array
    n_explosions: Array
    n_fragments_made: Array
    debris_years: Array
    n_fragments_up: Array
    n_objects: Array
    n_encounters_derelicts: Array
    n_encounters_fragments: Array
    n_hits_fragments: Array
    collisions_by_shell: Array
    fragments_by_shell: Array
    up_by_shell: Array
    collisions_by_class: Array
    fragments_by_class: Array


class _Run:
    """One course on its way through a scene."""

    def __init__(self, scene: Scene, leaves: Array) -> None:
        self.scene = scene
        self.leaves = np.where(leaves >= scene.way.gone, np.inf, leaves)  # too late: it has come down by itself
        self.state = at_start(scene)
        self.rows: list[tuple[float, ...]] = [(0.0,) * 9]
        self.sums = np.zeros((2, len(CLASSES), SHELLS))

    def advance(self, number: int) -> None:
        """Take one step."""
        scene, step, before = self.scene, self.scene.step, self.state
        taken, self.state = take(scene, number, scene.places(number), self.leaves, before)
        rates = _by_class(taken.toll, taken.struck, taken.shed)
        rates[1, _PARENTS] += taken.blown.sum(axis=2)
        happened = step * rates
        self.sums += happened
        up = float((scene.cloud.stays * before.fragments + scene.cloud.comes * self.state.born).sum())
        seen = float(np.sum(taken.derelicts * scene.exposure))
        collisions, made = happened.sum(axis=(1, 2))
        blasts = float(np.sum(scene.crowd.blasts[number] * taken.weight)) * step
        new = (float(collisions), blasts, float(made), up * step / YEAR, seen * step, *self._met(before, taken))
        sums = tuple(sofar + more for sofar, more in zip(self.rows[-1][:7], new, strict=True))
        self.rows.append((*sums, float(self.state.fragments.sum()), float(taken.derelicts.sum()) + up))

    def _met(self, before: State, taken: Step) -> tuple[float, float]:
        """Return encounters of new fragments with working satellites in a step, and hits."""
        cloud, born = self.scene.cloud, self.state.born
        passes, hits = (
            float(np.sum(watch.there * before.fragments) + np.sum(watch.born * born))
            for watch in (cloud.passes, cloud.hits)
        )
        small = np.sum(cloud.small_hits.there * before.small) + np.sum(cloud.small_hits.born * taken.small)
        return passes, hits + float(small)

    def course(self) -> Course:
        """Return what was found."""
        columns = np.array(self.rows).T
        by_shell, by_class = self.sums.sum(axis=1), self.sums.sum(axis=2)
        years = np.arange(self.scene.n_steps + 1) * self.scene.step / YEAR
        collisions, blasts, made, debris_years, derelicts, fragments, hits, up, middles = columns
        seen_at = np.append(0.0, 0.5 * (years[1:] + years[:-1]))
        objects = np.interp(years, seen_at, np.append(self.scene.n_at_start, middles[1:]))
        return Course(
            years=np.asarray(years, dtype=float),
            n_catastrophic_collisions=collisions,
            n_explosions=blasts,
            n_fragments_made=made,
            debris_years=debris_years,
            n_fragments_up=up,
            n_objects=objects,
            n_encounters_derelicts=derelicts,
            n_encounters_fragments=fragments,
            n_hits_fragments=hits,
            collisions_by_shell=by_shell[0],
            fragments_by_shell=by_shell[1],
            up_by_shell=self.state.fragments.sum(axis=(0, 2)),
            collisions_by_class=by_class[0],
            fragments_by_class=by_class[1],
        )


def course_of(scene: Scene, leaves: Array) -> Course:
    """Return the course of a scene.

    Parameters
    ----------
    scene : Scene
        What all courses of a population share.
    leaves : ndarray, shape (n,)
        When each object is removed [s]; infinite if it is not.
    """
    run = _Run(scene, leaves)
    for number in range(scene.n_steps):
        run.advance(number)
    return run.course()


def _by_class(toll: Toll, struck: Array, shed: Array) -> Array:
    """Return collisions, half a one for each body, and fragments, shape (2, 5, 180): by `CLASSES` and shell [1/s]."""
    new = 0.5 * struck.sum(axis=(0, 2)), shed.sum(axis=1)
    return np.array([np.vstack(both) for both in zip((toll.collisions, toll.fragments), new, strict=True)])

"""The adjoint of a course: what its figures would gain or lose by a little less of each object in each step.

A projection asked once for every candidate would take hours. Its derivatives by all weights at once come from one run
through the steps backwards, each step's transpose in turn (reverse-mode differentiation; Griewank & Walther,
Evaluating Derivatives, SIAM 2008, chapter 3). A course is almost linear in the weight of any one object, so the
derivative times the weight is what removing it avoids, partners that live on and collide later included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.dwelling import Places
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.mean_field import Field, Groups
from adr_planner.projection.setting import Scene
from adr_planner.projection.step import State, Step, at_start, fragment_rates, moved, take
from adr_planner.projection.value.owing import Owed, credited, owed
from adr_planner.units import YEAR

__all__ = ["Figure", "Sensitivity", "sensitivities"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """Say what is asked for: so much of each figure of a course.

    Parameters
    ----------
    debris_years, collisions, encounters : float
        Weight of each.
    """

    debris_years: float = 0.0
    collisions: float = 0.0
    encounters: float = 0.0


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a figure owes to each object in each step.

    Parameters
    ----------
    figure : Figure
        Which.
    total, own : ndarray, shape (steps, n)
        Derivative by the object's weight times that weight: of the figure, and the part through its own fragments.
    """

    figure: Figure
    total: Array
    own: Array


class _Turned(NamedTuple):
    """The transposes of what carries a step: tables of transport, who meets whom, encounters carried back to births."""

    flies: Array
    sinks: Array
    while_there: Array
    while_born: Array
    groups: Groups
    watch_there: Array
    watch_born: Array

    @classmethod
    def of(cls, scene: Scene) -> _Turned:
        flies, sinks, there, born = (
            np.ascontiguousarray(one.swapaxes(1, 2))
            for one in (scene.flies, scene.sinks, scene.while_there, scene.while_born)
        )
        watched = (moved(scene, one, scene.watch) for one in (there, born))
        return cls(flies, sinks, there, born, scene.groups.turned(), *watched)


@dataclass(slots=True)
class _Reverse:
    """Walk back through a course: what its figure gains by each part of the state."""

    scene: Scene
    turned: _Turned
    figure: Figure
    by: State
    total: list[Array] = field(default_factory=list)
    own: list[Array] = field(default_factory=list)

    def back(self, place: Places, before: State, step: Step, counts: float) -> None:
        """Go back over one step, whose figures count so much."""
        scene, turned, length = self.scene, self.turned, self.scene.step
        collisions = 0.5 * self.figure.collisions * length * counts
        passed = self.figure.encounters * length * counts
        up = self.figure.debris_years * length / YEAR * counts
        by_kept = moved(scene, turned.sinks, self.by.fragments) * step.held
        by_new = self.by.born + by_kept + up * scene.comes + passed * turned.watch_born
        by_fragments = moved(scene, turned.sinks, by_kept) + up * scene.stays + passed * turned.watch_there
        by_births = self._births(length * moved(scene, turned.flies, by_new))
        survives = np.exp(-step.toll.destroyed * length)
        by_gone = self.by.lost - self.by.survival
        by_destroyed = by_gone * before.survival * length * survives + collisions * step.weight
        found = self._objects(place, step, by_destroyed, by_births)
        by_led = self._fragments(step, collisions - length * by_kept, by_births[SPACECRAFT], found)
        by_sums = turned.groups.sources(Field(found.rate, found.made))
        for one, radius in enumerate(scene.classes.radius):
            by_led[one] += (by_sums[scene.fragment_group[one]] * radius ** np.arange(3.0)).sum(axis=2).T
        by_weight = collisions * step.toll.destroyed + found.own + found.weight
        credited(*place, scene.bodies, by_sums, by_weight)
        self.total.append(by_weight * step.weight)
        self.own.append(found.own * step.weight)
        self.by = State(
            self.by.survival + by_gone * (1.0 - survives) + by_weight * step.share,
            -0.5 * by_weight * step.share,
            by_fragments + moved(scene, turned.while_there, by_led),
            moved(scene, turned.while_born, by_led),
        )

    def _births(self, by_classes: Array) -> Array:
        """Go back from fragments by class to those of each parent, shape (parents, 180, bins)."""
        shares = self.scene.classes.shares[:, :, None, None]
        return np.asarray([(shares[parent] * by_classes).sum(axis=0) for parent in (SPACECRAFT, STAGE)])

    def _objects(self, place: Places, step: Step, by_destroyed: Array, by_births: Array) -> Owed:
        """Go back over what objects suffer: into the field and to their weights."""
        scene, n = self.scene, step.weight.size
        found = Owed(np.zeros_like(step.field.rate), np.zeros_like(step.field.rate), np.zeros(n), np.zeros(n))
        by = (by_destroyed, by_births)
        owed(*place, scene.bodies, step.weight, *step.field, *scene.groups.itself, by, found)
        return found

    def _fragments(self, step: Step, by_struck: Array, by_shed: Array, found: Owed) -> Array:
        """Go back over the fragments destroyed: into the field, and to what there is of them."""
        scene, led = self.scene, step.led
        by_led = np.empty_like(led)
        for one, r in enumerate(scene.classes.radius):
            groups = scene.fragment_group[one]  # each but once: no two inclinations share a group
            rate, made = fragment_rates(scene, step.field, one)
            by_led[one] = by_struck[one] * rate + by_shed * made
            powers = r ** np.arange(3.0)
            found.rate[groups] += (by_struck[one] * led[one]).T[:, :, None] * powers
            found.made[groups] += (by_shed * led[one]).T[:, :, None] * powers
        return by_led


def sensitivities(scene: Scene, figures: list[Figure], discount_rate: float = 0.0) -> tuple[list[Sensitivity], Array]:
    """Return what each figure owes to each object in each step, nothing being removed.

    Parameters
    ----------
    scene : Scene
        What is projected.
    figures : list of Figure
        What is asked for.
    discount_rate : float
        By how much less figures of a year later count.

    Returns
    -------
    owed : list of Sensitivity
        One for each figure.
    intact : ndarray, shape (steps, n)
        How long each object is expected to be up as a derelict in one piece [yr].
    """
    n, never = len(scene.population), np.full(len(scene.population), np.inf)
    states = [at_start(scene)]
    places = [scene.places(number) for number in range(scene.n_steps)]
    for number, place in enumerate(places):
        states.append(take(scene, number, place, never, states[-1])[1])
    turned, nothing = _Turned.of(scene), State(*(np.zeros_like(part) for part in states[0]))
    walks = [_Reverse(scene, turned, one, nothing) for one in figures]
    intact = np.empty((scene.n_steps, n))
    for number in reversed(range(scene.n_steps)):
        step, _ = take(scene, number, places[number], never, states[number])
        shown = np.asarray(np.bincount(places[number].row, places[number].share, n), dtype=float)
        intact[number] = shown * step.weight * scene.step / YEAR
        counts = (1.0 + discount_rate) ** (-(number + 0.5) * scene.step / YEAR)
        for walk in walks:
            walk.back(places[number], states[number], step, counts)
    rows = ((walk, (walk.total, walk.own)) for walk in walks)
    found = [Sensitivity(walk.figure, *(np.array(one[::-1]).reshape(-1, n) for one in tables)) for walk, tables in rows]
    return found, intact

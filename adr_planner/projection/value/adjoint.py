"""The adjoint of a course: what its figures would gain or lose by a little less of each object in each step.

A projection asked once for every candidate would take hours. Its derivatives by all weights at once come from one run
through the steps backwards, each step's transpose in turn (reverse-mode differentiation; Griewank & Walther,
Evaluating Derivatives, SIAM 2008, chapter 3). A course is almost linear in the weight of any one object, so the
derivative times the weight is what removing it avoids, partners that live on and collide later included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.dwelling import Places
from adr_planner.projection.explosive import blasts
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.mean_field import Field, Groups
from adr_planner.projection.setting import Scene
from adr_planner.projection.step import State, Step, at_start, explosive_places, fragment_rates, take
from adr_planner.projection.value.owing import Owed, credited, owed
from adr_planner.units import YEAR

__all__ = ["Figure", "Sensitivity", "sensitivities"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """Say what is asked for: so much of each figure of a course.

    Parameters
    ----------
    debris_years, collisions, encounters, hits : float
        Weight of each.
    """

    debris_years: float = 0.0
    collisions: float = 0.0
    encounters: float = 0.0
    hits: float = 0.0


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
    """The transposes of what carries a step: tables of transport, and who meets whom."""

    flies: Array
    sinks: Array
    while_there: Array
    while_born: Array
    groups: Groups

    @classmethod
    def of(cls, scene: Scene) -> _Turned:
        cloud = scene.cloud
        flies, sinks, there, born = (
            np.ascontiguousarray(one.swapaxes(1, 2))
            for one in (cloud.flies, cloud.sinks, cloud.while_there, cloud.while_born)
        )
        return cls(flies, sinks, there, born, scene.groups.turned())


@dataclass(slots=True)
class _Reverse:
    """Walk back through a course: what its figure gains by each part of the state."""

    scene: Scene
    turned: _Turned
    figure: Figure
    by: State
    total: list[Array] = field(default_factory=list)
    own: list[Array] = field(default_factory=list)

    def back(self, number: int, place: Places, before: State, step: Step, counts: float) -> None:
        """Go back over one step, whose figures count so much."""
        scene, turned, length = self.scene, self.turned, self.scene.step
        cloud, figure = scene.cloud, self.figure
        collisions = 0.5 * figure.collisions * length * counts
        by_kept = cloud.moved(turned.sinks, self.by.fragments) * step.held
        by_new = self.by.born + by_kept + counts * self._seen("born")
        by_fragments = cloud.moved(turned.sinks, by_kept) + counts * self._seen("there")
        by_small, by_new_small = self._small(counts)
        by_births = self._births(cloud.moved(turned.flies, by_new), cloud.moved_small(turned.flies, by_new_small))
        lasting = length * step.exposed
        survives = np.exp(-step.toll.destroyed * lasting)
        by_gone = self.by.lost - self.by.survival
        by_destroyed = by_gone * before.survival * lasting * survives + collisions * step.weight
        found = self._objects(place, step, by_destroyed, by_births)
        by_led = self._fragments(step, collisions - length * by_kept, by_births[SPACECRAFT], found)
        by_sums = turned.groups.sources(Field(found.rate, found.made))
        for one, radius in enumerate(cloud.classes.radius):
            by_led[one] += (by_sums[cloud.group[one]] * radius ** np.arange(3.0)).sum(axis=2).T
        found.own[:] += self._blown(number, place, by_new, by_new_small)
        by_weight = collisions * step.toll.destroyed + found.own + found.weight
        credited(*place, scene.bodies, by_sums, by_weight)
        self.total.append(by_weight * step.weight)
        self.own.append(found.own * step.weight)
        self.by = State(
            self.by.survival + by_gone * (1.0 - survives) + by_weight * step.share,
            -0.5 * by_weight * step.share,
            by_fragments + cloud.moved(turned.while_there, by_led),
            cloud.moved(turned.while_born, by_led),
            by_small,
        )

    def _seen(self, when: Literal["there", "born"]) -> Array:
        """Return what the figure counts of a fragment in a step, there at its start or born during it."""
        cloud, figure = self.scene.cloud, self.figure
        up = cloud.stays if when == "there" else cloud.comes
        passes, hits = getattr(cloud.passes, when), getattr(cloud.hits, when)
        length = self.scene.step / YEAR
        return np.asarray(figure.debris_years * length * up + figure.encounters * passes + figure.hits * hits)

    def _small(self, counts: float) -> tuple[Array, Array]:
        """Go back over small fragments: to those at the start of a step, and to those it makes."""
        cloud, watch = self.scene.cloud, self.scene.cloud.small_hits
        hits = self.figure.hits * counts
        if not hits:
            return self.by.small, self.by.small
        by_kept = cloud.moved_small(self.turned.sinks, self.by.small)
        by_small = cloud.moved_small(self.turned.sinks, by_kept) + hits * watch.there
        return by_small, by_kept + hits * watch.born

    def _births(self, by_classes: Array, by_ratios: Array) -> Array:
        """Go back from fragments by class, and small ones by ratio, to those of each parent, (parents, 180, bins)."""
        cloud, length = self.scene.cloud, self.scene.step
        small = (cloud.small.per_large[:, None, None] * by_ratios).sum(axis=0)
        shares = cloud.classes.shares[:, :, None, None]
        large = [(shares[parent] * by_classes).sum(axis=0) for parent in (SPACECRAFT, STAGE)]
        return np.asarray([length * (one + small) for one in large])

    def _blown(self, number: int, place: Places, by_new: Array, by_new_small: Array) -> Array:
        """Go back over explosions: to the weights of what explodes."""
        scene, rate = self.scene, self.scene.crowd.blasts[number]
        if not rate.any():
            return np.zeros(rate.size)
        flies = np.ascontiguousarray(blasts().flies.swapaxes(1, 2))
        by_classes = scene.cloud.moved(flies, by_new)
        by_ratios = scene.cloud.moved_small(flies, by_new_small)
        small = (blasts().small_per_large[:, None, None] * by_ratios).sum(axis=0)
        shares = blasts().shares[:, :, None, None]
        by_births = np.asarray([(shares[one] * by_classes).sum(axis=0) + small for one in (SPACECRAFT, STAGE)])
        some, made = explosive_places(place, rate, scene.crowd.scale)
        owed_here = by_births[scene.bodies.parent[some.row], some.shell, scene.bodies.bins[some.row]]
        return np.asarray(np.bincount(some.row, made * owed_here * scene.step, rate.size))

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
        for one, r in enumerate(scene.cloud.classes.radius):
            groups = scene.cloud.group[one]  # each but once: no two inclinations share a group
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
            walk.back(number, places[number], states[number], step, counts)
    rows = ((walk, (walk.total, walk.own)) for walk in walks)
    found = [Sensitivity(walk.figure, *(np.array(one[::-1]).reshape(-1, n) for one in tables)) for walk, tables in rows]
    return found, intact

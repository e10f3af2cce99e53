"""The adjoint of a course: what its figures would gain or lose by a little less of each object in each step.

A projection asked once for every candidate would take hours. Its derivatives by all weights at once come from one run
through the steps backwards, each step's transpose in turn (reverse-mode differentiation; Griewank & Walther,
Evaluating Derivatives, SIAM 2008, chapter 3). A course is almost linear in the weight of any one object, so the
derivative times the weight is what removing it avoids, partners that live on and collide later included.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.field import Field, binned
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.scene import Scene
from adr_planner.projection.step import (
    STAGE_KIND,
    Look,
    State,
    Step,
    at_start,
    fragment_rates,
    look,
    own_mass,
    take,
)
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
    """Hold what a figure owes to each object in each step.

    Parameters
    ----------
    figure : Figure
        Which.
    total, own : ndarray, shape (steps, n)
        Derivative by the object's weight times that weight: of the figure, and the part through its own fragments.
    intact : ndarray, shape (steps, n)
        How long each is expected to be up as a derelict in one piece [yr].
    """

    figure: Figure
    total: Array
    own: Array
    intact: Array


@dataclass(slots=True)
class _Reverse:
    """Walk back through a course: what its figure gains by each part of the state."""

    scene: Scene
    figure: Figure
    by_survival: Array
    by_lost: Array
    by_fragments: Array
    by_born: Array
    total: list[Array] = field(default_factory=list)
    own: list[Array] = field(default_factory=list)
    intact: list[Array] = field(default_factory=list)

    def back(self, seen: Look, before: State, step: Step) -> None:
        """Go back over one step."""
        scene, length, place = self.scene, self.scene.step, seen.place
        collisions = 0.5 * self.figure.collisions * length
        watch = self.figure.encounters * length * scene.watch
        up = self.figure.debris_years * length / YEAR
        by_kept = _turned(scene.sinks, self.by_fragments) * step.held
        by_new = self.by_born + by_kept + up * scene.comes + _turned(scene.while_born, watch)
        by_fragments = _turned(scene.sinks, by_kept) + up * scene.stays + _turned(scene.while_there, watch)
        by_struck = collisions - length * by_kept
        by_count = [
            np.asarray((scene.classes.shares[who][:, None, None] * by_births).sum(axis=0))
            for by_births in (length * _turned(scene.flies, by_new),)
            for who in (SPACECRAFT, STAGE)
        ]
        survives = np.exp(-step.rate * length)
        by_gone = self.by_lost - self.by_survival
        by_rate = by_gone * before.survival * length * survives + collisions * step.weight
        own, by_made = self._births(seen, step, by_count)
        by_field, by_led = self._fragments(step, by_struck, by_count[SPACECRAFT])
        by_itself = self._objects(seen, step, by_rate[place.row], by_made, by_field)
        by_moments = scene.groups.sources(by_field)
        by_weight = collisions * step.rate + own + by_itself + self._partners(seen, by_moments, by_led)
        self.total.append(by_weight * step.weight)
        self.own.append(own * step.weight)
        self.intact.append(binned(place.row, place.share, own.size) * step.weight * length / YEAR)
        self.by_survival = self.by_survival + by_gone * (1.0 - survives) + by_weight * step.share
        self.by_lost = -0.5 * by_weight * step.share
        self.by_fragments = by_fragments + _turned(scene.while_there, by_led)
        self.by_born = _turned(scene.while_born, by_led)

    def _births(self, seen: Look, step: Step, by_count: list[Array]) -> tuple[Array, Array]:
        """Go back over the fragments of objects: to their weights, and to what each makes in its places."""
        scene, place = self.scene, seen.place
        cell = place.shell * scene.inclinations.size + scene.bin_of[place.row]
        stage = scene.population.kind[place.row] == STAGE_KIND
        by_birth = np.where(stage, by_count[STAGE].reshape(-1)[cell], by_count[SPACECRAFT].reshape(-1)[cell])
        own = binned(place.row, by_birth * step.made, step.weight.size)
        return own, by_birth * step.weight[place.row]

    def _fragments(self, step: Step, by_struck: Array, by_shed: Array) -> tuple[Field, Array]:
        """Go back over the fragments destroyed: to the field, and to what there is of them."""
        scene, led = self.scene, step.led
        by_rate, by_made, by_led = np.zeros_like(step.field.rate), np.zeros_like(step.field.rate), np.empty_like(led)
        for one, r in enumerate(scene.classes.radius):
            columns = scene.fragment_group[one]  # each but once: no two inclinations share a group
            rate, made = fragment_rates(scene, step.field, one)
            by_led[one] = by_struck[one] * rate + by_shed * made
            for power in range(3):
                by_rate[:, power, columns] += by_struck[one] * led[one] * r**power
                by_made[:, power, columns] += by_shed * led[one] * r**power
        return Field(by_rate, by_made), by_led

    def _objects(self, seen: Look, step: Step, by_hit: Array, by_made: Array, by_field: Field) -> Array:
        """Go back over the objects destroyed: into the field, and to the weights that are no partners of themselves."""
        scene, place, size = self.scene, seen.place, self.scene.groups.keys.size
        radius = scene.population.radius_m.astype(float)
        cell, r = place.shell * 3 * size + scene.group[place.row], radius[place.row]
        by_itself = np.zeros(step.weight.size)
        parts = (by_hit, by_made * own_mass(scene)[place.row])
        for table, by_found, met, mine in zip(by_field, parts, step.met, seen.own, strict=True):
            by_met = by_found * place.share * met
            flat = table.reshape(-1)
            for power in range(3):
                flat += binned(cell + power * size, by_met * r**power, flat.size)
            by_itself -= binned(place.row, by_met * mine, by_itself.size) * radius**2
        return by_itself

    def _partners(self, seen: Look, by_moments: Array, by_led: Array) -> Array:
        """Go back over the sums that make the field: to the weights of partners, and to fragments that are partners."""
        scene, place, size = self.scene, seen.place, self.scene.groups.keys.size
        flat, r = by_moments.reshape(-1), scene.population.radius_m.astype(float)[place.row]
        cell = place.shell * 3 * size + scene.group[place.row]
        met = flat[cell] + r * (flat[cell + size] + r * flat[cell + 2 * size])
        for one, radius in enumerate(scene.classes.radius):
            columns = scene.fragment_group[one]
            for power in range(3):
                by_led[one] += by_moments[:, power, columns] * radius**power
        return binned(place.row, place.share * met, len(scene.population))


def sensitivities(scene: Scene, figures: list[Figure]) -> list[Sensitivity]:
    """Return what each figure owes to each object in each step, nothing being removed.

    Parameters
    ----------
    scene : Scene
        What is projected.
    figures : list of Figure
        What is asked for.
    """
    never = np.full(len(scene.population), np.inf)
    states = [at_start(scene)]
    looks = [look(scene, number) for number in range(scene.n_steps)]
    for seen in looks:
        states.append(take(scene, seen, never, states[-1])[1])
    n, shape = len(scene.population), states[0].born.shape
    walks = [_Reverse(scene, one, np.zeros(n), np.zeros(n), np.zeros(shape), np.zeros(shape)) for one in figures]
    for seen, before in zip(reversed(looks), reversed(states[:-1]), strict=True):
        step, _ = take(scene, seen, never, before)
        for walk in walks:
            walk.back(seen, before, step)
    rows = ((walk, (walk.total, walk.own, walk.intact)) for walk in walks)
    return [Sensitivity(walk.figure, *(np.array(one[::-1]).reshape(-1, n) for one in tables)) for walk, tables in rows]


def _turned(tables: Array, by_rows: Array) -> Array:
    """Apply the transposes of tables of transport, one a class."""
    return np.asarray(np.swapaxes(tables, 1, 2) @ by_rows)

"""Single collisions, drawn from the rates of a projection: who meets whom, when and where.

The mean field tells how often each object is destroyed in a step. Here such destructions are drawn, each with its shell
and its partner by the very sums the rate was made of. A collision of two catalogued objects appears under both names,
so every second one drawn is kept; one with a new fragment appears once.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.dwelling import Places
from adr_planner.projection.mean_field import band_of
from adr_planner.projection.setting import Scene
from adr_planner.projection.step import Step

__all__ = ["FRAGMENT", "Event", "events_of_step"]

Array = NDArray[np.float64]

FRAGMENT = -1
"""Stands for the row of a partner that is a new fragment."""


class Event(NamedTuple):
    """One collision of one history.

    Attributes
    ----------
    history : int
        Which.
    first, second : int
        Rows of the two objects; the second may be `FRAGMENT`.
    second_mass : float
        Mass of the second [kg].
    shell : int
        Where.
    share : float
        When, in shares of the step.
    luck : float
        A uniform number of its own, the same with and without removals.
    """

    history: int
    first: int
    second: int
    second_mass: float
    shell: int
    share: float
    luck: float


def events_of_step(
    scene: Scene, place: Places, step: Step, histories: int, rng: np.random.Generator
) -> Iterator[Event]:
    """Draw the collisions of a step in so many histories.

    Parameters
    ----------
    scene : Scene
        What is projected.
    place : Places
        Where everything is in the step.
    step : Step
        What is expected to happen in it.
    histories : int
        How many.
    rng : Generator
        Source of the draws.
    """
    expected = step.toll.destroyed * step.weight * scene.step
    counts = rng.poisson(histories * expected)
    for first in np.flatnonzero(counts):
        for _ in range(counts[first]):
            yield from _collision(scene, place, step, int(first), int(rng.integers(histories)), rng)


def _collision(
    scene: Scene, place: Places, step: Step, first: int, history: int, rng: np.random.Generator
) -> Iterator[Event]:
    """Draw shell and partner; yield it unless it is the half that its partner tells."""
    bodies, radius, group = scene.bodies, scene.bodies.radius[first], scene.bodies.group[first]
    rows = np.flatnonzero(place.row == first)
    powers = radius ** np.arange(3.0)
    rates = (step.field.rate[group, place.shell[rows]] * powers).sum(axis=1)
    shell = int(place.shell[rows[_drawn(rates * place.share[rows], rng)]])
    fragments = np.zeros(scene.groups.keys.size)
    cloud = scene.cloud
    near = step.led[:, shell, :] * ((radius + cloud.classes.radius) ** 2)[:, None]
    np.add.at(fragments, cloud.group, near)
    here = np.flatnonzero((place.shell == shell) & (place.row != first))
    met = step.weight[place.row[here]] * place.share[here] * (radius + bodies.radius[place.row[here]]) ** 2
    crossing = scene.groups.factor[band_of(shell)][group]
    by_object = met * crossing[bodies.group[place.row[here]]]
    share, luck, side = rng.random(3)
    odds = float(by_object.sum()), float((fragments * crossing).sum())
    if rng.random() * (odds[0] + odds[1]) >= odds[0]:
        by_class = (near * crossing[cloud.group]).sum(axis=1)
        mass = float(cloud.classes.mass[_drawn(by_class, rng)])
        yield Event(history, first, FRAGMENT, mass, shell, float(share), float(luck))
    elif side < 0.5:
        second = int(place.row[here[_drawn(by_object, rng)]])
        mass = float(scene.population.mass_kg[second])
        yield Event(history, first, second, mass, shell, float(share), float(luck))


def _drawn(weights: Array, rng: np.random.Generator) -> int:
    """Return a place, drawn with these weights."""
    sums = np.cumsum(weights)
    return int(min(np.searchsorted(sums, rng.random() * sums[-1], side="right"), weights.size - 1))

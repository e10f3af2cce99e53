"""One step of a course: whom everything meets in its middle, and what comes of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.field import SHELLS, Field, Places, binned
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.scene import Scene

__all__ = ["STAGE_KIND", "Look", "State", "Step", "at_start", "look", "take"]

Array = NDArray[np.float64]

STAGE_KIND = 1
"""What `Population.kind` calls a stage: its fragments are lighter for their area than those of all else."""


class State(NamedTuple):
    """What a step begins with.

    Attributes
    ----------
    survival, lost : ndarray, shape (n,)
        Chance that each catalogued object is whole, and what the step before took of it.
    fragments, born : ndarray, shape (classes, 180, bins)
        New fragments there are, and those the step before made.
    """

    survival: Array
    lost: Array
    fragments: Array
    born: Array


class Look(NamedTuple):
    """Where everything catalogued is in a step, for all courses of a scene.

    Attributes
    ----------
    number : int
        Which step.
    place : Places
        Where objects dwell.
    own : tuple of ndarray
        What each would do to itself there, see `Groups.itself`.
    """

    number: int
    place: Places
    own: tuple[Array, Array]


class Step(NamedTuple):
    """What happens in a step; rates are those of its middle [1/s].

    Attributes
    ----------
    share, whole, weight : ndarray, shape (n,)
        Share of the step each object is there as a derelict, its chance to be whole in the middle, and their product.
    led : ndarray, shape (classes, 180, bins)
        New fragments in the middle.
    old : ndarray, shape (classes, 180, bins)
        Where in the step those of its start are.
    moments : ndarray, shape (180, groups)
        Derelicts by shell and group.
    field : Field
        What there is to meet.
    hit, made : ndarray, shape (rows,)
        Destruction of an object of weight 1 in each of its places, and the fragments it then becomes.
    met : tuple of ndarray of bool, shape (rows,)
        Where an object meets more than itself: hits, fragments.
    rate : ndarray, shape (n,)
        Destruction of each object.
    struck : ndarray, shape (classes, 180, bins)
        New fragments destroyed.
    shed : ndarray, shape (180, bins)
        What these become.
    held : ndarray of bool, shape (classes, 180, bins)
        Where fragments are left: none can be destroyed twice.
    """

    share: Array
    whole: Array
    weight: Array
    led: Array
    old: Array
    moments: Array
    field: Field
    hit: Array
    made: Array
    met: tuple[NDArray[np.bool_], NDArray[np.bool_]]
    rate: Array
    struck: Array
    shed: Array
    held: NDArray[np.bool_]


def at_start(scene: Scene) -> State:
    """Return the state a course begins with: everything whole, no new fragments."""
    n, shape = len(scene.population), (scene.classes.mass.size, SHELLS, scene.inclinations.size)
    return State(np.ones(n), np.zeros(n), np.zeros(shape), np.zeros(shape))


def look(scene: Scene, number: int) -> Look:
    """Return where everything catalogued is in a step."""
    place = scene.places(number)
    return Look(number, place, scene.groups.itself(place, scene.group))


def take(scene: Scene, seen: Look, leaves: Array, state: State) -> tuple[Step, State]:
    """Take a step: return what happens in it, and what the next begins with.

    Parameters
    ----------
    scene : Scene
        What all courses share.
    seen : Look
        Where everything catalogued is.
    leaves : ndarray, shape (n,)
        When each object is removed [s]; infinite if it is not.
    state : State
        What the step begins with.
    """
    survival, lost, fragments, born = state
    share, whole = scene.derelict_share(seen.number, leaves), survival - 0.5 * lost
    weight = share * whole
    old = scene.while_there @ fragments
    led = old + scene.while_born @ born
    moments, derelicts = _moments(scene, seen.place, weight, led)
    field = scene.groups.field(moments)
    hit, made, met = _objects(scene, seen, field, weight)
    struck, shed = _fragments(scene, field, led)
    rate = binned(seen.place.row, hit, weight.size)
    births = _births(scene, seen.place, made * weight[seen.place.row]) + spread(scene, shed, SPACECRAFT)
    new = scene.flies @ births * scene.step
    gone = survival * -np.expm1(-rate * scene.step)
    kept = scene.sinks @ fragments - struck * scene.step + new
    held = kept > 0.0
    step = Step(share, whole, weight, led, old, derelicts, field, hit, made, met, rate, struck, shed, held)
    return step, State(survival - gone, gone, scene.sinks @ np.where(held, kept, 0.0), new)


def spread(scene: Scene, counts: Array, who: int) -> Array:
    """Return fragments by class from their numbers by shell and inclination."""
    return np.asarray(scene.classes.shares[who][:, None, None] * counts)


def _moments(scene: Scene, place: Places, weight: Array, led: Array) -> tuple[Array, Array]:
    """Return the sums that make the field, and of these the numbers of derelicts, shape (180, groups)."""
    radius = scene.population.radius_m.astype(float)
    moments = scene.groups.moments(place, scene.group, weight * radius ** np.arange(3.0)[:, None])
    derelicts = moments[:, 0].copy()
    for one, size in enumerate(scene.classes.radius):
        for power in range(3):
            moments[:, power, scene.fragment_group[one]] += led[one] * size**power
    return moments, derelicts


def _objects(
    scene: Scene, seen: Look, field: Field, weight: Array
) -> tuple[Array, Array, tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return by object and place its rate of destruction, that of its fragments [1/s], and where it meets others."""
    place, size = seen.place, scene.groups.keys.size
    radius = scene.population.radius_m.astype(float)
    cell = place.shell * 3 * size + scene.group[place.row]
    r, itself = radius[place.row], (weight * radius**2)[place.row]
    found, met = [], []
    for table, mine in zip(field, seen.own, strict=True):
        flat = table.reshape(-1)
        others = flat[cell] + r * (flat[cell + size] + r * flat[cell + 2 * size]) - itself * mine
        found.append(np.maximum(others, 0.0) * place.share)
        met.append(others > 0.0)
    return found[0], found[1] * own_mass(scene)[place.row], (met[0], met[1])


def own_mass(scene: Scene) -> Array:
    """Return by what an object's fragments differ from those of its group's mean mass.

    Those of mostly one body go with its mass to the power 0.75.
    """
    return np.asarray((scene.population.mass_kg / scene.groups.mass[scene.group]) ** 0.75)


def _fragments(scene: Scene, field: Field, led: Array) -> tuple[Array, Array]:
    """Return how many new fragments are destroyed by class, shell and inclination, and what they make [1/s]."""
    struck, shed = np.zeros_like(led), np.zeros(led.shape[1:])
    for one in range(len(scene.classes.radius)):
        rate, made = fragment_rates(scene, field, one)
        struck[one] = led[one] * rate
        shed += led[one] * made
    return struck, shed


def fragment_rates(scene: Scene, field: Field, one: int) -> tuple[Array, Array]:
    """Return what becomes of one fragment of a class: its destruction and what it makes, shape (180, bins) [1/s]."""
    columns, r = scene.fragment_group[one], scene.classes.radius[one]
    rate, made = (table[:, 0, columns] + r * (table[:, 1, columns] + r * table[:, 2, columns]) for table in field)
    return rate, made


def _births(scene: Scene, place: Places, made: Array) -> Array:
    """Return the fragments of catalogued objects by class, shell and inclination."""
    bins = scene.inclinations.size
    stage = scene.population.kind[place.row] == STAGE_KIND
    cell = place.shell * bins + scene.bin_of[place.row]
    total = np.zeros((scene.classes.mass.size, SHELLS, bins))
    for who, mask in ((SPACECRAFT, ~stage), (STAGE, stage)):
        counts = binned(cell[mask], made[mask], SHELLS * bins).reshape(SHELLS, bins)
        total += spread(scene, counts, who)
    return total

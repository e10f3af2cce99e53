"""One step of a course: whom everything meets in its middle, and what comes of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.cloud import Cloud
from adr_planner.projection.dwelling import SHELLS, Places
from adr_planner.projection.explosive import blasts
from adr_planner.projection.fragments import SMALLEST_M, SPACECRAFT, STAGE
from adr_planner.projection.mean_field import Field
from adr_planner.projection.meeting import Toll, suffered
from adr_planner.projection.setting import Scene
from adr_planner.risk.collisions.breakup import fragments_of_explosion

__all__ = ["State", "Step", "at_start", "explosive_places", "fragment_rates", "take"]

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

_KINDS = 4


class State(NamedTuple):
    """What a step begins with.

    Attributes
    ----------
    survival, lost : ndarray, shape (n,)
        Chance that each catalogued object is whole, and what the step before took of it.
    fragments, born : ndarray, shape (classes, 180, bins)
        New fragments there are, and those the step before made.
    small : ndarray, shape (ratios, 180, bins)
        New fragments of 1 to 10 cm.
    """

    survival: Array
    lost: Array
    fragments: Array
    born: Array
    small: Array


class Step(NamedTuple):
    """What happens in a step; rates are those of its middle [1/s].

    Attributes
    ----------
    share, exposed, whole, weight : ndarray, shape (n,)
        How much of each object is there to be hit, and for which share of the step; its chance to be whole in the
        middle; and the product of the first and the last.
    old, led : ndarray, shape (classes, 180, bins)
        Where in the step new fragments of its start are, and those that the step before made with them.
    derelicts : ndarray, shape (groups, 180)
        Derelicts by group and shell.
    field : Field
        What there is to meet.
    toll : Toll
        What objects suffer.
    struck : ndarray, shape (classes, 180, bins)
        New fragments destroyed.
    shed : ndarray, shape (180, bins)
        What these become.
    small : ndarray, shape (ratios, 180, bins)
        Fragments of 1 to 10 cm that are made in the step, where they fly.
    blown : ndarray, shape (parents, 180, bins)
        Fragments above 10 cm that explosions make [1/s].
    held : ndarray of bool, shape (classes, 180, bins)
        Where fragments are left: none can be destroyed twice.
    """

    share: Array
    exposed: Array
    whole: Array
    weight: Array
    old: Array
    led: Array
    derelicts: Array
    field: Field
    toll: Toll
    struck: Array
    shed: Array
    small: Array
    blown: Array
    held: Flags


def at_start(scene: Scene) -> State:
    """Return the state a course begins with: everything whole, no new fragments."""
    n, cloud = len(scene.population), scene.cloud
    cells = (SHELLS, cloud.inclinations.size)
    large, small = (len(cloud.ratio_of), *cells), (len(cloud.flies), *cells)
    return State(np.ones(n), np.zeros(n), np.zeros(large), np.zeros(large), np.zeros(small))


def take(scene: Scene, number: int, place: Places, leaves: Array, state: State) -> tuple[Step, State]:
    """Take a step: return what happens in it, and what the next begins with.

    Parameters
    ----------
    scene : Scene
        What all courses share.
    number : int
        Which step.
    place : Places
        Where everything catalogued is in it.
    leaves : ndarray, shape (n,)
        When each object is removed [s]; infinite if it is not.
    state : State
        What the step begins with.
    """
    cloud, (survival, lost, fragments, born, small) = scene.cloud, state
    share, derelict, exposed = scene.crowd.share(number, scene.step, leaves)
    whole = survival - 0.5 * lost
    weight = share * whole
    old = cloud.moved(cloud.while_there, fragments)
    led = old + cloud.moved(cloud.while_born, born)
    moments = scene.groups.moments(place, scene.bodies.group, weight * scene.bodies.radius ** np.arange(3.0)[:, None])
    derelicts = moments[:, :, 0].copy()
    if scene.crowd.careless.any():
        derelicts = scene.groups.moments(place, scene.bodies.group, derelict * whole * np.ones((3, 1)))[:, :, 0]
    for one, size in enumerate(cloud.classes.radius):
        moments[cloud.group[one]] += led[one].T[:, :, None] * size ** np.arange(3.0)
    field = scene.groups.field(moments)
    toll = _objects(scene, place, field, weight)
    struck, shed = _fragments(scene, field, led)
    new = cloud.moved(cloud.flies, _spread(cloud, toll.births, shed)) * scene.step
    new_small = cloud.moved_small(cloud.flies, _small(cloud, toll.births, shed)) * scene.step
    blown = _blown(scene, place, scene.crowd.blasts[number] * weight)
    if blown.any():
        new += cloud.moved(blasts().flies, _of_parents(blasts().shares, blown)) * scene.step
        small_blown = blasts().small_per_large[:, None, None] * blown.sum(axis=0)
        new_small += cloud.moved_small(blasts().flies, small_blown) * scene.step
    gone = survival * -np.expm1(-toll.destroyed * exposed * scene.step)
    kept = cloud.moved(cloud.sinks, fragments) - struck * scene.step + new
    held = kept > 0.0
    sunk = cloud.moved(cloud.sinks, np.where(held, kept, 0.0))
    sunk_small = cloud.moved_small(cloud.sinks, cloud.moved_small(cloud.sinks, small) + new_small)
    after = State(survival - gone, gone, sunk, new, sunk_small)
    taken = Step(share, exposed, whole, weight, old, led, derelicts, field, toll, struck, shed, new_small, blown, held)
    return taken, after


def _objects(scene: Scene, place: Places, field: Field, weight: Array) -> Toll:
    """Return what catalogued objects suffer."""
    births = (scene.cloud.classes.shares.shape[0], SHELLS, scene.cloud.inclinations.size)
    toll = Toll(np.zeros(weight.size), np.zeros((_KINDS, SHELLS)), np.zeros((_KINDS, SHELLS)), np.zeros(births))
    suffered(*place, scene.bodies, weight, *field, *scene.groups.itself, toll)
    return toll


def _fragments(scene: Scene, field: Field, led: Array) -> tuple[Array, Array]:
    """Return how many new fragments are destroyed by class, shell and inclination, and what they make [1/s]."""
    struck, shed = np.zeros_like(led), np.zeros(led.shape[1:])
    for one in range(led.shape[0]):
        rate, made = fragment_rates(scene, field, one)
        struck[one] = led[one] * rate
        shed += led[one] * made
    return struck, shed


def fragment_rates(scene: Scene, field: Field, one: int) -> tuple[Array, Array]:
    """Return what becomes of one fragment of a class: its destruction and what it makes, shape (180, bins) [1/s]."""
    groups, r = scene.cloud.group[one], scene.cloud.classes.radius[one]
    rate, made = ((t[:, :, 0] + r * (t[:, :, 1] + r * t[:, :, 2])).T for t in (table[groups] for table in field))
    return rate, made


def _spread(cloud: Cloud, births: Array, shed: Array) -> Array:
    """Return fragments of objects and of fragments, by class, shell and inclination."""
    of_fragments = cloud.classes.shares[SPACECRAFT][:, None, None] * shed
    return np.asarray(_of_parents(cloud.classes.shares, births) + of_fragments)


def _of_parents(shares: Array, births: Array) -> Array:
    """Return fragments by class, shell and inclination of those by parent."""
    by_class = shares[:, :, None, None]
    return np.asarray(by_class[SPACECRAFT] * births[SPACECRAFT] + by_class[STAGE] * births[STAGE])


def _small(cloud: Cloud, births: Array, shed: Array) -> Array:
    """Return small fragments of objects and of fragments, by ratio, shell and inclination."""
    return np.asarray(cloud.small.per_large[:, None, None] * (births[SPACECRAFT] + births[STAGE] + shed))


def explosive_places(place: Places, rate: Array, scale: Array) -> tuple[Places, Array]:
    """Return where objects dwell that may explode, and how many fragments above 10 cm each makes there [1/s]."""
    rows = np.flatnonzero(rate[place.row] > 0.0)
    some = Places(place.row[rows], place.shell[rows], place.share[rows])
    return some, rate[some.row] * scale[some.row] * some.share * fragments_of_explosion(SMALLEST_M)


def _blown(scene: Scene, place: Places, rate: Array) -> Array:
    """Return the fragments above 10 cm that explosions make, by parent, shell and inclination [1/s]."""
    births = np.zeros((scene.cloud.classes.shares.shape[0], SHELLS, scene.cloud.inclinations.size))
    some, made = explosive_places(place, rate, scene.crowd.scale)
    np.add.at(births, (scene.bodies.parent[some.row], some.shell, scene.bodies.bins[some.row]), made)
    return births

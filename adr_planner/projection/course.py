"""The course of the years: break-ups expected from the mean field, and what becomes of their fragments.

Every catalogued object carries a survival weight and sinks by drag; a step takes the field of its own middle (weights
and new fragments led to there from the step before), so its error falls with the square of its length.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.projection.field import SHELLS, Places
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.scene import Scene
from adr_planner.units import YEAR

__all__ = ["CLASSES", "Course", "courses"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

CLASSES = ("payload", "rocket body", "debris", "unidentified", "new fragment")
"""Classes of what collides: the kinds of a `Population`, and what the projection itself has made."""
_STAGE_KIND = 1


@dataclass(frozen=True, slots=True)
class Course:
    """Hold what is expected until the end of each step.

    Parameters
    ----------
    years : ndarray, shape (steps + 1,)
        Since the start [yr].
    n_catastrophic_collisions, n_fragments_made, debris_years : ndarray, shape (steps + 1,)
        Until then: collisions above 40 J/g, fragments above 10 cm they make, and years those spend in orbit, summed.
    n_fragments_up, n_objects : ndarray, shape (steps + 1,)
        Then: of those fragments, and of all objects that do not work, how many are between 200 and 2,000 km.
    n_encounters_derelicts, n_encounters_fragments : ndarray, shape (steps + 1,)
        Until then: passes of catalogued derelicts, and of new fragments, within 1 km of a satellite working at the
        start or of its replacement in kind.
    collisions_by_shell, fragments_by_shell, up_by_shell : ndarray, shape (180,)
        Until the end by shells of 10 km: the collisions, the fragments made, and those still up.
    collisions_by_class, fragments_by_class : ndarray, shape (5,)
        Until the end by `CLASSES`: a collision counts half for each body, fragments for the body they were.
    """

    years: Array
    n_catastrophic_collisions: Array
    n_fragments_made: Array
    debris_years: Array
    n_fragments_up: Array
    n_objects: Array
    n_encounters_derelicts: Array
    n_encounters_fragments: Array
    collisions_by_shell: Array
    fragments_by_shell: Array
    up_by_shell: Array
    collisions_by_class: Array
    fragments_by_class: Array


class _Run:
    """Step one course through a scene."""

    def __init__(self, scene: Scene, leaves: Array) -> None:
        self.scene = scene
        self.leaves = np.where(leaves >= scene.way.gone, np.inf, leaves)  # too late: it has come down by itself
        n, shape = len(scene.population), (scene.classes.mass.size, SHELLS, scene.inclinations.size)
        self.survival, self.lost = np.ones(n), np.zeros(n)
        self.fragments, self.born = np.zeros(shape), np.zeros(shape)
        self.rows: list[tuple[float, ...]] = [(0.0,) * 7]
        self.by_shell = np.zeros((2, SHELLS))
        self.by_class = np.zeros((2, len(CLASSES)))

    def advance(self, number: int, place: Places, own: tuple[Array, Array]) -> None:
        """Take one step."""
        scene, groups, step = self.scene, self.scene.groups, self.scene.step
        radius = scene.population.radius_m.astype(float)
        weight = scene.derelict_share(number, self.leaves) * (self.survival - 0.5 * self.lost)
        fragments = scene.sinks @ self.fragments
        old = scene.while_there @ self.fragments
        led = old + scene.while_born @ self.born
        moments = groups.moments(place, scene.group, weight * radius ** np.arange(3.0)[:, None])
        seen = float(np.sum(moments[:, 0] * scene.exposure))
        present = float(moments[:, 0].sum())
        for one, size in enumerate(scene.classes.radius):
            for power in range(3):
                moments[:, power, scene.fragment_group[one]] += led[one] * size**power
        field = groups.field(moments)

        hit, made = self._objects(place, own, field, weight, radius)
        struck, shed = self._fragments(field, led)
        rate = np.bincount(place.row, hit, weight.size)
        births = self._births(place, made * weight[place.row]) + self._spread(shed, SPACECRAFT)
        self.born = scene.flies @ births * step
        lost = struck * step
        self.lost = self.survival * -np.expm1(-rate * step)
        self.survival = self.survival - self.lost
        self._count(number, place, hit * weight[place.row], made * weight[place.row], struck, shed)
        up = float((scene.stays * self.fragments + scene.comes * self.born).sum())
        self.fragments = scene.sinks @ np.maximum(fragments - lost + self.born, 0.0)
        last = self.rows[-1]
        collisions = 0.5 * (float((rate * weight).sum()) + float(struck.sum()))
        passed = float(np.sum(scene.watch * (old + scene.while_born @ self.born)))
        new = (collisions * step, float(self.born_count), up * step / YEAR, seen * step, passed * step)
        sums = tuple(before + more for before, more in zip(last[:5], new, strict=True))
        self.rows.append((*sums, float(self.fragments.sum()), present + up))

    def _objects(
        self, place: Places, own: tuple[Array, Array], field: tuple[Array, Array], weight: Array, radius: Array
    ) -> tuple[Array, Array]:
        """Return each object's rate of destruction in each place, and that of its fragments [1/s]."""
        size = self.scene.groups.keys.size
        cell = place.shell * 3 * size + self.scene.group[place.row]
        r = radius[place.row]
        itself = (weight * radius**2)[place.row]
        found = []
        for table, mine in zip(field, own, strict=True):
            flat = table.reshape(-1)
            met = flat[cell] + r * (flat[cell + size] + r * flat[cell + 2 * size])
            found.append(np.maximum(met - itself * mine, 0.0) * place.share)
        # A group tells the fragments of its mean mass; those of mostly one body go with its mass to the power 0.75.
        own_mass = self.scene.population.mass_kg / self.scene.groups.mass[self.scene.group]
        return found[0], found[1] * (own_mass**0.75)[place.row]

    def _fragments(self, field: tuple[Array, Array], led: Array) -> tuple[Array, Array]:
        """Return how many new fragments are destroyed by class, shell and inclination, and what they make [1/s]."""
        struck, shed = np.zeros_like(led), np.zeros(led.shape[1:])
        for one, r in enumerate(self.scene.classes.radius):
            columns = self.scene.fragment_group[one]
            rate, made = (t[:, 0, columns] + r * (t[:, 1, columns] + r * t[:, 2, columns]) for t in field)
            struck[one] = led[one] * rate
            shed += led[one] * made
        return struck, shed

    def _births(self, place: Places, made: Array) -> Array:
        """Return the fragments of catalogued objects by class, shell and inclination."""
        scene = self.scene
        bins = scene.inclinations.size
        stage = scene.population.kind[place.row] == _STAGE_KIND
        cell = place.shell * bins + scene.bin_of[place.row]
        total = np.zeros((scene.classes.mass.size, SHELLS, bins))
        for who, mask in ((SPACECRAFT, ~stage), (STAGE, stage)):
            counts = np.bincount(cell[mask], made[mask], SHELLS * bins).reshape(SHELLS, bins)
            total += self._spread(counts.astype(float), who)
        return total

    def _spread(self, counts: Array, who: int) -> Array:
        """Return fragments by class from their numbers by shell and inclination."""
        return np.asarray(self.scene.classes.shares[who][:, None, None] * counts)

    def _count(self, number: int, place: Places, hit: Array, made: Array, struck: Array, shed: Array) -> None:
        """Add a step to the sums by shell and class."""
        step, kind = self.scene.step, self.scene.population.kind[place.row]
        new = CLASSES.index("new fragment")
        for which, (objects, by_shell) in enumerate(
            ((0.5 * hit, 0.5 * struck.sum(axis=(0, 2))), (made, shed.sum(axis=1)))
        ):
            self.by_shell[which] += step * (np.bincount(place.shell, objects, SHELLS) + by_shell)
            self.by_class[which] += step * np.bincount(kind, objects, len(CLASSES))
            self.by_class[which, new] += step * by_shell.sum()
        self.born_count = step * (made.sum() + shed.sum())

    def course(self) -> Course:
        """Return what was found."""
        columns = np.array(self.rows).T
        years = np.arange(self.scene.n_steps + 1) * self.scene.step / YEAR
        collisions, made, debris_years, derelicts, fragments, up, middles = columns
        seen_at = np.append(0.0, 0.5 * (years[1:] + years[:-1]))
        objects = np.interp(years, seen_at, np.append(self.scene.n_at_start, middles[1:]))
        return Course(
            years=np.asarray(years, dtype=float),
            n_catastrophic_collisions=collisions,
            n_fragments_made=made,
            debris_years=debris_years,
            n_fragments_up=up,
            n_objects=objects,
            n_encounters_derelicts=derelicts,
            n_encounters_fragments=fragments,
            collisions_by_shell=self.by_shell[0],
            fragments_by_shell=self.by_shell[1],
            up_by_shell=self.fragments.sum(axis=(0, 2)),
            collisions_by_class=self.by_class[0],
            fragments_by_class=self.by_class[1],
        )


def courses(scene: Scene, leaves: list[Array]) -> list[Course]:
    """Return one course for each way of removing objects.

    Parameters
    ----------
    scene : Scene
        What they share.
    leaves : list of ndarray, shape (n,)
        When each object is removed [s]; infinite if it is not.
    """
    runs = [_Run(scene, one) for one in leaves]
    for number in range(scene.n_steps):
        place = scene.places(number)
        own = scene.groups.itself(place, scene.group)
        for run in runs:
            run.advance(number, place, own)
    return [run.course() for run in runs]

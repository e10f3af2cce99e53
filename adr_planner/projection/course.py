"""The course of the years: break-ups expected from the mean field, and what becomes of their fragments.

Every catalogued object carries a survival weight and sinks by drag; a step takes the field of its own middle (weights
and new fragments led to there from the step before), so its error falls with the square of its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.projection.field import SHELLS, SWEPT, Groups, Places, places
from adr_planner.projection.fragments import SPACECRAFT, STAGE, FragmentClasses, fragment_classes
from adr_planner.projection.scatter import scatter
from adr_planner.projection.sinking import Sun, Way, descents, shell_presence, shell_transport
from adr_planner.risk.shells import EDGES

if TYPE_CHECKING:
    from adr_planner.catalog import Population

__all__ = ["CLASSES", "ENCOUNTER_M", "YEAR", "Course", "Scene", "courses"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

YEAR = 365.25 * 86400.0
ENCOUNTER_M = 1000.0
"""A derelict or fragment within this distance of a working satellite is an encounter [m]."""
CLASSES = ("payload", "rocket body", "debris", "unidentified", "new fragment")
"""Classes of what collides: the kinds of a `Population`, and what the projection itself has made."""
_STAGE_KIND = 1
_LOOKS = 9
"""How often in a step objects are told; the fifth time is its middle."""
_LOOKED_AT = ((-np.inf, (4,)), (2e3, (1, 4, 7)), (20e3, tuple(range(_LOOKS))))
"""When an object is looked at that falls by so much in a step [m], perigee and apogee together: on its last years it
passes crowded shells within one."""
_INCLINATIONS = 40
"""Degrees of inclination that new fragments are kept by: those that hold most mass."""


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


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold what all courses of a population share.

    Parameters
    ----------
    population : Population
        Everything on orbit below 2,000 km.
    step, n_steps : float, int
        Length of a step [s], and how many.
    n_at_start : float
        How many objects that do not work are between 200 and 2,000 km at the start.
    way : Way
        Where each object is, nine times in each step and at the end.
    retires, kept : ndarray, shape (n,)
        When each stops to step aside [s], and the share of it that then stays as a derelict.
    groups : Groups
        Of like inclination and mass.
    group : ndarray of int, shape (n,)
        Of each object.
    classes : FragmentClasses
        Of new fragments.
    inclinations : ndarray, shape (bins,)
        Of new fragments [deg].
    bin_of : ndarray of int, shape (n,)
        Where the fragments of each object go.
    fragment_group : ndarray of int, shape (classes, bins)
        Group of each.
    exposure : ndarray, shape (180, groups)
        Encounters of one object there with working satellites [1/s].
    flies, sinks : ndarray, shape (classes, 180, 180)
        Where fragments go from where they are made, and half a step's sinking.
    while_there, while_born : ndarray, shape (classes, 180, 180)
        Where in a step, on average, fragments are that are there at its start, and that are born during it.
    watch : ndarray, shape (classes, 180, bins)
        Encounters of one fragment with working satellites [1/s].
    stays, comes : ndarray, shape (classes, 180, 1)
        Share of a step that fragments are up which are there at its start, and which are born during it.
    """

    population: Population
    step: float
    n_steps: int
    n_at_start: float
    way: Way
    retires: Array
    kept: Array
    groups: Groups
    group: Integers
    classes: FragmentClasses
    inclinations: Array
    bin_of: Integers
    fragment_group: Integers
    exposure: Array
    flies: Array
    sinks: Array
    while_there: Array
    while_born: Array
    watch: Array
    stays: Array
    comes: Array

    @classmethod
    def of(
        cls, population: Population, years: float, *, step_years: float, sun: Sun, working_years: float, disposal: float
    ) -> Scene:
        """Prepare a population; see `adr_planner.project`."""
        crowd = population.part(population.sma_km * (1.0 - population.ecc) * 1e3 < EARTH_RADIUS + EDGES[-1])
        n_steps = int(np.ceil(years / step_years - 1e-9))
        step = years * YEAR / n_steps if n_steps else YEAR
        sma, ecc = crowd.sma_km * 1e3, crowd.ecc.astype(float)
        working = crowd.operational.astype(bool)
        retires = np.where(working, working_years * YEAR, 0.0)
        mass, radius, inc = (one.astype(float) for one in (crowd.mass_kg, crowd.radius_m, crowd.inc_deg))
        perigee, apogee = sma * (1.0 - ecc), sma * (1.0 + ecc)
        times = step * np.append((np.arange(n_steps * _LOOKS) + 0.5) / _LOOKS, n_steps)
        classes = fragment_classes()
        inclinations, bin_of = _heavy_inclinations(inc, mass)
        pairs = np.repeat(inclinations, classes.mass.size), np.tile(classes.mass, inclinations.size)
        groups = Groups.of(np.concatenate([inc, pairs[0]]), np.concatenate([mass, pairs[1]]))
        ratios, ratio_of = np.unique(classes.area_to_mass, return_inverse=True)
        sinks = np.array([shell_transport(float(one), 0.5 * step, sun) for one in ratios])[ratio_of]
        up = np.array([shell_presence(float(one), step, sun) for one in ratios])[ratio_of]
        moments_in_step = (np.arange(_LOOKS) + 0.5) / _LOOKS
        on_the_way = np.array([[shell_transport(float(one), u * step, sun) for u in moments_in_step] for one in ratios])
        group = groups.find(inc, mass)
        fragment_group = groups.find(*pairs).reshape(inclinations.size, -1).T
        dwelling = places(perigee, apogee)
        watched = groups.moments(dwelling, group, working * np.ones((3, 1)))[:, 0]
        exposure = np.pi * ENCOUNTER_M**2 * SWEPT[:, None] * (watched @ groups.passing.T)
        return cls(
            population=crowd,
            step=step,
            n_steps=n_steps,
            n_at_start=float((dwelling.share * ~working[dwelling.row]).sum()),
            way=descents(perigee, apogee, np.pi * radius**2 / mass, times, sun, retires),
            retires=retires,
            kept=np.where(working, 1.0 - disposal, 1.0),
            groups=groups,
            group=group,
            classes=classes,
            inclinations=np.asarray(inclinations, dtype=float),
            bin_of=bin_of,
            fragment_group=fragment_group,
            exposure=exposure,
            watch=exposure[:, fragment_group].swapaxes(0, 1),
            while_there=on_the_way.mean(axis=1)[ratio_of],
            while_born=np.einsum("cuij,u->cij", on_the_way, 1.0 - moments_in_step)[ratio_of] / _LOOKS,
            flies=np.array([scatter(float(one)) for one in np.log10(ratios)])[ratio_of],
            sinks=sinks,
            stays=up[:, 0, :, None],
            comes=up[:, 1, :, None],
        )

    def places(self, number: int) -> Places:
        """Return where objects dwell in a step: what falls is looked at several times."""
        first = _LOOKS * number
        perigee, apogee = (one[first : first + _LOOKS] for one in (self.way.perigee, self.way.apogee))
        fallen = perigee[0] - perigee[-1] + apogee[0] - apogee[-1]
        tier = np.searchsorted([least for least, _ in _LOOKED_AT], fallen) - 1
        found = []
        for one, (_, looks) in enumerate(_LOOKED_AT):
            here = np.flatnonzero(tier == one)
            for look in looks:
                seen = places(perigee[look, here], apogee[look, here])
                found.append((here[seen.row], seen.shell, seen.share / len(looks)))
        row, shell, share = (np.concatenate(column) for column in zip(*found, strict=True))
        return Places(row, shell, share)

    def derelict_share(self, number: int, leaves: Array) -> Array:
        """Return the share of a step that each object is there as a derelict, times the share of it that stays."""
        start = number * self.step
        there = np.clip((leaves - start) / self.step, 0.0, 1.0) - np.clip((self.retires - start) / self.step, 0.0, 1.0)
        return np.asarray(self.kept * np.maximum(there, 0.0))


def _heavy_inclinations(inc_deg: Array, mass: Array) -> tuple[Array, Integers]:
    """Return the inclinations that hold most mass, and for each object the nearest: its fragments are put there."""
    totals = np.bincount(inc_deg.astype(np.intp), mass, 181)
    heaviest = np.argsort(-totals, kind="stable")[: min(_INCLINATIONS, np.count_nonzero(totals))]
    inclinations = np.sort(heaviest) + 0.5
    nearest = np.abs(inc_deg[:, None] - inclinations).argmin(axis=1).astype(np.intp)
    return np.asarray(inclinations, dtype=float), nearest


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

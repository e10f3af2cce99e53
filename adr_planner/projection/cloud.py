"""The cloud of new fragments: its classes, where it is thrown, how it sinks, and what working satellites see of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import product
from adr_planner.projection.fragments import FragmentClasses, fragment_classes
from adr_planner.projection.mean_field import Groups
from adr_planner.projection.scatter import scatter
from adr_planner.projection.sinking import Sun, shell_presence, shell_transport
from adr_planner.projection.small_fragments import SmallFragments, small_fragments
from adr_planner.projection.transport import carried
from adr_planner.risk.collisions.shells import SWEPT

__all__ = ["ENCOUNTER_M", "Cloud", "Watch", "fragment_pairs"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

ENCOUNTER_M = 1000.0
"""A derelict or fragment within this distance of a working satellite is an encounter [m]."""
_LOOKS = 9
"""How often in a step fragments are looked at on their way down."""


class Watch(NamedTuple):
    """What working satellites see of one fragment in a step.

    Attributes
    ----------
    there, born : ndarray, shape (classes or ratios, 180, bins)
        Of one that is in a shell at the start of the step, and of one that is born there during it.
    """

    there: Array
    born: Array


@dataclass(frozen=True, slots=True)
class Cloud:
    """How new fragments spread, sink and are seen.

    Parameters
    ----------
    classes : FragmentClasses
        Of fragments above 10 cm.
    small : SmallFragments
        Those of 1 to 10 cm.
    inclinations : ndarray, shape (bins,)
        Of new fragments [deg].
    group : ndarray of int, shape (classes, bins)
        Group of each.
    ratio_of : ndarray of int, shape (classes,)
        Area-to-mass ratio of each class, which have those of `flies` and the like.
    flies, sinks : ndarray, shape (ratios, 180, 180)
        Where fragments go from where they are made, and half a step's sinking.
    while_there, while_born : ndarray, shape (ratios, 180, 180)
        Where in a step, on average, fragments are that are there at its start, and that are born during it.
    stays, comes : ndarray, shape (classes, 180, 1)
        Share of a step that fragments are up which are there at its start, and which are born during it.
    passes, hits, small_hits : Watch
        Encounters with working satellites of fragments, and hits on them: of fragments, and of small ones.
    """

    classes: FragmentClasses
    small: SmallFragments
    inclinations: Array
    group: Integers
    ratio_of: Integers
    flies: Array
    sinks: Array
    while_there: Array
    while_born: Array
    stays: Array
    comes: Array
    passes: Watch
    hits: Watch
    small_hits: Watch

    @classmethod
    def of(cls, groups: Groups, inclinations: Array, satellites: Array, step: float, sun: Sun) -> Cloud:
        """Prepare the cloud of a scene.

        Parameters
        ----------
        groups : Groups
            Which hold those of `fragment_pairs`.
        inclinations : ndarray, shape (bins,)
            That new fragments are kept by [deg].
        satellites : ndarray, shape (groups, 180, 3)
            Working satellites: sums by power of their radius.
        step : float
            Length of a step [s].
        sun : {"weak", "mean", "strong"}
            Whose solar cycles.
        """
        classes, small = fragment_classes(), small_fragments()
        ratios, ratio_of = np.unique(classes.area_to_mass, return_inverse=True)
        moments = (np.arange(_LOOKS) + 0.5) / _LOOKS
        on_the_way = np.array([[shell_transport(float(one), u * step, sun) for u in moments] for one in ratios])
        while_there = on_the_way.mean(axis=1)
        while_born = (on_the_way * (1.0 - moments)[:, None, None]).sum(axis=1) / _LOOKS
        up = np.array([shell_presence(float(one), step, sun) for one in ratios])[ratio_of]
        group = groups.find(*fragment_pairs(inclinations)).reshape(inclinations.size, -1).T
        seen = _Seen.of(groups.passing[group[0]], satellites, while_there * step, while_born * step)
        return cls(
            classes=classes,
            small=small,
            inclinations=inclinations,
            group=group,
            ratio_of=ratio_of,
            flies=np.array([scatter(float(one)) for one in np.log10(ratios)]),
            sinks=np.array([shell_transport(float(one), 0.5 * step, sun) for one in ratios]),
            while_there=while_there,
            while_born=while_born,
            stays=up[:, 0, :, None],
            comes=up[:, 1, :, None],
            passes=seen.within(np.full(ratio_of.size, ENCOUNTER_M), ratio_of, bodies=False),
            hits=seen.within(classes.radius, ratio_of),
            small_hits=seen.within(small.radius, np.arange(ratios.size)),
        )

    def moved(self, tables: Array, fragments: Array) -> Array:
        """Return fragments, by class, shell and inclination, after a table of their ratio has carried them."""
        return carried(tables, self.ratio_of, fragments)

    def moved_small(self, tables: Array, fragments: Array) -> Array:
        """Return small fragments, by ratio, shell and inclination, after its table has carried them."""
        return carried(tables, np.arange(len(tables)), fragments)


def fragment_pairs(inclinations: Array) -> tuple[Array, Array]:
    """Return inclination and mass of all new fragments, so that groups can be made for them."""
    mass = fragment_classes().mass
    return np.repeat(inclinations, mass.size), np.tile(mass, inclinations.size)


class _Seen(NamedTuple):
    """Working satellites as a fragment of each inclination meets them, and the tables that lead it there, turned."""

    by_power: tuple[Array, Array, Array]
    there: Array
    born: Array

    @classmethod
    def of(cls, passing: Array, satellites: Array, there: Array, born: Array) -> _Seen:
        sums = (np.pi * SWEPT * product(passing, np.ascontiguousarray(satellites[:, :, k])) for k in range(3))
        turned = (np.ascontiguousarray(table.swapaxes(1, 2)) for table in (there, born))
        return cls(tuple(one.T for one in sums), *turned)  # type: ignore[arg-type]

    def within(self, distance: Array, ratio_of: Integers, *, bodies: bool = True) -> Watch:
        """Return what comes so near [m], by class; to their surface, or to their middle."""
        zeroth, first, second = self.by_power
        d = distance[:, None, None]
        rate = d**2 * zeroth + (2.0 * d * first + second if bodies else 0.0)
        return Watch(carried(self.there, ratio_of, rate), carried(self.born, ratio_of, rate))

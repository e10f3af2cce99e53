"""The mean field: whom every object meets, from sums over shells and groups of like inclination and mass.

As in `risk.flux`, partners are kept as three sums over their radii (r^0, r^1, r^2) by shell and group. Here targets
are grouped too, so that a population of 24,000 and all new fragments cost a few sums over pairs of groups a step.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.projection.dwelling import SHELLS, Places
from adr_planner.projection.meeting import gathered, met, returned
from adr_planner.risk.collisions.breakup import catastrophic_speed, fragments_of_breakup
from adr_planner.risk.collisions.crossings import crossing_table
from adr_planner.risk.collisions.flux import CLASS_ROOM, group_keys
from adr_planner.risk.collisions.shells import MIDDLES, SWEPT

__all__ = ["Field", "Groups", "band_of"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

_BANDS = (0, 50, 90, SHELLS)
"""Shells whose thresholds of speed share a matrix: 200-700, 700-1,100 and 1,100-2,000 km."""
_POWERS = 3
_TURNED = np.pi * np.array([1.0, 2.0, 1.0])
"""(r + s)^2 = r^2 + 2 r s + s^2: the partner's power 2 goes with the target's power 0, and so on."""


class Field(NamedTuple):
    """What there is to meet, by group; per second.

    Attributes
    ----------
    rate : ndarray, shape (groups, 180, 3) or (groups, 180)
        Catastrophic encounters by shell, and per power of the target's radius.
    fragments : ndarray
        The same, each counting the target's own share of the fragments above 10 cm.
    """

    rate: Array
    fragments: Array


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups, and how often one destroys another.

    Parameters
    ----------
    keys : ndarray of int, shape (groups,)
        See `risk.flux.group_keys`, increasing.
    inc_deg, mass : ndarray, shape (groups,)
        Mean inclination [deg] and mass [kg].
    factor : tuple of ndarray, shape (groups, groups)
        For each band of altitude: crossing factor of destroying encounters of row by column.
    own : ndarray, shape (groups, groups)
        The row's own fragments above 10 cm then, which are its share by mass of what both make.
    passing : ndarray, shape (groups, groups)
        Crossing factor of all encounters.
    itself : Field
        What an object of unit radius that is always in a shell would do to itself there, to be taken off.
    """

    keys: Integers
    inc_deg: Array
    mass: Array
    factor: tuple[Array, ...]
    own: Array
    passing: Array
    itself: Field

    @classmethod
    def of(cls, inc_deg: Array, mass: Array) -> Groups:
        """Group objects by inclination and mass."""
        keys, group, counts = np.unique(group_keys(inc_deg, mass), return_inverse=True, return_counts=True)
        mean_inc, mean_mass = (np.bincount(group, values) / counts for values in (inc_deg, mass))
        bins = keys // CLASS_ROOM
        least = catastrophic_speed(mean_mass[:, None], mean_mass)
        both = mean_mass[:, None] + mean_mass
        own = fragments_of_breakup(both) * mean_mass[:, None] / both
        factors = []
        for start, end in itertools.pairwise(_BANDS):
            speed = np.sqrt(EARTH_MU / (EARTH_RADIUS + MIDDLES[(start + end) // 2]))
            factors.append(crossing_table(mean_inc, bins, least / (2.0 * speed)))
        passing = crossing_table(mean_inc, bins, np.zeros((1, 1)))
        alone = np.repeat(np.stack([np.diagonal(one) for one in factors], axis=1), np.diff(_BANDS), axis=1)
        alone = alone * (4.0 * np.pi * SWEPT)
        itself = Field(alone, np.diagonal(own)[:, None] * alone)
        return cls(keys, mean_inc, mean_mass, tuple(factors), own, passing, itself)

    def find(self, inc_deg: Array, mass: Array) -> Integers:
        """Return the group of each object; its key must be among those grouped."""
        return np.asarray(np.searchsorted(self.keys, group_keys(inc_deg, mass)))

    def moments(self, place: Places, group: Integers, powers: Array) -> Array:
        """Return sums over objects by group, shell and power of their radius, shape (groups, 180, 3).

        Parameters
        ----------
        place : Places
            Where they dwell.
        group : ndarray of int, shape (n,)
            Their groups.
        powers : ndarray, shape (3, n)
            Weight times r^0, r^1, r^2.
        """
        sums = np.zeros((self.keys.size, SHELLS, _POWERS))
        gathered(*place, group, powers, sums)
        return sums

    def field(self, moments: Array) -> Field:
        """Return what the partners of these sums do to a target of each group."""
        turned = moments[:, :, ::-1] * (_TURNED * SWEPT[:, None])
        found = Field(np.zeros(turned.shape), np.zeros(turned.shape))
        for factor, (start, end) in zip(self.factor, itertools.pairwise(_BANDS), strict=True):
            sums, rate, made = (one.reshape(self.keys.size, -1) for one in (turned, *found))
            met(factor, self.own, sums, *_held(turned, start, end), rate, made)
        return found

    def turned(self) -> Groups:
        """Return the same groups with partners and targets exchanged, as `sources` needs them."""
        factor = tuple(np.ascontiguousarray(one.T) for one in self.factor)
        return replace(self, factor=factor, own=np.ascontiguousarray(self.own.T))

    def sources(self, by_field: Field) -> Array:
        """Go back over `field`: what a sum over fields gains by each of the sums over partners. Of `turned` groups."""
        sums = np.zeros(by_field.rate.shape)
        given = np.abs(by_field.rate) + np.abs(by_field.fragments)
        for factor, (start, end) in zip(self.factor, itertools.pairwise(_BANDS), strict=True):
            by_rate, by_made, into = (one.reshape(self.keys.size, -1) for one in (*by_field, sums))
            returned(factor, self.own, (by_rate, by_made), *_held(given, start, end), into)
        return np.asarray(sums[:, :, ::-1] * (_TURNED * SWEPT[:, None]))


def band_of(shell: int) -> int:
    """Return which of `Groups.factor` holds in a shell.

    Examples
    --------
    >>> [band_of(shell) for shell in (0, 50, 179)]
    [0, 1, 2]
    """
    return int(np.searchsorted(_BANDS, shell, side="right")) - 1


def _held(sums: Array, start: int, end: int) -> tuple[Integers, Integers]:
    """Return the first and the last cell of a band that hold any of each group; equal, amid the band, if none does."""
    held: NDArray[np.bool_] = np.any(sums[:, start:end] != 0.0, axis=2)
    first, last = start + held.argmax(axis=1), end - held[:, ::-1].argmax(axis=1)
    none = ~held.any(axis=1)
    first[none] = last[none] = (start + end) // 2
    return _POWERS * first, _POWERS * last

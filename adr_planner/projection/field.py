"""The mean field: whom every object meets, from sums over shells and groups of like inclination and mass.

As in `risk.flux`, partners are kept as three sums over their radii (r^0, r^1, r^2) by shell and group. Here targets
are grouped too, so that a population of 24,000 and all new fragments cost a few matrix products a step.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.risk.breakup import catastrophic_speed, fragments_of_breakup
from adr_planner.risk.crossings import INCLINATION_BINS, crossing_table
from adr_planner.risk.shells import EDGES, HALF_WIDTH, MIDDLES, VOLUMES

__all__ = ["SHELLS", "SWEPT", "Field", "Groups", "Places", "binned", "keys_of", "places"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

SHELLS = MIDDLES.size
SWEPT = np.sqrt(EARTH_MU / (EARTH_RADIUS + MIDDLES)) / VOLUMES
"""Orbital speed over volume of each shell [1/m2/s]."""
_CLASSES_PER_DECADE = 4
_CLASS_ROOM = 100
_BANDS = (0, 50, 90, SHELLS)
"""Shells whose thresholds of speed share a matrix: 200-700, 700-1,100 and 1,100-2,000 km."""
_WIDTH = float(EDGES[1] - EDGES[0])


class Places(NamedTuple):
    """Where objects dwell: one row an object and shell.

    Attributes
    ----------
    row, shell : ndarray of int
        Object and shell.
    share : ndarray
        Share of its time.
    """

    row: Integers
    shell: Integers
    share: Array


def places(perigee: Array, apogee: Array) -> Places:
    """Return the shares of `risk.shells.dwell`, only those above zero.

    Parameters
    ----------
    perigee, apogee : ndarray, shape (n,)
        Radii [m].

    Examples
    --------
    >>> found = places(np.array([7214.4e3]), np.array([7221.6e3]))
    >>> found.shell.tolist(), np.round(found.share, 2).tolist()
    ([63, 64], [0.51, 0.49])
    """
    sma = 0.5 * (perigee + apogee)
    swing = np.maximum(0.5 * (apogee - perigee), HALF_WIDTH)
    low, high = ((sma + sign * swing - EARTH_RADIUS - EDGES[0]) / _WIDTH for sign in (-1.0, 1.0))
    first = np.clip(np.floor(low), 0, SHELLS).astype(np.intp)
    last = np.clip(np.ceil(high), 0, SHELLS).astype(np.intp)
    count = np.maximum(last - first, 0)
    row = np.repeat(np.arange(sma.size), count)
    shell = np.arange(row.size) - np.repeat(np.cumsum(count) - count - first, count)

    def anomaly(edge: Array) -> Array:
        eccentric = np.arccos(np.clip((sma[row] - EARTH_RADIUS - edge) / swing[row], -1.0, 1.0))
        return np.asarray(eccentric - swing[row] / sma[row] * np.sin(eccentric))

    share = (anomaly(EDGES[shell + 1]) - anomaly(EDGES[shell])) / np.pi
    return Places(row, shell, share)


def binned(index: Integers, weights: Array, n: int) -> Array:
    """Return the sum of the weights of each index, shape (n,)."""
    return np.asarray(np.bincount(index, weights, n), dtype=float)


def keys_of(inc_deg: Array, mass: Array) -> Integers:
    """Return one whole number for each degree of inclination and quarter decade of mass."""
    bins = np.clip(inc_deg.astype(np.intp), 0, INCLINATION_BINS - 1)
    classes = np.floor(_CLASSES_PER_DECADE * np.log10(mass)).astype(np.intp) + _CLASS_ROOM // 2
    return np.asarray(bins * _CLASS_ROOM + np.clip(classes, 0, _CLASS_ROOM - 1))


class Field(NamedTuple):
    """What there is to meet, by shell, power of the partner's radius and group; per second.

    Attributes
    ----------
    rate : ndarray, shape (180, 3, groups)
        Sums of catastrophic encounters per power of the target's radius.
    fragments : ndarray, shape (180, 3, groups)
        The same, each counting the target's own share of the fragments above 10 cm.
    """

    rate: Array
    fragments: Array


@dataclass(frozen=True, slots=True)
class Groups:
    """Hold the groups, and how often one destroys another.

    Parameters
    ----------
    keys : ndarray of int, shape (groups,)
        See `keys_of`, increasing.
    inc_deg, mass : ndarray, shape (groups,)
        Mean inclination [deg] and mass [kg].
    factor, fragments : tuple of ndarray, shape (groups, groups)
        For each band of altitude: crossing factor of destroying encounters of row by column; times the row's own
        fragments above 10 cm, which are its share by mass of what both make.
    passing : ndarray, shape (groups, groups)
        Crossing factor of all encounters.
    """

    keys: Integers
    inc_deg: Array
    mass: Array
    factor: tuple[Array, ...]
    fragments: tuple[Array, ...]
    passing: Array

    @classmethod
    def of(cls, inc_deg: Array, mass: Array) -> Groups:
        """Group objects by inclination and mass."""
        keys, group, counts = np.unique(keys_of(inc_deg, mass), return_inverse=True, return_counts=True)
        mean_inc, mean_mass = (np.bincount(group, values) / counts for values in (inc_deg, mass))
        bins = keys // _CLASS_ROOM
        least = catastrophic_speed(mean_mass[:, None], mean_mass)
        both = mean_mass[:, None] + mean_mass
        own = fragments_of_breakup(both) * mean_mass[:, None] / both
        factors = []
        for start, end in itertools.pairwise(_BANDS):
            speed = np.sqrt(EARTH_MU / (EARTH_RADIUS + MIDDLES[(start + end) // 2]))
            factors.append(crossing_table(mean_inc, bins, least / (2.0 * speed)))
        passing = crossing_table(mean_inc, bins, np.zeros((1, 1)))
        return cls(keys, mean_inc, mean_mass, tuple(factors), tuple(own * one for one in factors), passing)

    def find(self, inc_deg: Array, mass: Array) -> Integers:
        """Return the group of each object; its key must be among those grouped."""
        return np.asarray(np.searchsorted(self.keys, keys_of(inc_deg, mass)))

    def moments(self, place: Places, group: Integers, powers: Array) -> Array:
        """Return sums over objects by shell, power of their radius and group, shape (180, 3, groups).

        Parameters
        ----------
        place : Places
            Where they dwell.
        group : ndarray of int, shape (n,)
            Their groups.
        powers : ndarray, shape (3, n)
            Weight times r^0, r^1, r^2.
        """
        size = self.keys.size
        cell = place.shell * size + group[place.row]
        sums = [np.bincount(cell, place.share * one[place.row], SHELLS * size).reshape(SHELLS, size) for one in powers]
        return np.stack(sums, axis=1)

    def field(self, moments: Array) -> Field:
        """Return what the partners of these sums do to a target of each group."""
        rate, fragments = np.empty_like(moments), np.empty_like(moments)
        # (r + s)^2 = r^2 + 2 r s + s^2: the partner's power 2 goes with the target's power 0, and so on.
        turned = moments[:, ::-1] * (np.pi * np.array([1.0, 2.0, 1.0]))[:, None] * SWEPT[:, None, None]
        for band, (start, end) in enumerate(itertools.pairwise(_BANDS)):
            part = turned[start:end]
            met = np.flatnonzero(part.any(axis=(0, 1)))
            flat = part[:, :, met].reshape(3 * (end - start), met.size)
            for matrix, out in ((self.factor[band], rate), (self.fragments[band], fragments)):
                out[start:end] = 0.0
                out[start:end, :, met] = (flat @ matrix[np.ix_(met, met)].T).reshape(end - start, 3, met.size)
        return Field(rate, fragments)

    def sources(self, by_field: Field) -> Array:
        """Return the transpose of `field`: what a sum over fields gains by each of the sums over partners."""
        by_moments = np.zeros_like(by_field.rate)
        for band, (start, end) in enumerate(itertools.pairwise(_BANDS)):
            for matrix, by_table in ((self.factor[band], by_field.rate), (self.fragments[band], by_field.fragments)):
                part = by_table[start:end]
                told = np.flatnonzero(part.any(axis=(0, 1)))
                flat = part[:, :, told].reshape(3 * (end - start), told.size)
                by_moments[start:end] += (flat @ matrix[told]).reshape(end - start, 3, -1)
        return by_moments[:, ::-1] * (np.pi * np.array([1.0, 2.0, 1.0]))[::-1, None] * SWEPT[:, None, None]

    def itself(self, place: Places, group: Integers) -> tuple[Array, Array]:
        """Return what an object of unit weight and radius would do to itself in each place, to be taken off."""
        own_rate, own_fragments = np.empty(place.row.size), np.empty(place.row.size)
        mine = group[place.row]
        for band, (start, end) in enumerate(itertools.pairwise(_BANDS)):
            here = (place.shell >= start) & (place.shell < end)
            own_rate[here] = np.diagonal(self.factor[band])[mine[here]]
            own_fragments[here] = np.diagonal(self.fragments[band])[mine[here]]
        scale = 4.0 * np.pi * SWEPT[place.shell] * place.share
        return own_rate * scale, own_fragments * scale

"""Collision rates from the population itself: shells x inclination x mass, no pair loop.

A target in shell k meets partners of density S / V there. They are kept by shell, inclination and mass as
three sums over their radii (S0, S1, S2 = sum of r^0, r^1, r^2), so that the cross-section pi (r + r_j)^2 of
every pair counts exactly; the crossing factor G (see `crossings`) holds relative speed and latitudes:

    rate = sum over k, groups of  phi_k v_k / V_k  G  pi (r^2 S0 + 2 r S1 + S2).

A collision is catastrophic above 40 J/g, that is above a relative speed set by the two masses.

Operational satellites are partners only as far as they do not step aside: a catalogued derelict is warned of,
and Letizia et al. (2018) likewise take trackable objects out while a satellite can dodge. ``avoidance`` says
which share of such encounters is avoided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.core.vectors import applied
from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.breakup import fragments_of_breakup
from adr_planner.risk.collisions.crossings import INCLINATION_BINS, factor_table
from adr_planner.risk.collisions.shells import EDGES, SWEPT, VOLUMES, dwell
from adr_planner.risk.explosions import explosions_per_yr
from adr_planner.units import YEAR

if TYPE_CHECKING:
    from adr_planner.catalog import Population, SpaceObject

__all__ = ["CLASS_ROOM", "Encounters", "Flux", "Targets", "group_keys"]

_CLASSES_PER_DECADE = 4
"""Mass classes: one spans 1.78 in mass, 1.33 in the threshold speed. With 32 a decade single rates change by
3 % (95th percentile), their sum by 0.2 %."""

CLASS_ROOM = 100
"""Keys of one inclination bin: a key over it is the bin."""
_CHUNK = 5000
"""Targets treated at once: keeps the memory below 100 MB."""

Array = NDArray[np.float64]
Integers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Targets:
    """The objects whose collision rates are wanted.

    Parameters
    ----------
    sma, ecc, inc_deg : ndarray, shape (n,)
        Mean semi-major axis [m], eccentricity, inclination [deg].
    mass, radius : ndarray, shape (n,)
        Mass [kg]; radius of the circle as large as the mean cross-section [m].
    norad_cat_id : ndarray of int, shape (n,)
        Catalogue numbers: an object does not meet itself.
    explosions_per_yr : ndarray, shape (n,) or ()
        Explosions of scale 1 expected of each at its age; by default none.
    """

    sma: Array
    ecc: Array
    inc_deg: Array
    mass: Array
    radius: Array
    norad_cat_id: NDArray[np.int64]
    explosions_per_yr: Array = field(default_factory=lambda: np.zeros(()))

    @classmethod
    def of(cls, objects: Sequence[SpaceObject]) -> Targets:
        """Take the figures of objects of known mass and cross-section."""
        orbits = [(one.elements.sma_m, one.elements.eccentricity, one.elements.inclination_deg) for one in objects]
        sma, ecc, inc_deg = np.array(orbits, dtype=float).reshape(-1, 3).T
        mass, area = (np.array([getattr(one, name) for one in objects], dtype=float) for name in ("mass_kg", "area_m2"))
        numbers = np.array([one.norad_cat_id for one in objects], dtype=np.int64)
        return cls(sma, ecc, inc_deg, mass, np.sqrt(area / np.pi), numbers, explosions_per_yr(objects))

    def part(self, places: Integers) -> Targets:
        """Return some of them."""
        return Targets(
            self.sma[places], self.ecc[places], self.inc_deg[places], self.mass[places], self.radius[places],
            self.norad_cat_id[places], np.broadcast_to(self.explosions_per_yr, self.mass.shape)[places],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Encounters:
    """What the population does to each target.

    Parameters
    ----------
    flux_per_m2_yr : ndarray, shape (n,)
        Catalogued objects through a point-like square metre.
    destroying_flux_per_m2_yr : ndarray, shape (n,)
        Of them, those heavy and fast enough to destroy it.
    collisions_per_yr : ndarray, shape (n,)
        Collisions with any catalogued object.
    catastrophic_per_yr : ndarray, shape (n,)
        Of them, those above 40 J/g.
    fragments_per_yr : ndarray, shape (n,)
        Fragments above 10 cm they make of both bodies (NASA breakup model).
    partner_mass_kg_per_yr : ndarray, shape (n,)
        Collisions times the mass of the partner [kg/yr].
    density_per_km3 : ndarray, shape (n,)
        Number of catalogued objects per volume, averaged along the orbit.
    """

    flux_per_m2_yr: Array
    destroying_flux_per_m2_yr: Array
    collisions_per_yr: Array
    catastrophic_per_yr: Array
    fragments_per_yr: Array
    partner_mass_kg_per_yr: Array
    density_per_km3: Array


@dataclass(frozen=True, slots=True)
class Flux:
    """The population sorted for the sums: moments by shell and group of like inclination and mass.

    Parameters
    ----------
    moments : ndarray, shape (180, 3, groups)
        Sums of r^0, r^1, r^2 of the partners in each shell [1, m, m2].
    bins : ndarray of int, shape (groups,)
        Inclination bin of each group [whole degrees].
    masses : ndarray, shape (groups,)
        Mean mass of each group [kg].
    members : ndarray of int, shape (m,)
        Catalogue numbers, ascending.
    group_of : ndarray of int, shape (m,)
        Group of each member.
    powers_of : ndarray, shape (m, 3)
        What each member adds to the sums while in a shell [1, m, m2].

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> from adr_planner.risk.collisions.shells import MIDDLES
    >>> flux = Flux.from_population(Catalog.example().population)
    >>> round(float(MIDDLES[flux.density_per_km3.argmax()]) / 1e3)  # the most crowded shell [km]
    795
    """

    moments: Array
    bins: Integers
    masses: Array
    members: NDArray[np.int64]
    group_of: Integers
    powers_of: Array

    @classmethod
    def from_population(cls, population: Population, *, avoidance: float = 1.0) -> Flux:
        """Sort a population into shells and groups.

        Parameters
        ----------
        population : Population
            Every catalogued object on orbit, operational ones included.
        avoidance : float
            Share of encounters with a catalogued derelict that an operational satellite avoids, 0 to 1.

        Returns
        -------
        Flux

        Raises
        ------
        InvalidInputError
            If `avoidance` is not between 0 and 1.
        """
        if not 0.0 <= avoidance <= 1.0:
            raise InvalidInputError(f"avoidance must be between 0 and 1, got {avoidance}.", parameter="avoidance")
        weight = 1.0 - avoidance * population.operational
        low_enough = population.sma_km * (1.0 - population.ecc) * 1e3 < EARTH_RADIUS + EDGES[-1]
        order = np.argsort(population.norad_cat_id, kind="stable")
        order = order[(low_enough & (weight > 0.0))[order]]
        mass, inc = population.mass_kg[order].astype(float), population.inc_deg[order].astype(float)
        keys, group_of, counts = np.unique(group_keys(inc, mass), return_inverse=True, return_counts=True)
        powers = weight[order, None] * population.radius_m[order, None].astype(float) ** np.arange(3.0)
        shares = dwell(population.sma_km[order] * 1e3, population.ecc[order].astype(float))
        return cls(
            moments=_sum_by_group(shares, powers, group_of, counts),
            bins=keys // CLASS_ROOM,
            masses=np.bincount(group_of, mass, keys.size) / counts,
            members=population.norad_cat_id[order].astype(np.int64),
            group_of=group_of,
            powers_of=powers,
        )

    @property
    def density_per_km3(self) -> Array:
        """Catalogued objects per volume in each of the 180 shells [1/km3]."""
        return np.asarray(self.moments[:, 0].sum(axis=1) / VOLUMES * 1e9)

    def encounters(self, targets: Targets) -> Encounters:
        """Return the collision rates of the targets.

        Parameters
        ----------
        targets : Targets
            Orbits, masses and sizes.

        Returns
        -------
        Encounters
        """
        parts = [
            self._encounters(targets.part(np.arange(start, min(start + _CHUNK, targets.sma.size))))
            for start in range(0, targets.sma.size, _CHUNK)
        ]
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        return Encounters(*columns) if columns else Encounters(*np.zeros((7, 0)))

    def _encounters(self, targets: Targets) -> tuple[Array, ...]:
        """Return the columns of `Encounters` for a few targets."""
        from adr_planner.risk.collisions.encounter_kernel import COLUMNS, meet

        shares = dwell(targets.sma, targets.ecc)
        own_group, own_powers = self._itself(targets.norad_cat_id)
        speed = np.sqrt(EARTH_MU / targets.sma)
        figures = np.column_stack([targets.inc_deg, targets.mass, targets.radius, speed])
        sums = np.empty((targets.sma.size, COLUMNS))
        meet(
            shares, SWEPT, self.moments, self.masses, self.bins, own_group, own_powers, figures,
            factor_table(), sums,
        )  # fmt: skip
        flux, destroying, collisions, catastrophic, partners, shattered = YEAR * sums.T
        fragments = shattered * float(fragments_of_breakup(1.0))
        return flux, destroying, collisions, catastrophic, fragments, partners, applied(shares, self.density_per_km3)

    def _itself(self, numbers: NDArray[np.int64]) -> tuple[Integers, Array]:
        """Return where the population holds each target, and what it adds there."""
        group, powers = np.full(numbers.size, -1, dtype=np.intp), np.zeros((numbers.size, 3))
        if self.members.size:
            place = np.minimum(np.searchsorted(self.members, numbers), self.members.size - 1)
            found = np.flatnonzero(self.members[place] == numbers)
            group[found], powers[found] = self.group_of[place[found]], self.powers_of[place[found]]
        return group, powers


def group_keys(inc_deg: Array, mass: Array) -> Integers:
    """Return one whole number for each degree of inclination and quarter decade of mass.

    Parameters
    ----------
    inc_deg, mass : ndarray, shape (n,)
        Inclinations [deg] and masses [kg].

    Examples
    --------
    >>> group_keys(np.array([98.2, 98.9, 98.2]), np.array([1000.0, 1500.0, 2000.0])).tolist()
    [9862, 9862, 9863]
    """
    bins = np.clip(inc_deg.astype(np.intp), 0, INCLINATION_BINS - 1)
    classes = np.floor(_CLASSES_PER_DECADE * np.log10(mass)).astype(np.intp) + CLASS_ROOM // 2
    return np.asarray(bins * CLASS_ROOM + np.clip(classes, 0, CLASS_ROOM - 1))


def _sum_by_group(shares: Array, powers: Array, group_of: Integers, counts: Integers) -> Array:
    """Return the sums of shares x powers over each group, shape (shells, 3, groups)."""
    moments = np.zeros((shares.shape[1], 3, counts.size))
    if counts.size == 0:
        return moments
    by_group = np.argsort(group_of, kind="stable")
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    shares, powers = shares[by_group], powers[by_group]
    for power in range(3):
        moments[:, power] = np.add.reduceat(shares * powers[:, power, None], starts, axis=0).T
    return moments

"""The value of every index for every target, in the world a population makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.core.vectors import applied
from adr_planner.errors import InvalidInputError
from adr_planner.risk import indices as ix
from adr_planner.risk.collisions.flux import Encounters, Flux, Targets
from adr_planner.risk.collisions.lifetime import decay_time
from adr_planner.risk.collisions.shells import MIDDLES, VOLUMES, dwell
from adr_planner.risk.consensus import check_indices
from adr_planner.risk.indices import Index, cnr
from adr_planner.risk.indices.massive_pairs import MASSIVE_KG
from adr_planner.units import YEAR

if TYPE_CHECKING:
    from adr_planner.catalog import Population

__all__ = ["Exposure", "Surroundings", "evaluate"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What surrounds the targets.

    Parameters
    ----------
    flux : Flux
        Everything that does not step aside.
    massive : Flux
        Of it, what weighs 700 kg or more.
    exposure : ndarray, shape (180,)
        Hits on operational satellites of one fragment born in each shell.
    """

    flux: Flux
    massive: Flux
    exposure: Array

    @classmethod
    def around(cls, population: Population, *, avoidance: float = 1.0) -> Surroundings:
        """Build from a population.

        Parameters
        ----------
        population : Population
            Everything on orbit.
        avoidance : float
            Share of encounters an operational satellite avoids; what a cloud may hit are all of them.
        """
        working = population.operational.astype(bool)
        satellites = Flux.from_population(population.part(working), avoidance=0.0)
        area = np.pi * satellites.moments[:, 2].sum(axis=1) / VOLUMES
        return cls(
            Flux.from_population(population, avoidance=avoidance),
            Flux.from_population(population.part(~working & (population.mass_kg >= MASSIVE_KG))),
            ix.cloud_exposure(area),
        )


@dataclass(frozen=True, slots=True)
class Exposure:
    """What awaits n targets: whom they meet, and for how long.

    Parameters
    ----------
    targets : Targets
        The objects.
    met, massive : Encounters
        With everything that does not step aside; with massive derelicts.
    life_yr : ndarray, shape (n,)
        Residual lifetime.
    """

    targets: Targets
    met: Encounters
    massive: Encounters
    life_yr: Array

    @classmethod
    def of(cls, targets: Targets, surroundings: Surroundings) -> Exposure:
        """Count the encounters of targets and let them sink."""
        life = _lifetime_yr(targets.sma, targets.ecc, np.pi * targets.radius**2 / targets.mass)
        return cls(targets, surroundings.flux.encounters(targets), surroundings.massive.encounters(targets), life)

    def part(self, places: NDArray[np.intp]) -> Exposure:
        """Return some of the targets."""
        met, massive = (
            Encounters(*(getattr(one, field.name)[places] for field in fields(one))) for one in (self.met, self.massive)
        )
        return Exposure(self.targets.part(places), met, massive, self.life_yr[places])


def evaluate(exposed: Exposure, surroundings: Surroundings, own: Sequence[Index] = ()) -> dict[str, Array]:
    """Return the value of every index for every target, keyed by the index's name; those of the user's own last.

    Raises
    ------
    InvalidInputError
        If an index of the user's own does not give one finite number a target; names it, and the object.
    """
    targets, met, massive, life = exposed.targets, exposed.met, exposed.massive, exposed.life_yr
    shares = dwell(targets.sma, targets.ecc)
    area = np.pi * targets.radius**2
    chance = ix.catastrophic_probability(met.catastrophic_per_yr)
    density = surroundings.flux.density_per_km3
    crowding = density / max(float(np.max(density, initial=0.0)), np.finfo(float).tiny)
    return {
        ix.CATASTROPHIC_PROBABILITY.name: chance,
        ix.EXPECTED_MASS.name: ix.expected_mass(chance, targets.mass),
        ix.EXPECTED_FRAGMENTS.name: met.fragments_per_yr,
        ix.CSI.name: ix.criticality_of_spacecraft(
            targets.mass, targets.inc_deg, crowding, ix.life_factor(MIDDLES / 1e3), shares
        ),
        ix.PARDINI_ANSELMO.name: ix.pardini_anselmo(
            met.destroying_flux_per_m2_yr, life, targets.mass, reference=_reference(surroundings.flux)
        ),
        ix.ECOB.name: ix.ecob(chance, targets.mass, applied(shares, surroundings.exposure), targets.explosions_per_yr),
        ix.MASSIVE_PAIRS.name: ix.massive_pairs(
            massive.collisions_per_yr, massive.partner_mass_kg_per_yr, targets.mass, life
        ),
        ix.SPACE_DEBRIS_INDEX.name: ix.space_debris_index(met.flux_per_m2_yr, life, area, targets.mass),
        **{index.name: _own(index, targets) for index in own},
    }


def _own(index: Index, targets: Targets) -> Array:
    """Return what a user's own index gives, checked."""
    assert index.of is not None
    given = np.asarray(index.of(targets), dtype=float)
    if given.shape != targets.mass.shape:
        raise InvalidInputError(
            f"The index {index.key} gives {given.shape} numbers for {targets.mass.size} objects; it owes one each.",
            parameter="indices",
        )
    check_indices({index.name: given}, targets.norad_cat_id)
    return given


def _lifetime_yr(sma: Array, ecc: Array, area_to_mass: Array) -> Array:
    perigee = sma * (1.0 - ecc) - EARTH_RADIUS
    apogee = np.maximum(sma * (1.0 + ecc) - EARTH_RADIUS, perigee)
    return decay_time(perigee, apogee, area_to_mass) / YEAR


def _reference(flux: Flux) -> float:
    """Return F min(L, 200 yr) M^1.75 of the average intact object; 1 in an empty world."""
    mass, sma = np.array([cnr.REFERENCE_MASS]), np.array([EARTH_RADIUS + cnr.REFERENCE_ALTITUDE])
    radius = np.sqrt(cnr.REFERENCE_AREA_TO_MASS * mass / np.pi)
    average = Targets(sma, np.zeros(1), np.array([cnr.REFERENCE_INCLINATION_DEG]), mass, radius, np.array([-1]))
    life = _lifetime_yr(sma, np.zeros(1), np.array([cnr.REFERENCE_AREA_TO_MASS]))
    value = ix.pardini_anselmo(flux.encounters(average).destroying_flux_per_m2_yr, life, mass, reference=1.0)
    return float(value[0]) or 1.0

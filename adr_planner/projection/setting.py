"""The scene of a projection: everything on orbit, how it sinks and how fragments spread, before any course is run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.vectors import product
from adr_planner.projection.cloud import ENCOUNTER_M, Cloud, fragment_pairs
from adr_planner.projection.crowd import Crowd
from adr_planner.projection.dwelling import Places, places
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.mean_field import Groups
from adr_planner.projection.meeting import Bodies
from adr_planner.projection.sinking import Way, descents
from adr_planner.risk.collisions.shells import SWEPT
from adr_planner.units import YEAR

if TYPE_CHECKING:
    from adr_planner.catalog import Population
    from adr_planner.projection.outlook import Outlook

__all__ = ["Scene"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]

_LOOKS = 9
"""How often in a step objects are told; the fifth time is its middle."""
_LOOKED_AT = ((-np.inf, (4,)), (2e3, (1, 4, 7)), (20e3, tuple(range(_LOOKS))))
"""When an object is looked at that falls by so much in a step [m], perigee and apogee together: on its last years it
passes crowded shells within one."""
_STAGE_KIND = 1
_INCLINATIONS = 40
"""Degrees of inclination that new fragments are kept by: those that hold most mass."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What all courses of a population share.

    Parameters
    ----------
    step, n_steps : float, int
        Length of a step [s], and how many.
    n_at_start : float
        How many objects that do not work are between 200 and 2,000 km at the start.
    way : Way
        Where each object is, nine times in each step and at the end.
    crowd : Crowd
        Who is there as a derelict when, who works, who may explode.
    groups : Groups
        Of like inclination and mass.
    bodies : Bodies
        Group, size and kind of each object, and where its fragments go.
    cloud : Cloud
        Of new fragments.
    exposure : ndarray, shape (groups, 180)
        Encounters of one object there with working satellites [1/s].
    """

    crowd: Crowd
    step: float
    n_steps: int
    n_at_start: float
    way: Way
    groups: Groups
    bodies: Bodies
    cloud: Cloud
    exposure: Array

    @property
    def population(self) -> Population:
        """Everything on orbit below 2,000 km, and what the generations to come leave."""
        return self.crowd.population

    @classmethod
    def of(cls, population: Population, outlook: Outlook) -> Scene:
        """Prepare a population; see `adr_planner.project`."""
        n_steps = int(np.ceil(outlook.years / outlook.step_years - 1e-9))
        step = outlook.years * YEAR / n_steps if n_steps else YEAR
        crowd = Crowd.of(population, outlook, step, n_steps)
        there = crowd.population
        sma, ecc = there.sma_km * 1e3, there.ecc.astype(float)
        mass, radius, inc = (one.astype(float) for one in (there.mass_kg, there.radius_m, there.inc_deg))
        perigee, apogee = sma * (1.0 - ecc), sma * (1.0 + ecc)
        times = step * np.append((np.arange(n_steps * _LOOKS) + 0.5) / _LOOKS, n_steps)
        today, working = crowd.retires <= 0.0, crowd.works_until > 0.0
        inclinations, bin_of = _heavy_inclinations(inc, mass)
        pairs = fragment_pairs(inclinations)
        groups = Groups.of(np.concatenate([inc, pairs[0]]), np.concatenate([mass, pairs[1]]))
        dwelling, bodies = places(perigee, apogee), _bodies(crowd, groups, bin_of)
        satellites = groups.moments(dwelling, bodies.group, working * radius ** np.arange(3.0)[:, None])
        return cls(
            crowd=crowd,
            step=step,
            n_steps=n_steps,
            n_at_start=float((dwelling.share * today[dwelling.row]).sum()),
            way=descents(perigee, apogee, np.pi * radius**2 / mass, times, outlook.sun, crowd.retires),
            groups=groups,
            bodies=bodies,
            cloud=Cloud.of(groups, inclinations, satellites, step, outlook.sun),
            exposure=np.pi * ENCOUNTER_M**2 * SWEPT * product(groups.passing, satellites[:, :, 0].copy()),
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


def _bodies(crowd: Crowd, groups: Groups, bin_of: Integers) -> Bodies:
    """Return what the sums of a step need to know of the objects."""
    there = crowd.population
    mass = there.mass_kg.astype(float)
    group = groups.find(there.inc_deg.astype(float), mass)
    kind = there.kind.astype(np.intp)
    # A group tells the fragments of its mean mass; those of mostly one body go with its mass to the power 0.75.
    own_mass = there.mass_kg / groups.mass[group]
    parent = np.where(kind == _STAGE_KIND, STAGE, SPACECRAFT)
    return Bodies(group, there.radius_m.astype(float), own_mass**0.75, kind, parent, bin_of, 1.0 / crowd.number)


def _heavy_inclinations(inc_deg: Array, mass: Array) -> tuple[Array, Integers]:
    """Return the inclinations that hold most mass, and for each object the nearest: its fragments are put there."""
    totals = np.bincount(inc_deg.astype(np.intp), mass, 181)
    heaviest = np.argsort(-totals, kind="stable")[: min(_INCLINATIONS, np.count_nonzero(totals))]
    inclinations = np.sort(heaviest) + 0.5
    nearest = np.abs(inc_deg[:, None] - inclinations).argmin(axis=1).astype(np.intp)
    return np.asarray(inclinations, dtype=float), nearest

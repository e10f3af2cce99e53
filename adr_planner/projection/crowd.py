"""The crowd of a projection: who is a derelict when, who steps aside, who is launched anew, who may explode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import Population
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.risk.collisions.flux import group_keys
from adr_planner.risk.collisions.shells import EDGES
from adr_planner.units import YEAR

if TYPE_CHECKING:
    from adr_planner.projection.outlook import Outlook

__all__ = ["Crowd"]

Array = NDArray[np.float64]

_SPAN_KM = 10.0
"""Satellites whose perigees and apogees lie in the same ten kilometres are launched anew as one."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everything on orbit, and what working satellites leave behind when they are replaced.

    Parameters
    ----------
    population : Population
        Everything below 2,000 km; then what the generations to come leave, numbered beyond all catalogue numbers.
    number : ndarray, shape (n,)
        How many objects each row stands for.
    retires : ndarray, shape (n,)
        When each becomes a derelict [s]; 0 if it is one.
    kept : ndarray, shape (n,)
        How many derelicts it then becomes.
    careless : ndarray, shape (n,)
        Share of encounters it does not avoid while it works.
    works_until : ndarray, shape (n,)
        How long it, or its replacement in kind, is at work [s].
    blasts : ndarray, shape (steps, n)
        How often each breaks up by itself while it is a derelict [1/s].
    scale : ndarray, shape (n,)
        S in the number 6 S L^-1.6 of the fragments of that.
    """

    population: Population
    number: Array
    retires: Array
    kept: Array
    careless: Array
    works_until: Array
    blasts: Array
    scale: Array

    @classmethod
    def of(cls, population: Population, outlook: Outlook, step: float, n_steps: int) -> Crowd:
        """Prepare a population; see `adr_planner.project`."""
        low = population.part(population.sma_km * (1.0 - population.ecc) * 1e3 < EARTH_RADIUS + EDGES[-1])
        working = low.operational.astype(bool)
        ends = outlook.working_years * YEAR
        careless = np.where(working, 1.0 - outlook.avoidance * low.manoeuvres, 0.0)
        found = cls(
            population=low,
            number=np.ones(len(low)),
            retires=np.where(working, ends, 0.0),
            kept=np.where(working, 1.0 - outlook.disposal, 1.0),
            careless=careless,
            works_until=np.where(working, np.inf if outlook.launches else ends, 0.0),
            blasts=np.zeros((n_steps, len(low))),
            scale=np.ones(len(low)),
        )
        if outlook.explosive is not None:
            outlook.explosive.into(found.blasts, found.scale, low, step)
        return found._replenished(outlook, step * n_steps) if outlook.launches and working.any() else found

    def share(self, number: int, step: float, leaves: Array) -> tuple[Array, Array, Array]:
        """Return how much of each is there in a step to be hit, and the share of the step that it can be.

        Parameters
        ----------
        number : int
            Which step.
        step : float
            Length of a step [s].
        leaves : ndarray, shape (n,)
            When each object is removed [s]; infinite if it is not.

        Returns
        -------
        amount, derelict, exposed : ndarray, shape (n,)
            Objects times share of the step, of them derelicts, and share of the step of one of them.
        """
        gone, retired, works = (
            np.clip((when - number * step) / step, 0.0, 1.0) for when in (leaves, self.retires, self.works_until)
        )
        there = np.maximum(gone - retired, 0.0)
        heedless, derelict = self.careless * np.minimum(works, gone), self.kept * there
        return derelict + heedless, derelict, np.minimum(there + heedless, 1.0)

    def _replenished(self, outlook: Outlook, horizon: float) -> Crowd:
        """Add what each generation of satellites after the first leaves, alike ones taken together."""
        old, ends = self.population, outlook.working_years * YEAR
        places, counts = _alike(old)
        generations = np.arange(2, int(np.ceil(horizon / ends)) + 1)
        n = generations.size * places.size
        if not n:
            return self
        again = np.tile(places, generations.size)
        first_free = int(old.norad_cat_id[-1]) + 1
        alike = np.tile(counts, generations.size).astype(float)
        columns = {name: np.append(getattr(old, name), getattr(old, name)[again]) for name in _COLUMNS}
        numbers = np.append(old.norad_cat_id, first_free + np.arange(n))
        nothing = np.zeros(n)
        return Crowd(
            population=Population(norad_cat_id=numbers, name=old.name, **columns),
            number=np.append(self.number, alike),
            retires=np.append(self.retires, np.repeat(generations * ends, places.size)),
            kept=np.append(self.kept, alike * (1.0 - outlook.disposal)),
            careless=np.append(self.careless, nothing),
            works_until=np.append(self.works_until, nothing),
            blasts=np.hstack([self.blasts, np.zeros((len(self.blasts), n))]),
            scale=np.append(self.scale, nothing),
        )


_COLUMNS = ("sma_km", "ecc", "inc_deg", "mass_kg", "radius_m", "kind", "operational", "manoeuvres", "operator")


def _alike(population: Population) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return one working satellite of each kind of orbit and mass, and how many there are of it."""
    working = np.flatnonzero(population.operational)
    sma, ecc = population.sma_km[working], population.ecc[working]
    heights = [np.floor(sma * (1.0 + sign * ecc) / _SPAN_KM) for sign in (-1.0, 1.0)]
    keys = group_keys(population.inc_deg[working].astype(float), population.mass_kg[working].astype(float))
    _, first, counts = np.unique(np.array([*heights, keys]), axis=1, return_index=True, return_counts=True)
    return working[first], counts

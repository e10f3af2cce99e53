"""`removal_values`: from a catalogue to what removing each of its objects is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.catalog import Population
from adr_planner.projection.assumptions import Assumed, Assumptions
from adr_planner.projection.outlook import Outlook, population_of, start_of
from adr_planner.projection.setting import Scene
from adr_planner.projection.value.adjoint import Figure, sensitivities
from adr_planner.projection.value.measures import Measure
from adr_planner.projection.value.presence import Presence
from adr_planner.projection.value.values import RemovalValues
from adr_planner.risk.candidates import sort_out
from adr_planner.units import utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["removal_values"]

Array = NDArray[np.float64]

_FIGURES: dict[Measure, Figure] = {
    "debris_years": Figure(debris_years=1.0),
    "n_catastrophic_collisions": Figure(collisions=1.0),
    "n_encounters_fragments": Figure(encounters=1.0),
    "n_hits_fragments": Figure(hits=1.0),
}


def removal_values(
    catalog: Catalog | Population,
    years: float = 100.0,
    *,
    start: Time | None = None,
    **assumed: Unpack[Assumed],
) -> RemovalValues:
    """Value the removal of every object of a catalogue: debris-years, collisions, encounters and hits avoided.

    Parameters
    ----------
    catalog : Catalog or Population
        Its objects are valued, among everything on orbit (see `Catalog.among`); of a bare population whatever does not
        work.
    years : float
        Horizon [yr].
    start : Time, optional
        By default the date of the catalogue.
    **assumed
        ``sun``, ``working_years``, ``disposal``, ``avoidance``, ``launches``, ``explosions``, ``step_years``: as in
        `adr_planner.project`.

    Returns
    -------
    RemovalValues
        By object and date, of all that can be ranked: nobody knows what is left of what broke up.

    Raises
    ------
    InvalidInputError
        If a number is out of range; says which.

    Notes
    -----
    One projection and its adjoint (`adr_planner.projection.value.adjoint`), not a projection for each object; within
    1.5 % of that (docs/theory/benefit.md).

    Examples
    --------
    >>> from adr_planner import Catalog
    >>> removal_values(Catalog.example(), years=0).of(22566).n_catastrophic_collisions
    0.0
    """
    population = population_of(catalog, verb="removal_values")
    begin = start_of(catalog, start)
    outlook = Outlook.checked(Assumptions(years=years, **assumed), catalog, begin)
    scene = outlook.scene(population)
    names, left_out = _valued(catalog, scene)
    place = np.array([scene.population.find(number) for number in names], dtype=np.intp)
    found, intact = sensitivities(scene, list(_FIGURES.values()))
    return RemovalValues(
        years=outlook.years,
        start_utc=utc_text(begin),
        population=population.name or "a population of the user's own",
        sun=outlook.sun,
        assumed=outlook.words,
        norad_cat_ids=tuple(names),
        names=tuple(names.values()),
        left_out=left_out,
        by_step={name: one.total[:, place] for name, one in zip(_FIGURES, found, strict=True)},
        own_by_step=found[0].own[:, place],
        intact_by_step=intact[:, place],
        present=Presence(utc_text(begin), scene.step, *(one[:, place] for one in _present(scene))),
    )


def _valued(catalog: Catalog | Population, scene: Scene) -> tuple[dict[int, str], dict[int, str]]:
    """Return numbers and names of what is valued, and the numbers of what is not, with the reason."""
    crowd = scene.population
    if isinstance(catalog, Population):
        return {int(number): "" for number in crowd.norad_cat_id[scene.crowd.retires <= 0.0]}, {}
    candidates = sort_out(catalog)
    names = {one.norad_cat_id: one.name for one in candidates.objects}
    elsewhere = {number: f"not in {crowd.name}" for number in names if crowd.find(number) is None}
    return {number: name for number, name in names.items() if number not in elsewhere}, candidates.left_out | elsewhere


def _present(scene: Scene) -> tuple[Array, Array]:
    """Return from which to which part of each step objects are there as derelicts, shape (steps, n)."""
    number = np.arange(scene.n_steps)[:, None]
    begins, ends = (np.clip(when / scene.step - number, 0.0, 1.0) for when in (scene.crowd.retires, scene.way.gone))
    return begins, ends

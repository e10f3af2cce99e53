"""`removal_values`: from a catalogue to what removing each of its objects is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import real
from adr_planner.catalog import Population
from adr_planner.projection.outlook import STEP_YEARS, Assumptions, Outlook, population_of, start_of
from adr_planner.projection.setting import Scene
from adr_planner.projection.sinking import Sun
from adr_planner.projection.value.adjoint import Figure, Sensitivity, sensitivities
from adr_planner.projection.value.kept import kept_values
from adr_planner.projection.value.measures import Measure
from adr_planner.projection.value.presence import Presence
from adr_planner.projection.value.values import RemovalValues
from adr_planner.risk.candidates import sort_out
from adr_planner.units import utc_text

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog

__all__ = ["removal_values", "values_for"]

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
    sun: Sun = "mean",
    working_years: float = 5.0,
    disposal: float = 0.9,
    avoidance: float = 1.0,
    launches: bool = False,
    explosions: bool = False,
    step_years: float = STEP_YEARS,
    discount_rate: float = 0.0,
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
    sun, working_years, disposal, avoidance, launches, explosions, step_years
        As in `adr_planner.project`.
    discount_rate : float
        By how much less a year later counts, e.g. 0.03; what is up is counted while it is up.

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
    asked = Assumptions(
        years=years, sun=sun, working_years=working_years, disposal=disposal, avoidance=avoidance, launches=launches,
        explosions=explosions, step_years=step_years,
    )  # fmt: skip
    outlook = Outlook.checked(asked, catalog, begin)
    names, left_out = _valued(catalog, population, outlook)
    rate = real(discount_rate, name="discount_rate", wanted="from 0 to 1", least=0.0, most=1.0)
    found = values_for(population, outlook, names, utc_text(begin), discount_rate=rate)
    return replace(found, left_out=left_out | found.left_out)


def values_for(
    population: Population,
    outlook: Outlook,
    names: Mapping[int, str],
    start_utc: str,
    measures: Sequence[Measure] = tuple(_FIGURES),
    tell: Callable[[str], None] | None = None,
    *,
    discount_rate: float = 0.0,
) -> RemovalValues:
    """Value the removal of some objects: from the file that comes with the package where it has them, else anew.

    Parameters
    ----------
    population : Population
        What is projected.
    outlook : Outlook
        What is taken for granted of the years to come.
    names : mapping of int to str
        Numbers and names of those to value.
    start_utc : str
        When it begins.
    measures : sequence of str
        By what, where it is computed.
    tell : callable, optional
        Called with a line of text before it is computed.
    discount_rate : float
        By how much less a year later counts.
    """
    kept = None if discount_rate else kept_values(population, outlook, names, start_utc)
    if kept is not None:
        return kept
    if tell:
        tell(f"valuing removals among {len(population):,} objects over {outlook.years:g} years")
    scene = outlook.scene(population)
    here = {number: name for number, name in names.items() if scene.population.find(number) is not None}
    place = np.array([scene.population.find(number) for number in here], dtype=np.intp)
    found, intact = _owed(population, outlook, tuple(measures), discount_rate)
    return RemovalValues(
        years=outlook.years,
        start_utc=start_utc,
        population=population.name or "a population of the user's own",
        sun=outlook.sun,
        assumed=outlook.words,
        norad_cat_ids=tuple(here),
        names=tuple(here.values()),
        left_out={number: f"not in {population.name}" for number in names if number not in here},
        by_step={name: one.total[:, place] for name, one in zip(measures, found, strict=True)},
        own_by_step=found[0].own[:, place],
        intact_by_step=intact[:, place],
        present=Presence(start_utc, scene.step, *(one[:, place] for one in _present(scene))),
    )


@lru_cache(maxsize=2)
def _owed(
    population: Population, outlook: Outlook, measures: tuple[Measure, ...], discount_rate: float
) -> tuple[list[Sensitivity], Array]:
    """Return what figures owe to each object; kept, because missions are planned again and again."""
    return sensitivities(outlook.scene(population), [_FIGURES[measure] for measure in measures], discount_rate)


def _valued(
    catalog: Catalog | Population, population: Population, outlook: Outlook
) -> tuple[dict[int, str], dict[int, str]]:
    """Return numbers and names of what is valued, and the numbers of what is not, with the reason."""
    if isinstance(catalog, Population):
        scene = outlook.scene(population)
        return {int(number): "" for number in scene.population.norad_cat_id[scene.crowd.retires <= 0.0]}, {}
    candidates = sort_out(catalog)
    return {one.norad_cat_id: one.name for one in candidates.objects}, dict(candidates.left_out)


def _present(scene: Scene) -> tuple[Array, Array]:
    """Return from which to which part of each step objects are there as derelicts, shape (steps, n)."""
    number = np.arange(scene.n_steps)[:, None]
    begins, ends = (np.clip(when / scene.step - number, 0.0, 1.0) for when in (scene.crowd.retires, scene.way.gone))
    return begins, ends

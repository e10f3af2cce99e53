"""From a catalogue to a ranking: flux, indices, consensus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from adr_planner.risk.candidates import sort_out
from adr_planner.risk.consensus import competition_ranks, merge
from adr_planner.risk.flux import Flux, Targets
from adr_planner.risk.indices import (
    CATASTROPHIC_PROBABILITY,
    CSI,
    EXPECTED_MASS,
    catastrophic_probability,
    criticality_of_spacecraft,
    expected_mass,
    life_factor,
)
from adr_planner.risk.ranking import RankedObject, Ranking
from adr_planner.risk.shells import MIDDLES, dwell

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from adr_planner.catalog import Catalog

__all__ = ["rank"]


def rank(catalog: Catalog, *, top_list: int = 50) -> Ranking:
    """Rank the derelicts of a catalogue by the risk they pose.

    Parameters
    ----------
    catalog : Catalog
        Objects to rank, with the population they fly in.
    top_list : int
        Length of each index's list: its first earns that many points, its last one.

    Returns
    -------
    Ranking
        Derelicts of known mass and cross-section; ``unranked`` says why the others are not in it.

    Raises
    ------
    InvalidInputError
        If the catalogue is empty, nothing in it can be ranked, or `top_list` is below one.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> ranking = rank(Catalog.example())
    >>> ranking.get(27386).object.name
    'ENVISAT'
    """
    candidates = sort_out(catalog)
    targets = candidates.targets
    indices = _indices(targets, Flux.from_population(catalog.population))
    merged = merge(indices, targets.norad_cat_id, top_list=top_list)
    mass_ranks = competition_ranks(targets.mass)
    entries = tuple(
        RankedObject(
            object=candidates.objects[place],
            rank=position,
            score=float(merged.score[place]),
            mass_rank=int(mass_ranks[place]),
            indices={name: float(values[place]) for name, values in indices.items()},
            index_ranks={name: int(ranks[place]) for name, ranks in merged.index_ranks.items()},
        )
        for position, place in enumerate(merged.order.tolist(), start=1)
    )
    return Ranking(entries, len(entries), candidates.left_out, catalog.source, top_list)


def _indices(targets: Targets, flux: Flux) -> dict[str, NDArray[np.float64]]:
    """Return the value of every index for every target."""
    chance = catastrophic_probability(flux.encounters(targets).catastrophic_per_yr)
    density = flux.density_per_km3
    crowding = density / max(float(density.max(initial=0.0)), np.finfo(float).tiny)
    criticality = criticality_of_spacecraft(
        targets.mass,
        targets.inc_deg,
        crowding,
        life_factor(MIDDLES / 1e3),
        dwell(targets.sma, targets.ecc),
    )
    return {
        CATASTROPHIC_PROBABILITY.name: chance,
        EXPECTED_MASS.name: expected_mass(chance, targets.mass),
        CSI.name: criticality,
    }

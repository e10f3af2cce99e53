"""From a catalogue to a ranking: world, indices, consensus, bands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.border.plain import whole
from adr_planner.errors import InvalidInputError
from adr_planner.risk.candidates import sort_out
from adr_planner.risk.consensus import competition_ranks
from adr_planner.risk.evaluation import Exposure, Surroundings, evaluate
from adr_planner.risk.method import Method, Rule
from adr_planner.risk.ranked import RankedObject
from adr_planner.risk.ranking import Ranking
from adr_planner.risk.uncertainty import BANDED, rank_bands
from adr_planner.units import quiet_clock

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog, SpaceObject
    from adr_planner.risk.indices import Index

__all__ = ["rank"]


def rank(
    catalog: Catalog,
    *,
    indices: Sequence[Index] = (),
    weights: Mapping[str, float] | str | None = None,
    method: Rule = "points",
    top_list: int = 50,
    draws: int = 300,
    seed: int = 0,
) -> Ranking:
    """Rank the derelicts of a catalogue by the risk they pose.

    Parameters
    ----------
    catalog : Catalog
        Objects to rank, with the population they fly in.
    indices : sequence of Index, optional
        Indices of one's own, beside the package's: see `adr_planner.risk.indices.Index`, and
        `adr_planner.RemovalValues.index`.
    weights : mapping of str to float or {"seven", "lasting"}, optional
        Weight of each index that is to count, by its key (``"mass"``, ``"fragments"``, ``"csi"``,
        ``"pardini-anselmo"``, ``"ecob"``, ``"massive-pairs"``, ``"sdi"``, ``"probability"``); those not named do not
        count. By default ``"seven"``: one vote for each but the bare probability;
        ``"lasting"`` leaves out those that know only the rate of today.
    method : {"points", "topsis", "pareto"}
        How the indices are merged.
    top_list : int
        Length of each index's list: its first earns that many points, its last one.
    draws : int
        How often mass, area and lifetimes are drawn for the rank bands; 0 for no bands.
    seed : int
        Of those draws.

    Returns
    -------
    Ranking
        Derelicts of known mass and cross-section; ``unranked`` says why the others are not in it. The first 2,000
        carry a band of ranks.

    Raises
    ------
    InvalidInputError
        If the catalogue is empty, nothing in it can be ranked, `top_list` is below one, or an index, weight or
        method is not one.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> ranking = rank(Catalog.example())
    >>> ranking.get(27386).object.name
    'ENVISAT'
    """
    if not hasattr(catalog, "population") or hasattr(catalog, "entries"):
        raise InvalidInputError(f"rank takes a Catalog, not a {type(catalog).__name__}: {_advice(catalog)}.")
    asked = Method.of(method, weights, whole(top_list, name="top_list", wanted="at least 1"), indices)
    draws = whole(draws, name="draws", minimum=0, wanted="a whole number, 0 or more")
    seed = whole(seed, name="seed", minimum=0)
    candidates = sort_out(catalog)
    targets = candidates.targets
    surroundings = Surroundings.around(catalog.population)
    exposed = Exposure.of(targets, surroundings)
    values = evaluate(exposed, surroundings, asked.own)
    merged = asked.merge(values, targets.norad_cat_id)
    banded = merged.order[:BANDED]
    low: dict[int, int] = {}
    high: dict[int, int] = {}
    if draws:
        bands = rank_bands(
            [candidates.objects[place] for place in banded],
            exposed.part(banded),
            surroundings,
            asked,
            draws=draws,
            seed=seed,
        )
        low, high = (dict(zip(banded.tolist(), band.tolist(), strict=True)) for band in bands)
    ages = _ages_days(candidates.objects)
    mass_ranks = competition_ranks(targets.mass)
    entries = tuple(
        RankedObject(
            object=candidates.objects[place],
            rank=position,
            score=float(merged.score[place]),
            mass_rank=int(mass_ranks[place]),
            indices={name: float(value[place]) for name, value in values.items()},
            index_ranks={name: int(ranks[place]) for name, ranks in merged.index_ranks.items()},
            rank_low=low.get(place),
            rank_high=high.get(place),
            elements_age_days=float(ages[place]),
        )
        for position, place in enumerate(merged.order.tolist(), start=1)
    )
    return Ranking(entries, len(entries), candidates.left_out, catalog.source, asked, catalog.population)


@quiet_clock()
def _ages_days(objects: Sequence[SpaceObject]) -> NDArray[np.float64]:
    """Return how much older the elements of each object are than the newest of them [d]."""
    epochs = Time([one.elements.epoch_utc.removesuffix("Z") for one in objects], scale="utc")
    return np.asarray((epochs.max() - epochs).to_value("day"), dtype=float)


def _advice(given: object) -> str:
    """Say what to do with something that is no catalogue."""
    if isinstance(given, Ranking):
        return "it is ranked already"
    return "read a file with Catalog.from_file, or build one with Catalog.from_objects"

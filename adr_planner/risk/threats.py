"""Whose working satellites a derelict threatens: the severity of ECOB, split by who operates what its fragments hit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog.population import CONSTELLATIONS
from adr_planner.core.vectors import applied
from adr_planner.risk import indices as ix
from adr_planner.risk.collisions.flux import Flux, Targets
from adr_planner.risk.collisions.shells import VOLUMES, dwell
from adr_planner.spec.players import Players

if TYPE_CHECKING:
    from adr_planner.catalog import Population
    from adr_planner.risk.ranked import RankedObject

__all__ = ["OTHERS", "UNKNOWN", "Threats", "threats_of"]

OTHERS, UNKNOWN = "others", "unknown"
"""Parties who are no players, and those nobody knows."""


@dataclass(frozen=True, slots=True, eq=False)
class Threats:
    """Hits that fragments of derelicts are expected to make on the working satellites of some parties.

    Parameters
    ----------
    parties : tuple of str
        Who operates them.
    n_satellites : tuple of int
        How many of each work.
    hits_per_yr : ndarray, shape (n, parties)
        Hits a year of waiting, one row a derelict, see `ecob`; they sum to that index.
    """

    parties: tuple[str, ...]
    n_satellites: tuple[int, ...]
    hits_per_yr: NDArray[np.float64]


def threats_of(entries: Sequence[RankedObject], population: Population, players: Players) -> Threats:
    """Split what derelicts threaten by who operates it.

    Parameters
    ----------
    entries : sequence of RankedObject
        The derelicts, with their chance of a break-up.
    population : Population
        What works, and who operates it.
    players : Players
        Parties, each by the owner codes it speaks for. Others follow: commercial constellations, whatever state they
        are of; all other states; operators nobody knows.

    Returns
    -------
    Threats
        One row a derelict, one column a party.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> from adr_planner.risk import rank
    >>> catalog = Catalog.example()
    >>> five = rank(catalog, draws=0).top(5)
    >>> found = threats_of(five, catalog.population, Players.codes("US", "PRC"))
    >>> found.parties
    ('US', 'PRC', 'constellations', 'others', 'unknown')
    >>> ours, index = found.hits_per_yr.sum(axis=1), [entry.indices[ix.ECOB.name] for entry in five]
    >>> bool(np.allclose(ours, index, rtol=1e-12))
    True
    """
    working = population.part(population.operational.astype(bool))
    parties = (*players.names, CONSTELLATIONS, OTHERS, UNKNOWN)
    held = np.array([parties.index(_party(str(operator), players)) for operator in working.operator], dtype=np.int64)
    targets = Targets.of([entry.object for entry in entries])
    chance = np.array([entry.indices[ix.CATASTROPHIC_PROBABILITY.name] for entry in entries])
    shares = dwell(targets.sma, targets.ecc)
    columns = []
    for place in range(len(parties)):
        satellites = Flux.from_population(working.part(held == place), avoidance=0.0)
        area = np.pi * satellites.moments[:, 2].sum(axis=1) / VOLUMES
        hits = applied(shares, ix.cloud_exposure(area))
        columns.append(ix.ecob(chance, targets.mass, hits, targets.explosions_per_yr))
    counts = tuple(int((held == place).sum()) for place in range(len(parties)))
    return Threats(parties, counts, np.column_stack(columns))


def _party(operator: str, players: Players) -> str:
    """Return the party of an operator."""
    if operator in ("", CONSTELLATIONS):
        return operator or UNKNOWN
    return next((player.name for player in players if operator in player.codes), OTHERS)

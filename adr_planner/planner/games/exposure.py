"""Whose working satellites the derelicts of each player threaten, as the document has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import Population
from adr_planner.plan.cooperation_content import ExposureMatrix
from adr_planner.planner.games.table import Table
from adr_planner.risk import RankedObject
from adr_planner.risk.threats import Threats, threats_of

__all__ = ["Exposed", "exposure_of"]

NOBODY = "no consent"
"""Row of the derelicts nobody among the players can consent to."""


@dataclass(frozen=True, slots=True, eq=False)
class Exposed:
    """Who is exposed to which derelicts.

    Parameters
    ----------
    matrix : ExposureMatrix
        For the document.
    shares : mapping of int to ndarray
        By catalogue number, the parts of a derelict's hits that each player's satellites take.
    """

    matrix: ExposureMatrix
    shares: Mapping[int, NDArray[np.float64]]


def exposure_of(table: Table, population: Population) -> Exposed:
    """Count whom the derelicts of every player threaten; commercial constellations are a party of their own.

    Parameters
    ----------
    table : Table
        Players, their objects, and those nobody consents to.
    population : Population
        What works, and who operates it.

    Returns
    -------
    Exposed
        Rows by who registered the derelicts, a joint one in equal parts; columns by who operates what they threaten.
    """
    players = table.players
    entries = (*table.entries, *table.others)
    found = threats_of(entries, population, players)
    rows = np.zeros((len(players) + 1, len(found.parties)))
    for need, hits in zip((*table.needs, *[0] * len(table.others)), found.hits_per_yr, strict=True):
        for player in [k for k in range(len(players)) if need >> k & 1] or [len(players)]:
            rows[player] += hits / max(need.bit_count(), 1)
    matrix = ExposureMatrix(
        population=population.name,
        registered_by=(*players.names, NOBODY),
        exposed=found.parties,
        hits_per_yr=tuple(tuple(row) for row in rows.tolist()),
        n_satellites=found.n_satellites,
    )
    return Exposed(matrix, _shares(entries, found, len(players)))


def _shares(entries: Sequence[RankedObject], found: Threats, players: int) -> dict[int, NDArray[np.float64]]:
    whole = found.hits_per_yr.sum(axis=1)
    parts = found.hits_per_yr[:, :players] / np.where(whole > 0.0, whole, 1.0)[:, None]
    return {entry.object.norad_cat_id: part for entry, part in zip(entries, parts, strict=True)}

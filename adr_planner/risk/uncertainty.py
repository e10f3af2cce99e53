"""How far a rank can be trusted: the ranking again under errors of mass, area and lifetime.

Each index is followed to first order in the logarithms of mass, area and lifetime: near the catalogued values all of
them are products of powers. One pass of the physics per quantity gives the exponents; a draw is then a sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.risk.evaluation import Exposure, Surroundings, evaluate
from adr_planner.risk.method import Method

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["BANDED", "rank_bands", "spreads"]

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

BANDED = 2000
"""Objects that get a band: further down a rank is no information."""
_STEP = 0.1
"""Change of a logarithm by which the exponents are taken."""
_LIFE = 0.4
"""Standard deviation of the logarithm of all lifetimes together: the atmosphere's."""
_KNOWN_STAGE, _KNOWN_PAYLOAD, _ESTIMATED = (0.10, 0.30), (0.25, 0.30), (0.7, 0.7)
"""Standard deviations of the logarithms of mass and area, by what is known."""


def spreads(objects: Sequence[SpaceObject]) -> tuple[Array, NDArray[np.intp]]:
    """Return how uncertain mass and area are, and which objects err together.

    Parameters
    ----------
    objects : sequence of SpaceObject
        n objects.

    Returns
    -------
    spread : ndarray, shape (n, 2)
        Standard deviations of the logarithms of mass and area.
    family : ndarray of int, shape (n,)
        Stages of one name are of one family and share their errors; every other object is a family of its own.
    """
    spread, names = np.empty((len(objects), 2)), []
    for row, one in enumerate(objects):
        is_stage = one.object_type == "ROCKET BODY"
        known = _KNOWN_STAGE if is_stage else _KNOWN_PAYLOAD
        for column, field in enumerate(("mass_kg", "area_m2")):
            spread[row, column] = _ESTIMATED[column] if field in one.estimated else known[column]
        names.append(one.name if is_stage else str(one.norad_cat_id))
    return spread, np.unique(names, return_inverse=True)[1]


def rank_bands(
    objects: Sequence[SpaceObject],
    exposed: Exposure,
    surroundings: Surroundings,
    asked: Method,
    *,
    draws: int,
    seed: int,
) -> tuple[Integers, Integers]:
    """Return the 5th and 95th percentile of every object's rank.

    Parameters
    ----------
    objects : sequence of SpaceObject
        n objects.
    exposed : Exposure
        What awaits them.
    surroundings : Surroundings
        What surrounds them.
    asked : Method
        Which indices count, and how they are merged.
    draws, seed : int
        How often, and with which random numbers.

    Returns
    -------
    low, high : ndarray of int, shape (n,)
        Ranks.
    """
    grow = float(np.exp(_STEP))
    targets = exposed.targets
    cases = (
        Exposure.of(replace(targets, mass=targets.mass * grow), surroundings),
        Exposure.of(replace(targets, radius=targets.radius * np.sqrt(grow)), surroundings),
        replace(exposed, life_yr=exposed.life_yr * grow),
        exposed,
    )
    heavier, larger, longer, values = (evaluate(one, surroundings, asked.own) for one in cases)
    logs = {name: np.log(np.maximum(value, np.finfo(float).tiny)) for name, value in values.items()}
    exponents = {
        name: np.array([(np.log(np.maximum(v[name], np.finfo(float).tiny)) - logs[name]) / _STEP
                        for v in (heavier, larger, longer)])
        for name in values
    }  # fmt: skip
    spread, family = spreads(objects)
    rng = np.random.default_rng(seed)
    ranks = np.empty((draws, targets.sma.size), dtype=np.int64)
    for draw in range(draws):
        error = spread * rng.standard_normal((int(family.max()) + 1, 2))[family]
        life = _LIFE * rng.standard_normal()
        drawn = {
            name: np.exp(logs[name] + power[0] * error[:, 0] + power[1] * error[:, 1] + power[2] * life)
            for name, power in exponents.items()
        }
        order = asked.order(drawn, targets.norad_cat_id)
        ranks[draw, order] = np.arange(1, order.size + 1)
    low, high = np.percentile(ranks, [5.0, 95.0], axis=0, method="nearest")
    return low.astype(np.int64), high.astype(np.int64)

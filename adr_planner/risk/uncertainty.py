"""How far a rank can be trusted: the ranking again under errors of mass, area and lifetime.

Each index is followed to first order in the logarithms of mass, area and lifetime: near the catalogued values all of
them are products of powers. One pass of the physics per quantity gives the exponents; a draw is then a sum.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.risk.evaluation import Exposure, Surroundings, evaluate
from adr_planner.risk.method import Method

if TYPE_CHECKING:
    from adr_planner.catalog import SpaceObject

__all__ = ["BANDED", "drawn_errors", "rank_bands", "spreads"]

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
_FIELDS = (("mass_kg", "mass_min_kg", "mass_max_kg"), ("area_m2", "area_min_m2", "area_max_m2"))
_NINE_IN_TEN = 1.645
"""Standard deviations from the middle of a normal distribution to its 5 and 95 %."""


def spreads(objects: Sequence[SpaceObject]) -> tuple[Array, NDArray[np.intp]]:
    """Return how uncertain mass and area are, and which objects err together.

    Parameters
    ----------
    objects : sequence of SpaceObject
        n objects.

    Returns
    -------
    spread : ndarray, shape (n, 2, 2)
        Standard deviations of the logarithms of mass and area, downwards and upwards: what is usual of their kind, or
        more where the sources of a row span more, whose range is then taken for nine draws in ten.
    family : ndarray of int, shape (n,)
        Stages of one name are of one family and share their errors; every other object is a family of its own.

    Examples
    --------
    >>> from adr_planner.catalog import Catalog
    >>> of_52152 = spreads([Catalog.example().get(52152)])[0][0, 0]  # 6,000 kg; its sources span 1,850 to 6,000
    >>> of_52152.round(2).tolist()
    [0.72, 0.1]
    """
    spread, names = np.empty((len(objects), 2, 2)), []
    for row, one in enumerate(objects):
        is_stage = one.object_type == "ROCKET BODY"
        known = _KNOWN_STAGE if is_stage else _KNOWN_PAYLOAD
        for column, (field, least, most) in enumerate(_FIELDS):
            usual = _ESTIMATED[column] if field in one.estimated else known[column]
            value = getattr(one, field)
            for side, border in enumerate((getattr(one, least), getattr(one, most))):
                own = abs(math.log(border / value)) / _NINE_IN_TEN if border and value else 0.0
                spread[row, column, side] = max(usual, own)
        names.append(one.name if is_stage else str(one.norad_cat_id))
    return spread, np.unique(names, return_inverse=True)[1]


def drawn_errors(spread: Array, standard: Array) -> Array:
    """Return errors of logarithms: standard normal ones, stretched downwards and upwards as each may err.

    Parameters
    ----------
    spread : ndarray, shape (n, 2, 2)
        See `spreads`.
    standard : ndarray, shape (n, 2)
        Standard normal draws.

    Examples
    --------
    >>> drawn_errors(np.array([[[0.7, 0.1], [0.3, 0.3]]]), np.array([[-1.0, 2.0]])).tolist()
    [[-0.7, 0.6]]
    """
    return np.asarray(standard * np.where(standard < 0.0, spread[:, :, 0], spread[:, :, 1]))


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
        error = drawn_errors(spread, rng.standard_normal((int(family.max()) + 1, 2))[family])
        life = _LIFE * rng.standard_normal()
        drawn = {
            name: np.exp(logs[name] + power[0] * error[:, 0] + power[1] * error[:, 1] + power[2] * life)
            for name, power in exponents.items()
        }
        order = asked.order(drawn, targets.norad_cat_id)
        ranks[draw, order] = np.arange(1, order.size + 1)
    low, high = np.percentile(ranks, [5.0, 95.0], axis=0, method="nearest")
    return low.astype(np.int64), high.astype(np.int64)

"""Coupling of collision rates: rates of single pairs, and what removing one object spares the others."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import EARTH_MU
from adr_planner.core.vectors import applied, product
from adr_planner.risk.collisions.breakup import catastrophic_speed
from adr_planner.risk.collisions.crossings import INCLINATION_BINS, crossing_table
from adr_planner.risk.collisions.flux import Targets
from adr_planner.risk.collisions.shells import SWEPT, dwell
from adr_planner.units import YEAR

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.risk.ranked import RankedObject

__all__ = ["Removals", "greedy_removals", "pair_rates"]

Array = NDArray[np.float64]


def pair_rates(targets: Targets) -> Array:
    """Return how often each pair meets in a way that destroys the first.

    Parameters
    ----------
    targets : Targets
        n objects.

    Returns
    -------
    ndarray, shape (n, n)
        Catastrophic collisions of row with column per year; zero on the diagonal. The sums of `Flux`, pair by pair.
    """
    shares = dwell(targets.sma, targets.ecc)
    together = product(shares * SWEPT, shares.T)
    bins = np.clip(targets.inc_deg.astype(np.intp), 0, INCLINATION_BINS - 1)
    speed = np.sqrt(EARTH_MU / targets.sma)[:, None]
    threshold = catastrophic_speed(targets.mass[:, None], targets.mass) / (2.0 * speed)
    area = np.pi * (targets.radius[:, None] + targets.radius) ** 2
    rates = YEAR * together * area * crossing_table(targets.inc_deg, bins, threshold)
    np.fill_diagonal(rates, 0.0)
    return np.asarray(rates)


@dataclass(frozen=True, slots=True)
class Removals:
    """Which objects to remove one after the other, each chosen for what it spares all.

    Parameters
    ----------
    picks : tuple of RankedObject
        In order of removal.
    spared_kg_per_yr : tuple of float
        Expected mass in break-ups that each removal spares: its own and what it would have taken with it.
    total_kg_per_yr : float
        Expected mass of all objects before.
    """

    picks: tuple[RankedObject, ...]
    spared_kg_per_yr: tuple[float, ...]
    total_kg_per_yr: float

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a removal, with the share of the total spared so far."""
        import pandas as pd

        spared = np.array(self.spared_kg_per_yr)
        return pd.DataFrame(
            {
                "norad_cat_id": [pick.object.norad_cat_id for pick in self.picks],
                "name": [pick.object.name for pick in self.picks],
                "rank": [pick.rank for pick in self.picks],
                "spared_kg_per_yr": spared,
                "spared_so_far": np.cumsum(spared) / self.total_kg_per_yr,
            }
        )

    def __repr__(self) -> str:
        share = math.fsum(self.spared_kg_per_yr) / self.total_kg_per_yr
        first = ", ".join(f"{pick.object.name} ({pick.object.norad_cat_id})" for pick in self.picks[:3])
        return (
            f"<Removals: {len(self.picks)} objects spare {share:.1%} of the mass expected to break up a year at "
            f"today's rates (over decades: adr.project); first {first}>"
        )

    def _repr_html_(self) -> str:
        return str(self.to_pandas().to_html(index=False, float_format=lambda value: f"{value:.3f}"))


def greedy_removals(entries: Sequence[RankedObject], n: int) -> Removals:
    """Pick n objects one by one, each time the one whose removal spares most.

    Parameters
    ----------
    entries : sequence of RankedObject
        To choose from; what they do to each other is what couples them.
    n : int
        How many.

    Notes
    -----
    Rates are sums over partners, so removing j lowers that of every i by the rate of the pair; the value of a removal
    is its own expected mass and its partners' share (McKnight's coupling).
    """
    targets = Targets.of([entry.object for entry in entries])
    coupling = pair_rates(targets)
    own = np.array([entry.risk_kg_per_yr for entry in entries])
    spares_others = applied(coupling.T, targets.mass)
    left, picks, spared = np.ones(own.size, dtype=bool), [], []
    total = float(own.sum())
    for _ in range(min(n, own.size)):
        value = np.where(left, own + spares_others, -np.inf)
        place = int(np.argmax(value))
        picks.append(entries[place])
        spared.append(float(value[place]))
        left[place] = False
        own = own - targets.mass * coupling[:, place]
        spares_others = spares_others - targets.mass[place] * coupling[place]
    return Removals(tuple(picks), tuple(spared), total)

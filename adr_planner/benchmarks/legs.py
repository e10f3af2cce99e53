"""Models of a leg's price against legs flown: how far off, and how fast."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DAY, STAY
from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.benchmarks.gtoc9.ephemeris import FIELD, debris_rows, left_elements
from adr_planner.benchmarks.gtoc9.fleet.leg_grid import LOWEST_DRIFT
from adr_planner.benchmarks.gtoc9.flight import fly_gtoc9_leg
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.errors import InvalidInputError
from adr_planner.files import read_text
from adr_planner.notebook import html_panel, html_table
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, PHASE_RMS, estimate_leg, estimate_legs

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LegBenchmark", "benchmark_legs"]

Array = NDArray[np.float64]
Leg = tuple[int, int, float, float]

MODELS = ("differences alone", "two groups and drift", "estimate, phase unknown", "estimate, phase known")
SHORT = 3.0 * DAY
"""Legs shorter than this are reported apart [s]: their phase counts."""
_MAX_LEG_DELTA_V = 1500.0
_WANTED = 400.0
"""Random legs are drawn among those estimated cheaper than this [m/s], as a tour would have them."""
_WAITS = np.array([0.5, 1.0, 1.5, 2.0, 2.5, 4.0, 7.0, 12.0, 18.0, 25.0]) * DAY
_TOGETHER, _TIMES = 1000, 300
"""Legs priced in one call, as a table has them, and calls timed."""


@dataclass(frozen=True, slots=True, repr=False)
class LegBenchmark:
    """Prices beside flights.

    Parameters
    ----------
    coast : ndarray, shape (n,)
        Time from departure to arrival [s].
    flown : ndarray, shape (n,)
        Delta-v flown under the full equations [m/s].
    priced : ndarray, shape (models, n)
        Delta-v by each of `MODELS` [m/s].
    speed : ndarray, shape (models,)
        Legs priced a second on one core.
    """

    coast: Array
    flown: Array
    priced: Array
    speed: Array

    def rows(self) -> list[dict[str, Any]]:
        """Return one row for every model and set of legs: all, and those under three days."""
        rows = []
        for name, chosen in (("all", self.coast > 0.0), ("under 3 d", self.coast < SHORT)):
            for model, price, speed in zip(MODELS, self.priced[:, chosen], self.speed, strict=True):
                if not chosen.any():
                    continue
                ratio = price / self.flown[chosen]
                low, middle, high = np.percentile(ratio, [10, 50, 90])
                rows.append(
                    {
                        "legs": f"{name} ({int(chosen.sum())})", "model": model,
                        "sum_ratio": float(price.sum() / self.flown[chosen].sum()), "median": float(middle),
                        "p10": float(low), "p90": float(high), "mape_percent": float(100 * np.mean(np.abs(ratio - 1))),
                        "worst_percent": float(100 * np.max(np.abs(ratio - 1))), "legs_per_second": float(speed),
                    }
                )  # fmt: skip
        return rows

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> str:
        """Return the rows as text."""
        lines = [
            f"{'legs':<16}{'model':<26}{'sum':>7}{'median':>8}{'p10':>7}{'p90':>7}{'MAPE':>8}{'worst':>8}{'legs/s':>12}"
        ]
        lines.extend(
            f"{row['legs']:<16}{row['model']:<26}{row['sum_ratio']:>7.3f}{row['median']:>8.3f}{row['p10']:>7.3f}"
            f"{row['p90']:>7.3f}{row['mape_percent']:>7.1f}%{row['worst_percent']:>7.1f}%{row['legs_per_second']:>12,.0f}"
            for row in self.rows()
        )
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<LegBenchmark: {self.flown.size} legs flown, {self.flown.sum():.0f} m/s>"

    def _repr_html_(self) -> str:
        rows = self.rows()
        cells = [[v if isinstance(v, str) else f"{v:,.4g}" for v in row.values()] for row in rows]
        return html_panel(html_table(rows[0], cells))


@kernel
def _differences(starts: Array, goals: Array, coasts: Array) -> Array:
    """Return the root of the sum of squares of what differs at arrival, as if nothing changed the drift [m/s]."""
    prices = np.empty(coasts.size)
    for k in range(coasts.size):
        start, goal, coast = starts[k], goals[k], coasts[k]
        node_rate, perigee, _ = secular_rates(start[0], np.hypot(start[1], start[2]), start[3], FIELD)
        cosine, sine = np.cos(perigee * coast), np.sin(perigee * coast)
        ecc_x, ecc_y = cosine * start[1] - sine * start[2], sine * start[1] + cosine * start[2]
        middle = 0.5 * (start[0] + goal[0])
        speed = np.sqrt(FIELD.mu / middle)
        node = (goal[4] - start[4] - node_rate * coast + np.pi) % (2.0 * np.pi) - np.pi
        x = speed * np.sin(0.5 * (start[3] + goal[3])) * node
        y, z = 0.5 * speed * (goal[0] - start[0]) / middle, speed * (goal[3] - start[3])
        ecc = 0.5 * speed * np.hypot(goal[1] - ecc_x, goal[2] - ecc_y)
        prices[k] = np.sqrt(x * x + y * y + z * z + ecc * ecc)
    return prices


def _prices(model: int, starts: Array, goals: Array, coasts: Array) -> Array:
    if model == 0:
        return _differences(starts, goals, coasts)
    # Where no leg is wanted, all are priced roughly: by their two groups and the drift between.
    phase, max_leg_delta_v = ((0.0, 0.0), (PHASE_RMS, _MAX_LEG_DELTA_V), (PHASE_KNOWN, _MAX_LEG_DELTA_V))[model - 1]
    return estimate_legs(starts, goals, coasts, np.full(coasts.size, LOWEST_DRIFT), phase, max_leg_delta_v, FIELD)


def _random_legs(count: int, seed: int) -> list[Leg]:
    """Draw legs between debris that a tour might have."""
    rows, rng, legs = debris_rows(load_debris()), np.random.default_rng(seed), list[Leg]()
    while len(legs) < count:
        i, j = rng.choice(len(rows), 2, replace=False)
        depart, coast = rng.uniform(23467.0, 26380.0) * DAY, float(rng.choice(_WAITS))
        start, goal = left_elements(rows[i], depart), left_elements(rows[j], depart + coast)
        if estimate_leg(start, goal, coast, LOWEST_DRIFT, PHASE_RMS, _MAX_LEG_DELTA_V, FIELD) < _WANTED:
            legs.append((int(i), int(j), float(depart), float(depart + coast)))
    return legs


def _legs_of(path: str | Path) -> list[Leg]:
    """Read the legs of a campaign: orders and arrivals, as JSON with ``missions`` of ``seq`` and ``arr_mjd2000``."""
    try:
        missions = json.loads(read_text(path))["missions"]
        return [
            (int(i), int(j), here * DAY + STAY, there * DAY)
            for mission in missions
            for (i, j), (here, there) in zip(pairwise(mission["seq"]), pairwise(mission["arr_mjd2000"]), strict=True)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInputError(
            f"{path} is no list of legs ({error}); it looks like "
            '{"missions": [{"seq": [23, 55], "arr_mjd2000": [23557.18, 23587.04]}]}.'
        ) from None


def benchmark_legs(
    count: int = 60, *, seed: int = 1, campaign: str | Path | None = None, progress: Callable[[str], None] | None = None
) -> LegBenchmark:
    """Fly legs between the debris of GTOC9 and price them by every model.

    Parameters
    ----------
    count : int
        Random legs, of half a day to 25 days, estimated under 400 m/s.
    seed : int
        Seed of the choice.
    campaign : path, optional
        Campaign whose legs are taken instead.
    progress : callable, optional
        Called with a line of text for every leg.

    Returns
    -------
    LegBenchmark
        Prices beside flights, and how many legs a second each model prices on one core.

    Raises
    ------
    ConvergenceError
        If a leg cannot be flown.
    """
    debris = load_debris()
    rows = debris_rows(debris)
    legs = _random_legs(count, seed) if campaign is None else _legs_of(campaign)
    coasts, flown, starts, goals = [], [], [], []
    for k, (origin, target, depart, arrive) in enumerate(legs):
        if progress is not None:
            progress(f"flying leg {k + 1} of {len(legs)}")
        flight = fly_gtoc9_leg(debris, origin, target, depart, arrive)
        flown.append(flight.delta_v)
        coasts.append(arrive - flight.departure.time)
        starts.append(left_elements(rows[origin], flight.departure.time))
        goals.append(left_elements(rows[target], arrive))
    coast = np.array(coasts)
    priced, speed = np.empty((len(MODELS), len(legs))), np.empty(len(MODELS))
    start, goal = np.array(starts), np.array(goals)
    many = np.arange(_TOGETHER) % len(legs)
    block = start[many], goal[many], coast[many]
    for model in range(len(MODELS)):
        priced[model] = _prices(model, start, goal, coast)
        begin = time.perf_counter()
        for _ in range(_TIMES):
            _prices(model, *block)
        speed[model] = _TIMES * _TOGETHER / (time.perf_counter() - begin)
    return LegBenchmark(coast, np.array(flown), priced, speed)

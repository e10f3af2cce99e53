"""State of a campaign under search: missions in blocks of time, and a draft of a change to one or two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.fleet.mission_dates import HEAVY

__all__ = ["MOST", "UNKNOWN", "CampaignState", "Draft", "new_draft", "new_state"]

Floats = NDArray[np.float32]
Whole = NDArray[np.int64]

MOST = 32
"""Most stops of a mission; a tank holds propellant for some twenty."""
UNKNOWN = -1.0
"""Cost that has not been asked for."""


class CampaignState(NamedTuple):
    """A campaign.

    Parameters
    ----------
    order : ndarray of int, shape (missions, MOST)
        Debris of each mission.
    stops : ndarray of int, shape (missions,)
        Stops of each.
    bounds : ndarray of int, shape (missions + 1,)
        Mission m arrives at its stops from date ``bounds[m]`` to ``bounds[m + 1] - pause``.
    mass : ndarray of float32, shape (missions, MOST, dates)
        Least masses on arrival, stops counted from the last.
    arrival : ndarray of int, shape (missions, MOST)
        Best dates.
    cost : ndarray, shape (missions,)
        Cost of each mission [million euro].
    mission_of : ndarray of int, shape (debris,)
        Mission that visits each debris.
    without : ndarray, shape (debris,)
        What its mission would cost without a debris, once that has been asked for; UNKNOWN before.
    """

    order: Whole
    stops: Whole
    bounds: Whole
    mass: Floats
    arrival: Whole
    cost: NDArray[np.float64]
    mission_of: Whole
    without: NDArray[np.float64]


class Draft(NamedTuple):
    """A change: new orders of up to two missions; ``mission[1]`` is -1 where there is but one.

    ``leaver`` is the debris that leaves the first mission for the second, or -1 where that is not all that happens.
    Stops after ``changed`` stay as they are, counted from the end; so do the first ``same`` ones. ``moved`` is the
    bound that moves, or 0, and by how much.
    """

    mission: Whole
    order: Whole
    stops: Whole
    leaver: Whole
    changed: Whole
    same: Whole
    moved: Whole
    mass: Floats
    start: Whole
    cost: NDArray[np.float64]


def new_state(orders: Sequence[Sequence[int]], bounds: Sequence[int], debris: int, dates: int) -> CampaignState:
    """Return a campaign that is not yet weighed."""
    missions = len(orders)
    state = CampaignState(
        np.zeros((missions, MOST), np.int64), np.array([len(order) for order in orders]), np.array(bounds),
        np.full((missions, MOST, dates), HEAVY), np.zeros((missions, MOST), np.int64), np.zeros(missions),
        np.zeros(debris, np.int64), np.full(debris, UNKNOWN),
    )  # fmt: skip
    for m, order in enumerate(orders):
        state.order[m, : len(order)] = order
        state.mission_of[list(order)] = m
    return state


def new_draft(dates: int) -> Draft:
    """Return room for a change."""
    pair = np.zeros(2, np.int64)
    return Draft(
        pair.copy(), np.zeros((2, MOST), np.int64), pair.copy(), pair.copy(), pair.copy(), pair.copy(), pair.copy(),
        np.full((2, MOST, dates), HEAVY), pair.copy(), np.zeros(2),
    )  # fmt: skip

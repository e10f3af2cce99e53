"""The sums of `Flux` for one target after the other: most orbits dwell in few shells, so a loop beats matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.risk.collisions.breakup import CATASTROPHIC_ENERGY

__all__ = ["COLUMNS", "meet"]

Array = NDArray[np.float64]
Integers = NDArray[np.int64]

COLUMNS = 6
"""Sums `meet` writes for each target."""


@kernel
def meet(
    shares: Array,
    swept: Array,
    moments: Array,
    masses: Array,
    bins: Integers,
    own_group: Integers,
    own_powers: Array,
    figures: Array,
    table: Array,
    out: Array,
) -> None:
    """Sum what the population does to each target.

    Parameters
    ----------
    shares : ndarray, shape (n, shells)
        Share of its time each target spends in each shell.
    swept : ndarray, shape (shells,)
        Orbital speed over volume [1/m2/s].
    moments : ndarray, shape (shells, 3, groups)
        Sums of r^0, r^1, r^2 of the partners [1, m, m2].
    masses, bins : ndarray, shape (groups,)
        Mean mass [kg] and inclination bin of each group [whole degrees].
    own_group : ndarray of int, shape (n,)
        Group in which the population holds the target itself, -1 if it does not.
    own_powers : ndarray, shape (n, 3)
        What it adds to that group's sums.
    figures : ndarray, shape (n, 4)
        Inclination [deg], mass [kg], radius [m], orbital speed [m/s].
    table : ndarray, shape (181, 180, angles + 1)
        Crossing factors (see `crossings`).
    out : ndarray, shape (n, 6)
        Written here, per second: flux and destroying flux [1/m2/s], collisions, catastrophic ones, mass of the partners
        met [kg/s], (M_i + M_j)^0.75 of the broken up [kg^0.75/s].
    """
    groups, angles = masses.size, table.shape[2] - 1
    sums = np.empty((3, groups))
    for i in range(shares.shape[0]):
        sums[:] = 0.0
        own = 0.0
        for k in range(swept.size):
            share = shares[i, k]
            if share == 0.0:
                continue
            weight = share * swept[k]
            own += weight * share
            for power in range(3):
                for g in range(groups):
                    sums[power, g] += weight * moments[k, power, g]
        if own_group[i] >= 0:
            for power in range(3):
                sums[power, own_group[i]] -= own * own_powers[i, power]
        inc, mass, radius, speed = figures[i]
        row = min(max(int(inc), 0), table.shape[0] - 2)
        slope = inc - row
        for c in range(COLUMNS):
            out[i, c] = 0.0
        for g in range(groups):
            if sums[0, g] == 0.0:
                continue
            area = np.pi * (radius * radius * sums[0, g] + 2.0 * radius * sums[1, g] + sums[2, g])
            whole = (1.0 - slope) * table[row, bins[g], 0] + slope * table[row + 1, bins[g], 0]
            heavier, lighter = max(mass, masses[g]), min(mass, masses[g])
            threshold = np.sqrt(2.0 * CATASTROPHIC_ENERGY * heavier / lighter) / (2.0 * speed)
            destroying = 0.0
            if threshold < 1.0:
                angle = np.arcsin(threshold) / (0.5 * np.pi) * angles
                column = min(int(angle), angles - 1)
                part = angle - column
                low = (1.0 - part) * table[row, bins[g], column] + part * table[row, bins[g], column + 1]
                high = (1.0 - part) * table[row + 1, bins[g], column] + part * table[row + 1, bins[g], column + 1]
                destroying = (1.0 - slope) * low + slope * high
            out[i, 0] += whole * sums[0, g]
            out[i, 1] += destroying * sums[0, g]
            out[i, 2] += whole * area
            out[i, 3] += destroying * area
            out[i, 4] += whole * area * masses[g]
            if destroying > 0.0:
                out[i, 5] += destroying * area * (mass + masses[g]) ** 0.75

"""The best dates of a fixed order: an exact dynamic programme over arrival steps, from the last stop to the launch.

A row belongs to one stop: for every step of the arrival there, the least key of the rest of the tour, and the delta-v
and the mass that go with it. The key is the delta-v, weighed with the time of the end where that counts; or the
logarithm of the mass on arrival, which a leg raises by ``dv / ve``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.large.kernel_data import Terms

__all__ = ["PENALTY", "Rows", "energy", "last_row", "launch_step", "new_rows", "row_before"]

Floats = NDArray[np.float64]

PENALTY = 10.0
"""What a missing stop, or a limit passed by its own size, costs: ten objectives of a usual size."""


class Rows(NamedTuple):
    """Rows by place from the end: least key, its delta-v [m/s] and mass [kg], and the index of the gap that follows."""

    key: Floats
    dv: Floats
    mass: Floats
    wait: NDArray[np.int64]


def new_rows(stops: int, steps: int) -> Rows:
    """Return room for a tour of so many stops."""
    shape = (stops, steps)
    return Rows(np.empty(shape), np.empty(shape), np.empty(shape), np.zeros(shape, dtype=np.int64))


@kernel
def last_row(terms: Terms, rate: float, stop: int, rows: Rows, place: int) -> float:
    """Write the row of a last stop; return the least key in it."""
    least = np.inf
    mass = terms.alpha[stop] * terms.end_mass[stop] + terms.beta[stop]
    work = terms.stop_dv[stop] + terms.end_dv[stop]
    for t in range(rows.key.shape[1]):
        rows.key[place, t] = np.inf
        if terms.open[stop, t]:
            key = rate * work + terms.per_step * t + terms.fading[stop, t]
            rows.key[place, t] = np.log(mass) if terms.on_mass else key
            rows.dv[place, t], rows.mass[place, t] = work, mass
            least = min(least, rows.key[place, t])
    return least


@kernel
def row_before(terms: Terms, rate: float, here: int, after: int, rows: Rows, source: int, place: int) -> float:
    """Write the row of a stop from that of the next one; return the least key in it."""
    least = np.inf
    steps = rows.key.shape[1]
    key, wait, later = rows.key[place], rows.wait[place], rows.key[source]
    key[:] = np.inf
    for g in range(terms.gaps.size):
        gap = terms.gaps[g]
        leg, then = terms.leg[here, after, g, : max(steps - gap, 0)], later[gap:]
        for t in range(leg.size):  # without a branch, so that several steps are done at once: five times as fast
            value = rate * leg[t] + then[t]
            less = value < key[t]
            key[t] = value if less else key[t]
            wait[t] = g if less else wait[t]
    for t in range(steps):
        if key[t] == np.inf or not terms.open[here, t]:
            key[t] = np.inf
            continue
        leg_dv, then = terms.leg[here, after, wait[t], t], t + terms.gaps[wait[t]]
        rows.dv[place, t] = leg_dv + rows.dv[source, then] + terms.stop_dv[here]
        if terms.by_mass:
            before = np.exp(leg_dv / terms.speed) * rows.mass[source, then]
            rows.mass[place, t] = terms.alpha[here] * before + terms.beta[here]
        key[t] += rate * terms.stop_dv[here] + terms.fading[here, t]
        key[t] = np.log(rows.mass[place, t]) if terms.on_mass else key[t]
        least = min(least, key[t])
    return least


@kernel
def energy(terms: Terms, scale: float, value: float, dv: float, burn: float, launch: float) -> float:
    """Return an objective in units of its usual size, with a penalty for every limit passed."""
    over = max(dv - terms.max_dv, 0.0) / terms.budget
    if terms.by_mass:
        over += max(burn - terms.capacity, 0.0) / terms.capacity
        over += max(launch - terms.max_mass, 0.0) / terms.max_mass
    return value / scale + PENALTY * over


@kernel
def launch_step(
    terms: Terms, rate: float, scale: float, first: int, rows: Rows, place: int, kits: float, worth: float, out: Floats
) -> int:
    """Choose the step of the first arrival by least energy; return -1 if there is none.

    `out` takes energy, objective, delta-v [m/s], propellant and mass at launch [kg].
    """
    best, chosen = np.inf, -1
    for t in range(rows.key.shape[1]):
        if rows.key[place, t] == np.inf or terms.launch[first, t] == np.inf:
            continue
        leg = terms.launch[first, t]
        dv = leg + rows.dv[place, t]
        launch = np.exp(leg / terms.speed) * rows.mass[place, t] if terms.by_mass else 0.0
        burn = launch - terms.dry - kits
        guided = burn if terms.on_mass else rows.key[place, t] + rate * leg - terms.per_worth * worth
        tried = energy(terms, scale, guided, dv, burn, launch)
        if tried < best:
            best, chosen = tried, t
            value = burn if terms.on_mass else guided - (rate - terms.per_dv) * dv
            out[0], out[1], out[2], out[3], out[4] = tried, value, dv, burn, launch
    return chosen

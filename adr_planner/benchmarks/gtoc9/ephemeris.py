"""The debris as compiled loops read them: one row each, and the mean elements of a spacecraft that flies with them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.debris import Debris
from adr_planner.core.constants import GTOC9
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel
from adr_planner.core.kepler import state_from_elements
from adr_planner.transfer.mean_elements import mean_of

__all__ = ["FIELD", "debris_rows", "drawn_elements", "left_elements"]

Array = NDArray[np.float64]

FIELD = GTOC9._replace(second_order=1.0)
"""The competition's field with secular rates of second order: a spacecraft flies under numerical gravity."""


def debris_rows(debris: Debris) -> Array:
    """Return the elements at time zero and their rates, shape (n, 9).

    The columns are a [m], e, inc, RAAN, argument of perigee, mean anomaly [rad], and the rates of the last three
    [rad/s] by the competition's rule.

    Examples
    --------
    >>> from adr_planner.benchmarks.gtoc9.debris import load_debris
    >>> debris_rows(load_debris()).shape
    (123, 9)
    """
    node, perigee, motion = secular_rates(debris.a, debris.ecc, debris.inc, GTOC9)
    return np.column_stack(
        [
            debris.a, debris.ecc, debris.inc, debris.raan - node * debris.epoch, debris.argp - perigee * debris.epoch,
            debris.mean_anomaly - motion * debris.epoch, node, perigee, motion,
        ]
    )  # fmt: skip


@kernel
def drawn_elements(row: Array, times: Array) -> Array:
    """Return the elements of a debris as they are drawn, shape (t, 6): a, e cos w, e sin w, inc, RAAN, w + M.

    Read as a mean orbit they are right on the average of a revolution, which is what a coarse grid asks for.
    """
    out = np.empty((times.size, 6))
    for k in range(times.size):
        argp = row[4] + row[7] * times[k]
        out[k, 0], out[k, 1], out[k, 2] = row[0], row[1] * np.cos(argp), row[1] * np.sin(argp)
        out[k, 3], out[k, 4] = row[2], row[3] + row[6] * times[k]
        out[k, 5] = argp + (row[5] + row[8] * times[k]) % (2.0 * np.pi)
    return out


@kernel
def left_elements(row: Array, time: float) -> Array:
    """Return the mean elements of a spacecraft that shares the debris's state at a time, shape (6,).

    They differ from the drawn ones by up to nine kilometres in altitude, with the place on the orbit: the debris are
    held on osculating ellipses.
    """
    position, velocity = state_from_elements(
        row[0], row[1], row[2], row[3] + row[6] * time, row[4] + row[7] * time,
        (row[5] + row[8] * time) % (2.0 * np.pi), FIELD.mu,
    )  # fmt: skip
    return mean_of(position, velocity, FIELD)

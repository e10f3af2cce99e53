"""The verifier's rule for short flights: Gragg's midpoint rule, extrapolated to order 16 (Bulirsch and Stoer, 1966).

Nothing in common with the planner's symplectic composition: not the formulas, not the step, not the code.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.forces import Field, Surroundings, accelerate, look, surroundings

__all__ = ["LONGEST", "fly"]

Array = NDArray[np.float64]

_COLUMNS = 8
LONGEST = 600.0
"""Length of an extrapolated step [s]: 400 days in low Earth orbit agree with steps of 300 s within 5 m."""


@kernel
def _midpoint(
    start: Array, first: Array, span: float, count: int, field: Field, around: Surroundings, work: Array, result: Array
) -> None:
    """Take one step by Gragg's rule with `count` substeps into `result`; `work` holds three states."""
    h = span / count
    before, here, rate = work[0], work[1], work[2]
    for c in range(6):
        before[c] = start[c]
        here[c] = start[c] + h * first[c]
    for k in range(1, count):
        accelerate(here, k * h - 0.5 * span, field, around, rate)
        for c in range(6):
            after = before[c] + 2.0 * h * rate[c]
            before[c] = here[c]
            here[c] = after
    accelerate(here, 0.5 * span, field, around, rate)
    for c in range(6):
        result[c] = 0.5 * (here[c] + before[c] + h * rate[c])


@kernel
def fly(days: float, state: Array, duration: float, step: float, field: Field) -> Array:
    """Return the state after a flight [m], [m/s].

    Parameters
    ----------
    days : float
        When it starts, in days since J2000 (TAI).
    state : ndarray, shape (6,)
        From where, GCRF [m], [m/s].
    duration : float
        Time of flight [s], negative to fly backwards.
    step : float
        Longest extrapolated step [s].
    field : Field
        Forces.
    """
    here = state.copy()
    steps = int(np.ceil(abs(duration) / step))
    if steps == 0:
        return here
    span = duration / steps
    table, work, first, newer = np.empty((_COLUMNS, 6)), np.empty((3, 6)), np.empty(6), np.empty(6)
    around = surroundings(field)
    for k in range(steps):
        look(days + (k + 0.5) * span / DAY, span, field, around)
        accelerate(here, -0.5 * span, field, around, first)
        for row in range(_COLUMNS):
            count = 2 * (row + 1)
            _midpoint(here, first, span, count, field, around, work, newer)
            # Aitken-Neville in the square of the substep, in place.
            for column in range(row):
                weight = 1.0 / ((count / (2.0 * (row - column))) ** 2 - 1.0)
                for c in range(6):
                    better = newer[c] + (newer[c] - table[column, c]) * weight
                    table[column, c] = newer[c]
                    newer[c] = better
            table[row] = newer
        here[:] = table[_COLUMNS - 1]
    return here

"""The verifier's integrator for long flights: Störmer's and Cowell's rule, one look at the forces a step.

Positions are carried on by second differences, velocities by Adams's rule, from the accelerations of the last steps;
both are predicted, the forces are asked once, both are corrected (Hairer, Nørsett and Wanner, Solving Ordinary
Differential Equations I, section III.10). Steps of 45 s cost a third of `extrapolation.fly`, with which it starts, and
are as true.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.extrapolation import fly
from adr_planner.verification.physics.forces import Field, accelerate, look, surroundings

__all__ = ["ORDER", "march"]

Array = NDArray[np.float64]

ORDER = 10
"""Accelerations a step is made from: with more, steps of 60 s are no longer stable."""
_LOOK = 10
"""Steps between two looks at Sun, Moon, pole and air."""


def _weights(first: int, *, second: bool) -> list[float]:
    """Return the weights of accelerations at times first, first - 1, ... in a step from 0 to 1, exact for polynomials.

    They give x(1) - 2 x(0) + x(-1) if `second`, else v(1) - v(0).
    """
    times = [Fraction(first - k) for k in range(ORDER)]
    weights = []
    for k, own in enumerate(times):
        basis, scale = [Fraction(1)], Fraction(1)
        for j, other in enumerate(times):
            if j != k:  # times (t - other)
                basis = [a - other * b for a, b in zip([Fraction(0), *basis], [*basis, Fraction(0)], strict=True)]
                scale *= own - other
        if second:
            total = sum(c * (1 + (-1) ** m) / ((m + 1) * (m + 2)) for m, c in enumerate(basis))
        else:
            total = sum(c / (m + 1) for m, c in enumerate(basis))
        weights.append(float(total / scale))
    return weights


_AHEAD = np.array([_weights(0, second=True), _weights(0, second=False)])
_FITTED = np.array([_weights(1, second=True), _weights(1, second=False)])


@kernel
def march(days: float, state: Array, steps: int, h: float, field: Field) -> Array:
    """Return the state after a flight [m], [m/s].

    Parameters
    ----------
    days : float
        When it starts, in days since J2000 (TAI).
    state : ndarray, shape (6,)
        From where, GCRF [m], [m/s].
    steps : int
        How many, at least `ORDER`.
    h : float
        Length of a step [s], negative to fly backwards.
    field : Field
        Forces.
    """
    around, rate, next_state = surroundings(field), np.empty(6), np.empty(6)
    pulls = np.empty((ORDER, 3))
    here, before = state.copy(), state.copy()
    for k in range(ORDER):
        if k:
            before[:] = here
            here[:] = fly(days + (k - 1) * h / DAY, here, h, abs(h), field)
        look(days + k * h / DAY, h, field, around)
        accelerate(here, 0.0, field, around, rate)
        pulls[k] = rate[3:]
    newest = ORDER - 1
    for k in range(ORDER, steps + 1):
        turn = (k - ORDER) % _LOOK
        span = _LOOK * h
        if turn == 0:
            look(days + (k * h + 0.5 * (span - h)) / DAY, span, field, around)
        for c in range(3):
            second, slope = 0.0, 0.0
            for j in range(ORDER):
                pull = pulls[(newest - j) % ORDER, c]
                second += _AHEAD[0, j] * pull
                slope += _AHEAD[1, j] * pull
            next_state[c] = 2.0 * here[c] - before[c] + h * h * second
            next_state[3 + c] = here[3 + c] + h * slope
        accelerate(next_state, turn * h - 0.5 * (span - h), field, around, rate)
        for c in range(3):
            second, slope = _FITTED[0, 0] * rate[3 + c], _FITTED[1, 0] * rate[3 + c]
            for j in range(ORDER - 1):
                pull = pulls[(newest - j) % ORDER, c]
                second += _FITTED[0, j + 1] * pull
                slope += _FITTED[1, j + 1] * pull
            next_state[c] = 2.0 * here[c] - before[c] + h * h * second
            next_state[3 + c] = here[3 + c] + h * slope
        newest = (newest + 1) % ORDER
        pulls[newest] = rate[3:]
        before[:] = here
        here[:] = next_state
    return here

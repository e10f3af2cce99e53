"""The judge's own integrator: Gragg's midpoint rule, extrapolated to order 16 (Bulirsch and Stoer, 1966).

Nothing in common with the planner's symplectic composition: not the formulas, not the step, not the code.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.forces import EGM96_ZONALS, OWN_AIR, accelerate, other_bodies

__all__ = ["Field", "Point", "coast", "lowest_altitude", "track"]

Array = NDArray[np.float64]

_COLUMNS = 8
STEP = 600.0
"""Length of an extrapolated step [s]: 400 days in low Earth orbit agree with steps of 300 s within 5 m."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Hold the forces of one flight.

    Parameters
    ----------
    mu, radius : float
        Of the Earth [m3/s2], [m].
    zonals : ndarray
        J2, J3, ...
    pole : ndarray, shape (3,)
        Their axis, GCRF.
    drag : float
        Cd A / m [m2/kg].
    third_bodies : bool
        Whether Sun and Moon pull.
    air : ndarray
        Declared atmosphere, by default the judge's own, see `accelerate`.
    """

    mu: float
    radius: float
    zonals: Array
    pole: Array
    drag: float = 0.0
    third_bodies: bool = False
    air: Array = field(default_factory=lambda: OWN_AIR)

    def dragging(self, drag: float, air: Array) -> Field:
        """Return the same field with the drag of a body in a declared atmosphere."""
        return replace(self, drag=drag, air=air)

    def fuller(self, drag: float) -> Field:
        """Return the fuller field: J2 to J6, Sun, Moon and drag in the judge's own atmosphere."""
        return Field(self.mu, self.radius, EGM96_ZONALS, self.pole, drag, third_bodies=True)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Hold a state in GCRF.

    Parameters
    ----------
    days : float
        Days since J2000.
    position, velocity : ndarray, shape (3,)
        [m], [m/s].
    """

    days: float
    position: Array
    velocity: Array


@kernel
def _midpoint(
    start: Array, first: Array, span: float, count: int, mu: float, radius: float, zonals: Array, pole: Array,
    drag: float, air: Array, bodies: Array, work: Array, result: Array,
) -> None:  # fmt: skip
    """Take one step by Gragg's rule with `count` substeps into `result`; `work` holds three states."""
    h = span / count
    before, here, rate = work[0], work[1], work[2]
    for c in range(6):
        before[c] = start[c]
        here[c] = start[c] + h * first[c]
    for _ in range(1, count):
        accelerate(here, mu, radius, zonals, pole, drag, air, bodies, rate)
        for c in range(6):
            after = before[c] + 2.0 * h * rate[c]
            before[c] = here[c]
            here[c] = after
    accelerate(here, mu, radius, zonals, pole, drag, air, bodies, rate)
    for c in range(6):
        result[c] = 0.5 * (here[c] + before[c] + h * rate[c])


@kernel
def _fly(
    days: float, state: Array, duration: float, step: float, mu: float, radius: float, zonals: Array,
    pole: Array, drag: float, air: Array, third_bodies: bool,  # noqa: FBT001 - numba kernels take no keywords
) -> Array:  # fmt: skip
    here = state.copy()
    steps = int(np.ceil(abs(duration) / step))
    if steps == 0:
        return here
    span = duration / steps
    table, work, first, newer = np.empty((_COLUMNS, 6)), np.empty((3, 6)), np.empty(6), np.empty(6)
    bodies = np.empty((0, 4))
    for k in range(steps):
        if third_bodies:
            # Their motion within one step changes the pull by less than 1e-3 of itself.
            bodies = other_bodies(days + (k + 0.5) * span / 86400.0)
        accelerate(here, mu, radius, zonals, pole, drag, air, bodies, first)
        for row in range(_COLUMNS):
            count = 2 * (row + 1)
            _midpoint(here, first, span, count, mu, radius, zonals, pole, drag, air, bodies, work, newer)
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


def coast(point: Point, duration: float, field: Field, step: float = STEP) -> Point:
    """Fly a state through a field without burns.

    Parameters
    ----------
    point : Point
        Where it starts.
    duration : float
        Time of flight [s], negative to fly backwards.
    field : Field
        Forces.
    step : float
        Longest extrapolated step [s].
    """
    state = _fly(
        point.days,
        np.concatenate([point.position, point.velocity]),
        duration,
        step,
        field.mu,
        field.radius,
        field.zonals,
        field.pole,
        field.drag,
        field.air,
        field.third_bodies,
    )
    return Point(point.days + duration / 86400.0, state[:3], state[3:])


@kernel
def _track(
    days: float, state: Array, duration: float, steps: int, mu: float, radius: float, zonals: Array, pole: Array,
) -> Array:  # fmt: skip
    states, air = np.empty((steps + 1, 6)), np.empty(0)
    states[0] = state
    span = duration / steps
    for k in range(steps):
        states[k + 1] = _fly(days, states[k], span, span, mu, radius, zonals, pole, 0.0, air, False)  # noqa: FBT003
    return states


def track(point: Point, duration: float, field: Field, step: float) -> Array:
    """Fly a state through zonal gravity alone and return what it passes, shape (n, 6).

    Parameters
    ----------
    point : Point
        Where it starts.
    duration : float
        Time of flight [s].
    field : Field
        Forces; drag and other bodies are left out.
    step : float
        Longest time between two states [s].
    """
    steps = max(int(np.ceil(duration / step)), 1)
    state = np.concatenate([point.position, point.velocity])
    return _track(point.days, state, duration, steps, field.mu, field.radius, field.zonals, field.pole)


def lowest_altitude(point: Point, duration: float, field: Field) -> float:
    """Return the least altitude above the equatorial radius during a coast [m], refined by a parabola."""
    step = 20.0
    count = max(int(np.ceil(duration / step)), 2)
    heights = []
    here = point
    for _ in range(count + 1):
        heights.append(float(np.linalg.norm(here.position)) - field.radius)
        here = coast(here, step, field, step)
    low = int(np.argmin(heights))
    if 0 < low < count:
        left, middle, right = heights[low - 1 : low + 2]
        return middle - (right - left) ** 2 / (8.0 * (left - 2.0 * middle + right))
    return heights[low]

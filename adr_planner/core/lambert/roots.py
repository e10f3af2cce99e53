"""The unknown of Lambert's problem: Izzo's x below one revolution, or on both sides of the least time of several.

After Izzo, "Revisiting Lambert's problem" (Celestial Mechanics and Dynamical Astronomy 121, 2015). `goal` is the
dimensionless time of flight, `lam` Izzo's lambda, and `near` is 1 - lambda^2 = chord / s.
"""

from __future__ import annotations

import numpy as np

from adr_planner.core.jit import kernel

__all__ = ["both_roots", "opening", "single_root"]

_ITERATIONS = 60


@kernel
def _time_of_flight(x: float, lam: float, near: float, revs: int) -> tuple[float, float]:
    """Return Izzo's dimensionless time of flight at `x`, and y."""
    rest = (1.0 - x) * (1.0 + x)
    y = np.sqrt(x * x + near * rest)
    eta = near / (y + lam * x) if lam * x > 0.0 else y - lam * x
    gap = near / (1.0 + lam) if lam > 0.0 else 1.0 - lam
    series = 0.5 * (gap - x * eta)
    if abs(series) < 0.1:
        # Battin's series keeps its digits where the closed form loses them: short arcs, and near parabolas.
        term = total = 1.0
        k = 0
        while abs(term) > 1e-17 and k < 60:
            term *= (3.0 + k) / (2.5 + k) * series
            total += term
            k += 1
        time = 0.5 * eta * (4.0 / 3.0 * eta * eta * total + 4.0 * lam)
        if revs > 0:
            time += revs * np.pi / rest**1.5
        return time, y
    if rest > 0.0:
        angle = np.arctan2(np.sqrt(rest) * eta, x * y + lam * rest) + revs * np.pi
        return (angle / np.sqrt(rest) - x + lam * y) / rest, y
    angle = np.arcsinh(eta * np.sqrt(-rest))
    return (angle / np.sqrt(-rest) - x + lam * y) / rest, y


@kernel
def _derivatives(x: float, y: float, time: float, lam: float, near: float) -> tuple[float, float, float]:
    """Return the first three derivatives of the time of flight by x (Izzo 2015, eq. 22)."""
    rest = (1.0 - x) * (1.0 + x)
    if rest == 0.0:
        rest = 1e-16
    cube = lam**3 / y
    first = (3.0 * time * x - 2.0 + 2.0 * cube * x) / rest
    cube *= near / (y * y)
    second = (3.0 * time + 5.0 * x * first + 2.0 * cube) / rest
    third = (7.0 * x * second + 8.0 * first - 6.0 * cube * (lam / y) ** 2 * x) / rest
    return first, second, third


@kernel
def _least_time(lam: float, near: float, revs: int) -> tuple[float, float]:
    """Return where the time of flight of so many revolutions is least, and that time (Halley's method)."""
    low, high, x, time = -1.0, 1.0, 0.0, 0.0
    for _ in range(_ITERATIONS):
        time, y = _time_of_flight(x, lam, near, revs)
        first, second, third = _derivatives(x, y, time, lam, near)
        if first < 0.0:
            low = x
        else:
            high = x
        following = x - 2.0 * first * second / (2.0 * second * second - first * third)
        if not low < following < high:
            following = 0.5 * (low + high)
        change = abs(following - x)
        x = following
        if change < 1e-11:
            break
    return x, time


@kernel
def _solve(goal: float, lam: float, near: float, revs: int, x: float, low: float, high: float) -> float:
    """Return x for a time of flight, monotone between `low` and `high`, by Householder steps kept inside."""
    rising = revs > 0 and high == 1.0
    for _ in range(_ITERATIONS):
        time, y = _time_of_flight(x, lam, near, revs)
        miss = time - goal
        if (miss > 0.0) == rising:
            high = x
        else:
            low = x
        first, second, third = _derivatives(x, y, time, lam, near)
        square = first * first
        step = miss * (square - 0.5 * miss * second)
        step /= first * (square - miss * second) + third * miss * miss / 6.0
        # Steps of fourth order: after one this small, relative to the nearest pole of the time, x is exact.
        scale = min(1.0 + x, 1.0 - x) if revs > 0 else 1.0 + x
        if abs(step) < 1e-6 * scale:
            return float(x - step)
        x = x - step if low < x - step < high else 0.5 * (low + min(high, 2.0 * x + 3.0))
    return x


@kernel
def _first_guess(goal: float, lam: float, circular: float) -> float:
    """Return a guess of x for less than one revolution (Izzo 2015, eq. 30)."""
    parabolic = 2.0 / 3.0 * (1.0 - lam**3)
    if goal >= circular:
        return float((circular / goal) ** (2.0 / 3.0) - 1.0)
    if goal < parabolic:
        return float(1.0 + 2.5 * parabolic * (parabolic - goal) / (goal * (1.0 - lam**5)))
    return float(np.exp(np.log(2.0) * np.log(goal / circular) / np.log(parabolic / circular)) - 1.0)


@kernel
def single_root(goal: float, lam: float, near: float, circular: float) -> float:
    """Return x for less than one revolution; `circular` is the time of flight at x = 0."""
    return _solve(goal, lam, near, 0, _first_guess(goal, lam, circular), -1.0, np.inf)


@kernel
def both_roots(
    goal: float, lam: float, near: float, revs: int, circular: float, low_opening: float, high_opening: float
) -> tuple[bool, float, float]:
    """Return whether so many revolutions fit, and x on both sides of their least time.

    The guesses have Izzo's form (2015, eq. 31), but where he has 1/8 and 8 over pi they take what the arcs of fewer
    revolutions led to, drawn on as a line: two steps then do what three did.
    """
    middle = 0.0
    if goal <= circular + revs * np.pi:
        middle, least = _least_time(lam, near, revs)
        if goal < least:
            return False, 0.0, 0.0
    low, high = _opened(low_opening * (revs + 1.0) / goal), _opened(high_opening * goal / revs)
    low = low if low < middle else 0.5 * (middle - 1.0)
    high = high if high > middle else 0.5 * (middle + 1.0)
    return True, _solve(goal, lam, near, revs, low, -1.0, middle), _solve(goal, lam, near, revs, high, middle, 1.0)


@kernel
def opening(x: float) -> float:
    """Return ((1 + x) / (1 - x))^(3/2)."""
    ratio = (1.0 + x) / (1.0 - x)
    return float(ratio * np.sqrt(ratio))


@kernel
def _opened(opening: float) -> float:
    """Return x of an opening, see `opening`."""
    ratio = np.cbrt(opening)
    ratio *= ratio
    return float((ratio - 1.0) / (ratio + 1.0))

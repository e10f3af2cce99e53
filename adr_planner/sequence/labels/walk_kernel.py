"""Compiled dynamic programmes over walks: the cheapest way to have so many stops before a given one.

A walk is a tour that may come back to a target, only not at once (i, j, i): every tour is a walk, so the
cheapest walk bounds the cheapest tour from below (Christofides, Mingozzi and Toth, Networks 11, 1981).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.sequence.labels.kernel_data import KernelData

__all__ = ["delta_v_walks", "propellant_walks"]

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@kernel
def _two_best(values: Floats, best: Floats, second: Floats, who: Whole) -> None:
    """Write the least and the second least over the first axis, and where the least is."""
    for j in range(values.shape[1]):
        for t in range(values.shape[2]):
            first, after, at = np.inf, np.inf, -1
            for u in range(values.shape[0]):
                value = values[u, j, t]
                if value < first:
                    first, after, at = value, first, u
                elif value < after:
                    after = value
            best[j, t], second[j, t], who[j, t] = first, after, at


@kernel
def delta_v_walks(data: KernelData, via: Floats, least: Floats, second: Floats, who: Whole) -> None:
    """Bound the delta-v spent before arriving at a target.

    Parameters
    ----------
    data : KernelData
        The problem.
    via : ndarray, shape (longest + 1, n, n, t)
        Infinite; written: ``via[r, u, j, t]`` is the least delta-v of r stops, the last of them u, before
        arriving at j at step t [m/s].
    least : ndarray, shape (longest + 1, n, t)
        ``least[0]`` is the launch; the others are written: the least of `via` over u.
    second, who : ndarray, shape (n, t)
        Workspace, infinite and -1: second least, and the u of the least.
    """
    leg, gaps, stop_dv = data.leg, data.gaps, data.stop_dv
    n, steps = leg.shape[0], leg.shape[2]
    for r in range(1, via.shape[0]):
        for u in range(n):
            for j in range(n):
                if u == j:
                    continue
                for a in range(steps):
                    cheapest = np.inf
                    for g in range(gaps.size):
                        t = a - gaps[g]
                        if t < 0:
                            break
                        before = second[u, t] if who[u, t] == j else least[r - 1, u, t]
                        cheapest = min(cheapest, leg[u, j, a, g] + before)
                    via[r, u, j, a] = cheapest + stop_dv[u]
        _two_best(via[r], least[r], second, who)


@kernel
def propellant_walks(
    data: KernelData, light: Floats, heavy: Floats, via: Floats, least: Floats, second: Floats, who: Whole
) -> None:
    """Bound the propellant spent before arriving at a target, for a light and a heavy arrival mass.

    Parameters
    ----------
    data : KernelData
        The problem.
    light, heavy : ndarray, shape (longest + 1,)
        The two masses on arrival [kg], by the number r of stops before.
    via, least, second, who : ndarray
        As in `delta_v_walks`, in kg, with one more axis in front: 0 for the light mass, 1 for the heavy one.

    Notes
    -----
    Along one walk the propellant is affine and increasing in the arrival mass, so the least over walks is
    concave: between two masses it lies above its chord, beyond the heavier one above its value there.
    """
    ratio, gaps, alpha, beta, kit = data.ratio, data.gaps, data.alpha, data.beta, data.kit
    n, steps = ratio.shape[0], ratio.shape[2]
    for r in range(1, light.size):
        span = heavy[r - 1] - light[r - 1]
        for side in range(2):
            mass = light[r] if side == 0 else heavy[r]
            for u in range(n):
                for j in range(n):
                    if u == j:
                        continue
                    for a in range(steps):
                        cheapest = np.inf
                        for g in range(gaps.size):
                            t = a - gaps[g]
                            if t < 0:
                                break
                            low = second[0, u, t] if who[0, u, t] == j else least[0, r - 1, u, t]
                            high = second[1, u, t] if who[1, u, t] == j else least[1, r - 1, u, t]
                            factor = ratio[u, j, a, g]
                            if low == np.inf or factor == np.inf:
                                continue
                            arrival = alpha[u] * (factor * mass) + beta[u]
                            share = 1.0 if span <= 0.0 else min((arrival - light[r - 1]) / span, 1.0)
                            before = low + (high - low) * share
                            cheapest = min(cheapest, arrival - mass - kit[u] + before)
                        via[side, r, u, j, a] = cheapest
        for side in range(2):  # only now: both sides read both of the layer before
            _two_best(via[side, r], least[side, r], second[side], who[side])

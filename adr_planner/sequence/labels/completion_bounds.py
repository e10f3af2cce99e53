"""Completion bounds: the least that any way of reaching a target, with so many stops before it, must cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.labels.kernel_data import KernelData, needs_mass
from adr_planner.sequence.labels.walk_kernel import delta_v_walks, propellant_walks
from adr_planner.sequence.problem import TourProblem

__all__ = ["Bounds", "Remainder", "bound_walks", "remainder"]

Floats = NDArray[np.float64]


class Bounds(NamedTuple):
    """Walk bounds for every number r of stops still to be put before a target.

    Attributes
    ----------
    dv : ndarray, shape (r + 1, n, n, t)
        ``dv[r, u, j, t]``: least delta-v of r stops, the last of them u, before arriving at j at t [m/s].
    dv_least : ndarray, shape (r + 1, n, t)
        The least over u; ``dv_least[0]`` is the launch.
    order : ndarray of int8, shape (r + 1, n, t, n)
        The u by rising ``dv``: the first one not yet visited gives the bound.
    burn, burn_slope : ndarray, shape (r + 1, n, n, t)
        Least propellant [kg] for the lightest arrival mass, and its growth with that mass (a chord).
    burn_least : ndarray, shape (r + 1, n, t)
        Least over u, for the lightest mass [kg].
    light, heavy : ndarray, shape (r + 1,)
        Ends of the chord: arrival masses [kg].
    """

    dv: Floats
    dv_least: Floats
    order: NDArray[np.int8]
    burn: Floats
    burn_slope: Floats
    burn_least: Floats
    light: Floats
    heavy: Floats


class Remainder(NamedTuple):
    """What is left to do once a layer's stop is placed: the least of ``need`` or more further stops.

    Attributes
    ----------
    dv, burn : ndarray, shape (after + 1, n, t)
        Least delta-v [m/s] and propellant [kg], by the least number of further stops.
    """

    dv: Floats
    burn: Floats


def bound_walks(problem: TourProblem, data: KernelData) -> Bounds:
    """Compute the walk bounds of a problem.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    data : KernelData
        The same, laid out for the kernels.

    Returns
    -------
    Bounds
        Valid for every tour; see docs/theory/sequencing.md for the proof.
    """
    dv, dv_least, second, who = _room((), problem)
    dv_least[0] = data.launch
    delta_v_walks(data, dv, dv_least, second, who)
    order = np.argsort(dv.transpose(0, 2, 3, 1), axis=-1, kind="stable").astype(np.int8)
    light, heavy = _arrival_masses(problem)
    if not needs_mass(problem):
        none = np.zeros((1, 1, 1, 1))
        return Bounds(dv, dv_least, order, none, none, none[0], light, heavy)
    via, least, second, who = _room((2,), problem)
    least[0, 0] = (data.launch_ratio - 1.0) * light[0]
    least[1, 0] = (data.launch_ratio - 1.0) * heavy[0]
    propellant_walks(data, light, heavy, via, least, second, who)
    span = np.maximum(heavy - light, 1e-300)[:, None, None, None]
    finite = np.isfinite(via[0])
    rise = np.subtract(via[1], via[0], out=np.zeros_like(via[0]), where=finite)
    return Bounds(dv, dv_least, order, via[0], rise / span, least[0], light, heavy)


def remainder(problem: TourProblem, bounds: Bounds, after: int) -> Remainder:
    """Take the least over the numbers of further stops a tour may still have.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    bounds : Bounds
        Its walk bounds.
    after : int
        Most stops still to be put before the one being placed.

    Returns
    -------
    Remainder
        Row `need` is the least over ``need .. after`` stops.
    """
    dv = np.minimum.accumulate(bounds.dv_least[after::-1])[::-1]
    if not needs_mass(problem):
        return Remainder(np.ascontiguousarray(dv), np.zeros((1, 1, 1)))
    burn = np.minimum.accumulate(bounds.burn_least[after::-1])[::-1]
    return Remainder(np.ascontiguousarray(dv), np.ascontiguousarray(burn))


def _room(sides: tuple[int, ...], problem: TourProblem) -> tuple[Floats, Floats, Floats, NDArray[np.int64]]:
    n, steps, layers = problem.n_targets, problem.n_steps, problem.stops
    return (
        np.full((*sides, layers, n, n, steps), np.inf),
        np.full((*sides, layers, n, steps), np.inf),
        np.full((*sides, n, steps), np.inf),
        np.full((*sides, n, steps), -1),
    )


def _arrival_masses(problem: TourProblem) -> tuple[Floats, Floats]:
    """Return masses no arrival can be below, and masses few useful arrivals are above, by stops before."""
    stops, least = problem.stops, problem.fewest_stops
    before = np.arange(stops)
    served_least = np.maximum(least - before, 1)
    served_most = stops - before
    lightest = float(problem.end_mass.min())
    growth = np.sort((problem.stop_alpha - 1.0) * lightest + problem.stop_beta)
    light = lightest + served_least * growth[0]
    # Lightest masses grow from layer to layer as slowly as any chain can: the least growth, repeated.
    kits = np.cumsum(np.sort(problem.kit_mass)[::-1])[served_most - 1]
    capacity = problem.propellant_capacity
    fuel = capacity if np.isfinite(capacity) else problem.dry_mass + kits.max() + growth.sum()
    return light, np.maximum(problem.dry_mass + kits + fuel, light)

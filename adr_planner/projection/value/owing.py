"""The sums of a step backwards: what a figure owes to the field, and to who made it (see `adjoint`)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.projection.meeting import Bodies

__all__ = ["Owed", "credited", "owed"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]


class Owed(NamedTuple):
    """What a figure owes, per unit.

    Attributes
    ----------
    rate, made : ndarray, shape (groups, shells, 3)
        To the field, see `field.Field`.
    weight : ndarray, shape (n,)
        To the weight of each object that is no partner of itself.
    own : ndarray, shape (n,)
        To the weight of each object, by the fragments of its own.
    """

    rate: Array
    made: Array
    weight: Array
    own: Array


@kernel
def owed(
    row: Integers, shell: Integers, share: Array, bodies: Bodies, weight: Array, rate: Array, made: Array,
    own_rate: Array, own_made: Array, by: tuple[Array, Array], found: Owed,
) -> None:  # fmt: skip
    """Go back over `meeting.suffered`.

    Parameters
    ----------
    row, shell, share, bodies, weight, rate, made, own_rate, own_made
        As there.
    by : tuple of ndarray
        What the figure owes to the destruction of each object, shape (n,), and to births, shape (parents, shells,
        bins).
    found : Owed
        Added to here.
    """
    by_destroyed, by_births = by
    for k in range(row.size):
        one, here = row[k], shell[k]
        group, r = bodies.group[one], bodies.radius[one]
        area = bodies.alone[one] * r * r * share[k]
        hits, pieces = rate[group, here], made[group, here]
        hit = hits[0] + r * (hits[1] + r * hits[2]) - weight[one] * area * own_rate[group, here]
        broken = pieces[0] + r * (pieces[1] + r * pieces[2]) - weight[one] * area * own_made[group, here]
        if hit > 0.0:
            back = by_destroyed[one] * share[k]
            into = found.rate[group, here]
            into[0] += back
            into[1] += back * r
            into[2] += back * r * r
            found.weight[one] -= back * area * own_rate[group, here]
        if broken > 0.0:
            back = by_births[bodies.parent[one], here, bodies.bins[one]] * share[k] * bodies.fragments[one]
            found.own[one] += back * broken
            back *= weight[one]
            into = found.made[group, here]
            into[0] += back
            into[1] += back * r
            into[2] += back * r * r
            found.weight[one] -= back * area * own_made[group, here]


@kernel
def credited(row: Integers, shell: Integers, share: Array, bodies: Bodies, by_sums: Array, found: Array) -> None:
    """Go back over `meeting.gathered`: to the weights of partners.

    Parameters
    ----------
    row, shell, share, bodies
        As there.
    by_sums : ndarray, shape (groups, shells, 3)
        What the figure owes to each sum.
    found : ndarray, shape (n,)
        Added to here.
    """
    for k in range(row.size):
        one = row[k]
        sums, r = by_sums[bodies.group[one], shell[k]], bodies.radius[one]
        found[one] += share[k] * (sums[0] + r * (sums[1] + r * sums[2]))

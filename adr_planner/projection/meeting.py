"""The sums of a step: who is where, whom each meets there, and what comes of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel

__all__ = ["Bodies", "Toll", "gathered", "met", "returned", "suffered"]

Array = NDArray[np.float64]
Integers = NDArray[np.intp]


class Bodies(NamedTuple):
    """What the sums need to know of the objects.

    Attributes
    ----------
    group : ndarray of int, shape (n,)
        Of like inclination and mass.
    radius : ndarray, shape (n,)
        [m].
    fragments : ndarray, shape (n,)
        Fragments of its break-up over those of the mean mass of its group.
    kind, parent, bins : ndarray of int, shape (n,)
        Its kind, whose fragments it makes (see `fragments.FragmentClasses`), and inclination they are kept by.
    alone : ndarray, shape (n,)
        Share of it that does not meet itself: one over the number of objects it stands for.
    """

    group: Integers
    radius: Array
    fragments: Array
    kind: Integers
    parent: Integers
    bins: Integers
    alone: Array


class Toll(NamedTuple):
    """What objects suffer, per second.

    Attributes
    ----------
    destroyed : ndarray, shape (n,)
        How often each is destroyed, if it is there.
    collisions, fragments : ndarray, shape (kinds, shells)
        Collisions, half a one for each body, and fragments they make.
    births : ndarray, shape (parents, shells, bins)
        Fragments by parent, shell and inclination.
    """

    destroyed: Array
    collisions: Array
    fragments: Array
    births: Array


@kernel
def gathered(row: Integers, shell: Integers, share: Array, group: Integers, powers: Array, sums: Array) -> None:
    """Add up objects by group, shell and power of their radius.

    Parameters
    ----------
    row, shell, share : ndarray
        Where they dwell, see `dwelling.Places`.
    group : ndarray of int, shape (n,)
        Their groups.
    powers : ndarray, shape (3, n)
        Weight times r^0, r^1, r^2.
    sums : ndarray, shape (groups, shells, 3)
        Added to here.
    """
    for k in range(row.size):
        cell = sums[group[row[k]], shell[k]]
        for power in range(3):
            cell[power] += share[k] * powers[power, row[k]]


@kernel
def met(crossing: Array, own: Array, sums: Array, first: Integers, last: Integers, rate: Array, made: Array) -> None:
    """Sum over partners what they do to a target of each group.

    Parameters
    ----------
    crossing : ndarray, shape (groups, groups)
        Crossing factor of encounters that destroy a target (row) by a partner (column).
    own : ndarray, shape (groups, groups)
        Fragments a target makes then.
    sums : ndarray, shape (groups, cells)
        Of the partners, by shell and power.
    first, last : ndarray of int, shape (groups,)
        Cells that hold any; groups without are no targets.
    rate, made : ndarray, shape (groups, cells)
        Added to here: encounters, and fragments they make.
    """
    n = sums.shape[0]
    for target in range(n):
        if first[target] == last[target]:
            continue
        factors, pieces = crossing[target], own[target]
        for k in range(0, n, 4):  # four at a time: each sum is read and written a quarter as often
            k1, k2, k3 = min(k + 1, n - 1), min(k + 2, n - 1), min(k + 3, n - 1)
            f0 = factors[k]
            f1 = factors[k1] if k + 1 < n else 0.0
            f2 = factors[k2] if k + 2 < n else 0.0
            f3 = factors[k3] if k + 3 < n else 0.0
            if f0 == 0.0 and f1 == 0.0 and f2 == 0.0 and f3 == 0.0:
                continue
            g0, g1, g2, g3 = f0 * pieces[k], f1 * pieces[k1], f2 * pieces[k2], f3 * pieces[k3]
            here = slice(min(first[k], first[k1], first[k2], first[k3]), max(last[k], last[k1], last[k2], last[k3]))
            s0, s1, s2, s3 = sums[k, here], sums[k1, here], sums[k2, here], sums[k3, here]
            hits, broken = rate[target, here], made[target, here]
            for cell in range(hits.size):
                hits[cell] += f0 * s0[cell] + f1 * s1[cell] + f2 * s2[cell] + f3 * s3[cell]
                broken[cell] += g0 * s0[cell] + g1 * s1[cell] + g2 * s2[cell] + g3 * s3[cell]


@kernel
def returned(
    crossing: Array, own: Array, by: tuple[Array, Array], first: Integers, last: Integers, into: Array
) -> None:
    """Go back over `met`: sum over targets what a figure owes to their partners.

    Parameters
    ----------
    crossing, own : ndarray, shape (groups, groups)
        As there, transposed: partner (row) by target (column).
    by : tuple of ndarray, shape (groups, cells)
        What the figure owes to encounters, and to fragments they make.
    first, last : ndarray of int, shape (groups,)
        Cells of each target that hold any.
    into : ndarray, shape (groups, cells)
        Added to here.
    """
    by_rate, by_made = by
    n = by_rate.shape[0]
    for partner in range(n):
        if first[partner] == last[partner]:  # what suffers nothing is not there
            continue
        factors, pieces = crossing[partner], own[partner]
        for k in range(0, n, 2):  # two at a time, as four there
            k1 = min(k + 1, n - 1)
            f0 = factors[k] if first[k] < last[k] else 0.0
            f1 = factors[k1] if k + 1 < n and first[k1] < last[k1] else 0.0
            if f0 == 0.0 and f1 == 0.0:
                continue
            g0, g1 = f0 * pieces[k], f1 * pieces[k1]
            here = slice(min(first[k], first[k1]), max(last[k], last[k1]))
            r0, r1, m0, m1 = by_rate[k, here], by_rate[k1, here], by_made[k, here], by_made[k1, here]
            found = into[partner, here]
            for cell in range(found.size):
                found[cell] += f0 * r0[cell] + f1 * r1[cell] + g0 * m0[cell] + g1 * m1[cell]


@kernel
def suffered(
    row: Integers, shell: Integers, share: Array, bodies: Bodies, weight: Array, rate: Array, made: Array,
    own_rate: Array, own_made: Array, toll: Toll,
) -> None:  # fmt: skip
    """Sum what the field does to objects where they dwell.

    Parameters
    ----------
    row, shell, share : ndarray
        Where they dwell, see `dwelling.Places`.
    bodies : Bodies
        What they are.
    weight : ndarray, shape (n,)
        How much of each is there.
    rate, made : ndarray, shape (groups, shells, 3)
        The field, see `field.Field`.
    own_rate, own_made : ndarray, shape (groups, shells)
        What an object of unit weight and radius that is always there does to itself, to be taken off.
    toll : Toll
        Added to here.
    """
    for k in range(row.size):
        one, here = row[k], shell[k]
        group, r = bodies.group[one], bodies.radius[one]
        itself = weight[one] * bodies.alone[one] * r * r * share[k]
        hits, pieces = rate[group, here], made[group, here]
        hit = hits[0] + r * (hits[1] + r * hits[2]) - itself * own_rate[group, here]
        broken = pieces[0] + r * (pieces[1] + r * pieces[2]) - itself * own_made[group, here]
        hit = max(hit, 0.0) * share[k]
        broken = max(broken, 0.0) * share[k] * bodies.fragments[one] * weight[one]
        toll.destroyed[one] += hit
        toll.collisions[bodies.kind[one], here] += 0.5 * hit * weight[one]
        toll.fragments[bodies.kind[one], here] += broken
        toll.births[bodies.parent[one], here, bodies.bins[one]] += broken

"""Shares from prices: the least-squares point of the optimal dual face of a linear production game, and its ranges.

A campaign's linear programme takes tours within what the players bring: servicers, and consents to targets. Its duals
price both, and give each player the worth of what it brought: an allocation in the core of the programme's game (Owen,
Mathematical Programming 9, 1975), for any number of players. Duals are seldom unique; of all optimal ones the shares of
least squares treat equal players alike, and each player's least and most tell how much was left to choose.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.cooperation.written_out import dot, solved, times
from adr_planner.errors import SearchLimitError

__all__ = ["DualShares", "ProductionGame", "dual_shares"]

Floats = NDArray[np.float64]

_SAME = 1e-7
"""Differences below this part of the whole value are the solver's."""
_NEAREST = 1e-12
"""Square of the distance to the point of least squares at which Wolfe's algorithm ends, relative to the value's."""
_ROUNDS = 400
"""Most rounds of pricing, and most steps of Wolfe's algorithm in each."""

Separate = Callable[[Floats], list[tuple[Floats, float]]]
"""Given prices of the rows, returns tours that may be worth more than they cost at these prices: what they use of every
row, and their value."""


@dataclass(frozen=True, slots=True)
class ProductionGame:
    """What players bring, and what can be made of it.

    Parameters
    ----------
    brought : ndarray, shape (players, rows)
        How much of each row's limit a player brings: servicers of a kind, consents to a target. A row that needs the
        consent of several is brought by each in equal parts.
    uses : ndarray, shape (rows, columns)
        What each tour uses of every row.
    worth : ndarray, shape (columns,)
        Value of each tour.
    """

    brought: Floats
    uses: Floats
    worth: Floats

    @property
    def limits(self) -> Floats:
        """What all players bring together, by row."""
        return np.asarray(self.brought.sum(axis=0))

    def with_columns(self, columns: list[tuple[Floats, float]]) -> ProductionGame:
        """Return the game with further tours."""
        uses = np.column_stack([self.uses, *(used for used, _ in columns)])
        return ProductionGame(self.brought, uses, np.append(self.worth, [value for _, value in columns]))


@dataclass(frozen=True, slots=True)
class DualShares:
    """Shares from prices.

    Parameters
    ----------
    shares : tuple of float
        One a player, by least squares; they sum to `total`.
    least, most : tuple of float
        The least and the most a player gets at any optimal prices.
    total : float
        Value of the linear programme: no campaign has more.
    prices : tuple of float
        Of the rows, at the shares.
    """

    shares: tuple[float, ...]
    least: tuple[float, ...]
    most: tuple[float, ...]
    total: float
    prices: tuple[float, ...]


def dual_shares(game: ProductionGame, separate: Separate | None = None) -> DualShares:
    """Find the shares of least squares among those of all optimal prices, and each player's range.

    Parameters
    ----------
    game : ProductionGame
        What is brought and what can be made of it.
    separate : callable, optional
        Prices tours that are not among the columns yet; by default there are no others.

    Returns
    -------
    DualShares
        Shares, ranges and prices.

    Raises
    ------
    SearchLimitError
        If the linear programme has no optimum, or pricing does not close.

    Notes
    -----
    Wolfe's algorithm for the point of least norm (Mathematical Programming 11, 1976) over the shares of all optimal
    prices; its vertices come from linear programmes. At prices that a tour unknown so far would break that tour is
    added, and the search goes on.

    Examples
    --------
    Two players with a target and a servicer each; the only tour visits both targets:

    >>> brought = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]])
    >>> found = dual_shares(ProductionGame(brought, np.array([[1.0], [1.0], [1.0]]), np.array([1.0])))
    >>> found.shares, found.least, found.most
    ((0.5, 0.5), (0.0, 0.0), (1.0, 1.0))
    """
    face = _Face(game, separate)
    weights = face.nearest()
    least, most = [], []
    for player in range(len(game.brought)):
        towards = np.zeros(len(game.brought))
        towards[player] = 1.0
        least.append(dot(game.brought[player], face.vertex(towards)))
        most.append(dot(game.brought[player], face.vertex(-towards)))
    shares = [math.fsum((game.brought[k] * weights).tolist()) for k in range(len(game.brought))]
    clean = face.rounded
    return DualShares(
        clean(shares), clean(least), clean(most), clean([face.value])[0], tuple(float(price) for price in weights)
    )


class _Face:
    """The optimal prices of a game: linear programmes over them, cut further where tours are priced in."""

    def __init__(self, game: ProductionGame, separate: Separate | None) -> None:
        self.game, self._separate = game, separate
        self.value = self._programme(game.limits)[1]

    def rounded(self, values: list[float]) -> tuple[float, ...]:
        """Return values without what is the solver's, to nine digits of the whole."""
        unit = 10.0 ** (math.floor(math.log10(self.value)) - 9) if self.value > 0.0 else 1.0
        return tuple(round(value / unit) * unit + 0.0 for value in values)

    def vertex(self, direction: Floats) -> Floats:
        """Return optimal prices that make the players' shares least in a direction, all tours priced in."""
        costs = times(self.game.brought.T, direction)
        for _ in range(_ROUNDS):
            prices = self._programme(costs, on_face=True)[0]
            if not self._priced_in(prices):
                return prices
        raise SearchLimitError(f"Pricing did not close within {_ROUNDS} rounds.")

    def nearest(self) -> Floats:
        """Return the prices whose shares have the least sum of squares, by Wolfe's algorithm."""
        for _ in range(_ROUNDS):
            prices = self._wolfe()
            if not self._priced_in(prices):
                return prices
        raise SearchLimitError(f"Pricing did not close within {_ROUNDS} rounds.")

    def _wolfe(self) -> Floats:
        brought = self.game.brought
        corral = [self._programme(np.zeros(brought.shape[1]), on_face=True)[0]]
        weights = np.ones(1)
        for _ in range(_ROUNDS):
            points = np.array([times(brought, prices) for prices in corral])
            at = times(points.T, weights)
            new = self._programme(times(brought.T, at), on_face=True)[0]
            ahead = times(brought, new)
            known = (np.abs(points - ahead).max(axis=1) <= _SAME * self.value).any()
            if known or dot(at, at - ahead) <= _NEAREST * max(self.value, 1e-300) ** 2:
                return times(np.array(corral).T, weights)
            corral.append(new)
            weights = np.append(weights, 0.0)
            corral, weights = _within(corral, weights, brought)
        raise SearchLimitError(f"The shares of least squares were not found within {_ROUNDS} steps.")

    def _priced_in(self, prices: Floats) -> bool:
        """Add tours that are worth more than they cost; tell whether there were any."""
        if self._separate is None:
            return False
        columns = self._separate(prices)
        known = {tuple(used.tolist()): value for used, value in zip(self.game.uses.T, self.game.worth, strict=True)}
        columns = [
            (used, value)
            for used, value in columns
            if value > known.get(tuple(used.tolist()), -math.inf) and value - dot(used, prices) > _SAME * self.value
        ]
        if columns:
            self.game = self.game.with_columns(columns)
            self.value = self._programme(self.game.limits)[1]
        return bool(columns)

    def _programme(self, costs: Floats, *, on_face: bool = False) -> tuple[Floats, float]:
        """Return the prices of least cost at which no tour is worth more than it costs; optimal ones if asked."""
        from scipy.optimize import linprog

        game = self.game
        equal = {"A_eq": game.limits[None, :], "b_eq": [self.value]} if on_face else {}
        answer = linprog(costs, A_ub=-game.uses.T, b_ub=-game.worth, bounds=(0.0, None), method="highs-ds", **equal)
        if answer.status != 0 and on_face:  # the face is thinner than the solver's tolerance
            equal = {"A_ub": np.vstack([-game.uses.T, game.limits]),
                     "b_ub": np.append(-game.worth, self.value * (1.0 + 1e-9) + 1e-12)}  # fmt: skip
            answer = linprog(costs, bounds=(0.0, None), method="highs-ds", **equal)
        if answer.status != 0:
            raise SearchLimitError(f"The prices of the campaign's programme were not found: {answer.message}")
        return np.asarray(answer.x), float(answer.fun)


def _within(corral: list[Floats], weights: Floats, brought: Floats) -> tuple[list[Floats], Floats]:
    """Return the point of least norm in the affine hull of the corral, dropping corners until it lies within."""
    while True:
        points = np.array([times(brought, prices) for prices in corral])
        free = _affine_least(points)
        if (free > 1e-12).all():
            return corral, free
        falling = weights - free > 1e-15
        step = min(1.0, float((weights[falling] / (weights - free)[falling]).min())) if falling.any() else 0.0
        weights = np.maximum(weights + step * (free - weights), 0.0)
        keep = weights > 1e-12
        if keep.all():
            keep[int(np.argmin(weights))] = False
        if not keep.any():
            keep[int(np.argmax(weights))] = True
            weights = np.maximum(weights, 1.0)
        corral = [prices for prices, kept in zip(corral, keep, strict=True) if kept]
        weights = weights[keep] / weights[keep].sum()
        if len(corral) == 1:
            return corral, np.ones(1)


def _affine_least(points: Floats) -> Floats:
    """Return the weights, summing to one, of the point of least norm in the affine hull of some points."""
    k = len(points)
    points = points / (float(np.abs(points).max()) or 1.0)  # the weights are the same, and the system's entries alike
    system = np.zeros((k + 1, k + 1))
    system[:k, :k] = [times(points, point) for point in points]
    system[:k, k] = system[k, :k] = 1.0
    return solved(system, np.append(np.zeros(k), 1.0))[:k]

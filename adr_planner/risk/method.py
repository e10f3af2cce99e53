"""How a ranking was asked for: which indices count, how much, and how they are merged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from adr_planner.errors import InvalidInputError
from adr_planner.risk.consensus import Consensus, check_indices, merge, ranks_of
from adr_planner.risk.indices import INDICES, VOTERS, Index
from adr_planner.risk.multicriteria import pareto_layers, topsis

__all__ = ["CONSENSUSES", "Method", "Rule"]

Rule = Literal["points", "topsis", "pareto"]
Array = NDArray[np.float64]
_LASTING = ("csi", "pardini-anselmo", "ecob", "massive-pairs", "sdi")
CONSENSUSES: dict[str, dict[str, float]] = {
    "seven": {index.key: 1.0 for index in VOTERS},
    "lasting": dict.fromkeys(_LASTING, 1.0),
}
"""Sets of voters by name: ``"seven"`` is one vote for each published way to rank, and the default; ``"lasting"`` is one
for each that counts how long an object, or its cloud, stays up (docs/decisions/0013)."""
_DEFAULT = CONSENSUSES["seven"]


@dataclass(frozen=True, slots=True)
class Method:
    """How indices are merged.

    Parameters
    ----------
    rule : {"points", "topsis", "pareto"}
        Points over top lists; closeness to the ideal worst object; layers of objects that nothing exceeds.
    weights : mapping of str to float
        Weight of each index that counts, by its key.
    top_list : int
        Length of each index's list, for points.
    own : tuple of Index
        Indices of the user's own, beside the package's.

    Raises
    ------
    InvalidInputError
        If the rule or an index is unknown, an own index has no function or the name of another, or a weight is negative
        or all are zero.

    Examples
    --------
    >>> Method("points", {"csi": 2.0, "ecob": 1.0}).words
    'points over the top 50 of 2 x CSI, ECOB-like'
    """

    rule: Rule
    weights: Mapping[str, float]
    top_list: int = 50
    own: tuple[Index, ...] = ()

    def __post_init__(self) -> None:
        if self.rule not in get_args(Rule):
            raise InvalidInputError(
                f"method is {self.rule!r}; it must be one of {', '.join(get_args(Rule))}.", parameter="method"
            )
        self._check_own()
        keys = [index.key for index in self.indices]
        for key, weight in self.weights.items():
            if key not in keys:
                raise InvalidInputError(f"There is no index {key!r}; there are {', '.join(keys)}.", parameter="weights")
            if not (math.isfinite(weight) and weight >= 0.0):
                raise InvalidInputError(
                    f"The weight of {key} is {weight:g}; it must be 0 or more.", parameter="weights"
                )
        if not any(weight > 0.0 for weight in self.weights.values()):
            raise InvalidInputError("All weights are zero: no index would count.", parameter="weights")

    def _check_own(self) -> None:
        for index in self.own:
            if not isinstance(index, Index) or index.of is None:
                raise InvalidInputError(
                    f"{index!r} is no index of one's own: give adr_planner.risk.indices.Index(key, name, title, unit, "
                    "meaning, source, of=function).",
                    parameter="indices",
                )
            twins = [one for one in self.indices if index.key == one.key or index.name == one.name]
            if len(twins) > 1:
                raise InvalidInputError(
                    f"There are two indices {index.key!r}, or two {index.name!r}.", parameter="indices"
                )

    @classmethod
    def of(
        cls,
        rule: Rule = "points",
        weights: Mapping[str, float] | str | None = None,
        top_list: int = 50,
        own: Sequence[Index] = (),
    ) -> Method:
        """Build with the default of one vote for each published index, and for each of the user's own."""
        if isinstance(weights, str):
            if weights not in CONSENSUSES:
                raise InvalidInputError(
                    f"There is no consensus {weights!r}; there is {', '.join(CONSENSUSES)}, or give weights by index.",
                    parameter="weights",
                )
            weights = CONSENSUSES[weights]
        votes = _DEFAULT | {getattr(index, "key", ""): 1.0 for index in own}
        return cls(rule, dict(votes if weights is None else weights), top_list, tuple(own))

    @property
    def indices(self) -> tuple[Index, ...]:
        """All there are."""
        return (*INDICES, *self.own)

    @property
    def voters(self) -> tuple[Index, ...]:
        """The indices that count."""
        return tuple(index for index in self.indices if self.weights.get(index.key, 0.0) > 0.0)

    @property
    def words(self) -> str:
        """What is done, in one line."""
        parts = []
        for index in self.voters:
            weight = self.weights[index.key]
            parts.append(index.title if weight == 1.0 else f"{weight:g} x {index.title}")
        how = {
            "points": f"points over the top {self.top_list} of",
            "topsis": "TOPSIS over",
            "pareto": "Pareto layers of",
        }
        return f"{how[self.rule]} {', '.join(parts)}"

    def merge(self, values: Mapping[str, Array], numbers: NDArray[np.int64]) -> Consensus:
        """Merge values of the indices, keyed by their names, into one order."""
        counted = {index.name: values[index.name] for index in self.voters}
        weights = {index.name: self.weights[index.key] for index in self.voters}
        if self.rule == "points":
            merged = merge(counted, numbers, top_list=self.top_list, weights=weights)
        else:
            merged = self._by_values(counted, weights, numbers)
        return Consensus(merged.order, merged.score, {name: ranks_of(value, numbers) for name, value in values.items()})

    def _by_values(
        self, counted: Mapping[str, Array], weights: Mapping[str, float], numbers: NDArray[np.int64]
    ) -> Consensus:
        check_indices(counted, numbers)
        rows = np.array(list(counted.values()))
        closeness = topsis(rows, np.array(list(weights.values())))
        if self.rule == "topsis":
            return Consensus(np.lexsort((numbers, -closeness)), closeness, {})
        layers = pareto_layers(rows)
        return Consensus(np.lexsort((numbers, -closeness, layers)), -layers.astype(float), {})

    def order(self, values: Mapping[str, Array], numbers: NDArray[np.int64]) -> NDArray[np.intp]:
        """Return the order alone: what a draw of the uncertainty needs."""
        counted = {index.name: values[index.name] for index in self.voters}
        weights = {index.name: self.weights[index.key] for index in self.voters}
        if self.rule == "points":
            return merge(counted, numbers, top_list=self.top_list, weights=weights).order
        return self._by_values(counted, weights, numbers).order

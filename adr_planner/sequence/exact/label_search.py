"""The search itself: layer after layer of labels in limited room, and a bound on what found no room."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.sequence.exact.found import Found
from adr_planner.sequence.labels.completion_bounds import Bounds, bound_walks, remainder
from adr_planner.sequence.labels.kernel import extend, seed_labels
from adr_planner.sequence.labels.kernel_data import WORTH_UNITS, KernelData, counted_worths, kernel_data
from adr_planner.sequence.labels.layers import LayerBuilder, blank_labels, set_bounds
from adr_planner.sequence.labels.query import new_front, query_of
from adr_planner.sequence.labels.records import FRONT_FULL, HUGE, OUTPUT_FULL, Best, Front, Labels, Output, Query, Rules
from adr_planner.sequence.problem import TourProblem
from adr_planner.sequence.tour import Progress, ProgressEvent
from adr_planner.sequence.tour_cost import evaluate

__all__ = ["LabelSearch"]

BEAM_WIDTH = 3_000
"""Labels in a layer of the beam: enough for the optimum of most year-long problems."""
THRIFT = (0.03, 0.3, 3.0)
"""Weights of the budget in the beams for worth: from greedy for worth to greedy for thrift."""

Floats = NDArray[np.float64]
_CHUNK = 1 << 18
"""Labels a kernel call may write: 8 MB, and some tenths of a second between two looks at the keyboard."""
_BUDGET = 100_000
"""Labels a kernel call may extend."""


@dataclass(slots=True)
class LabelSearch:
    """Label search of one problem, repeatedly if wanted: data and bounds are laid out once, the incumbent is kept.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    progress : callable, optional
        Called with a `ProgressEvent` after every piece of work.
    phase : str
        Name of the work in progress events.
    """

    problem: TourProblem
    progress: Progress | None = None
    phase: str = "exact"
    data: KernelData = field(init=False)
    bounds: Bounds = field(init=False)
    query: Query = field(init=False)
    best: Best = field(init=False)
    front: Front = field(init=False)
    tour: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
    floor: float = -HUGE
    n_labels: int = 0

    def __post_init__(self) -> None:
        problem = self.problem
        self.data = kernel_data(problem)
        self.bounds = bound_walks(problem, self.data)
        self.query = query_of(problem)
        self._forget()
        self._make_front(8 if problem.dated or (self.query.by_dv and self.query.by_mass) else 1)

    def weigh(self, worth: Floats) -> None:
        """Give the targets other worths and forget the incumbent: costs and walks stay as they are.

        Parameters
        ----------
        worth : ndarray, shape (n,) or (n, t)
            What removing a target is worth now.
        """
        self.problem = self.problem.replace(worth=worth)
        units = counted_worths(self.problem)
        best = units.max(axis=1)
        rank = np.argsort(-best, kind="stable").astype(np.int64)
        self.data = self.data._replace(worth=units, best_worth=best, worth_rank=rank)
        self._forget()

    def limit(self, delta_v: float) -> None:
        """Tighten the delta-v limit [m/s] and forget the incumbent: costs and walks stay as they are."""
        self.problem = self.problem.replace(max_delta_v=delta_v)
        self.query = self.query._replace(max_dv=delta_v * (1.0 + 1e-12) + self.query.slack)
        self._forget()

    def know(self, stops: tuple[int, ...], steps: tuple[int, ...]) -> None:
        """Take a tour that keeps all limits as the incumbent: nothing worse is searched for, and no beam is run."""
        cost = evaluate(self.problem, stops, steps)
        value = {"delta_v": cost.delta_v, "propellant": cost.propellant}.get(
            self.problem.objective, -float(self.data.worth[list(stops), list(steps)].sum())
        )
        self.best.value[:] = value, cost.delta_v, cost.propellant
        self.tour = (stops, steps)

    def best_tour(self, label_limit: int, *, any_tour: bool = False) -> Found:
        """Run the beams unless a tour is known, and then the exact search unless they are a proof.

        Parameters
        ----------
        label_limit : int
            Most labels to keep, besides those of the beams.
        any_tour : bool
            Be content with the first tour found.

        Returns
        -------
        Found
            With infinite value and bound if there is no tour.
        """
        if self.tour[0]:
            return self.run(label_limit, label_limit, thrift=THRIFT[1])
        found = self.beams(min(BEAM_WIDTH, label_limit), THRIFT)
        if found.proven or found.interrupted or (any_tour and found.value < HUGE):
            return found
        whole = self.run(label_limit, label_limit, thrift=THRIFT[1])
        return replace(whole, bound=max(found.bound, whole.bound))

    def run(self, room: int, total: int, *, thrift: float = 0.0) -> Found:
        """Search with limited room, starting from the incumbent of earlier runs.

        Parameters
        ----------
        room : int
            Most labels in one layer.
        total : int
            Most labels in all layers. Each layer leaves a share for the later ones, so that the search
            comes to an end with a tour when room runs out.
        thrift : float
            Weight of the budget used against the objective when labels must be dropped.

        Returns
        -------
        Found
            The incumbent and a valid bound.
        """
        stack: list[Labels] = []
        layers = self.query.stops
        dropped = HUGE
        used, reserve = 0, total // (4 * layers)
        self.floor = -HUGE
        builder = LayerBuilder(max(1, min(room, total - reserve * (layers - 1))))
        try:
            self._seed_labels(builder)
            for layer in range(2, layers + 1):
                self._thin(builder, thrift)
                dropped = min(dropped, builder.dropped_bound)
                stack.append(builder.finish())
                used += stack[-1].step.size
                self.n_labels += stack[-1].step.size
                builder = LayerBuilder(max(1, min(room, total - used - reserve * (layers - layer))))
                # whatever is still to be found ends as one of these labels does, or as one that was dropped
                self.floor = min(dropped, float(stack[-1].bound.min(initial=HUGE)))
                stack[-1] = stack[-1]._replace(bound=np.empty(0))
                self._grow_layer(stack, builder, layer, thrift)
        except KeyboardInterrupt:
            self._remember(stack)
            if not self.tour[0]:
                raise
            return self._found(self.floor, interrupted=True)
        return self._found(dropped, interrupted=False)

    def beams(self, width: int, thrifts: tuple[float, ...]) -> Found:
        """Search with little room, first with very little; for worth once for every weight of thrift.

        Parameters
        ----------
        width : int
            Most labels in one layer.
        thrifts : tuple of float
            Weights of the budget used.

        Returns
        -------
        Found
            The incumbent and the best of the bounds; the passes end where that is a proof.
        """
        phase, self.phase = self.phase, "beam"
        bound = -HUGE
        passes = [(max(width // 30, 1), thrifts[0])]
        passes += [(width, thrift) for thrift in (thrifts if self.problem.aim.most else (0.0,))]
        for room, thrift in passes:
            found = self.run(room, room * self.query.stops, thrift=thrift)
            bound = max(bound, found.bound)
            found = replace(found, bound=bound)
            if found.proven or found.interrupted:
                break
        self.phase = phase
        return found

    @property
    def _rules(self) -> Rules:
        return Rules(self.data, self.bounds, self.query, self.best)

    def _seed_labels(self, builder: LayerBuilder) -> None:
        size = self.problem.n_targets * self.problem.n_steps
        out = blank_labels(self.problem.n_targets, size, with_mass=self.query.by_mass)
        ends = np.zeros(2, dtype=np.int64)
        seed_labels(self._rules, self.front, 1, Output(out, ends))
        builder.add(out, *ends)
        self._remember([])

    def _grow_layer(self, stack: list[Labels], builder: LayerBuilder, layer: int, thrift: float) -> None:
        labels = stack[-1]
        sets = set_bounds(labels)
        after = self.query.stops - layer
        rest = remainder(self.problem, self.bounds, after)
        size = _CHUNK if after else 1
        out = blank_labels(size // 8 + 64, size, with_mass=self.query.by_mass)
        at = 0
        while at < sets.size - 1 and labels.step.size:
            ends = np.zeros(2, dtype=np.int64)
            at, status = extend(self._rules, rest, self.front, labels, sets, layer, at, _BUDGET, Output(out, ends))
            builder.add(out, *ends)
            if status == OUTPUT_FULL and ends[1] == 0:
                size *= 2
                out = blank_labels(size // 8 + 64, size, with_mass=self.query.by_mass)
            elif status == FRONT_FULL:
                self._make_front(2 * self.front.dv.shape[1])
            self._remember(stack)
            if builder.size > 2 * builder.room:
                self._thin(builder, thrift)
            self._tell(layer, at / (sets.size - 1), builder)

    def _thin(self, builder: LayerBuilder, thrift: float) -> None:
        if builder.size > builder.room:
            builder.thin(self._merit(builder.merge(), thrift))

    def _merit(self, labels: Labels, thrift: float) -> Floats:
        """Rank labels: by bound, and for worth also by how much of the budgets the label will use."""
        if not self.problem.aim.most or thrift == 0.0:
            return labels.bound
        first, step = labels.first, labels.step
        stops_before = self.query.stops - int(labels.mask[0]).bit_count()
        used = (labels.dv + self.bounds.dv_least[stops_before, first, step]) / min(self.query.max_dv, 1e9)
        if self.query.by_mass:
            kits = np.array([self.data.kit[_members(int(mask))].sum() for mask in labels.mask])
            kits = np.repeat(kits, labels.stop - labels.start)
            burn = labels.mass - self.data.dry_mass - kits
            burn += self.bounds.burn_least[stops_before, first, step]
            most = np.minimum(self.query.capacity, self.query.max_mass - self.data.dry_mass - kits)
            used = np.maximum(used, burn / np.maximum(most, 1e-9))
        merit: Floats = labels.bound / max(1.0, -float(labels.bound.min())) + thrift * np.minimum(used, 10.0)
        return merit

    def _forget(self) -> None:
        self.best = Best(np.array([HUGE, HUGE, HUGE]), np.full(4, -1, dtype=np.int64))
        self.tour = ((), ())

    def _make_front(self, points: int) -> None:
        self.front = new_front(self.problem.n_steps, points)

    def _remember(self, stack: list[Labels]) -> None:
        """Read the incumbent's tour from the labels while they are at hand."""
        parent, first, step, layer = (int(x) for x in self.best.where)
        if layer < 0:
            return
        stops, steps = [first], [step]
        for depth in range(layer - 2, -1, -1):
            labels = stack[depth]
            stops.append(int(labels.first[parent]))
            steps.append(int(labels.step[parent]))
            parent = int(labels.parent[parent])
        self.tour = (tuple(stops), tuple(steps))
        self.best.where[3] = -1

    def _found(self, bound: float, *, interrupted: bool) -> Found:
        value, delta_v, burn = (float(x) for x in self.best.value)
        return Found(*self.tour, value, delta_v, burn, bound, interrupted, self.n_labels, self.problem.objective)

    def _tell(self, layer: int, done: float, builder: LayerBuilder) -> None:
        if self.progress is None:
            return
        value = float(self.best.value[0])
        bound = min(self.floor, value)
        self.progress(
            ProgressEvent(
                phase=self.phase,
                layer=layer,
                stops=self.query.stops,
                labels=self.n_labels + builder.size,
                done=done,
                incumbent=None if value >= HUGE else self.in_units(value),
                bound=None if abs(bound) >= HUGE else self.in_units(bound),
            )
        )

    def in_units(self, value: float) -> float:
        """Turn a kernel value into the objective's unit."""
        if not self.problem.aim.most:
            return value
        return -value * float(self.problem.worth.max()) / WORTH_UNITS


def _members(mask: int) -> list[int]:
    return [i for i in range(mask.bit_length()) if (mask >> i) & 1]

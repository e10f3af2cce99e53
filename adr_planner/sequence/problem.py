"""The sequencing problem as plain arrays: targets, legs on a time grid, limits, objective."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import ArrayLike, NDArray

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import checks
from adr_planner.spec.objective import Objective, ObjectiveName, objective_of
from adr_planner.spec.weights import Weights

__all__ = ["MAX_CANDIDATES", "TourProblem"]


MAX_CANDIDATES = 62
"""Most candidates label setting can choose from: the bits of a signed 64-bit integer, two kept free."""


def _left_out() -> NDArray[np.float64]:
    return np.empty(0)


def _always() -> NDArray[np.int64]:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TourProblem:
    """Which targets may be visited, what every leg costs at every date, and what limits hold.

    Times are steps of one regular grid, counted from the start of the window. Row `i` of every array is the
    same target. Anything array-like is taken, and held as read-only arrays of the types below.

    Parameters
    ----------
    launch_dv : array_like, shape (n, t)
        Delta-v to arrive first at target i at a step, margins included [m/s]; infinite where not possible.
    leg_dv : array_like of float32, shape (n, n, g, t)
        ``leg_dv[i, j, g, t]`` is the delta-v [m/s] to leave i, reached at step t, after its stay, and
        arrive at j at step ``t + gap_steps[g]``; infinite where not possible, and on the diagonal.
    leg_steps : array_like of int, shape (g,)
        Arrival-to-arrival times in grid steps, increasing, at least 1.
    worth : array_like, shape (n,) or (n, t)
        What removing a target is worth, in any unit, or by the step of the arrival at it; worths add up.
    stops : int
        Targets to visit: exactly so many, or at most so many where the objective says that fewer will do.
    dry_mass : float
        Mass that must be left at the very end [kg].
    exhaust_velocity : float
        Effective exhaust velocity of the servicer [m/s].
    propellant_capacity : float
        Most propellant the servicer can launch with [kg].
    max_delta_v : float
        Limit on the servicer's own delta-v, stops included [m/s].
    objective : {"delta_v", "propellant", "time", "value", "weighted"}
        What to make least (delta-v, propellant, the step of the last arrival) or most (worth); of tours of the same
        time or worth the one of least delta-v. Or the least of a sum that `weights` makes up.
    weights : Weights, optional
        For the objective ``"weighted"``; of no use for the others.
    last_step : int, optional
        Latest step at which the last target may be reached, so that its stay still fits the window; by
        default the last step of the grid (negative numbers count from the end).
    kit_mass : array_like, shape (n,), optional
        Mass left behind at a target [kg]; 0 for a tug.
    stop_dv : array_like, shape (n,), optional
        Delta-v the servicer itself spends at a target [m/s]; 0 for kits.
    stop_alpha, stop_beta : array_like, shape (n,), optional
        Mass chain of a stop: ``mass on arrival = alpha * mass when leaving + beta`` [-], [kg]. By default
        ``1`` and `kit_mass`. For a tug that goes down with a target of mass m and comes back up:
        ``exp((down + up) / ve)`` and ``m * (exp(down / ve) - 1)``.
    end_dv : array_like, shape (n,), optional
        Delta-v the servicer spends after its last stop, if that is this target: its own end [m/s].
    must_visit : tuple of int
        Targets every tour contains.
    groups : tuple of (tuple of int, int)
        Members and the most of them one tour may visit: at most n per launching state, one of a group.
    order : tuple of (int, int)
        Pairs of targets: a tour to both visits the first before the second.
    earliest, latest : array_like of int, shape (n,), optional
        First and last step at which a target may be reached.
    max_launch_mass : float
        Limit on the mass at launch: dry, propellant and all that is left behind [kg].

    Raises
    ------
    InvalidInputError
        If a shape or a range does not fit, naming the parameter.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.full((2, 2, 1, 3), 50.0)
    >>> leg[0, 0] = leg[1, 1] = np.inf
    >>> problem = TourProblem(
    ...     launch_dv=np.zeros((2, 3)), leg_dv=leg, leg_steps=[1], worth=[2.0, 1.0], stops=2,
    ...     dry_mass=1000.0, exhaust_velocity=2942.0, propellant_capacity=100.0,
    ... )
    >>> problem.n_targets, problem.n_steps, problem.last_step
    (2, 3, 2)
    """

    launch_dv: NDArray[np.float64]
    leg_dv: NDArray[np.float32]
    leg_steps: NDArray[np.int64]
    worth: NDArray[np.float64]
    stops: int
    dry_mass: float
    exhaust_velocity: float
    propellant_capacity: float = math.inf
    max_delta_v: float = math.inf
    objective: ObjectiveName = "delta_v"
    last_step: int = -1
    kit_mass: NDArray[np.float64] = field(default_factory=_left_out)
    stop_dv: NDArray[np.float64] = field(default_factory=_left_out)
    stop_alpha: NDArray[np.float64] = field(default_factory=_left_out)
    stop_beta: NDArray[np.float64] = field(default_factory=_left_out)
    end_dv: NDArray[np.float64] = field(default_factory=_left_out)
    must_visit: tuple[int, ...] = ()
    groups: tuple[tuple[tuple[int, ...], int], ...] = ()
    order: tuple[tuple[int, int], ...] = ()
    earliest: NDArray[np.int64] = field(default_factory=_always)
    latest: NDArray[np.int64] = field(default_factory=_always)
    max_launch_mass: float = math.inf
    weights: Weights | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        launch = checks.table("launch_dv", self.launch_dv, np.float64, (None, None))
        n, steps = launch.shape
        gaps = checks.leg_steps(self.leg_steps)
        leg = checks.table("leg_dv", self.leg_dv, np.float32, (n, n, gaps.size, steps))
        if np.isfinite(leg[np.arange(n), np.arange(n)]).any():
            raise InvalidInputError("leg_dv must be infinite from a target to itself.", parameter="leg_dv")
        kit = checks.column("kit_mass", self.kit_mass, n, 0.0)
        put(self, "launch_dv", launch)
        put(self, "leg_dv", leg)
        put(self, "leg_steps", gaps)
        put(self, "worth", checks.worth(self.worth, n, steps))
        put(self, "kit_mass", kit)
        put(self, "stop_dv", checks.column("stop_dv", self.stop_dv, n, 0.0))
        put(self, "stop_alpha", checks.column("stop_alpha", self.stop_alpha, n, 1.0, at_least=1.0))
        beta = self.stop_beta if np.size(self.stop_beta) else kit
        put(self, "stop_beta", checks.column("stop_beta", beta, n, 0.0, at_least=kit))
        put(self, "end_dv", checks.column("end_dv", self.end_dv, n, 0.0))
        put(self, "last_step", checks.last_step(self.last_step, steps))
        checks.positive(dry_mass=self.dry_mass, exhaust_velocity=self.exhaust_velocity)
        checks.not_negative(
            propellant_capacity=self.propellant_capacity,
            max_delta_v=self.max_delta_v,
            max_launch_mass=self.max_launch_mass,
        )
        checks.stops(self.stops, n)
        put(self, "must_visit", checks.must_visit(self.must_visit, n, self.stops))
        put(self, "groups", checks.groups(self.groups, n))
        put(self, "order", checks.order(self.order, n))
        put(self, "earliest", checks.steps("earliest", self.earliest, n, 0))
        put(self, "latest", checks.steps("latest", self.latest, n, steps - 1))
        objective_of(self.objective)
        if self.objective == "weighted" and self.weights is None:
            raise InvalidInputError('The objective "weighted" needs weights.', parameter="weights")

    @property
    def n_targets(self) -> int:
        """Number of candidates."""
        return int(self.launch_dv.shape[0])

    @property
    def n_steps(self) -> int:
        """Number of steps on the time grid."""
        return int(self.launch_dv.shape[1])

    @property
    def aim(self) -> Objective:
        """What tours are judged by."""
        return objective_of(self.objective, self.weights)

    @property
    def most_worth(self) -> float:
        """Worth of as many targets as a tour may have, the best of all: no tour removes more."""
        return float(np.sort(self.best_worth)[-self.stops :].sum())

    @property
    def dated(self) -> bool:
        """Whether what a removal is worth depends on its date."""
        return self.worth.ndim == 2

    @property
    def best_worth(self) -> NDArray[np.float64]:
        """What each target is worth at its best date, shape (n,)."""
        return self.worth.max(axis=1) if self.dated else self.worth

    @property
    def fading(self) -> NDArray[np.float64]:
        """What is lost of each target's best worth if it is reached at a step, shape (n, t)."""
        if self.dated:
            return np.asarray(self.best_worth[:, None] - self.worth)
        return np.zeros((self.n_targets, self.n_steps))

    def worth_at(self, target: int, step: int) -> float:
        """Return what a target is worth if it is reached at a step."""
        return float(self.worth[target, step] if self.dated else self.worth[target])

    @property
    def fewest_stops(self) -> int:
        """Least number of stops a tour may have: `stops`, or one where fewer are allowed."""
        return 1 if self.aim.fewer else self.stops

    @property
    def end_mass(self) -> NDArray[np.float64]:
        """Mass with which the servicer leaves its last stop, by target [kg]."""
        return np.asarray(self.dry_mass * np.exp(self.end_dv / self.exhaust_velocity))

    @property
    def open_dates(self) -> NDArray[np.bool_]:
        """Whether a target may be reached at a step, shape (n, t)."""
        step = np.arange(self.n_steps)
        return (step >= self.earliest[:, None]) & (step <= np.minimum(self.latest, self.last_step)[:, None])

    def replace(self, **changes: object) -> TourProblem:
        """Return a copy with some fields changed.

        Parameters
        ----------
        **changes : object
            New values by field name.

        Returns
        -------
        TourProblem
            The changed problem, checked anew.
        """
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return TourProblem(**{**values, **changes})

    def subset(self, rows: ArrayLike) -> TourProblem:
        """Return the problem among some of the targets.

        Parameters
        ----------
        rows : array_like of int
            Targets to keep, in the order they shall have; those that must be visited among them.

        Returns
        -------
        TourProblem
            With no more stops than targets; groups and pairs lose the members left out.
        """
        keep = np.asarray(rows, dtype=np.int64)
        place = {int(row): k for k, row in enumerate(keep)}
        by_target = (
            "launch_dv", "worth", "kit_mass", "stop_dv", "stop_alpha", "stop_beta", "end_dv", "earliest", "latest",
        )  # fmt: skip
        return self.replace(
            **{name: getattr(self, name)[keep] for name in by_target},
            leg_dv=self.leg_dv[np.ix_(keep, keep)],
            stops=min(self.stops, keep.size),
            must_visit=tuple(place[row] for row in self.must_visit),
            groups=tuple((tuple(place[m] for m in members if m in place), most) for members, most in self.groups),
            order=tuple((place[a], place[b]) for a, b in self.order if a in place and b in place),
        )

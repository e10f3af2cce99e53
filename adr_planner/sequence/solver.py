"""One question, several engines; each is imported only when asked for."""

from __future__ import annotations

from typing import Literal

from adr_planner.errors import InvalidInputError
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour

__all__ = ["solve"]


def solve(
    problem: TourProblem,
    *,
    engine: Literal["exact", "beam", "cp-sat"] = "exact",
    label_limit: int | None = None,
    progress: Progress | None = None,
) -> Tour:
    """Find the best tour of a problem.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    engine : {"exact", "beam", "cp-sat"}
        Label setting, which proves its tour; the beam alone, which is quick; or OR-Tools CP-SAT, an
        independent model of the same problem.
    label_limit : int, optional
        Most partial tours to keep (exact: in all, beam: in a layer). By default the engine's own.
    progress : callable, optional
        Called with a `ProgressEvent` while the exact engine or the beam works.

    Returns
    -------
    Tour
        The tour with its bound, gap and the reason why the search ended.

    Raises
    ------
    InfeasibleMissionError
        If no tour meets the limits: says which one binds and the least that would do.
    SearchLimitError
        If the engine used up its work before it found any tour.
    InvalidInputError
        If the engine is not known, the label limit is below 1, or there are too many candidates: the beam
        holds 62, the exact engine as many that can reach each other.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), gap_steps=[1],
    ...     risk=[1.0, 3.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ...     objective="risk", max_delta_v=50.0,
    ... )
    >>> tour = solve(problem)
    >>> tour.stops, tour.risk, tour.gap
    ((1, 2), 4.0, 0.0)
    """
    if label_limit is not None and label_limit < 1:
        raise InvalidInputError(f"label_limit must be at least 1, got {label_limit}.", parameter="label_limit")
    if engine == "exact":
        return _solve_exact(problem, label_limit, progress)
    if engine == "beam":
        from adr_planner.sequence.beam import beam_search
        from adr_planner.sequence.engine import BEAM_WIDTH

        _check_beam(problem)
        return beam_search(problem, width=label_limit or BEAM_WIDTH, progress=progress)
    if engine == "cp-sat":
        from adr_planner.sequence.cpsat import solve_cp_sat

        return solve_cp_sat(problem)
    raise InvalidInputError(f"engine must be exact, beam or cp-sat, got {engine!r}.", parameter="engine")


def _solve_exact(problem: TourProblem, label_limit: int | None, progress: Progress | None) -> Tour:
    from adr_planner.sequence.exact import LABEL_LIMIT
    from adr_planner.sequence.families import solve_families
    from adr_planner.sequence.shortest import solve_shortest
    from adr_planner.sequence.weighted import solve_weighted

    way = {"time": solve_shortest, "weighted": solve_weighted}.get(problem.objective, solve_families)
    return way(problem, label_limit=label_limit or LABEL_LIMIT, progress=progress)


def _check_beam(problem: TourProblem) -> None:
    if problem.objective in ("time", "weighted"):
        raise InvalidInputError(
            f"The beam makes delta-v, propellant or risk best, not {problem.objective}: use the exact engine.",
            parameter="objective",
        )
    if problem.n_targets > MAX_CANDIDATES:
        raise InvalidInputError(
            f"The beam holds at most {MAX_CANDIDATES} candidates, got {problem.n_targets}: keep the best.",
            parameter="launch_dv",
        )

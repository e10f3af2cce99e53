"""One question, several engines; each is imported only when asked for."""

from __future__ import annotations

from adr_planner.errors import InvalidInputError
from adr_planner.sequence.problem import MAX_CANDIDATES, TourProblem
from adr_planner.sequence.tour import Progress, Tour
from adr_planner.spec.effort import EngineName

__all__ = ["EngineName", "solve"]


def solve(
    problem: TourProblem,
    *,
    engine: EngineName = "auto",
    label_limit: int | None = None,
    seed: int = 0,
    work_limit: int | None = None,
    progress: Progress | None = None,
    start: Tour | None = None,
) -> Tour:
    """Find the best tour of a problem.

    Parameters
    ----------
    problem : TourProblem
        The problem.
    engine : {"auto", "exact", "search", "beam", "cp-sat"}
        Label setting (exact), which proves its tour; large-neighbourhood search with a bound, for any number of
        candidates; the beam alone, which is quick; or OR-Tools CP-SAT, an independent model of the same
        problem. By default label setting where it holds the candidates, else the search.
    label_limit : int, optional
        Most partial tours to keep (exact: in all, search: in each core, beam: in a layer). By default the engine's own.
    seed : int
        Seed of the search; the other engines have no randomness.
    work_limit : int, optional
        Destructions and repairs of the search.
    progress : callable, optional
        Called with a `ProgressEvent` while the exact engine, the search or the beam works.
    start : Tour, optional
        A tour that keeps all limits: the exact engine and the search look for nothing worse, and return it where
        they find nothing better.

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
        If the engine is not known, a limit is below 1, or there are too many candidates: the beam holds 62, the exact
        engine as many that can reach each other.

    Examples
    --------
    >>> import numpy as np
    >>> leg = np.array([[np.inf, 80.0, 30.0], [80.0, np.inf, 40.0], [30.0, 40.0, np.inf]])
    >>> problem = TourProblem(
    ...     launch_dv=[[0.0] * 3, [5.0] * 3, [9.0] * 3], leg_dv=leg[:, :, None, None] * np.ones((1, 3)), leg_steps=[1],
    ...     worth=[1.0, 3.0, 1.0], stops=3, dry_mass=1000.0, exhaust_velocity=3000.0,
    ...     objective="value", max_delta_v=50.0,
    ... )
    >>> tour = solve(problem)
    >>> tour.stops, tour.worth, tour.gap
    ((1, 2), 4.0, 0.0)
    """
    for name, limit in (("label_limit", label_limit), ("work_limit", work_limit)):
        if limit is not None and limit < 1:
            raise InvalidInputError(f"{name} must be at least 1, got {limit}.", parameter=name)
    if engine == "auto":
        from adr_planner.sequence.exact.cluster_search import label_setting_holds

        engine = "exact" if label_setting_holds(problem) else "search"
    if engine == "exact":
        from adr_planner.sequence.exact.prove import LABEL_LIMIT
        from adr_planner.sequence.exact.solve import solve_exactly

        return solve_exactly(problem, label_limit=label_limit or LABEL_LIMIT, progress=progress, start=start)
    if engine == "search":
        from adr_planner.sequence.large.solve import CORE_LABELS, MOVES, solve_large

        return solve_large(
            problem,
            seed=seed,
            work_limit=work_limit or MOVES,
            label_limit=label_limit or CORE_LABELS,
            progress=progress,
            start=start,
        )
    if engine == "beam":
        from adr_planner.sequence.exact.beam import beam_search
        from adr_planner.sequence.exact.label_search import BEAM_WIDTH

        _check_beam(problem)
        return beam_search(problem, width=label_limit or BEAM_WIDTH, progress=progress)
    if engine == "cp-sat":
        from adr_planner.sequence.cpsat import solve_cp_sat

        return solve_cp_sat(problem)
    raise InvalidInputError(f"engine must be auto, exact, search, beam or cp-sat, got {engine!r}.", parameter="engine")


def _check_beam(problem: TourProblem) -> None:
    if problem.objective in ("time", "weighted"):
        raise InvalidInputError(
            f"The beam makes delta-v, propellant or worth best, not {problem.objective}: use the exact engine.",
            parameter="objective",
        )
    if problem.n_targets > MAX_CANDIDATES:
        raise InvalidInputError(
            f"The beam holds at most {MAX_CANDIDATES} candidates, got {problem.n_targets}: keep the best, or search.",
            parameter="launch_dv",
        )

"""More candidates than one search holds: the same answer as the clusters give one by one."""

from __future__ import annotations

import numpy as np
import pytest

from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.sequence import TourProblem, choose_columns, solve
from adr_planner.sequence.exact.clusters import clusters_apart


def _two_clusters(drifting_planes, objective, **changes) -> tuple[TourProblem, list[TourProblem]]:
    """Two clusters of 40 without a leg between them, the rows shuffled."""
    parts = [drifting_planes(seed, n=40, stops=3, steps=12, objective=objective, **changes) for seed in (1, 2)]
    n = 80
    leg = np.full((n, n, *parts[0].leg_dv.shape[2:]), np.inf)
    leg[:40, :40], leg[40:, 40:] = parts[0].leg_dv, parts[1].leg_dv
    order = np.random.default_rng(7).permutation(n)
    joined = parts[0].replace(
        leg_dv=leg[np.ix_(order, order)],
        **{
            name: np.concatenate([getattr(part, name) for part in parts])[order]
            for name in (
                "launch_dv",
                "worth",
                "kit_mass",
                "stop_dv",
                "stop_alpha",
                "stop_beta",
                "end_dv",
                "earliest",
                "latest",
            )
        },
    )
    return joined, parts


@pytest.mark.parametrize("objective", ["delta_v", "value"])
def test_the_best_of_two_families_is_found_and_proven(drifting_planes, objective):
    joined, parts = _two_clusters(drifting_planes, objective, max_delta_v=450.0)
    each = [solve(part).objective_value for part in parts]
    tour = solve(joined)
    assert tour.proven
    assert tour.gap == 0.0
    assert tour.objective_value == pytest.approx(max(each) if objective == "value" else min(each), rel=1e-12)


def test_an_impossible_limit_is_named_with_the_least_of_all_families(drifting_planes):
    joined, parts = _two_clusters(drifting_planes, "delta_v", max_delta_v=100.0)
    with pytest.raises(InfeasibleMissionError) as caught:
        solve(joined)
    assert caught.value.binding == "max_delta_v"
    least = min(solve(part.replace(max_delta_v=np.inf)).delta_v for part in parts)
    assert caught.value.required == pytest.approx(least)


def test_a_family_too_large_for_label_setting_is_refused(drifting_planes):
    with pytest.raises(InvalidInputError, match="at most 62 candidates that can reach each other, got 70"):
        solve(drifting_planes(1, n=70, stops=2, steps=6), engine="exact")
    with pytest.raises(InvalidInputError, match="The beam holds at most 62"):
        solve(drifting_planes(1, n=70, stops=2, steps=6), engine="beam")


def test_families_must_hold_what_must_be_visited(drifting_planes):
    joined, _ = _two_clusters(drifting_planes, "value")
    first, second = (rows[0] for rows in clusters_apart(joined))
    assert len(clusters_apart(joined.replace(must_visit=(int(first),)))) == 1
    with pytest.raises(InfeasibleMissionError, match="2 targets that must be visited"):
        clusters_apart(joined.replace(must_visit=(int(first), int(second))))


def test_columns_cover_every_row_or_say_that_they_cannot():
    with pytest.raises(InfeasibleMissionError, match="covers every row"):
        choose_columns([(0, 1), (1, 2)], [1.0, 1.0], 3)
    packed = choose_columns([(0, 1), (1, 2), (2,)], [-1.0, -3.0, -1.0], 3, cover=False, kinds=[0, 0, 0], most=[1])
    assert packed.columns == (1,)
    assert packed.cost == packed.bound == -3.0

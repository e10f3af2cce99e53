"""The beam is quick, and honest about what it dropped."""

from __future__ import annotations

import pytest

from adr_planner.errors import SearchLimitError
from adr_planner.sequence import solve
from adr_planner.sequence.exact.beam import beam_search


@pytest.mark.parametrize("objective", ["delta_v", "propellant", "value"])
@pytest.mark.parametrize("width", [1, 10, 100])
def test_bound_and_tour_of_a_beam_enclose_the_optimum(width, objective, drifting_planes):
    problem = drifting_planes(4, n=12, stops=4, objective=objective, max_delta_v=2500.0)
    best, beam = solve(problem), beam_search(problem, width=width)
    low, high = sorted((beam.objective_value, beam.best_bound))
    assert low - 1e-9 <= best.objective_value <= high + 1e-9
    assert beam.n_labels <= 4 * 4 * width + 8


def test_wide_beam_proves_its_tour(drifting_planes):
    beam = beam_search(drifting_planes(4), width=100_000)
    assert beam.proven
    assert beam.gap == 0.0


def test_solve_passes_the_width_on(drifting_planes):
    problem = drifting_planes(4, n=12, stops=4)
    assert solve(problem, engine="beam", label_limit=7) == beam_search(problem, width=7)


def test_beam_without_a_tour_proves_nothing(drifting_planes):
    with pytest.raises(SearchLimitError, match="widen it or search exactly"):
        beam_search(drifting_planes(4, max_delta_v=1.0), width=5)

"""One front door, and nothing heavy behind it until it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from adr_planner.errors import InvalidInputError
from adr_planner.sequence import Tour, solve


def test_unknown_engine_is_refused_with_the_known_ones(drifting_planes):
    with pytest.raises(InvalidInputError, match="auto, exact, search, beam or cp-sat"):
        solve(drifting_planes(0), engine="magic")


def test_label_limit_below_one_is_refused(drifting_planes):
    with pytest.raises(InvalidInputError, match="label_limit must be at least 1, got 0"):
        solve(drifting_planes(0), label_limit=0)


def test_importing_the_room_loads_no_solver_and_no_compiler():
    code = "import sys, adr_planner.sequence; print(*({'numba', 'ortools', 'scipy', 'astropy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_gap_is_relative_to_the_larger_value_and_zero_when_proven():
    tour = Tour((0,), (0,), (), 210.0, 80.0, 3.0, "value", 4.0, False, "label limit")
    assert tour.gap == pytest.approx(0.25)
    proven = Tour((0,), (0,), (), 210.0, 80.0, 3.0, "delta_v", 210.0, True, "proven optimal on the grid")
    assert proven.gap == 0.0
    worthless = Tour((0,), (0,), (), 0.0, 0.0, 0.0, "value", 0.0, False, "label limit")
    assert worthless.gap == 0.0

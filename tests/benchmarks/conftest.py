"""A small campaign of our own, flown once for all tests."""

import numpy as np
import pytest

from adr_planner.benchmarks.gtoc9.constants import DAY
from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.benchmarks.gtoc9.fleet.date_refinement import Schedule
from adr_planner.benchmarks.gtoc9.flown import fly_schedule


@pytest.fixture(scope="session")
def small_schedule():
    """Two missions, of three and of two debris, as the search once found their beginnings."""
    return Schedule(
        ((55, 93, 30), (47, 98)),
        (np.array([24784.2045, 24791.6649, 24804.9194]) * DAY, np.array([24994.2174, 25000.6021]) * DAY),
        np.nan,
    )


@pytest.fixture(scope="session")
def small_campaign(small_schedule):
    """The same, flown."""
    return fly_schedule(load_debris(), small_schedule)

"""The table the search reads."""

import numpy as np
import pytest

from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import secular_rates
from adr_planner.transfer.impulsive.estimate import PHASE_RMS, estimate_leg
from adr_planner.transfer.leg_table import LegTerms, leg_table, seen_goals
from adr_planner.transfer.orbit_set import OrbitPath, OrbitSet

DAY = 86400.0
LOWEST = EGM96.radius + 400e3


def _orbits(n, seed=0):
    rng = np.random.default_rng(seed)
    return OrbitSet.at_epochs(
        EGM96.radius + rng.uniform(700e3, 900e3, n),
        rng.uniform(0, 0.01, n),
        np.radians(rng.uniform(70.9, 71.1, n)),
        rng.uniform(0, 2 * np.pi, n),
        rng.uniform(0, 2 * np.pi, n),
        rng.uniform(-60, 0, n) * DAY,
        EGM96,
    )


def test_every_entry_is_the_cost_of_its_leg():
    orbits, arrivals, gaps = _orbits(3), np.arange(6) * 10 * DAY, np.array([25.0, 40.0]) * DAY
    table = leg_table(orbits, orbits, arrivals, gaps, stay=15 * DAY, terms=LegTerms(LOWEST), gravity=EGM96)
    left = orbits.at(arrivals + 15 * DAY)
    for i, j, g, t in np.ndindex(table.shape):
        if i == j or arrivals[t] + gaps[g] > arrivals[-1]:
            assert np.isinf(table[i, j, g, t])
        else:
            goal = orbits.at(arrivals[t : t + 1] + gaps[g])[j, 0]
            cost = estimate_leg(left[i, t], goal, gaps[g] - 15 * DAY, LOWEST, PHASE_RMS, np.inf, EGM96)
            np.testing.assert_allclose(table[i, j, g, t], cost, rtol=1e-6)


def test_the_order_of_the_targets_does_not_matter():
    orbits, arrivals, gaps = _orbits(4), np.arange(6) * 10 * DAY, np.array([30.0]) * DAY
    swap = np.array([2, 0, 3, 1])
    shuffled = orbits.subset(swap)
    options = {"stay": 15 * DAY, "terms": LegTerms(LOWEST), "gravity": EGM96}
    table = leg_table(orbits, orbits, arrivals, gaps, **options)
    other = leg_table(shuffled, shuffled, arrivals, gaps, **options)
    np.testing.assert_array_equal(other, table[np.ix_(swap, swap)])


def test_an_unknown_phase_costs_a_short_leg_more_than_a_long_one():
    orbits = _orbits(2, seed=3)

    def cost(days, phase):
        (start, _), (_, goal) = orbits.at(np.zeros(1))[:, 0], orbits.at(np.array([days * DAY]))[:, 0]
        return estimate_leg(start, goal, days * DAY, LOWEST, phase, np.inf, EGM96)

    extra = [cost(days, PHASE_RMS) - cost(days, 0.0) for days in (2, 60)]
    assert extra[0] > extra[1] >= 0.0


def test_orbits_along_a_path_are_read_between_its_dates():
    """A node that runs ahead of its secular rate: what Sun and Moon turn whoever waits there is no leg's to pay."""
    elements = np.zeros((2, 3, 6))
    elements[:, :, 0], elements[:, :, 3] = 7.2e6, 1.7
    elements[:, :, 4] = [[0.0, 0.02, 0.04], [0.001, 0.021, 0.041]]
    orbits = OrbitSet.along(OrbitPath(0.0, DAY, elements), EGM96)
    np.testing.assert_allclose(orbits.at(np.array([0.5, 9.0]) * DAY)[:, :, 4], [[0.01, 0.04], [0.011, 0.041]])
    (start, _), (later, goal) = orbits.at(np.zeros(1))[:, 0], orbits.at(np.array([2.0 * DAY]))[:, 0]
    seen = seen_goals(start[None], later[None], goal[None], np.array([2.0 * DAY]), EGM96)
    rate, _, _ = secular_rates(7.2e6, 0.0, 1.7, EGM96)
    assert seen[0, 4] - rate * 2.0 * DAY == pytest.approx(0.001)

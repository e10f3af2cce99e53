"""The table the search reads."""

import numpy as np

from adr_planner.core.constants import EGM96
from adr_planner.transfer.estimate import PHASE_RMS
from adr_planner.transfer.table import OrbitSet, leg_delta_v, leg_table

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


def test_every_entry_is_the_price_of_its_leg():
    orbits, arrivals, gaps = _orbits(3), np.arange(6) * 10 * DAY, np.array([25.0, 40.0]) * DAY
    table = leg_table(orbits, orbits, arrivals, gaps, stay=15 * DAY, lowest=LOWEST, gravity=EGM96)
    rows = orbits.columns()
    for i, j, g, t in np.ndindex(table.shape):
        if i == j or arrivals[t] + gaps[g] > arrivals[-1]:
            assert np.isinf(table[i, j, g, t])
        else:
            price = leg_delta_v(
                rows[i], rows[j], arrivals[t] + 15 * DAY, arrivals[t] + gaps[g], LOWEST, PHASE_RMS, EGM96
            )
            np.testing.assert_allclose(table[i, j, g, t], price, rtol=1e-6)


def test_the_order_of_the_targets_does_not_matter():
    orbits, arrivals, gaps = _orbits(4), np.arange(6) * 10 * DAY, np.array([30.0]) * DAY
    swap = np.array([2, 0, 3, 1])
    shuffled = OrbitSet(*(column[swap] for column in orbits.columns().T))
    options = {"stay": 15 * DAY, "lowest": LOWEST, "gravity": EGM96}
    table = leg_table(orbits, orbits, arrivals, gaps, **options)
    other = leg_table(shuffled, shuffled, arrivals, gaps, **options)
    np.testing.assert_array_equal(other, table[np.ix_(swap, swap)])


def test_an_unknown_phase_costs_a_short_leg_more_than_a_long_one():
    orbits = _orbits(2, seed=3).columns()
    extra = [
        leg_delta_v(orbits[0], orbits[1], 0.0, days * DAY, LOWEST, PHASE_RMS, EGM96)
        - leg_delta_v(orbits[0], orbits[1], 0.0, days * DAY, LOWEST, 0.0, EGM96)
        for days in (2, 60)
    ]
    assert extra[0] > extra[1] >= 0.0

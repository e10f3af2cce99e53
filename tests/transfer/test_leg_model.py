"""Both ways to cost a leg: for any dates they say what their table says on its grid."""

import numpy as np
import pytest

from adr_planner.core.constants import EGM96, G0
from adr_planner.core.spiral import Thruster
from adr_planner.transfer.leg_model import ImpulsiveLegs
from adr_planner.transfer.low_thrust.spiral_legs import SpiralLegs
from adr_planner.transfer.orbit_set import OrbitSet

DAY = 86400.0
ENGINE = Thruster(0.4, 1500.0 * G0, shaded=True)
MODELS = [ImpulsiveLegs(), SpiralLegs(ENGINE, 1600.0, np.array([1500.0, 1200.0, 900.0]), days=9131.5)]
FIELD = {"lowest": EGM96.radius + 400e3, "gravity": EGM96}


def _orbits():
    return OrbitSet.at_epochs(
        EGM96.radius + np.array([840e3, 830e3, 850e3]), np.array([0.002, 0.001, 0.003]),
        np.radians([71.0, 71.02, 70.99]), np.array([1.0, 1.03, 0.98]), np.zeros(3), np.zeros(3), EGM96,
    )  # fmt: skip


@pytest.mark.parametrize("legs", MODELS, ids=["impulses", "spirals"])
def test_a_window_agrees_with_the_table(legs):
    orbits, arrivals, gaps = _orbits(), np.arange(5) * 30 * DAY, np.array([60.0, 90.0]) * DAY
    table = legs.table(orbits, orbits, arrivals, gaps, stay=10 * DAY, **FIELD)
    for i, j in ((0, 1), (1, 2), (2, 0)):
        window = legs.window(orbits, i, j, arrivals + 10 * DAY, arrivals, **FIELD)
        assert window.shape == (5, 5)
        assert np.isinf(window[3, 2])
        for g, t in np.ndindex(2, 5):
            reached = t + 2 + g
            if reached < 5:
                np.testing.assert_allclose(window[t, reached], table[i, j, g, t], rtol=1e-6)


@pytest.mark.parametrize("legs", MODELS, ids=["impulses", "spirals"])
def test_a_model_among_some_orbits_costs_them_as_among_all(legs):
    orbits, rows, dates = _orbits(), np.array([2, 0]), np.array([60.0, 90.0]) * DAY
    some = orbits.subset(rows)
    np.testing.assert_array_equal(
        legs.among(rows).window(some, 0, 1, np.zeros(1), dates, **FIELD),
        legs.window(orbits, 2, 0, np.zeros(1), dates, **FIELD),
    )

"""A crowd of stages and debris, dense enough for collisions to be seen."""

import numpy as np
import pytest

from adr_planner.catalog import Population

RADIUS_KM = 6378.137


def _crowd(n=400, seed=3, low=600.0, high=1000.0):
    rng = np.random.default_rng(seed)
    stage = rng.random(n) < 0.4
    return Population(
        np.arange(1, n + 1),
        RADIUS_KM + rng.uniform(low, high, n),
        rng.uniform(0.0, 0.01, n),
        rng.choice([71.0, 74.0, 82.9, 98.2], n) + rng.uniform(-0.4, 0.4, n),
        np.where(stage, rng.uniform(800, 9000, n), 10 ** rng.uniform(-1, 1, n)),
        np.where(stage, rng.uniform(4, 8, n), rng.uniform(0.05, 0.5, n)),
        np.where(stage, 1, 2).astype(np.uint8),
        np.zeros(n, bool),
        "a little crowd",
    )


@pytest.fixture(scope="session")
def crowd():
    """Make a crowd of so many objects between two altitudes [km]."""
    return _crowd


@pytest.fixture(scope="session")
def little(crowd):
    return crowd()


@pytest.fixture(scope="session")
def heavy(little):
    """Catalogue numbers of the little crowd, the heaviest first."""
    return little.norad_cat_id[np.argsort(-little.mass_kg)].tolist()

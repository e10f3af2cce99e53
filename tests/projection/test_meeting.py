"""The sums of a step against the products they stand for."""

import numpy as np
import pytest

from adr_planner.projection.meeting import met
from adr_planner.projection.transport import carried


@pytest.mark.parametrize("groups", [1, 3, 4, 5, 6])
def test_what_groups_do_to_each_other_is_two_products_of_matrices(groups):
    """Also where the groups are no multiple of the four that are taken at once, and where some are not there."""
    rng = np.random.default_rng(groups)
    crossing, own = rng.random((groups, groups)), rng.random((groups, groups))
    crossing[:, groups // 2] = 0.0
    first, last = rng.integers(0, 6, groups), rng.integers(6, 13, groups)
    first[-1], last[-1] = (0, 12) if groups == 1 else (6, 6)
    cells = np.arange(12)
    sums = rng.random((groups, 12)) * ((cells >= first[:, None]) & (cells < last[:, None]))
    rate, made = np.zeros((2, groups, 12))
    met(crossing, own, sums, first, last, rate, made)
    there = (first < last)[:, None]
    assert rate == pytest.approx(there * (crossing @ sums), rel=1e-12)
    assert made == pytest.approx(there * ((crossing * own) @ sums), rel=1e-12)


def test_what_is_carried_is_a_product_of_matrices():
    rng = np.random.default_rng(1)
    tables, there = rng.random((2, 7, 7)), rng.random((3, 7, 4))
    tables[rng.random(tables.shape) < 0.6] = 0.0
    which = np.array([1, 0, 1])
    assert carried(tables, which, there) == pytest.approx(tables[which] @ there, rel=1e-12)

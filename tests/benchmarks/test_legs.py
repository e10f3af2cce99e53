"""The leg benchmark: models against flights."""

import numpy as np
import pytest

from adr_planner.benchmarks.legs import MODELS, LegBenchmark, benchmark_legs
from adr_planner.errors import InvalidInputError


@pytest.fixture(scope="module")
def found():
    return benchmark_legs(10, seed=2)


def test_the_estimate_is_closer_to_the_flights_than_differences_alone(found):
    """Limit set beforehand: median absolute error of the estimate at most 4 %."""
    error = np.median(np.abs(found.priced / found.flown - 1.0), axis=1)
    assert dict(zip(MODELS, error, strict=True))["estimate, phase known"] < 0.04
    assert error[0] > error[3]


def test_the_same_seed_gives_the_same_prices(found):
    again = benchmark_legs(10, seed=2)
    assert again.flown.tolist() == found.flown.tolist()
    assert again.priced.tolist() == found.priced.tolist()


def test_the_rows_are_ratios_of_sums_and_of_legs():
    """Worked by hand: 90 and 110 against 100 each, the second under three days."""
    priced = np.tile([90.0, 110.0], (4, 1))
    one = LegBenchmark(np.array([1e6, 1e5]), np.array([100.0, 100.0]), priced, np.ones(4))
    rows = one.rows()
    assert (rows[0]["sum_ratio"], rows[0]["mape_percent"]) == pytest.approx((1.0, 10.0))
    assert rows[4]["legs"] == "under 3 d (1)"
    assert rows[4]["sum_ratio"] == pytest.approx(1.1)
    assert len(one.to_pandas()) == 8
    assert one.summary().splitlines()[0].split()[:2] == ["legs", "model"]
    assert "<td>all (2)</td>" in one._repr_html_()


def test_a_file_that_holds_no_legs_says_what_belongs_there(tmp_path):
    path = tmp_path / "legs.json"
    path.write_text('{"missions": [{"seq": [1, 2]}]}')
    with pytest.raises(InvalidInputError, match="arr_mjd2000"):
        benchmark_legs(campaign=path)

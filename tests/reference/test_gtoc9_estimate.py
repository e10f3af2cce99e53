"""The estimate against the 113 legs of the published GTOC9 campaign, flown under full J2.

The flown legs are those of `tests/extracts`: same sequence and arrivals, rebuilt with local optima (reference
`gtoc9.md` section 6). They check the cost model only; no search reads them.
"""

import json

import numpy as np
import pytest

from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.core.constants import GTOC9
from adr_planner.core.j2 import osculating_to_mean
from adr_planner.transfer.impulsive.estimate import PHASE_KNOWN, estimate_leg

DAY = 86400.0
FIELD = GTOC9._replace(second_order=1.0)


def _mean(debris, number, time):
    a, ecc, inc, raan, argp, anomaly = osculating_to_mean(debris.elements(number, time), FIELD)
    return np.array([a, ecc * np.cos(argp), ecc * np.sin(argp), inc, raan, argp + anomaly])


@pytest.fixture
def legs(extract):
    """Coast [days], price and flown delta-v of every leg."""
    debris, rows = load_debris(), []
    for mission in json.loads(extract("gtoc9_reflown.json.gz"))["missions"]:
        stops = [event for event in mission["events"] if event["event_id"] >= 0]
        spent = np.cumsum([np.linalg.norm(event["dv_mps"]) for event in mission["events"]])
        at = [k for k, event in enumerate(mission["events"]) if event["event_id"] >= 0]
        # Every debris has two lines, arrival and departure; a leg runs from a departure to the next arrival.
        for k in range(1, len(stops) - 1, 2):
            leave, reach = stops[k], stops[k + 1]
            depart, arrive = leave["t_mjd2000"] * DAY, reach["t_mjd2000"] * DAY
            start, goal = _mean(debris, leave["event_id"], depart), _mean(debris, reach["event_id"], arrive)
            price = estimate_leg(start, goal, arrive - depart, 6.61e6, PHASE_KNOWN, 2000.0, FIELD)
            rows.append(((arrive - depart) / DAY, price, spent[at[k + 1]] - spent[at[k] - 1]))
    return np.array(rows).T


def test_113_flown_legs_are_priced_within_a_per_cent_each_and_together(legs):
    """Limit set beforehand: median absolute error at most 4 %, none above 15 %, mean bias within 1 %."""
    days, price, flown = legs
    assert days.size == 113
    assert flown.sum() == pytest.approx(24305.1, abs=0.5)
    error = price / flown - 1.0
    assert np.median(np.abs(error)) <= 0.01
    assert np.abs(error).max() <= 0.15
    assert abs(error.mean()) <= 0.01


def test_legs_under_three_days_are_no_worse(legs):
    days, price, flown = legs
    short = days < 3.0
    error = price[short] / flown[short] - 1.0
    assert short.sum() == 19
    assert np.abs(error).max() <= 0.05
    assert abs(error.mean()) <= 0.01

"""Porkchop and drift trade: their cells are what single calls give, and bad input is refused."""

import astropy.units as u
import numpy as np
import pytest
from astropy.time import Time

import adr_planner as adr
from adr_planner.core.constants import EGM96
from adr_planner.core.lambert.solutions import lambert
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.transfer.motion import target_state

START = Time("2025-01-01")


@pytest.fixture(scope="module")
def pair():
    derelicts = adr.Catalog.example()
    return derelicts.get(24298), derelicts.get(25407)


@pytest.fixture(scope="module")
def chart(pair):
    return adr.porkchop(*pair, start=START, window=3 * u.hour, flight=(20 * u.min, 8 * u.hour), points=(7, 40))


def test_a_cell_is_the_arc_between_the_flown_states(pair, chart):
    """States by numerical flight instead of the secular theory, the arc by a single call: within 1 m/s."""
    environment = Environment.of(START)
    i, j = 4, 25
    depart, flight = chart.departures[i], chart.flights[j]
    here = target_state(pair[0], environment).at(depart, EGM96)
    there = target_state(pair[1], environment).at(depart + flight, EGM96)
    momentum = np.cross(there.position, there.velocity)
    count, v1, v2, revs = lambert(here.position, there.position, flight, EGM96.mu, momentum, chart.revolutions)
    for k in range(count):
        cost = np.linalg.norm(v1[k] - here.velocity) + np.linalg.norm(v2[k] - there.velocity)
        assert chart.delta_v[k, i, j] == pytest.approx(cost, abs=1.0)
        assert (k + 1) // 2 == revs[k]
    assert np.isnan(chart.delta_v[count:, i, j]).all()


def test_layers_hold_their_revolutions_and_the_cheapest_is_the_best(chart):
    every = np.min([chart.layer(r) for r in range(chart.revolutions + 1)], axis=0)
    assert np.array_equal(every, chart.layer())
    assert chart.best.delta_v_m_s == chart.layer().min()
    assert chart.to_pandas()["delta_v_m_s"].min() == chart.best.delta_v_m_s
    assert "best" in repr(chart)
    assert "<table>" in chart._repr_html_()
    with pytest.raises(InvalidInputError, match="layers of 0 to"):
        chart.layer(99)


def test_bad_questions_are_refused(pair):
    ask = {"start": START, "window": 1 * u.hour, "flight": (1 * u.hour, 2 * u.hour)}
    with pytest.raises(InvalidInputError, match="both left and reached"):
        adr.porkchop(pair[0], pair[0], **ask)
    with pytest.raises(InvalidInputError, match="a shortest above zero"):
        adr.porkchop(*pair, **{**ask, "flight": (2 * u.hour, 1 * u.hour)})
    with pytest.raises(InvalidInputError, match="fewer revolutions"):
        adr.porkchop(*pair, **{**ask, "flight": (1 * u.hour, 40 * u.day)})
    with pytest.raises(u.UnitsError, match="window"):
        adr.porkchop(*pair, **{**ask, "window": 1 * u.km})
    with pytest.raises(InvalidInputError, match="both left and reached"):
        adr.drift_trade(pair[0], pair[0], depart=START, wait=30 * u.day)
    with pytest.raises(InvalidInputError, match="above zero"):
        adr.drift_trade(*pair, depart=START, wait=0 * u.day)


def test_no_drift_orbit_is_cheaper_than_the_one_the_search_chooses(pair):
    trade = adr.drift_trade(*pair, depart=START, wait=90 * u.day)
    assert trade.delta_v.min() >= trade.best_delta_v * (1.0 - 1e-3)
    assert trade.delta_v.min() <= trade.best_delta_v * 1.01
    a, i = np.unravel_index(np.argmin(trade.delta_v), trade.delta_v.shape)
    assert trade.altitude_km[a] == pytest.approx(trade.best_altitude_km, abs=15.0)
    assert trade.inclination_deg[i] == pytest.approx(trade.best_inclination_deg, abs=0.05)
    assert trade.to_pandas().shape == (121, 121)


def test_a_trade_over_chosen_orbits_keeps_them(pair):
    trade = adr.drift_trade(
        *pair, depart=START, wait=90 * u.day, altitudes=[800, 900] * u.km, inclinations=[70.9, 71.0, 71.1] * u.deg
    )
    assert trade.to_pandas().index.tolist() == pytest.approx([800.0, 900.0])
    assert trade.delta_v.shape == (2, 3)
    assert trade._repr_html_().startswith("<p>DriftTrade")

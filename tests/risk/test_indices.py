"""The indices against their published values."""

import numpy as np
import pytest

from adr_planner.risk.indices import (
    catastrophic_probability,
    criticality_of_spacecraft,
    life_factor,
    life_years,
)


@pytest.mark.parametrize(
    ("mass_kg", "altitude_km", "inclination_deg", "expected"),
    [
        (8900, 840, 71, 0.138),
        (7800, 765, 98.15, 0.0591),
        (1434, 980, 82.9, 0.0940),
        (10000, 1000, 90, 0.8125),
    ],
)
def test_csi_fixtures_at_the_densest_shell(mass_kg, altitude_km, inclination_deg, expected):
    # risk.md section 1.2, from Rossi, Valsecchi & Alessi 2015.
    index = criticality_of_spacecraft([mass_kg], [inclination_deg], [1.0], life_factor([altitude_km]), [[1.0]])
    assert index[0] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("altitude_km", "years"), [(500, 3.69), (600, 16.6), (700, 61.3), (800, 196), (900, 562), (1000, 1468)]
)
def test_life_of_a_standard_object_is_the_published_one(altitude_km, years):
    assert life_years(altitude_km) == pytest.approx(years, rel=0.005)


def test_life_factor_is_capped_above_a_thousand_kilometres():
    assert life_factor([1000, 1200, 1500]).tolist() == [1.0, 1.0, 1.0]
    assert life_factor(999.0) < 1.0


def test_csi_adds_up_over_the_shells_an_orbit_dwells_in():
    crowding, life = np.array([0.5, 1.0]), np.array([0.1, 0.4])
    alone = [criticality_of_spacecraft([5e3], [80], crowding, life, [share])[0] for share in ([1, 0], [0, 1])]
    mixed = criticality_of_spacecraft([5e3], [80], crowding, life, [[0.25, 0.75]])[0]
    assert mixed == pytest.approx(0.25 * alone[0] + 0.75 * alone[1])


def test_a_small_rate_is_the_probability():
    assert catastrophic_probability(1e-9) == pytest.approx(1e-9, rel=1e-8)
    assert catastrophic_probability(0.0) == 0.0

"""The indices against their published values."""

import numpy as np
import pytest

from adr_planner.risk.collisions.shells import MIDDLES
from adr_planner.risk.indices import (
    catastrophic_probability,
    cloud_exposure,
    criticality_of_spacecraft,
    ecob,
    life_factor,
    life_years,
    massive_pairs,
    pardini_anselmo,
    space_debris_index,
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


def test_r_n_of_the_average_object_is_one_and_grows_with_the_mass_to_seven_quarters():
    reference = 1e-5 * 150.0 * 934.0**1.75
    assert pardini_anselmo(1e-5, 150.0, 934.0, reference=reference) == pytest.approx(1.0)
    assert pardini_anselmo(1e-5, 150.0, 2 * 934.0, reference=reference) == pytest.approx(2.0**1.75)
    assert pardini_anselmo(1e-5, 900.0, 934.0, reference=reference) == pytest.approx(200.0 / 150.0)


def test_a_cloud_hits_only_what_flies_below_it():
    crowded = np.where(np.abs(MIDDLES - 555e3) < 6e3, 1e-13, 0.0)
    hits = cloud_exposure(crowded)
    assert np.all(hits[MIDDLES < 540e3] == 0.0)
    assert hits[np.searchsorted(MIDDLES, 600e3)] > 0.0
    assert hits[np.searchsorted(MIDDLES, 1400e3)] == 0.0  # fragments need more than 25 years to sink so far


def test_hits_are_chance_times_fragments_times_exposure():
    # Johnson et al. 2001: 0.1 M^0.75 L^-1.71 fragments above 1 cm.
    assert ecob(1e-4, 1000.0, 1e-6) == pytest.approx(1e-4 * 0.1 * 1000.0**0.75 * 0.01**-1.71 * 1e-6)


@pytest.mark.parametrize(("mass", "alpha"), [(500, 1.3), (900, 1.0), (1400, 0.86), (1900, 0.80), (9000, 0.77)])
def test_space_debris_index_weighs_mass_by_class(mass, alpha):
    # risk.md section 1.8 (Maury et al. 2019).
    assert space_debris_index(1e-5, 1e4, 20.0, mass) == pytest.approx(1e-5 * 200.0 * 20.0 * alpha * mass)


def test_massive_pairs_count_both_masses_for_a_thousand_years_at_most():
    assert massive_pairs(2e-5, 2e-5 * 3000.0, 1000.0, 9e9) == pytest.approx(2e-5 * 4000.0 * 1000.0)

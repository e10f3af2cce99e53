"""The flux against a pair loop, a Monte Carlo of positions, and its own symmetries."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from adr_planner.errors import InvalidInputError
from adr_planner.risk.collisions.breakup import catastrophic_speed
from adr_planner.risk.collisions.crossings import crossing_factor
from adr_planner.risk.collisions.flux import Flux, Targets
from adr_planner.risk.collisions.shells import EDGES, MIDDLES, VOLUMES, dwell

MU, RADIUS, YEAR = 3.986004418e14, 6378137.0, 365.25 * 86400.0


def population(n, seed=0, **fixed):
    """Draw a population like the real one: stages, satellites and fragments between 600 and 1000 km."""
    rng = np.random.default_rng(seed)
    mass = 10.0 ** rng.uniform(-1, 4, n)
    columns = {
        "sma_km": rng.uniform(6978.0, 7378.0, n),
        "ecc": rng.uniform(0.0, 0.02, n),
        "inc_deg": rng.uniform(60.0, 79.0, n),
        "mass_kg": mass,
        "radius_m": 0.15 * mass**0.4,
        "operational": np.zeros(n, dtype=bool),
        "norad_cat_id": np.arange(1, n + 1),
    }
    columns.update({name: np.full(n, value) for name, value in fixed.items()})
    return SimpleNamespace(**columns)


def targets_in(crowd, rows=slice(None), first_number=10**6):
    numbers = first_number + np.arange(crowd.sma_km.size)[rows]
    return Targets(
        crowd.sma_km[rows] * 1e3, crowd.ecc[rows], crowd.inc_deg[rows], crowd.mass_kg[rows],
        crowd.radius_m[rows], numbers,
    )  # fmt: skip


def pair_loop(target, crowd):
    """Return collision and catastrophic rates of one target by summing over partners and shells."""
    speed = np.sqrt(MU / (RADIUS + MIDDLES))
    together = dwell(target.sma, target.ecc) * dwell(crowd.sma_km * 1e3, crowd.ecc)
    crossing = together @ (speed / VOLUMES) * np.pi * (target.radius + crowd.radius_m) ** 2 * YEAR
    least = catastrophic_speed(target.mass, crowd.mass_kg) / (2 * np.sqrt(MU / target.sma))
    inc, other = np.radians(target.inc_deg), np.radians(crowd.inc_deg)
    return (
        np.sum(crossing * crossing_factor(inc, other)),
        np.sum(crossing * crossing_factor(inc, other, np.minimum(1.0, least))),
    )


def sampled_states(sma, ecc, inc_deg, n, rng):
    """Sample positions and velocities of an orbit with node, perigee and phase at random."""
    mean = rng.uniform(0, 2 * np.pi, n)
    anomaly = mean.copy()
    for _ in range(20):
        anomaly = mean + ecc * np.sin(anomaly)
    true = 2 * np.arctan2(np.sqrt(1 + ecc) * np.sin(anomaly / 2), np.sqrt(1 - ecc) * np.cos(anomaly / 2))
    argp, node, inc = *rng.uniform(0, 2 * np.pi, (2, n)), np.radians(inc_deg)
    radius, along = sma * (1 - ecc * np.cos(anomaly)), argp + true
    toward = np.array([np.cos(node), np.sin(node), np.zeros(n)])
    across = np.array([-np.sin(node) * np.cos(inc), np.cos(node) * np.cos(inc), np.full(n, np.sin(inc))])
    outward = toward * np.cos(along) + across * np.sin(along)
    ahead = -toward * np.sin(along) + across * np.cos(along)
    scale = np.sqrt(MU / (sma * (1 - ecc**2)))
    velocity = scale * (ecc * np.sin(true) * outward + (1 + ecc * np.cos(true)) * ahead)
    return (radius * outward).T, velocity.T


@given(st.floats(6600e3, 8300e3), st.floats(0.0, 0.2))
def test_dwell_shares_are_shares_of_time(sma, ecc):
    shares = dwell(np.array([sma]), np.array([ecc]))[0]
    swing = max(ecc, 6e3 / sma)
    mean = np.linspace(0, np.pi, 20001)
    anomaly = mean.copy()
    for _ in range(60):
        anomaly = mean + swing * np.sin(anomaly)
    counts, _ = np.histogram(sma * (1 - swing * np.cos(anomaly)) - RADIUS, bins=EDGES)
    np.testing.assert_allclose(shares, counts / mean.size, atol=2e-3)


def test_rates_agree_with_a_loop_over_pairs():
    crowd = population(300)
    flux = Flux.from_population(crowd)
    targets = targets_in(population(20, seed=1))
    found = flux.encounters(targets)
    for k in range(20):
        one = targets.part(np.array([k]))
        collisions, catastrophic = pair_loop(one, crowd)
        assert found.collisions_per_yr[k] == pytest.approx(collisions, rel=0.02)
        assert found.catastrophic_per_yr[k] == pytest.approx(catastrophic, rel=0.05)


@pytest.mark.parametrize(("inc_deg", "other_deg"), [(71.0, 82.9), (98.5, 74.0)])
def test_flux_agrees_with_positions_drawn_at_random(inc_deg, other_deg):
    # The Cube idea (Liou 2006) as oracle: two orbits, 60,000 states each, all pairs nearer than 30 km.
    rng, n, near = np.random.default_rng(7), 60000, 30e3
    orbit, other = (7228e3, 0.025), (7280e3, 0.03)
    place, velocity = sampled_states(*orbit, inc_deg, n, rng)
    place_2, velocity_2 = sampled_states(*other, other_deg, n, rng)
    pairs = cKDTree(place).sparse_distance_matrix(cKDTree(place_2), near, output_type="coo_matrix")
    speeds = np.linalg.norm(velocity[pairs.row] - velocity_2[pairs.col], axis=1)
    sampled = speeds.sum() / n**2 / (4 / 3 * np.pi * near**3) * YEAR
    crowd = population(1, sma_km=other[0] / 1e3, ecc=other[1], inc_deg=other_deg)
    target = Targets(
        *(np.array([value]) for value in (orbit[0], orbit[1], inc_deg, 1000.0, 1.0)),
        norad_cat_id=np.array([99]),
    )
    assert Flux.from_population(crowd).encounters(target).flux_per_m2_yr[0] == pytest.approx(sampled, rel=0.08)


def test_an_object_does_not_meet_itself():
    crowd = population(1)
    met = Flux.from_population(crowd).encounters(targets_in(crowd, first_number=1))
    assert met.collisions_per_yr[0] == pytest.approx(0.0, abs=1e-18)
    assert met.flux_per_m2_yr[0] == pytest.approx(0.0, abs=1e-18)
    assert Flux.from_population(crowd).encounters(targets_in(crowd)).collisions_per_yr[0] > 1e-9


def test_satellites_that_step_aside_are_not_met():
    crowd = population(50)
    crowd.operational[:30] = True
    debris = population(50)
    for name in vars(debris):
        setattr(debris, name, getattr(debris, name)[30:])
    targets = targets_in(population(5, seed=2))
    dodged = Flux.from_population(crowd).encounters(targets).collisions_per_yr
    np.testing.assert_allclose(dodged, Flux.from_population(debris).encounters(targets).collisions_per_yr)
    half = Flux.from_population(crowd, avoidance=0.5).encounters(targets).collisions_per_yr
    none = Flux.from_population(crowd, avoidance=0.0).encounters(targets).collisions_per_yr
    np.testing.assert_allclose(half, 0.5 * (dodged + none))


@pytest.mark.parametrize("avoidance", [-0.1, 1.1, float("nan")])
def test_avoidance_is_a_share(avoidance):
    with pytest.raises(InvalidInputError, match="avoidance"):
        Flux.from_population(population(3), avoidance=avoidance)


def test_a_population_out_of_reach_is_never_met():
    crowd = population(5, sma_km=42164.0, ecc=0.0)
    flux = Flux.from_population(crowd)
    assert flux.density_per_km3.max() == 0.0
    assert flux.encounters(targets_in(population(3))).collisions_per_yr.max() == 0.0


def test_density_counts_every_object_once():
    crowd = population(500)
    counted = np.sum(Flux.from_population(crowd).density_per_km3 * VOLUMES / 1e9)
    assert counted == pytest.approx(500, rel=1e-9)


@given(st.permutations(range(40)))
def test_the_order_of_the_population_changes_nothing(shuffled):
    crowd, mixed = population(40), population(40)
    for name in vars(mixed):
        setattr(mixed, name, getattr(mixed, name)[list(shuffled)])
    targets = targets_in(population(3, seed=5))
    straight = Flux.from_population(crowd).encounters(targets)
    assert np.array_equal(
        straight.catastrophic_per_yr, Flux.from_population(mixed).encounters(targets).catastrophic_per_yr
    )

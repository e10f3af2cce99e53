"""The fewest, smallest impulses for a change of orbit."""

import numpy as np
import pytest

from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import propagate
from adr_planner.core.elements import state_from_elements
from adr_planner.transfer.impulses import DriftModel, least_impulses
from adr_planner.transfer.state import State

A, INC = EGM96.radius + 840e3, np.radians(71.0)
POINTS = np.linspace(0.0, 2 * np.pi, 17)


@pytest.fixture
def model():
    return DriftModel(A, 0.001, INC, EGM96)


def _shared(model, changes):
    """Impulses over one revolution long before arrival, without drift in between."""
    matrix = model.matrix(POINTS, np.zeros(POINTS.size))
    return matrix, least_impulses(matrix, np.array(changes, dtype=float))


def test_altitude_needs_only_along_track_burns_of_the_same_sum(model):
    matrix, impulses = _shared(model, [10.0, 0, 0, 0, 0, 0])
    np.testing.assert_allclose(matrix @ impulses.ravel(), [10.0, 0, 0, 0, 0, 0], atol=1e-6)
    assert np.linalg.norm(impulses, axis=1).sum() == pytest.approx(10.0, rel=0.02)


def test_inclination_is_changed_at_the_node(model):
    _, impulses = _shared(model, [0, 0, 0, 5.0, 0, 0])
    sizes = np.linalg.norm(impulses, axis=1)
    assert sizes.sum() == pytest.approx(5.0, rel=0.02)
    used = POINTS[sizes > 0.1]
    assert np.all(np.abs(np.sin(used)) < 0.4)


def test_eccentricity_costs_half_the_speed(model):
    """Closing an eccentricity vector alone takes V |de| / 2, tangentially at the apsides."""
    _, impulses = _shared(model, [0, 8.0, 0, 0, 0, 0])
    assert np.linalg.norm(impulses, axis=1).sum() == pytest.approx(4.0, rel=0.02)


def test_no_more_burns_than_conditions(model):
    rng = np.random.default_rng(0)
    matrix = model.matrix(rng.uniform(0, 2 * np.pi, 36), np.repeat([30 * 86400.0, 0.0], 18))
    wanted = rng.normal(size=6) * np.array([10, 5, 5, 5, 50, 500.0])
    impulses = least_impulses(matrix, wanted)
    assert np.count_nonzero(np.linalg.norm(impulses, axis=1)) <= 6
    np.testing.assert_allclose(matrix @ impulses.ravel(), wanted, atol=1e-6)


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_effects_agree_with_a_numerical_flight(model, axis):
    """One metre a second now, elements after twenty days, against the linear model."""
    position, velocity = state_from_elements(A, 0.001, INC, 1.0, 0.4, 0.3, EGM96.mu)
    start = State(0.0, np.asarray(position), np.asarray(velocity))
    radial = start.position / np.linalg.norm(start.position)
    normal = np.cross(start.position, start.velocity)
    normal /= np.linalg.norm(normal)
    kick = np.column_stack([radial, np.cross(normal, radial), normal])[:, axis]
    coast = 20 * 86400.0
    plain = start.at(coast, EGM96).mean(EGM96)
    moved = State(coast, *propagate(start.position, start.velocity + kick, coast, EGM96)).mean(EGM96)
    latitude = start.mean(EGM96)[5]
    expected = model.matrix(np.array([latitude]), np.array([coast])).reshape(6, 3)[:, axis]
    flown = (moved - plain) * model.scale
    flown[4:] = ((moved - plain)[4:] + np.pi) % (2 * np.pi) - np.pi
    flown[4:] *= model.scale[4:]
    np.testing.assert_allclose(flown[:5], expected[:5], rtol=0.02, atol=0.05)
    # Eccentricity and J2 also turn radial and normal burns into a little along-track drift, which the model
    # leaves to the correction by flight: 2 m/s where an along-track burn of the same size makes 5,000.
    assert flown[5] == pytest.approx(expected[5], rel=0.02, abs=2.0)

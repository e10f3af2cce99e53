"""Probabilities: against Monte Carlo-free closed forms, and another program's integral."""

import numpy as np
import pytest

from adr_planner.traffic.probability import axes_of, collision_probability, maximum_probability


def encounters(count):
    draw = np.random.default_rng(7)
    apart, speed = draw.normal(size=(count, 3)) * 400.0, draw.normal(size=(count, 3)) * 8e3
    apart -= speed * (np.sum(apart * speed, axis=1) / np.sum(speed**2, axis=1))[:, None]
    return apart, speed


def test_the_integral_is_another_programs():
    """kessler-toolkit (Apache-2.0), Foster's integral of its own, on twenty encounters: one per cent."""
    other = pytest.importorskip("kessler_toolkit.collision_probability")
    draw = np.random.default_rng(3)
    for apart, speed in zip(*encounters(20), strict=True):
        shape = draw.normal(size=(3, 3)) * 250.0
        covariance = shape @ shape.T + np.diag([1e4, 1e4, 1e4])
        mine = collision_probability(apart, speed, covariance, 8.0)
        miss, plane = other.encounter_plane_projection(apart, speed, covariance, 0.0 * covariance)
        assert mine == pytest.approx(other.pc_foster(miss, plane, 8.0), rel=0.01)


def test_alike_errors_give_alfanos_closed_form():
    """R^2 / (e m^2) for errors alike in all directions (Alfano 2005)."""
    apart, speed = encounters(20)
    one = np.broadcast_to(np.eye(3), (20, 3, 3))
    miss = np.linalg.norm(apart, axis=1)
    found = maximum_probability(apart, speed, (one, one), 5.0, (1.0, 1.0, 1.0))
    np.testing.assert_allclose(found, 25.0 / (np.e * miss**2), rtol=1e-12)


def test_no_size_of_the_errors_gives_more_than_the_maximum():
    """The integral over a thousand sizes, of one shape, against the closed form: within (radius / miss)^2."""
    apart, speed = encounters(6)
    position = np.array([[7.1e6, 0.0, 0.0]] * 6)
    axes = axes_of(position, np.array([[0.0, 0.0, 7.5e3]] * 6)), axes_of(position, np.array([[0.0, 7.5e3, 0.0]] * 6))
    sigmas = np.array([100.0, 300.0, 100.0])
    most = maximum_probability(apart, speed, axes, 5.0, sigmas)
    for k in range(6):
        shape = sum(a[k].T @ np.diag(sigmas**2) @ a[k] for a in axes)
        found = [
            collision_probability(apart[k], speed[k], scale**2 * shape, 5.0) for scale in np.geomspace(0.05, 20, 400)
        ]
        assert max(found) == pytest.approx(most[k], rel=2e-3)


def test_a_hit_in_the_middle_has_no_larger_probability_than_one():
    axes = (np.eye(3)[None], np.eye(3)[None])
    assert maximum_probability(np.zeros((1, 3)), np.array([[0.0, 0.0, 7e3]]), axes, 5.0)[0] == 1.0

"""Zonal gravity about the pole of date, against the same gravity in a frame turned to that pole."""

import numpy as np
import pytest
from astropy.time import Time

from adr_planner import Catalog
from adr_planner.core.constants import EGM96
from adr_planner.core.dynamics import zonal_acceleration
from adr_planner.core.leaning_pole import leaned
from adr_planner.environment import Environment
from adr_planner.planner.fields import drag_of
from adr_planner.transfer.motion import target_state

DAY = 86400.0


@pytest.mark.parametrize("lean", [1e-5, 1e-3, 0.3])
def test_gravity_leans_with_the_pole(lean):
    """Exact for any lean: gravity about z, seen from a frame whose z axis is the pole."""
    azimuth, position = 0.7, np.array([3.1e6, -4.2e6, 5.0e6])
    spin = np.array(
        [[np.cos(azimuth), -np.sin(azimuth), 0.0], [np.sin(azimuth), np.cos(azimuth), 0.0], [0.0, 0.0, 1.0]]
    )
    nod = np.array([[np.cos(lean), 0.0, np.sin(lean)], [0.0, 1.0, 0.0], [-np.sin(lean), 0.0, np.cos(lean)]])
    turn = spin @ nod
    expected = turn @ zonal_acceleration(turn.T @ position, EGM96) - zonal_acceleration(position, EGM96)
    pole = turn[:, 2]
    got = leaned(*position, *pole, EGM96.radius, EGM96.mu, EGM96.j2, EGM96.j3, EGM96.j4)
    np.testing.assert_allclose(got, expected, rtol=1e-8, atol=4e-15)


def test_a_flight_does_not_depend_on_the_epoch_of_its_frame():
    """Sixty days in the frame of the elements and in that of four years later, when the pole has gone on by 80 arcsec.

    With J2 alone about the moved pole they were a kilometre apart.
    """
    stage = Catalog.example().get(25400)
    begin, places = stage.elements.epoch, []
    for epoch in (Time("2024-11-01"), Time("2028-11-01")):
        environment = Environment.between(epoch, epoch, since=begin)
        state = target_state(stage, environment)
        flown = state.at(state.time + 60.0 * DAY, environment.dragging(drag_of(stage)))
        places.append(environment.to_gcrf @ flown.position)
    assert np.linalg.norm(places[0] - places[1]) < 1.0

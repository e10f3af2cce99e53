"""Flights in frames whose axis is the pole of another year."""

import numpy as np
from astropy.time import Time

from adr_planner import Catalog
from adr_planner.environment import Environment
from adr_planner.planner.pricing.force_fields import drag_of
from adr_planner.transfer.motion import target_state

DAY = 86400.0


def test_a_flight_does_not_depend_on_the_epoch_of_its_frame():
    """Sixty days in the frame of the elements and in that of two years later, when the pole has gone on by 40 arcsec.

    With the lean of J2 alone, and to first order, 212 days in a frame sixteen months on were 86 m off.
    """
    stage = Catalog.example().get(25400)
    begin, places = stage.elements.epoch, []
    for epoch in (Time("2024-11-01"), Time("2026-11-01")):
        environment = Environment.between(epoch, epoch, since=begin)
        state = target_state(stage, environment)
        flown = state.at(state.time + 60.0 * DAY, environment.dragging(drag_of(stage)))
        places.append(environment.to_gcrf @ flown.position)
    assert np.linalg.norm(places[0] - places[1]) < 1.0

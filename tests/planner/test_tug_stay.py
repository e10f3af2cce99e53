"""A tug has parted from its target before it leaves."""

from functools import partial

import numpy as np
import pytest

from adr_planner import Catalog
from adr_planner.core.constants import EGM96
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.core.kepler import state_from_elements
from adr_planner.errors import InvalidInputError
from adr_planner.service.stop import Stop
from adr_planner.service.tug import carry_and_part
from adr_planner.transfer.deorbit.parting import part
from adr_planner.transfer.deorbit.tug import Tug
from adr_planner.transfer.state import State

DAY = 86400.0


def _ways(perigee, mass, turn, days=6.0):
    """Carry an SL-16 stage down with 225 N and climb back up, which takes several passes each way."""
    position, velocity = state_from_elements(
        EGM96.radius + 840e3, 0.0005, np.radians(71.0), 0.3, 1.1, 1.0 + 0.7 * turn, EGM96.mu
    )
    tug = Tug(BurnLimit(225.0, 319.0, np.radians(30.0)), mass, 8226.0)
    leave = days * DAY + 700.0 * turn
    stage, start = Catalog.example().get(22220), State(0.0, np.asarray(position), np.asarray(velocity))
    stop = Stop(0, 0, start, start, leave, mass, DAY, EGM96)
    up = partial(part, goal=EGM96.radius + 830e3, tug=tug, gravity=EGM96)
    return carry_and_part(stop, EGM96.radius + perigee, up, tug, stage), leave


@pytest.mark.parametrize(
    ("perigee", "mass", "turn"), [(500e3, 2500.0, 5), (620e3, 2500.0, 2), (620e3, 4500.0, 2), (700e3, 4500.0, 2)]
)
def test_a_tug_has_parted_before_it_leaves(perigee, mass, turn):
    """It starts elsewhere on its orbit than its way was first flown from, and then takes revolutions more."""
    (down, up), leave = _ways(perigee, mass, turn)
    assert down[0].before.time > 0.0
    assert up[-1].before.time < leave


def test_a_stay_too_short_for_the_way_is_refused():
    with pytest.raises(InvalidInputError, match="longer than the stay"):
        _ways(500e3, 4500.0, 0, days=0.5)

"""What several tests of traffic fly on."""

import astropy.units as u
import numpy as np
import pytest

import adr_planner as adr
from adr_planner.traffic.track import sampled
from adr_planner.units import DAY

MU, RADIUS, J2 = 3.986004415e14, 6378136.3, 1.08263e-3


@pytest.fixture(scope="session")
def circle():
    """Return the maker of circles: height [m], inclination and node [deg], in a plane that stays or that J2 turns."""

    def made(height, inclination, node, days=1.0, *, turning=False):
        radius, i = RADIUS + height, np.radians(inclination)
        rate = np.sqrt(MU / radius**3)
        slow = 1.5 * J2 * (RADIUS / radius) ** 2 * rate * turning
        # Secular rates of a circle under J2 (Kaula 1966): node, and node to node.
        turn, around = -slow * np.cos(i), rate + slow * (3.0 - 4.0 * np.sin(i) ** 2)
        times = np.arange(0.0, days * DAY, 2.0 * np.pi / rate / 30.0)
        u, o = around * times, np.radians(node) + turn * times
        towards = np.column_stack([np.cos(o), np.sin(o), np.zeros_like(o)])
        quarter = np.column_stack([-np.cos(i) * np.sin(o), np.cos(i) * np.cos(o), np.full_like(o, np.sin(i))])
        cosine, sine = np.cos(u)[:, None], np.sin(u)[:, None]
        position, velocity = towards * cosine + quarter * sine, quarter * cosine - towards * sine
        return sampled(times, radius * position, radius * around * velocity)

    return made


@pytest.fixture(scope="session")
def everything(extract):
    return adr.Catalog.from_file(extract("gp_20241101.csv"))


@pytest.fixture(scope="session")
def screening(example_plan, everything):
    """Elements of two months before the start, used for ten days of it: a test of the algorithm, not of a forecast."""
    return adr.screen(example_plan, everything, within=72 * u.day, radius=100 * u.km)

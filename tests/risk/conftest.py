"""A catalogue small enough to know, for the tests of risk."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from adr_planner.catalog.elements import MeanElements
from adr_planner.catalog.population import Population
from adr_planner.catalog.space_object import SpaceObject

ALTITUDES_KM = (520, 620, 700, 765, 780, 840, 845, 850, 900, 960, 975, 980, 1100, 1500)


def _derelict(number, altitude_km, mass_kg, **changes):
    motion = 86400 / (2 * np.pi) * np.sqrt(3.986004418e14 / (6378137.0 + altitude_km * 1e3) ** 3)
    elements = MeanElements("2024-10-31T12:00:00Z", motion, 0.001, 60.0 + number % 40, 10.0, 20.0, 30.0)
    made = SpaceObject(
        number, f"STAGE {number}", elements, object_type="ROCKET BODY", owner="CIS", status="derelict",
        mass_kg=mass_kg, area_m2=0.1 * mass_kg**0.7,
    )  # fmt: skip
    return replace(made, **changes)


class _LittleCatalog(list):
    """Objects with a population around them: all that `rank` asks of a catalogue."""

    source = SimpleNamespace(name="little")

    @property
    def population(self):
        rng = np.random.default_rng(1)
        numbers = np.array(sorted(one.norad_cat_id for one in self) + list(range(9001, 9301)))
        n = numbers.size
        return Population(
            numbers, rng.uniform(6900, 7900, n), rng.uniform(0, 0.02, n), rng.uniform(50, 100, n),
            10 ** rng.uniform(0, 4, n), rng.uniform(0.1, 3, n), np.zeros(n, np.uint8), np.zeros(n, bool),
        )  # fmt: skip


@pytest.fixture(scope="session")
def derelict():
    """Make one derelict of a number, an altitude [km] and a mass [kg]."""
    return _derelict


@pytest.fixture(scope="session")
def catalog_of():
    """Make a catalogue of objects, with a population around them."""
    return _LittleCatalog


@pytest.fixture
def little(derelict, catalog_of):
    """Fourteen stages from 520 to 1,500 km, the higher the heavier."""
    return catalog_of(derelict(100 + k, altitude, 900 + 500 * k) for k, altitude in enumerate(ALTITUDES_KM))

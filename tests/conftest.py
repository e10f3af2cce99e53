"""Shared fixtures: reproducible hypothesis, and real data where a checkout has it beside it."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from adr_planner import MissionPlan

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, max_examples=50)
settings.load_profile("ci")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the kernels once, before the workers start and each of them does."""
    if getattr(session.config.option, "numprocesses", None):
        from adr_planner.warm import warm_up

        warm_up(lambda line: print(line, end="\r", file=sys.stderr, flush=True))


SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
EXTRACTS = Path(__file__).parent / "extracts"


@pytest.fixture(scope="session")
def extract() -> Callable[[str], str]:
    """Return the text of a published case that ships with the tests."""

    def read(name: str) -> str:
        content = (EXTRACTS / name).read_bytes()
        return (gzip.decompress(content) if name.endswith(".gz") else content).decode()

    return read


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Return a real data file by name, skipping the test where the checkout has none beside it."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"needs {name} from the shared data folder beside the checkout")
        return path

    return find


@pytest.fixture(scope="session")
def example_plan() -> MissionPlan:
    """Plan the example mission on the bundled catalogue, once for all tests."""
    import adr_planner as adr

    example = adr.example_mission()
    candidates = adr.rank(adr.Catalog.example()).top(example.candidates)
    return adr.plan_mission(candidates, example.servicer, example.mission)


@pytest.fixture(scope="session")
def electric_plan() -> MissionPlan:
    """Plan three of eight targets for an electric servicer, once for all tests."""
    import astropy.units as u
    from astropy.time import Time

    import adr_planner as adr

    servicer = adr.Servicer(
        dry_mass=900 * u.kg, propellant=200 * u.kg, isp=1500 * u.s, kits=3, propulsion="electric", thrust=0.4 * u.N
    )
    mission = adr.MissionSpec(
        start=Time("2025-01-01"), duration=400 * u.day, targets=3, commissioning=20 * u.day, grid=10 * u.day
    )
    # Three indices name the eight: these legs' tolerances were measured on them, whatever the default ranking becomes.
    indices = {"probability": 1.0, "mass": 1.0, "csi": 1.0}
    ranking = adr.rank(adr.Catalog.example(), weights=indices, draws=0)
    return adr.plan_mission(ranking.top(8), servicer, mission)

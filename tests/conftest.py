"""Shared fixtures: reproducible hypothesis, and real data where a checkout has it beside it."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings

if TYPE_CHECKING:
    from adr_planner import MissionPlan, Ranking

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True, max_examples=50)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=200)
settings.load_profile("ci")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the kernels once, before the workers start and each of them does."""
    if getattr(session.config.option, "numprocesses", None):
        from adr_planner.warm import warm_up

        warm_up(lambda line: print(line, end="\r", file=sys.stderr, flush=True))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to ``make test-all`` all but a few, evenly spread, of the parameter sets of tests marked ``few(n)``."""
    sets: dict[str, list[pytest.Item]] = {}
    for item in items:
        if item.path.name in LONG_NOTEBOOKS:
            item.add_marker("thorough")
        if item.get_closest_marker("few"):
            sets.setdefault(item.nodeid.split("[")[0], []).append(item)
    for of_one in sets.values():
        n = of_one[0].get_closest_marker("few").args[0]
        chosen = {k * len(of_one) // n for k in range(n)}
        for k, item in enumerate(of_one):
            if k not in chosen:
                item.add_marker("thorough")


LONG_NOTEBOOKS = {"03_sequencing.ipynb", "04_campaign.ipynb"}
"""Left to ``make test-all``: a minute each."""
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
def ranking() -> Ranking:
    """Rank the bundled catalogue, once for all tests."""
    import adr_planner as adr

    return adr.rank(adr.Catalog.example())


@pytest.fixture(scope="session")
def planned_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[], MissionPlan]], MissionPlan]:
    """Plan once for all workers: the first writes the document under a name, the others read it."""

    def planned(name: str, plan: Callable[[], MissionPlan]) -> MissionPlan:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            return plan()
        from adr_planner import MissionPlan

        path = tmp_path_factory.getbasetemp().parent / f"{name}.json"
        with FileLock(path.with_suffix(".lock")):
            if not path.exists():
                plan().to_json(path)
            return MissionPlan.from_json(path)

    return planned


@pytest.fixture(scope="session")
def example_plan(ranking: Ranking, planned_once: Callable[..., MissionPlan]) -> MissionPlan:
    """Plan the example mission among the first sixty, by kg/yr: five targets of several kinds; once for all tests."""
    import adr_planner as adr

    asked = adr.example_mission("kg_per_yr")
    return planned_once("example", lambda: adr.plan_mission(ranking.top(60), asked.servicer, asked.mission))


@pytest.fixture(scope="session")
def electric_plan(planned_once: Callable[..., MissionPlan]) -> MissionPlan:
    """Plan three of eight targets for an electric servicer, once for all tests."""
    import astropy.units as u
    from astropy.time import Time

    import adr_planner as adr

    servicer = adr.Servicer(
        dry_mass=900 * u.kg, propellant=200 * u.kg, isp=1500 * u.s, kits=3, propulsion="electric", thrust=0.4 * u.N
    )
    mission = adr.MissionSpec(
        start=Time("2025-01-01"),
        duration=400 * u.day,
        targets=3,
        commissioning=20 * u.day,
        grid=10 * u.day,
        value="kg_per_yr",
    )
    # Three indices name the eight: these legs' tolerances were measured on them, whatever the default ranking becomes.
    indices = {"probability": 1.0, "mass": 1.0, "csi": 1.0}
    eight = adr.rank(adr.Catalog.example(), weights=indices, draws=0).top(8)
    return planned_once("electric", lambda: adr.plan_mission(eight, servicer, mission))

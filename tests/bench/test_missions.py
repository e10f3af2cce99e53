"""The missions of the benchmark: still what was drawn, all of them readable, and compared by what their plans say."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from adr_planner import read_mission

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "missions"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the source distribution has no bench")


def _script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_missions_{name}", FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def run() -> ModuleType:
    return _script("run")


@pytest.mark.filterwarnings("ignore:ERFA function")
def test_sixty_are_possible_and_all_can_be_read(run):
    cases = list(run.cases())
    assert sum(case.possible for case in cases if case.file.parent.name == "drawn") == 60
    assert sum(case.file.parent.name == "kept" for case in cases) == 6
    for case in cases:
        assert 2 <= read_mission(case.file).mission.targets <= 8


@pytest.mark.filterwarnings("ignore:ERFA function")
def test_the_seed_still_draws_the_same():
    for number, (text, _, _) in enumerate(_script("draw").drawn(), start=1):
        assert text == (FOLDER / "drawn" / f"{number:02d}.toml").read_text(encoding="utf-8"), number


def test_content_is_told_from_who_wrote_it(run):
    one = '{"plan_id": "adr-1", "generator": {"version": "1"}, "legs": [{"delta_v_m_s": 0.30000000000000004}]}'
    same = '{"plan_id": "adr-2", "generator": {"version": "2"}, "legs": [{"delta_v_m_s": 0.3}]}'
    other = '{"plan_id": "adr-1", "legs": [{"delta_v_m_s": 0.3000000001}]}'
    assert run.content_hash(one) == run.content_hash(same) != run.content_hash(other)

"""Compile every kernel once, in two processes side by side, before anything waits for one.

Kernels are compiled where they are first called, and kept (`core/jit.py`). Whoever starts several processes on an empty
cache compiles everything in each of them; `warm_up` does it once. It calls what plans and judges with small problems:
one process what plans by burns, the other what ranks, projects, thrusts and judges. Whoever plans at once has what
flies and judges compiled `beside` what prices and searches.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from adr_planner.core import jit
from adr_planner.errors import AdrPlannerError

__all__ = ["beside", "compiled", "warm_up"]

_LOOK = 0.5
"""Time between two looks at what is compiled [s]."""
_CANDIDATES = 6
"""Objects of the small problems."""
_HEAVY = 5000.0
"""Mass above which objects are the small population [kg]."""
_PLAN, _DONE = "plan.json", "warmed-up"
_FIRST_PLAN = 110
"""Kernels a first plan compiles, about; who has as many has planned before."""
_WORD_S = 2.0
"""Time between two words on what is compiled [s]."""


@contextmanager
def beside(tell: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """Compile what flies and judges in a process beside this one, where nobody has planned before.

    Parameters
    ----------
    tell : callable
        Called with lines of text.

    Yields
    ------
    callable
        To be called with lines in its place: until all is compiled they say how far that is, every two seconds.
    """
    if compiled() >= _FIRST_PLAN:
        yield tell
        return
    words = _Words(tell)
    with tempfile.TemporaryDirectory() as folder:
        worker = _started("flying", Path(folder))
        try:
            words.start()
            yield words.tell
        finally:
            words.ended.set()
            words.join()
            worker.kill()
            worker.wait()


class _Words(threading.Thread):
    """Says what is compiled beside what is being done."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__(daemon=True)
        self._tell, self._last, self.ended = tell, "", threading.Event()

    def tell(self, line: str) -> None:
        """Say what is being done."""
        self._last = line
        self._tell(line)

    def run(self) -> None:
        """Repeat it with the number of kernels."""
        while not self.ended.wait(_WORD_S) and (now := compiled()) < _FIRST_PLAN:
            word = _Word(f"{self._last}; compiling once, {now} of about {_FIRST_PLAN} kernels".lstrip("; "))
            word.phase = str(getattr(self._last, "phase", self._last))
            self._tell(word)


class _Word(str):
    """A line that belongs to a phase of the work."""

    __slots__ = ("phase",)
    phase: str


def warm_up(progress: Callable[[str], None] | None = None) -> int:
    """Compile all that planning and judging call, and keep it for the next process.

    Parameters
    ----------
    progress : callable, optional
        Called with a line of text whenever more is compiled.

    Returns
    -------
    int
        Kernels in the cache.

    Raises
    ------
    RuntimeError
        If a process that compiles fails; gives the last line of what it said.
    """
    done = jit.cache_folder() / _DONE
    if done.exists():
        return compiled()
    with tempfile.TemporaryDirectory() as folder:
        workers = {work: _started(work, Path(folder)) for work in _WORK}
        try:
            _wait(list(workers.values()), progress)
            failed = next((work for work, worker in workers.items() if worker.poll()), None)
        finally:
            for worker in workers.values():
                worker.kill()
                worker.wait()
        if failed is not None:
            lines = _said(failed, Path(folder)).read_text(encoding="utf-8").strip().splitlines()
            raise RuntimeError(f"Compiling failed: {lines[-1] if lines else 'it said nothing'}")
    kernels = compiled()
    done.write_text(str(kernels), encoding="ascii")
    return kernels


def _said(work: str, folder: Path) -> Path:
    """Return the file of what a process says."""
    return folder / f"{work}.txt"


def _started(work: str, folder: Path) -> subprocess.Popen[bytes]:
    """Start a process that compiles."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with _said(work, folder).open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", "adr_planner.warm", work, str(folder)],
            env=environment, stdout=subprocess.DEVNULL, stderr=file,
        )  # fmt: skip


def _wait(workers: list[subprocess.Popen[bytes]], progress: Callable[[str], None] | None) -> None:
    """Wait until all have ended well, or one has not; tell what is compiled on the way."""
    told, before = -1, _last_time()
    while any(worker.poll() is None for worker in workers) and not any(worker.poll() for worker in workers):
        if progress is not None and (now := compiled()) != told:
            told = now
            progress(f"compiling once, {told}{before} kernels")
        time.sleep(_LOOK)


def compiled() -> int:
    """Return how many kernels the cache holds."""
    return sum(1 for _ in jit.cache_folder().rglob("*.nbi"))


def _last_time() -> str:
    """Return how many kernels the last warm-up left, in words: so many there are; none if it is the first here."""
    notes = sorted(jit.cache_folder().parent.glob(f"kernels-*/{_DONE}"), key=lambda note: note.stat().st_mtime)
    number = notes[-1].read_text(encoding="ascii") if notes else ""
    return f" of about {number}" if number else ""


def _planning(folder: Path) -> None:
    """Call what plans by burns: impulses, a weak engine, a tug, trades and campaigns."""
    from dataclasses import replace

    import astropy.units as u

    import adr_planner as adr

    example = adr.example_mission()
    # Ranked by mass alone: the other process compiles what the other indices need.
    ranking = adr.rank(adr.Catalog.example(), weights={"mass": 1.0}, draws=0).top(_CANDIDATES)
    mission = replace(example.mission, targets=2, max_delta_v=None)
    written = folder / "written.json"
    adr.plan_mission(ranking, example.servicer, mission).to_json(written)
    written.rename(folder / _PLAN)
    weak = replace(mission, dispose_servicer=False)
    for work in (
        lambda: adr.plan_mission(ranking, replace(example.servicer, thrust=400 * u.N), weak),
        lambda: adr.trade(ranking, example.servicer, mission),
        lambda: adr.plan_campaign(ranking, example.servicer, mission, servicers=2),
    ):
        with suppress(AdrPlannerError):  # what was compiled on the way to a refusal is compiled
            work()


def _flying(_: Path) -> None:
    """Call what flies a leg by burns, and what judges a plan: the kept one removes one target."""
    import math
    from importlib import resources

    import adr_planner as adr
    from adr_planner.core.constants import EGM96
    from adr_planner.core.kepler import state_from_elements
    from adr_planner.transfer.impulsive.targeting import fly_leg
    from adr_planner.transfer.state import State

    a, inc = EGM96.radius + 840e3, math.radians(71.0)
    here, there = (State(0.0, *state_from_elements(a, 0.001, inc, raan, 0.0, 0.0, EGM96.mu)) for raan in (1.0, 1.001))
    fly_leg(here, there.at(10 * 86400.0, EGM96), EGM96, lowest=EGM96.radius + 400e3)
    with resources.as_file(resources.files("adr_planner") / "data" / "one_target_plan.json") as path:
        adr.verify(path)


def _verifying(folder: Path) -> None:
    """Call what ranks, projects, thrusts, judges and searches at large; the plan to judge is the other process's."""
    from dataclasses import replace

    import astropy.units as u

    import adr_planner as adr

    example = adr.example_mission()
    ranking = adr.rank(adr.Catalog.example()).top(_CANDIDATES)
    population = adr.Catalog.example().population
    adr.removal_values(population.part(population.mass_kg > _HEAVY), years=1)
    engine = replace(example.servicer, isp=1500 * u.s, propulsion="electric", thrust=0.4 * u.N, kits=1)
    mission = replace(example.mission, targets=1, max_delta_v=None, commissioning=20 * u.day)
    with suppress(AdrPlannerError):
        adr.verify(adr.plan_mission(ranking, engine, mission))
    while not (folder / _PLAN).exists():
        time.sleep(_LOOK)
    adr.verify(folder / _PLAN)
    with suppress(AdrPlannerError):
        adr.plan_mission(ranking, example.servicer, replace(mission, targets=2), engine="search")


_WORK = {"planning": _planning, "verifying": _verifying}
_BESIDE = {"flying": _flying}

if __name__ == "__main__":
    (_WORK | _BESIDE)[sys.argv[1]](Path(sys.argv[2]))

"""Errors and warnings cross from process to process as they are, and a sweep that meets one ends."""

import copy
import inspect
import pickle
import subprocess
import sys

import pytest

from adr_planner import errors
from adr_planner.catalog.fetch.web import ProviderError
from adr_planner.planner.flying.unflyable import UnflyableLegError
from adr_planner.service.refusals import TooHeavyError, UnservedTargetError, WeakEngineError

PUBLIC = [getattr(errors, name) for name in errors.__all__]
ALL = [*PUBLIC, ProviderError, UnflyableLegError, UnservedTargetError, TooHeavyError, WeakEngineError]


def _made(kind):
    """Return an error of a kind with a value for every parameter it has."""
    if inspect.isfunction(kind.__init__):
        return kind(**{name: f"value of {name}" for name in list(inspect.signature(kind).parameters)})
    return kind("a sentence")


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_they_are_pickled_with_their_attributes(kind, protocol):
    error = _made(kind)
    for again in (pickle.loads(pickle.dumps(error, protocol)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is kind
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


def test_every_error_there_is_stands_in_the_list():
    """A new class with parameters of its own must come here too."""

    def family(kind):
        return {kind, *(each for child in kind.__subclasses__() for each in family(child))}

    there = family(errors.AdrPlannerError) | family(errors.AdrPlannerWarning)
    assert {kind for kind in there if kind.__module__.startswith("adr_planner")} == set(ALL)


SWEEP = """
import multiprocessing

from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InfeasibleMissionError

SERVICER = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)


def planned(budget):
    ranking = adr.rank(adr.Catalog.example(), draws=0).top(3)
    mission = adr.MissionSpec(
        start=Time("2025-01-01"), duration=60 * u.day, targets=1, objective="delta_v", max_delta_v=budget * u.m / u.s
    )
    return adr.plan_mission(ranking, SERVICER, mission).totals.delta_v_m_s


if __name__ == "__main__":
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        results = [pool.apply_async(planned, (budget,)) for budget in (2000.0, 1.0)]
        assert results[0].get(timeout=240) > 0.0
        try:
            results[1].get(timeout=240)
        except InfeasibleMissionError as error:
            print(error.binding, error.available, error.unit)
"""


def test_a_sweep_over_budgets_in_a_spawned_pool_ends_where_one_is_infeasible(tmp_path):
    """The parent used to wait for ever for an error that could not be made again on its side."""
    script = tmp_path / "sweep.py"
    script.write_text(SWEEP)
    result = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=300)
    assert result.returncode == 0, result.stderr
    assert result.stdout == "max_delta_v 1.0 m/s\n"

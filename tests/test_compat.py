"""The names of poliastro, lent to boinor: each test in a process of its own, since imports cannot be undone."""

import subprocess
import sys
import textwrap

import pytest


@pytest.fixture
def python(tmp_path):
    def run(code):
        return subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=tmp_path, timeout=120
        )

    return run


def test_poliastro_is_not_there_unless_asked_for(python):
    result = python(
        """
        import adr_planner.compat
        try:
            import poliastro
        except ModuleNotFoundError as error:
            print(error.name)
        """
    )
    assert result.stdout.strip() == "poliastro", result.stderr


def test_old_imports_give_boinors_own_objects_until_the_names_are_taken_back(python):
    result = python(
        """
        import sys
        from adr_planner.compat import disable_poliastro_names, enable_poliastro_names

        enable_poliastro_names()
        enable_poliastro_names()  # twice is once
        import poliastro.core.iod
        from poliastro.bodies import Earth
        from poliastro.twobody import Orbit
        import boinor.bodies, boinor.core.iod, boinor.twobody

        assert Earth is boinor.bodies.Earth and Orbit is boinor.twobody.Orbit
        assert poliastro.core.iod is boinor.core.iod
        assert boinor.bodies.__spec__.name == boinor.bodies.__name__ == "boinor.bodies"
        assert not hasattr(boinor.bodies, "__path__"), "a module was turned into a package"
        try:
            import poliastro.nothing_like_this
        except ModuleNotFoundError as error:
            print(error)

        disable_poliastro_names()
        disable_poliastro_names()
        assert not [name for name in sys.modules if name.startswith("poliastro")]
        try:
            import poliastro
        except ModuleNotFoundError:
            print("gone")
        """
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == ["No module named 'boinor.nothing_like_this'", "gone"]


def test_an_orbit_made_under_the_old_names_becomes_an_object(python):
    result = python(
        """
        from adr_planner.compat import enable_poliastro_names

        enable_poliastro_names()
        from astropy import units as u
        from astropy.time import Time
        from poliastro.bodies import Earth
        from poliastro.twobody import Orbit
        from adr_planner import SpaceObject

        orbit = Orbit.circular(Earth, 765 * u.km, inc=98.5 * u.deg, epoch=Time("2025-01-01", scale="utc"))
        print(round(SpaceObject.from_orbit(orbit, norad_cat_id=1, name="mine").elements.inclination_deg, 1))
        """
    )
    assert result.stdout.strip() == "98.5", result.stderr


def test_a_real_poliastro_is_never_hidden(python, tmp_path):
    (tmp_path / "poliastro").mkdir()
    (tmp_path / "poliastro" / "__init__.py").write_text("REAL = True\n")
    result = python(
        """
        from adr_planner.compat import enable_poliastro_names
        from adr_planner.errors import AdrPlannerError

        try:
            enable_poliastro_names()
        except AdrPlannerError as error:
            print(error)
        import poliastro
        print(poliastro.REAL)
        """
    )
    message, real = result.stdout.splitlines()
    assert message.startswith("A poliastro is installed already: uninstall it")
    assert real == "True"

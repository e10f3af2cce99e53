"""What is installed: versions, the figures that come with the package and their dates, and where compiled code lies."""

from __future__ import annotations

import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from typing import TextIO

from adr_planner.catalog import bundled
from adr_planner.core.jit import cache_folder
from adr_planner.plan import SCHEMA_VERSION
from adr_planner.space_weather import SpaceWeather
from adr_planner.version import __version__

__all__ = ["show_versions", "versions_text"]

_PACKAGE = "adr-planner"


def show_versions(file: TextIO | None = None) -> None:
    """Print what a report of a fault has to name: versions, dates of the bundled figures, folder of compiled code.

    Parameters
    ----------
    file : text stream, optional
        Where to print; by default standard output.

    Raises
    ------
    OSError
        If compiled code can be kept nowhere; says which variable names another folder.

    Examples
    --------
    >>> import adr_planner as adr
    >>> adr.show_versions()  # doctest: +ELLIPSIS
    adr-planner ...
    """
    print(versions_text(), file=file)


def versions_text() -> str:
    """Return what `show_versions` prints.

    Returns
    -------
    str
        One fact a line, ``adr-planner`` and its version first.

    Examples
    --------
    >>> versions_text().splitlines()[0].split()[0]
    'adr-planner'
    """
    facts = {
        "Python": f"{platform.python_version()}, {platform.system()} {platform.machine()}",
        **{name: _installed(name) for name in _dependencies()},
        "document schema": SCHEMA_VERSION,
        "derelicts": bundled.NAME.rsplit(" ", 1)[-1],
        "population": bundled.POPULATION_NAME.rsplit(" ", 1)[-1],
        "space weather": _weather(),
        "compiled code": str(cache_folder()),
    }
    width = max(map(len, facts)) + 2
    return "\n".join([f"{_PACKAGE} {__version__}", *(f"  {name:<{width}}{fact}" for name, fact in facts.items())])


def _dependencies() -> list[str]:
    """Return the names of the packages this one needs, as its own metadata lists them."""
    try:
        asked = requires(_PACKAGE) or []
    except PackageNotFoundError:  # used from a folder, not installed
        return []
    return sorted(re.split(r"[^\w.-]", item, maxsplit=1)[0] for item in asked if "extra ==" not in item)


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _weather() -> str:
    weather = SpaceWeather.bundled()
    return f"{weather.months[0]} to {weather.months[-1]}; {weather.name}"

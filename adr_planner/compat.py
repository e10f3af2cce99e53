"""The names of poliastro for its maintained continuation, boinor: opt-in, for code written before the archive.

Nothing is installed under the name ``poliastro``; an import finder answers for it while enabled.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from adr_planner.errors import AdrPlannerError

__all__ = ["disable_poliastro_names", "enable_poliastro_names"]


class _Alias(Loader):
    """Loader of a boinor module under its poliastro name."""

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(spec.name.replace("poliastro", "boinor", 1))
        self.own_spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        # boinor has run it already; the import system has only put its own spec on the module.
        module.__spec__ = self.own_spec


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname == "poliastro" or fullname.startswith("poliastro."):
            return ModuleSpec(fullname, _Alias())  # packages bring their own __path__, modules must not get one
        return None


_FINDER = _Finder()


def enable_poliastro_names() -> None:
    """Let ``import poliastro...`` give the boinor modules of the same path.

    Raises
    ------
    AdrPlannerError
        If a real poliastro is installed: two libraries under one name would be worse than none.

    Examples
    --------
    >>> enable_poliastro_names()
    >>> from poliastro.bodies import Earth
    >>> from boinor.bodies import Earth as same
    >>> Earth is same
    True
    >>> disable_poliastro_names()
    """
    if _FINDER in sys.meta_path:
        return
    if importlib.util.find_spec("poliastro") is not None:
        raise AdrPlannerError(
            "A poliastro is installed already: uninstall it, or import from boinor and leave the names alone."
        )
    sys.meta_path.insert(0, _FINDER)  # before the path finder, which would load boinor a second time


def disable_poliastro_names() -> None:
    """Take the names back; modules imported so far stay with whoever holds them."""
    if _FINDER in sys.meta_path:
        sys.meta_path.remove(_FINDER)
    for name in [name for name in sys.modules if name.split(".", 1)[0] == "poliastro"]:
        del sys.modules[name]

"""Compile numerical kernels: one decorator, and a cache of machine code that belongs to the sources it was made from.

numba's own cache looks only at the date of the file a function stands in. A kernel that calls a kernel of another file
would then run yesterday's physics after an edit there. Here the folder of the cache is named by a digest of every
kernel source and of the modules they import, so an edit anywhere in them starts an empty one.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar, overload

import numba
from numba import njit

__all__ = ["CACHE_VARIABLE", "FLAGS", "cache_folder", "kernel", "sources_digest"]

Function = TypeVar("Function", bound=Callable[..., Any])

CACHE_VARIABLE = "ADR_PLANNER_CACHE"
"""Environment variable that names the folder of compiled code."""
FLAGS: dict[str, Any] = {"nogil": True, "error_model": "numpy"}
"""What every kernel is compiled with: threads may run beside it, and a division by zero is infinite, as in numpy."""
_INLINE: dict[str, dict[str, Any]] = {"never": {}, "always": {"inline": "always"}, "llvm": {"forceinline": True}}

_PACKAGE = Path(__file__).resolve().parents[1]
_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(adr_planner(?:\.\w+)*)(?:[ \t]+import[ \t]+\(?([\w, \t]*))?", re.M)
_KEPT = 3
"""Caches of older sources that stay, newest first."""


@overload
def kernel(function: Function) -> Function: ...
@overload
def kernel(*, inline: Literal["never", "always", "llvm"] = "never") -> Callable[[Function], Function]: ...
def kernel(
    function: Function | None = None, *, inline: Literal["never", "always", "llvm"] = "never"
) -> Function | Callable[[Function], Function]:
    """Compile a function on its first call, and keep the machine code for the next process.

    Parameters
    ----------
    function : callable
        Plain loops over floats, arrays and named tuples.
    inline : {"never", "always", "llvm"}
        Whether the body is put in place of its calls: by numba before it looks at types (``"always"``), or by the
        compiler (``"llvm"``), which loops that become vector instructions need.

    Examples
    --------
    >>> @kernel
    ... def twice(x: float) -> float:
    ...     return 2.0 * x
    >>> twice(1.5), twice.py_func(1.5)
    (3.0, 3.0)
    """
    if function is None:
        return lambda wrapped: _compiled(wrapped, inline)
    return _compiled(function, inline)


def _compiled(function: Function, inline: str) -> Function:
    dispatcher = njit(**FLAGS, **_INLINE[inline])(function)
    source = Path(function.__code__.co_filename)
    if source.is_file():  # a kernel typed at a prompt has no file, and is compiled anew
        with _caching_in(cache_folder() if source.is_relative_to(_PACKAGE) else None):
            dispatcher.enable_caching()
    compiled: Function = dispatcher
    return compiled


@contextmanager
def _caching_in(folder: Path | None) -> Iterator[None]:
    """Let numba keep what is compiled in a folder."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = before if folder is None else str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before


@cache
def cache_folder() -> Path:
    """Return the folder of machine code made from the sources as they are, made if there is none.

    Raises
    ------
    OSError
        If no folder for it can be written; says which variable names another.
    """
    chosen = os.environ.get(CACHE_VARIABLE)
    places = [Path(chosen)] if chosen else [_PACKAGE / "__pycache__", _users_cache()]
    for place in places:
        folder = place / f"kernels-{sources_digest()}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            continue
        if os.access(folder, os.W_OK | os.X_OK):
            _prune(place)
            return folder
    raise OSError(
        f"Compiled code can be kept neither in {' nor in '.join(map(str, places))}: set {CACHE_VARIABLE} to a folder "
        "that can be written."
    )


def sources_digest(package: Path = _PACKAGE) -> str:
    """Return a digest of all kernel sources of a package folder, and of the modules they import.

    Examples
    --------
    >>> len(sources_digest())
    16
    """
    texts = {path: path.read_bytes() for path in sorted(package.rglob("*.py"))}
    kernels = {path for path, text in texts.items() if b"adr_planner.core.jit import" in text}
    imported = {module for path in kernels for module in _imported(texts[path].decode(), package) if module in texts}
    digest = hashlib.sha256()
    for path in sorted(kernels | imported):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + texts[path] + b"\0")
    return digest.hexdigest()[:16]


def _imported(text: str, package: Path) -> Iterator[Path]:
    """Return the files a source may import from the package."""
    for match in _IMPORT.finditer(text):
        place = package.joinpath(*match[1].split(".")[1:])
        yield from (place.with_suffix(".py"), place / "__init__.py")
        for name in (match[2] or "").split(","):
            yield place / f"{name.strip()}.py"


def _users_cache() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "adr_planner"


def _prune(place: Path) -> None:
    """Take away the caches of older sources."""
    folders = sorted(place.glob("kernels-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)

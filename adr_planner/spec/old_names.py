"""Old names of arguments and attributes: still taken, with a warning that says the new one."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

from adr_planner.errors import InvalidInputError

__all__ = ["also_called"]

Kind = TypeVar("Kind")


def also_called(old: str, new: str) -> Callable[[type[Kind]], type[Kind]]:
    """Let a dataclass take a field by the name it had before.

    Parameters
    ----------
    old, new : str
        What the field was called, and what it is called.

    Returns
    -------
    callable
        A decorator of the class, outside of ``dataclass``.
    """

    def decorated(kind: type[Kind]) -> type[Kind]:
        made = kind.__init__

        @functools.wraps(made)
        def init(self: Kind, *values: Any, **named: Any) -> None:
            if old in named:
                if new in named:
                    raise InvalidInputError(f"{old} is the old name of {new}: give {new} alone.", parameter=new)
                _warn(kind, old, new)
                named[new] = named.pop(old)
            made(self, *values, **named)

        def read(self: Kind) -> Any:
            _warn(kind, old, new)
            return getattr(self, new)

        read.__doc__ = f"Give `{new}` by its old name."
        kind.__init__ = init  # type: ignore[method-assign, assignment]
        setattr(kind, old, property(read))
        return kind

    return decorated


def _warn(kind: type[Any], old: str, new: str) -> None:
    warnings.warn(f"{old} of a {kind.__name__} is called {new} now.", DeprecationWarning, stacklevel=3)

"""Groups of options: what belongs together in a command stands together in its code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints

__all__ = ["Group", "spread"]


class Group:
    """Base of options that belong together: a command takes them as one object, see `spread`."""


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command whose groups of options stand as options of their own, each in the place of its group."""
    hints = get_type_hints(command, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if isinstance(kind, type) and issubclass(kind, Group)}
    shown: list[Parameter] = []
    for name, parameter in signature(command).parameters.items():
        shown += _options(groups[name]) if name in groups else [parameter.replace(annotation=hints[name])]

    @wraps(command)
    def run(**given: Any) -> None:
        parts = {
            name: kind(**{option.name: given.pop(option.name) for option in _options(kind)})
            for name, kind in groups.items()
        }
        command(**given, **parts)

    run.__signature__ = Signature(shown)  # type: ignore[attr-defined]  # where typer looks for options
    return run


def _options(kind: type[Any]) -> list[Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
        for field in fields(kind)
    ]

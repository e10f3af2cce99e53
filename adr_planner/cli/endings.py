"""How commands end when they cannot do what was asked: a sentence or, with ``--json``, an object; and an exit code."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from adr_planner.border.characters import visible

__all__ = ["BAD_INPUT", "INFEASIBLE", "INTERRUPTED", "error_facts", "leave", "sentence", "warn"]

BAD_INPUT, INFEASIBLE, INTERRUPTED = 2, 3, 130
"""Exit codes; 0 is done, 1 a failed check."""


def leave(error: object, code: int, *, as_json: bool = False) -> None:
    """Say what is wrong, and end the process.

    Parameters
    ----------
    error : object
        The error, or a sentence.
    code : int
        How the process ends.
    as_json : bool
        Whether it is said as an object on standard output, where a program reads, and nothing on standard error.
    """
    if as_json:
        print(json.dumps({"error": error_facts(error, code)}, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        print(f"adr-planner: {visible(error)}", file=sys.stderr)
    sys.stdout.flush()
    os._exit(code) if code == INTERRUPTED else sys.exit(code)


def error_facts(error: object, code: int) -> dict[str, Any]:
    """Return what an error says, with the numbers it carries.

    Examples
    --------
    >>> from adr_planner.errors import InvalidInputError
    >>> error_facts(InvalidInputError("No mass.", parameter="mass"), 2)
    {'type': 'InvalidInputError', 'message': 'No mass.', 'exit_code': 2, 'parameter': 'mass'}
    """
    kind = type(error).__name__ if isinstance(error, Exception) else "UsageError"
    facts: dict[str, Any] = {"type": kind, "message": visible(error), "exit_code": code}
    for name, value in vars(error).items() if isinstance(error, Exception) else ():
        if not name.startswith("_") and name not in facts and _is_plain(value):
            facts[name] = value
    return facts


def _is_plain(value: object) -> bool:
    """Whether JSON has it: numbers that are finite, texts, and lists of them."""
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, float):
        return abs(value) < float("inf")
    return isinstance(value, (bool, int, str))


def sentence(error: OSError) -> str:
    """Say what the system refused and of which file; an error of our own says it itself."""
    return str(error) if error.strerror is None else f"{error.strerror}: {error.filename}"


def warn(message: Warning | str, *_: Any, **__: Any) -> None:
    """Show a warning as one sentence, without the line of code it came from."""
    print(f"adr-planner: warning: {visible(message)}", file=sys.stderr)

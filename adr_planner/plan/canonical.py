"""Numbers as documents hold them: twelve significant digits, the same on every machine.

The last bits of a flight depend on the processor, the compiler and the order of a sum; the twelfth digit of a position
is a hundredth of a millimetre. What is written, read and hashed is rounded there, so that one plan has one id.
"""

from __future__ import annotations

import json
from typing import Any

__all__ = ["canonical", "hashed_text", "is_canonical"]

_SINCE = {"adr_mission_plan": (1, 4), "adr_campaign": (1, 2), "adr_cooperation": (1, 0)}
"""First versions of the documents whose numbers are rounded: older ones keep theirs, and their ids."""


def canonical(value: Any) -> Any:
    """Return a tree with every float rounded to twelve significant digits, and no negative zero.

    A document, or one within another, whose version is older than the rounding keeps its digits.

    Examples
    --------
    >>> canonical({"x": [0.1 + 0.2, -0.0, 7160.405718185883, 3]})
    {'x': [0.3, 0.0, 7160.40571819, 3]}
    """
    if isinstance(value, float):
        return float(f"{value:.12g}") + 0.0
    if isinstance(value, dict):
        if "document_type" in value and not is_canonical(value):
            return value
        return {key: canonical(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(part) for part in value]
    return value


def is_canonical(content: dict[str, Any]) -> bool:
    """Return whether a document is of a version whose numbers are rounded.

    Examples
    --------
    >>> is_canonical({"document_type": "adr_mission_plan", "schema_version": "1.3.0"})
    False
    """
    since = _SINCE.get(str(content.get("document_type")))
    version = str(content.get("schema_version")).split(".")
    if since is None or len(version) != 3 or not all(part.isascii() and part.isdigit() for part in version):
        return False
    return (int(version[0]), int(version[1])) >= since


def hashed_text(content: dict[str, Any]) -> str:
    """Return a document's content as the text that is hashed and signed: rounded, keys in order, no blanks.

    Examples
    --------
    >>> hashed_text({"x": 0.1 + 0.2, "name": "ENVISAT"})
    '{"name":"ENVISAT","x":0.3}'
    """
    rounded = canonical(content)
    return json.dumps(rounded, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

"""One part of the verifier's work, whatever the document makes of it: arithmetic that breaks down is a failed check."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import numpy as np

from adr_planner.border.characters import visible
from adr_planner.verification.report import Check

__all__ = ["attempt"]

_Subject = TypeVar("_Subject")


def attempt(what: str, kind: str, part: Callable[[_Subject], Iterable[Check]], subject: _Subject) -> Iterator[Check]:
    """Yield the checks of a part; if its numbers lead nowhere, those before and one that says so.

    Parameters
    ----------
    what : str
        What the part does, e.g. ``"flying the servicer"``.
    kind : str
        Kind of the check that fails if it cannot be done.
    part : callable
        Yields checks.
    subject : Scene or Campaign
        What the part looks at.

    Examples
    --------
    >>> def hyperbolic(scene):
    ...     yield Check("order", "leg 0", "burns follow each other in time", 0.0, 0.0, "s", passed=True)
    ...     raise ValueError("math domain error")
    >>> [(check.id, check.passed) for check in attempt("checking dates", "stay", hyperbolic, None)]
    [('order', True), ('stay', False)]
    """
    try:
        with np.errstate(all="ignore"):
            yield from part(subject)
    except (ArithmeticError, LookupError, ValueError) as error:
        why = f"can be judged ({visible(error, 100) or type(error).__name__})"
        yield Check(kind, what, why, 1.0, 0.0, "", passed=False)

"""One part of the judge's work, whatever the document makes of it: an arithmetic that breaks down is a failed check."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from adr_planner.characters import visible
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["attempt"]


def attempt(what: str, kind: str, part: Callable[[Scene], Iterator[Check]], scene: Scene) -> Iterator[Check]:
    """Yield the checks of a part; if its numbers lead nowhere, those before and one that says so.

    Parameters
    ----------
    what : str
        What the part does, e.g. ``"flying the servicer"``.
    kind : str
        Kind of the check that fails if it cannot be done.
    part : callable
        Yields checks.
    scene : Scene
        The plan.

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
            yield from part(scene)
    except (ArithmeticError, LookupError, ValueError) as error:
        why = f"can be judged ({visible(error, 100) or type(error).__name__})"
        yield Check(kind, what, why, 1.0, 0.0, "", passed=False)

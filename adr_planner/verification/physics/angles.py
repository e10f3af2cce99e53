"""Differences of angles, the short way round."""

from __future__ import annotations

import math

__all__ = ["short_turn", "short_turn_deg"]


def short_turn(angle: float) -> float:
    """Return an angle as the same turn from -pi to below pi [rad].

    Examples
    --------
    >>> round(short_turn(1.5 * math.pi) / math.pi, 9)
    -0.5
    """
    return (angle + math.pi) % (2.0 * math.pi) - math.pi


def short_turn_deg(angle: float) -> float:
    """Return an angle as the same turn from -180 to below 180 [deg].

    Examples
    --------
    >>> short_turn_deg(350.0), short_turn_deg(-190.0)
    (-10.0, 170.0)
    """
    return (angle + 180.0) % 360.0 - 180.0

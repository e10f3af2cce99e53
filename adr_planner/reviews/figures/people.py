"""Where people live, by latitude: for a casualty figure that screens and analyses nothing."""

from __future__ import annotations

import math

__all__ = ["expected_casualties"]

_PEOPLE = (
    0.0, 0.0, 0.0, 0.0, 0.0, 0.3, 2.0, 4.6, 8.2, 24.5, 27.6, 52.1, 88.4, 116.0, 82.5, 47.2, 28.3, 10.6, 0.3, 0.0,
)  # fmt: skip
"""Parts of the world's people in bands of 9 deg of latitude from 90 deg south on; recalled from maps of gridded
population, good to a fifth."""
_WORLD = 8.2e9
_EARTH_RADIUS = 6371.0e3
_AREA_PER_KG = 0.032
"""Casualty area of what reaches the ground: 8 m2, which stand for a chance of 1e-4, of a tonne of which a quarter
survives (NASA-STD-8719.14's rule of thumb; recalled) [m2/kg]."""


def expected_casualties(surviving_kg: float, inclination_deg: float) -> float:
    """Return the people to be hit by a random re-entry, in the mean.

    Parameters
    ----------
    surviving_kg : float
        Mass that reaches the ground [kg].
    inclination_deg : float
        Of the orbit [deg].

    Examples
    --------
    >>> 5e-5 < expected_casualties(250.0, 98.0) < 2e-4  # a tonne, of which a quarter survives
    True
    """
    inclination = math.radians(min(inclination_deg, 180.0 - inclination_deg))
    width = math.pi / len(_PEOPLE)
    total, people = 0.0, math.fsum(_PEOPLE)
    for k, part in enumerate(_PEOPLE):
        south, north = -0.5 * math.pi + k * width, -0.5 * math.pi + (k + 1) * width
        area = 2.0 * math.pi * _EARTH_RADIUS**2 * (math.sin(north) - math.sin(south))
        total += _dwell(south, north, inclination) * _WORLD * part / people / area
    return total * surviving_kg * _AREA_PER_KG


def _dwell(south: float, north: float, inclination: float) -> float:
    """Return the share of its time a circular orbit spends between two latitudes [rad]."""

    def before(latitude: float) -> float:
        return math.asin(max(-1.0, min(1.0, math.sin(latitude) / max(math.sin(inclination), 1e-9)))) / math.pi + 0.5

    return before(north) - before(south)

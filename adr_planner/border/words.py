"""Expected values in plain words: two digits, and a chance as one in so many."""

from __future__ import annotations

import math

__all__ = ["chance_words", "rounded", "rounded_signed"]


def rounded(value: float) -> str:
    """Write a number with two significant digits and thousands separators.

    Examples
    --------
    >>> [rounded(value) for value in (0.0, 0.00013429, 1.1047, 7446.3)]
    ['0', '0.00013', '1.1', '7,400']
    """
    if value == 0.0:
        return "0"
    digits = 1 - math.floor(math.log10(abs(value)))
    return f"{round(value, digits):,.{max(0, digits)}f}"


def rounded_signed(value: float) -> str:
    """Write a figure with two significant digits.

    Examples
    --------
    >>> rounded_signed(10417.0), rounded_signed(-0.0123), rounded_signed(1e-17)
    ('10,000', '-0.012', '0')
    """
    return ("-" if value < 0.0 else "") + rounded(abs(value)) if abs(value) > 1e-12 else "0"


def chance_words(collisions: float) -> str:
    """Say in plain words what a small number of collisions avoided means.

    Examples
    --------
    >>> chance_words(0.09), chance_words(1.3)
    ('one chance in eleven to spare a catastrophic collision', 'spared 1.3 catastrophic collisions')
    """
    small = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    if collisions >= 0.7:
        return f"spared {rounded(collisions)} catastrophic collisions"
    if collisions < 1e-6:
        return "no chance to spare a catastrophic collision"
    ways = 1.0 / collisions
    words = small[round(ways) - 2] if 2 <= round(ways) <= 12 else rounded(max(ways, 2.0))
    return f"one chance in {words} to spare a catastrophic collision"

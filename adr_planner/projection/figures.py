"""The figures of a projection, and the words they are told in."""

from __future__ import annotations

from adr_planner.risk.words import rounded

__all__ = ["FIGURES", "chance_words", "rounded_signed"]

FIGURES = {
    "n_catastrophic_collisions": "catastrophic collisions (above 40 J/g)",
    "n_fragments_made": "fragments above 10 cm they make",
    "n_fragments_up": "of these still up at the end",
    "debris_years": "debris-years: years these fragments spend in orbit, summed",
    "n_encounters_derelicts": "encounters (< 1 km) of derelicts with working satellites",
    "n_encounters_fragments": "encounters (< 1 km) of new fragments with working satellites",
    "n_hits_fragments": "hits of new fragments above 1 cm on working satellites",
}
"""What is told, and in which words; ``n_`` are counts, expected values all."""


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

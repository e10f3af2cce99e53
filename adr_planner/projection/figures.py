"""The figures of a projection, and the words they are told in."""

from __future__ import annotations

from adr_planner.border.words import chance_words, rounded_signed

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

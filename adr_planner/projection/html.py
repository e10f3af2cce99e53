"""A projection as HTML for notebooks: one static table, no scripts, no colours of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.projection.figures import FIGURES, chance_words, rounded_signed

__all__ = ["projection_html", "values_html"]


def projection_html(
    caption: str, ends: Mapping[str, Sequence[float]], avoided: Mapping[str, float], removals: int
) -> str:
    """Write the figures at the horizon as an HTML table that follows the notebook's theme.

    Parameters
    ----------
    caption : str
        Line above the table.
    ends : mapping of str to sequence of float
        By name of the figure: without removals, and with them if there are any.
    avoided : mapping of str to float
        What they avoid.
    removals : int
        How many there are.
    """
    heads = ["until the end", "without", *(["with", "avoided"] if removals else [])]
    rows = [
        [words, *map(rounded_signed, ends[name]), *([rounded_signed(avoided[name])] if removals else [])]
        for name, words in FIGURES.items()
    ]
    chance = chance_words(avoided["n_catastrophic_collisions"])
    removed = f"{removals} removals: {chance}." if removals else ""
    return html_panel(html_table(heads, rows, caption=caption, texts={0}), html_paragraphs([removed]))


def values_html(caption: str, rows: Sequence[Sequence[object]]) -> str:
    """Write the removals worth most as an HTML table that follows the notebook's theme.

    Parameters
    ----------
    caption : str
        Line above the table.
    rows : sequence
        Rank, object, debris-years, of own fragments and of partners', collisions, encounters, hits.
    """
    heads = ("", "object", "debris-years", "own fragments", "partners' fragments", "collisions", "encounters", "hits")
    return html_panel(html_table(heads, rows, caption=caption, texts={1}))

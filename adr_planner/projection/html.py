"""The notebook face of a projection: one static table, no scripts, no colours of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from adr_planner.projection.figures import FIGURES, chance_words, rounded_signed

__all__ = ["projection_html"]


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
    rows = []
    for name, words in FIGURES.items():
        cells = [*ends[name], *([avoided[name]] if removals else [])]
        numbers = "".join(f'<td style="text-align: right">{rounded_signed(value)}</td>' for value in cells)
        rows.append(f'<tr><td style="text-align: left">{escape(words)}</td>{numbers}</tr>')
    chance = chance_words(avoided["n_catastrophic_collisions"])
    removed = f"<p>{removals} removals: {escape(chance)}.</p>" if removals else ""
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    return (
        f'<table>\n<caption style="text-align: left">{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>\n{removed}"
    )

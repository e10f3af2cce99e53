"""The notebook face of a projection: one static table, no scripts, no colours of its own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from adr_planner.projection.projection import FIGURES, chance_words, rounded_signed

if TYPE_CHECKING:
    from adr_planner.projection.projection import Projection

__all__ = ["projection_html"]


def projection_html(projection: Projection) -> str:
    """Write the figures at the horizon as an HTML table that follows the notebook's theme."""
    heads = ["until the end", "without", *(["with", "avoided"] if projection.removals else [])]
    avoided = projection.avoided()
    rows = []
    for name, words in FIGURES.items():
        first, second = (float(getattr(one, name)[-1]) for one in (projection.without, projection.removed))
        cells = [first, *([second, avoided[name]] if projection.removals else [])]
        numbers = "".join(f'<td style="text-align: right">{rounded_signed(value)}</td>' for value in cells)
        rows.append(f'<tr><td style="text-align: left">{escape(words)}</td>{numbers}</tr>')
    chance = chance_words(avoided["n_catastrophic_collisions"])
    removed = f"<p>{len(projection.removals)} removals: {escape(chance)}.</p>" if projection.removals else ""
    caption = f"{projection.years:g} years from {projection.start_utc[:10]}. {projection.assumptions}"
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    return (
        f'<table>\n<caption style="text-align: left">{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>\n{removed}"
    )

"""The notebook faces of projections and values: static tables, no scripts, no colours of their own."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from adr_planner.projection.projection import FIGURES, chance_words, rounded_signed

if TYPE_CHECKING:
    from adr_planner.projection.projection import Projection
    from adr_planner.projection.values import RemovalValues

__all__ = ["projection_html", "values_html"]

_ROWS = 20


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


def values_html(values: RemovalValues) -> str:
    """Write the twenty removals worth most as an HTML table that follows the notebook's theme."""
    heads = ("", "object", "debris-years", "own fragments", "partners' fragments", "collisions", "encounters")
    rows = []
    for rank, one in enumerate(values.top(_ROWS), start=1):
        figures = (
            one.debris_years, one.own_debris_years, one.partners_debris_years, one.n_catastrophic_collisions,
            one.n_encounters_fragments,
        )  # fmt: skip
        numbers = "".join(f'<td style="text-align: right">{rounded_signed(value)}</td>' for value in figures)
        who = f'<td style="text-align: left">{escape(one.name)} {one.norad_cat_id}</td>'
        rows.append(f"<tr><td>{rank}</td>{who}{numbers}</tr>")
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    caption = (
        f"What a removal on {values.start_utc[:10]} avoids in {values.years:g} years, every object by itself. "
        f"{values.population}; {values.sun} solar cycles, no launches."
    )
    return (
        f'<table>\n<caption style="text-align: left">{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{chr(10).join(rows)}\n</tbody>\n</table>\n"
    )

"""A ranking as HTML for notebooks: one static table, no scripts, no colours of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.risk.words import band_text, rounded

if TYPE_CHECKING:
    from adr_planner.risk.indices import Index
    from adr_planner.risk.ranked import RankedObject

__all__ = ["ranking_table"]

_SHOWN = 50


def _cells(entry: RankedObject, indices: Sequence[Index]) -> list[object]:
    target, elements = entry.object, entry.object.elements
    orbit = f"{elements.perigee_km:,.0f} x {elements.apogee_km:,.0f}, {elements.inclination_deg:.1f}°"
    return [
        entry.rank,
        band_text(entry),
        target.norad_cat_id,
        target.name,
        target.owner,
        orbit,
        f"{target.mass_kg or 0.0:,.0f}",
        *(f"{rounded(entry.indices[index.name])} ({entry.index_ranks[index.name]})" for index in indices),
        entry.mass_rank,
        entry.lasting.words,
    ]


def ranking_table(entries: Sequence[RankedObject], indices: Sequence[Index], caption: str) -> str:
    """Write a ranking as an HTML table that follows the notebook's theme.

    Parameters
    ----------
    entries : sequence of RankedObject
        What to show; rows beyond the fiftieth are counted, not shown.
    indices : sequence of Index
        Columns of values; the rank by each stands in parentheses.
    caption : str
        Line above the table.

    Returns
    -------
    str
        HTML; names are escaped.
    """
    heads = ["rank", "5-95 %", "NORAD", "name", "owner", "orbit [km]", "mass [kg]"]
    heads += [f"{index.title} [{index.unit}]" if index.unit else index.title for index in indices]
    heads += ["rank by mass", "lasts to"]
    texts = {heads.index(title) for title in ("name", "owner", "lasts to")}
    rows = [_cells(entry, indices) for entry in entries[:_SHOWN]]
    more = f"and {len(entries) - _SHOWN:,} more" if len(entries) > _SHOWN else ""
    return html_panel(html_table(heads, rows, caption=caption, texts=texts), html_paragraphs([more]), low=True)

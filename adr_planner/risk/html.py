"""The notebook face of a ranking: one static table, no scripts, no colours of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adr_planner.characters import html_text
from adr_planner.risk.words import band_text, rounded

if TYPE_CHECKING:
    from adr_planner.risk.indices import Index
    from adr_planner.risk.ranked import RankedObject

__all__ = ["ranking_table"]

_SHOWN = 50


def _row(cells: Sequence[tuple[str, bool]], tag: str) -> str:
    """Write one row; the flag says whether a cell holds text, to be set left."""
    written = (
        f'<{tag} style="text-align: {"left" if is_text else "right"}">{html_text(cell)}</{tag}>'
        for cell, is_text in cells
    )
    return f"<tr>{''.join(written)}</tr>"


def _cells(entry: RankedObject, indices: Sequence[Index]) -> list[tuple[str, bool]]:
    target, elements = entry.object, entry.object.elements
    orbit = f"{elements.perigee_km:,.0f} x {elements.apogee_km:,.0f}, {elements.inclination_deg:.1f}°"
    return [
        (str(entry.rank), False),
        (band_text(entry), False),
        (str(target.norad_cat_id), False),
        (target.name, True),
        (target.owner, True),
        (orbit, False),
        (f"{target.mass_kg or 0.0:,.0f}", False),
        *[(f"{rounded(entry.indices[index.name])} ({entry.index_ranks[index.name]})", False) for index in indices],
        (str(entry.mass_rank), False),
        (entry.lasting.words, True),
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
    head = _row([(title, title in ("name", "owner", "lasts to")) for title in heads], "th")
    body = "\n".join(_row(_cells(entry, indices), "td") for entry in entries[:_SHOWN])
    more = f"<p>and {len(entries) - _SHOWN:,} more</p>" if len(entries) > _SHOWN else ""
    return (
        '<div style="overflow: auto; max-height: 32em">\n<table>\n'
        f'<caption style="text-align: left">{html_text(caption)}</caption>\n'
        f"<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n{more}</div>"
    )

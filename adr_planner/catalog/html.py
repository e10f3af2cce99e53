"""The notebook face of a catalogue: static, escaped, at home in light and dark themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_planner.catalog.space_object import SpaceObject
from adr_planner.characters import html_text

__all__ = ["catalog_html"]

_SHOWN = 20
_COLUMNS = ("NORAD", "name", "type", "owner", "status", "mass kg", "perigee km", "apogee km", "incl. deg")


def catalog_html(catalog: Sequence[SpaceObject], title: str, apart: Mapping[str, int]) -> str:
    """Return the first objects of a catalogue as an HTML table, and how many problems and conflicts are kept apart."""
    rows = []
    for item in catalog[:_SHOWN]:
        mass = "" if item.mass_kg is None else f"{'~' * ('mass_kg' in item.estimated)}{item.mass_kg:,.0f}"
        orbit = item.elements
        cells = (
            item.norad_cat_id, item.name, item.object_type.lower(), item.owner, item.status, mass,
            f"{orbit.perigee_km:.0f}", f"{orbit.apogee_km:.0f}", f"{orbit.inclination_deg:.2f}",
        )  # fmt: skip
        rows.append("<tr>" + "".join(f"<td>{html_text(cell)}</td>" for cell in cells) + "</tr>")
    more = f"<p>and {len(catalog) - _SHOWN:,} more</p>" if len(catalog) > _SHOWN else ""
    head = "".join(f"<th>{column}</th>" for column in _COLUMNS)
    style = "overflow:auto;max-height:32em;color:var(--jp-ui-font-color1,inherit)"
    counted = " and ".join(f"{total:,} {name}" for name, total in apart.items())
    told = f"<p>{html_text(counted)}: see .problems, .conflicts</p>" if counted else ""
    return (
        f'<div style="{style}"><p>{html_text(title)}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}{told}</div>"
    )

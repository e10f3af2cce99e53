"""A catalogue as HTML for notebooks: static, escaped, at home in light and dark themes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adr_planner.catalog.space_object import SpaceObject
from adr_planner.notebook import html_panel, html_paragraphs, html_table

__all__ = ["catalog_html"]

_SHOWN = 20
_COLUMNS = ("NORAD", "name", "type", "owner", "status", "mass kg", "perigee km", "apogee km", "incl. deg")


def catalog_html(catalog: Sequence[SpaceObject], title: str, apart: Mapping[str, int]) -> str:
    """Return the first objects of a catalogue as an HTML table, and how many problems and conflicts are kept apart."""
    rows = []
    for item in catalog[:_SHOWN]:
        mass = "" if item.mass_kg is None else f"{'~' * ('mass_kg' in item.estimated)}{item.mass_kg:,.0f}"
        orbit = item.elements
        rows.append(
            (
                item.norad_cat_id, item.name, item.object_type.lower(), item.owner, item.status, mass,
                f"{orbit.perigee_km:.0f}", f"{orbit.apogee_km:.0f}", f"{orbit.inclination_deg:.2f}",
            )
        )  # fmt: skip
    more = f"and {len(catalog) - _SHOWN:,} more" if len(catalog) > _SHOWN else ""
    counted = " and ".join(f"{total:,} {name}" for name, total in apart.items())
    told = f"{counted}: see .problems, .conflicts" if counted else ""
    return html_panel(html_paragraphs([title]), html_table(_COLUMNS, rows), html_paragraphs([more, told]), low=True)

"""A screening as HTML for notebooks: static tables, every text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.traffic.approach import Approach
from adr_planner.traffic.expected import Expected

__all__ = ["screening_html"]

_SHOWN = 40


def screening_html(
    title: str, stretches: Iterable[Expected], listed: Sequence[Approach], remarks: Iterable[str]
) -> str:
    """Return the two tables of a screening, and what is to be said of them.

    Parameters
    ----------
    title : str
        Line above.
    stretches : iterable of Expected
        What is to be expected.
    listed : sequence of Approach
        The approaches to look at.
    remarks : iterable of str
        Lines below.
    """
    counts = [
        (
            item.stretch, f"{item.days:.1f}", f"{item.lowest_km:.0f}-{item.highest_km:.0f}", f"{item.named_share:.0%}",
            f"{item.found_below_5_km} ({item.named_below_5_km:.1f})",
            f"{item.found_below_20_km} ({item.named_below_20_km:.1f})",
            f"{item.expected_below_20_km:.0f} ({item.band_below_20_km[0]:.0f}-{item.band_below_20_km[1]:.0f})",
            item.shared_with,
        )
        for item in stretches
    ]  # fmt: skip
    heads = (
        "stretch", "days", "km", "named", "< 5 km (to expect)", "< 20 km (to expect)", "whole < 20 km", "shared with",
    )  # fmt: skip
    rows = [
        (
            item.stretch, item.epoch_utc[:23], f"{item.name} ({item.norad_cat_id})",
            "crewed" if item.crewed else "at work" if item.operational else item.object_type.lower(),
            f"{item.miss_m:,.0f}", f"{item.radial_m:,.0f}", f"{item.in_track_m:,.0f}", f"{item.cross_track_m:,.0f}",
            f"{item.relative_speed_m_s / 1e3:.2f}", f"{item.elements_age_days:+.1f}", f"{item.maximum_probability:.1e}",
        )
        for item in listed[:_SHOWN]
    ]  # fmt: skip
    columns = (
        "stretch", "UTC", "object", "kind", "miss m", "radial", "in-track", "cross-track", "km/s", "elements d",
        "P max",
    )  # fmt: skip
    more = f"and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    table = html_table(columns, rows, texts={0, 1, 2, 3}) if rows else ""
    return html_panel(
        html_table(heads, counts, caption=title, texts={0, 7}), table, html_paragraphs([more, *remarks]), low=True
    )

"""An analysis of cooperation in a notebook: players, coalitions, exposure, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.border.characters import html_text
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.plan.views.cooperation_summary import headline, sentences
from adr_planner.plan.views.cooperation_tables import signature_rows

if TYPE_CHECKING:
    from adr_planner.plan.cooperation_content import CooperationContent

__all__ = ["cooperation_html"]

_SHOWN = 12
"""Coalitions shown, the most valuable of each size first."""


def cooperation_html(union: CooperationContent) -> str:
    """Return the analysis as HTML."""
    rows = signature_rows(union)
    parts = [
        f"<p><strong>What cooperation buys</strong>: {html_text(headline(union))}</p>",
        html_table(
            [_words(name) for name in rows[0]],
            [[_cell(value) for value in row.values()] for row in rows],
            caption=f"Players; values are {union.value_words} [{union.value_unit}]",
            texts={0},
        ),
        _coalitions(union),
        _exposure(union),
        html_paragraphs([*sentences(union), union.note]),
    ]
    return html_panel(*parts)


def _coalitions(union: CooperationContent) -> str:
    if union.consent is None:
        return ""
    best = sorted(union.consent.coalitions, key=lambda part: (len(part.players), -part.value))
    first = {len(part.players): part for part in reversed(best)}
    rows = [(len(p.players), " + ".join(p.players), _cell(p.value), f"{p.gap:.2%}") for _, p in sorted(first.items())]
    return html_table(
        ("signatures", "best coalition", union.value_unit, "gap"), rows[:_SHOWN],
        caption="One servicer: the best coalition of each size", texts={1},
    )  # fmt: skip


def _exposure(union: CooperationContent) -> str:
    matrix = union.exposure
    rows = [
        (name, *(_cell(1e6 * value) for value in row))
        for name, row in zip(matrix.registered_by, matrix.hits_per_yr, strict=True)
    ]
    return html_table(
        ("derelicts of", *matrix.exposed), rows, texts={0},
        caption="Hits on working satellites of each, expected in a million years",
    )  # fmt: skip


def _words(name: str) -> str:
    return name.replace("_", " ")


def _cell(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)

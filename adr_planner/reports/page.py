"""The page around a report: head, contents, style and the script that draws the charts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING

from adr_planner.border.characters import html_text
from adr_planner.notebook import html_table
from adr_planner.plots.interactive.figure import alt_of
from adr_planner.version import __version__

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

__all__ = ["Part", "bullets", "chart", "facts", "folded", "page", "table", "words"]

_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded and nothing sent: browsers hold the page to it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the page: its title, as it stands in the contents too, and its HTML."""

    title: str
    html: str


def page(title: str, parts: Sequence[Part]) -> str:
    """Return the whole file; the first part is the answer and stands above the contents."""
    from plotly.offline import get_plotlyjs

    answer, *rest = parts
    numbers = count(1)
    sections = [
        f'<section id="part-{k}" aria-labelledby="title-{k}"><h2 id="title-{k}">{html_text(part.title)}</h2>'
        f"{part.html}</section>"
        for k, part in zip(numbers, rest, strict=False)
    ]
    links = "".join(f'<li><a href="#part-{k}">{html_text(part.title)}</a></li>' for k, part in enumerate(rest, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="adr_planner {__version__}">\n'
        f"<title>{html_text(title)}</title>\n<style>\n{_asset('page.css')}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#answer">Skip to the answer</a>\n'
        f'<main>\n<section id="answer" aria-labelledby="title-0"><p class="kicker">{html_text(title)}</p>'
        f'<h1 id="title-0">{html_text(answer.title)}</h1>{answer.html}</section>\n'
        f'<nav aria-label="Contents"><ul>{links}</ul></nav>\n' + "\n".join(sections) + "\n</main>\n"
        f"<footer><p>Written by adr_planner {__version__}. This file holds all it shows, loads nothing.</p></footer>\n"
        f"<script>{get_plotlyjs()}</script>\n<script>\n{_asset('page.js')}</script>\n</body>\n</html>\n"
    )


def chart(figure: Figure, title: str) -> str:
    """Return an interactive chart, with what it shows in words for who cannot see it."""
    content = json.loads(figure.to_json())
    drawn = json.dumps({"data": content["data"], "layout": content["layout"]}, separators=(",", ":"))
    drawn = drawn.replace("<", r"\u003c")  # no text in it ends the script
    told = html_text(alt_of(figure))
    height = int(figure.layout.height)
    return (
        f'<figure class="chart"><div class="plot" role="img" aria-label="{html_text(title)}: {told}" '
        f'style="min-height:{height}px"></div>'
        f'<script type="application/json">{drawn}</script>'
        f"<figcaption>{told}</figcaption></figure>"
    )


def table(caption: str, head: Sequence[object], rows: Iterable[Sequence[object]], texts: Iterable[int] = (0,)) -> str:
    """Return a table that scrolls by itself where the page is narrow, by keyboard too."""
    inner = html_table(head, rows, caption=caption, texts=set(texts))
    return f'<div class="wide" role="region" tabindex="0" aria-label="{html_text(caption)}">{inner}</div>'


def facts(items: Iterable[tuple[str, str]]) -> str:
    """Return names with their values."""
    return "<dl>" + "".join(f"<dt>{html_text(name)}</dt><dd>{html_text(value)}</dd>" for name, value in items) + "</dl>"


def words(*lines: str) -> str:
    """Return a paragraph a line."""
    return "".join(f"<p>{html_text(line)}</p>" for line in lines if line)


def bullets(lines: Iterable[str]) -> str:
    """Return a list, or nothing."""
    items = "".join(f"<li>{html_text(line)}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else ""


def folded(summary: str, *parts: str) -> str:
    """Return what is shown when asked for; a print shows it."""
    return f"<details><summary>{html_text(summary)}</summary>{''.join(parts)}</details>"


def _asset(name: str) -> str:
    return (files("adr_planner.reports") / name).read_text(encoding="utf-8")

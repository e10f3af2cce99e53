"""How objects show themselves in a notebook: static tables, every text escaped, at home in light and dark themes."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from adr_planner.border.characters import html_text

__all__ = ["html_panel", "html_paragraphs", "html_table"]

_STYLE = "overflow:auto;{}color:var(--jp-ui-font-color1,inherit)"


def html_table(
    head: Iterable[object], rows: Iterable[Iterable[object]], *, caption: str = "", texts: Collection[int] | None = None
) -> str:
    """Return a table.

    Parameters
    ----------
    head : iterable
        Names of the columns.
    rows : iterable of iterable
        Cells, as text or as anything with one.
    caption : str
        Line above it.
    texts : collection of int, optional
        Columns that hold text and are set left, all others right; left out, the theme decides.

    Examples
    --------
    >>> html_table(["name"], [["<b>"]])
    '<table><thead><tr><th>name</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    top = f'<caption style="text-align:left">{html_text(caption)}</caption>' if caption else ""
    body = "".join(_row(row, "td", texts) for row in rows)
    return f"<table>{top}<thead>{_row(head, 'th', texts)}</thead><tbody>{body}</tbody></table>"


def _row(cells: Iterable[object], tag: str, texts: Collection[int] | None) -> str:
    written = []
    for column, cell in enumerate(cells):
        side = "" if texts is None else f' style="text-align:{"left" if column in texts else "right"}"'
        written.append(f"<{tag}{side}>{html_text(cell)}</{tag}>")
    return f"<tr>{''.join(written)}</tr>"


def html_paragraphs(lines: Iterable[object]) -> str:
    """Return a paragraph for every line that is not empty.

    Examples
    --------
    >>> html_paragraphs(["one", "", "two"])
    '<p>one</p><p>two</p>'
    """
    return "".join(f"<p>{html_text(line)}</p>" for line in lines if line)


def html_panel(*parts: str, low: bool = False) -> str:
    """Return parts of HTML in a frame that scrolls what is too wide, and too high if it shall stay low.

    Examples
    --------
    >>> html_panel("<p>one</p>")
    '<div style="overflow:auto;color:var(--jp-ui-font-color1,inherit)"><p>one</p></div>'
    """
    return f'<div style="{_STYLE.format("max-height:32em;" if low else "")}">{"".join(parts)}</div>'

"""``adr-planner porkchop``: when to leave and how long to fly, by two-body arcs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from adr_planner.cli.groups import Group, spread
from adr_planner.cli.options import AsJson, Force, Source, print_json
from adr_planner.cli.output import STDOUT, Kind, Output
from adr_planner.errors import InvalidInputError
from adr_planner.units import from_text, parse_utc

__all__ = ["porkchop"]

_KINDS: dict[str, Kind] = {
    ".csv": "porkchop table", ".png": "PNG", ".svg": "SVG", ".pdf": "PDF", ".html": "page",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window(Group):
    """When to leave, and how long to fly."""

    window: Annotated[str, typer.Option(help="Length of the window of departures.")] = "12 h"
    shortest: Annotated[str, typer.Option(help="Shortest flight.")] = "20 min"
    longest: Annotated[str, typer.Option(help="Longest flight.")] = "12 h"


@spread
def porkchop(
    *,
    origin: Annotated[int, typer.Argument(help="Catalogue number of the object left.")],
    target: Annotated[int, typer.Argument(help="Catalogue number of the object reached.")],
    start: Annotated[str, typer.Option(help="First departure, UTC.")],
    window: Window,
    source: Source,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Picture (.png, .svg, .pdf) or .csv; - for a table on stdout, and nothing else there.",
            metavar="FILE",
        ),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Price every departure and time of flight between two objects.

    Example: adr-planner porkchop 24298 25407 --start 2025-01-01 --out porkchop.png
    """
    from adr_planner.transfer.porkchop import porkchop as price

    output = None
    if out is not None:
        output = Output.checked(out, _kind(out), inputs=source.files, force=force)
    objects = source.load()
    chart = price(
        objects.get(origin), objects.get(target), start=parse_utc(start, name="--start"),
        window=from_text(window.window, name="--window", example="12 h"),
        flight=(
            from_text(window.shortest, name="--shortest", example="20 min"),
            from_text(window.longest, name="--longest", example="12 h"),
        ),
    )  # fmt: skip
    if output is not None and _kind(output.path) == "porkchop table":
        output.write(chart.to_pandas().to_csv(index=False, lineterminator="\n"))
    elif output is not None:
        from adr_planner.plots import porkchop as draw
        from adr_planner.plots.style import picture

        form = output.path.suffix[1:].lower()
        output.write(picture(draw(chart, backend="plotly" if form == "html" else "matplotlib"), form))
    if output is not None and output.to_stdout:
        return
    if as_json:
        print_json(chart.best._asdict())
    else:
        print(repr(chart)[1:-1])


def _kind(out: Path) -> Kind:
    """Return what is written to a file of this name."""
    if out == STDOUT:
        return "porkchop table"
    try:
        return _KINDS[out.suffix.lower()]
    except KeyError:
        raise InvalidInputError(
            f"--out {out} should end in .png, .svg, .pdf or .html for a picture, .csv for a table.", parameter="out"
        ) from None

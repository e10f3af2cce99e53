"""``adr-planner catalog``: what a catalogue holds, what is wrong with it, and where to get one."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from adr_planner.cli.options import (
    AsJson,
    AttributeFiles,
    CatalogFile,
    Force,
    Nearest,
    TleFile,
    load_catalog,
    print_json,
)
from adr_planner.cli.output import Output
from adr_planner.cli.progress import progress_bar
from adr_planner.errors import InvalidInputError, UnreadableRowsWarning

if TYPE_CHECKING:
    from adr_planner.catalog import Attributes, Catalog
    from adr_planner.catalog.fetch import Copy

__all__ = ["app"]

CHECK_FAILED = 1
_SHOWN = 50
_ORBITS = ("omm", "tle")

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)

Files = Annotated[list[Path], typer.Argument(help="Catalogues of any kind.", metavar="FILE...")]
OneFile = Annotated[Path | None, typer.Argument(help="Catalogue of any kind.", metavar="[FILE]")]


@app.callback()
def _group() -> None:
    """Look into a catalogue, check it, or fetch one.

    Example: adr-planner catalog info --json
    """


@app.command("info")
def info(
    file: OneFile = None,
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    nearest: Nearest = None,
    as_json: AsJson = False,
) -> None:
    """Say what a catalogue holds, from where and how old.

    Example: adr-planner catalog info gp.csv --attributes satcat.csv --json
    """
    if file is not None and catalog is not None:
        raise InvalidInputError("Give the catalogue once: as FILE or with --catalog.", parameter="catalog")
    orbits = file or catalog
    if orbits is not None and not (tle or attributes or nearest):
        read = _read(orbits)  # which may be a table of what objects are, not where they fly
    else:
        read = load_catalog(orbits, tle, attributes or [], nearest)
    facts = read.describe()
    if as_json:
        print_json(facts)
        return
    for key, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{name} {count}" for name, count in value.items())
        print(f"{key.replace('_', ' '):<22} {value}")


@app.command("check")
def check(files: Files, as_json: AsJson = False) -> None:
    """List the rows that cannot be read, with line, field and why; exit 1 if there are any.

    Example: adr-planner catalog check gp.csv satcat.csv
    """
    results = [_checked(path) for path in files]
    if as_json:
        print_json({"ok": all(not one["n_problems"] for one in results), "files": results})
    else:
        for one in results:
            print(f"{one['file']}: {one['format']}, {one['n_read']:,} rows read, {one['n_problems']:,} left out")
            for problem in one["problems"][:_SHOWN]:
                field = f" [{problem['field']}]" if problem["field"] else ""
                print(f"  line {problem['line']}{field}: {problem['why']}")
            if one["n_problems"] > _SHOWN:
                print(f"  and {one['n_problems'] - _SHOWN:,} more")
    if any(one["n_problems"] for one in results):
        raise typer.Exit(CHECK_FAILED)


def _kind(path: Path) -> str:
    from adr_planner.catalog.formats.detection import format_of
    from adr_planner.catalog.formats.text import TextFile

    file = TextFile(path)
    return format_of(file.head, file.name)


def _read(path: Path) -> Catalog | Attributes:
    from adr_planner.catalog import Attributes, Catalog

    return Catalog.from_file(path) if _kind(path) in _ORBITS else Attributes.from_file(path)


def _checked(path: Path) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnreadableRowsWarning)  # the report says it, row by row
        table = _read(path)
    return {
        "file": str(path),
        "format": _kind(path),
        "n_read": len(table),
        "n_problems": table.problems.total,
        "problems": [{key: one[key] for key in ("line", "field", "why")} for one in table.problems.to_list()],
    }


@app.command("fetch")
def fetch(
    group: Annotated[list[str] | None, typer.Option(help="CelesTrak group, e.g. active.", metavar="GROUP")] = None,
    name: Annotated[list[str] | None, typer.Option(help="Part of a name, e.g. SL-16.", metavar="NAME")] = None,
    number: Annotated[list[int] | None, typer.Option(help="Catalogue number.", metavar="NUMBER")] = None,
    satcat: Annotated[bool, typer.Option("--satcat", help="CelesTrak's whole satellite catalogue.")] = False,
    space_track: Annotated[
        bool, typer.Option("--space-track", help="Space-Track's whole catalogue; SPACETRACK_USER, SPACETRACK_PASSWORD.")
    ] = False,
    discos: Annotated[
        str | None,
        typer.Option("--discos", help="DISCOSweb objects that meet conditions; DISCOSWEB_TOKEN.", metavar="CONDITIONS"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            help="Copy the one file fetched to here; - for stdout, and nothing else there.",
            metavar="FILE",
        ),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Fetch catalogues, at most every two hours, and say where they are kept.

    Example: adr-planner catalog fetch --name SL-16 --name SL-8
    """
    from adr_planner.catalog import fetch as door

    output = None if out is None else Output.checked(out, "catalogue", force=force)
    with progress_bar(quiet=as_json) as say:
        copies: list[Copy] = []
        if group or name or number:
            copies += door.celestrak(groups=group or (), names=name or (), numbers=number or ())
        if satcat:
            copies.append(door.celestrak_satcat())
        if space_track:
            copies.append(door.space_track())
        if discos is not None:
            told = (lambda page, pages: say(f"DISCOSweb, page {page} of {pages}")) if say else None
            copies.append(door.discosweb(conditions=discos, progress=told))
    if not copies:
        raise InvalidInputError("Say what to fetch: --group, --name, --number, --satcat, --space-track or --discos.")
    if output is not None:
        _copy(copies, output)
    if output is not None and output.to_stdout:
        return
    rows = [{"path": one.path, "address": one.address, "age_minutes": round(one.age_s / 60.0, 1)} for one in copies]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        print(f"{row['path']}  ({row['address']}, {row['age_minutes']} minutes old)")


def _copy(copies: list[Copy], output: Output) -> None:
    if len(copies) > 1:
        raise InvalidInputError(f"--out takes one file, and {len(copies)} were fetched: leave it out.", parameter="out")
    output.write(Path(copies[0].path).read_bytes())

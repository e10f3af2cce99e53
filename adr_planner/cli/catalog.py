"""``adr-planner catalog``: what a catalogue holds."""

from __future__ import annotations

import typer

from adr_planner.cli.options import AsJson, CatalogFile, TleFile, load_catalog, print_json

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Look into a catalogue.

    Example: adr-planner catalog info --json
    """


@app.command("info")
def info(catalog: CatalogFile = None, tle: TleFile = None, as_json: AsJson = False) -> None:
    """Say what a catalogue holds, from where and how old.

    Example: adr-planner catalog info --json
    """
    facts = load_catalog(catalog, tle).describe()
    if as_json:
        print_json(facts)
        return
    for key, value in facts.items():
        if isinstance(value, dict):
            value = ", ".join(f"{name} {count}" for name, count in value.items())
        print(f"{key.replace('_', ' '):<22} {value}")

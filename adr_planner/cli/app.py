"""Entry point: gathers the commands and turns errors into one sentence and an exit code."""

from __future__ import annotations

import os
import sys
import warnings
from typing import Annotated, Any

import typer
from astropy.units import UnitsError

from adr_planner.border.characters import visible
from adr_planner.cli.commands import (
    benchmark,
    campaign,
    catalog,
    cooperate,
    export,
    plan,
    porkchop,
    project,
    rank,
    schema,
    sign,
    trade,
    value,
    verify,
    warm_up,
)
from adr_planner.errors import AdrPlannerError, InfeasibleMissionError

__all__ = ["app", "main"]

BAD_INPUT, INFEASIBLE, INTERRUPTED = 2, 3, 130

app = typer.Typer(
    name="adr-planner",
    help="Decide which derelict objects to remove, in what order, when and with how much delta-v.\n\n"
    "Example: adr-planner plan --out plan.json",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("plan")(plan.plan)
app.command("campaign")(campaign.campaign)
app.command("project")(project.project)
app.command("value")(value.value)
app.command("rank")(rank.rank)
app.command("trade")(trade.trade)
app.command("cooperate")(cooperate.cooperate)
app.command("porkchop")(porkchop.porkchop)
app.command("verify")(verify.verify)
app.command("export")(export.export)
app.command("sign")(sign.sign)
app.command("schema")(schema.schema)
app.command("warm-up")(warm_up.warm_up)
app.add_typer(catalog.app, name="catalog")
app.add_typer(benchmark.app, name="benchmark")


def _versions(asked: bool) -> None:
    """Print what is installed, before any command."""
    if asked:
        from adr_planner.about import versions_text

        print(versions_text())
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", callback=_versions, is_eager=True, help="Say what is installed, its figures' dates too."),
]


@app.callback()
def _options(version: Version = False) -> None: ...


def main() -> None:
    """Run the command line; every expected error is one sentence on stderr and an exit code."""
    warnings.showwarning = _warn
    try:
        _run()
    except InfeasibleMissionError as error:
        _leave(error, INFEASIBLE)
    except (AdrPlannerError, UnitsError, TypeError) as error:
        # TypeError is how the border refuses a bare number; anything else of that type is a fault of ours.
        if isinstance(error, TypeError) and "needs a" not in str(error):
            raise
        _leave(error, BAD_INPUT)
    except OSError as error:
        _leave(_sentence(error), BAD_INPUT)
    except KeyboardInterrupt:
        _leave("interrupted", INTERRUPTED)


def _run() -> None:
    """Run the command, and see to it that what it printed has arrived."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.strerror is None:
            raise
        # Files are named where they are written, so this was printing; at its end, Python would try again and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OSError(error.errno, error.strerror, "standard output") from error


def _sentence(error: OSError) -> str:
    """Say what the system refused and of which file; an error of our own says it itself."""
    return str(error) if error.strerror is None else f"{error.strerror}: {error.filename}"


def _warn(message: Warning | str, *_: Any, **__: Any) -> None:
    """Show a warning as one sentence, without the line of code it came from."""
    print(f"adr-planner: warning: {visible(message)}", file=sys.stderr)


def _leave(error: object, code: int) -> None:
    print(f"adr-planner: {visible(error)}", file=sys.stderr)
    sys.stdout.flush()
    os._exit(code) if code == INTERRUPTED else sys.exit(code)

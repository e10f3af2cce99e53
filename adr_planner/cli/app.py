"""Entry point: gathers the commands and turns errors into one sentence and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from astropy.units import UnitsError

from adr_planner.cli.commands import (
    benchmark,
    campaign,
    catalog,
    cooperate,
    export,
    init,
    notice,
    operations,
    plan,
    porkchop,
    project,
    rank,
    report,
    review,
    schema,
    screen,
    sign,
    trade,
    value,
    verify,
    warm_up,
)
from adr_planner.cli.endings import BAD_INPUT, INFEASIBLE, INTERRUPTED
from adr_planner.cli.endings import leave as _leave
from adr_planner.cli.endings import sentence as _sentence
from adr_planner.cli.endings import warn as _warn
from adr_planner.cli.progress import Talk, talk
from adr_planner.errors import AdrPlannerError, InfeasibleMissionError

__all__ = ["app", "main", "told_how"]

_UsageError: Any = typer.BadParameter.__base__
"""Of click, or of typer's own copy of it: anything wrong with the arguments."""
EPILOG = (
    "Every command: --quiet tells nothing of its work, --verbose all of it. Exit codes: 0 done, also where a pipe was "
    "closed; 1 a check failed; 2 bad input; 3 no mission satisfies the limits; 130 interrupted."
)

app = typer.Typer(
    name="adr-planner",
    help="Decide which derelict objects to remove, in what order, when and with how much delta-v.\n\n"
    "Example: adr-planner plan --out plan.json",
    no_args_is_help=True,
    add_completion=True,
    epilog=EPILOG,
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
app.command("report")(report.report)
app.command("init")(init.init)
app.command("notice")(notice.notice)
app.command("operations")(operations.operations)
app.command("screen")(screen.screen)
app.command("review")(review.review)
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
    """Run the command line; every expected error is one sentence, or with ``--json`` an object, and an exit code."""
    warnings.showwarning = _warn
    sys.argv[1:], how = told_how(sys.argv[1:])
    talk(how)
    as_json = "--json" in sys.argv
    try:
        _run(as_json)
    except InfeasibleMissionError as error:
        _leave(error, INFEASIBLE, as_json=as_json)
    except (AdrPlannerError, UnitsError, TypeError) as error:
        # TypeError is how the border refuses a bare number; anything else of that type is a fault of ours.
        if isinstance(error, TypeError) and "needs a" not in str(error):
            raise
        _leave(error, BAD_INPUT, as_json=as_json)
    except _UsageError as error:
        _leave(error.format_message(), error.exit_code, as_json=as_json)
    except OSError as error:
        _leave(_sentence(error), BAD_INPUT, as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        _leave("interrupted", INTERRUPTED, as_json=as_json)


def told_how(arguments: Sequence[str]) -> tuple[list[str], Talk]:
    """Take out how much is to be told, which may stand before or after the command.

    Examples
    --------
    >>> told_how(["plan", "--quiet", "--top", "4"])
    (['plan', '--top', '4'], 'quiet')
    """
    flags: dict[str, Talk] = {"--quiet": "quiet", "--verbose": "verbose"}
    found = [flags[word] for word in arguments if word in flags]
    return [word for word in arguments if word not in flags], found[-1] if found else "plain"


def _run(as_json: bool) -> None:
    """Run the command, and see to it that what it printed has arrived; nobody may be there to read it any more."""
    printed_to = sys.stdout
    try:
        try:
            # Standing alone, it would print what is wrong with the arguments as text.
            code = app(standalone_mode=False) if as_json else app()
        finally:
            if sys.stdout is not printed_to:  # so typer marks a closed pipe, before it ends with 1
                raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.strerror is None:
            raise
        # Files are named where they are written, so this was printing; at its end, Python would try again and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.EPIPE:
            sys.exit(0)
        raise OSError(error.errno, error.strerror, "standard output") from error
    if code:
        sys.exit(code)

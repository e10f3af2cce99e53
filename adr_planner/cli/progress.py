"""Progress in the terminal: a line on stderr that says what is being done and how far it is; lines where none lives."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Literal

from adr_planner.progress import LOG, shown
from adr_planner.warm import beside

__all__ = ["progress_bar", "talk"]

Talk = Literal["quiet", "plain", "verbose"]
_talk: Talk = "plain"


def talk(how: Talk) -> None:
    """Set how much the commands of this process tell of their work: nothing, a line, or the package's whole log."""
    global _talk
    _talk = how
    LOG.handlers = [handler for handler in LOG.handlers if not isinstance(handler, _ToStderr)]
    if how == "verbose":
        LOG.addHandler(_ToStderr())
        LOG.setLevel(logging.DEBUG)


@contextmanager
def progress_bar(*, quiet: bool, planning: bool = False) -> Iterator[Callable[[str], None] | None]:
    """Yield a function that shows a message beside a spinner, or in lines where it is no terminal; None when quiet.

    Ctrl-C while a search is on ends that search with the best tour so far. Where nobody has planned before, what flies
    and judges is compiled beside what is `planning`.
    """
    silent = _talk != "verbose" and (quiet or _talk == "quiet")
    with shown(_talk == "plain" and not silent) as tell, beside(tell) if planning else nullcontext(tell) as told:
        yield None if silent else told


class _ToStderr(logging.StreamHandler):  # type: ignore[type-arg]
    """The package's log, with the time since the start of the process, on standard error as it is then."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(logging.Formatter("%(relativeCreated)8.0f ms  %(name)s  %(message)s"))

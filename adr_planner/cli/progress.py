"""Progress in the terminal: a line on stderr that says what is being done, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from adr_planner.border.characters import visible

__all__ = ["progress_bar"]


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Yield a function that shows a message beside a spinner, or None when quiet.

    Ctrl-C while a search is on ends that search with the best tour so far.
    """
    if quiet:
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    with console.status("starting") as status:
        # As plain text: a name in brackets is no colour.
        yield lambda message: status.update(Text(visible(message)))

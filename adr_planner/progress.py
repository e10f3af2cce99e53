"""How work that takes a while tells of itself: a line that lives in a notebook or terminal, and the package's log.

``progress=`` takes False for silence, a function for a display of one's own, and shows a line by itself otherwise.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from adr_planner.border.characters import html_text, visible

__all__ = ["LOG", "Progress", "Tell", "as_lines", "duration_words", "shown", "telling", "telling_function"]

LOG = logging.getLogger("adr_planner")
"""Steps of work at INFO, and what a search finds on its way at DEBUG."""
Tell = Callable[[str], None]
"""What is called with each step of the work, a line of text."""
Progress = Tell | bool | None
"""What ``progress=`` takes."""

_EVERY_S = 2.0
"""Between two lines where no line can live [s]."""
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


class _Display(Protocol):
    def update(self, line: str) -> None: ...
    def close(self) -> None: ...


def telling(work: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Let a function's ``progress=`` be what `shown` takes; the function itself is handed what tells.

    Examples
    --------
    >>> @telling
    ... def work(progress=None):
    ...     progress("half done")
    >>> work(progress=print)
    half done
    >>> work(progress=False)
    """

    @wraps(work)
    def told(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        with shown(kwargs.get("progress")) as tell:  # type: ignore[arg-type]
            kwargs["progress"] = tell
            return work(*args, **kwargs)

    return told


def telling_function(progress: Progress) -> Tell:
    """Return what to call with lines, whatever ``progress=`` was: for callees that are handed it on.

    Examples
    --------
    >>> telling_function(None)("not shown")
    """
    return progress if callable(progress) else _logged(None)


@contextmanager
def shown(progress: Progress = None) -> Iterator[Tell]:
    """Yield what to call with each step of the work.

    Parameters
    ----------
    progress : callable, bool or None
        A function is called as it is; False shows nothing. Otherwise one line lives in a notebook, or in a terminal,
        and says what is being done, how far it is and about how long it will take; True writes lines where there is
        neither.
    """
    if callable(progress):
        yield progress
        return
    display = None if progress is False else _display(lines=progress is True)
    try:
        yield _logged(display)
    finally:
        if display is not None:
            display.close()


def _logged(display: _Display | None) -> Tell:
    """Return what shows and logs a line, with what it knows of the time left."""
    begun, phase = time.monotonic(), ""

    def tell(line: str) -> None:
        nonlocal begun, phase
        now, new = time.monotonic(), str(getattr(line, "phase", line))
        if new != phase:
            begun, phase = now, new
            LOG.info("%s", visible(line))
        else:
            LOG.debug("%s", visible(line))
        if display is not None:
            display.update(str(line) + _left(getattr(line, "done", None), now - begun))

    return tell


def _left(done: float | None, spent: float) -> str:
    """Say about how long it takes to the end, once there is enough to go by."""
    if not done or done >= 1.0 or spent < 3.0:
        return ""
    return f", about {duration_words(spent * (1.0 - done) / done)} left"


def duration_words(seconds: float) -> str:
    """Return a length of time as people say it.

    Examples
    --------
    >>> duration_words(0.4), duration_words(75.0), duration_words(5400.0), duration_words(3.1e7)
    ('0.4 s', '1.2 min', '1.5 h', '359 days')
    """
    for unit, size, most in (("s", 1.0, 60.0), ("min", 60.0, 3600.0), ("h", 3600.0, 172_800.0)):
        if seconds < most:
            return f"{seconds / size:.0f} {unit}" if seconds >= 10.0 * size else f"{seconds / size:.1f} {unit}"
    return f"{seconds / 86400.0:.0f} days"


def as_lines(stream: Any = None, clock: Callable[[], float] = time.monotonic) -> _Display:
    """Return a display that writes lines, as files and pipes take them.

    Parameters
    ----------
    stream : file, optional
        Standard error unless given.
    clock : callable
        What tells the time [s].
    """
    return _Lines(sys.stderr if stream is None else stream, clock)


def _display(*, lines: bool) -> _Display | None:
    if _in_notebook():
        return _Notebook()
    if sys.stderr is not None and sys.stderr.isatty():
        return _Terminal()
    return _Terminal(as_lines()) if lines else None


def _in_notebook() -> bool:
    """Whether a notebook's kernel runs this."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and hasattr(shell, "kernel")


class _Notebook:
    """One output of the cell, written anew and again; at the end it says what was done last."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._last = ""

    def update(self, line: str) -> None:
        self._last = line
        self._show(f"<em>{html_text(line)} …</em>")

    def close(self) -> None:
        if self._handle is not None:
            self._show(f"<em>done; last: {html_text(self._last)}</em>")

    def _show(self, html: str) -> None:
        from IPython.display import HTML, display

        if self._handle is None:
            self._handle = display(HTML(html), display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(HTML(html))  # type: ignore[no-untyped-call]


class _Terminal:
    """A line beside a spinner on standard error, which rich shows in a terminal only; lines beside it elsewhere."""

    def __init__(self, lines: _Display | None = None) -> None:
        from rich.console import Console

        self._lines = lines
        self._status = Console(stderr=True).status("starting")
        self._status.start()

    def update(self, line: str) -> None:
        from rich.text import Text

        # As plain text: a name in brackets is no colour.
        self._status.update(Text(visible(line)))
        if self._lines is not None:
            self._lines.update(line)

    def close(self) -> None:
        self._status.stop()


class _Lines:
    """A line now and then."""

    def __init__(self, stream: Any, clock: Callable[[], float]) -> None:
        self._stream, self._clock, self._last = stream, clock, clock()

    def update(self, line: str) -> None:
        now = self._clock()
        if now - self._last >= _EVERY_S:
            self._last = now
            print(visible(line), file=self._stream, flush=True)

    def close(self) -> None:
        """Nothing is left to do."""

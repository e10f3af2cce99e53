"""What the terminal shows while work is done: words, never orders to it."""

import sys

from adr_planner.border.characters import UNSEEN
from adr_planner.cli import app, progress


def test_names_are_no_markup_and_no_orders_to_the_terminal(monkeypatch):
    from rich.status import Status

    shown = []
    monkeypatch.setattr(Status, "update", lambda self, status: shown.append(status))
    with progress.progress_bar(quiet=False) as say:
        say("flying to [red]SL-16[/red] \x1b[2J\u202e[/nothing]")
    assert [text.plain for text in shown] == ["flying to [red]SL-16[/red] \\x1b[2J\\u202e[/nothing]"]
    assert shown[0].spans == []


def test_errors_and_warnings_are_one_line_whatever_is_in_them(capsys, monkeypatch):
    monkeypatch.setattr(sys, "exit", lambda code: None)
    app._leave(ValueError("no file A\u202e\x1b[31m\nB"), 2)
    app._warn("C\u200b\nD")
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["adr-planner: no file A\\u202e\\x1b[31m\\nB", "adr-planner: warning: C\\u200b\\nD"]
    assert not UNSEEN.search("".join(lines))

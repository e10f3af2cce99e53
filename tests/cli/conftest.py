"""The command line, run in this process: a new one costs a second each time before it says a word."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from adr_planner.cli.app import main


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path):
    """Run the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["adr-planner", *map(str, arguments)])
        try:
            main()
            code = 0
        except SystemExit as left:
            code = left.code or 0
        shown = capsysbinary.readouterr()
        return Ended(code, shown.out.decode(), shown.err.decode())

    return call


@pytest.fixture
def refused(run: Callable[..., Ended]):
    """Run a command that is to be refused: the exit code, one line on stderr, nothing on stdout; returns the line."""

    def call(code: int, *arguments: object) -> str:
        ended = run("--quiet", *arguments)
        assert (ended.code, ended.out) == (code, ""), ended.err
        assert ended.err.startswith("adr-planner: ")
        assert ended.err.count("\n") == 1, ended.err
        return ended.err

    return call

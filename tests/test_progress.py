"""Work that takes a while tells of itself: in a notebook by one output, and not at all if asked."""

import pytest

import adr_planner.progress as progress
from adr_planner.planner.progress import Step, first_step


@pytest.fixture
def notebook(monkeypatch):
    """Stand in for a notebook's kernel: a list of what the one output of the cell showed."""
    import IPython.display

    shown = []

    class Handle:
        def update(self, html):
            shown.append(html.data)

    def display(html, display_id):
        assert display_id
        shown.append(html.data)
        return Handle()

    monkeypatch.setattr(progress, "_in_notebook", lambda: True)
    monkeypatch.setattr(IPython.display, "display", display)
    return shown


@progress.telling
def _work(progress=None):
    progress("pricing <b>legs</b>")
    progress(Step("searching", phase="searching", done=0.5))


def test_a_notebook_shows_one_output_by_default(notebook):
    _work()
    assert notebook[0] == "<em>pricing &lt;b&gt;legs&lt;/b&gt; …</em>"
    assert notebook[-1] == "<em>done; last: searching</em>"


def test_one_argument_is_silence_and_a_function_a_display_of_ones_own(notebook):
    lines = []
    _work(progress=False)
    _work(progress=lines.append)
    assert notebook == []
    assert lines == ["pricing <b>legs</b>", "searching"]


def test_the_time_left_is_told_once_there_is_enough_to_go_by():
    assert progress._left(0.25, 30.0) == ", about 1.5 min left"
    assert progress._left(0.25, 1.0) == ""
    assert progress._left(None, 30.0) == ""


def test_the_first_line_says_what_is_waited_for(monkeypatch):
    monkeypatch.setattr("adr_planner.planner.progress._is_warm", lambda: False)
    assert "compiling once" in first_step(40)
    monkeypatch.setattr("adr_planner.planner.progress._is_warm", lambda: True)
    assert first_step(40) == "looking at 40 candidates"

"""Compiled code always belongs to the sources as they are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import adr_planner
from adr_planner.core.jit import CACHE_VARIABLE, cache_folder, sources_digest

PACKAGE = Path(adr_planner.__file__).parent
CALLER = """
from adr_planner.core.constants import GTOC9
from adr_planner.core.j2 import secular_rates
from adr_planner.core.jit import kernel

@kernel
def node_rate(a):
    return secular_rates(a, 0.0, 1.72, GTOC9)[0]
"""


def node_rate_in(package: Path) -> float:
    """Ask a copy of the package for a rate, in a process of its own."""
    here = {key: value for key, value in os.environ.items() if key != CACHE_VARIABLE}
    run = subprocess.run(
        [sys.executable, "-c", "from adr_planner.core.caller import node_rate; print(node_rate(7.2e6))"],
        cwd=package.parent, env={**here, "PYTHONPATH": str(package.parent)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return float(run.stdout)


def test_an_edited_kernel_changes_what_other_files_compiled_with_it(tmp_path: Path) -> None:
    copy = tmp_path / "adr_planner"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "core" / "caller.py").write_text(CALLER)
    before = node_rate_in(copy)
    kept = sorted((copy / "__pycache__").rglob("caller.node_rate-*.nbc"))
    assert kept
    assert node_rate_in(copy) == before
    assert sorted((copy / "__pycache__").rglob("caller.node_rate-*.nbc")) == kept, "the second time from the cache"
    kernel = copy / "core" / "j2.py"
    edited = kernel.read_text().replace("- 3.0 * g2)", "- 9.0 * g2)")
    assert edited != kernel.read_text(), "the node rate is no longer written as this test edits it"
    kernel.write_text(edited)
    assert abs(node_rate_in(copy) / before - 3.0) < 0.01


def test_the_digest_follows_constants_but_not_pages(tmp_path: Path) -> None:
    copy = tmp_path / "adr_planner"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert sources_digest(copy) == sources_digest()
    page = copy / "cli" / "app.py"
    page.write_text(page.read_text() + "\n# a remark\n")
    assert sources_digest(copy) == sources_digest()
    constants = copy / "core" / "constants.py"
    constants.write_text(constants.read_text() + "\n# a remark\n")
    assert sources_digest(copy) != sources_digest()


def test_no_folder_to_write_names_the_variable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv(CACHE_VARIABLE, str(blocked))
    with pytest.raises(OSError, match=f"set {CACHE_VARIABLE} to a folder"):
        cache_folder.__wrapped__()  # type: ignore[attr-defined]

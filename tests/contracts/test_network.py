"""Network code lives in one room, and is entered only when asked."""

import ast
from pathlib import Path

import adr_planner

NETWORK = {"ftplib", "http", "httpx", "requests", "socket", "spacetrack", "urllib.request", "urllib3"}


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_the_fetching_room_can_reach_the_network():
    package = Path(adr_planner.__file__).parent
    guilty = {
        path.relative_to(package).parts[:2]
        for path in package.rglob("*.py")
        for name in _imports(path)
        if any(name == one or name.startswith(f"{one}.") for one in NETWORK)
    }
    assert guilty == {("catalog", "fetch")}


def test_that_room_is_entered_lazily():
    """Nothing imports it at the top of a file: see that every import of it stands inside a function."""
    package = Path(adr_planner.__file__).parent
    for path in package.rglob("*.py"):
        if "fetch" in path.parts:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                assert not (node.module or "").startswith("adr_planner.catalog.fetch"), path

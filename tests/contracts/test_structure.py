"""How the package is built: no circle of imports, few long lists of parameters, no long file.

Counted over every import there is: of a module's top, of what only a type checker sees, and of the inside of functions.
"""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "adr_planner"
MOST_LINES, MEDIAN_LINES = 300, 120
MANY_PARAMETERS, MOST_WITH_MANY = 10, 10


def _name(path):
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}
SOURCES = {name: path.read_text(encoding="utf-8") for name, path in FILES.items()}
TREES = {name: ast.parse(source) for name, source in SOURCES.items()}


def imported(tree):
    """Yield every module of the package a module imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                if full in FILES or node.module in FILES:
                    yield full if full in FILES else node.module


def parameters(function):
    """Return the names of what a function is given, `self` and `cls` apart."""
    own = function.args
    named = [item.arg for item in (*own.posonlyargs, *own.args, *own.kwonlyargs)]
    named += [item.arg for item in (own.vararg, own.kwarg) if item is not None]
    return [name for name in named if name not in ("self", "cls")]


def with_many(trees):
    """Return module, function and whether it is a kernel, of those with many parameters."""
    return sorted(
        (name, node.name, any("kernel" in ast.unparse(item) for item in node.decorator_list))
        for name, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and len(parameters(node)) >= MANY_PARAMETERS
    )


def circle(graph):
    """Return one circle of imports, None if there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def test_no_module_imports_one_that_imports_it():
    graph = {name: set(imported(tree)) - {name} for name, tree in TREES.items()}
    assert sum(map(len, graph.values())) > 1000, "imports are not found"
    assert circle(graph) is None


def test_a_circle_by_a_typed_or_late_import_is_found():
    typed = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from adr_planner.plan.document import MissionPlan\n"
    )
    late = "def view():\n    from adr_planner.plan.views import html\n"
    graph = {
        "adr_planner.plan.views.html": set(imported(ast.parse(typed))),
        "adr_planner.plan.document": set(imported(ast.parse(late))),
    }
    assert set(circle(graph)) == set(graph)


def test_only_kernels_take_ten_parameters_and_few_of_them():
    found = with_many(TREES)
    assert [item for item in found if not item[2]] == []
    assert len(found) <= MOST_WITH_MANY, found


def test_files_are_short():
    lines = {name: len(source.splitlines()) for name, source in SOURCES.items()}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
    assert median(lines.values()) <= MEDIAN_LINES


@pytest.mark.parametrize("room", ["plan", "planner", "verification"])
def test_documents_are_built_from_their_models(room):
    """A dictionary of anything has no fields that a type checker could look at."""
    found = [name for name, source in SOURCES.items() if f".{room}." in name and "dict[str, object]" in source]
    assert found == []

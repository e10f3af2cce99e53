"""Same input, same bytes on any machine: nothing between a mission and its document adds up in an order of its own.

A library of linear algebra (BLAS, LAPACK) adds in the order that suits the processor, and Python's `sum` adds floats
otherwise from 3.12 on. `studies/same_bytes.py` compares the documents; here the calls are looked for in the sources.
"""

import ast
import platform
import subprocess
import sys
from pathlib import Path

import pytest

import adr_planner

PACKAGE = Path(adr_planner.__file__).parent
STUDY = PACKAGE.parent / "studies" / "same_bytes.py"
BESIDE = {"benchmarks", "cli", "plots"}
"""Rooms no document comes through."""
NUMPYS = {
    "convolve", "corrcoef", "correlate", "cov", "dot", "einsum", "inner", "kron", "linalg", "lstsq", "matmul", "matvec",
    "polyfit", "polynomial", "roots", "tensordot", "trace", "vdot", "vecdot", "vecmat",
}  # fmt: skip
"""What numpy hands to a library of linear algebra, or adds up with the instructions it finds."""
SUMS = {
    "plan/io/limits.py": "how much there is to fly, before anything is: no number of a document",
    "sequence/fleet/column_generation.py": "servicers and columns, which are counted",
    "sequence/cpsat.py": "linear expressions of the solver, not numbers",
    "sequence/fleet/set_packing.py": "linear expressions of the solver, not numbers",
    "verification/physics/cowell.py": "fractions, which have no last bit",
}
"""Sources whose `sum` is of other things than floats, and why."""


def algebra(source: str) -> list[str]:
    """Return what a source hands to a library of linear algebra."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
            found.append(f"line {node.lineno}: @")
        elif isinstance(node, ast.Attribute) and node.attr == "dot":
            found.append(f"line {node.lineno}: .dot")
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("np", "numpy"):
            found += [f"line {node.lineno}: np.{node.attr}"] * (node.attr in NUMPYS)
        elif isinstance(node, ast.Import):
            found += [f"line {node.lineno}: {one.name}" for one in node.names if "linalg" in one.name]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("numpy", "scipy"):
            names = {one.name for one in node.names} & NUMPYS
            found += [f"line {node.lineno}: {node.module}"] * ("linalg" in (node.module or "") or bool(names))
    return found


def sums(source: str) -> list[str]:
    """Return the calls of Python's `sum` in a source, but for those that count."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "sum" and not _counts(call.args[0])
    ]


def _counts(summed: ast.expr) -> bool:
    if isinstance(summed, ast.Call) and isinstance(summed.func, ast.Name) and summed.func.id == "map":
        return isinstance(summed.args[0], ast.Name) and summed.args[0].id == "len"
    if not isinstance(summed, ast.GeneratorExp | ast.ListComp):
        return False
    each = summed.elt
    if isinstance(each, ast.IfExp):
        each = each.body
    return (
        isinstance(each, ast.Compare)
        or (isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.Not))
        or (isinstance(each, ast.Constant) and isinstance(each.value, int))
        or (isinstance(each, ast.BinOp) and isinstance(each.op, ast.LShift))
        or (isinstance(each, ast.Call) and isinstance(each.func, ast.Name) and each.func.id in ("len", "int", "round"))
        or (isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "count")
        or (isinstance(each, ast.Attribute) and each.attr.startswith("n_"))
    )


def _sources():
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE)
        if where.parts[0] not in BESIDE:
            yield where.as_posix(), path.read_text(encoding="utf-8")


def test_no_source_on_the_way_to_a_document_calls_linear_algebra():
    found = {where: calls for where, source in _sources() if (calls := algebra(source))}
    assert not found, "write it out: adr_planner.core.vectors in the planner, ERFA's rxp, rxr, pdp and pm elsewhere"


def test_no_source_on_the_way_to_a_document_adds_floats_by_sum():
    found = {where: calls for where, source in _sources() if (calls := sums(source))}
    assert {where: calls for where, calls in found.items() if where not in SUMS} == {}, "take math.fsum"
    assert set(SUMS) <= set(found), "take what no longer sums off the list"


@pytest.mark.parametrize(
    "source",
    ["a @ b", "a @= b", "a.dot(b)", "np.linalg.norm(a)", "np.dot(a, b)", "np.einsum('ij,j', a, b)", "np.matmul(a, b)",
     "from numpy.linalg import norm", "import scipy.linalg", "np.polynomial.legendre.leggauss(8)",
     "from numpy import dot", "from scipy import linalg"],
)  # fmt: skip
def test_what_is_looked_for_is_found(source):
    assert algebra(source)


@pytest.mark.parametrize("source", ["sum(a)", "sum(x.mass for x in a)", "sum(2.0 * x for x in a)"])
def test_sums_of_floats_are_found(source):
    assert sums(source)


@pytest.mark.parametrize("source", ["sum(x > 0 for x in a)", "sum(1 for x in a)", "math.fsum(a)", "np.sum(a)"])
def test_counts_are_none(source):
    assert not sums(source)


@pytest.mark.skipif(not STUDY.exists(), reason="the studies are not shipped")
@pytest.mark.skipif(sys.platform != "linux" or platform.machine() != "x86_64", reason="poisoning is written for these")
def test_the_same_bytes_under_another_kernel_and_without_any_linear_algebra():
    """Plans two targets of eight and projects 20 years: under OpenBLAS for Nehalem, and with every routine poisoned."""
    command = [sys.executable, str(STUDY), "--small", "--rows", "nehalem,poisoned"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("| adr-") == 2

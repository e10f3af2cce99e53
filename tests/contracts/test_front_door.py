"""What `import adr_planner` promises."""

import json
import subprocess
import sys

import jsonschema
import pytest

import adr_planner as adr
from adr_planner.plan import MissionPlan

HEAVY = ("numba", "ortools", "matplotlib", "plotly", "pandas", "boinor", "scipy")


def _python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_importing_the_package_loads_nothing_heavy():
    loaded = _python("import sys, adr_planner; print(' '.join(m.split('.')[0] for m in sys.modules))").split()
    assert not set(HEAVY) & set(loaded)


def test_importing_loads_a_fifth_of_the_modules_of_astropy_units_at_most():
    """Everything is lazy: 31 modules to 329 (Python 3.11, astropy 8.0) beyond the interpreter's own."""
    count = "import sys; before = set(sys.modules); import {}; print(len(set(sys.modules) - before))"
    ours, theirs = (int(_python(count.format(name))) for name in ("adr_planner", "astropy.units"))
    assert ours * 5 <= theirs


def test_reading_documents_loads_neither_astropy_nor_physics():
    loaded = _python("import sys, adr_planner.plan; print(' '.join(m.split('.')[0] for m in sys.modules))").split()
    assert not {*HEAVY, "astropy"} & set(loaded)


@pytest.mark.parametrize("name", [name for name in adr.__all__ if name != "__version__"])
def test_every_public_name_exists_and_says_what_it_is(name):
    assert getattr(adr, name).__doc__.strip()


def test_errors_are_at_hand_in_a_fresh_process():
    code = (
        "import sys, adr_planner as adr\n"
        "adr.errors.InfeasibleMissionError\n"
        "print(' '.join(m.split('.')[0] for m in sys.modules))"
    )
    assert not {*HEAVY, "numpy", "astropy"} & set(_python(code).split())


def test_versions_name_packages_data_and_cache(capsys):
    adr.show_versions()
    shown = capsys.readouterr().out
    assert shown.splitlines()[0] == f"adr-planner {adr.__version__}"
    for fact in ("numba", "ortools", "derelicts        2024-10-31", "space weather", "compiled code"):
        assert fact in shown


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        adr.nothing  # noqa: B018


def test_verify_is_the_function_whatever_was_imported_before():
    code = "import adr_planner.verification, adr_planner as adr; print(callable(adr.verify), callable(adr.rank))"
    assert _python(code) == "True True"


def test_the_shipped_schema_is_the_models_own():
    from importlib.resources import files

    shipped = (files("adr_planner") / "data" / "plan.schema.json").read_text(encoding="utf-8")
    assert shipped == MissionPlan.schema_text(), "write it anew: make schema"


def test_the_example_plan_follows_the_shipped_schema(example_plan):
    schema = json.loads(MissionPlan.schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(example_plan.json_text()))


def test_the_readme_is_short_and_its_first_cell_prints_what_it_says(capsys):
    from pathlib import Path

    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    shown = text[text.index("print(plan.summary())") :].split("```text\n", 1)[1].split("\n```", 1)[0]
    cell = text.split("```python\n", 1)[1].split("\n```", 1)[0]
    capsys.readouterr()
    exec(compile(cell, "README.md", "exec"), {})
    assert capsys.readouterr().out.rstrip("\n") == shown, "run studies/write_readme.py"

"""Every public name documents parameters, results and units, and every verb shows how it is called."""

import inspect
import re

import pytest

import adr_planner as adr

NAMES = [name for name in adr.__all__ if name != "__version__"]
MADE_BY_VERBS = {
    "Campaign",
    "DriftTrade",
    "Ephemeris",
    "MissionFile",
    "MissionPlan",
    "Notice",
    "Operations",
    "Porkchop",
    "Review",
    "Screening",
    "Trade",
    "VerificationReport",
}
"""Nobody makes these by hand: the verb that returns them has the example."""


def _public():
    """Yield each public function, class, method and property with its name."""
    for name in NAMES:
        value = getattr(adr, name)
        if inspect.ismodule(value):
            if name != "errors":  # errors and warnings say when they come; they are not called
                yield from ((f"{name}.{inner}", getattr(value, inner)) for inner in value.__all__)
            continue
        yield name, value
        for inner, member in inspect.getmembers_static(value) if inspect.isclass(value) else ():
            home = next((kind for kind in value.__mro__ if inner in vars(kind)), object)
            if not inner.startswith("_") and home.__module__.startswith("adr_planner"):
                yield f"{name}.{inner}", getattr(member, "__func__", member)


PUBLIC = {name: value for name, value in _public() if inspect.isroutine(value) or isinstance(value, (type, property))}
FUNCTIONS = {name: value for name, value in PUBLIC.items() if inspect.isfunction(value)}
VERBS = [name for name in NAMES if name in FUNCTIONS]
INPUTS = [name for name in NAMES if isinstance(PUBLIC.get(name), type) and name not in MADE_BY_VERBS]


def _has(section, doc):
    return re.search(rf"^{section}\n-{{{len(section)}}}$", doc, re.MULTILINE) is not None


def _documented(doc):
    """Return the names that stand before a colon, or alone, at the left edge of a docstring."""
    found = re.findall(r"^(\*{0,2}\w+(?:, \*{0,2}\w+)*)(?: : .*)?$", doc, re.MULTILINE)
    return {name.strip("*") for line in found for name in line.split(", ")}


@pytest.mark.parametrize("name", PUBLIC)
def test_it_says_what_it_is(name):
    doc = inspect.getdoc(PUBLIC[name].fget if isinstance(PUBLIC[name], property) else PUBLIC[name])
    assert doc, f"{name} has no docstring"
    assert doc.splitlines()[0].endswith((".", ":")), f"{name} begins with {doc.splitlines()[0]!r}"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_parameters_and_results_are_documented(name):
    function, doc = FUNCTIONS[name], inspect.getdoc(FUNCTIONS[name])
    signature = inspect.signature(function)
    lacking = set(signature.parameters) - {"self", "cls"} - _documented(doc)
    assert not lacking, f"{name} leaves out {sorted(lacking)}"
    if signature.return_annotation not in (None, "None"):
        assert _has("Returns", doc), f"{name} does not say what it returns"


@pytest.mark.parametrize("name", [*VERBS, *INPUTS])
def test_an_example_shows_how_it_is_called(name):
    doc = inspect.getdoc(PUBLIC[name])
    assert _has("Examples", doc)
    runs = [line for line in doc.splitlines() if line.startswith(">>>") and "+SKIP" not in line]
    assert runs, f"no example of {name} runs"

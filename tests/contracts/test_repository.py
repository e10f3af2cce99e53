"""What the repository says of itself: versions, changelog, studies, links."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

import adr_planner as adr

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(page for page in ROOT.glob("docs/**/*.md") if "_made" not in page.parts)])
SCRIPTS = sorted(p.relative_to(ROOT).as_posix() for p in [*ROOT.glob("studies/*.py"), *ROOT.glob("bench/*/*.py")])


def _text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_changelog_and_citation_say_the_version_of_the_package():
    newest = re.search(r"^## (\d\S+) - (\S+)$", _text("CHANGELOG.md"), re.MULTILINE)
    citation = _text("CITATION.cff")
    assert newest[1] == adr.__version__
    assert f"version: {newest[1]}\n" in citation
    assert f'date-released: "{newest[2]}"' in citation


def test_no_entry_of_the_changelog_stands_twice():
    entries = re.findall(r"^- .*?(?=^- |^#|\Z)", _text("CHANGELOG.md"), re.MULTILINE | re.DOTALL)
    entries = [" ".join(entry.split()) for entry in entries]
    assert len(entries) == len(set(entries))


@pytest.mark.parametrize("script", SCRIPTS)
def test_every_script_is_in_the_list_of_studies(script):
    assert f"(../{script})" in _text("docs/studies.md")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_scripts_named_in_a_page_exist(page):
    text = page.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    missing = [link for link in links if link and not (page.parent / link).exists()]
    named = re.findall(r"\b(?:studies|bench)/[a-z_/0-9]+\.py\b", text)
    missing += [name for name in named if not (ROOT / name).exists()]
    assert not missing


def test_the_layers_drawn_in_contributing_are_those_that_are_held():
    contracts = tomllib.loads(_text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(item["layers"] for item in contracts if item["id"] == "one-way")
    held = [set(layer.split(" | ")) for layer in layers if layer != "__main__"]
    drawing = re.search(r"^```text\n(.*?)^```", _text("CONTRIBUTING.md"), re.MULTILINE | re.DOTALL)[1]
    drawn = [name for line in drawing.splitlines() for name in re.split(r"\s{3,}", line)[0].split()]
    place = {name: k for k, layer in enumerate(held) for name in layer}
    assert sorted(drawn) == sorted(place)
    # Layers may share a line, but none is drawn above one that it stands below.
    lines = [[place[name] for name in re.split(r"\s{3,}", line)[0].split()] for line in drawing.splitlines()]
    assert all(max(above) <= min(below) for above, below in pairwise(lines))


def test_scripts_named_in_the_package_exist():
    named = {
        name
        for path in (ROOT / "adr_planner").rglob("*.py")
        for name in re.findall(r"\bstudies/\w+\.py\b", path.read_text(encoding="utf-8"))
    }
    assert not sorted(name for name in named if not (ROOT / name).exists())


def test_a_declared_dependency_is_imported():
    """The package pyerfa is imported as erfa."""
    block = re.search(r"^dependencies = \[(.*?)^\]", _text("pyproject.toml"), re.MULTILINE | re.DOTALL)[1]
    names = {"pyerfa": "erfa"}
    asked = [names.get(name, name) for name in re.findall(r'"([a-z0-9-]+)', block)]
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "adr_planner").rglob("*.py"))
    assert [name for name in asked if not re.search(rf"^\s*(?:import|from) {name}\b", source, re.MULTILINE)] == []

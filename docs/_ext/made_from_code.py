"""Pages made from the code when the site is built: commands, schema, public names, gallery, notebooks."""

from __future__ import annotations

import gzip
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
MADE = DOCS / "_made"
_OUTSIDE = re.compile(r"\[([^\]]+)\]\((\.\./[^)\s]+)\)")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("config-inited", make_pages, priority=100)  # before anything looks for pages
    app.connect("source-read", within)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def make_pages(app: Sphinx, config: object) -> None:
    """Write every page that is made."""
    MADE.mkdir(exist_ok=True)
    for name, text in (("commands.md", commands()), ("schema.md", schema()), ("names.md", names())):
        _write(MADE / name, text)
    for page in ("CONTRIBUTING", "CHANGELOG", "RELEASING", "SECURITY"):
        _write(MADE / f"{page.lower()}.md", (ROOT / f"{page}.md").read_text(encoding="utf-8"))
    (MADE / "notebooks").mkdir(exist_ok=True)
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        _write(MADE / "notebooks" / path.name, path.read_text(encoding="utf-8").replace("](../docs/", "](/"))
    gallery()


def within(app: Sphinx, page: str, source: list[str]) -> None:
    """Let links that leave the documentation name what they lead to; files beside it are no pages."""

    def told(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        here = DOCS if page.startswith("_made/") else (DOCS / page).parent
        path = (here / target.partition("#")[0]).resolve()
        made = MADE / f"{path.stem.lower()}.md"
        if path.parent == ROOT and made.exists():
            return f"[{words}](/_made/{made.stem}.md)"
        if path.is_relative_to(DOCS) or not path.is_relative_to(ROOT):
            return found[0]
        name = path.relative_to(ROOT).as_posix()
        return f"`{name}`" if name in words else f"{words} (`{name}`)"

    source[0] = _OUTSIDE.sub(told, source[0])
    if page in ("_made/contributing", "_made/changelog", "_made/releasing", "_made/security"):
        source[0] = re.sub(r"\]\(docs/([^)]+)\)", r"](/\1)", source[0])


def commands() -> str:
    """Return the help of every command, as it says it itself."""
    import typer

    from adr_planner.cli.app import app

    program: Any = typer.main.get_command(app)
    parts = ["# Commands", f"```text\n{_help(program, 'adr-planner')}\n```"]
    for name, command in sorted(program.commands.items()):
        parts += [f"## adr-planner {name}", f"```text\n{_help(command, f'adr-planner {name}')}\n```"]
        for inner, part in sorted(getattr(command, "commands", {}).items()):
            parts += [f"### adr-planner {name} {inner}", f"```text\n{_help(part, f'adr-planner {name} {inner}')}\n```"]
    return "\n\n".join(parts) + "\n"


def _help(command: Any, name: str) -> str:
    context = command.context_class(command, info_name=name, terminal_width=100, max_content_width=100)
    return str(command.get_help(context)).strip()


def schema() -> str:
    """Return every part of a plan and of a campaign as a table of its fields."""
    from adr_planner.plan import Campaign, MissionPlan

    plan, campaign = (json.loads(kind.schema_text()) for kind in (MissionPlan, Campaign))
    parts = {"MissionPlan": plan, **plan["$defs"], "Campaign": campaign, **campaign["$defs"]}
    head = (
        "# The documents, field by field\n\nMade from the models; the JSON Schema (2020-12) itself is printed by "
        "`adr-planner schema` and `adr-planner schema --campaign`. Fields in bold are always there."
    )
    tables = [_table(name, part) for name, part in parts.items() if "properties" in part]
    return "\n\n".join([head, *tables]) + "\n"


def _table(name: str, part: dict[str, Any]) -> str:
    always = set(part.get("required", ()))
    rows = [
        f"| {f'**`{field}`**' if field in always else f'`{field}`'} | {_type(what)} | {_said(what)} |"
        for field, what in part["properties"].items()
    ]
    about = _said(part)
    return "\n".join([f"## {name}", "", about, "", "| field | type | |", "|---|---|---|", *rows])


def _type(what: dict[str, Any]) -> str:
    if "$ref" in what:
        name = what["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in what:
        return " or ".join(_type(one) for one in what["anyOf"] if one.get("type") != "null")
    if what.get("type") == "array":
        inner = what.get("items")
        return f"list of {_type(inner)}" if isinstance(inner, dict) else "list"
    if "enum" in what or "const" in what:
        return ", ".join(f"`{value}`" for value in what.get("enum", [what.get("const")]))
    return str(what.get("type", ""))


def _said(what: dict[str, Any]) -> str:
    text = str(what.get("description", ""))
    return " ".join(text.replace("|", "\\|").replace("``", "`").split())


def names() -> str:
    """Return a page of the public names, each with a page of its own."""
    import adr_planner as adr

    groups: dict[str, list[str]] = {"Functions": [], "Types": [], "Pictures": [], "Errors and warnings": []}
    for name in adr.__all__:
        value = getattr(adr, name)
        if inspect.isclass(value):
            groups["Types"].append(f"adr_planner.{name}")
        elif callable(value):
            groups["Functions"].append(f"adr_planner.{name}")
    groups["Pictures"] = [f"adr_planner.plots.{name}" for name in adr.plots.__all__]
    groups["Errors and warnings"] = [f"adr_planner.errors.{name}" for name in adr.errors.__all__]
    parts = ["# Public names", "`import adr_planner as adr`; everything here is imported when it is first used."]
    for title, found in groups.items():
        listed = "\n".join(f"   {name}" for name in found)
        parts.append(f"## {title}\n\n```{{eval-rst}}\n.. autosummary::\n   :toctree: api\n\n{listed}\n```")
    return "\n\n".join(parts) + "\n"


def gallery() -> None:
    """Draw the pictures of the gallery from a kept plan: no search is run for them."""
    folder = MADE / "gallery"
    folder.mkdir(exist_ok=True)
    for name, draw in _pictures():
        path = folder / f"{name}.svg"
        if not path.exists():
            draw().get_figure().savefig(path)


def _pictures() -> Iterator[tuple[str, Any]]:
    import matplotlib as mpl

    mpl.use("Agg")
    import adr_planner as adr

    kept = gzip.decompress(sorted((ROOT / "tests" / "plan" / "frozen").glob("plan-*.json.gz"))[-1].read_bytes())
    plan = adr.MissionPlan.from_json(kept.decode())
    for kind in ("raan", "timeline", "altitude", "delta_v", "mass"):
        yield kind, lambda kind=kind: plan.plot(kind)
    found: dict[str, Any] = {}

    def ranking() -> Any:
        if not found:
            found["ranking"] = adr.rank(adr.Catalog.example())
        return found["ranking"]

    yield "ranking", lambda: adr.plots.ranking(ranking(), top=20)
    yield "ranking_map", lambda: adr.plots.ranking_map(ranking(), top=50)


def _write(path: Path, text: str) -> None:
    """Write a page only where it changed, so that Sphinx reads only what did."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")

"""Does the verifier cry wolf? Honest plans of all kinds, each written in eight ways, with everything given beside them.

Run: ``python studies/honest_plans.py [--quick] [--folder honest] [--only NAME ...]``. Every mission is planned in a
process of its own, and its documents are judged in another: the first spelling by the command ``adr-planner verify PLAN
--mission FILE`` (with ``--catalog FILE`` where the catalogue is the user's own), the others by all checks that do not
fly, and by whether they are read as the same document, on which alone the flights depend; with ``--fully`` all by the
command. What is in the folder is not made anew, so that a run can go on later: after a change of the planner, give
another folder. The table it prints stands in docs/theory/verification.md.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from honest_missions import CATALOGUES, HONEST, OWN_SUN, Honest
from pydantic_core import from_json, to_json

LIMIT = 400.0
"""Longest that one child may take [s]."""
BENCH = Path(__file__).parents[1] / "bench" / "missions"
QUICK = ("kits-65", "tug-release", "electric-83", "campaign-kits")


def make(asked: Honest, folder: Path) -> None:
    """Plan one mission, and write its file, its catalogue and its document."""
    from astropy.time import Time

    import adr_planner as adr
    from adr_planner.planner.screening import wanted

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{asked.name}.toml"
    if asked.drawn:
        (kept,) = BENCH.glob(f"*/{asked.drawn}.toml")
        command = [sys.executable, str(BENCH / "run.py"), "--child", asked.drawn, "--plans", str(folder)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (folder / f"{asked.drawn}.json").rename(path.with_suffix(".json"))
        path.write_bytes(kept.read_bytes())
        return
    path.write_text(asked.text(), encoding="utf-8")
    (folder / "sun.csv").write_text(OWN_SUN, encoding="utf-8")
    given, catalog = adr.read_mission(path), adr.Catalog.example()
    if asked.catalogue:
        own = folder / asked.catalogue
        own.write_text(CATALOGUES[own.suffix](catalog), encoding="utf-8")
        catalog = adr.Catalog.from_file(own)
    ranking = wanted(adr.rank(catalog), given.mission).top(given.candidates)
    effort: dict[str, Any] = {
        "gap": given.search.gap,
        "work_limit": given.search.work_limit,
        "engine": given.search.engine,
    }
    document: Any
    if asked.servicers > 1:
        costs = adr.Costs(launch_meur=40.0, servicer_meur=60.0)
        document = adr.plan_campaign(ranking, given.servicer, given.mission, servicers=asked.servicers, costs=costs)
    elif asked.traded:
        choices = adr.trade(ranking, given.servicer, given.mission)
        document = choices.plan(choices.knee if asked.traded == "knee" else choices[-1])
        # What a plan of a trade answers is asked in these words.
        echo = document.mission
        end, start = (Time(text.removesuffix("Z"), scale="utc") for text in (echo.end_utc, echo.start_utc))
        days = float((end - start).to_value("day"))
        words = {"objective": "delta_v", "targets": echo.targets, "duration": f"{days!r} day"}
        changed = replace(asked, mission={**asked.mission, **words})
        path.write_text(changed.text(), encoding="utf-8")
    else:
        document = adr.plan_mission(ranking, given.servicer, given.mission, **effort)
    document.to_json(folder / f"{asked.name}.json")


def _written(value: Any, number: Callable[[float], str] = repr, words: Callable[[str], str] = json.dumps) -> str:
    """Return a tree as JSON with its own spelling of numbers and texts."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{words(k)}: {_written(v, number, words)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(item, number, words) for item in value) + "]"
    if isinstance(value, str):
        return words(value)
    return number(value) if isinstance(value, float) else json.dumps(value)


def _turned(value: Any) -> Any:
    """Turn the order of keys around, all the way down."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value


def _escaped(text: str) -> str:
    """Spell every character of a text by its number."""
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{units[k]:02x}{units[k + 1]:02x}" for k in range(0, len(units), 2)) + '"'


def _short(value: float) -> str:
    """Write 1000.0 as 1e3, and 365.0 as 365."""
    if value != int(value) or abs(value) >= 1e15:
        return repr(value)
    return re.sub(r"^(-?\d+?)(0{3,})$", lambda found: f"{found[1]}e{len(found[2])}", str(int(value)))


def _without_verdicts(content: dict[str, Any]) -> dict[str, Any]:
    """Leave out what was found about a document, and about the plans in it."""
    rest = {key: value for key, value in content.items() if key != "verification"}
    return {**rest, "plans": [_without_verdicts(plan) for plan in rest["plans"]]} if "plans" in rest else rest


WAYS: dict[str, Callable[[Any], str]] = {
    "keys turned around": lambda content: _written(_turned(content)),
    "keys sorted, no white space": lambda content: json.dumps(content, sort_keys=True, separators=(",", ":")),
    "tabs, carriage returns, blank lines after it": lambda content: (
        json.dumps(content, indent="\t", ensure_ascii=False).replace("\n", "\r\n") + "\r\n\r\n"
    ),
    "every character escaped": lambda content: _written(content, words=_escaped),
    "18 digits and an exponent": lambda content: _written(content, number=lambda value: f"{value:.17E}"),
    "1000.0 as 1e3, 365.0 as 365": lambda content: _written(content, number=_short),
    "by another library": lambda content: to_json(from_json(json.dumps(content))).decode(),
    "without its verdict": lambda content: json.dumps(_without_verdicts(content), indent=1),
}  # fmt: skip


FLOWN = {
    "continuity", "disposal", "estimate", "launch", "node gap", "orbit", "order", "phase", "propulsion", "rendezvous",
    "robustness", "thrust", "uptime",
}  # fmt: skip
"""Kinds of checks that fly: they are made of the document that is read, whatever its spelling."""


def judge(asked: Honest, folder: Path, *, fully: bool) -> None:
    """Verify the spellings of one document, and write down what came out."""
    path = folder / f"{asked.name}.json"
    content, spelled = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".spelled.json")
    lines: list[dict[str, Any]] = []
    for way, written in WAYS.items():
        spelled.write_bytes(written(content).encode())
        judged = _commanded if fully or not lines else _held_to_the_first
        failed, count = judged(asked, spelled, path)
        lines.append({"way": way, "failed": failed, "checks": count})
    spelled.unlink()
    path.with_suffix(".judged.json").write_text(json.dumps(lines, indent=1), encoding="utf-8")


def _commanded(asked: Honest, spelled: Path, original: Path) -> tuple[list[str], int]:
    """Return what fails, and how many checks are made, by ``adr-planner verify``."""
    from adr_planner.cli.app import app

    command = ["verify", str(spelled), "--mission", str(original.with_suffix(".toml")), "--json"]
    command += ["--catalog", str(original.parent / asked.catalogue)] if asked.catalogue else []
    said, stopped = io.StringIO(), ""
    with contextlib.redirect_stdout(said):
        try:
            stopped = str(app(command, standalone_mode=False) or "")
        except (Exception, SystemExit) as error:
            stopped = repr(error)
    report = json.loads(said.getvalue() or '{"checks": []}')
    failed = [f"{check['id']} {check['where']}" for check in report["checks"] if not check["passed"]]
    return failed or [stopped] * bool(stopped), len(report["checks"])


def _held_to_the_first(asked: Honest, spelled: Path, original: Path) -> tuple[list[str], int]:
    """Return what fails of the checks that do not fly, and whether the document read is another one."""
    import adr_planner as adr
    from adr_planner.plan import document_type_of
    from adr_planner.verification import KINDS

    kind: Any = adr.Campaign if document_type_of(original) == "adr_campaign" else adr.MissionPlan
    catalog = adr.Catalog.from_file(original.parent / asked.catalogue) if asked.catalogue else adr.Catalog.example()
    try:
        same = _without_verdicts(json.loads(kind.from_json(spelled).json_text())) == _without_verdicts(
            json.loads(kind.from_json(original).json_text())
        )
        kinds = set(KINDS) - FLOWN
        report = adr.verify(spelled, mission=original.with_suffix(".toml"), catalog=catalog, checks=kinds)
    except Exception as error:
        return [repr(error)], 0
    failed = [f"{check.id} {check.where}" for check in report.failures]
    return failed + ([] if same else ["another document"]), len(report.checks)


def child(task: str, asked: Honest, folder: Path, *more: str) -> str:
    """Do one task in a process of its own; returns the last line it said if it failed."""
    command = [sys.executable, str(Path(__file__).resolve()), "--folder", str(folder), "--child", task, asked.name]
    command += more
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return f"over {LIMIT:g} s"
    return (done.stderr.strip().splitlines() or ["nothing said"])[-1] if done.returncode else ""


def looked_at(asked: Honest, folder: Path, *more: str) -> str:
    """Plan one mission and judge its spellings, unless that is done; returns why there is no plan, if so."""
    for task, suffix in (("make", ".json"), ("judge", ".judged.json")):
        if not (folder / f"{asked.name}{suffix}").exists():
            why = child(task, asked, folder, *more)
            if why:
                return f"{task}: {why}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"only {', '.join(QUICK)}")
    parser.add_argument(
        "--fully", action="store_true", help="make every check of every spelling, not of the first only"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="missions to look at")
    parser.add_argument("--folder", type=Path, default=Path("honest"), help="where plans and verdicts are kept")
    parser.add_argument("--jobs", type=int, default=1, help="missions at a time")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    known = {asked.name: asked for asked in HONEST}
    if given.child:
        task, name = given.child
        if task == "make":
            make(known[name], given.folder)
        else:
            judge(known[name], given.folder, fully=given.fully)
        return
    more = ("--fully",) * given.fully
    names = given.only or (QUICK if given.quick else known)
    plans, spellings, alarms = Counter[str](), Counter[str](), Counter[str]()
    with ThreadPoolExecutor(given.jobs) as pool:
        for asked, why in pool.map(lambda name: (known[name], looked_at(known[name], given.folder, *more)), names):
            if why:
                print(f"{asked.name}: no plan. {why}", file=sys.stderr, flush=True)
                continue
            lines = json.loads((given.folder / f"{asked.name}.judged.json").read_text(encoding="utf-8"))
            plans[asked.kind] += 1
            spellings[asked.kind] += len(lines)
            for line in lines:
                alarms[asked.kind] += bool(line["failed"])
                if line["failed"]:
                    print(f"{asked.name}, {line['way']}: {line['failed'][:5]}", file=sys.stderr, flush=True)
            print(f"{asked.name}: {lines[0]['checks']} checks", file=sys.stderr, flush=True)
    print("| kind | plans | spellings | alarms |\n|---|---|---|---|")
    for kind in plans:
        print(f"| {kind} | {plans[kind]} | {spellings[kind]} | {alarms[kind]} |")
    print(f"| all | {plans.total()} | {spellings.total()} | {alarms.total()} |")


if __name__ == "__main__":
    main()

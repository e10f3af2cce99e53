"""Plan and verify the missions of this folder, each in a process of its own, and say how every one ended.

Run ``python bench/missions/run.py [--only 07 example] [--out results.jsonl] [--plans FOLDER]``.
It prints one JSON line a mission; README.md says how to read them. With ``PYTHONPATH`` set to another checkout, the
same missions are planned by that one.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LIMIT = 120.0
"""Longest a mission may take, plan and verification [s]."""
DIGITS = 12
"""Digits of a number that count as content."""
APART = frozenset({"campaign_id", "generator", "plan_id", "verification"})
"""Keys of a document that are not its content: who wrote it, what it hashes to, what was found about it."""

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one mission: its file, the band of inclination [deg] its candidates are from, and how many servicers."""

    name: str
    file: Path
    from_deg: float
    to_deg: float
    servicers: int
    possible: bool


def cases() -> Iterator[Case]:
    """Yield the kept missions and the drawn ones, as their indices list them."""
    for folder in ("kept", "drawn"):
        with (HERE / folder / "index.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                band = float(row["from_deg"]), float(row["to_deg"])
                path = HERE / folder / f"{row['mission']}.toml"
                yield Case(row["mission"], path, *band, int(row["servicers"]), row["possible"] == "yes")


def rounded(content: Any) -> Any:
    """Return a document's content with `DIGITS` digits to a number, without the keys that are `APART`.

    >>> rounded({"plan_id": "adr-1", "legs": [{"delta_v_m_s": 0.1 + 0.2}]})
    {'legs': [{'delta_v_m_s': 0.3}]}
    """
    if isinstance(content, dict):
        return {key: rounded(value) for key, value in content.items() if key not in APART}
    if isinstance(content, list):
        return [rounded(value) for value in content]
    return float(f"{content:.{DIGITS}g}") if isinstance(content, float) else content


def content_hash(text: str) -> str:
    """Return twelve digits that name what a document says."""
    plain = json.dumps(rounded(json.loads(text)), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def verdict(document: Any) -> Line:
    """Return what the package's own verifier finds in a document."""
    from adr_planner import verify

    start = time.perf_counter()
    report = verify(document)
    failed = [
        f"{check.id} {check.where}: {check.value:.4g} of {check.limit:.4g} {check.unit}" for check in report.failures
    ]
    outcome = "plan" if report.passed else "failure"
    return {"outcome": outcome, "verify_seconds": round(time.perf_counter() - start, 1), "failed_checks": failed}


def figures(document: Any) -> Line:
    """Return what a plan or a campaign promises."""
    plans = getattr(document, "plans", (document,))
    totals = document.totals
    return {
        "targets": [leg.to_norad_cat_id for plan in plans for leg in plan.legs],
        "objective": document.solver.objective_value if len(plans) > 1 else plans[0].provenance.solver.objective_value,
        "gap": document.gap,
        "risk_kg_per_yr": totals.risk_removed_kg_per_yr,
        "delta_v_with_margins_m_s": totals.delta_v_with_margins_m_s,
        "id": getattr(document, "plan_id", None) or document.campaign_id,
        "content": content_hash(document.json_text()),
    }


def planned(case: Case, keep: Path | None) -> Line:
    """Plan one mission and verify it, in this process."""
    from astropy import units as u

    import adr_planner as adr
    from adr_planner.errors import AdrPlannerError

    start = time.perf_counter()
    wanted = adr.read_mission(case.file)
    family = adr.Catalog.example().filter(inclination=(case.from_deg * u.deg, case.to_deg * u.deg))
    candidates = adr.rank(family).top(wanted.candidates)
    document: Any
    try:
        if case.servicers > 1:
            document = adr.plan_campaign(candidates, wanted.servicer, wanted.mission, servicers=case.servicers)
        else:
            document = adr.plan_mission(candidates, wanted.servicer, wanted.mission)
    except AdrPlannerError as error:
        refused = {"outcome": "refusal", "reason": str(error), "error": type(error).__name__}
        return {**refused, "plan_seconds": round(time.perf_counter() - start, 1)}
    seconds = {"plan_seconds": round(time.perf_counter() - start, 1)}
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        document.to_json(keep / f"{case.name}.json")
    return {**verdict(document), **seconds, **figures(document)}


def child(case: Case, keep: Path | None) -> None:
    """Print how one mission ends; an exception of no kind the package promises is an end too."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            line = planned(case, keep)
        except Exception as error:
            line = {"outcome": "failure", "reason": f"{type(error).__name__}: {error}"}
    line["warnings"] = sorted({warning.category.__name__ for warning in caught})
    usage = resource.getrusage(resource.RUSAGE_SELF)
    line["cpu_seconds"] = round(usage.ru_utime + usage.ru_stime, 1)
    print(json.dumps(line))


def run(case: Case, keep: Path | None, limit: float) -> Line:
    """Run one mission in a process of its own, which is killed at the limit."""
    command = [sys.executable, str(Path(__file__).resolve()), "--child", case.name]
    command += [] if keep is None else ["--plans", str(keep)]
    head: Line = {"mission": case.name, "possible": case.possible}
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as said:
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=said, text=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired:
            return {**head, "outcome": "failure", "reason": f"over {limit:g} s", "seconds": round(limit, 1)}
        said.seek(0)
        last = (said.read().strip().splitlines() or ["nothing said"])[-1]
    seconds = round(time.perf_counter() - start, 1)
    if done.returncode:
        return {**head, "outcome": "failure", "reason": f"exit code {done.returncode}: {last}", "seconds": seconds}
    return {**head, **json.loads(done.stdout.splitlines()[-1]), "seconds": seconds}


def summary(lines: list[Line]) -> str:
    """Return how many missions ended how."""
    rows = []
    for possible in (True, False):
        ends = [line["outcome"] for line in lines if line["possible"] is possible]
        counts = ", ".join(f"{ends.count(end)} {end}" for end in ("plan", "refusal", "failure"))
        rows.append(f"{len(ends)} {'possible' if possible else 'impossible'}: {counts}")
    return "\n".join(rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", nargs="+", metavar="NAME", help="missions to run; left out, all")
    arguments.add_argument("--out", type=Path, help="file the lines are appended to")
    arguments.add_argument("--plans", type=Path, help="folder the documents are kept in")
    arguments.add_argument("--limit", type=float, default=LIMIT, help="longest a mission may take [s]")
    arguments.add_argument("--jobs", type=int, default=1, help="missions at a time")
    arguments.add_argument("--child", help=argparse.SUPPRESS)
    asked = arguments.parse_args()
    known = {case.name: case for case in cases()}
    if asked.child:
        child(known[asked.child], asked.plans)
        return
    lines = []
    with ThreadPoolExecutor(asked.jobs) as pool:
        wanted = [known[name] for name in asked.only or known]
        for line in pool.map(lambda case: run(case, asked.plans, asked.limit), wanted):
            lines.append(line)
            text = json.dumps(line)
            print(text, flush=True)
            if asked.out is not None:
                with asked.out.open("a", encoding="utf-8") as file:
                    file.write(text + "\n")
    print(summary(lines), file=sys.stderr)


if __name__ == "__main__":
    main()

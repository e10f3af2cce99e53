"""Put the real output of the README's example into the README.

Run: ``python studies/write_readme.py``. The two blocks after the notebook cell are replaced.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import adr_planner as adr

KINDS = {"sums", "limits", "compliance", "launch", "propellant", "kit", "forces", "continuity", "rendezvous", "phase",
         "disposal", "robustness"}  # fmt: skip
"""Kinds of check the README shows."""
README = Path(__file__).resolve().parents[1] / "README.md"


def main() -> None:
    cell = README.read_text(encoding="utf-8").split("```python\n", 1)[1].split("\n```", 1)[0]
    names: dict[str, Any] = {}
    exec(compile(cell, "README.md", "exec"), names)
    plan: adr.MissionPlan = names["plan"]
    report = repr(adr.verify(plan)).splitlines()
    told = [line for line in report[1:] if line.split()[1] in KINDS]
    kinds = sum(line.startswith("  ok") for line in report)
    rest = f"  and {kinds - len(told)} more kinds of check, and what is not judged"
    outputs = iter((plan.summary(), "\n".join((report[0], *told, rest))))
    text = README.read_text(encoding="utf-8")
    text, count = re.subn(r"```text\n.*?\n```", lambda _: f"```text\n{next(outputs)}\n```", text, flags=re.S)
    if count != 2:
        raise SystemExit(f"expected two text blocks in the README, found {count}")
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

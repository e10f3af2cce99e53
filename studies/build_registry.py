"""Build the bundled tables of who registered what, and whose satellites work, from GCAT's payload catalogue.

Run from the checkout after ``build_catalog.py``: ``python studies/build_registry.py [FOLDER]``. Same input, same bytes.
What it does with marks and brackets is printed, and told in ``adr_planner/data/PROVENANCE.md``.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from adr_planner.catalog.formats.gcat_states import owner_code, registry_of
from adr_planner.catalog.population import CONSTELLATIONS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "adr_planner" / "data"
CONSTELLATION = 20  # a commercial programme of so many working satellites, or more, is a constellation
SERIES = re.compile(r"[- ]?\d.*$")


def payloads(folder: Path) -> dict[int, dict[str, str]]:
    """Rows of GCAT's payload catalogue by catalogue number."""
    with gzip.open(folder / "gcat_psatcat_20250407.tsv.gz", "rt", encoding="utf-8") as file:
        head = file.readline().lstrip("#").rstrip("\n").split("\t")
        rows = [dict(zip(head, line.rstrip("\n").split("\t"), strict=False)) for line in file if line[0] != "#"]
    return {int(row["JCAT"][1:]): row for row in rows if row["JCAT"][0] == "S" and row["JCAT"][1:].strip().isdigit()}


def registry(found: dict[int, dict[str, str]]) -> list[tuple[int, str, str]]:
    """State and document of registry of the bundled derelicts that are payloads."""
    with (DATA / "derelicts_20241031.csv").open(encoding="utf-8", newline="") as file:
        derelicts = [(int(row["norad_cat_id"]), row["object_type"], row["owner"]) for row in csv.DictReader(file)]
    rows, differ = [], Counter[tuple[str, str]]()
    for number, kind, owner in derelicts:
        if kind != "PAYLOAD" or number not in found:
            continue
        state, document = registry_of(found[number]["UNState"], found[number]["UNReg"])
        if state:
            rows.append((number, state, document))
            differ[owner, state] += owner != state
    print(f"registry: {len(rows)} of {sum(kind == 'PAYLOAD' for _, kind, _ in derelicts)} derelict payloads")
    print(f"  owner code against state of registry: {dict(+differ)}")
    return rows


def programme(row: dict[str, str]) -> str:
    """Name of a satellite's programme without its series: Flock-4p and Flock-3m are one."""
    return SERIES.sub("", row["Program"])


def operators(found: dict[int, dict[str, str]]) -> tuple[list[int], list[str]]:
    """Who operates each working satellite: its state, or the commercial constellations, "" where nobody knows."""
    with np.load(DATA / "population_20241031.npz", allow_pickle=False) as arrays:
        working = arrays["norad_cat_id"][arrays["operational"]].tolist()
    business = Counter(programme(found[n]) for n in working if n in found and "B" in found[n]["Class"])
    large = {name for name, count in business.items() if count >= CONSTELLATION}
    parties = []
    for number in working:
        row = found.get(number)
        if row is None:
            parties.append("")
        elif "B" in row["Class"] and programme(row) in large:
            parties.append(CONSTELLATIONS)
        else:
            parties.append(owner_code(row["UNState"]))
    print(f"operators: {len(parties)} working satellites, {dict(Counter(parties).most_common())}")
    print(f"  constellations: { {name: business[name] for name in sorted(large, key=lambda n: -business[n])} }")
    return working, parties


def build(folder: Path, target: Path) -> None:
    """Write both files into a folder."""
    found = payloads(folder)
    with (target / "registry_20241031.csv").open("w", encoding="utf-8", newline="") as file:
        plain = csv.writer(file, lineterminator="\n")
        plain.writerow(("norad_cat_id", "registered_by", "registry"))
        plain.writerows(registry(found))
    working, parties = operators(found)
    names = sorted(set(parties))
    index = np.array([names.index(party) for party in parties], np.uint8)
    path = target / "operators_20241031.npz"
    np.savez_compressed(path, norad_cat_id=np.array(working, np.int32), party=index, names=np.array(names))
    for name in ("registry_20241031.csv", "operators_20241031.npz"):
        print(f"{name}: {(target / name).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "catalog", DATA)

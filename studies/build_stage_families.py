"""Build the table of stage families from the public tables in the shared data folder.

Run from the checkout: ``python studies/build_stage_families.py [FOLDER]``. Same input, same bytes. One row for each
name of the satellite catalogue: median mass and cross-section of its stages, the range they span, and from where.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from missing_data import SHARED, cylinder, rows

DATA = Path(__file__).resolve().parents[1] / "adr_planner" / "data"
COLUMNS = (
    "name", "n", "mass_kg", "mass_min_kg", "mass_max_kg", "mass_source", "area_m2", "area_min_m2", "area_max_m2",
    "area_source",
)  # fmt: skip
DISCOS = "DISCOS 2023 via MOCAT-MC"
CYLINDER_FACTOR = 1.5  # studies/missing_data.py: nine in ten GCAT cylinders within
OVERRIDES = {"CZ-6A R/B": "DISCOS 1850 kg is a smaller stage's"}


def known_stages(folder: Path) -> dict[str, tuple[list[float], list[float], list[float]]]:
    """Mass, all masses by other sources too, and cross-section of every stage, by name."""
    names = {int(r["NORAD_CAT_ID"]): r["OBJECT_NAME"] for r in rows(folder / "celestrak_gp_onorbit_20241101.csv.gz")}
    found: dict[str, tuple[list[float], list[float], list[float]]] = defaultdict(lambda: ([], [], []))
    for row in rows(folder / "mocat_discos_mass_area_202301.csv.gz"):
        name = names.get(int(row["norad_id"]), "")
        if row["object_class"] != "5" or " R/B" not in name or float(row["mass_kg"]) <= 0.0:
            continue
        masses, _, areas = found[name]
        masses.append(float(row["mass_kg"]))
        if float(row["area_m2"] or 0) > 0.0:
            areas.append(float(row["area_m2"]))
    with (DATA / "derelicts_20241031.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["name"] in found:
                found[row["name"]][1].extend((float(row["mass_min_kg"]), float(row["mass_max_kg"])))
    return found


def family(
    name: str, stage: dict[str, str] | None, known: tuple[list[float], list[float], list[float]]
) -> dict[str, object]:
    """One row of the table."""
    masses, others, areas = known
    if name in OVERRIDES or not masses:
        assert stage is not None
        gcat = float(stage["dry_mass_kg"])
        masses, others = [gcat], [*masses, *others]
        source = f"GCAT, {stage['stage']}{', flagged uncertain' if stage['mass_uncertain'] else ''}"
    else:
        source = f"median of {len(masses)} in {DISCOS}"
        others = [*others, float(stage["dry_mass_kg"])] if stage else others
    mass = float(np.median(masses))
    others = [value for value in others if mass / 3.0 <= value <= mass * 3.0]
    if areas:
        area_source = f"median of {len(areas)} in {DISCOS}"
        area, low, high = float(np.median(areas)), min(areas), max(areas)
    elif stage:
        area_source = "GCAT cylinder, surface/4"
        area = cylinder(float(stage["length_m"]), float(stage["diameter_m"]))
        low, high = area / CYLINDER_FACTOR, area * CYLINDER_FACTOR
    else:
        area_source, area, low, high = "", 0.0, 0.0, 0.0
    figures = (mass, min(*masses, *others, mass), max(*masses, *others, mass))
    sizes = tuple(f"{value:.4g}" if value else "" for value in (area, low, high))
    return dict(
        zip(COLUMNS, (name, len(masses), *(f"{v:g}" for v in figures), source, *sizes, area_source), strict=True)
    )


def main(folder: Path) -> None:
    with (folder / "gcat_stage_families.csv").open(encoding="utf-8") as file:
        stages = {row["catalog_name"]: row for row in csv.DictReader(file)}
    known = known_stages(folder)
    target = DATA / "stage_families.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        names = sorted(set(stages) | set(known))
        writer.writerows(family(name, stages.get(name), known.get(name, ([], [], []))) for name in names)
    print(f"{target.name}: {len(names)} families, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)

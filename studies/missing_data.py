"""How wrong a mass or a cross-section is that no source has: family, size law, class median, radar.

Run from the checkout: ``python studies/missing_data.py [FOLDER]``, FOLDER holding the public tables that
``studies/build_catalog.py`` reads. Prints the table of ``docs/theory/missing-data.md``: for every way to fill a gap,
the 5, 50 and 95 % quantiles of true over estimated on objects whose mass or cross-section a source does have.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "catalog"
KINDS = {"1": "PAYLOAD", "5": "ROCKET BODY"}
WORKING = set("+PBSX")  # SATCAT status codes: constellations at work are none of the objects whose gaps are filled


def law_area(mass_kg: float) -> float:
    """Cross-section by the size law of EVOLVE, M = 48.66 d^2.26 (d in m) [m2]."""
    return float(math.pi / 4.0 * (mass_kg / 48.66) ** (2.0 / 2.26))


def law_mass(area_m2: float) -> float:
    return float(48.66 * (4.0 * area_m2 / math.pi) ** 1.13)


def cylinder(length_m: float, diameter_m: float) -> float:
    """Mean cross-section of a cylinder: a quarter of its surface (Cauchy) [m2]."""
    return math.pi * diameter_m * (length_m + diameter_m / 2.0) / 4.0


def rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def show(what: str, ratios: list[float]) -> None:
    values = np.array(ratios)
    low, mid, high = np.quantile(values, (0.05, 0.5, 0.95))
    factor = float(np.quantile(np.exp(np.abs(np.log(values / mid))), 0.9))
    print(f"{what:<64} {len(values):6d} {low:8.3f} {mid:8.3f} {high:8.3f}   x/÷ {factor:5.2f}")


def main(folder: Path) -> None:
    names = {int(r["NORAD_CAT_ID"]): r["OBJECT_NAME"] for r in rows(folder / "celestrak_gp_onorbit_20241101.csv.gz")}
    discos = [r for r in rows(folder / "mocat_discos_mass_area_202301.csv.gz") if int(r["norad_id"]) in names]
    mcma = {int(r["norad_id"]): float(r["mass_kg"] or 0) for r in rows(folder / "mcma_satcat_masses_202001.csv.gz")}
    table = pq.read_table(folder / "gp_full_20250112.parquet", columns=["norad_id", "rcs", "ops_code"]).to_pydict()
    working = {k for k, code in zip(table["norad_id"], table["ops_code"], strict=True) if code in WORKING}
    radar = {k: v for k, v in zip(table["norad_id"], table["rcs"], strict=True) if v and v > 0.0}

    families: dict[str, list[float]] = defaultdict(list)
    areas: dict[str, list[float]] = defaultdict(list)
    mass_by_law, area_by_law, class_mass, by_radar, both, mass_by_radar = (defaultdict(list) for _ in range(6))
    for row in discos:
        if int(row["norad_id"]) in working:
            continue
        number, kind = int(row["norad_id"]), KINDS.get(row["object_class"], "DEBRIS")
        mass, area = float(row["mass_kg"]), float(row["area_m2"] or 0)
        if mass > 0 and mcma.get(number, 0) > 0:
            both[kind].append(mcma[number] / mass)
        if area > 0 and number in radar:
            by_radar[kind].append(area / radar[number])
        if mass <= 0:
            continue
        if kind == "ROCKET BODY":
            families[names[number]].append(mass)
            if area > 0:
                areas[names[number]].append(area)
        if number in radar:
            mass_by_radar[kind].append(mass / law_mass(radar[number]))
        if area > 0:
            mass_by_law[kind].append(mass / law_mass(area))
            area_by_law[kind].append(area / law_area(mass))
        class_mass[kind].append(mass)

    print(f"{'true / estimated':<64} {'n':>6} {'5 %':>8} {'50 %':>8} {'95 %':>8}   nine in ten within, of 50 %")
    left_out = [
        value / float(np.median(values[:k] + values[k + 1 :]))
        for values in families.values()
        if len(values) >= 3
        for k, value in enumerate(values)
    ]
    show("mass of a stage / median of the others of its name", left_out)
    for factor in (1.0, 1.5, 2.0, 3.0, 4.0, 5.0):
        off = sum(
            not min(values[:k] + values[k + 1 :]) / factor <= value <= max(values[:k] + values[k + 1 :]) * factor
            for values in families.values()
            if len(values) >= 3
            for k, value in enumerate(values)
        )
        print(f"    more than {factor:g} times outside the range of the others: {off} of {len(left_out)}")
    worst = sorted(((max(v) / min(v), k, min(v), max(v), len(v)) for k, v in families.items()), reverse=True)[:12]
    for spread, name, low, high, n in worst:
        print(f"    {name:<24} {low:8.1f} to {high:8.1f} kg, {n} stages, spread {spread:.1f}")
    for kind in ("PAYLOAD", "ROCKET BODY", "DEBRIS"):
        show(f"mass, {kind.lower()}: MCMA / DISCOS for the same object", both[kind])
        show(f"mass, {kind.lower()}: DISCOS / size law of its DISCOS cross-section", mass_by_law[kind])
        show(f"cross-section, {kind.lower()}: DISCOS / size law of its mass", area_by_law[kind])
        show(f"cross-section, {kind.lower()}: DISCOS / radar cross-section", by_radar[kind])
        show(f"mass, {kind.lower()}: DISCOS / size law of its radar cross-section", mass_by_radar[kind])
        median = float(np.median(class_mass[kind]))
        show(f"mass, {kind.lower()}: DISCOS / class median of {median:.4g} kg", [m / median for m in class_mass[kind]])
    typical = {name: float(np.median(values)) for name, values in areas.items()}
    with (folder / "gcat_stage_families.csv").open(encoding="utf-8") as file:
        stages = [row for row in csv.DictReader(file) if row["catalog_name"] in typical]
    show(
        "cross-section, stages: DISCOS median of the name / GCAT cylinder",
        [typical[r["catalog_name"]] / cylinder(float(r["length_m"]), float(r["diameter_m"])) for r in stages],
    )
    show(
        "mass, stages: DISCOS median of the name / GCAT dry mass",
        [float(np.median(families[r["catalog_name"]])) / float(r["dry_mass_kg"]) for r in stages],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED)

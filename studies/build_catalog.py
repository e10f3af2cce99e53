"""Build the bundled figures from the public tables in the shared data folder.

Run from the checkout: ``python studies/build_catalog.py [FOLDER]``. Same input, same bytes. What it keeps and
how it fills gaps is printed, and told in ``adr_planner/data/PROVENANCE.md``.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from adr_planner.catalog.elements import EARTH_RADIUS_KM, MeanElements
from adr_planner.catalog.population import KINDS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "adr_planner" / "data"
TYPES = {"R/B": "ROCKET BODY", "PAY": "PAYLOAD", "DEB": "DEBRIS"}
OPERATIONAL = set("+PBSX")  # SATCAT status codes of working satellites
COLUMNS = (
    "norad_cat_id", "object_id", "name", "object_type", "owner", "launch_date",
    "mass_kg", "mass_min_kg", "mass_max_kg", "mass_source", "area_m2", "area_source",
    "epoch_utc", "mean_motion_rev_day", "eccentricity", "inclination_deg", "raan_deg", "argp_deg",
    "mean_anomaly_deg", "bstar", "mean_motion_dot",
)  # fmt: skip


def diameter_of(mass_kg: float) -> float:
    """Size law of EVOLVE, M = 48.66 d^2.26 (d in m), read the other way."""
    return (mass_kg / 48.66) ** (1.0 / 2.26)


def mass_of(diameter_m: float) -> float:
    """Size law of EVOLVE: M = 48.66 d^2.26."""
    return 48.66 * diameter_m**2.26


def rows_of(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def derelicts(folder: Path) -> list[dict[str, object]]:
    """LEO derelicts above 500 kg, our columns."""
    kept, dropped, filled = [], 0, 0
    for row in rows_of(folder / "leo_derelicts.csv"):
        if row["regime"] != "LEO" or not row["mass_kg"]:
            dropped += 1
            continue
        mass = float(row["mass_kg"])
        area, area_source = row["area_m2"], row["area_source"]
        if not area:
            area, area_source = f"{math.pi / 4 * diameter_of(mass) ** 2:.2f}", "size law M = 48.66 d^2.26"
            filled += 1
        kept.append(
            {
                "norad_cat_id": int(row["norad_id"]),
                "object_id": row["cospar_id"],
                "name": row["name"],
                "object_type": TYPES[row["object_type"]],
                "owner": row["country"],
                "launch_date": row["launch_date"],
                "mass_kg": f"{mass:g}",
                "mass_min_kg": f"{float(row['mass_min_kg'] or mass):g}",
                "mass_max_kg": f"{float(row['mass_max_kg'] or mass):g}",
                "mass_source": row["mass_source"],
                "area_m2": area,
                "area_source": area_source,
                "epoch_utc": row["epoch"],
                "mean_motion_rev_day": row["mean_motion"],
                "eccentricity": row["eccentricity"],
                "inclination_deg": row["inclination"],
                "raan_deg": row["ra_of_asc_node"],
                "argp_deg": row["arg_of_pericenter"],
                "mean_anomaly_deg": row["mean_anomaly"],
                "bstar": row["bstar"],
                "mean_motion_dot": row["mean_motion_dot"],
            }
        )
    kept.sort(key=lambda row: int(str(row["norad_cat_id"])))
    print(f"derelicts: {len(kept)} kept, {dropped} dropped (not wholly in LEO, or no mass), {filled} areas by size law")
    return kept


def kind_of(name: str, code: int | None) -> int:
    """Type of an object from MOCAT's class, else from its name."""
    if code is not None:
        return {1: 0, 5: 1}.get(code, 2)
    if "DEB" in name.split():
        return 2
    return 1 if "R/B" in name.split() else 0


def population(folder: Path, derelict_rows: list[dict[str, object]]) -> dict[str, np.ndarray]:
    """Everything on orbit that comes below 2,100 km, compact."""
    sizes = {int(r["norad_id"]): r for r in rows_of(folder / "mocat_discos_mass_area_202301.csv.gz")}
    masses = {
        int(r["norad_id"]): float(r["mass_kg"])
        for r in rows_of(folder / "mcma_satcat_masses_202001.csv.gz")
        if r["mass_kg"] and float(r["mass_kg"]) > 0.0
    }
    known = {int(str(r["norad_cat_id"])): r for r in derelict_rows}
    full = pq.read_table(folder / "gp_full_20250112.parquet", columns=["norad_id", "ops_code", "rcs"]).to_pydict()
    working = {k for k, code in zip(full["norad_id"], full["ops_code"], strict=True) if code in OPERATIONAL}
    radar = {k: rcs for k, rcs in zip(full["norad_id"], full["rcs"], strict=True) if rcs and rcs > 0.0}
    objects: dict[int, tuple[object, ...]] = {}
    counts = {"mass known": 0, "mass by size": 0, "mass by median": 0, "high": 0, "low": 0}
    for row in rows_of(folder / "celestrak_gp_onorbit_20241101.csv.gz"):
        number = int(row["NORAD_CAT_ID"])
        elements = MeanElements(
            row["EPOCH"] + "Z", float(row["MEAN_MOTION"]), float(row["ECCENTRICITY"]), float(row["INCLINATION"]),
            float(row["RA_OF_ASC_NODE"]), float(row["ARG_OF_PERICENTER"]), float(row["MEAN_ANOMALY"]),
        )  # fmt: skip
        if elements.perigee_km > 2100.0:
            counts["high"] += 1
            continue
        if elements.perigee_km < 100.0:
            counts["low"] += 1
            continue
        size = sizes.get(number)
        kind = kind_of(row["OBJECT_NAME"], int(size["object_class"]) if size else None)
        mass = float(size["mass_kg"]) if size else 0.0
        mass = mass or masses.get(number, 0.0)
        radius = float(size["radius_m"]) if size else 0.0
        if number in known:
            mass = float(str(known[number]["mass_kg"]))
            radius = math.sqrt(float(str(known[number]["area_m2"])) / math.pi)
        if not radius and number in radar:
            radius = math.sqrt(radar[number] / math.pi)
        objects[number] = (elements, kind, mass, radius, number in working, row["OBJECT_NAME"])
    families = medians(objects)
    columns: dict[str, list[object]] = {name: [] for name in (
        "norad_cat_id", "sma_dam", "ecc_1e6", "inc_cdeg", "mass_kg", "radius_m", "kind", "operational")}  # fmt: skip
    for number in sorted(objects):
        elements, kind, mass, radius, operational, name = objects[number]
        if mass:
            counts["mass known"] += 1
        elif kind == 2 and radius:
            mass = mass_of(2.0 * radius)
            counts["mass by size"] += 1
        else:
            mass = families.get((kind, family(name))) or families[(kind, "")]
            counts["mass by median"] += 1
        radius = radius or 0.5 * diameter_of(mass)
        for column, value in zip(
            columns.values(),
            (
                number,
                round((elements.perigee_km + elements.apogee_km + 2 * EARTH_RADIUS_KM) * 50.0),
                round(elements.eccentricity * 1e6),
                round(elements.inclination_deg * 100.0),
                mass,
                radius,
                kind,
                operational,
            ),
            strict=True,
        ):
            column.append(value)
    kinds = np.bincount(np.array(columns["kind"]), minlength=4)
    print(f"population: {len(objects)} kept; {counts}")
    print("  ", {name.lower(): int(count) for name, count in zip(KINDS, kinds, strict=True)},
          "operational", sum(map(bool, columns["operational"])))  # fmt: skip
    types = (np.int32, np.int32, np.int32, np.uint16, np.float32, np.float32, np.uint8, np.bool_)
    return {name: np.array(values, dtype=kind) for (name, values), kind in zip(columns.items(), types, strict=True)}


def family(name: object) -> str:
    """First word of a name without its number: STARLINK-1234 and ONEWEB-0123 are families."""
    return str(name).split()[0].split("-")[0] if str(name).strip() else ""


def medians(objects: dict[int, tuple[object, ...]]) -> dict[tuple[int, str], float]:
    """Median mass by type and family, and by type alone."""
    groups: dict[tuple[int, str], list[float]] = {}
    for _, kind, mass, _, _, name in objects.values():
        if mass:
            groups.setdefault((kind, family(name)), []).append(mass)
            groups.setdefault((kind, ""), []).append(mass)
    groups.setdefault((2, ""), []).append(1.0)
    return {key: float(np.median(values)) for key, values in groups.items() if len(values) >= 5 or key[1] == ""}


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "catalog"
    rows = derelicts(folder)
    with (DATA / "derelicts_20241031.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    np.savez_compressed(DATA / "population_20241031.npz", **population(folder, rows))
    for name in ("derelicts_20241031.csv", "population_20241031.npz"):
        print(f"{name}: {(DATA / name).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

"""Build the bundled figures from the public tables in the shared data folder.

Run from the checkout: ``python studies/build_catalog.py [FOLDER]``. Same input, same bytes. What it keeps and
how it fills gaps is printed, and told in ``adr_planner/data/PROVENANCE.md``.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from adr_planner.catalog.elements import EARTH_RADIUS_KM, MeanElements
from adr_planner.catalog.pieces import family_name, launch_of
from adr_planner.catalog.population import KINDS

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "adr_planner" / "data"
TYPES = {"R/B": "ROCKET BODY", "PAY": "PAYLOAD", "DEB": "DEBRIS"}
PAYLOAD, STAGE, DEBRIS, UNKNOWN = range(4)
OPERATIONAL = set("+PBSX")  # SATCAT status codes of working satellites
LEAST_MASS_KG = 500.0
HIGHEST_PERIGEE_KM, LOWEST_PERIGEE_KM = 2100.0, 100.0
OUTLIER = 20.0  # a stage this many times off its family is an entry error; DELTA 1 R/B holds stages of 70 and 845 kg
FAMILY_SIZE = 5
ABLE_KG = 100.0
"""Working satellites of which GCAT does not say that they manoeuvre are taken to from this mass on: of those above it
has the flag of 96 % (Metop, Sentinel-2A, Sentinel-3A and COSMO-SkyMed are among the rest, and do manoeuvre), of those
below 14 %."""
COLUMNS = (
    "norad_cat_id", "object_id", "name", "object_type", "owner", "launch_date", "status",
    "mass_kg", "mass_min_kg", "mass_max_kg", "mass_source", "area_m2", "area_source",
    "epoch_utc", "mean_motion_rev_day", "eccentricity", "inclination_deg", "raan_deg", "argp_deg",
    "mean_anomaly_deg", "bstar", "mean_motion_dot",
)  # fmt: skip


@dataclass
class Body:
    """One object of the population while its gaps are filled."""

    name: str
    elements: MeanElements
    kind: int
    mass: float = 0.0
    radius: float = 0.0
    operational: bool = False
    manoeuvres: bool = False  # GCAT says so; its silence says nothing


def area_of(mass_kg: float) -> float:
    """Cross-section by the size law of EVOLVE, M = 48.66 d^2.26 (d in m) [m2]."""
    return float(math.pi / 4.0 * (mass_kg / 48.66) ** (2.0 / 2.26))


def mass_of(radius_m: float) -> float:
    """Mass by the same law [kg]."""
    return float(48.66 * (2.0 * radius_m) ** 2.26)


def rows_of(path: Path) -> list[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def satcat(folder: Path) -> tuple[set[int], dict[int, float]]:
    """Who worked on 12 January 2025, and radar cross-sections [m2]."""
    table = pq.read_table(folder / "gp_full_20250112.parquet", columns=["norad_id", "ops_code", "rcs"]).to_pydict()
    working = {k for k, code in zip(table["norad_id"], table["ops_code"], strict=True) if code in OPERATIONAL}
    radar = {k: rcs for k, rcs in zip(table["norad_id"], table["rcs"], strict=True) if rcs and rcs > 0.0}
    return working, radar


def manoeuvring(folder: Path) -> set[int]:
    """Payloads that GCAT flags as manoeuvring, as of 7 April 2025."""
    found, header = set(), None
    with gzip.open(folder / "gcat_psatcat_20250407.tsv.gz", "rt", encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.rstrip("\n").split("\t")]
            if header is None:
                header = [name.removeprefix("#") for name in cells]
            elif not line.startswith("#"):
                row = dict(zip(header, cells, strict=True))
                digits = row["JCAT"].removeprefix("S")
                if row["Mvr"] == "M" and digits.isdigit():
                    found.add(int(digits))
    return found


def derelicts(folder: Path, working: set[int]) -> tuple[list[dict[str, str]], dict[str, float]]:
    """LEO derelicts of 500 kg and more, our columns; and how far the size law overstates each type's area."""
    kept, dropped = [], Counter[str]()
    for row in sorted(rows_of(folder / "leo_derelicts.csv"), key=lambda row: int(row["norad_id"])):
        if row["regime"] != "LEO":
            dropped["not wholly in LEO"] += 1
        elif not row["mass_kg"]:
            dropped["no mass"] += 1
        elif float(row["mass_kg"]) < LEAST_MASS_KG:
            dropped["below 500 kg"] += 1
        elif int(row["norad_id"]) in working:
            dropped["something aboard works (SATCAT)"] += 1
        else:
            kept.append(row)
    scale = {
        kind: float(np.median([float(r["area_m2"]) / area_of(float(r["mass_kg"])) for r in kept
                               if r["area_m2"] and r["object_type"] == kind]))
        for kind in ("R/B", "PAY")
    }  # fmt: skip
    filled = sum(not row["area_m2"] for row in kept)
    print(f"derelicts: {len(kept)} kept, {filled} areas by scaled size law; dropped: {dict(dropped)}")
    print(f"  catalogued area / size law, median: {', '.join(f'{k} {v:.3f}' for k, v in scale.items())}")
    return [ours(row, scale) for row in kept], {TYPES[kind]: value for kind, value in scale.items()}


def ours(row: dict[str, str], scale: dict[str, float]) -> dict[str, str]:
    """One derelict in our columns."""
    mass = float(row["mass_kg"])
    area, area_source = row["area_m2"], row["area_source"]
    if not area:
        factor = scale[row["object_type"]]
        area = f"{factor * area_of(mass):.2f}"
        area_source = f"size law M = 48.66 d^2.26 x {factor:.2f}, the median of its type"
    return {
        "norad_cat_id": row["norad_id"],
        "object_id": row["cospar_id"],
        "name": row["name"],
        "object_type": TYPES[row["object_type"]],
        "owner": row["country"],
        "launch_date": row["launch_date"],
        "status": "derelict",
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


def kind_of(name: str, code: int | None) -> int:
    """Type of an object from MOCAT's class, else from the catalogue's naming habit."""
    if code is not None:
        return {1: PAYLOAD, 5: STAGE}.get(code, DEBRIS)
    if name == "UNKNOWN":  # tracked, but nobody knows what it came from: mostly fragments
        return UNKNOWN
    if "DEB" in name.split() or "COOLANT" in name.split():
        return DEBRIS
    return STAGE if " R/B" in name else PAYLOAD


def bodies(folder: Path, known: dict[int, dict[str, str]], working: set[int]) -> dict[int, Body]:
    """Everything on orbit that comes below 2,100 km, with the masses and sizes that sources have."""
    discos = {int(r["norad_id"]): r for r in rows_of(folder / "mocat_discos_mass_area_202301.csv.gz")}
    mcma = {int(r["norad_id"]): float(r["mass_kg"] or 0) for r in rows_of(folder / "mcma_satcat_masses_202001.csv.gz")}
    able = manoeuvring(folder)
    found: dict[int, Body] = {}
    for row in rows_of(folder / "celestrak_gp_onorbit_20241101.csv.gz"):
        number = int(row["NORAD_CAT_ID"])
        elements = MeanElements(
            row["EPOCH"] + "Z", float(row["MEAN_MOTION"]), float(row["ECCENTRICITY"]), float(row["INCLINATION"]),
            float(row["RA_OF_ASC_NODE"]), float(row["ARG_OF_PERICENTER"]), float(row["MEAN_ANOMALY"]),
        )  # fmt: skip
        if not LOWEST_PERIGEE_KM <= elements.perigee_km <= HIGHEST_PERIGEE_KM:
            continue
        source = discos.get(number)
        kind = kind_of(row["OBJECT_NAME"], int(source["object_class"]) if source else None)
        body = Body(row["OBJECT_NAME"], elements, kind, operational=number in working, manoeuvres=number in able)
        body.mass = (float(source["mass_kg"]) if source else 0.0) or mcma.get(number, 0.0)
        body.radius = float(source["radius_m"]) if source else 0.0
        if number in known:
            body.kind = KINDS.index(known[number]["object_type"])
            body.mass = float(known[number]["mass_kg"])
            body.radius = math.sqrt(float(known[number]["area_m2"]) / math.pi)
        found[number] = body
    return found


def family(body: Body) -> str:
    """Stages by their whole name, others by its first word without its number: STARLINK-1234, ONEWEB-0123."""
    return body.name if body.kind == STAGE else body.name.split()[0].split("-")[0]


def medians(found: Iterable[Body]) -> dict[tuple[int, str], float]:
    """Median mass by type and family; by type alone, of its families, so that one constellation is one vote."""
    groups: dict[tuple[int, str], list[float]] = {}
    for body in found:
        if body.mass:
            groups.setdefault((body.kind, family(body)), []).append(body.mass)
    result = {key: float(np.median(values)) for key, values in groups.items()}
    for kind in (PAYLOAD, STAGE):
        result[kind, ""] = float(np.median([value for key, value in result.items() if key[0] == kind]))
    pieces = [mass for (kind, _), masses in groups.items() for mass in masses if kind == DEBRIS]
    result[DEBRIS, ""] = float(np.median(pieces))
    return {key: value for key, value in result.items() if not key[1] or len(groups[key]) >= FAMILY_SIZE}


def fill(found: dict[int, Body], radar: dict[int, float], scale: dict[str, float]) -> None:
    """Give every body a mass and a radius, and say how."""
    typical, counts = medians(found.values()), Counter[str]()
    for number, body in sorted(found.items()):
        intact = body.kind in (PAYLOAD, STAGE)
        usual = typical.get((body.kind, family(body)))
        if body.kind == STAGE and body.mass and usual and not usual / OUTLIER < body.mass < usual * OUTLIER:
            print(f"  entry error: {body.name} ({number}) of {body.mass:g} kg, its family has {usual:g}")
            body.mass = 0.0
        if not intact and not body.radius and number in radar:
            body.radius = math.sqrt(radar[number] / math.pi)
        if body.mass:
            counts["mass known"] += 1
        elif not intact and body.radius:
            body.mass = mass_of(body.radius)
            counts["mass by size law"] += 1
        elif intact and usual:
            body.mass = usual
            counts["mass by median of the family"] += 1
        else:
            body.mass = typical[body.kind if intact else DEBRIS, ""]
            counts["mass by median of the type"] += 1
        if not body.radius:
            factor = scale.get(KINDS[body.kind], 1.0)
            body.radius = math.sqrt(factor * area_of(body.mass) / math.pi)
            counts["radius by size law"] += 1
    print(f"population: {len(found)} kept; {dict(counts)}")
    print(f"  median mass of debris {typical[DEBRIS, '']:g} kg, of payload families {typical[PAYLOAD, '']:g} kg")
    kinds = Counter(KINDS[body.kind].lower() for body in found.values())
    print(f"  {dict(kinds)}, operational {sum(body.operational for body in found.values())}")
    unable = sum(one.operational and not one.manoeuvres and one.mass < ABLE_KG for one in found.values())
    print(f"  of them {unable} that cannot step aside")


def columns(found: dict[int, Body]) -> dict[str, np.ndarray]:
    """Return the population as compact arrays, in the order of the numbers."""
    rows = [
        (
            number,
            round((body.elements.perigee_km + body.elements.apogee_km + 2 * EARTH_RADIUS_KM) * 50.0),
            round(body.elements.eccentricity * 1e6),
            round(body.elements.inclination_deg * 100.0),
            body.mass,
            body.radius,
            body.kind,
            body.operational,
            body.manoeuvres or body.mass >= ABLE_KG,
        )
        for number, body in sorted(found.items())
    ]
    names = (
        "norad_cat_id",
        "sma_dam",
        "ecc_1e6",
        "inc_cdeg",
        "mass_kg",
        "radius_m",
        "kind",
        "operational",
        "manoeuvres",
    )
    types = (np.int32, np.int32, np.int32, np.uint16, np.float32, np.float32, np.uint8, np.bool_, np.bool_)
    return {
        name: np.array([row[k] for row in rows], kind) for k, (name, kind) in enumerate(zip(names, types, strict=True))
    }


def pieces(folder: Path, rows: list[dict[str, str]]) -> list[tuple[int, int]]:
    """Numbers of the derelicts that have catalogued pieces of their own on orbit, and how many."""
    counts = Counter(
        (launch_of(row["OBJECT_ID"]), family_name(row["OBJECT_NAME"]))
        for row in rows_of(folder / "celestrak_gp_onorbit_20241101.csv.gz")
        if " DEB" in row["OBJECT_NAME"]
    )
    found = [(int(row["norad_cat_id"]), counts[launch_of(row["object_id"]), family_name(row["name"])]) for row in rows]
    print(f"pieces: {sum(number > 0 for _, number in found)} derelicts have some")
    return [(number, count) for number, count in found if count]


def build(folder: Path, target: Path) -> None:
    """Write both files into a folder."""
    working, radar = satcat(folder)
    rows, scale = derelicts(folder, working)
    with (target / "derelicts_20241031.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with (target / "pieces_20241031.csv").open("w", encoding="utf-8", newline="") as file:
        plain = csv.writer(file, lineterminator="\n")
        plain.writerow(("norad_cat_id", "n_pieces"))
        plain.writerows(pieces(folder, rows))
    found = bodies(folder, {int(row["norad_cat_id"]): row for row in rows}, working)
    fill(found, radar, scale)
    arrays: dict[str, Any] = dict(columns(found))
    np.savez_compressed(target / "population_20241031.npz", **arrays)
    for name in ("derelicts_20241031.csv", "pieces_20241031.csv", "population_20241031.npz"):
        print(f"{name}: {(target / name).stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data" / "catalog", DATA)

"""Draw the random missions: what a user might ask for, none of it looked at before.

Run ``python bench/missions/draw.py``; the same seed writes the same files. Draws go on until sixty missions are
possible. A combination no planner can serve (a release orbit with kits on board, an engine too weak to bring the
lightest candidate down) is a draw like any other: it is kept, marked and counted apart.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from astropy.time import Time

from adr_planner import Catalog
from adr_planner.catalog import SpaceObject

SEED = 20261128
POSSIBLE = 60
FOLDER = Path(__file__).parent / "drawn"
CANDIDATES = Path(__file__).parent / "candidates.csv"
FAMILIES = {"71": (70.5, 71.5), "74": (73.5, 74.5), "83": (82.0, 84.0), "98": (97.0, 100.0)}
"""Where derelicts gather: bands of inclination [deg]."""
LAST_BURN, MANY_BURNS = 0.08, 0.006
"""Least thrust on a stack [N/kg]: the last burn of a controlled re-entry, some 40 m/s, on 30 deg of a revolution; some
120 m/s in forty burns as long."""
J2, RADIUS_M = 1.08262668355e-3, 6378137.0
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2029, 12, 31)


def node_on(item: SpaceObject, day: date) -> float:
    """Return about where the node of an object is on a day [deg], by the first order of J2."""
    elements = item.elements
    ratio = -1.5 * J2 * (RADIUS_M / elements.sma_m) ** 2 * math.cos(math.radians(elements.inclination_deg))
    days = (Time(day.isoformat()) - elements.epoch).to_value("day")
    return float((elements.raan_deg + 360.0 * ratio * elements.mean_motion_rev_day * days) % 360.0)


def servicer_text(draw: Random, concept: str, thrust: str, targets: int, rule: str, lightest: float) -> tuple[str, str]:
    """Return the servicer's table, its kits' with it, and why its engines could not do their work, if so."""
    dry = draw.randrange(500, 1501, 50)
    lines = ["[servicer]", f'name = "{concept.capitalize()}"', f'dry_mass = "{dry} kg"']
    propellant = {"kit": (300, 1200), "tug": (1500, 4000), "electric": (60, 250)}[concept]
    lines.append(f'propellant = "{draw.randrange(propellant[0], propellant[1] + 1, 10)} kg"')
    isp = (1200, 1900) if concept == "electric" else (285, 320)
    lines.append(f'isp = "{draw.randint(*isp)} s"')
    lines.append(f"kits = {0 if concept == 'tug' else targets}")
    push = draw.uniform(math.log(2.0), math.log(10.0))
    force, stack = math.inf, lightest
    if concept == "electric":
        lines += ['propulsion = "electric"', f'thrust = "{math.exp(push) * (40 if thrust == "weak" else 120):.0f} mN"']
    elif thrust != "impulses":
        newtons = round(math.exp(push) * (5 if thrust == "weak" else 100))
        lines.append(f'thrust = "{newtons} N"')
        if concept == "tug":
            force, stack = newtons, dry + lightest
    if concept != "tug":
        lines += ["", "[servicer.kit]", f'fixed_mass = "{draw.randrange(60, 151, 10)} kg"', 'isp = "280 s"']
        if thrust == "strong":
            force = draw.randrange(100, 501, 50)
            lines.append(f'thrust = "{force} N"')
    weak = force < stack * (LAST_BURN if rule == "controlled" else MANY_BURNS)
    return "\n".join(lines), f"{force} N bring none of the candidates down" if weak else ""


def disposal_text(draw: Random, rule: str) -> str:
    """Return the table of the rule by which targets come down."""
    lines = ["[mission.disposal]", f'rule = "{rule}"']
    if rule == "controlled":
        lines.append(f'perigee_altitude = "{draw.randrange(40, 81, 10)} km"')
    if rule == "decay":
        lines.append(f"years = {draw.choice((5.0, 25.0))}")
    if rule == "release":
        lines.append(f'perigee_altitude = "{draw.randrange(350, 601, 50)} km"')
    return "\n".join(lines)


def injection_text(draw: Random, kind: str, best: SpaceObject, start: date) -> str:
    """Return the table of an injection orbit near to the best candidate's plane, or far from it in node."""
    near, far = draw.uniform(-5.0, 5.0), draw.choice((-1.0, 1.0)) * draw.uniform(20.0, 90.0)
    lines = ["[mission.injection]", f'altitude = "{draw.randrange(500, 801, 10)} km"']
    lines.append(f'inclination = "{best.elements.inclination_deg + draw.uniform(-0.15, 0.15):.2f} deg"')
    lines.append(f'raan = "{(node_on(best, start) + (near if kind == "near" else far)) % 360.0:.1f} deg"')
    if draw.random() < 0.5:
        lines.append(f"date = {start.isoformat()}")
    return "\n".join(lines)


def draw_mission(draw: Random, families: dict[str, list[SpaceObject]]) -> tuple[str, str, bool]:
    """Return one mission file, the family it is about, and whether anybody could fly it."""
    family = draw.choice(tuple(FAMILIES))
    concept = draw.choice(("kit", "tug", "electric"))
    rule = draw.choice(("controlled", "decay", "release"))
    thrust = draw.choice(("weak", "strong") if concept == "electric" else ("weak", "strong", "impulses"))
    injection = draw.choice(("free", "near", "far"))
    targets, days = draw.randint(2, 8), draw.randint(30, 730)
    start = FIRST_DAY + timedelta(days=draw.randrange((LAST_DAY - FIRST_DAY).days + 1))
    budget = draw.randrange(400, 1501, 50) if draw.random() < 0.5 else None
    top = draw.randint(15, 40)
    lightest = min(item.mass_kg or math.inf for item in families[family][:top])
    servicer, hopeless = servicer_text(draw, concept, thrust, targets, rule, lightest)
    if rule == "release" and concept != "tug":
        hopeless = "kits know no release orbit"
    stay, commissioning = draw.randint(5, 20), draw.randint(5, 10)
    if concept == "electric":
        commissioning = min(6 * commissioning, days // 2)
    tables = [
        f"# Family of {family} deg; {concept}, {rule}, {thrust}; injection {injection}"
        + (f"; impossible: {hopeless}." if hopeless else "."),
        f"[candidates]\ntop = {top}",
        servicer,
        "\n".join(
            [
                "[mission]",
                f"start = {start.isoformat()}",
                f'duration = "{days} day"',
                f"targets = {targets}",
                'objective = "risk"',
                *([f'max_delta_v = "{budget} m/s"'] if budget and concept == "kit" else []),
                f'stay = "{stay} day"',
                f'commissioning = "{commissioning} day"',
                *(["dispose_servicer = false"] if thrust == "weak" and concept != "electric" else []),
            ]
        ),
        disposal_text(draw, rule),
    ]
    if injection != "free":
        tables.append(injection_text(draw, injection, families[family][0], start))
    return "\n\n".join(tables) + "\n", family, not hopeless


def candidates() -> dict[str, list[SpaceObject]]:
    """Return the forty riskiest of each family as on the day of the draw: a later ranking changes no mission."""
    objects = {item.norad_cat_id: item for item in Catalog.example()}
    families: dict[str, list[SpaceObject]] = {name: [] for name in FAMILIES}
    with CANDIDATES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            families[row["family"]].append(objects[int(row["norad_cat_id"])])
    return families


def drawn() -> Iterator[tuple[str, str, bool]]:
    """Yield mission files, their families and whether they are possible, until `POSSIBLE` are."""
    draw, families, left = Random(SEED), candidates(), POSSIBLE
    while left:
        text, family, possible = draw_mission(draw, families)
        left -= possible
        yield text, family, possible


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    rows = []
    for number, (text, family, possible) in enumerate(drawn(), start=1):
        (FOLDER / f"{number:02d}.toml").write_text(text, encoding="utf-8")
        rows.append((f"{number:02d}", *FAMILIES[family], 1, "yes" if possible else "no"))
    with (FOLDER / "index.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("mission", "from_deg", "to_deg", "servicers", "possible"))
        table.writerows(rows)
    print(f"{len(rows)} draws, {POSSIBLE} of them possible, in {FOLDER}")


if __name__ == "__main__":
    main()

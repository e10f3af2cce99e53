"""Print the validation table of docs/theory/risk.md from the bundled catalogue.

Run ``python studies/risk_validation.py``.
"""

from __future__ import annotations

import numpy as np

from adr_planner.catalog import Catalog
from adr_planner.risk import Ranking, rank
from adr_planner.risk.candidates import sort_out
from adr_planner.risk.collisions.flux import Flux, Targets
from adr_planner.risk.collisions.shells import MIDDLES

CATALOG = Catalog.example()
SL16, ENVISAT = "SL-16 R/B", 27386
# Massive Collision Monitoring Activity (McKnight et al. 2021): altitude band [km] and collisions per year among
# the derelicts above 700 kg whose whole orbit lies in it: counted so, their own table of January 2020 gives 163, 150,
# 94 and 287 objects, where they name 165, 154, 97 and 355; by mean altitude it would give 204, 192, 152 and 346.
CLUSTERS = {
    "cc615": (475, 659, 1.5e-3),
    "cc775": (666, 810, 1.4e-3),
    "cc850": (810, 896, 2.4e-3),
    "cc975": (900, 1020, 8.2e-3),
}


def of(targets: Targets, keep: np.ndarray) -> Targets:
    """Return some of the targets."""
    return Targets(**{name: getattr(targets, name)[keep] for name in Targets.__slots__})


def lists(ranking: Ranking) -> None:
    """Print what stands in the lists, by consensus and by mass alone."""
    by_mass = sorted(ranking, key=lambda entry: (entry.mass_rank, entry.object.norad_cat_id))
    for title, order in (("consensus", list(ranking)), ("mass only", by_mass)):
        numbers = [entry.object.norad_cat_id for entry in order]
        payloads = [k for k, entry in enumerate(order, 1) if entry.object.object_type == "PAYLOAD"]
        old = [entry for entry in order if entry.object.launch_date < "2021"]
        fifty = order[:50]
        print(
            f"{title}: SL-16 in top 20: {sum(e.object.name == SL16 for e in order[:20])} "
            f"(of those launched before 2021: {sum(e.object.name == SL16 for e in old[:20])}), "
            f"in top 50: {sum(e.object.name == SL16 for e in fifty)} of "
            f"{sum(e.object.name == SL16 for e in order)}; Envisat {numbers.index(ENVISAT) + 1}, first payload "
            f"{payloads[0]}; of the top 50 {sum(e.object.object_type == 'ROCKET BODY' for e in fifty) * 2} % "
            f"stages, {sum(e.object.launch_date < '2000' for e in fifty) * 2} % launched before 2000"
        )
    total = sum(entry.risk_kg_per_yr for entry in ranking)
    for n in (10, 50):
        share = sum(sorted((entry.risk_kg_per_yr for entry in ranking), reverse=True)[:n]) / total
        print(f"share of the expected mass in its {n} largest: {share:.0%}")
    ranks = np.array([list(entry.index_ranks.values()) for entry in ranking], dtype=float)
    print("Spearman between indices and mass:")
    masses = -np.array([[entry.object.mass_kg] for entry in ranking], dtype=float)
    print(np.round(np.corrcoef(np.hstack([ranks, masses.argsort(0).argsort(0)]).T), 2))


def main() -> None:
    """Print everything."""
    population, candidates = CATALOG.population, sort_out(CATALOG)
    targets = candidates.targets
    derelict = np.isin(population.norad_cat_id, targets.norad_cat_id)
    flux, everything = Flux.from_population(population), Flux.from_population(population, avoidance=0.0)
    met = flux.encounters(targets)
    among = Flux.from_population(population.part(derelict)).encounters(targets)
    total, pairs = met.catastrophic_per_yr.sum(), 0.5 * among.catastrophic_per_yr.sum()
    print(f"catastrophic rate summed over {targets.sma.size} derelicts: {total:.3f} /yr")
    print(f"  collisions (pairs of derelicts counted once): {total - pairs:.3f} /yr")
    dodging_not = everything.encounters(targets).catastrophic_per_yr.sum()
    print(f"  if operational satellites never stepped aside: {dodging_not:.3f} /yr")
    for title, table in (("without operational", flux), ("all", everything)):
        density = table.density_per_km3
        print(f"density {title}: peak {density.max():.2e} /km3 at {MIDDLES[density.argmax()] / 1e3:.0f} km;", end=" ")
        bands = ((760, 780), (800, 820), (820, 860), (960, 980), (1290, 1310), (1400, 1420), (1460, 1480))
        height = MIDDLES / 1e3
        mean = {b: density[(height > b[0]) & (height < b[1])].mean() for b in bands}
        print(", ".join(f"{b[0]}-{b[1]} km {value:.2e}" for b, value in mean.items()))
    speed = met.flux_per_m2_yr / (365.25 * 86400.0) / (met.density_per_km3 * 1e-9) / 1e3
    names = np.array([one.name for one in candidates.objects])
    stage = (names == SL16) & (np.abs(targets.inc_deg - 71.0) < 0.5)
    for title, rows in (("SL-16 at 71 deg", stage), ("Envisat", targets.norad_cat_id == ENVISAT)):
        print(
            f"{title}: flux {met.flux_per_m2_yr[rows].mean():.2e} /m2/yr, catastrophic "
            f"{met.catastrophic_per_yr[rows].mean():.2e} /yr, flux over density {speed[rows].mean():.1f} km/s"
        )
    altitude = targets.sma / 1e3 - 6378.137
    swing = targets.sma * targets.ecc / 1e3
    for name, (low, high, published) in CLUSTERS.items():
        rows = (targets.mass > 700.0) & (altitude - swing > low) & (altitude + swing < high)
        cluster = population.part(np.isin(population.norad_cat_id, targets.norad_cat_id[rows]))
        rate = 0.5 * Flux.from_population(cluster).encounters(of(targets, rows)).collisions_per_yr.sum()
        print(f"{name}: {rows.sum()} derelicts, {rate:.1e} /yr, {rate / published:.1f} x published")
    lists(rank(CATALOG))


if __name__ == "__main__":
    main()

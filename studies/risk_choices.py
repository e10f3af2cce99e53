"""How much each choice in the ranking matters: indices alone, other merging rules, other top lists.

Run ``python studies/risk_choices.py``; the table stands in docs/theory/risk.md.
"""

from __future__ import annotations

from adr_planner.catalog import Catalog
from adr_planner.risk import RankedObject, Ranking, rank
from adr_planner.risk.indices import INDICES, VOTERS

SL16, ENVISAT = "SL-16 R/B", 27386
CATALOG = Catalog.example()


def row(title: str, entries: list[RankedObject], default: set[int]) -> str:
    """Return one line of the table."""
    fifty = entries[:50]
    numbers = [entry.object.norad_cat_id for entry in entries]
    payloads = [place for place, entry in enumerate(entries, 1) if entry.object.object_type == "PAYLOAD"]
    return (
        f"| {title} | {sum(e.object.name == SL16 for e in entries[:20])} | {numbers.index(ENVISAT) + 1} "
        f"| {payloads[0]} | {2 * sum(e.object.object_type == 'ROCKET BODY' for e in fifty)} % "
        f"| {2 * sum(e.object.launch_date < '2000' for e in fifty)} % "
        f"| {sum(e.object.name == 'SL-8 R/B' for e in fifty)} | {len(default & set(numbers[:50]))} |"
    )


def main() -> None:
    standard = rank(CATALOG)
    default = {entry.object.norad_cat_id for entry in standard[:50]}
    everyone = {index.key: 1.0 for index in VOTERS}
    choices: dict[str, Ranking] = {"default: seven indices, points": standard}
    choices |= {f"{index.title} alone": rank(CATALOG, weights={index.key: 1.0}, draws=0) for index in INDICES}
    choices |= {
        f"without {index.title}": rank(CATALOG, weights=everyone | {index.key: 0.0}, draws=0) for index in VOTERS
    }
    choices["with P(catastrophic) voting"] = rank(CATALOG, weights=everyone | {"probability": 1.0}, draws=0)
    for top in (20, 100, 200):
        choices[f"top lists of {top}"] = rank(CATALOG, top_list=top, draws=0)
    choices["TOPSIS"] = rank(CATALOG, method="topsis", draws=0)
    choices["Pareto layers"] = rank(CATALOG, method="pareto", draws=0)
    print(
        "| choice | SL-16 in 20 | Envisat | first payload | stages in 50 | before 2000 | SL-8 in 50 | kept of our 50 |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for title, ranking in choices.items():
        print(row(title, list(ranking), default))
    by_mass = sorted(standard, key=lambda entry: (entry.mass_rank, entry.object.norad_cat_id))
    print(row("mass alone (null model)", by_mass, default))
    print("\nRank bands, 300 draws: " + ", ".join(
        f"{entry.object.name} {entry.rank} ({entry.rank_low}-{entry.rank_high})"
        for entry in (standard[0], standard[9], standard[19], standard.get(ENVISAT), standard[49])
    ))  # fmt: skip
    sure = sum((entry.rank_high or 0) <= 50 for entry in standard)
    contested = sum((entry.rank_low or 0) <= 50 < (entry.rank_high or 0) for entry in standard)
    print(f"in the top 50 in 95 % of draws: {sure}; contested: {contested}")
    print(standard.correlation().round(2).to_string())
    spared = standard.removals(50).to_pandas()["spared_so_far"]
    print(f"greedy removals: 10 spare {spared[9]:.0%}, 50 spare {spared[49]:.0%} of the expected mass")


if __name__ == "__main__":
    main()

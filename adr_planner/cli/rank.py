"""``adr-planner rank``: which derelicts matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from adr_planner.cli.options import AsJson, AttributeFiles, CatalogFile, TleFile, load_catalog, print_json

if TYPE_CHECKING:
    from adr_planner.risk import RankedObject

__all__ = ["rank"]


def rank(
    catalog: CatalogFile = None,
    tle: TleFile = None,
    attributes: AttributeFiles = None,
    top: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    explain: Annotated[int | None, typer.Option(help="Say why this object has its rank.", metavar="ID")] = None,
    as_json: AsJson = False,
) -> None:
    """Rank derelict objects by the risk they pose.

    Example: adr-planner rank --top 50 --json
    """
    from adr_planner.risk import rank as rank_catalog

    ranking = rank_catalog(load_catalog(catalog, tle, attributes or []))
    if explain is not None:
        reasons = ranking.explain(explain)
        if as_json:
            print_json({**_facts(ranking.get(explain)), "explanation": reasons})
        else:
            print(reasons)
        return
    rows = ranking.top(top)
    if as_json:
        print_json([_facts(entry) for entry in rows])
        return
    print(f"{'rank':>4} {'by mass':>7} {'score':>7}  {'norad':>6}  {'name':<24} {'owner':<6} {'mass kg':>8}"
          f" {'risk kg/yr':>10}")  # fmt: skip
    for entry in rows:
        target = entry.object
        print(
            f"{entry.rank:>4} {entry.mass_rank:>7} {entry.score:>7.0f}  {target.norad_cat_id:>6}  "
            f"{target.name:<24.24} {target.owner:<6} {target.mass_kg:>8.0f} {entry.risk_kg_per_yr:>10.3f}"
        )


def _facts(entry: RankedObject) -> dict[str, Any]:
    return {
        "norad_cat_id": entry.object.norad_cat_id,
        "name": entry.object.name,
        "rank": entry.rank,
        "score": entry.score,
        "mass_rank": entry.mass_rank,
        "owner": entry.object.owner,
        "mass_kg": entry.object.mass_kg,
        "indices": dict(entry.indices),
    }

"""``adr-planner rank``: which derelicts matter most."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from adr_planner.cli.groups import Group, spread
from adr_planner.cli.options import AsJson, Force, Source, print_json
from adr_planner.cli.output import Output
from adr_planner.errors import InvalidInputError

if TYPE_CHECKING:
    from adr_planner.risk import RankedObject

__all__ = ["rank"]


@dataclass(frozen=True, slots=True)
class Method(Group):
    """What the ranking counts, and how."""

    index: Annotated[str | None, typer.Option(help="Rank by this index alone: csi, ecob, mass ...")] = None
    weights: Annotated[str | None, typer.Option(help="Indices that count: csi=2,ecob=1.", metavar="LIST")] = None
    method: Annotated[str, typer.Option(help="How indices are merged: points, topsis or pareto.")] = "points"


@spread
def rank(
    *,
    source: Source,
    top: Annotated[int, typer.Option(min=1, help="How many to show.")] = 20,
    explain: Annotated[int | None, typer.Option(help="Say why this object has its rank.", metavar="ID")] = None,
    method: Method,
    states: Annotated[str | None, typer.Option(help="Owner codes to keep: CIS,PRC.", metavar="CODES")] = None,
    draws: Annotated[int, typer.Option(min=0, help="Draws of mass, area and lifetime for the bands.")] = 300,
    csv: Annotated[
        Path | None,
        typer.Option(help="Write the list to this file too; - for stdout, and nothing else there.", metavar="FILE"),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Rank derelict objects by the risk they pose.

    Example: adr-planner rank --top 50 --states CIS,PRC --json
    """
    from adr_planner.risk import rank as rank_catalog

    table = None if csv is None else Output.checked(csv, "ranking", flag="--csv", inputs=source.files, force=force)
    asked = _weights(method.index, method.weights)
    merged = cast(Any, method.method)  # checked there
    ranking = rank_catalog(source.load(), weights=asked, method=merged, draws=draws)
    if explain is not None:
        reasons = ranking.explain(explain)
        if as_json:
            print_json({**_facts(ranking.get(explain)), "explanation": reasons})
        else:
            print(reasons)
        return
    if states is not None:
        ranking = ranking.only(states=[code.strip() for code in states.split(",") if code.strip()])
    rows = ranking.top(top)
    if table is not None:
        table.write(rows.to_csv())
    if table is not None and table.to_stdout:
        return
    if as_json:
        print_json([_facts(entry) for entry in rows])
    else:
        _print_table(list(rows))


def _weights(index: str | None, weights: str | None) -> dict[str, float] | None:
    """Read ``--index`` or ``--weights``."""
    if index is not None and weights is not None:
        raise InvalidInputError("Give --index or --weights, not both.", parameter="weights")
    if index is not None:
        return {index: 1.0}
    if weights is None:
        return None
    read = {}
    for part in weights.split(","):
        key, _, text = part.partition("=")
        try:
            read[key.strip()] = float(text)
        except ValueError:
            raise InvalidInputError(
                f"--weights {weights}: {part.strip()!r} is not an index and its weight; write csi=2,ecob=1.",
                parameter="weights",
            ) from None
    return read


def _print_table(entries: list[RankedObject]) -> None:
    print(f"{'rank':>4} {'5-95 %':>9} {'by mass':>7}  {'norad':>6}  {'name':<24} {'owner':<6} {'mass kg':>8}"
          f" {'risk kg/yr':>10}  lasts to")  # fmt: skip
    for entry in entries:
        target = entry.object
        band = "" if entry.rank_low is None else f"{entry.rank_low}-{entry.rank_high}"
        print(
            f"{entry.rank:>4} {band:>9} {entry.mass_rank:>7}  {target.norad_cat_id:>6}  "
            f"{target.name:<24.24} {target.owner:<6} {target.mass_kg:>8.0f} {entry.risk_kg_per_yr:>10.3f}  "
            f"{entry.lasting.words}"
        )


def _facts(entry: RankedObject) -> dict[str, Any]:
    gates = entry.gates
    return {
        "norad_cat_id": entry.object.norad_cat_id,
        "name": entry.object.name,
        "rank": entry.rank,
        "rank_low": entry.rank_low,
        "rank_high": entry.rank_high,
        "score": entry.score,
        "mass_rank": entry.mass_rank,
        "owner": entry.object.owner,
        "mass_kg": entry.object.mass_kg,
        "elements_epoch_utc": entry.object.elements.epoch_utc,
        "elements_age_days": entry.elements_age_days,
        **entry.lasting.row(),
        "indices": dict(entry.indices),
        "gates": {"consent": gates.consent, "reentry": gates.reentry, "unknown": list(gates.unknown)},
    }

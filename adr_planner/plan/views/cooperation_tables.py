"""An analysis of cooperation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.plan.cooperation_content import CooperationContent

__all__ = ["coalition_table", "exposure_table", "signature_rows", "signature_table"]


def coalition_table(union: CooperationContent) -> pd.DataFrame:
    """Return one row a coalition, with its value in the games that were played."""
    import pandas as pd

    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    for name, game in (("consent", union.consent), ("fleet", union.fleet)):
        for coalition in () if game is None else game.coalitions:
            row = rows.setdefault(
                coalition.players, {"players": ", ".join(coalition.players), "n_players": len(coalition.players)}
            )
            row |= {f"{name}_value": coalition.value, f"{name}_bound": coalition.bound, f"{name}_gap": coalition.gap}
    return pd.DataFrame(list(rows.values())).assign(unit=union.value_unit)


def signature_rows(union: CooperationContent) -> list[dict[str, Any]]:
    """Return one row a player: its objects, the worth of its signature, its fleet and its shares."""
    rows = []
    for k, player in enumerate(union.players):
        row: dict[str, Any] = {"player": player.name, "n_objects": player.n_objects, "own_value": player.value}
        if union.consent is not None:
            mine = union.consent.signatures[k]
            row |= {"alone": mine.alone, "shapley": mine.shapley, "lost_without": mine.without}
        if union.fleet is not None:
            row |= {"servicers": player.servicers or 0, "fleet_alone": union.fleet.coalitions[k].value}
            for shares in union.fleet.shares:
                row[f"share_by_{shares.scheme.lower()}"] = shares.shares[k]
        rows.append(row)
    return rows


def signature_table(union: CooperationContent) -> pd.DataFrame:
    """Return the same as a data frame."""
    import pandas as pd

    return pd.DataFrame(signature_rows(union)).assign(unit=union.value_unit)


def exposure_table(union: CooperationContent) -> pd.DataFrame:
    """Return hits a year on the satellites of each by the derelicts of each."""
    import pandas as pd

    matrix = union.exposure
    table = pd.DataFrame(matrix.hits_per_yr, columns=[f"{name}_hits_per_yr" for name in matrix.exposed])
    table.insert(0, "registered_by", matrix.registered_by)
    return table

"""The risk figures of a plan against a fresh ranking: the planner's own model, asked again, and so no proof of it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from adr_planner.errors import InvalidInputError
from adr_planner.version import __version__

if TYPE_CHECKING:
    from adr_planner.catalog import Catalog
    from adr_planner.plan import MissionPlan
    from adr_planner.risk import Ranking
    from adr_planner.verification import Check

__all__ = ["cross_checked", "risk_checks"]

_SAME = 1e-9
"""Relative slack: the same model on the same figures."""


def cross_checked(plans: Sequence[MissionPlan], catalog: Catalog | None) -> tuple[list[Check], str | None]:
    """Return the checks of the risk figures of some plans, or why there are none.

    Parameters
    ----------
    plans : sequence of MissionPlan
        One, or those of a campaign: all from the same catalogue.
    catalog : Catalog or None
        What their targets are of, if that is known.
    """
    from adr_planner.risk import rank

    written = plans[0].generator.version
    if written != __version__:
        return [], f"risk figures: they are of version {written}, a fresh ranking is of {__version__}"
    if catalog is None:
        return [], "risk figures: without the plan's catalogue there is no fresh ranking to hold them against"
    ranking = rank(catalog, draws=0)
    names = [""] if len(plans) == 1 else [f"servicer {k}: " for k in range(1, len(plans) + 1)]
    return [check for plan, name in zip(plans, names, strict=True) for check in risk_checks(plan, ranking, name)], None


def risk_checks(plan: MissionPlan, ranking: Ranking, where: str = "") -> Iterator[Check]:
    """Hold risk, and for the same method rank and score, of every target against a fresh ranking."""
    from adr_planner.verification import Check

    stated = plan.provenance
    alike = (stated.risk.method, stated.catalogue.n_objects) == (ranking.method, ranking.source.n_objects)
    for target in plan.targets:
        name = f"{where}{target.name} ({target.norad_cat_id})"
        try:
            entry = ranking.get(target.norad_cat_id)
        except InvalidInputError:
            yield Check.holds("risk", name, "cross-check: is in a fresh ranking", passed=False)
            continue
        said, found = target.risk.risk_kg_per_yr, entry.risk_kg_per_yr
        yield Check.within(
            "risk", name, "cross-check: risk against a fresh ranking", said - found, _SAME * max(abs(found), 1.0),
            "kg/yr",
        )  # fmt: skip
        if alike:
            same = target.risk.rank == entry.rank and math.isclose(target.risk.score, entry.score, rel_tol=_SAME)
            what = f"cross-check: rank {target.risk.rank} and score {target.risk.score:.6g} against {entry.rank} and "
            yield Check.holds("risk", name, f"{what}{entry.score:.6g}", same)

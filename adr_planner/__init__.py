"""Plan active debris removal missions, and prove the plan.

>>> import adr_planner as adr
>>> from astropy import units as u
>>> adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=5).concept
'kit'

Everything named in ``__all__`` is imported when it is first used, so that ``import adr_planner`` is quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from adr_planner.version import __version__

if TYPE_CHECKING:
    from adr_planner import compat, errors, plots
    from adr_planner.about import show_versions
    from adr_planner.catalog import Catalog, MeanElements, SpaceObject
    from adr_planner.exports import export
    from adr_planner.plan import Campaign, Cooperation, MissionPlan
    from adr_planner.planner import Trade, cooperate, plan_campaign, plan_mission, trade
    from adr_planner.projection import (
        Histories,
        Projection,
        ProjectionBand,
        RemovalValues,
        project,
        project_band,
        project_histories,
        removal_values,
    )
    from adr_planner.reports import report
    from adr_planner.reviews import Review, review
    from adr_planner.risk import Ranking, rank
    from adr_planner.space_weather import SpaceWeather
    from adr_planner.spec.allowances import Allowances
    from adr_planner.spec.consents import Consents
    from adr_planner.spec.costs import Costs
    from adr_planner.spec.disposal_rule import Disposal
    from adr_planner.spec.filters import Filters
    from adr_planner.spec.injection import Injection
    from adr_planner.spec.means import Means
    from adr_planner.spec.mission import MissionSpec
    from adr_planner.spec.mission_file import MissionFile, example_mission, read_mission
    from adr_planner.spec.players import Player, Players
    from adr_planner.spec.servicer import Kit, Servicer
    from adr_planner.spec.value import Value
    from adr_planner.spec.visit_dates import VisitDates
    from adr_planner.spec.weights import Weights
    from adr_planner.traffic import (
        Notice,
        Operations,
        Screening,
        Station,
        conjunction_message,
        notice,
        operations,
        screen,
    )
    from adr_planner.trajectory import Ephemeris, ephemeris, orbit, state
    from adr_planner.transfer.drift_trade import DriftTrade, drift_trade
    from adr_planner.transfer.porkchop import Porkchop, porkchop
    from adr_planner.verification import VerificationReport, verify

__all__ = [
    "Allowances",
    "Campaign",
    "Catalog",
    "Consents",
    "Cooperation",
    "Costs",
    "Disposal",
    "DriftTrade",
    "Ephemeris",
    "Filters",
    "Histories",
    "Injection",
    "Kit",
    "MeanElements",
    "Means",
    "MissionFile",
    "MissionPlan",
    "MissionSpec",
    "Notice",
    "Operations",
    "Player",
    "Players",
    "Porkchop",
    "Projection",
    "ProjectionBand",
    "Ranking",
    "RemovalValues",
    "Review",
    "Screening",
    "Servicer",
    "SpaceObject",
    "SpaceWeather",
    "Station",
    "Trade",
    "Value",
    "VerificationReport",
    "VisitDates",
    "Weights",
    "__version__",
    "compat",
    "conjunction_message",
    "cooperate",
    "drift_trade",
    "ephemeris",
    "errors",
    "example_mission",
    "export",
    "notice",
    "operations",
    "orbit",
    "plan_campaign",
    "plan_mission",
    "plots",
    "porkchop",
    "project",
    "project_band",
    "project_histories",
    "rank",
    "read_mission",
    "removal_values",
    "report",
    "review",
    "screen",
    "show_versions",
    "state",
    "trade",
    "verify",
]

# A function of its module's name is taken from the module: where that is imported late, it hides the function.
_HOMES = {
    "Allowances": "spec.allowances",
    "Campaign": "plan",
    "Catalog": "catalog",
    "Consents": "spec.consents",
    "Cooperation": "plan",
    "Costs": "spec.costs",
    "Disposal": "spec.disposal_rule",
    "DriftTrade": "transfer.drift_trade",
    "Ephemeris": "trajectory",
    "Filters": "spec.filters",
    "Injection": "spec.injection",
    "Kit": "spec.servicer",
    "MeanElements": "catalog",
    "Means": "spec.means",
    "MissionFile": "spec.mission_file",
    "MissionPlan": "plan",
    "MissionSpec": "spec.mission",
    "Notice": "traffic",
    "Operations": "traffic",
    "Player": "spec.players",
    "Players": "spec.players",
    "Porkchop": "transfer.porkchop",
    "Projection": "projection",
    "Ranking": "risk",
    "RemovalValues": "projection",
    "Review": "reviews",
    "Screening": "traffic",
    "Servicer": "spec.servicer",
    "SpaceObject": "catalog",
    "SpaceWeather": "space_weather",
    "Station": "traffic",
    "Trade": "planner",
    "Value": "spec.value",
    "VerificationReport": "verification",
    "VisitDates": "spec.visit_dates",
    "Weights": "spec.weights",
    "conjunction_message": "traffic",
    "cooperate": "planner.cooperate",
    "drift_trade": "transfer.drift_trade",
    "ephemeris": "trajectory.ephemeris",
    "example_mission": "spec.mission_file",
    "export": "exports",
    "notice": "traffic.notice",
    "operations": "traffic.operations",
    "orbit": "trajectory",
    "plan_campaign": "planner",
    "plan_mission": "planner",
    "porkchop": "transfer.porkchop",
    "project": "projection.project",
    "rank": "risk",
    "read_mission": "spec.mission_file",
    "Histories": "projection",
    "ProjectionBand": "projection",
    "project_band": "projection",
    "project_histories": "projection",
    "removal_values": "projection",
    "report": "reports.report",
    "review": "reviews.review",
    "screen": "traffic.screen",
    "show_versions": "about",
    "state": "trajectory",
    "trade": "planner.trade",
    "verify": "verification",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)

"""What a verdict does not cover, said beside it."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.catalog import Catalog
from adr_planner.plan import MissionPlan
from adr_planner.spec.mission_file import MissionFile
from adr_planner.verification.checks.catalogue import catalogue_of
from adr_planner.verification.checks.gravity import own_forecast

__all__ = ["AUTHOR", "RISK", "unjudged"]

RISK = (
    "values of removals, risk figures, ranks and scores beyond their order: the command line compares the latter with "
    "a fresh ranking"
)
AUTHOR = "who wrote the document: give its signature and the public key"


def unjudged(plan: MissionPlan, mission: MissionFile | None, catalog: Catalog | None) -> Iterator[str]:
    """Yield what is not judged on a plan with what is given beside it."""
    if mission is None:
        yield "whether mission, servicer and number of candidates are those asked for: give the mission file"
    stated = plan.provenance.catalogue
    if catalogue_of(plan, catalog) is None:
        named = f"{stated.source} ({stated.sha256[:12] or 'no checksum'})"
        yield f"whether names, owners, masses and elements of targets are those of {named}: give that catalogue"
    yield RISK
    yield "whether no tour is better than the bound, and how many labels it took: only solving again would tell"
    yield "estimates of legs within a half or 50 m/s of the flight, and what refining gained at those prices"
    yield "seed, generator, effort, names of methods and sources, the note and the wording of warnings"
    yield "why candidates were left out; what a weak and a strong Sun do, beyond what it would cost being set aside"
    air = plan.conventions.atmosphere
    if air is not None and own_forecast(air):
        yield f"activity of the Sun within 0.75 of the bundled table, taken from elsewhere: {air.source}"
    yield AUTHOR
    yield "ground tracks of re-entries, navigation, and whether the capture is feasible"

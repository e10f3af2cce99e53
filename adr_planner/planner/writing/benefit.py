"""What a plan is good for, as its document says it: what each removal is worth, and what all avoid together."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from adr_planner.plan import PlannedTarget
from adr_planner.plan.benefit import Avoided, Benefit, OtherChoice, TargetWorth, ValueEcho
from adr_planner.planner.progress import Step, Tell
from adr_planner.planner.worths import MEASURES, Worths, population_of, start_of
from adr_planner.projection.outlook import CENTURY
from adr_planner.projection.together import project_together
from adr_planner.projection.value.kept import kept_values
from adr_planner.projection.value.values import RemovalValues
from adr_planner.risk import RankedObject
from adr_planner.spec.value import KG_PER_YR
from adr_planner.units import parse_utc

__all__ = ["benefit_of", "figures_of", "target_worth", "value_echo"]

HORIZONS = (25.0, 50.0, 100.0, 200.0)
"""Years after which what all removals avoid is told."""


def value_echo(worths: Worths) -> ValueEcho:
    """Repeat what a removal was worth."""
    value = worths.value
    return ValueEcho(
        measure=value.measure, unit=worths.unit, words=worths.words,
        years=value.years if value.projected else None,
        discount_rate=value.discount_rate if value.projected and value.discount_rate else None,
    )  # fmt: skip


def figures_of(ranking: Sequence[RankedObject], worths: Worths) -> RemovalValues | None:
    """Return all figures of single removals: those valued by, or what comes with the package."""
    if worths.figures is not None and set(worths.figures.by_step) == set(MEASURES.values()):
        return worths.figures
    names = {entry.object.norad_cat_id: entry.object.name for entry in ranking}
    return kept_values(population_of(ranking), CENTURY, names, start_of(ranking)) or worths.figures


def target_worth(entry: RankedObject, value: float, arrive_utc: str, figures: RemovalValues | None) -> TargetWorth:
    """Say what removing one target at its arrival is worth."""
    number = entry.object.norad_cat_id
    if figures is None or figures.place(number) is None:
        return TargetWorth(value=value)
    worth = figures.of(number, max(arrive_utc, figures.start_utc))
    found = {name: getattr(worth, name) for name in MEASURES.values() if name in figures.by_step}
    return TargetWorth(value=value, **found)


def benefit_of(
    targets: Sequence[PlannedTarget],
    ranking: Sequence[RankedObject],
    worths: Worths,
    figures: RemovalValues | None,
    removals: Sequence[tuple[int, str]] | None,
    tell: Tell,
) -> Benefit:
    """Say what removals are good for.

    Parameters
    ----------
    targets : sequence of PlannedTarget
        What is removed, each with what it is worth.
    ranking : sequence of RankedObject
        What it was chosen from.
    worths : Worths
        What was asked for.
    figures : RemovalValues or None
        Of single removals.
    removals : sequence of (int, str), optional
        Catalogue numbers and dates to project together.
    tell : callable
        Called with a line of text before that is done.
    """
    told = [target.worth for target in targets if target.worth is not None]
    sums = {
        name: math.fsum(one)
        for name in MEASURES.values()
        if None not in (one := [getattr(worth, name) for worth in told])
    }
    together, step = None, None
    if removals is not None:
        tell(Step("projecting all removals together over 200 years", phase="writing"))
        found = project_together(population_of(ranking), removals, parse_utc(start_of(ranking)), HORIZONS)
        together, step = tuple(Avoided(years=years, **one) for years, one in found.avoided), found.step_years
    return Benefit(
        start_utc=parse_utc(start_of(ranking)).utc.isot[:19] + ".000000Z" if figures is None else figures.start_utc,
        population=population_of(ranking).name or "a population of the user's own",
        sun="mean",
        value=math.fsum(worth.value for worth in told),
        years=figures.years if figures is not None and sums else None,
        step_years=step,
        together=together,
        others=tuple(_others(targets, ranking, worths, figures)) or None,
        **sums,
    )


def _others(
    targets: Sequence[PlannedTarget], ranking: Sequence[RankedObject], worths: Worths, figures: RemovalValues | None
) -> Iterator[OtherChoice]:
    """Yield what other values would have preferred among the candidates."""
    flown = {target.norad_cat_id for target in targets}
    tables = {KG_PER_YR: np.array([entry.risk_kg_per_yr for entry in ranking])}
    if figures is not None:
        places = [figures.place(entry.object.norad_cat_id) for entry in ranking]
        for name, measure in MEASURES.items():
            if measure in figures.by_step:
                worth = np.append(figures.at(None, measure), 0.0)
                tables[name] = worth[[-1 if place is None else place for place in places]]
    for name, worth in tables.items():
        if name == worths.value.measure:
            continue
        best = [ranking[place].object.norad_cat_id for place in np.argsort(-worth, kind="stable")[: len(flown)]]
        yield OtherChoice(measure=name, norad_cat_ids=tuple(best), n_common=len(flown & set(best)))

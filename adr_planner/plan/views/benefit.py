"""What a plan or a campaign is good for, in lines of text."""

from __future__ import annotations

from adr_planner.border.words import chance_words, rounded, rounded_signed
from adr_planner.plan.benefit import Avoided, Benefit, ValueEcho
from adr_planner.plan.target import PlannedTarget

__all__ = ["benefit_lines", "worth_text"]

_WORDS = {
    "debris_years": "debris-years",
    "collisions": "collisions",
    "encounters": "encounters",
    "exposure": "exposure",
    "kg_per_yr": "kg/yr today",
}


def worth_text(target: PlannedTarget) -> str:
    """Return what a target is worth, as a cell of a table."""
    return "" if target.worth is None else rounded(target.worth.value)


def benefit_lines(benefit: Benefit | None, value: ValueEcho | None) -> list[str]:
    """Say what removals are worth and what they avoid; nothing for documents before 1.5.0.

    Parameters
    ----------
    benefit : Benefit or None
        Of the document.
    value : ValueEcho or None
        What the mission asked for.
    """
    if benefit is None or value is None:
        return []
    unit = "" if value.unit == "1" else f" {value.unit}"
    lines = [f"value: {benefit.value:,.4g}{unit}, {value.words}"]
    if benefit.n_catastrophic_collisions is not None and benefit.years is not None:
        debris_years, encounters = benefit.debris_years or 0.0, benefit.n_encounters_fragments or 0.0
        lines.append(
            f"avoided in {benefit.years:g} years, every removal by itself: {rounded_signed(debris_years)} "
            f"debris-years, {rounded_signed(benefit.n_catastrophic_collisions)} catastrophic collisions, "
            f"{rounded_signed(encounters)} encounters of fragments with working satellites"
        )
    lines += [_avoided(row, benefit) for row in benefit.together or ()]
    lines.append(_chance(benefit))
    lines += [_other(choice.measure, choice.n_common, choice.norad_cat_ids) for choice in benefit.others or ()]
    return [line for line in lines if line]


def _avoided(row: Avoided, benefit: Benefit) -> str:
    """Say what all removals avoid together until a horizon, and how far that is from the sum where there is one."""
    fragments, derelicts = rounded_signed(row.n_encounters_fragments), rounded_signed(row.n_encounters_derelicts)
    told = (
        f"together in {row.years:g} years: {rounded_signed(row.debris_years)} debris-years, "
        f"{rounded_signed(row.n_catastrophic_collisions)} collisions, encounters of {fragments} fragments and "
        f"{derelicts} derelicts, {rounded_signed(row.n_hits_fragments)} hits by fragments above 1 cm"
    )
    if row.years == benefit.years and benefit.debris_years and row.debris_years:
        more = benefit.debris_years / row.debris_years - 1.0
        told += f"; the sum of single removals is {more:+.1%} off in debris-years"
    return told


def _chance(benefit: Benefit) -> str:
    """Say the chance of a century in plain words, of all together where that is known."""
    for row in benefit.together or ():
        if row.years == benefit.years:
            return f"that is {chance_words(row.n_catastrophic_collisions)} in {row.years:g} years"
    if benefit.n_catastrophic_collisions is None or benefit.years is None:
        return ""
    return f"that is at most {chance_words(benefit.n_catastrophic_collisions)} in {benefit.years:g} years"


def _other(measure: str, common: int, numbers: tuple[int, ...]) -> str:
    """Say what another value would have preferred."""
    named = ", ".join(map(str, numbers[:8])) + (", ..." if len(numbers) > 8 else "")
    return f"the best {len(numbers)} candidates by {_WORDS.get(measure, measure)}: {named} ({common} of them here)"

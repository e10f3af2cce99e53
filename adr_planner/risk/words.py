"""Say in plain words, with numbers, why an object stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.border.words import rounded
from adr_planner.risk.collisions.breakup import fragments_of_breakup
from adr_planner.risk.collisions.lifetime import Lifetime, lifetime_years
from adr_planner.risk.indices import CATASTROPHIC_PROBABILITY

if TYPE_CHECKING:
    from adr_planner.risk.method import Method
    from adr_planner.risk.ranked import RankedObject

__all__ = ["band_text", "explain", "ordinal", "rounded", "years_text"]

_FOR_EVER = 10_000.0
_OLD_DAYS = 7.0


def ordinal(number: int) -> str:
    """Write a rank as English does.

    Examples
    --------
    >>> [ordinal(n) for n in (1, 2, 3, 11, 22, 1003)]
    ['1st', '2nd', '3rd', '11th', '22nd', '1,003rd']
    """
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{suffix}"


def years_text(life: Lifetime) -> str:
    """Write a lifetime with its band.

    Examples
    --------
    >>> years_text(Lifetime(231.4, 60.2, 1444.0))
    'about 230 years (60 to 1,400 over solar activity)'
    >>> years_text(Lifetime(31000.0, 9000.0, 80000.0))
    'more than 10,000 years'
    """
    if life.years > _FOR_EVER:
        return f"more than {_FOR_EVER:,.0f} years"
    return f"about {rounded(life.years)} years ({rounded(life.low)} to {rounded(life.high)} over solar activity)"


def band_text(entry: RankedObject) -> str:
    """Write the band of a rank, or nothing if none was drawn."""
    return "" if entry.rank_low is None else f"{entry.rank_low}-{entry.rank_high}"


def _age_text(days: float) -> str:
    """Say that elements are older than the newest of their catalogue, if they are by a week."""
    return f", {days:,.0f} days older than the newest here," if days >= _OLD_DAYS else ""


def explain(entry: RankedObject, n_ranked: int, method: Method) -> str:
    """Explain one rank.

    Parameters
    ----------
    entry : RankedObject
        The object and its indices.
    n_ranked : int
        How many objects were ranked.
    method : Method
        How the ranking was made.

    Returns
    -------
    str
        A few sentences, one a line.
    """
    target, elements = entry.object, entry.object.elements
    mass, area = target.mass_kg or 0.0, target.area_m2 or 0.0
    life = lifetime_years(elements.perigee_km, max(elements.perigee_km, elements.apogee_km), area / mass)
    chance = entry.indices[CATASTROPHIC_PROBABILITY.name]
    odds = f" (one in {rounded(1.0 / chance)})" if chance > 0.0 else ""
    pieces = rounded(float(fragments_of_breakup(mass)))
    lines = [
        f"{target.name} ({target.norad_cat_id}) is ranked {ordinal(entry.rank)} of {n_ranked:,} "
        f"({method.words}); by mass alone it would be {ordinal(entry.mass_rank)}.",
        f"It weighs {mass:,.0f} kg, shows {area:,.0f} m2 on average and circles at "
        f"{elements.perigee_km:,.0f} x {elements.apogee_km:,.0f} km, {elements.inclination_deg:.1f} deg.",
        f"The chance that a collision destroys it is {rounded(100.0 * chance)} % a year{odds}; "
        f"its own mass would then make some {pieces} fragments above 10 cm.",
        f"Left alone it stays up for {years_text(life)}; by its elements of {elements.epoch_utc[:10]}"
        f"{_age_text(entry.elements_age_days)} it lasts to {entry.lasting.words}.",
    ]
    if entry.rank_low is not None:
        lines.append(
            f"With mass, size and lifetime as uncertain as they are, nine draws in ten rank it between "
            f"{ordinal(entry.rank_low)} and {ordinal(entry.rank_high or entry.rank_low)}."
        )
    for index in method.indices:
        place = entry.index_ranks[index.name]
        value = f"{rounded(entry.indices[index.name])} {index.unit}".strip()
        vote = "" if index in method.voters else " (no vote)"
        lines.append(f"{index.title}: {value}, {ordinal(place)}{vote} - {index.meaning}.")
    lines.append(entry.gates.words)
    return "\n".join(lines)

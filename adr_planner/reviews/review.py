"""`adr_planner.review`: what a plan says to the clauses of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.reviews.clause import Clause
from adr_planner.reviews.facts import Facts, Statements
from adr_planner.reviews.figures import FIGURES, Figure, Missing
from adr_planner.reviews.profile import PROFILES, Profile, read_profile
from adr_planner.reviews.sheet import Finding, Review, number_text
from adr_planner.traffic import Screening
from adr_planner.units import quiet_clock

__all__ = ["finding_of", "review"]


@quiet_clock()
def review(
    plan: MissionPlan,
    profile: str | Path = "all",
    *,
    screening: Screening | None = None,
    inputs: Mapping[str, Any] | None = None,
) -> Review:
    """Hold a plan against the clauses of a rule.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    profile : {"FR-2024", "ESA-2023", "FCC", "NASA", "ISO", "all"}, str or Path
        Which clauses; or a TOML file of one's own, see docs/review.md.
    screening : Screening, optional
        Of this plan: what clauses on conjunctions ask for.
    inputs : mapping, optional
        What only the reviewer knows: ``disposal_reliability``, ``servicer_reliability``, ``cross_section_m2``,
        ``consents``, ``notified``, ``capture_proven``, and remarks on what clauses ask for, by their ``input``.

    Returns
    -------
    Review
        One finding a clause: pass, fail, not ours to show, or input missing.

    Raises
    ------
    InvalidInputError
        If there is no such profile, it holds what is not understood, or the screening is of another plan.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> print(adr.review(plan, profile="FR-2024", inputs={"consents": ["CIS", "JPN"]}))  # doctest: +SKIP
    >>> adr.review(None, profile="FRX")
    Traceback (most recent call last):
    adr_planner.errors.InvalidInputError: profile='FRX': say one of FR-2024, ESA-2023, FCC, NASA, ISO, all, ...
    """
    profiles = [read_profile(name) for name in (PROFILES if profile == "all" else (profile,))]
    if isinstance(plan, Campaign) or not isinstance(plan, MissionPlan):
        raise InvalidInputError("plan: review one plan, of a campaign campaign.plans[0] and so on.", parameter="plan")
    if screening is not None and screening.plan_id != plan.plan_id:
        raise InvalidInputError(
            f"The screening is of {screening.plan_id}, the plan is {plan.plan_id}: screen this plan.",
            parameter="screening",
        )
    # What is stated may serve several rules: a remark that any profile asks for is none too many.
    everything = [*profiles, *map(read_profile, PROFILES)]
    asked = {clause.input for one in everything for clause in one.clauses if clause.input}
    stated = Statements.of(inputs)
    unknown = [key for key in stated.remarks if key not in asked]
    if unknown:
        known = sorted({*asked, *(name for name in Statements.__slots__ if name != "remarks")})
        raise InvalidInputError(
            f"inputs: no clause asks for {unknown[0]!r}; known are {', '.join(known)}.", parameter="inputs"
        )
    facts, figures = Facts(plan, stated, screening), {}
    for one in profiles:
        for clause in one.clauses:
            if clause.figure is not None and clause.figure not in figures:
                figures[clause.figure] = FIGURES[clause.figure](facts)
    findings = [
        finding_of(one, clause, None if clause.figure is None else figures[clause.figure], facts)
        for one in profiles
        for clause in one.clauses
    ]
    return Review(plan.plan_id, tuple(one.name for one in profiles), tuple(findings))


def finding_of(profile: Profile, clause: Clause, figure: Figure | Missing | None, facts: Facts) -> Finding:
    """Return what the plan says to one clause."""
    limit = facts.lifetime_limit if isinstance(clause.limit, str) else clause.limit
    head = (profile.name, clause.id, clause.rule, clause.clause, clause.says, _limit_text(clause, limit))
    tail = (clause.source, "read" if clause.read else "recalled")
    if isinstance(figure, Figure):
        verdict = "pass" if clause.met(figure.value, limit or 0.0) else "fail"
        value = number_text(figure.value, clause.unit)
        return Finding(*head, value, verdict, figure.how, figure.detail, *tail)  # type: ignore[arg-type]
    if isinstance(figure, Missing):
        return Finding(*head, "", "input missing", f"give {figure.what}", "", *tail)
    stated = facts.stated.remarks.get(clause.input or "", "")
    if clause.input and not stated:
        return Finding(*head, "", "input missing", f"state {clause.input}; shown by {clause.shown_by}", "", *tail)
    said = f"stated: {stated}" if stated else ""
    return Finding(*head, said, "not ours to show", f"shown by {clause.shown_by}", "", *tail)


def _limit_text(clause: Clause, limit: float | None) -> str:
    if clause.figure is None:
        return ""
    if clause.holds == "none" or limit is None:
        return "none"
    return f"{clause.holds} {number_text(limit, clause.unit)}"

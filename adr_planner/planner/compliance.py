"""What a plan means for re-entry rules and for other states, and what the operator is warned of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import pairwise

from adr_planner.catalog import SpaceObject
from adr_planner.mission import MissionSpec
from adr_planner.planner.endings import perigee_within
from adr_planner.risk import RankedObject
from adr_planner.risk.gates import CONTROLLED_ABOVE_KG
from adr_planner.units import parse_utc

__all__ = ["compliance"]

Part = dict[str, object]

_RULES = (5, 25)
"""Longest decays that are rules in force [yr]: FCC 2022 and ESA 2023, IADC 2002."""
_SAME = 1.001
"""The perigee of a decay is found to less than a thousandth of its years."""
_NOTE = (
    "Jurisdiction over an object stays with its state of registry (Outer Space Treaty, Art. VIII): removal "
    "needs its consent. Owner codes are the satellite catalogue's, not legal findings."
)


def compliance(
    chosen: list[RankedObject],
    mission: MissionSpec,
    disposals: Sequence[Part],
    maneuvers: Sequence[Part],
    own: Sequence[Part],
    longest_arc: float,
    legs: Sequence[Part],
) -> Part:
    """Say what the plan means for re-entry rules and for other states.

    An object counts as heavy if its mass, with the range known for it, may be above the threshold.
    """
    controlled = mission.disposal.rule == "controlled"
    heavy = [entry.object for entry in chosen if entry.gates.reentry == "controlled"]
    left = [] if controlled else [entry.object for entry in chosen]
    years = {part.get("norad_cat_id"): part.get("decay_years") for part in disposals}
    within = {
        rule: tuple(item.norad_cat_id for item in left if _decays(years[item.norad_cat_id], rule)) for rule in _RULES
    }
    return {
        "reentry": "controlled" if controlled else "uncontrolled",
        "casualty_risk_needs_control": tuple(item.norad_cat_id for item in heavy),
        **{f"decays_within_{rule}_years": None if controlled else kept for rule, kept in within.items()},
        "consent_needed_from": tuple(sorted({entry.object.owner or "unknown" for entry in chosen})),
        "note": _NOTE,
        "warnings": (
            *(_casualties(item) for item in heavy if not controlled),
            *(
                _stays_up(item, years[item.norad_cat_id])
                for item in left
                if item.norad_cat_id not in within[max(_RULES)]
            ),
            *_may_be_down(chosen, legs, mission.stay_days),
            *_long_burns(maneuvers, longest_arc),
            *_overlaps(own),
        )
        or None,
    }


def _decays(years: object, rule: int) -> bool:
    return isinstance(years, float) and years <= rule * _SAME


def _may_be_down(chosen: Sequence[RankedObject], legs: Sequence[Part], stay_days: float) -> Iterator[str]:
    """Warn of targets that a strong Sun would bring down before the servicer leaves them."""
    for entry, leg in zip(chosen, legs, strict=True):
        leave = parse_utc(str(leg["arrive_utc"])).datetime + timedelta(days=stay_days)
        strong = entry.lasting.strong
        if strong is not None and strong < leave:
            yield (
                f"{entry.object.name} ({entry.object.norad_cat_id}) is served until {leave:%Y-%m-%d} and lasts to "
                f"{entry.lasting.words}: under a strong Sun it may be down by then."
            )


def _long_burns(maneuvers: Iterable[Part], longest: float) -> Iterator[str]:
    """Warn of burns on more than the longest arc [deg]."""
    for burn in maneuvers:
        time, arc, loss = (burn[key] for key in ("burn_time_s", "arc_deg", "gravity_loss_m_s"))
        if isinstance(arc, float) and isinstance(time, float) and isinstance(loss, float) and arc > longest:
            yield (
                f"{burn['id']} takes {time / 60.0:.0f} min, {arc:.0f} deg of the orbit with {longest:g} allowed: it "
                f"could not be split over several revolutions and loses {loss:.1f} m/s."
            )


def _overlaps(own: Iterable[Part]) -> Iterator[str]:
    """Warn of burns of the servicer that start before the one before them has ended."""
    for first, second in pairwise(sorted(own, key=lambda burn: str(burn["epoch_utc"]))):
        before, after = first["burn_time_s"], second["burn_time_s"]
        if not (isinstance(before, float) and isinstance(after, float)):
            continue
        apart = (parse_utc(str(second["epoch_utc"])) - parse_utc(str(first["epoch_utc"]))).to_value("s")
        early = 0.5 * (before + after) - apart
        if early > 0.0:
            yield (
                f"{second['id']} starts {early:.0f} s before {first['id']} ends, each centred on its impulse: more "
                "thrust is needed."
            )


def _stays_up(item: SpaceObject, years: object) -> str:
    named, kept = f"{item.name} ({item.norad_cat_id})", perigee_within(item, max(_RULES))
    if kept is None or not isinstance(years, float):
        return f"{named} has no known area to decay by: whether it keeps the {max(_RULES)}-year rule cannot be told."
    return (
        f"{named} stays up for about {years:.0f} years, the rule is {max(_RULES)} at most: a perigee of {kept:.0f} km "
        "would keep it."
    )


def _casualties(item: SpaceObject) -> str:
    return (
        f"{item.name} ({item.norad_cat_id}, {item.mass_kg:.0f} kg) is left to decay: objects above about "
        f"{CONTROLLED_ABOVE_KG / 1e3:g} t usually exceed a casualty risk of 1e-4 and need a controlled re-entry."
    )

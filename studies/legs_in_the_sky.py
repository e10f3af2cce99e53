"""Legs of plan documents flown in the sky: what they cost more there, against what was reserved and foreseen.

Legs of 30 to 200 days are taken from the plans given. Both targets start in the truth engine (truth.py) from their
published elements; the servicer leaves the real one. It flies as an operator would: the leg is
planned anew from orbit determinations on departure, once half way and for the last days, and burns are made where it
really is. What it spends above the plan's delta-v is compared with the lines the plan reserves for that, and with the
price the verifier puts on it. Run ``python studies/legs_in_the_sky.py [--sun f107_weak_sfu] PLAN...`` (with heyoka).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from astropy.time import Time, TimeDelta
from nodes_of_the_sky import HALF_WINDOW, clock, started
from numpy.typing import NDArray
from truth import DAY, Truth, Weather

from adr_planner import Catalog, verify
from adr_planner.core.constants import Gravity
from adr_planner.environment import Environment
from adr_planner.errors import ConvergenceError
from adr_planner.plan import Leg, MissionPlan
from adr_planner.transfer.flight import fly_leg
from adr_planner.transfer.state import Flight, State

Array = NDArray[np.float64]

SEED, COUNT = 12, 12
SHORTEST, LONGEST = 30.0, 200.0
TRACK = np.arange(-2.0 * HALF_WINDOW, 1.0, 1200.0)
"""When a body is seen before an orbit determination [s]: two days, as the field turns with the Earth."""
LAST_LOOK = 10.0 * DAY
NUDGES = np.array([10.0, 10.0, 10.0, 0.01, 0.01, 0.01])
FITS = 3
RESERVED = ("margin on transfer", "phasing", "margin on phasing", "re-targeting")
"""Lines of a leg that pay for what the sky does to it."""


@dataclass(frozen=True, slots=True)
class Case:
    """Hold a leg of a plan to be flown."""

    plan: MissionPlan
    leg: Leg

    @property
    def frame(self) -> Environment:
        """Where the planner plans it again, on the day."""
        begin = Time(self.leg.depart_utc.rstrip("Z"), scale="utc") - TimeDelta(5.0, format="jd")
        return Environment.between(begin, begin + TimeDelta(self.leg.duration_days + 10.0, format="jd"))

    @property
    def depart(self) -> float:
        """Departure [s of TT since J2000]."""
        return clock(Time(self.leg.depart_utc.rstrip("Z"), scale="utc"))

    @property
    def end(self) -> float:
        """Arrival [s of TT since J2000]."""
        return clock(Time(self.leg.arrive_utc.rstrip("Z"), scale="utc"))

    @property
    def reserved(self) -> float:
        """What the plan sets aside for the leg [m/s]."""
        own = getattr(self.leg, "reserve_m_s", None) or 0.0
        return own + sum(line.delta_v_m_s for line in self.leg.allowances if line.line in RESERVED)

    @property
    def altitude(self) -> float:
        """Mean altitude of the drift orbit [km]."""
        drift = next(phase.orbit for phase in self.leg.phases if phase.kind == "drift")
        return float("nan") if drift is None else drift.sma_km - 6378.137


def determined(seen: Array, begin: float, clock_zero: float, field: Gravity, to_gcrf: Array) -> State:
    """Return the state of the planner's field that fits a track best, at its end, in the planner's frame.

    Read as it is, a state of the full field has another mean axis in the planner's: by tens of metres, which is
    kilometres a day.
    """
    turned = np.concatenate([seen[:, :3] @ to_gcrf, seen[:, 3:] @ to_gcrf], axis=1)
    times = begin - clock_zero + (TRACK - TRACK[0])

    def planned(six: Array) -> Array:
        state, places = State(float(times[-1]), six[:3], six[3:]), []
        for time in times[::-1]:
            state = state.at(float(time), field)
            places.append(state.position)
        return np.concatenate(places)

    six = turned[-1].copy()
    flown = turned[::-1, :3].reshape(-1)
    for _ in range(FITS):
        slopes = np.column_stack([planned(six + nudge) - planned(six - nudge) for nudge in np.diag(NUDGES)]) / 2.0
        six = six + NUDGES * np.linalg.lstsq(slopes, flown - planned(six), rcond=None)[0]
    return State(float(times[-1]), six[:3], six[3:])


def local(six: Array) -> Array:
    """Return radial, along-track and normal axes as columns."""
    radial = six[:3] / np.linalg.norm(six[:3])
    normal = np.cross(six[:3], six[3:])
    normal /= np.linalg.norm(normal)
    return np.column_stack([radial, np.cross(normal, radial), normal])


class Fleet:
    """Every case at once: servicers and targets side by side in the truth engine."""

    def __init__(self, truth: Truth, cases: Sequence[Case], catalog: Catalog) -> None:
        self.truth, self.cases = truth, cases
        self.frames = [case.frame for case in cases]
        self.zero = np.array([clock(frame.epoch) for frame in self.frames])
        origins = [catalog.get(case.leg.from_norad_cat_id or case.leg.to_norad_cat_id) for case in cases]
        goals = [catalog.get(case.leg.to_norad_cat_id) for case in cases]
        self.drag = np.array([case.plan.servicer.drag_m2_kg or 0.0 for case in cases])
        beside = np.array([self._drag(case, item.norad_cat_id) for case, item in zip(cases, origins, strict=True)])
        self.goal_drag = np.array(
            [self._drag(case, item.norad_cat_id) for case, item in zip(cases, goals, strict=True)]
        )
        depart = np.array([case.depart for case in cases])
        epochs, states = started(truth, [*origins, *goals], np.concatenate([beside, self.goal_drag]))
        count = len(cases)
        self.time = depart + TRACK[0]
        self.here = truth.coast(epochs[:count], states[:, :count], self.time, beside)
        self.goal = truth.coast(epochs[count:], states[:, count:], self.time, self.goal_drag)
        self.goal_time = self.time.copy()
        self.beside = beside
        self.spent = np.zeros(count)

    def _drag(self, case: Case, number: int) -> float:
        return case.plan.target(number).drag_m2_kg or 0.0

    def look(self, drag: Array) -> list[tuple[State, State]]:
        """Track servicer and target for two days; returns both, in the planner's fields, at the end of it."""
        times = self.time + (TRACK - TRACK[0])[:, None]
        here = self.truth.watch(self.time, self.here, times, drag)
        goal = self.truth.watch(self.goal_time, self.goal, times, self.goal_drag)
        begin, self.time, self.goal_time = self.time, times[-1], times[-1].copy()
        self.here, self.goal = here[-1], goal[-1]
        pairs = []
        for k, frame in enumerate(self.frames):
            fields = frame.dragging(float(drag[k])), frame.dragging(float(self.goal_drag[k]))
            seen = (here[:, :, k], goal[:, :, k])
            one, other = (
                determined(track, float(begin[k]), float(self.zero[k]), field, frame.to_gcrf)
                for track, field in zip(seen, fields, strict=True)
            )
            pairs.append((one, other))
        return pairs

    def plan(self, pairs: Sequence[tuple[State, State]]) -> list[Flight | None]:
        """Plan every leg, or the rest of it, from orbit determinations."""
        flights: list[Flight | None] = []
        for k, (here, goal) in enumerate(pairs):
            case, frame = self.cases[k], self.frames[k]
            target = goal.at(case.end - float(self.zero[k]), frame.dragging(float(self.goal_drag[k])))
            lowest = 6378137.0 + 200e3
            try:
                flights.append(fly_leg(here, target, frame.dragging(float(self.drag[k])), lowest=lowest))
            except ConvergenceError as error:
                print(f"leg {k}: {error}")
                flights.append(None)
        return flights

    def fly(self, flights: Sequence[Flight | None], until: Array) -> None:
        """Make the burns planned before a time of each, where the servicers really are, and coast there."""
        burns = [
            [burn for burn in flight.burns if burn.before.time + zero < stop] if flight is not None else []
            for flight, zero, stop in zip(flights, self.zero, until, strict=True)
        ]
        for turn in range(max(map(len, burns))):
            stop = self.time.copy()
            for k, mine in enumerate(burns):
                if turn < len(mine):
                    stop[k] = mine[turn].before.time + self.zero[k]
            self.here = self.truth.coast(self.time, self.here, stop, self.drag)
            self.time = stop
            for k, mine in enumerate(burns):
                if turn < len(mine):
                    burn = mine[turn]
                    planned = np.concatenate([burn.before.position, burn.before.velocity])
                    self.here[3:, k] += local(self.here[:, k]) @ (local(planned).T @ burn.delta_v)
                    self.spent[k] += burn.size
        self.here = self.truth.coast(self.time, self.here, until, self.drag)
        self.time = until.copy()

    def follow(self, until: Array) -> None:
        """Coast the targets."""
        self.goal = self.truth.coast(self.goal_time, self.goal, until, self.goal_drag)
        self.goal_time = until.copy()


def flown(truth: Truth, cases: Sequence[Case]) -> tuple[Array, Array]:
    """Return what every leg takes in the sky [m/s], and by how much it misses in the end [km]."""
    fleet = Fleet(truth, cases, Catalog.example())
    end = np.array([case.end for case in cases])
    depart = np.array([case.depart for case in cases])
    flights = fleet.plan(fleet.look(fleet.beside))
    for look in (0.5 * (depart + end), end - LAST_LOOK):
        begin = look + TRACK[0]
        fleet.fly(flights, begin)
        fleet.follow(begin)
        flights = fleet.plan(fleet.look(fleet.drag))
    fleet.fly(flights, end + 1.0)
    fleet.follow(end + 1.0)
    fleet.spent[[flight is None for flight in flights]] = np.nan
    return fleet.spent, np.linalg.norm(fleet.here[:3] - fleet.goal[:3], axis=0) / 1e3


def chosen(plans: Sequence[MissionPlan], count: int) -> list[Case]:
    """Return legs between targets, drawn by seed."""
    legs = [
        Case(plan, leg)
        for plan in plans
        for leg in plan.legs
        if leg.from_norad_cat_id is not None and SHORTEST <= leg.duration_days <= LONGEST and leg.maneuvers
    ]
    return Random(SEED).sample(legs, min(count, len(legs)))


def foreseen(case: Case, sun: str) -> float:
    """Return the verifier's price of re-targeting a leg [m/s], under the Sun asked for."""
    name = case.plan.target(case.leg.to_norad_cat_id).name
    checks = [check for check in verify(case.plan).checks if check.id == "robustness" and name in check.where]
    told = [check for check in checks if sun in check.statement or sun in check.where]
    return (told or checks)[0].value


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("plans", nargs="+", help="plan documents (JSON)")
    arguments.add_argument("--sun", default="f107_sfu", help="column of the table of solar activity")
    arguments.add_argument("--count", type=int, default=COUNT, help="legs to draw")
    asked = arguments.parse_args()
    cases = chosen([MissionPlan.from_json(path) for path in asked.plans], asked.count)
    spent, misses = flown(Truth(Weather(asked.sun)), cases)
    sun = {"f107_weak_sfu": "weak", "f107_strong_sfu": "strong"}.get(asked.sun, "mean")
    print("| inclination | days | drift km | plan m/s | spent | extra | reserved | verifier | held | near | miss km |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    held = near = 0
    for case, total, miss in zip(cases, spent, misses, strict=True):
        extra, price = total - case.leg.delta_v_m_s, foreseen(case, sun)
        enough, close = extra <= case.reserved, abs(price - extra) <= max(2.0, 0.5 * abs(extra))
        held, near = held + enough, near + close
        inclination = case.plan.target(case.leg.to_norad_cat_id).omm.INCLINATION
        print(
            f"| {inclination:.1f} | {case.leg.duration_days:.0f} | {case.altitude:.0f} | {case.leg.delta_v_m_s:.1f} "
            f"| {total:.1f} | {extra:+.1f} | {case.reserved:.1f} | {price:.1f} | {'yes' if enough else 'NO'} "
            f"| {'yes' if close else 'no'} | {miss:.1f} |"
        )
    print(f"\nReserved lines suffice in {held} of {len(cases)}, the verifier is near in {near}.")


if __name__ == "__main__":
    main()

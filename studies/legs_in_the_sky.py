"""Legs of plan documents flown in the sky: what they cost more there, against what was reserved and foreseen.

Legs of 30 to 200 days are taken from the plans given. Both targets start in the truth engine (truth.py) from their
published elements; the servicer leaves the real one. It flies as an operator would: the leg is planned anew from orbit
determinations on departure and once half-way, burns are made where it really is, and ten days before arrival the phase
is taken out. Half-way the day of arrival is chosen too: a leg may end early, and later by the days its plan sets aside,
if it then costs less. What it spends above the plan's delta-v is compared with the lines the plan reserves for that,
and with the price the verifier puts on it. Flown on without that last correction, what the half-way plan leaves of
plane and phase is told beside it. Without plans six launches into low drift orbits are planned and flown under a weak
and a strong Sun, the activity their documents declare. Run ``python studies/legs_in_the_sky.py [PLAN...]`` (with
heyoka).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from astropy import units as u
from astropy.time import Time, TimeDelta
from nodes_of_the_sky import HALF_WINDOW, clock, started
from numpy.typing import NDArray
from truth import DAY, LANES, Truth, Weather

from adr_planner import Catalog, Injection, MissionSpec, Servicer, plan_mission, rank, verify
from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.environment import Environment
from adr_planner.errors import AdrPlannerError, ConvergenceError
from adr_planner.plan import Leg, MissionPlan
from adr_planner.transfer.impulsive.targeting import fly_leg
from adr_planner.transfer.state import Flight, State

Array = NDArray[np.float64]

COUNT = 12
SHORTEST, LONGEST = 30.0, 200.0
TRACK = np.arange(-2.0 * HALF_WINDOW, 1.0, 1200.0)
"""When a body is seen before an orbit determination [s]: two days, as the field turns with the Earth."""
LAST_LOOK = 10.0 * DAY
EARLIER = np.array([0.0, 1.0, 2.0, 4.0, 8.0]) * DAY
"""By how much a leg may end before its day, if it then costs less."""
TOLERANCE = 1e-9
"""Of a step of truth: Taylor series of order 12 leave a metre of the axis in half a year, a tenth of a degree on."""
NUDGES = np.array([10.0, 10.0, 10.0, 0.01, 0.01, 0.01])
FITS = 3
DRIFT_START = Time("2026-02-15")
DRIFTS = ((31793, 450.0, 60.0), (25400, 500.0, 120.0), (16292, 550.0, 150.0), (11804, 600.0, 90.0),
          (22220, 550.0, 80.0), (27386, 600.0, 150.0))  # fmt: skip
"""Target, altitude of the injection [km], and after how many days the nodes meet."""
RESERVED = ("margin on transfer", "phasing", "margin on phasing", "weather reserve")
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
        days = self.leg.duration_days + (self.leg.slack_days or 0.0)
        return Environment.between(begin, begin + TimeDelta(days + 10.0, format="jd"))

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
        return sum(line.delta_v_m_s for line in self.leg.allowances if line.line in RESERVED)

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


def seen_off(truth: Truth, numbers: Sequence[int], drag: Array, times: Array, kept: Path | None, sun: str) -> Array:
    """Return the true states of targets at times, shape (6, n), flown from their elements once and kept."""
    held = json.loads(kept.read_text()) if kept is not None and kept.exists() else {}
    keys = [f"{number} {mine:.4g} {time:.0f} {sun}" for number, mine, time in zip(numbers, drag, times, strict=True)]
    todo = sorted({keys.index(key) for key in keys if key not in held}, key=lambda row: float(times[row]))
    catalog = Catalog.example()
    for first in range(0, len(todo), LANES):
        rows = todo[first : first + LANES]
        epochs, states = started(truth, [catalog.get(numbers[row]) for row in rows], drag[rows])
        flown = truth.coast(epochs, states, times[rows], drag[rows])
        held |= {keys[row]: list(state) for row, state in zip(rows, flown.T, strict=True)}
        if kept is not None:
            kept.write_text(json.dumps(held))
    return np.array([held[key] for key in keys]).T


class Fleet:
    """Servicers and targets of all cases side by side in the truth engine, two days before they depart."""

    def __init__(self, truth: Truth, cases: Sequence[Case], kept: Path | None, sun: str) -> None:
        self.truth, self.cases, count = truth, cases, len(cases)
        self.frames = [case.frame for case in cases]
        self.zero = np.array([clock(frame.epoch) for frame in self.frames])
        self.drag = np.array([case.plan.servicer.drag_m2_kg or 0.0 for case in cases])
        goals = [case.leg.to_norad_cat_id for case in cases]
        origins = [case.leg.from_norad_cat_id or goal for case, goal in zip(cases, goals, strict=True)]
        both = zip([*cases] * 2, origins + goals, strict=True)
        drag = np.array([case.plan.target(number).drag_m2_kg or 0.0 for case, number in both])
        self.beside, self.goal_drag = drag[:count], drag[count:]
        self.time = np.array([case.depart for case in cases]) + TRACK[0]
        self.goal_time = self.time.copy()
        states = seen_off(truth, origins + goals, drag, np.tile(self.time, 2), kept, sun)
        self.here, self.goal = states[:, :count], states[:, count:]
        self.spent = np.zeros(count)
        self.end = np.array([case.end for case in cases])

    def launch(self) -> list[tuple[State, State]]:
        """Put the servicers where their launchers leave them, and look at their targets."""
        pairs = self.look(self.beside)
        for k, (case, frame) in enumerate(zip(self.cases, self.frames, strict=True)):
            left = case.plan.servicer.initial_state
            self.here[:, k] = 1e3 * np.array([*left.position_km, *left.velocity_km_s])
            self.time[k] = clock(Time(left.epoch_utc.rstrip("Z"), scale="utc"))
            place, speed = frame.to_gcrf.T @ self.here[:3, k], frame.to_gcrf.T @ self.here[3:, k]
            pairs[k] = State(float(self.time[k] - self.zero[k]), place, speed), pairs[k][1]
        return pairs

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

    def plan(self, pairs: Sequence[tuple[State, State]], *, choose: bool = False) -> list[Flight | None]:
        """Plan every leg, or the rest of it, from orbit determinations; to the day that costs least, if asked."""
        flights: list[Flight | None] = []
        for k, pair in enumerate(pairs):
            slack = (self.cases[k].leg.slack_days or 0.0) * DAY
            ends = self.end[k] + np.array([*-EARLIER, 0.5 * slack, slack] if choose else [0.0])
            tried = [(flight, end) for end in dict.fromkeys(ends.tolist()) if (flight := self._to(k, pair, end))]
            best, self.end[k] = min(tried, key=lambda one: one[0].delta_v) if tried else (None, self.end[k])
            flights.append(best)
        return flights

    def _to(self, k: int, pair: tuple[State, State], end: float) -> Flight | None:
        """Plan one leg, or the rest of it, to a day of arrival."""
        (here, goal), frame = pair, self.frames[k]
        target = goal.at(end - float(self.zero[k]), frame.dragging(float(self.goal_drag[k])))
        try:
            return fly_leg(here, target, frame.dragging(float(self.drag[k])), lowest=6378137.0 + 200e3)
        except ConvergenceError as error:
            print(f"leg {k}: {error}")
            return None

    def fly(self, flights: Sequence[Flight | None], until: Array) -> None:
        """Make the burns planned from now to a time of each, where the servicers really are, and coast there."""
        burns = [
            [burn for burn in flight.burns if now <= burn.before.time + zero < stop] if flight is not None else []
            for flight, zero, now, stop in zip(flights, self.zero, self.time - 1e-3, until, strict=True)
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


@dataclass(frozen=True, slots=True)
class Ends:
    """Hold how legs end: spent [m/s], how far off [km], plane [m/s] and phase [deg] left, how much later [days]."""

    spent: Array
    miss: Array
    plane: Array
    phase: Array
    later: Array


def flown(truth: Truth, cases: list[Case], kept: Path | None, sun: str) -> tuple[Ends, Ends]:
    """Return how legs end that are planned anew on departure and half-way, without and with a last correction.

    All of them start from a target, or all of them from a launcher.
    """
    fleet = Fleet(truth, cases, kept, sun)
    depart = np.array([case.depart for case in cases])
    launched = cases[0].leg.from_norad_cat_id is None
    flights = fleet.plan(fleet.launch() if launched else fleet.look(fleet.beside))
    flights = again(fleet, flights, 0.5 * (depart + fleet.end), choose=True)
    end = fleet.end
    fleet.fly(flights, end - LAST_LOOK + TRACK[0])
    fleet.follow(end - LAST_LOOK + TRACK[0])
    corrected = copy(fleet)
    corrected.spent = fleet.spent.copy()
    corrected.here = fleet.here.copy()
    without = ended(fleet, flights, end)
    return without, ended(corrected, again(corrected, flights, end - LAST_LOOK), end)


def again(fleet: Fleet, flights: Sequence[Flight | None], look: Array, *, choose: bool = False) -> list[Flight | None]:
    """Fly on to a date and plan the rest from what is seen there, to the best day of arrival if asked."""
    fleet.fly(flights, look + TRACK[0])
    fleet.follow(look + TRACK[0])
    return fleet.plan(fleet.look(fleet.drag), choose=choose)


def ended(fleet: Fleet, flights: Sequence[Flight | None], end: Array) -> Ends:
    """Fly to the end."""
    fleet.fly(flights, end + 1.0)
    fleet.follow(end + 1.0)
    fleet.spent[[flight is None for flight in flights]] = np.nan
    here, goal = fleet.here, fleet.goal
    speed = np.linalg.norm(goal[3:], axis=0)
    poles = [np.cross(body[:3], body[3:], axis=0) for body in (here, goal)]
    one, other = (pole / np.linalg.norm(pole, axis=0) for pole in poles)
    across = (np.cross(goal[:3], here[:3], axis=0) * other).sum(axis=0)
    phase = np.degrees(np.arctan2(across, (goal[:3] * here[:3]).sum(axis=0)))
    miss = np.linalg.norm(here[:3] - goal[:3], axis=0) / 1e3
    later = (end - np.array([case.end for case in fleet.cases])) / DAY
    return Ends(fleet.spent, miss, speed * np.linalg.norm(one - other, axis=0), phase, later)


def chosen(plans: Sequence[MissionPlan], count: int, skip: int) -> list[Case]:
    """Return legs between targets, the first to depart, less some of them."""
    legs = [
        Case(plan, leg)
        for plan in plans
        for leg in plan.legs
        if leg.from_norad_cat_id is not None and SHORTEST <= leg.duration_days <= LONGEST and leg.maneuvers
    ]
    return sorted(legs, key=lambda case: case.depart)[skip : skip + count]


def low_drifts() -> list[Case]:
    """Return launches whose servicer drifts low for months, to a node that comes to meet it."""
    ranking, cases = rank(Catalog.example()), []
    for number, altitude, wait in DRIFTS:
        target = ranking.get(number)
        elements = target.object.elements
        inc = np.radians(elements.inclination_deg)
        high, _, _ = secular_rates(elements.sma_m, elements.eccentricity, inc, EGM96)
        low, _, _ = secular_rates(EGM96.radius + altitude * 1e3, 0.0, inc, EGM96)
        since = float((DRIFT_START - elements.epoch).to_value("s"))
        node = elements.raan_deg + np.degrees(high * since + (high - low) * wait * DAY)
        injection = Injection(
            altitude=altitude * u.km, inclination=elements.inclination_deg * u.deg, raan=node % 360.0 * u.deg,
            date=DRIFT_START,
        )  # fmt: skip
        mission = MissionSpec(
            start=DRIFT_START, duration=(wait + 30.0) * u.day, targets=1, stay=10 * u.day, injection=injection,
            max_leg_duration=LONGEST * u.day, commissioning=(wait - 10.0) * u.day, dispose_servicer=False,
        )  # fmt: skip
        servicer = Servicer(dry_mass=1000 * u.kg, propellant=800 * u.kg, isp=310 * u.s, kits=1)
        try:
            plan = plan_mission([target], servicer, mission)
        except AdrPlannerError as error:
            print(f"{target.object.name} ({number}), {wait:.0f} days at {altitude:.0f} km: {error}")
            continue
        cases.append(Case(plan, plan.legs[0]))
    return cases


def foreseen(plan: MissionPlan, sun: str) -> dict[str, float]:
    """Return the verifier's prices of re-targeting [m/s] by target, under the Sun asked for."""
    checks = verify(plan, checks=["robustness"]).checks
    return {check.where: check.value for check in checks if f"{sun} Sun" in check.statement}


def report(sun: str, cases: list[Case], kept: Path | None) -> None:
    """Fly legs under a Sun and print what they take."""
    air = cases[0].plan.conventions.atmosphere
    declared = air.activity if air is not None else None
    weather = Weather.measured() if sun == "mean" or declared is None else Weather.declared(declared, sun)
    rough, fine = flown(Truth(weather, TOLERANCE), cases, kept, sun)
    leg_costs = {id(case.plan): foreseen(case.plan, sun) for case in cases}
    print(f"\n{sun.capitalize()} Sun:")
    print("| from | to | inclination | days | drift km | plan m/s | extra | reserved | verifier | held | near "
          "| days later | miss km | half-way only: extra | plane left m/s | phase left deg |")  # fmt: skip
    print("|---" * 16 + "|")
    held = near = 0
    for k, case in enumerate(cases):
        leg, number = case.leg, f"({case.leg.to_norad_cat_id})"
        extra, early = (ends.spent[k] - leg.delta_v_m_s for ends in (fine, rough))
        price = next(value for where, value in leg_costs[id(case.plan)].items() if number in where)
        enough, close = bool(extra <= case.reserved), bool(abs(price - extra) <= max(2.0, 0.5 * abs(extra)))
        held, near = held + enough, near + close
        inclination = case.plan.target(leg.to_norad_cat_id).omm.INCLINATION
        print(
            f"| {leg.from_norad_cat_id or ''} | {leg.to_norad_cat_id} | {inclination:.1f} | {leg.duration_days:.0f} "
            f"| {case.altitude:.0f} | {leg.delta_v_m_s:.1f} | {extra:+.2f} | {case.reserved:.1f} | {price:.2f} "
            f"| {'yes' if enough else 'NO'} | {'yes' if close else 'no'} | {fine.later[k]:+.0f} | {fine.miss[k]:.1f} "
            f"| {early:+.2f} | {rough.plane[k]:.2f} | {rough.phase[k]:+.2f} |",
            flush=True,
        )
    print(f"\nWhat is reserved suffices in {held} of {len(cases)}, the verifier is near in {near}.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("plans", nargs="*", help="plan documents (JSON); none: the low drifts instead")
    arguments.add_argument("--count", type=int, default=COUNT, help="legs to fly, the first to depart")
    arguments.add_argument("--skip", type=int, default=0, help="of them, how many to leave out at first")
    arguments.add_argument("--kept", type=Path, help="JSON file in which true states on departure are kept")
    asked = arguments.parse_args()
    if asked.plans:
        cases = chosen([MissionPlan.from_json(path) for path in asked.plans], asked.count, asked.skip)
        report("mean", cases, asked.kept)
        return
    cases = low_drifts()
    for sun in ("weak", "strong"):
        report(sun, cases, asked.kept)


if __name__ == "__main__":
    main()

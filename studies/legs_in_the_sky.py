"""Legs of plan documents flown in the sky: what they cost more there, against what was reserved and foreseen.

Legs of 30 to 200 days are taken from the plans given. Both targets start in the truth engine (truth.py) from their
published elements; the servicer leaves the real one. It flies as an operator would: the leg is
planned anew from orbit determinations on departure, once half way and for the last days, and burns are made where it
really is. What it spends above the plan's delta-v is compared with the lines the plan reserves for that, and with the
price the verifier puts on it. Without plans six launches into low drift orbits are planned and flown under a weak and
a strong Sun. Run ``python studies/legs_in_the_sky.py [PLAN...]`` (with heyoka).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from astropy import units as u
from astropy.time import Time, TimeDelta
from nodes_of_the_sky import HALF_WINDOW, clock, started
from numpy.typing import NDArray
from truth import DAY, Truth, Weather

from adr_planner import Catalog, Injection, MissionSpec, Servicer, plan_mission, rank, verify
from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.environment import Environment
from adr_planner.errors import AdrPlannerError, ConvergenceError
from adr_planner.plan import Leg, MissionPlan
from adr_planner.transfer.flight import fly_leg
from adr_planner.transfer.state import Burn, Flight, State

Array = NDArray[np.float64]

SEED, COUNT = 12, 12
SHORTEST, LONGEST = 30.0, 200.0
TRACK = np.arange(-2.0 * HALF_WINDOW, 1.0, 1200.0)
"""When a body is seen before an orbit determination [s]: two days, as the field turns with the Earth."""
LAST_LOOK = 10.0 * DAY
NUDGES = np.array([10.0, 10.0, 10.0, 0.01, 0.01, 0.01])
FITS = 3
SUNS = {"mean": "f107_sfu", "weak": "f107_weak_sfu", "strong": "f107_strong_sfu"}
"""Columns of the table of solar activity."""
DRIFT_START = Time("2026-09-01")
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


class Fleet:
    """Servicers and targets of all cases side by side in the truth engine, two days before they depart."""

    def __init__(self, truth: Truth, cases: Sequence[Case]) -> None:
        self.truth, self.cases, count = truth, cases, len(cases)
        self.frames = [case.frame for case in cases]
        self.zero = np.array([clock(frame.epoch) for frame in self.frames])
        self.drag = np.array([case.plan.servicer.drag_m2_kg or 0.0 for case in cases])
        goals = [case.leg.to_norad_cat_id for case in cases]
        origins = [case.leg.from_norad_cat_id or goal for case, goal in zip(cases, goals, strict=True)]
        catalog = Catalog.example()
        drag = [
            case.plan.target(number).drag_m2_kg or 0.0
            for case, number in zip([*cases, *cases], origins + goals, strict=True)
        ]
        self.beside, self.goal_drag = np.array(drag[:count]), np.array(drag[count:])
        epochs, states = started(truth, [catalog.get(number) for number in origins + goals], np.array(drag))
        self.time = np.array([case.depart for case in cases]) + TRACK[0]
        self.goal_time = self.time.copy()
        self.here = truth.coast(epochs[:count], states[:, :count], self.time, self.beside)
        self.goal = truth.coast(epochs[count:], states[:, count:], self.time, self.goal_drag)
        self.spent = np.zeros(count)

    def launch(self) -> list[Flight | None]:
        """Put the servicers where their launchers leave them; returns the burns their documents plan."""
        flights: list[Flight | None] = []
        for k, (case, frame) in enumerate(zip(self.cases, self.frames, strict=True)):
            left = case.plan.servicer.initial_state
            self.here[:, k] = 1e3 * np.array([*left.position_km, *left.velocity_km_s])
            self.time[k] = clock(Time(left.epoch_utc.rstrip("Z"), scale="utc"))
            burns = []
            for burn in case.leg.maneuvers:
                when = frame.seconds(Time(burn.epoch_utc.rstrip("Z"), scale="utc"))
                place, speed = (1e3 * np.array(v) @ frame.to_gcrf for v in (burn.position_km, burn.velocity_km_s))
                burns.append(Burn(State(when, place, speed), np.array(burn.delta_v_m_s) @ frame.to_gcrf, burn.kind))
            flights.append(Flight(burns[0].before, tuple(burns), burns[-1].before, np.zeros(6), 0.0, 0.0))
        return flights

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


def flown(truth: Truth, cases: list[Case]) -> tuple[Array, Array]:
    """Return what every leg takes in the sky [m/s], and by how much it misses in the end [km].

    All of them start from a target, or all of them from a launcher.
    """
    fleet = Fleet(truth, cases)
    depart, end = np.array([case.depart for case in cases]), np.array([case.end for case in cases])
    launched = cases[0].leg.from_norad_cat_id is None
    flights = fleet.launch() if launched else fleet.plan(fleet.look(fleet.beside))
    for look in (0.5 * (depart + end), end - LAST_LOOK):
        fleet.fly(flights, look + TRACK[0])
        fleet.follow(look + TRACK[0])
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
            longest_wait=LONGEST * u.day, commissioning=(wait - 10.0) * u.day, dispose_servicer=False,
        )  # fmt: skip
        servicer = Servicer(dry_mass=1000 * u.kg, propellant=800 * u.kg, isp=310 * u.s, kits=1)
        try:
            plan = plan_mission([target], servicer, mission)
        except AdrPlannerError as error:
            print(f"{target.object.name} ({number}), {wait:.0f} days at {altitude:.0f} km: {error}")
            continue
        cases.append(Case(plan, plan.legs[0]))
    return cases


def foreseen(case: Case, sun: str) -> float:
    """Return the verifier's price of re-targeting a leg [m/s], under the Sun asked for."""
    number = f"({case.leg.to_norad_cat_id})"
    checks = [check for check in verify(case.plan).checks if check.id == "robustness" and number in check.where]
    told = [check for check in checks if sun in check.statement or sun in check.where]
    return (told or checks)[0].value


def report(sun: str, cases: list[Case]) -> None:
    """Fly legs under a Sun and print what they take."""
    spent, misses = flown(Truth(Weather(SUNS[sun])), cases)
    print(f"\n{sun.capitalize()} Sun:")
    print("| inclination | days | drift km | plan m/s | spent | extra | reserved | verifier | held | near | miss km |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    held = near = 0
    for case, total, miss in zip(cases, spent, misses, strict=True):
        extra, price = total - case.leg.delta_v_m_s, foreseen(case, sun)
        enough, close = bool(extra <= case.reserved), bool(abs(price - extra) <= max(2.0, 0.5 * abs(extra)))
        held, near = held + enough, near + close
        inclination = case.plan.target(case.leg.to_norad_cat_id).omm.INCLINATION
        print(
            f"| {inclination:.1f} | {case.leg.duration_days:.0f} | {case.altitude:.0f} | {case.leg.delta_v_m_s:.1f} "
            f"| {total:.1f} | {extra:+.1f} | {case.reserved:.1f} | {price:.1f} | {'yes' if enough else 'NO'} "
            f"| {'yes' if close else 'no'} | {miss:.1f} |",
            flush=True,
        )
    print(f"\nWhat is reserved suffices in {held} of {len(cases)}, the verifier is near in {near}.")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("plans", nargs="*", help="plan documents (JSON); none: the low drifts instead")
    arguments.add_argument("--count", type=int, default=COUNT, help="legs to draw")
    asked = arguments.parse_args()
    if asked.plans:
        report("mean", chosen([MissionPlan.from_json(path) for path in asked.plans], asked.count))
        return
    cases = low_drifts()
    for sun in ("weak", "strong"):
        report(sun, cases)


if __name__ == "__main__":
    main()

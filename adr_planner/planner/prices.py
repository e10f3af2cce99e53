"""What the search is told: the grid of dates, the price of every leg, and the mass chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0, Gravity
from adr_planner.core.spiral import NO_SHADOW, Engine, spiral
from adr_planner.environment import Environment
from adr_planner.errors import InfeasibleMissionError, InvalidInputError
from adr_planner.mission import MissionSpec
from adr_planner.plan import LeftOut
from adr_planner.planner.burn_limits import burn_limit, loss_factor, refuse_weak_engine
from adr_planner.planner.endings import disposal_perigee
from adr_planner.planner.fields import drag_of_servicer, servicer_field, target_field
from adr_planner.planner.grid import Grid
from adr_planner.planner.launch import launch_prices
from adr_planner.planner.sides import groups, pairs, rows_of, visit_times
from adr_planner.risk import RankedObject
from adr_planner.sequence import TourProblem
from adr_planner.servicer import Servicer
from adr_planner.transfer.disposal import KitDesign, perigee_delta_v, size_kit
from adr_planner.transfer.drift_floor import DriftFloor
from adr_planner.transfer.leg_model import ImpulsiveLegs, LegModel
from adr_planner.transfer.motion import mean_orbits
from adr_planner.transfer.spiral_legs import SpiralLegs
from adr_planner.transfer.table import OrbitSet
from adr_planner.transfer.tug import Tug, tug_delta_v
from adr_planner.units import DAY
from adr_planner.weights import Weights

__all__ = ["SERVICER_PERIGEE", "SPIRAL_DOWN", "Prices", "check_engines", "kit_for", "price_mission"]

Array = NDArray[np.float64]

OSCULATION = 5.0
"""Added to a kit's burn, and to a tug's two ways together [m/s].

The true apogee is up to 10 km, or 2.6 m/s, from the mean one, the perigee likewise.
"""
SERVICER_PERIGEE = 60e3
"""Altitude of the perigee at which a chemical servicer ends itself [m]: it does not come up again from there."""
SPIRAL_DOWN = 350e3
"""Circular altitude to which an electric servicer takes itself down [m]: drag does the rest in a year."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Hold the problem handed to the search, and what it was made from.

    Parameters
    ----------
    problem : TourProblem
        Arrays only.
    grid : Grid
        Dates behind its steps.
    orbits : OrbitSet
        Mean orbits of the candidates.
    kits : tuple of KitDesign
        Kit of every candidate; empty for a tug.
    legs : LegModel
        What priced the legs, and will fly them.
    earliest, latest : ndarray, shape (n,)
        When each candidate may be reached first and last, within the window and its own dates [s].
    flown_in : Gravity
        Field the servicer flies in.
    left_out : tuple of LeftOut
        Candidates that are not among them, and why.
    """

    problem: TourProblem
    grid: Grid
    orbits: OrbitSet
    kits: tuple[KitDesign, ...]
    legs: LegModel
    earliest: Array
    latest: Array
    flown_in: Gravity
    left_out: tuple[LeftOut, ...] = ()

    def with_problem(self, problem: TourProblem) -> Prices:
        """Return the same with another problem."""
        return replace(self, problem=problem)

    def subset(self, rows: NDArray[np.int64]) -> Prices:
        """Return the prices among some of the candidates, in the order given."""
        orbits = self.orbits.subset(rows)
        kits = tuple(self.kits[row] for row in rows) if self.kits else ()
        return replace(
            self, problem=self.problem.subset(rows), orbits=orbits, kits=kits, legs=self.legs.among(rows),
            earliest=self.earliest[rows], latest=self.latest[rows],
        )  # fmt: skip


def kit_for(target: SpaceObject, burn: float, servicer: Servicer) -> KitDesign:
    """Size the kit of a target for a burn [m/s], or load the one whose mass is given.

    Raises
    ------
    InvalidInputError
        If a kit of given mass is too small; says by how much.
    ConvergenceError
        If no amount of propellant would do.
    """
    assert target.mass_kg is not None
    size = (burn + OSCULATION) * loss_factor(servicer.kit.thrust_n, servicer)
    design = size_kit(servicer.kit, target.mass_kg, size)
    fixed = servicer.kit.mass_kg
    if fixed is None:
        return design
    if design.wet_mass > fixed:
        raise InvalidInputError(
            f"A kit of {fixed:.0f} kg cannot bring down {target.name} ({target.norad_cat_id}, "
            f"{target.mass_kg:.0f} kg): it needs {burn:.0f} m/s and {design.wet_mass:.0f} kg, "
            f"{design.wet_mass - fixed:.0f} kg more. Leave the kit's mass out to have it sized.",
            parameter="kit",
        )
    loaded = (fixed - servicer.kit.fixed_mass_kg) / (1.0 + servicer.kit.structure_fraction)
    return KitDesign(fixed - loaded, loaded, design.needed)


def check_engines(
    candidates: list[SpaceObject], apogees: Array, kits: Sequence[KitDesign], servicer: Servicer, mission: MissionSpec
) -> Array:  # fmt: skip
    """Refuse engines too weak to bring a candidate, or the servicer itself, down; return what a tug weighs for prices.

    How much propellant is left by then is not known yet: refused is what even empty tanks are too heavy for. Whether
    the mass of the moment is too heavy is found out in flight. A tug is priced with full tanks, or with empty ones
    where full ones are too heavy.
    """
    full, empty = servicer.dry_mass_kg + servicer.propellant_kg, servicer.dry_mass_kg
    weighs = np.full(len(candidates), full)
    for k, (target, apogee) in enumerate(zip(candidates, apogees, strict=True)):
        name = f"{target.name} ({target.norad_cat_id})"
        perigee, mass = disposal_perigee(target, mission), target.mass_kg or 0.0
        if kits:
            thrust, isp, mass = servicer.kit.thrust_n, servicer.kit.isp_s, mass + kits[k].wet_mass
            refuse_weak_engine("a kit on " + name, float(apogee), perigee, mass, thrust, isp, servicer)
            continue
        tug = partial(refuse_weak_engine, "a tug with " + name, float(apogee), perigee)
        thrust, isp = servicer.burn_thrust_n, servicer.isp_s
        try:
            tug(mass + full, thrust, isp, servicer)
        except InvalidInputError:
            tug(mass + empty, thrust, isp, servicer)
            weighs[k] = empty
    if mission.dispose_servicer:
        own = EARTH_RADIUS + SERVICER_PERIGEE
        refuse_weak_engine(
            "the servicer's own end", float(apogees.min()), own, empty, servicer.burn_thrust_n, servicer.isp_s, servicer
        )
    return weighs


def price_mission(
    ranked: list[RankedObject], servicer: Servicer, mission: MissionSpec, environment: Environment
) -> Prices:
    """Price every leg between the candidates and lay out the mass chain.

    Parameters
    ----------
    ranked : list of RankedObject
        Candidates, in the order of the problem's rows.
    servicer : Servicer
        What flies.
    mission : MissionSpec
        What it must do.
    environment : Environment
        Frame, clock and forces of the plan.
    """
    candidates = [entry.object for entry in ranked]
    margins = mission.allowances
    fields = [target_field(target, servicer, environment) for target in candidates]
    orbits = mean_orbits(candidates, environment, fields, mission.duration_days * DAY)
    down = np.array(
        [
            perigee_delta_v(a, ecc, disposal_perigee(target, mission), environment.gravity)
            for a, ecc, target in zip(orbits.a, orbits.ecc, candidates, strict=True)
        ]
    )
    kits: tuple[KitDesign, ...] = ()
    if servicer.concept == "kit":
        kits = tuple(kit_for(target, float(burn), servicer) for target, burn in zip(candidates, down, strict=True))
    weighs = check_engines(candidates, orbits.a * (1.0 + orbits.ecc), kits, servicer, mission)
    legs = leg_model(servicer, mission, kits, environment)
    grid = Grid.of(mission, legs.shortest)
    launch = margins.price(
        launch_prices(orbits, grid.arrivals, mission, legs, servicer_field(servicer, environment), environment)
    )
    if not np.isfinite(launch).any():
        raise InfeasibleMissionError(
            f"No target can be reached within the commissioning of {mission.commissioning_days:g} days from "
            f"{mission.injection_below_m / 1e3:g} km below it at {servicer.thrust_n or 0.0:g} N: give it longer "
            "commissioning, more thrust, or inject it closer.",
            binding="commissioning",
            available=mission.commissioning_days,
            unit="days",
        )
    table = legs.table(
        orbits,
        orbits,
        grid.arrivals,
        (grid.gap_steps * grid.step).astype(np.float64),
        stay=grid.stay,
        lowest=environment.gravity.radius + mission.lowest_drift_m,
        gravity=environment.gravity,
    )
    table[table > legs.dearest] = np.inf
    extra, more = margins.per_rendezvous(), 1.0 + margins.deterministic_margin
    table *= np.float32(more)
    table += np.float32(extra)

    n = len(candidates)
    exhaust = G0 * servicer.isp_s
    stop_dv, alpha, beta, kit_mass = np.zeros(n), np.ones(n), np.zeros(n), np.zeros(n)
    if servicer.concept == "kit":
        kit_mass = np.array([kit.wet_mass for kit in kits])
        beta = kit_mass
    else:
        mass = np.array([target.mass_kg for target in candidates], dtype=float)
        limit = burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer)
        there_and_back = np.array(
            [tug_delta_v(a, ecc, inc, disposal_perigee(target, mission), Tug(limit, weight, target.mass_kg or 0.0))
             for a, ecc, inc, weight, target in zip(orbits.a, orbits.ecc, orbits.inc, weighs, candidates, strict=True)]
        )  # fmt: skip
        there_and_back = (there_and_back + 0.5 * OSCULATION) * more * loss_factor(servicer.burn_thrust_n, servicer)
        stop_dv = there_and_back.sum(axis=1)
        alpha = np.exp(stop_dv / exhaust)
        beta = mass * np.expm1(there_and_back[:, 0] / exhaust)

    end_dv = np.zeros(n)
    if mission.dispose_servicer:
        own = [
            _own_disposal(a, ecc, servicer, environment.gravity) for a, ecc in zip(orbits.a, orbits.ecc, strict=True)
        ]
        end_dv = np.array(own) * more * loss_factor(servicer.burn_thrust_n, servicer)
    earliest, latest = visit_times(mission, candidates, environment)
    first_steps, last_steps = grid.steps(earliest, latest)
    problem = TourProblem(
        launch_dv=launch,
        leg_dv=table,
        gap_steps=grid.gap_steps,
        kit_mass=kit_mass,
        stop_dv=stop_dv,
        stop_alpha=alpha,
        stop_beta=beta,
        end_dv=end_dv,
        last_step=grid.arrivals.size - 1,
        risk=np.array([entry.risk_kg_per_yr for entry in ranked]),
        dry_mass=servicer.dry_mass_kg,
        propellant_capacity=servicer.propellant_kg,
        exhaust_velocity=exhaust,
        stops=min(mission.targets, n),  # fewer than asked for only where fewer will do
        max_delta_v=np.inf if mission.max_delta_v_m_s is None else mission.max_delta_v_m_s,
        objective=mission.objective,
        max_launch_mass=np.inf if mission.max_launch_mass_kg is None else mission.max_launch_mass_kg,
        weights=_per_step(mission),
        must_visit=rows_of(mission.must_visit, candidates),
        groups=groups(mission, candidates),
        order=pairs(mission, candidates),
        earliest=first_steps,
        latest=last_steps,
    )
    return Prices(problem, grid, orbits, kits, legs, earliest, latest, servicer_field(servicer, environment))


def leg_model(
    servicer: Servicer, mission: MissionSpec, kits: Sequence[KitDesign], environment: Environment
) -> LegModel:
    """Choose how legs are priced and flown."""
    if servicer.propulsion == "chemical" or servicer.thrust_n is None:
        limit = burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer)
        return ImpulsiveLegs(
            limit=limit, floor=_drift_floor(servicer, mission, environment), minimum=servicer.minimum_impulse_m_s
        )
    kit_mass = np.array([kit.wet_mass for kit in kits])
    launch = servicer.dry_mass_kg + servicer.propellant_kg + np.sort(kit_mass)[-mission.targets :].sum()
    engine = Engine(servicer.thrust_n, G0 * servicer.isp_s, shaded=True)
    # Whoever leaves a target has left its kit there.
    return SpiralLegs(engine, float(launch), launch - kit_mass, environment.days)


def _drift_floor(servicer: Servicer, mission: MissionSpec, environment: Environment) -> DriftFloor:
    """Return what bounds a drift from below: the servicer's drag under the strongest Sun there may be on the way."""
    weather = environment.weather.between(mission.start, environment.time(mission.duration_days * DAY))
    return DriftFloor(drag_of_servicer(servicer), float(weather.strong.max()))


def _own_disposal(a: float, ecc: float, servicer: Servicer, gravity: Gravity) -> float:
    """Price the servicer's own end from one orbit: a re-entry, or a spiral down to where drag takes over [m/s]."""
    if servicer.propulsion == "chemical":
        return perigee_delta_v(a, ecc, gravity.radius + SERVICER_PERIGEE, gravity)
    size, _ = spiral(
        float(np.sqrt(gravity.mu / a)), float(np.sqrt(gravity.mu / (gravity.radius + SPIRAL_DOWN))), 0.0, NO_SHADOW
    )
    return float(size)


def _per_step(mission: MissionSpec) -> Weights | None:
    """Return the mission's weights with time counted in grid steps."""
    weights = mission.weights
    return None if weights is None else replace(weights, time=weights.time * mission.grid_days)

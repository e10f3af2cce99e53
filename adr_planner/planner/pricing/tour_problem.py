"""Build the time-dependent tour problem: date grid, leg costs, mass chain and limits."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import G0, Gravity
from adr_planner.environment import Environment
from adr_planner.errors import InfeasibleMissionError
from adr_planner.plan import LeftOut
from adr_planner.planner.pricing.date_grid import Grid
from adr_planner.planner.pricing.force_fields import servicer_field, target_field
from adr_planner.planner.pricing.launch import launch_costs
from adr_planner.planner.pricing.leg_models import leg_model, parting_of
from adr_planner.planner.pricing.side_constraints import groups, pairs, rows_of, visit_times
from adr_planner.planner.worths import Worths
from adr_planner.risk import RankedObject
from adr_planner.sequence import TourProblem
from adr_planner.service.choosing import service_for
from adr_planner.service.own_end import OwnEnd
from adr_planner.service.service import Service
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.spec.weights import Weights
from adr_planner.transfer.leg_model import LegModel
from adr_planner.transfer.motion import mean_orbits
from adr_planner.transfer.orbit_set import OrbitSet
from adr_planner.units import DAY

__all__ = ["LegCosts", "cost_mission"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LegCosts:
    """The problem handed to the search, and what it was made from.

    Parameters
    ----------
    problem : TourProblem
        Arrays only.
    grid : Grid
        Dates behind its steps.
    orbits : OrbitSet
        Mean orbits of the candidates.
    service : Service
        What is done at every stop.
    legs : LegModel
        What costed the legs, and will fly them.
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
    service: Service
    legs: LegModel
    earliest: Array
    latest: Array
    flown_in: Gravity
    left_out: tuple[LeftOut, ...] = ()

    def with_problem(self, problem: TourProblem) -> LegCosts:
        """Return the same with another problem."""
        return replace(self, problem=problem)

    def subset(self, rows: NDArray[np.int64]) -> LegCosts:
        """Return the costs among some of the candidates, in the order given."""
        return replace(
            self, problem=self.problem.subset(rows), orbits=self.orbits.subset(rows), service=self.service.among(rows),
            legs=self.legs.among(rows), earliest=self.earliest[rows], latest=self.latest[rows],
        )  # fmt: skip


def cost_mission(
    ranked: list[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    environment: Environment,
    worths: Worths | None = None,
) -> LegCosts:
    """Cost every leg between the candidates and lay out the mass chain.

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
    worths : Worths, optional
        What removing each of them is worth; mass expected in collisions [kg/yr] unless given.
    """
    candidates = [entry.object for entry in ranked]
    margins = mission.allowances
    fields = [target_field(target, servicer, environment) for target in candidates]
    orbits = mean_orbits(candidates, environment, fields, mission.duration_days * DAY)
    service = service_for(candidates, orbits, servicer, mission, parting_of(servicer, mission, environment))
    legs = service.legs(leg_model(servicer, mission, service, len(candidates), environment), orbits)
    grid = Grid.of(mission, legs.shortest)
    launch = margins.price(
        launch_costs(orbits, grid.arrivals, mission, legs, servicer_field(servicer, environment), environment)
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
        (grid.leg_steps * grid.step).astype(np.float64),
        stay=grid.stay,
        lowest=environment.gravity.radius + mission.lowest_drift_m,
        gravity=environment.gravity,
    )
    table[table > legs.max_leg_delta_v] = np.inf
    extra, more = margins.per_rendezvous(), 1.0 + margins.deterministic_margin
    table *= np.float32(more)
    table += np.float32(extra)

    stops = service.costs(orbits)
    earliest, latest = visit_times(mission, candidates, environment)
    first_steps, last_steps = grid.steps(earliest, latest)
    problem = TourProblem(
        launch_dv=launch,
        leg_dv=table,
        leg_steps=grid.leg_steps,
        kit_mass=stops.left,
        stop_dv=stops.delta_v,
        stop_alpha=stops.alpha,
        stop_beta=stops.beta,
        end_dv=OwnEnd(servicer, mission).costs(*service.parting(orbits), environment.gravity),
        last_step=grid.arrivals.size - 1,
        worth=_worth(ranked, worths, grid, environment),
        dry_mass=servicer.dry_mass_kg,
        propellant_capacity=servicer.propellant_kg,
        exhaust_velocity=G0 * servicer.isp_s,
        stops=min(mission.targets, len(candidates)),  # fewer than asked for only where fewer will do
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
    return LegCosts(problem, grid, orbits, service, legs, earliest, latest, servicer_field(servicer, environment))


def _worth(ranked: list[RankedObject], worths: Worths | None, grid: Grid, environment: Environment) -> Array:
    """Return what removing each candidate is worth, by the date of the arrival where that matters."""
    if worths is None:
        return np.array([entry.risk_kg_per_yr for entry in ranked])
    return worths.at(ranked, environment.time(grid.arrivals))


def _per_step(mission: MissionSpec) -> Weights | None:
    """Return the mission's weights with time counted in grid steps."""
    weights = mission.weights
    return None if weights is None else replace(weights, time=weights.time * mission.grid_days)

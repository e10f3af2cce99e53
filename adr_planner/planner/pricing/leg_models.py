"""How the legs of a mission are costed and flown."""

from __future__ import annotations

import numpy as np

from adr_planner.core.constants import G0
from adr_planner.core.spiral import Thruster
from adr_planner.environment import Environment
from adr_planner.planner.pricing.force_fields import drag_of_servicer
from adr_planner.service.burn_limits import burn_limit
from adr_planner.service.service import Service
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.parting import Parting
from adr_planner.transfer.drift_floor import DriftFloor
from adr_planner.transfer.leg_model import MAX_LEG_DELTA_V, ImpulsiveLegs, LegModel
from adr_planner.transfer.low_thrust.spiral_legs import SpiralLegs
from adr_planner.units import DAY

__all__ = ["leg_model", "parting_of"]


def leg_model(
    servicer: Servicer, mission: MissionSpec, service: Service, candidates: int, environment: Environment
) -> LegModel:
    """Choose how legs are costed and flown."""
    if servicer.propulsion == "chemical" or servicer.thrust_n is None:
        limit = burn_limit(servicer.burn_thrust_n, servicer.isp_s, servicer)
        floor, dearest = _drift_floor(servicer, mission, environment), mission.max_leg_delta_v_m_s
        return ImpulsiveLegs(
            limit=limit, floor=floor, minimum=servicer.minimum_impulse_m_s,
            max_leg_delta_v=MAX_LEG_DELTA_V if dearest is None else dearest,
        )  # fmt: skip
    kit_mass = np.array([service.carried(row) for row in range(candidates)])
    launch = servicer.dry_mass_kg + servicer.propellant_kg + np.sort(kit_mass)[-mission.targets :].sum()
    engine = Thruster(servicer.thrust_n, G0 * servicer.isp_s, shaded=True)
    # Whoever leaves a target has left its kit there.
    return SpiralLegs(engine, float(launch), launch - kit_mass, environment.days)


def parting_of(servicer: Servicer, mission: MissionSpec, environment: Environment) -> Parting:
    """Return how high a tug goes after it has let go of a target."""
    return Parting(_drift_floor(servicer, mission, environment), environment.gravity)


def _drift_floor(servicer: Servicer, mission: MissionSpec, environment: Environment) -> DriftFloor:
    """Return what bounds a drift from below: the servicer's drag under the strongest Sun there may be on the way."""
    weather = environment.weather.between(mission.start, environment.time(mission.duration_days * DAY))
    return DriftFloor(drag_of_servicer(servicer), float(weather.strong.max()))

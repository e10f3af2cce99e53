"""What brings a target down at the search's costs: kits sized, engines found strong enough."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS
from adr_planner.errors import InvalidInputError
from adr_planner.planner.pricing.burn_limits import loss_factor, refuse_weak_engine
from adr_planner.planner.pricing.disposal_perigee import disposal_perigee
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import KitDesign, size_kit

__all__ = ["OSCULATION", "SERVICER_PERIGEE", "check_engines", "kit_for"]

Array = NDArray[np.float64]

OSCULATION = 5.0
"""Added to a kit's burn, and to a tug's two ways together [m/s].

The true apogee is up to 10 km, or 2.6 m/s, from the mean one, the perigee likewise.
"""
SERVICER_PERIGEE = 60e3
"""Altitude of the perigee at which a chemical servicer ends itself [m]: it does not come up again from there."""


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
    """Refuse engines too weak to bring a candidate, or the servicer itself, down; return what a tug weighs for costs.

    How much propellant is left by then is not known yet: refused is what even empty tanks are too heavy for. Whether
    the mass of the moment is too heavy is found out in flight. A tug is costed with full tanks, or with empty ones
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

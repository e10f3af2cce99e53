"""What an engine can do in one burn, and the refusal of one too weak to bring its target down."""

from __future__ import annotations

import math

import numpy as np

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS, EGM96, Gravity
from adr_planner.core.finite_burn import BurnLimit, finite_burn
from adr_planner.core.impulses import lower_perigee
from adr_planner.service.refusals import TooHeavyError, WeakEngineError
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import SAFE_PERIGEE, perigee_steps
from adr_planner.transfer.state import State

__all__ = ["burn_limit", "loss_factor", "one_burn", "refuse_if_too_heavy", "refuse_weak_engine"]

_MOST_PASSES = 40
"""Most burns one perigee is lowered in: three days of them."""


def burn_limit(thrust: float | None, isp: float, servicer: Servicer) -> BurnLimit | None:
    """Return what an engine may do in one burn; None where no thrust is given."""
    return None if thrust is None else BurnLimit(thrust, isp, servicer.longest_arc_rad)


def one_burn(radius: float, mass: float, thrust: float | None, isp: float, servicer: Servicer) -> float:
    """Return the largest burn on the longest arc allowed [m/s]; infinite where no thrust is given."""
    limit = burn_limit(thrust, isp, servicer)
    return math.inf if limit is None else limit.largest(mass, radius, EARTH_MU)


def loss_factor(thrust: float | None, servicer: Servicer) -> float:
    """Return by how much burns no longer than the longest arc grow through gravity losses."""
    return 1.0 if thrust is None else 1.0 + servicer.longest_arc_rad**2 / 24.0


def refuse_weak_engine(
    whose: str, apogee: float, perigee: float, mass: float, thrust: float | None, isp: float, servicer: Servicer
) -> None:
    """Refuse an engine that cannot lower a perigee in burns no longer than the longest arc.

    Parameters
    ----------
    whose : str
        Engine and stack, for the message.
    apogee, perigee : float
        Radius of the apogee, and of the perigee asked for [m].
    mass : float
        Of the stack [kg].
    thrust, isp : float
        Of the engine [N], [s].
    servicer : Servicer
        Its longest arc counts.

    Raises
    ------
    WeakEngineError
        If the last burn of a controlled re-entry, or the number of burns, is too long; says what would do.
    """
    if thrust is None:
        return
    largest = one_burn(apogee, mass, thrust, isp, servicer)
    floor = EARTH_RADIUS + SAFE_PERIGEE
    limit = math.degrees(servicer.longest_arc_rad)
    last = lower_perigee(apogee, floor, perigee, EARTH_MU) if perigee < floor else 0.0
    if last > largest:
        length = finite_burn(last, mass, apogee, thrust, isp, EARTH_MU)
        enough = math.ceil(thrust * length.arc / servicer.longest_arc_rad)
        raise WeakEngineError(
            f"A thrust of {thrust:.4g} N is too low for {whose}, {mass:.0f} kg in all: the last burn of a controlled "
            f"re-entry, {last:.0f} m/s, would take {length.time / 60.0:.0f} min or {math.degrees(length.arc):.0f} deg "
            f"of the orbit; {enough} N would keep it within {limit:g} deg.",
            excess=mass * (1.0 - servicer.longest_arc_rad / length.arc),
        )
    count = len(perigee_steps(apogee, apogee, perigee, largest, EGM96))
    if count > _MOST_PASSES:
        raise WeakEngineError(
            f"A thrust of {thrust:.4g} N is too low for {whose}, {mass:.0f} kg in all: it would take {count} burns of "
            f"{limit:g} deg to lower the perigee; about {thrust * count / _MOST_PASSES:.0f} N would do it in "
            f"{_MOST_PASSES}.",
            excess=mass * (1.0 - _MOST_PASSES / count),
        )


def refuse_if_too_heavy(
    whose: str,
    place: int,
    here: State,
    perigee: float,
    mass: float,
    towed: float,
    servicer: Servicer,
    gravity: Gravity,
) -> None:
    """Refuse a burn that the servicer's engine is too weak for at the mass of the moment.

    Parameters
    ----------
    whose : str
        Engine and stack, for the message.
    place : int
        Of the stop in the tour.
    here : State
        Where the stack is.
    perigee : float
        Radius of the perigee asked for [m].
    mass, towed : float
        Of the servicer, and of what it carries [kg].
    servicer : Servicer
        Its engine and its longest arc count.
    gravity : Gravity
        Constants of the field.

    Raises
    ------
    TooHeavyError
        Saying what its burns would take, and what thrust would do.
    """
    a, ecc_x, ecc_y = here.mean(gravity)[:3]
    apogee = float(a * (1.0 + np.hypot(ecc_x, ecc_y)))
    try:
        refuse_weak_engine(whose, apogee, perigee, mass + towed, servicer.burn_thrust_n, servicer.isp_s, servicer)
    except WeakEngineError as error:
        raise TooHeavyError(str(error), leg=place, excess=error.excess, tank=mass - servicer.dry_mass_kg) from error

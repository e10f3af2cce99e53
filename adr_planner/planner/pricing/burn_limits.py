"""What an engine can do in one burn, and the refusal of one too weak to bring its target down."""

from __future__ import annotations

import math

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS, EGM96
from adr_planner.core.finite_burn import BurnLimit, finite_burn
from adr_planner.core.impulses import lower_perigee
from adr_planner.errors import InvalidInputError
from adr_planner.spec.servicer import Servicer
from adr_planner.transfer.deorbit.disposal_burn import SAFE_PERIGEE, perigee_steps

__all__ = ["WeakEngineError", "burn_limit", "loss_factor", "one_burn", "refuse_weak_engine"]

_MOST_PASSES = 40
"""Most burns one perigee is lowered in: three days of them."""


class WeakEngineError(InvalidInputError):
    """An engine is too weak to bring its target down.

    Parameters
    ----------
    message : str
        Which engine, what its burns would take, and what thrust would do.
    excess : float
        Mass of the stack that it is too weak for, in proportion to the thrust [kg].
    """

    def __init__(self, message: str, *, excess: float) -> None:
        super().__init__(message, parameter="thrust")
        self.excess = excess


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

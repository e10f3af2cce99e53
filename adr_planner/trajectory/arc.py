"""An arc of a trajectory: from one burn, arrival or departure to the next, in one field; coasting or under thrust."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.dynamics import KICKED_STEP, STEP, kicked, propagate
from adr_planner.core.spiral import Thruster
from adr_planner.core.thrust import STEP as THRUST_STEP
from adr_planner.core.thrust import Steering, fly_thrust
from adr_planner.transfer.state import State
from adr_planner.units import DAY

__all__ = ["Arc", "Thrust"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thrust:
    """What pushes along an arc.

    Parameters
    ----------
    engine : Thruster
        What thrusts.
    steering : Steering
        Where it points.
    mass : float
        At the start of the arc [kg].
    delta_v : float
        To be spent [m/s].
    spent : float
        Of it, what is spent already [m/s].
    days : float
        Time zero in days since J2000.
    """

    engine: Thruster
    steering: Steering
    mass: float
    delta_v: float
    days: float
    spent: float = 0.0

    def fly(self, here: State, span: float, field: Gravity) -> tuple[State, Thrust]:
        """Fly on for a while of whole steps, or of one shorter one; return where, and what is left to do."""
        position, velocity, _, more = fly_thrust(
            here.position, here.velocity, self.days + here.time / DAY, self._mass_now(), self.delta_v - self.spent,
            span - 1e-3, self._steering_now(), self.engine, field, min(span, THRUST_STEP),
        )  # fmt: skip
        return State(here.time + span, position, velocity), replace(self, spent=self.spent + float(more))

    def _mass_now(self) -> float:
        return self.mass * math.exp(-self.spent / self.engine.exhaust)

    def _steering_now(self) -> Steering:
        """Return the steering as one that starts now: Edelbaum's law depends on what was spent since its start."""
        law = self.steering
        if not math.isnan(law.centre):
            return law
        ahead, across = law.speed * math.cos(law.yaw) - self.spent, law.speed * math.sin(law.yaw)
        return Steering(math.hypot(ahead, across), math.atan2(across, ahead), law.centre)


@dataclass(frozen=True, slots=True)
class Arc:
    """An arc.

    Parameters
    ----------
    kind : str
        ``"coast"``, ``"thrust"``, ``"approach"``, ``"stay"``, ``"disposal"`` or ``"descent"``.
    start : State
        Just after the burn it begins with, if it does.
    end : State
        Just before the next burn: where the document says so, else where its flight ends.
    field : Gravity
        What it is flown in.
    burn : str, optional
        Identifier of that burn, or of the thrust arc.
    thrust : Thrust, optional
        What pushes along it.
    """

    kind: str
    start: State
    end: State
    field: Gravity
    burn: str | None = None
    thrust: Thrust | None = None

    @property
    def stop(self) -> float:
        """When it ends [s since the plan epoch]."""
        return self.end.time

    def flown(self, times: Array) -> list[State]:
        """Return where its flight is at some times, in order and within the arc.

        The flight goes by the very steps of the planner's, however close or far apart the times are.
        """
        span = self.stop - self.start.time
        longest = KICKED_STEP if kicked(self.field) else STEP
        step = THRUST_STEP if self.thrust else span / max(math.ceil(span / longest), 1)
        here, thrust, states, passed = self.start, self.thrust, [], 0
        for time in times:
            whole = int((time - self.start.time) / step + 1e-9) if step > 0.0 else 0
            if whole > passed:
                here, thrust = self._on(here, thrust, (whole - passed) * step)
                here = replace(here, time=self.start.time + whole * step)
                passed = whole
            rest = float(time) - here.time
            states.append(here if rest < 1e-7 else self._on(here, thrust, rest)[0])
        return states

    def _on(self, here: State, thrust: Thrust | None, span: float) -> tuple[State, Thrust | None]:
        if thrust is not None:
            return thrust.fly(here, span, self.field)
        position, velocity = propagate(here.position, here.velocity, here.time, span, self.field)
        return State(here.time + span, position, velocity), None

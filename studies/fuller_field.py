"""The ten legs of `full_force_field.py` in the verifier's fuller field, planned without drag and with it.

What the table of the full field owes to drag, and what to the field that turns with the Earth.
Run: ``python studies/fuller_field.py`` (with heyoka installed, for the cases). What it prints
stands in docs/theory/transfer.md.
"""

from __future__ import annotations

import full_force_field as full
import numpy as np
from flown_against_estimate import DAY

from adr_planner.core.constants import EGM96
from adr_planner.transfer.state import State
from adr_planner.verification.physics.forces import EGM96_ZONALS, Field
from adr_planner.verification.physics.integrator import Point, coast
from adr_planner.verification.physics.sky import sky_between

DECLARED = Field(EGM96.mu, EGM96.radius, EGM96_ZONALS[:3], np.array([0.0, 0.0, 1.0]))
SKY = sky_between(9100.0, 9700.0)


class VerifiersTruth(full.Truth):
    """The verifier's fuller field in the place of heyoka's."""

    def __init__(self) -> None:
        pass

    def coast(self, drag: float, state: State, time: float) -> State:
        """Fly a state to a time."""
        days = (self.start + state.time) / DAY
        field = DECLARED.fuller(drag, SKY, np.empty((0, 2)))
        point = coast(Point(days, state.position, state.velocity), time - state.time, field)
        return State(time, point.position, point.velocity)


def main() -> None:
    full.report(VerifiersTruth())
    full.SERVICER = full.TARGET = EGM96
    print("Planned without drag:")
    full.report(VerifiersTruth())


if __name__ == "__main__":
    main()

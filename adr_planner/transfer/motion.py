"""How targets move: from published elements into the planning frame, and on from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from astropy.time import Time, TimeDelta
from numpy.typing import NDArray

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import Gravity
from adr_planner.errors import PropagationError
from adr_planner.frames import teme_to_gcrf
from adr_planner.transfer.state import State
from adr_planner.transfer.table import OrbitSet

__all__ = ["PlanFrame", "mean_orbits", "target_state"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PlanFrame:
    """Hold the frame and clock of one plan: TEME of its epoch, frozen, and seconds since then.

    Parameters
    ----------
    epoch : Time
        Plan epoch, UTC.
    to_gcrf : ndarray, shape (3, 3)
        Rotation from the planning frame to GCRF.

    Examples
    --------
    >>> from astropy.time import Time
    >>> frame = PlanFrame.of(Time("2025-01-01"))
    >>> frame.seconds(Time("2025-01-02")), frame.time(3600.0).isot
    (86400.0, '2025-01-01T01:00:00.000')
    """

    epoch: Time
    to_gcrf: Array

    @classmethod
    def of(cls, epoch: Time) -> PlanFrame:
        """Build the frame of an epoch."""
        return cls(epoch.utc, teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2))

    @property
    def days(self) -> float:
        """Days of the plan epoch since J2000, for the Sun."""
        return float((self.epoch.tt.jd1 - 2451545.0) + self.epoch.tt.jd2)

    def seconds(self, time: Time) -> float:
        """Return continuous seconds since the plan epoch (leap seconds counted)."""
        return float(round((time.tai - self.epoch.tai).to_value("s"), 6))

    def time(self, seconds: float) -> Time:
        """Return the epoch of so many seconds."""
        return (self.epoch.tai + TimeDelta(seconds, format="sec")).utc


def target_state(target: SpaceObject, frame: PlanFrame) -> State:
    """Return the osculating state of a target at the epoch of its elements, in the planning frame.

    Raises
    ------
    PropagationError
        If SGP4 refuses the elements.
    """
    elements = target.elements
    code, position, velocity = elements.satrec().sgp4_tsince(0.0)
    if code:
        raise PropagationError(
            f"SGP4 refuses the elements of {target.name} ({target.norad_cat_id}), error {code}: "
            "the object has decayed or its elements are unusable; leave it out.",
            norad_cat_id=target.norad_cat_id,
        )
    epoch = elements.epoch
    turn = frame.to_gcrf.T @ teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2)
    return State(frame.seconds(epoch), turn @ (np.array(position) * 1e3), turn @ (np.array(velocity) * 1e3))


def mean_orbits(targets: Sequence[SpaceObject], frame: PlanFrame, gravity: Gravity) -> OrbitSet:
    """Return the mean orbits of targets, turning at their secular rates from the plan epoch on.

    The semi-major axis is SGP4's own un-Kozai'd mean: reading it off the mean motion by Kepler's law puts
    it 2-3 km too high.
    """
    rows = [
        (
            t.elements.sma_m,
            t.elements.eccentricity,
            np.radians(t.elements.inclination_deg),
            np.radians(t.elements.raan_deg),
            np.radians(t.elements.argp_deg),
            frame.seconds(t.elements.epoch),
        )
        for t in targets
    ]
    a, ecc, inc, raan, argp, epoch = np.array(rows, dtype=float).T
    return OrbitSet.at_epochs(a, ecc, inc, raan, argp, epoch, gravity)

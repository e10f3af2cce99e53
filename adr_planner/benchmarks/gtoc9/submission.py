"""A campaign as it is handed in: missions as events, each with its state and its impulse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DAY, DRY_MASS, EXHAUST, KIT

__all__ = ["MANOEUVRE", "Event", "Mission", "Submission"]

Array = NDArray[np.float64]

MANOEUVRE = -1
"""Event id of an impulse between two debris."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a mission.

    Parameters
    ----------
    t_mjd2000 : float
        Epoch [MJD2000 day].
    r_m, v_mps : tuple of float, length 3
        Position [m] and velocity *before* the impulse [m/s], in the competition's inertial frame.
    dv_mps : tuple of float, length 3
        Impulse [m/s].
    event_id : int
        Number of the debris arrived at or left; `MANOEUVRE` for an impulse on the way.
    mass_kg : float, optional
        Mass before the impulse [kg], where a file tells it.
    """

    t_mjd2000: float
    r_m: tuple[float, float, float]
    v_mps: tuple[float, float, float]
    dv_mps: tuple[float, float, float]
    event_id: int
    mass_kg: float | None = None

    @property
    def time(self) -> float:
        """Epoch [s since MJD2000 0]."""
        return self.t_mjd2000 * DAY

    @property
    def position(self) -> Array:
        """Position [m]."""
        return np.array(self.r_m)

    @property
    def before(self) -> Array:
        """Velocity before the impulse [m/s]."""
        return np.array(self.v_mps)

    @property
    def after(self) -> Array:
        """Velocity after the impulse [m/s]."""
        return np.array(self.v_mps) + np.array(self.dv_mps)

    @property
    def delta_v(self) -> float:
        """Size of the impulse [m/s]."""
        return float(np.linalg.norm(self.dv_mps))


@dataclass(frozen=True, slots=True)
class Mission:
    """One launch.

    Parameters
    ----------
    m0_kg : float
        Launch mass [kg].
    events : tuple of Event
        In order of time.
    """

    m0_kg: float
    events: tuple[Event, ...]

    @property
    def delta_v(self) -> float:
        """Sum of the impulses [m/s]."""
        return sum(event.delta_v for event in self.events)

    @property
    def debris(self) -> tuple[int, ...]:
        """Numbers of the debris, in the order they are met."""
        return tuple(dict.fromkeys(event.event_id for event in self.events if event.event_id != MANOEUVRE))

    def masses(self) -> list[float]:
        """Return the mass before every impulse [kg]: kits stay behind at departure, before its impulse.

        The last kit is left at the end of the mission and is still aboard in the last line.
        """
        mass, masses, last = self.m0_kg, [], len(self.events) - 1
        for k, event in enumerate(self.events):
            if 0 < k < last and event.event_id == self.events[k - 1].event_id != MANOEUVRE:
                mass -= KIT
            masses.append(mass)
            mass *= float(np.exp(-event.delta_v / EXHAUST))
        return masses

    @classmethod
    def of(cls, events: Sequence[Event]) -> Mission:
        """Return a mission with the least launch mass its impulses and kits allow.

        Examples
        --------
        Two debris and one impulse of 340 g0 ln 2, which halves the mass:

        >>> still, at = (0.0, 0.0, 0.0), (7.0e6, 0.0, 0.0)
        >>> half = (2311.134, 0.0, 0.0)
        >>> line = [Event(0.0, at, still, still, 5), Event(5.0, at, still, half, 5)]
        >>> line += [Event(9.0, at, still, still, 6), Event(14.0, at, still, still, 6)]
        >>> round(Mission.of(line).m0_kg, 2)
        4090.0
        """
        mass, last = DRY_MASS + KIT, len(events) - 1
        for k in range(last, 0, -1):
            mass *= float(np.exp(events[k].delta_v / EXHAUST))
            if k < last and events[k].event_id == events[k - 1].event_id != MANOEUVRE:
                mass += KIT
        return cls(mass * float(np.exp(events[0].delta_v / EXHAUST)), tuple(events))


@dataclass(frozen=True, slots=True)
class Submission:
    """A whole campaign.

    Parameters
    ----------
    missions : tuple of Mission
        In any order.
    """

    missions: tuple[Mission, ...]

    @property
    def delta_v(self) -> float:
        """Sum of all impulses [m/s]."""
        return sum(mission.delta_v for mission in self.missions)

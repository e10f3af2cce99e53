"""The flight of a leg: impulses with dates, under numerical zonal gravity, until they meet the target.

The estimate gives the drift orbit; the burn points around it, and the phase, come from the least impulses
that close all six differences; the whole is flown numerically and corrected until it closes. The last arc
is a multi-revolution Lambert arc, re-targeted under J2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.constants import Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.drift import drift_leg
from adr_planner.transfer.impulses import DriftModel, least_impulses, weighted_impulses
from adr_planner.transfer.state import Burn, Flight, State
from adr_planner.transfer.terminal import terminal_arc

__all__ = ["fly_leg"]

Array = NDArray[np.float64]

_PER_REVOLUTION = 16
"""Candidate burn points a revolution: 24 instead of 16 change a leg by less than 0.5 %."""
_APPROACH = 1.75
"""Revolutions of the terminal arc: a quarter away from the half turns, where Lambert's plane is undefined."""
_SMALL = 0.02
"""Burns below this size [m/s] are left out once the pattern of burns is known."""
_SEARCHING = 3
"""Corrections during which the pattern of burns may still change."""
_MEASURING = 12
"""Correction from which the response to impulses is measured in flight instead of modelled."""
_PROBE = 0.02
"""Impulse by which it is measured [m/s]."""
_ROUNDS = 30
_HANDOVER = 200.0
"""Miss at which the terminal arc takes over [m]."""


def _wrapped(difference: Array) -> Array:
    difference[4:] = (difference[4:] + np.pi) % (2.0 * np.pi) - np.pi
    return difference


def _axes(state: State) -> Array:
    radial = state.position / np.linalg.norm(state.position)
    normal = np.cross(state.position, state.velocity)
    normal /= np.linalg.norm(normal)
    return np.column_stack([radial, np.cross(normal, radial), normal])


def _coasted(mean: Array, time: float, gravity: Gravity) -> Array:
    """Move mean elements along by their secular rates."""
    ecc = float(np.hypot(mean[1], mean[2]))
    node, perigee, anomaly = secular_rates(mean[0], ecc, mean[3], gravity)
    turn = np.exp(1j * perigee * time) * complex(mean[1], mean[2])
    return np.array(
        [mean[0], turn.real, turn.imag, mean[3], mean[4] + node * time, mean[5] + (perigee + anomaly) * time]
    )


def fly_leg(departure: State, target: State, gravity: Gravity, *, lowest: float) -> Flight:
    """Fly from one orbit to a rendezvous with a target.

    Parameters
    ----------
    departure : State
        Servicer at departure.
    target : State
        Target at arrival.
    gravity : Gravity
        Constants of the field.
    lowest : float
        Least semi-major axis of the drift orbit [m].

    Raises
    ------
    ConvergenceError
        If the leg does not close; the message gives the last miss.
    """
    leg = _Leg(departure, target, gravity, lowest)
    return leg.closed()


class _Leg:
    """The pattern of burn points of one leg, and the loop that closes it."""

    def __init__(self, departure: State, target: State, gravity: Gravity, lowest: float) -> None:
        self.departure, self.target, self.gravity = departure, target, gravity
        self.goal = target.mean(gravity)
        start = departure.mean(gravity)
        coast = target.time - departure.time
        period = 2.0 * np.pi / np.sqrt(gravity.mu / target.mean(gravity)[0] ** 3)
        if coast < 6.0 * period:
            raise ConvergenceError(
                f"A leg of {coast / 3600.0:.1f} h is too short to fly: it needs six revolutions "
                f"({6.0 * period / 3600.0:.1f} h)."
            )
        burn_gap = period / _PER_REVOLUTION
        late = target.time - _APPROACH * period
        points = np.arange(_PER_REVOLUTION + 1)
        first = departure.time + 60.0 + points * burn_gap
        last = late - (1.25 * _PER_REVOLUTION - points[: _PER_REVOLUTION + 4]) * burn_gap
        self.times = np.concatenate([first, last[last < late - 0.5 * burn_gap], [late, target.time]])
        self.departing = self.times <= first[-1]
        self.period = period

        arrived = _coasted(start, coast, gravity)
        ecc_gap = float(np.hypot(*(self.goal[1:3] - arrived[1:3])))
        ecc_mid = 0.5 * float(np.hypot(*(self.goal[1:3] + arrived[1:3])))
        speed = float(np.sqrt(gravity.mu / self.goal[0]))
        _, a, inc, raan = drift_leg(
            start[0], start[3], start[4], self.goal[0], self.goal[3], self.goal[4],
            ecc_mid, 0.5 * speed * ecc_gap, coast, lowest, 2.0 * self.goal[0], gravity,
        )  # fmt: skip
        self.model = DriftModel(a, ecc_mid, inc, gravity)
        self.remaining = target.time - self.times
        before = start[5] + _latitude_rate(start, gravity) * (self.times - departure.time)
        after = self.goal[5] - _latitude_rate(self.goal, gravity) * self.remaining
        self.latitudes = np.where(self.departing, before, after)
        self._linearise(a, ecc_mid, inc)
        self.wanted = self._first_guess(start, np.array([a, inc, raan]), coast)

    def _linearise(self, a: float, ecc: float, inc: float) -> None:
        """Take the response of the arrival to impulses about a drift orbit."""
        self.model = DriftModel(a, ecc, inc, self.gravity)
        self.matrix = self.model.matrix(self.latitudes, self.remaining)

    def _first_guess(self, start: Array, drift: Array, coast: float) -> Array:
        """Return the conditions whose solution passes through the estimate's drift orbit."""
        scale = self.model.scale
        up = start.copy()
        up[[0, 3, 4]] = drift
        there = _coasted(up, coast, self.gravity)
        there[[0, 3]] = self.goal[[0, 3]]
        there[4] = self.goal[4]
        first, second = (up - start) * scale, (self.goal - up) * scale
        linear = np.zeros(6)
        linear[[0, 3]] = first[[0, 3]] + second[[0, 3]]
        unit = self.model.matrix(np.zeros(1), np.array([coast])).reshape(6, 3)
        gained = unit[:, 1] * first[0] + unit[:, 2] * first[3]
        nodes = _coasted(up, coast, self.gravity)[4]
        linear[4] = first[4] + gained[4] + _wrap(self.goal[4] - nodes) * scale[4]
        linear[5] = gained[5]
        residual = _wrapped(self.goal - there)
        linear[1:3] = ((self.goal - _coasted(start, coast, self.gravity)) * scale)[1:3]
        linear[5] += residual[5] * scale[5]
        return linear

    def flown(self, impulses: Array) -> tuple[list[Burn], State]:
        """Fly the burns; returns them and the state at arrival."""
        state, burns = self.departure, []
        for time, impulse, departing in zip(self.times, impulses, self.departing, strict=True):
            if not impulse.any():
                continue
            state = state.at(time, self.gravity)
            delta_v = _axes(state) @ impulse
            burns.append(Burn(state, delta_v, "departure" if departing else "arrival"))
            state = state.kicked(delta_v)
        return burns, state.at(self.target.time, self.gravity)

    def closed(self) -> Flight:
        """Correct the impulses until the leg meets its target, then close it by a Lambert arc."""
        sizes = np.zeros(self.times.size)
        miss = np.inf
        try:
            for k in range(_ROUNDS):
                if k < _SEARCHING:
                    impulses = least_impulses(self.matrix, self.wanted)
                    sizes = np.linalg.norm(impulses, axis=1)
                    sizes[sizes < _SMALL] = 0.0
                else:
                    impulses = weighted_impulses(self.matrix, self.wanted, sizes)
                burns, arrived = self.flown(impulses)
                miss = float(np.linalg.norm(arrived.position - self.target.position))
                if k >= _SEARCHING and miss < _HANDOVER:
                    return self._with_terminal_arc(burns)
                residual = _wrapped(self.goal - arrived.mean(self.gravity))
                if k < _MEASURING:
                    self.latitudes = self._flown_latitudes(burns)
                    drift = self._drift(burns)
                    self._linearise(drift[0], self.model.ecc, drift[3])
                else:
                    self.matrix = self._measured(impulses, arrived, sizes)
                self.wanted = self.matrix @ impulses.ravel() + residual * self.model.scale
        except ValueError as error:
            raise ConvergenceError(f"The corrections ran away from the orbit: {error}") from error
        raise ConvergenceError(
            f"The leg did not close in {_ROUNDS} corrections: it still misses by {miss / 1e3:.1f} km.",
            miss_m=miss,
        )

    def _measured(self, impulses: Array, arrived: State, sizes: Array) -> Array:
        """Return the response to impulses as flown, by differences: for legs the linear model cannot close."""
        plain = arrived.mean(self.gravity)
        matrix = np.zeros((6, impulses.size))
        for column in range(impulses.size):
            if sizes[column // 3] == 0.0:
                continue
            changed = impulses.copy()
            changed.flat[column] += _PROBE
            _, moved = self.flown(changed)
            matrix[:, column] = _wrapped(moved.mean(self.gravity) - plain) * self.model.scale / _PROBE
        return matrix

    def _with_terminal_arc(self, burns: list[Burn]) -> Flight:
        late = self.times[-2]
        kept = [burn for burn in burns if burn.before.time < late - 1.0]
        coasting = kept[-1].before.kicked(kept[-1].delta_v) if kept else self.departure
        start = coasting.at(late, self.gravity)
        first_kick, last_kick, met = terminal_arc(start, self.target, self.gravity)
        arc = (Burn(start, first_kick, "rendezvous"), Burn(met, last_kick, "rendezvous"))
        return Flight((*kept, *arc), self.target, self._drift(kept))

    def _flown_latitudes(self, burns: list[Burn]) -> Array:
        """Return where on its orbit the servicer really is at each burn point, burns counted."""
        coasts = [self.departure, *(burn.before.kicked(burn.delta_v) for burn in burns)]
        starts = np.array([state.time for state in coasts])
        means = [state.mean(self.gravity) for state in coasts]
        last = np.searchsorted(starts, self.times, side="left") - 1
        return np.array(
            [
                means[k][5] + _latitude_rate(means[k], self.gravity) * (time - starts[k])
                for k, time in zip(last, self.times, strict=True)
            ]
        )

    def _drift(self, burns: list[Burn]) -> Array:
        """Return the mean elements of the orbit the departure burns lead into."""
        departing = [burn for burn in burns if burn.kind == "departure"]
        leaving = departing[-1].before.kicked(departing[-1].delta_v) if departing else self.departure
        return leaving.mean(self.gravity)


def _latitude_rate(mean: Array, gravity: Gravity) -> float:
    _, perigee, anomaly = secular_rates(mean[0], float(np.hypot(mean[1], mean[2])), mean[3], gravity)
    return float(perigee + anomaly)


def _wrap(angle: float) -> float:
    return float((angle + np.pi) % (2.0 * np.pi) - np.pi)

"""Bringing a target down: the burn, and the kit that makes it.

A controlled re-entry is one burn at apogee to a perigee deep in the atmosphere; an uncontrolled one stops at
the perigee from which the orbit decays in the years allowed. The perigee is flown, not assumed: the burn is
corrected until the lowest point of the coast after it is the one asked for. An engine too weak for one burn
makes several, at successive apogees, each an equal share of what is left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from adr_planner.core.constants import G0, Gravity
from adr_planner.core.impulses import lower_perigee as lowering
from adr_planner.core.impulses import speed_at
from adr_planner.core.kepler import elements_from_state
from adr_planner.core.vectors import length
from adr_planner.errors import ConvergenceError
from adr_planner.spec.servicer import Kit
from adr_planner.transfer.deorbit.lowest_point import lowest_radius
from adr_planner.transfer.state import Burn, BurnKind, State

__all__ = [
    "SAFE_PERIGEE",
    "KitDesign",
    "burn_to_perigee",
    "is_safe",
    "lower_in_passes",
    "lower_perigee",
    "perigee_delta_v",
    "perigee_steps",
    "size_kit",
]

_NEWTON = 20
_TOLERANCE = 50.0
"""Miss of the perigee at which the burn is accepted [m]."""
SAFE_PERIGEE = 200e3
"""Lowest altitude at which a stack may pass its perigee between two burns [m]: it keeps its orbit for a day."""
_ALIKE = 1e3
"""A perigee so little below the safe one is as good [m]: no burn of decimetres a second is made for the rest."""


def is_safe(perigee_radius: float, gravity: Gravity) -> bool:
    """Whether a stack may pass its perigee there between two burns."""
    return perigee_radius >= gravity.radius + SAFE_PERIGEE - _ALIKE


def perigee_delta_v(a: float, ecc: float, perigee_radius: float, gravity: Gravity) -> float:
    """Return the burn at apogee that lowers the perigee of a two-body orbit [m/s].

    Parameters
    ----------
    a, ecc : float
        Orbit before the burn [m], [-].
    perigee_radius : float
        Perigee radius after it [m].
    gravity : Gravity
        Constants of the field.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> radius = EGM96.radius
    >>> envisat = perigee_delta_v(radius + 767e3, 1e3 / (radius + 767e3), radius + 60e3, EGM96)
    >>> round(envisat, 1)  # published: 196.7 m/s
    196.7
    """
    apogee = a * (1.0 + ecc)
    before = np.sqrt(gravity.mu * (2.0 / apogee - 1.0 / a))
    after = np.sqrt(gravity.mu * (2.0 / apogee - 2.0 / (apogee + perigee_radius)))
    return float(before - after)


@dataclass(frozen=True, slots=True)
class KitDesign:
    """The masses of one kit.

    Parameters
    ----------
    dry_mass : float
        Without propellant [kg].
    propellant : float
        Loaded [kg].
    needed : float
        Of it, what the computed burn takes [kg].
    """

    dry_mass: float
    propellant: float
    needed: float

    @property
    def wet_mass(self) -> float:
        """Mass at launch [kg]."""
        return self.dry_mass + self.propellant


def size_kit(kit: Kit, target_mass: float, delta_v: float) -> KitDesign:
    """Size a kit for its target.

    Parameters
    ----------
    kit : Kit
        What kits are made of.
    target_mass : float
        Mass of the derelict [kg].
    delta_v : float
        Burn on the stack of target and kit [m/s].

    Raises
    ------
    ConvergenceError
        If no amount of propellant would do (the structure it needs outweighs it).

    Notes
    -----
    With k = 1 - exp(-dv / ve), structure s and margin m the rocket equation on the stack is linear in the
    propellant p: p = k (M + fixed) / (1 - k (1 + s)(1 + m)).

    Examples
    --------
    >>> design = size_kit(Kit(), target_mass=8226.0, delta_v=215.3)
    >>> round(design.needed), round(design.wet_mass)
    (688, 899)
    """
    burned = 1.0 - np.exp(-delta_v / (G0 * kit.isp_s))
    denominator = 1.0 - burned * (1.0 + kit.structure_fraction) * (1.0 + kit.margin)
    if denominator <= 0.0:
        raise ConvergenceError(f"No kit can give its target {delta_v:.0f} m/s at {kit.isp_s:.0f} s.")
    needed = float(burned * (target_mass + kit.fixed_mass_kg) / denominator)
    propellant = (1.0 + kit.margin) * needed
    return KitDesign(kit.fixed_mass_kg + kit.structure_fraction * propellant, propellant, needed)


def lower_perigee(stack: State, perigee_radius: float, gravity: Gravity) -> Burn:
    """Fly a stack to its next apogee and brake it there.

    Parameters
    ----------
    stack : State
        Target, with whatever pushes it, when it is free to burn.
    perigee_radius : float
        Lowest distance from the Earth's centre on the half revolution after the burn [m].
    gravity : Gravity
        Constants of the field.

    Raises
    ------
    ConvergenceError
        If the orbit is below the perigee asked for already, or the burn does not converge.
    """
    a, ecc, _, _, _, anomaly = elements_from_state(stack.position, stack.velocity, gravity.mu)
    period = 2.0 * np.pi * np.sqrt(a**3 / gravity.mu)
    apogee = stack.at(stack.time + ((np.pi - anomaly) % (2.0 * np.pi)) / (2.0 * np.pi) * period, gravity)
    if a * (1.0 - ecc) <= perigee_radius and _flown_perigee(apogee, gravity) <= perigee_radius:
        raise ConvergenceError(
            f"The orbit's perigee of {(a * (1 - ecc) - gravity.radius) / 1e3:.0f} km is below the disposal "
            f"perigee of {(perigee_radius - gravity.radius) / 1e3:.0f} km already."
        )
    braking = -perigee_delta_v(a, ecc, perigee_radius, gravity)
    return burn_to_perigee(apogee, perigee_radius, braking, gravity, "disposal")


def burn_to_perigee(here: State, perigee_radius: float, guess: float, gravity: Gravity, kind: BurnKind) -> Burn:
    """Burn along the velocity, or against it, until the flown perigee is the one asked for.

    Parameters
    ----------
    here : State
        At apogee, or not far from it.
    perigee_radius : float
        Lowest distance from the Earth's centre on the half revolution after the burn [m].
    guess : float
        About the size of the burn [m/s]; negative to brake.
    gravity : Gravity
        Constants of the field.
    kind : {"departure", "arrival", "rendezvous", "disposal", "return"}
        What the burn is for, see `Burn`.

    Raises
    ------
    ConvergenceError
        If the burn does not converge.
    """
    a = float(elements_from_state(here.position, here.velocity, gravity.mu)[0])
    period = 2.0 * np.pi * np.sqrt(a**3 / gravity.mu)
    speed = length(here.velocity)
    size = guess
    for _ in range(_NEWTON):
        burn = Burn(here, size * here.velocity / speed, kind)
        after = here.after_impulse(burn.delta_v)
        miss = lowest_radius(after.position, after.velocity, after.time, 0.7 * period, gravity) - perigee_radius
        if abs(miss) < _TOLERANCE:
            return burn
        size -= miss * speed / (4.0 * a)
    raise ConvergenceError(f"The {kind} burn still misses its perigee by {miss / 1e3:.1f} km.")


def perigee_steps(apogee: float, perigee: float, goal: float, largest: float, gravity: Gravity) -> tuple[float, ...]:
    """Return the perigees after each of several burns at apogee, none of them above a given size.

    Parameters
    ----------
    apogee, perigee : float
        Radii before the first burn [m].
    goal : float
        Perigee radius after the last [m].
    largest : float
        Largest burn the engine may make at once [m/s].
    gravity : Gravity
        Constants of the field.

    Returns
    -------
    tuple of float
        Radii [m]. Steps of equal size; a goal below `SAFE_PERIGEE` is reached from there by the last burn,
        which may then be larger than asked: see `largest_burn`.

    Examples
    --------
    >>> from adr_planner.core.constants import EGM96
    >>> radius = EGM96.radius
    >>> [round((r - radius) / 1e3) for r in perigee_steps(radius + 840e3, radius + 840e3, radius + 60e3, 90.0, EGM96)]
    [511, 200, 60]
    """
    floor = gravity.radius + SAFE_PERIGEE
    if lowering(apogee, perigee, goal, gravity.mu) <= largest:
        return (goal,)
    way = goal if is_safe(goal, gravity) or perigee <= floor else floor
    size = lowering(apogee, perigee, way, gravity.mu)
    count = max(int(np.ceil(size / largest)), 1)
    speeds = speed_at(apogee, 0.5 * (apogee + perigee), gravity.mu) - size * np.arange(1, count + 1) / count
    steps = 1.0 / (1.0 / apogee - 0.5 * speeds**2 / gravity.mu) - apogee
    return (*(float(step) for step in steps[:-1]), *((way, goal) if way != goal else (goal,)))


def lower_in_passes(stack: State, perigee_radius: float, gravity: Gravity, largest: float) -> tuple[Burn, ...]:
    """Lower a perigee by burns at successive apogees, none above a given size; see `lower_perigee`.

    Parameters
    ----------
    stack : State
        When it is free to burn.
    perigee_radius : float
        Lowest distance from the Earth's centre after the last burn [m].
    gravity : Gravity
        Constants of the field.
    largest : float
        Largest burn [m/s]; only the last one of a controlled re-entry may be larger, see `perigee_steps`.
    """
    whole = lower_perigee(stack, perigee_radius, gravity)
    if whole.size <= largest:
        return (whole,)
    if is_safe(perigee_radius, gravity):
        return _shares(whole, perigee_radius, gravity, largest)
    floor = gravity.radius + SAFE_PERIGEE
    if is_safe(_flown_perigee(stack, gravity), gravity):
        burns = _shares(lower_perigee(stack, floor, gravity), floor, gravity, largest)
        return (*burns, lower_perigee(_half_on(burns[-1], gravity), perigee_radius, gravity))
    return (whole,)


def _shares(whole: Burn, goal: float, gravity: Gravity, largest: float) -> tuple[Burn, ...]:
    """Make a burn in parts at successive apogees, each an equal share of what is left of it as flown."""
    burns: list[Burn] = []
    while whole.size > largest:
        share = math.ceil(whole.size / largest)
        burns.append(Burn(whole.before, whole.delta_v / share, whole.kind))
        whole = lower_perigee(_half_on(burns[-1], gravity), goal, gravity)
    return (*burns, whole)


def _half_on(burn: Burn, gravity: Gravity) -> State:
    """Coast half a revolution from a burn."""
    after = burn.before.after_impulse(burn.delta_v)
    return after.at(after.time + 0.5 * _period(after, gravity), gravity)


def _flown_perigee(stack: State, gravity: Gravity) -> float:
    return lowest_radius(stack.position, stack.velocity, stack.time, _period(stack, gravity), gravity)


def _period(state: State, gravity: Gravity) -> float:
    a = elements_from_state(state.position, state.velocity, gravity.mu)[0]
    return float(2.0 * np.pi * np.sqrt(a**3 / gravity.mu))

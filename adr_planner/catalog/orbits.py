"""Orbits in and out: SGP4 mean elements on our side, osculating GCRF states on boinor's."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Protocol

import erfa
import numpy as np
from astropy import units as u
from astropy.time import Time
from numpy.typing import NDArray

from adr_planner.catalog.elements import EARTH_RADIUS_KM, MeanElements
from adr_planner.catalog.reentry import date_after, sgp4_reentry
from adr_planner.errors import CatalogError, PropagationError
from adr_planner.frames import teme_to_gcrf
from adr_planner.units import as_vector, quiet_clock, time_of, utc_text

if TYPE_CHECKING:
    from boinor.twobody import Orbit

__all__ = ["from_orbit", "gcrf_state", "to_orbit"]

Array = NDArray[np.float64]

_MU_KM = 398600.8
"""Gravitational parameter of SGP4's WGS-72 set [km3/s2]."""
_ROUNDS = 60
_TOLERANCE_KM = 1e-5


class Catalogued(Protocol):
    """What has a number, a name and elements: a `SpaceObject`."""

    @property
    def norad_cat_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def elements(self) -> MeanElements: ...


@quiet_clock()
def gcrf_state(target: Catalogued, epoch: Time) -> tuple[Array, Array]:
    """Return position [km] and velocity [km/s] in GCRF at an epoch, by SGP4.

    Raises
    ------
    PropagationError
        If the object has come down on the way there, naming it and the date, or SGP4 refuses.
    """
    epoch = time_of(epoch, name="epoch")
    if target.elements.perigee_km < 0.0:
        raise PropagationError(
            f"{target.name} ({target.norad_cat_id}) has decayed: its perigee lies "
            f"{-target.elements.perigee_km:,.0f} km below the surface.",
            norad_cat_id=target.norad_cat_id,
        )
    days = float((epoch - target.elements.epoch).to_value("day"))
    down = sgp4_reentry(target.elements, days) if days > 0.0 else None
    if down is not None:
        raise PropagationError(
            f"SGP4 cannot take {target.name} ({target.norad_cat_id}) to {epoch.isot}: it has decayed, on the way from "
            f"its elements of {target.elements.epoch_utc[:10]}, on {date_after(target.elements, down):%Y-%m-%d}.",
            norad_cat_id=target.norad_cat_id,
        )
    code, position, velocity = target.elements.satrec().sgp4(epoch.jd1, epoch.jd2)
    if code:
        raise PropagationError(
            f"SGP4 cannot take {target.name} ({target.norad_cat_id}) to {epoch.isot}: error {code} "
            f"({_MEANING.get(code, 'unusable elements')}).",
            norad_cat_id=target.norad_cat_id,
        )
    turn = teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2)
    return np.asarray(erfa.rxp(turn, position)), np.asarray(erfa.rxp(turn, velocity))


_MEANING = {
    1: "eccentricity out of range",
    2: "mean motion below zero",
    3: "perturbed eccentricity out of range",
    4: "semi-latus rectum below zero",
    6: "the object has decayed",
}


@quiet_clock()
def to_orbit(target: Catalogued, epoch: Time | None) -> Orbit:
    """Return a boinor `Orbit` (GCRF) of an object at an epoch."""
    from boinor.bodies import Earth
    from boinor.twobody import Orbit

    when = target.elements.epoch if epoch is None else epoch
    position, velocity = gcrf_state(target, when)
    return Orbit.from_vectors(Earth, position * u.km, velocity * u.km / u.s, epoch=when)


@quiet_clock()
def from_orbit(orbit: Any) -> MeanElements:
    """Return the SGP4 mean elements that reproduce an osculating orbit to a centimetre.

    Fixed point: what SGP4 returns too much is taken off the elements it was given.
    """
    position, velocity, epoch = _teme_state(orbit)
    goal = _equinoctial(position, velocity)
    guess, miss = goal.copy(), math.inf
    for _ in range(_ROUNDS):
        try:
            elements = _mean_elements(guess, utc_text(epoch))
        except CatalogError:  # the iteration has left the closed orbits
            break
        code, r, v = elements.satrec().sgp4_tsince(0.0)
        if code:
            break
        miss = float(erfa.pm(np.array(r) - position))
        if miss < _TOLERANCE_KM:
            return elements
        step = goal - _equinoctial(np.array(r), np.array(v))
        step[5] = (step[5] + math.pi) % (2.0 * math.pi) - math.pi
        guess = guess + step
    came = f" (nearest: {miss * 1e3:,.0f} m off)" if math.isfinite(miss) else ""
    raise CatalogError(
        f"No SGP4 mean elements reproduce this orbit{came}: it may be too low, nearly unbound, or geostationary."
    )


def _teme_state(orbit: Any) -> tuple[Array, Array, Time]:
    """Return position [km] and velocity [km/s] in TEME and the epoch, of a closed orbit about the Earth."""
    lacking = [name for name in ("r", "v", "epoch", "attractor") if not hasattr(orbit, name)]
    if lacking:
        raise CatalogError(f"An orbit needs .r, .v, .epoch and .attractor; this one lacks {', '.join(lacking)}.")
    body = getattr(orbit.attractor, "name", "")
    if body != "Earth":
        raise CatalogError(f"The orbit is about {body or 'an unknown body'}; only the Earth's are planned for.")
    epoch = time_of(orbit.epoch, name="orbit.epoch")
    turn = teme_to_gcrf(epoch.tt.jd1, epoch.tt.jd2)
    position = np.asarray(erfa.trxp(turn, as_vector(orbit.r, "km", name="orbit.r")))
    velocity = np.asarray(erfa.trxp(turn, as_vector(orbit.v, "km / s", name="orbit.v")))
    energy = float(erfa.pdp(velocity, velocity)) / 2.0 - _MU_KM / float(erfa.pm(position))
    if not energy < 0.0:
        raise CatalogError("The orbit is not closed (parabolic or hyperbolic): it has no mean elements.")
    momentum = np.cross(position, velocity)
    ecc = math.sqrt(max(0.0, 1.0 + 2.0 * energy * float(erfa.pdp(momentum, momentum)) / _MU_KM**2))
    perigee = -_MU_KM / (2.0 * energy) * (1.0 - ecc) - EARTH_RADIUS_KM
    if perigee < 0.0:
        raise CatalogError(f"The perigee of the orbit lies {-perigee:,.0f} km below the surface: it does not last.")
    if momentum[2] < (1e-12 - 1.0) * float(erfa.pm(momentum)):
        raise CatalogError("The inclination is 180 deg, where the elements used here have no meaning.")
    return position, velocity, epoch


def _equinoctial(r: Array, v: Array) -> Array:
    """Return mean motion [rad/s], h, k, p, q and mean longitude: no singularity below 180 deg."""
    momentum = np.cross(r, v)
    h = float(erfa.pm(momentum))
    w = momentum / h
    a = 1.0 / (2.0 / erfa.pm(r) - erfa.pdp(v, v) / _MU_KM)
    p, q = w[0] / (1.0 + w[2]), -w[1] / (1.0 + w[2])
    scale = 1.0 / (1.0 + p * p + q * q)
    f = scale * np.array([1.0 - p * p + q * q, 2.0 * p * q, -2.0 * p])
    g = scale * np.array([2.0 * p * q, 1.0 + p * p - q * q, 2.0 * q])
    ecc = np.cross(v, momentum) / _MU_KM - r / erfa.pm(r)
    k, hh = float(erfa.pdp(ecc, f)), float(erfa.pdp(ecc, g))
    x, y = float(erfa.pdp(r, f)), float(erfa.pdp(r, g))
    beta = 1.0 / (1.0 + math.sqrt(1.0 - hh * hh - k * k))
    root = a * math.sqrt(1.0 - hh * hh - k * k)
    cos_f = k + ((1.0 - k * k * beta) * x - hh * k * beta * y) / root
    sin_f = hh + ((1.0 - hh * hh * beta) * y - hh * k * beta * x) / root
    eccentric = math.atan2(sin_f, cos_f)
    longitude = eccentric + hh * math.cos(eccentric) - k * math.sin(eccentric)
    return np.array([math.sqrt(_MU_KM / a**3), hh, k, p, q, longitude])


def _mean_elements(equinoctial: Array, epoch_utc: str) -> MeanElements:
    n, h, k, p, q, longitude = (float(x) for x in equinoctial)
    raan = math.atan2(p, q)
    periapsis = math.atan2(h, k)
    full = 360.0
    return MeanElements(
        epoch_utc=epoch_utc,
        mean_motion_rev_day=n * 86400.0 / (2.0 * math.pi),
        eccentricity=math.hypot(h, k),
        inclination_deg=math.degrees(2.0 * math.atan(math.hypot(p, q))),
        raan_deg=math.degrees(raan) % full,
        argp_deg=math.degrees(periapsis - raan) % full,
        mean_anomaly_deg=math.degrees(longitude - periapsis) % full,
    )

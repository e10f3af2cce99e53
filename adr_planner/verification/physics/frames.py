"""The verifier's own way from TEME to GCRF, and its own pole: through the Earth's rotation, not past it.

The planner rotates by nutation and the equation of the equinoxes; here TEME is turned into the Earth-fixed
frame by sidereal time (IAU 1982) and out of it again by the Earth rotation angle (IAU 2000). Both ways
agree to 0.05 arcseconds, 2 m in low Earth orbit.
"""

from __future__ import annotations

from functools import lru_cache

import erfa
import numpy as np
from astropy.time import Time
from numpy.typing import NDArray
from sgp4.api import WGS72, Satrec

from adr_planner.plan import Omm
from adr_planner.units import parse_utc
from adr_planner.verification.physics.integrator import Point

__all__ = ["days_of", "pole_of_date", "sgp4_record", "target_at_epoch", "teme_rotation", "time_of_text"]

Array = NDArray[np.float64]

_J2000 = 2451545.0


@lru_cache(maxsize=4096)
def time_of_text(text: str) -> Time:
    """Return the epoch behind a document's UTC text."""
    return parse_utc(text)


def days_of(epoch: Time) -> float:
    """Return continuous days since J2000 (TAI), for Sun and Moon."""
    return float((epoch.tai.jd1 - _J2000) + epoch.tai.jd2)


def pole_of_date(epoch: Time) -> Array:
    """Return the true pole of an epoch in GCRF: the third row of the celestial-to-intermediate matrix."""
    return np.asarray(erfa.c2i06a(epoch.tt.jd1, epoch.tt.jd2)[2])


def teme_rotation(epoch: Time) -> Array:
    """Return the rotation from TEME of an epoch to GCRF: equator of date, mean equinox."""
    tt1, tt2 = epoch.tt.jd1, epoch.tt.jd2
    # UT1 is taken as UTC: the same time stands in both angles, so what they differ by cancels.
    ut1, ut2 = epoch.utc.jd1, epoch.utc.jd2
    turn = erfa.era00(ut1, ut2) - erfa.gmst82(ut1, ut2)
    return np.asarray(erfa.rxr(erfa.tr(erfa.c2i06a(tt1, tt2)), erfa.rz(-turn, np.eye(3))))


def target_at_epoch(omm: Omm) -> Point:
    """Return a target's osculating state at the epoch of its published elements, by SGP4.

    Raises
    ------
    ValueError
        If SGP4 refuses the elements.
    """
    code, position, velocity = sgp4_record(omm).sgp4_tsince(0.0)
    if code:
        raise ValueError(f"SGP4 error {code}")
    epoch = parse_utc(omm.EPOCH)
    turn = teme_rotation(epoch)
    return Point(days_of(epoch), erfa.rxp(turn, position) * 1e3, erfa.rxp(turn, velocity) * 1e3)


def sgp4_record(omm: Omm) -> Satrec:
    """Return the sgp4 library's propagator of published elements."""
    epoch = parse_utc(omm.EPOCH)
    record = Satrec()
    record.sgp4init(
        WGS72,
        "i",
        0,
        (epoch.utc.jd1 - 2433281.5) + epoch.utc.jd2,
        omm.BSTAR,
        omm.MEAN_MOTION_DOT * 2.0 * np.pi / 1440.0**2,
        omm.MEAN_MOTION_DDOT * 2.0 * np.pi / 1440.0**3,
        omm.ECCENTRICITY,
        np.radians(omm.ARG_OF_PERICENTER),
        np.radians(omm.INCLINATION),
        np.radians(omm.MEAN_ANOMALY),
        omm.MEAN_MOTION * 2.0 * np.pi / 1440.0,
        np.radians(omm.RA_OF_ASC_NODE),
    )
    return record

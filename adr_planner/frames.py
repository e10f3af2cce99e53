"""The planning frame: TEME of the plan epoch, frozen, because its z axis is the axis of J2.

SGP4 elements live in TEME; exports leave in GCRF, converted, never relabelled. The two differ by a
rotation that this module computes once per plan: J2 about the ICRF z axis instead of the pole of date
costs 19-61 km in ten days (measured; the two poles were 0.146 deg apart in 2026).
"""

from __future__ import annotations

import erfa
import numpy as np
from numpy.typing import NDArray

__all__ = ["teme_to_gcrf"]


def teme_to_gcrf(jd_tt1: float, jd_tt2: float = 0.0) -> NDArray[np.float64]:
    """Return the rotation matrix from TEME of an epoch to GCRF.

    Parameters
    ----------
    jd_tt1, jd_tt2 : float
        Epoch as a two-part Julian date in terrestrial time.

    Returns
    -------
    ndarray, shape (3, 3)
        ``r_gcrf = matrix @ r_teme``.

    Notes
    -----
    TEME shares the true equator of date; its origin is the mean equinox carried along it, so that true of
    date is reached by the equation of the equinoxes (IAU 1994; Vallado et al., AIAA 2006-6753, appendix C).
    The bias, precession and nutation are IAU 2006/2000A.

    Examples
    --------
    >>> import numpy as np
    >>> pole = teme_to_gcrf(2460676.5)[:, 2]
    >>> round(float(np.degrees(np.arccos(pole[2]))), 3)  # a quarter of a century of precession
    0.139
    """
    gcrf_to_true = erfa.pnm06a(jd_tt1, jd_tt2)
    teme_to_true = erfa.rz(-erfa.eqeq94(jd_tt1, jd_tt2), np.eye(3))
    return np.asarray(erfa.rxr(erfa.tr(gcrf_to_true), teme_to_true))

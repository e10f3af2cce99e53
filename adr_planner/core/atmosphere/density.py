"""Mean density of the upper atmosphere, for drag over years.

The table was made with NRLMSISE-00 (Picone et al., J. Geophys. Res. 107, 2002) by
``studies/risk_density_table.py``: mean over the sphere, local time and the year, Ap 15.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["Profile", "SolarActivity", "density", "profile", "scale_height"]

SolarActivity = Literal["low", "mean", "high"]
"""``"low"``: F10.7 = 70 for ever; ``"mean"``: mean density of a cycle of 70-190; ``"high"``: 220 for ever."""

# altitude [km], density [kg/m3] at low, mean and high solar activity
_TABLE = """
100 5.3787e-07 5.2779e-07 5.1332e-07
110 8.9959e-08 8.7515e-08 8.3810e-08
120 1.9202e-08 1.9704e-08 2.0448e-08
130 6.8773e-09 7.0857e-09 7.4285e-09
140 3.2540e-09 3.4188e-09 3.6893e-09
150 1.7680e-09 1.9200e-09 2.1604e-09
160 1.0450e-09 1.1827e-09 1.3941e-09
170 6.5322e-10 7.7459e-10 9.5758e-10
180 4.2499e-10 5.3009e-10 6.8711e-10
190 2.8492e-10 3.7482e-10 5.0889e-10
200 1.9559e-10 2.7186e-10 3.8606e-10
225 8.2624e-11 1.3220e-10 2.0850e-10
250 3.8003e-11 6.9904e-11 1.2106e-10
275 1.8635e-11 3.9221e-11 7.3793e-11
300 9.6032e-12 2.3010e-11 4.6609e-11
325 5.1449e-12 1.3976e-11 3.0258e-11
350 2.8420e-12 8.7296e-12 2.0086e-11
375 1.6090e-12 5.5779e-12 1.3578e-11
400 9.2984e-13 3.6320e-12 9.3201e-12
425 5.4718e-13 2.4033e-12 6.4810e-12
450 3.2755e-13 1.6125e-12 4.5575e-12
475 1.9951e-13 1.0953e-12 3.2363e-12
500 1.2380e-13 7.5233e-13 2.3182e-12
525 7.8430e-14 5.2210e-13 1.6735e-12
550 5.0880e-14 3.6588e-13 1.2168e-12
575 3.3911e-14 2.5883e-13 8.9062e-13
600 2.3294e-14 1.8482e-13 6.5598e-13
625 1.6533e-14 1.3321e-13 4.8608e-13
650 1.2139e-14 9.6942e-14 3.6233e-13
675 9.2154e-15 7.1254e-14 2.7167e-13
700 7.2184e-15 5.2921e-14 2.0491e-13
725 5.8145e-15 3.9739e-14 1.5549e-13
750 4.7972e-15 3.0186e-14 1.1873e-13
775 4.0370e-15 2.3210e-14 9.1258e-14
800 3.4519e-15 1.8072e-14 7.0623e-14
825 2.9894e-15 1.4257e-14 5.5050e-14
850 2.6148e-15 1.1398e-14 4.3239e-14
875 2.3053e-15 9.2355e-15 3.4236e-14
900 2.0453e-15 7.5829e-15 2.7338e-14
925 1.8238e-15 6.3068e-15 2.2024e-14
950 1.6331e-15 5.3106e-15 1.7908e-14
975 1.4676e-15 4.5240e-15 1.4699e-14
1000 1.3228e-15 3.8957e-15 1.2182e-14
1050 1.0834e-15 2.9727e-15 8.6157e-15
1100 8.9559e-16 2.3420e-15 6.3289e-15
1150 7.4664e-16 1.8919e-15 4.8158e-15
1200 6.2747e-16 1.5580e-15 3.7806e-15
1250 5.3147e-16 1.3021e-15 3.0476e-15
1300 4.5362e-16 1.1006e-15 2.5107e-15
1350 3.9012e-16 9.3876e-16 2.1047e-15
1400 3.3801e-16 8.0650e-16 1.7889e-15
1450 2.9501e-16 6.9707e-16 1.5370e-15
1500 2.5931e-16 6.0562e-16 1.3320e-15
1550 2.2949e-16 5.2857e-16 1.1622e-15
1600 2.0445e-16 4.6325e-16 1.0196e-15
1650 1.8329e-16 4.0757e-16 8.9854e-16
1700 1.6531e-16 3.5988e-16 7.9489e-16
1750 1.4992e-16 3.1888e-16 7.0550e-16
1800 1.3669e-16 2.8349e-16 6.2797e-16
1850 1.2524e-16 2.5285e-16 5.6040e-16
1900 1.1527e-16 2.2624e-16 5.0129e-16
1950 1.0655e-16 2.0305e-16 4.4939e-16
2000 9.8863e-17 1.8280e-16 4.0370e-16
"""
_ROWS = np.array([line.split() for line in _TABLE.strip().splitlines()], dtype=float)
_ALTITUDE = _ROWS[:, 0] * 1e3
_LOG_DENSITY = dict(zip(("low", "mean", "high"), np.log(_ROWS[:, 1:].T), strict=True))
_SCALE_HEIGHT = {level: -np.diff(_ALTITUDE) / np.diff(log_density) for level, log_density in _LOG_DENSITY.items()}


class Profile(NamedTuple):
    """Density by altitude, exponential between n altitudes.

    Attributes
    ----------
    altitude : ndarray, shape (n,)
        Height above the equatorial radius [m].
    log_density : ndarray, shape (n,)
        Natural logarithm of the density in kg/m3.
    scale_height : ndarray, shape (n - 1,)
        Height over which the density falls by e, from each altitude to the next [m].
    """

    altitude: NDArray[np.float64]
    log_density: NDArray[np.float64]
    scale_height: NDArray[np.float64]


def profile(activity: SolarActivity = "mean") -> Profile:
    """Return the table itself, for compiled loops.

    Parameters
    ----------
    activity : {"low", "mean", "high"}
        Solar activity.

    Examples
    --------
    >>> profile().altitude[[0, -1]].tolist()
    [100000.0, 2000000.0]
    """
    return Profile(_ALTITUDE, _LOG_DENSITY[activity], _SCALE_HEIGHT[activity])


def _interval(altitude: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the index of the table interval each altitude lies in; the outer ones reach to infinity."""
    found = np.searchsorted(_ALTITUDE, altitude, side="right") - 1
    return np.clip(found, 0, _ALTITUDE.size - 2)


def density(altitude: ArrayLike, activity: SolarActivity = "mean") -> NDArray[np.float64]:
    """Return the mean atmospheric density, exponential between the table's altitudes.

    Parameters
    ----------
    altitude : array_like
        Height above the equatorial radius [m]. Outside 100-2000 km the last slope goes on.
    activity : {"low", "mean", "high"}
        Solar activity.

    Returns
    -------
    ndarray
        Density [kg/m3], shaped as `altitude`.

    Examples
    --------
    >>> print(f"{float(density(500e3)):.3e}")
    7.523e-13
    >>> print(f"{float(density(500e3, 'high') / density(500e3, 'low')):.0f}")
    19
    """
    height = np.asarray(altitude, dtype=float)
    left = _interval(height)
    fall = (height - _ALTITUDE[left]) / _SCALE_HEIGHT[activity][left]
    return np.asarray(np.exp(_LOG_DENSITY[activity][left] - fall))


def scale_height(altitude: ArrayLike, activity: SolarActivity = "mean") -> NDArray[np.float64]:
    """Return the height over which the density falls by e [m].

    Parameters
    ----------
    altitude : array_like
        Height above the equatorial radius [m].
    activity : {"low", "mean", "high"}
        Solar activity.

    Examples
    --------
    >>> round(float(scale_height(700e3)) / 1e3)  # km
    87
    """
    return np.asarray(_SCALE_HEIGHT[activity][_interval(np.asarray(altitude, dtype=float))])

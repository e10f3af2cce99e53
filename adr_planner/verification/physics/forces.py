"""The verifier's own forces: zonal gravity of any degree about a pole that moves, Sun, Moon and their tides, drag.

Nothing here is shared with the planner: gravity comes from Legendre recursion in vector form, not from the
planner's expanded J2-J4 formulas; tides from the gradient of their potential, written out below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from adr_planner.core.jit import kernel
from adr_planner.verification.physics.air import Air, air_at, air_density, own_air
from adr_planner.verification.physics.constants import DAY
from adr_planner.verification.physics.sky import MU_MOON, MU_SUN, NO_SKY, Sky, sky_at

__all__ = ["EGM96_ZONALS", "FULLER_ZONALS", "LOVE", "Field", "Surroundings", "accelerate", "look", "surroundings"]

Array = NDArray[np.float64]

EGM96_ZONALS = np.array([1.08262668355e-3, -2.53265648533e-6, -1.61962159137e-6, -2.27296082869e-7, 5.40681239107e-7])
"""J2 to J6 of EGM96, unnormalised (Lemoine et al., NASA/TP-1998-206861)."""
FULLER_ZONALS = np.array(
    [1.082626174e-3, -2.532410519e-6, -1.6198976e-6, -2.277535907e-7, 5.406665763e-7, -3.505517957e-7, -2.039931259e-7,
     -1.221279589e-7, -2.443907698e-7, 2.43476591e-7, -1.821809613e-7, -2.168318146e-7, 1.220715373e-7,
     -1.220543893e-8, 2.705903004e-8, -1.135153656e-7, -3.709651025e-8, 2.062808042e-8, -1.380459204e-7]
)  # fmt: skip
"""J2 to J20 of EGM2008, tide free, unnormalised (Pavlis et al., J. Geophys. Res. 117, B04406, 2012): odd ones too."""
LOVE = 0.3
"""Love number k2 of the solid Earth (IERS Conventions 2010, table 6.3, rounded)."""
_SUN, _MOON = np.int64(0), np.int64(3)
"""Where each begins in a row of the sky; a plain number would have `_pull` compiled once for each."""
_NO_AIR = Air(0.0, 1.0, np.zeros((3, 1)), np.empty((0, 2)), 0.0)


class Field(NamedTuple):
    """The forces of one flight.

    Attributes
    ----------
    mu, radius : float
        Of the Earth [m3/s2], [m].
    zonals : ndarray
        J2, J3, ...
    pole : ndarray, shape (3,)
        Their axis where the sky is empty, GCRF.
    drag : float
        Cd A / m [m2/kg]; zero for none.
    air : Air
        What it is met with.
    sky : Sky
        Sun, Moon and moving pole; empty for none of them.
    mu_sun, mu_moon : float
        Of the other bodies [m3/s2]; zero for one that does not pull.
    love : float
        Love number k2 of the tides they raise.
    """

    mu: float
    radius: float
    zonals: Array
    pole: Array
    drag: float = 0.0
    air: Air = _NO_AIR
    sky: Sky = NO_SKY
    mu_sun: float = 0.0
    mu_moon: float = 0.0
    love: float = 0.0

    def dragging(self, drag: float, air: Air) -> Field:
        """Return the same field with the drag of a body in an atmosphere."""
        return self._replace(drag=drag, air=air)

    def fuller(self, drag: float, sky: Sky, activity: Array) -> Field:
        """Return the fuller field: J2 to J20, Sun, Moon, tides, and drag in the verifier's own air of the dates.

        Parameters
        ----------
        drag : float
            Cd A / m [m2/kg].
        sky : Sky
            Over the time of the flight.
        activity : ndarray, shape (k, 2)
            Of the Sun, see `Air`.
        """
        air = own_air(activity)
        return Field(self.mu, self.radius, FULLER_ZONALS, self.pole, drag, air, sky, MU_SUN, MU_MOON, LOVE)


class Surroundings(NamedTuple):
    """What changes slowly, for one step of a flight.

    Attributes
    ----------
    row : ndarray, shape (9,)
        Sun, Moon and pole in the middle of the step.
    moving : ndarray, shape (9,)
        How they change [1/s].
    air : ndarray
        Coefficients of ln(density).
    """

    row: Array
    moving: Array
    air: Array


@kernel
def surroundings(field: Field) -> Surroundings:
    """Return an empty record for `look`."""
    return Surroundings(np.zeros(9), np.zeros(9), np.empty(field.air.powers.shape[1]))


@kernel
def look(days: float, span: float, field: Field, around: Surroundings) -> None:
    """Find what surrounds a flight.

    Parameters
    ----------
    days : float
        Days since J2000 (TAI) of the middle of a step.
    span : float
        Its length [s]: within it everything moves along straight lines, in 600 s less than 1e-6 off.
    field : Field
        Forces.
    around : Surroundings
        Written here.
    """
    if field.sky.rows.shape[0]:
        half = 0.5 * span / DAY
        sky_at(days - half, field.sky, around.row)
        sky_at(days + half, field.sky, around.moving)
        for c in range(9):
            before, after = around.row[c], around.moving[c]
            around.row[c], around.moving[c] = 0.5 * (before + after), (after - before) / span
    else:
        around.row[6:] = field.pole
    if field.drag > 0.0:
        air_at(days, field.air, around.air)


@kernel
def _pull(state: Array, r: float, passed: float, first: np.int64, mu: float, tide: float, around: Surroundings,
          rate: Array) -> None:  # fmt: skip
    """Add the pull of a body, less what it pulls the Earth with, and that of the tide it raises.

    The potential of the tide is k2 mu R^5 / (2 r^3 d^3) (3 c^2 - 1), with d the body's distance and c the cosine of the
    angle between it and the satellite.
    """
    bx = around.row[first] + passed * around.moving[first]
    by = around.row[first + 1] + passed * around.moving[first + 1]
    bz = around.row[first + 2] + passed * around.moving[first + 2]
    d2 = bx * bx + by * by + bz * bz
    d = np.sqrt(d2)
    far = mu / (d2 * d)
    tx, ty, tz = bx - state[0], by - state[1], bz - state[2]
    t2 = tx * tx + ty * ty + tz * tz
    near = mu / (t2 * np.sqrt(t2))
    c = (state[0] * bx + state[1] * by + state[2] * bz) / (r * d)
    # d/dr of r^-3 (3 c^2 - 1) along r, and along the body by way of c.
    swell = 0.5 * tide * far / (r * r * r * r)
    along_r, along_body = swell * (3.0 - 15.0 * c * c) / r, swell * 6.0 * c / d
    rate[3] += near * tx - far * bx + along_r * state[0] + along_body * bx
    rate[4] += near * ty - far * by + along_r * state[1] + along_body * by
    rate[5] += near * tz - far * bz + along_r * state[2] + along_body * bz


@kernel
def accelerate(state: Array, passed: float, field: Field, around: Surroundings, rate: Array) -> None:
    """Write the rate of change of a state into `rate`.

    Parameters
    ----------
    state : ndarray, shape (6,)
        Position [m] and velocity [m/s] in GCRF.
    passed : float
        Time since the middle of the step [s].
    field : Field
        Forces.
    around : Surroundings
        As `look` found them.
    rate : ndarray, shape (6,)
        Velocity [m/s] and acceleration [m/s2], written here.

    Notes
    -----
    The zonal part is the gradient of mu/r (1 - sum J_n (R/r)^n P_n(s)) with s the sine of the latitude, in
    vector form: along r and along the pole, whatever the frame.
    """
    px, py, pz = around.row[6], around.row[7], around.row[8]
    x, y, z = state[0], state[1], state[2]
    r = np.sqrt(x * x + y * y + z * z)
    s = (x * px + y * py + z * pz) / r
    along_r, along_pole = 1.0, 0.0
    before, here = 1.0, s
    slope_before, slope = 0.0, 1.0
    ratio = field.radius / r
    power = ratio
    for k in range(field.zonals.size):
        n = k + 2
        legendre = ((2.0 * n - 1.0) * s * here - (n - 1.0) * before) / n
        derivative = slope_before + (2.0 * n - 1.0) * here
        before, here = here, legendre
        slope_before, slope = slope, derivative
        power *= ratio
        along_pole -= field.zonals[k] * power * derivative
        along_r -= field.zonals[k] * power * ((n + 1.0) * legendre + s * derivative)
    pull = field.mu / (r * r)
    rate[0], rate[1], rate[2] = state[3], state[4], state[5]
    rate[3] = pull * (along_pole * px - along_r * x / r)
    rate[4] = pull * (along_pole * py - along_r * y / r)
    rate[5] = pull * (along_pole * pz - along_r * z / r)
    tide = field.love * field.radius**5
    if field.mu_sun > 0.0:
        _pull(state, r, passed, _SUN, field.mu_sun, tide, around, rate)
    if field.mu_moon > 0.0:
        _pull(state, r, passed, _MOON, field.mu_moon, tide, around, rate)
    if field.drag > 0.0:
        spin = field.air.spin
        wx = state[3] - spin * (py * z - pz * y)
        wy = state[4] - spin * (pz * x - px * z)
        wz = state[5] - spin * (px * y - py * x)
        thick = air_density(r - field.radius, field.air, around.air)
        deceleration = 0.5 * thick * field.drag * np.sqrt(wx * wx + wy * wy + wz * wz)
        rate[3] -= deceleration * wx
        rate[4] -= deceleration * wy
        rate[5] -= deceleration * wz

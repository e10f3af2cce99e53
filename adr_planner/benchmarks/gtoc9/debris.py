"""The 123 debris and the motion the competition gives them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from adr_planner.benchmarks.gtoc9.constants import DAY
from adr_planner.core.constants import GTOC9
from adr_planner.core.j2 import secular_rates
from adr_planner.transfer.orbit_set import OrbitSet

__all__ = ["Debris", "load_debris"]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Debris:
    """The mean orbits of the debris at their own epochs.

    Parameters
    ----------
    epoch : ndarray, shape (n,)
        Reference epochs [s since MJD2000 0].
    a, ecc, inc, raan, argp, mean_anomaly : ndarray, shape (n,)
        Elements at those epochs [m], [rad].
    """

    epoch: Array
    a: Array
    ecc: Array
    inc: Array
    raan: Array
    argp: Array
    mean_anomaly: Array

    def __len__(self) -> int:
        return int(self.a.size)

    def only(self, numbers: Sequence[int]) -> Debris:
        """Return some of the debris, in the order given and numbered anew."""
        rows = list(numbers)
        return Debris(
            self.epoch[rows], self.a[rows], self.ecc[rows], self.inc[rows], self.raan[rows], self.argp[rows],
            self.mean_anomaly[rows],
        )  # fmt: skip

    def orbits(self) -> OrbitSet:
        """Return the orbits as the leg table reads them, times in seconds since MJD2000 0."""
        return OrbitSet.at_epochs(self.a, self.ecc, self.inc, self.raan, self.argp, self.epoch, GTOC9)

    def elements(self, debris: int, time: float) -> tuple[float, float, float, float, float, float]:
        """Return the elements of one debris at a time by the competition's ephemeris rule.

        The node and the perigee turn at their first-order J2 rates, the mean anomaly at the two-body rate.

        Parameters
        ----------
        debris : int
            Number of the debris, 0 to 122.
        time : float
            Seconds since MJD2000 0.

        Returns
        -------
        a, ecc, inc, raan, argp, mean_anomaly : float
            Elements [m], [rad].

        Examples
        --------
        >>> from adr_planner.benchmarks.gtoc9.constants import DAY
        >>> a, ecc, inc, raan, argp, anomaly = load_debris().elements(0, 23467.0 * DAY)
        >>> round(a), round(raan, 6)
        (7165740, 4.421609)
        """
        a, ecc, inc = float(self.a[debris]), float(self.ecc[debris]), float(self.inc[debris])
        node, perigee, _ = secular_rates(a, ecc, inc, GTOC9)
        passed = time - float(self.epoch[debris])
        anomaly = float(self.mean_anomaly[debris]) + np.sqrt(GTOC9.mu / a**3) * passed
        turn = 2.0 * np.pi
        return (
            a, ecc, inc,
            float((self.raan[debris] + node * passed) % turn),
            float((self.argp[debris] + perigee * passed) % turn),
            float(anomaly % turn),
        )  # fmt: skip


def load_debris() -> Debris:
    """Read the 123 debris shipped with the package (see data/PROVENANCE.md).

    Examples
    --------
    >>> len(load_debris())
    123
    """
    text = files("adr_planner").joinpath("data/gtoc9_debris.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    return Debris(
        column["epoch_mjd2000"] * DAY, column["semi_major_axis_m"], column["eccentricity"], column["inclination_rad"],
        column["raan_rad"], column["arg_of_perigee_rad"], column["mean_anomaly_rad"],
    )  # fmt: skip

"""Delta-v allowances at every rendezvous, and margins on computed delta-v."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from astropy import units as u
from numpy.typing import NDArray

from adr_planner.border.plain import real
from adr_planner.records import Shown
from adr_planner.units import si

__all__ = ["Allowances"]

Size = TypeVar("Size", float, NDArray[np.float64])


@dataclass(frozen=True, slots=True)
class Allowances(Shown):
    """Delta-v set aside at every rendezvous, and the margins put on all of it.

    Parameters
    ----------
    phasing : Quantity
        To find the phase that no plan knows months ahead (stochastic).
    proximity : Quantity
        Far- and close-range approach, inspection, capture attempts (stochastic).
    deterministic_margin : float
        On burns that are computed: 5 % by ESA's practice.
    stochastic_margin : float
        On allowances: 100 % by ESA's practice.

    Notes
    -----
    Margins follow ESA's margin philosophy for science assessment studies (SRE-PA/2011.097), the allowances
    the error budget measured in docs/theory/transfer.md.

    Examples
    --------
    >>> Allowances().deterministic_margin, Allowances().stochastic_margin
    (0.05, 1.0)
    """

    phasing: u.Quantity = field(default_factory=lambda: 5.0 * u.m / u.s)
    proximity: u.Quantity = field(default_factory=lambda: 15.0 * u.m / u.s)
    deterministic_margin: float = 0.05
    stochastic_margin: float = 1.0

    def __post_init__(self) -> None:
        for name in ("phasing", "proximity"):
            si(getattr(self, name), "m / s", name=name, example="10 * u.m / u.s", minimum=0.0)
        for name in ("deterministic_margin", "stochastic_margin"):
            value = real(getattr(self, name), name=name, wanted="a fraction between 0 and 5", least=0.0, most=5.0)
            object.__setattr__(self, name, value)

    @property
    def phasing_m_s(self) -> float:
        """Phasing allowance, without its margin [m/s]."""
        return float(self.phasing.to_value(u.m / u.s))

    @property
    def proximity_m_s(self) -> float:
        """Proximity allowance, without its margin [m/s]."""
        return float(self.proximity.to_value(u.m / u.s))

    def per_rendezvous(self) -> float:
        """Return what one rendezvous adds to its burns, margins included [m/s].

        Returns
        -------
        float
            Allowances for phase and proximity, with their margin [m/s].

        Examples
        --------
        >>> Allowances().per_rendezvous()
        40.0
        """
        return (self.phasing_m_s + self.proximity_m_s) * (1.0 + self.stochastic_margin)

    def price(self, burns: Size) -> Size:
        """Return what a leg costs whose burns take so much, margin and allowances included [m/s].

        Parameters
        ----------
        burns : float or ndarray
            Delta-v of the burns of a leg [m/s].

        Returns
        -------
        float or ndarray
            The same with its margin, and with the allowances of one rendezvous [m/s].

        Examples
        --------
        >>> Allowances().price(100.0)
        145.0
        """
        return burns * (1.0 + self.deterministic_margin) + self.per_rendezvous()

    def burns(self, price: float) -> float:
        """Return what the burns of a leg take that costs so much: the inverse of `price` [m/s].

        Parameters
        ----------
        price : float
            What a leg costs, margin and allowances included [m/s].

        Returns
        -------
        float
            Delta-v of its burns [m/s]; below 0 if the allowances alone cost more.

        Examples
        --------
        >>> Allowances().burns(145.0)
        100.0
        """
        return (price - self.per_rendezvous()) / (1.0 + self.deterministic_margin)

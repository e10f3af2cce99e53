"""What a campaign costs: launches, servicers, kits, propellant, at prices the user sets."""

from __future__ import annotations

from dataclasses import dataclass, fields

from adr_planner.border.plain import real
from adr_planner.records import Shown

__all__ = ["Costs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs(Shown):
    """Prices of launches, servicers, kits and propellant; none is assumed, and what is left out costs nothing.

    Parameters
    ----------
    launch_meur : float
        One launch [million euro].
    servicer_meur : float
        One servicer, without kits and propellant [million euro].
    kit_meur : float
        One kit [million euro].
    propellant_eur_per_kg : float
        Propellant loaded, whether used or not [euro per kg].

    Examples
    --------
    >>> Costs(launch_meur=40.0, servicer_meur=60.0, kit_meur=5.0).of(kits=5, propellant_kg=900.0)
    125.0
    """

    launch_meur: float = 0.0
    servicer_meur: float = 0.0
    kit_meur: float = 0.0
    propellant_eur_per_kg: float = 0.0

    def __post_init__(self) -> None:
        for item in fields(self):
            price = real(getattr(self, item.name), name=item.name, wanted="0 or more", least=0.0)
            object.__setattr__(self, item.name, price)

    def of(self, *, kits: int, propellant_kg: float) -> float:
        """Return what one servicer in orbit costs [million euro].

        Parameters
        ----------
        kits : int
            Kits on board.
        propellant_kg : float
            Propellant on board [kg].

        Returns
        -------
        float
            Launch, servicer, kits and propellant [million euro].

        Examples
        --------
        >>> Costs(propellant_eur_per_kg=1000.0).of(kits=0, propellant_kg=500.0)
        0.5
        """
        loaded = self.propellant_eur_per_kg * propellant_kg / 1e6
        return float(self.launch_meur + self.servicer_meur + self.kit_meur * kits + loaded)

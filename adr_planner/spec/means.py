"""What players bring to a joint campaign: servicers or budgets, prices, and who acts as one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from adr_planner.border.plain import real, whole
from adr_planner.errors import InvalidInputError
from adr_planner.spec.costs import Costs
from adr_planner.spec.servicer import Servicer

__all__ = ["Means"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What players bring to a joint campaign.

    Parameters
    ----------
    servicers : int or mapping of str to int, optional
        How many servicers each player brings: all alike, or by name, none where a name is left out.
    budgets_meur : mapping of str to float, optional
        Budgets in the place of numbers [million euro]; each buys as many servicers as `costs` allow.
    costs : Costs, optional
        Prices, for what the joint campaign costs and whom.
    price : float, optional
        What one tour costs in the unit of the values, for the free rider's game; by default just less than the least
        valuable tour of the joint campaign is worth to all, so that all of them are worth flying.
    blocs : mapping of str to sequence of str
        Names of players that act as one, by a name for the bloc.

    Raises
    ------
    InvalidInputError
        If both numbers and budgets are given, or neither, or budgets without costs.

    Examples
    --------
    >>> Means(servicers={"EU": 2}).servicers
    {'EU': 2}
    """

    servicers: int | Mapping[str, int] | None = None
    budgets_meur: Mapping[str, float] | None = None
    costs: Costs | None = None
    price: float | None = None
    blocs: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.servicers is None) == (self.budgets_meur is None):
            raise InvalidInputError("Give servicers or budgets_meur: one of the two.", parameter="servicers")
        if self.budgets_meur is not None and self.costs is None:
            raise InvalidInputError(
                "budgets_meur needs costs: what a launch, a servicer and its kits cost.", parameter="costs"
            )
        if self.price is not None:
            object.__setattr__(self, "price", real(self.price, name="price", wanted="0 or more", least=0.0))

    def each_meur(self, servicer: Servicer) -> float | None:
        """Return what one servicer costs with all its kits and propellant.

        Parameters
        ----------
        servicer : Servicer
            What flies.

        Returns
        -------
        float or None
            Its cost [million euro]; None where no prices are given.

        Examples
        --------
        >>> from astropy import units as u
        >>> servicer = Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=5)
        >>> Means(servicers=1, costs=Costs(launch_meur=40.0, kit_meur=5.0)).each_meur(servicer)
        65.0
        """
        return None if self.costs is None else self.costs.of(kits=servicer.kits, propellant_kg=servicer.propellant_kg)

    def counts(self, names: Sequence[str], servicer: Servicer) -> list[int]:
        """Return how many servicers each player brings.

        Parameters
        ----------
        names : sequence of str
            Names of the players.
        servicer : Servicer
            What flies, for what a budget buys.

        Returns
        -------
        list of int
            One number a player.

        Raises
        ------
        InvalidInputError
            If a name is no player's, a number or budget cannot be one, or nobody brings any.

        Examples
        --------
        >>> from astropy import units as u
        >>> servicer = Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=5)
        >>> Means(servicers={"EU": 2}).counts(["EU", "JPN"], servicer)
        [2, 0]
        """
        if isinstance(self.servicers, Mapping):
            given = self.servicers
            _check_names(given, names, "servicers")
            counts = [whole(given.get(name, 0), name=f"servicers of {name}", minimum=0) for name in names]
        elif self.servicers is not None:
            counts = [whole(self.servicers, name="servicers")] * len(names)
        else:
            counts = self._bought(names, self.each_meur(servicer) or 0.0)
        if not any(counts):
            raise InvalidInputError("No player brings a servicer: give one at least.", parameter="servicers")
        return counts

    def _bought(self, names: Sequence[str], each: float) -> list[int]:
        budgets = self.budgets_meur or {}
        _check_names(budgets, names, "budgets_meur")
        if each <= 0.0:
            raise InvalidInputError("costs make a servicer free: a budget would buy any number.", parameter="costs")
        wanted = "0 or more"
        return [
            int(real(budgets.get(name, 0.0), name=f"budget of {name}", wanted=wanted, least=0.0) // each)
            for name in names
        ]

    def places(self, names: Sequence[str]) -> dict[str, list[int]]:
        """Return the places of the members of every bloc among the players.

        Parameters
        ----------
        names : sequence of str
            Names of the players.

        Returns
        -------
        dict of str to list of int
            By the bloc's name.

        Raises
        ------
        InvalidInputError
            If a member is no player.

        Examples
        --------
        >>> Means(servicers=1, blocs={"Asia": ["JPN", "IND"]}).places(["IND", "EU", "JPN"])
        {'Asia': [2, 0]}
        """
        for bloc, named in self.blocs.items():
            _check_names(named, names, f"blocs, {bloc},")
        return {bloc: [list(names).index(name) for name in named] for bloc, named in self.blocs.items()}


def _check_names(given: Collection[str], names: Sequence[str], where: str) -> None:
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        raise InvalidInputError(
            f"{where} names {unknown!r}, which is none of the players {', '.join(names)}.",
            parameter=where.split(",")[0],
        )

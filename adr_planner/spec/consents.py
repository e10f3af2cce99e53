"""Who consents to a mission: players, and from when on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from astropy.time import Time

from adr_planner.errors import InvalidInputError
from adr_planner.spec.players import Players
from adr_planner.units import instant_of

__all__ = ["Consents"]


@dataclass(frozen=True, slots=True)
class Consents:
    """The players who consent to removals; what needs the consent of others is no candidate.

    Parameters
    ----------
    names : sequence of str
        Names of players.
    players : Players, optional
        The table they are from; by default every owner code is a player.
    since : mapping of str to Time, optional
        From when on a player's consent holds: its objects are not reached before.

    Raises
    ------
    InvalidInputError
        If a name is no player's (the nearest is named), or a date is of a player who does not consent.

    Examples
    --------
    >>> Consents(("JPN", "FR")).given.names
    ('JPN', 'FR')
    """

    names: tuple[str, ...]
    players: Players = field(default_factory=Players.codes)
    since: Mapping[str, Time] = field(default_factory=dict)

    def __post_init__(self) -> None:
        names = (self.names,) if isinstance(self.names, str) else tuple(self.names)
        object.__setattr__(self, "names", tuple(dict.fromkeys(names)))
        if not names:
            raise InvalidInputError("consents names no player: leave it out where all consent.", parameter="consents")
        self.players.only(self.names)
        late = {name: instant_of(date, name=f"since, {name}") for name, date in self.since.items()}
        object.__setattr__(self, "since", MappingProxyType(late))
        for name in late:
            if name not in names:
                raise InvalidInputError(
                    f"since gives a date for {name}, who is not among those that consent: {', '.join(names)}.",
                    parameter="since",
                )

    def __reduce__(self) -> tuple[type[Consents], tuple[tuple[str, ...], Players, dict[str, Time]]]:
        """Cross to other processes; a view of a mapping by itself does not."""
        return Consents, (self.names, self.players, dict(self.since))

    @property
    def given(self) -> Players:
        """The players who consent."""
        return self.players.only(self.names)

    def holds_from(self, needed: Iterable[str]) -> Time | None:
        """Return from when on all of some players consent.

        Parameters
        ----------
        needed : iterable of str
            Names of players.

        Returns
        -------
        Time or None
            The latest of their dates; None for always.

        Examples
        --------
        >>> Consents(("JPN", "FR")).holds_from(["JPN"]) is None
        True
        """
        dates = [self.since[name] for name in needed if name in self.since]
        return max(dates) if dates else None

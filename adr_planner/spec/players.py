"""Players: who speaks for which owner codes, and whose consent a removal therefore needs."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from adr_planner.border.characters import UNSEEN, visible
from adr_planner.border.parsing import Unreadable, bounded_bytes, toml_content
from adr_planner.errors import InvalidInputError
from adr_planner.files import decoded
from adr_planner.spec.owner_codes import nearest_code, owner_codes
from adr_planner.spec.toml_tables import known, told, words

__all__ = ["UNREGISTERED", "Player", "Players"]

UNREGISTERED = "unregistered"
"""What stands for the document of registry of an object that has none."""
_LARGEST_FILE = 100_000


@dataclass(frozen=True, slots=True)
class Player:
    """One who can consent, and may bring servicers: a state, an organisation, or several that speak with one voice.

    Parameters
    ----------
    name : str
        What it is called here.
    codes : tuple of str
        Owner codes of the satellite catalogue it speaks for; a joint code belongs to no player, but needs several.
    label : str
        What is known of its objects, in words; by default from the codes.

    Raises
    ------
    InvalidInputError
        If a code is not known (the nearest is named), is joint or nobody's, or the name is empty.

    Examples
    --------
    >>> Player("JPN", ("JPN",)).label
    'registered by Japan (source code JPN)'
    """

    name: str
    codes: tuple[str, ...]
    label: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name.strip() or UNSEEN.search(self.name):
            raise InvalidInputError(
                f"A player's name must be a word that can be seen, got {told(self.name)}.", parameter="players"
            )
        codes = (self.codes,) if isinstance(self.codes, str) else tuple(self.codes)
        if not codes:
            raise InvalidInputError(f"{self.name} speaks for no owner code: give it one.", parameter="codes")
        for code in codes:
            self._check(code)
        object.__setattr__(self, "codes", codes)
        if not self.label:
            object.__setattr__(self, "label", "; ".join(owner_codes()[code].label for code in codes))

    def _check(self, code: str) -> None:
        item = owner_codes().get(code)
        if item is None:
            raise InvalidInputError(
                f"Player {self.name} speaks for {visible(code, 40)!r}, which is no owner code of the satellite "
                f"catalogue. The nearest is {nearest_code(str(code))!r}.",
                parameter="codes",
            )
        if item.kind == "joint":
            raise InvalidInputError(
                f"Player {self.name} cannot speak for {code} alone: it stands for {item.name}, and needs the consent "
                f"of {' and '.join(item.needs)}. Leave it out; it follows from theirs.",
                parameter="codes",
            )
        if item.kind == "none":
            words = f"Player {self.name} cannot speak for {code}: it stands for {item.name}, who cannot consent."
            raise InvalidInputError(words, parameter="codes")


@dataclass(frozen=True, slots=True)
class Players(Sequence[Player]):
    """The table of players: each owner code is spoken for by at most one.

    Parameters
    ----------
    table : sequence of Player
        In the order in which they are shown.

    Raises
    ------
    InvalidInputError
        If a name or a code is given twice, or there are no players.

    Examples
    --------
    >>> players = Players.europe()
    >>> [player.name for player in players]
    ['EU', 'CIS', 'PRC', 'US', 'JPN', 'IND']
    >>> players.needed_for("FR"), players.needed_for("FRIT"), players.needed_for("CHBZ"), players.needed_for("")
    (('EU',), ('EU',), None, None)
    """

    table: tuple[Player, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", tuple(self.table))
        if not self.table:
            raise InvalidInputError("There are no players: name at least one.", parameter="players")
        self._refuse_twice("name", [player.name for player in self.table])
        self._refuse_twice("owner code", [code for player in self.table for code in player.codes])

    def _refuse_twice(self, what: str, given: list[str]) -> None:
        twice = next((item for item in given if given.count(item) > 1), None)
        if twice is not None:
            raise InvalidInputError(f"The {what} {twice!r} is given to two players: keep one.", parameter="players")

    @classmethod
    def codes(cls, *codes: str) -> Players:
        """Return owner codes as players, each for itself; without any, every code that can consent.

        Parameters
        ----------
        *codes : str
            Owner codes of the satellite catalogue.

        Returns
        -------
        Players
            In the order given.

        Examples
        --------
        >>> len(Players.codes()) > 100, [player.name for player in Players.codes("US", "JPN")]
        (True, ['US', 'JPN'])
        """
        every = [item.code for item in owner_codes().values() if item.kind not in ("joint", "none")]
        return cls(tuple(Player(code, (code,)) for code in codes or every))

    @classmethod
    def europe(cls) -> Players:
        """Return six players, Europe with one voice: EU, CIS, PRC, US, JPN, IND.

        Returns
        -------
        Players
            As ``data/players_europe.toml`` has them: a file to copy and change.

        Examples
        --------
        >>> Players.europe()["EU"].codes
        ('ESA', 'ESRO', 'EUME', 'FR', 'GER', 'IT')
        """
        return cls.from_file(Path(str(files("adr_planner") / "data" / "players_europe.toml")))

    @classmethod
    def from_file(cls, path: str | Path) -> Players:
        """Read a table of players.

        Parameters
        ----------
        path : str or Path
            TOML: a table for each player, with ``codes`` and, if you like, a ``label``.

        Returns
        -------
        Players
            In the order of the file.

        Raises
        ------
        InvalidInputError
            If it cannot be read, or says what cannot be.

        Examples
        --------
        >>> Players.from_file("players.toml")  # doctest: +SKIP
        """
        name = visible(path, 200)
        try:
            tree = toml_content(decoded(bounded_bytes(path, _LARGEST_FILE)))
        except (Unreadable, UnicodeDecodeError) as error:
            raise InvalidInputError(f"Cannot read the table of players {name}: {error}.") from None
        return cls(tuple(_player(key, table) for key, table in tree.items()))

    def __len__(self) -> int:
        return len(self.table)

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, str):
            return self.table[place]
        for player in self.table:
            if player.name == place:
                return player
        raise InvalidInputError(self._unknown(place), parameter="players")

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the players, in order."""
        return tuple(player.name for player in self.table)

    def only(self, names: Iterable[str]) -> Players:
        """Return some of the players, in the order asked for.

        Parameters
        ----------
        names : iterable of str
            Names of players.

        Returns
        -------
        Players
            Those players.

        Raises
        ------
        InvalidInputError
            If one is not among them; names the nearest.

        Examples
        --------
        >>> Players.europe().only(["JPN", "EU"]).names
        ('JPN', 'EU')
        """
        return Players(tuple(self[name] for name in ((names,) if isinstance(names, str) else names)))

    def needed_for(self, owner: str) -> tuple[str, ...] | None:
        """Return whose consent an object needs.

        Parameters
        ----------
        owner : str
            Owner code of its state of registry, or of its owner where that is not known.

        Returns
        -------
        tuple of str or None
            Names of the players who must all agree; None where somebody must who is no player, or nobody is known.
        """
        item = owner_codes().get(owner)
        asked = item.needs if item is not None and item.needs else (owner,)
        speaks = {code: player.name for player in self.table for code in player.codes}
        if any(code not in speaks for code in asked):
            return None
        return tuple(dict.fromkeys(speaks[code] for code in asked))

    def must_agree(self, owner: str, registered_by: str = "", registry: str = "") -> tuple[str, ...] | None:
        """Return the players who must all consent to the removal of an object.

        Parameters
        ----------
        owner : str
            Its owner code: it stands in where no source tells the state of registry, and asks for more where it is a
            joint one.
        registered_by : str
            Owner code of its state of registry, whose consent it is.
        registry : str
            The document of registry, or `UNREGISTERED`.

        Returns
        -------
        tuple of str or None
            Names of players; None where nobody can consent: unregistered, unknown, or of somebody who is no player.

        Examples
        --------
        >>> players = Players.codes("US", "PRC", "BRAZ")
        >>> players.must_agree("GLOB", "US"), players.must_agree("CHBZ", "PRC")
        (('US',), ('PRC', 'BRAZ'))
        >>> players.must_agree("US", "US", UNREGISTERED)
        """
        if registry == UNREGISTERED:
            return None
        item = owner_codes().get(owner)
        asked = [registered_by] if registered_by else []
        if not asked or (item is not None and item.needs):
            asked.append(owner)
        needed = [self.needed_for(code) for code in asked]
        if None in needed:
            return None
        return tuple(dict.fromkeys(name for names in needed for name in names or ()))

    def _unknown(self, name: object) -> str:
        close = difflib.get_close_matches(str(name), self.names, n=1, cutoff=0.0)
        return f"{visible(name, 40)!r} is none of the players {', '.join(self.names)}. Did you mean {close[0]!r}?"


def _player(name: str, table: Any) -> Player:
    where = f"[{visible(name, 40)}] of the players"
    known(table, {"codes", "label"}, where)
    label = table.get("label", "")
    if not isinstance(label, str) or UNSEEN.search(label):
        raise InvalidInputError(f"{where}: label must be text that can be seen, got {told(label)}.", parameter="label")
    return Player(name, words(table.get("codes", []), f"{where}: codes"), label)

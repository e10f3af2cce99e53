"""The analysis of cooperation as a document: what consents, fleets and coalitions are worth, and how it was found."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from adr_planner.errors import InvalidInputError
from adr_planner.plan.cooperation_content import Coalition, CooperationContent
from adr_planner.plan.stored import DocumentKind, Fault, plan_hash
from adr_planner.plan.views.cooperation_html import cooperation_html
from adr_planner.plan.views.cooperation_summary import cooperation_summary, headline
from adr_planner.plan.views.cooperation_tables import coalition_table, exposure_table, signature_table

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["COOPERATION_VERSION", "Cooperation", "cooperation_hash"]

COOPERATION_VERSION = "1.0.0"
_SAME = 1e-6
"""Sums of figures of twelve digits differ by less, relative to the largest."""


class Cooperation(CooperationContent):
    """What cooperation buys: three games of the same players, and whose satellites are exposed.

    `adr_planner.cooperate` makes one, `Cooperation.from_json` reads one.

    Examples
    --------
    >>> Cooperation.kind.version
    '1.0.0'
    >>> union = Cooperation.from_json("cooperation.json")  # doctest: +SKIP
    >>> union.worth("EU", "JPN")  # doctest: +SKIP
    6.59819206552
    """

    kind: ClassVar[DocumentKind] = DocumentKind(
        "adr_cooperation", COOPERATION_VERSION, "analysis of cooperation", "cooperation", "What cooperation buys"
    )

    def worth(self, *players: str) -> float:
        """Return what one servicer can remove at most if these players consent, and no others.

        Parameters
        ----------
        *players : str
            Names of players; without any, all.

        Returns
        -------
        float
            In `value_unit`.

        Raises
        ------
        InvalidInputError
            If one is no player, or the game of consents was not played.
        """
        game = self.consent
        if game is None:
            raise InvalidInputError("The game of consents was not played: it takes at most eight players.")
        return self._of(game.coalitions, players or self.names)

    def pooled(self, *players: str) -> float:
        """Return what the servicers of these players can remove at most from what they consent to.

        Parameters
        ----------
        *players : str
            Names of players; without any, all.

        Returns
        -------
        float
            In `value_unit`.

        Raises
        ------
        InvalidInputError
            If one is no player, or the fleet's game was not played for this coalition.
        """
        if self.fleet is None:
            raise InvalidInputError("No player brings servicers: ask with servicers=1, or a number for each player.")
        return self._of(self.fleet.coalitions, players or self.names)

    def _of(self, coalitions: Iterable[Coalition], players: tuple[str, ...]) -> float:
        unknown = next((name for name in players if name not in self.names), None)
        if unknown is not None:
            raise InvalidInputError(f"{unknown!r} is none of the players {', '.join(self.names)}.", parameter="players")
        for coalition in coalitions:
            if set(coalition.players) == set(players):
                return coalition.value
        raise InvalidInputError(f"The coalition {', '.join(players)} was not looked at.", parameter="players")

    def to_pandas(self, table: str = "coalitions") -> pd.DataFrame:
        """Return one of the tables, units in the column names.

        Parameters
        ----------
        table : {"coalitions", "signatures", "exposure"}
            Every coalition's value and gap in both games; every player's signature, fleet and shares; or hits a year on
            the working satellites of each by the derelicts of each.

        Returns
        -------
        pandas.DataFrame
            One row a coalition, a player, or a state of registry.

        Raises
        ------
        InvalidInputError
            If there is no such table.
        """
        makers = {"coalitions": coalition_table, "signatures": signature_table, "exposure": exposure_table}
        if table not in makers:
            raise InvalidInputError(f"table must be one of {', '.join(makers)}, got {table!r}.", parameter="table")
        return makers[table](self)

    def summary(self) -> str:
        """Return the games as a page of text.

        Returns
        -------
        str
            Lines.
        """
        return cooperation_summary(self)

    def _disagreement(self) -> Fault | None:
        if self.consent is not None and self.consent.coalitions:
            whole = self.consent.coalitions[-1].value
            summed = math.fsum(signature.shapley for signature in self.consent.signatures)
            if abs(summed - whole) > _SAME * max(whole, 1.0):
                return "/consent/signatures", f"their Shapley values sum to {summed:g}, all consents to {whole:g}"
        if self.fleet is not None:
            for k, part in enumerate(self.fleet.shares):
                if len(part.shares) != len(self.players):
                    return f"/fleet/shares/{k}/shares", f"{len(part.shares)} shares for {len(self.players)} players"
                off = math.fsum([*part.shares, -self.fleet.together, -part.handed_out])
                if abs(off) > _SAME * max(self.fleet.together, 1.0):
                    return f"/fleet/shares/{k}/handed_out", f"shares sum to {off:g} more than it says"
        rows = self.exposure.hits_per_yr
        if len(rows) != len(self.exposure.registered_by) or any(len(row) != len(self.exposure.exposed) for row in rows):
            return "/exposure/hits_per_yr", "it is no row a state of registry, no column each who is exposed"
        return None

    def _excess(self) -> Fault | None:
        return None

    def __repr__(self) -> str:
        return f"<Cooperation {self.cooperation_id}: {headline(self)}>"

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return cooperation_html(self)


def cooperation_hash(document: Cooperation) -> str:
    """Return the cooperation_id that belongs to a document's content, whatever id it carries."""
    return plan_hash(document.model_dump(mode="json", exclude_none=True, exclude={"cooperation_id"}))

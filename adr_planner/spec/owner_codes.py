"""Owner codes of the satellite catalogue: who each stands for, and whose agreement a joint one needs."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

__all__ = ["OwnerCode", "nearest_code", "owner_codes"]

Kind = Literal["state", "organisation", "company", "joint", "none"]


@dataclass(frozen=True, slots=True)
class OwnerCode:
    """One owner code of the satellite catalogue.

    Parameters
    ----------
    code : str
        As the catalogue writes it.
    kind : {"state", "organisation", "company", "joint", "none"}
        What it stands for: ``"none"`` for nobody who could agree to anything.
    name : str
        In words.
    needs : tuple of str
        Of a joint code, the codes of all who must agree.
    """

    code: str
    kind: Kind
    name: str
    needs: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What is known of objects under this code, in words.

        Examples
        --------
        >>> owner_codes()["CIS"].label, owner_codes()["GLOB"].label
        ('registered by the USSR or Russia (source code CIS)', 'commercial, no state: Globalstar (source code GLOB)')
        """
        source = f"(source code {self.code})"
        if self.code == "CIS":
            return f"registered by the USSR or Russia {source}"
        words = {
            "state": f"registered by {self.name}",
            "organisation": f"an organisation: {self.name}",
            "company": f"commercial, no state: {self.name}",
            "joint": f"registered jointly by {self.name}",
            "none": f"of {self.name}",
        }
        return f"{words[self.kind]} {source}"


@cache
def owner_codes() -> Mapping[str, OwnerCode]:
    """Return every owner code there is.

    Returns
    -------
    mapping of str to OwnerCode
        By code, as ``data/owner_codes.csv`` lists them.

    Examples
    --------
    >>> owner_codes()["CHBZ"].needs
    ('PRC', 'BRAZ')
    """
    text = (files("adr_planner") / "data" / "owner_codes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return MappingProxyType(
        {
            row["code"]: OwnerCode(row["code"], cast("Kind", row["kind"]), row["name"], tuple(row["needs"].split()))
            for row in rows
        }
    )


def nearest_code(code: str) -> str:
    """Return the owner code that is written most like a word.

    Examples
    --------
    >>> nearest_code("PRCC"), nearest_code("JAPAN")
    ('PRC', 'JPN')
    """
    known = sorted(owner_codes())
    return (difflib.get_close_matches(code.upper(), known, n=1, cutoff=0.0) or known)[0]

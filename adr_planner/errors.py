"""Exceptions that say what is wrong, with which object, by how much, and what to do.

Every error carries its data as attributes, so that a program can act on it as well as a person.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "AdrPlannerError",
    "AdrPlannerWarning",
    "CandidatesLeftOutWarning",
    "CatalogError",
    "ConvergenceError",
    "FewerTargetsWarning",
    "InfeasibleMissionError",
    "InvalidInputError",
    "OddPopulationWarning",
    "PropagationError",
    "SchemaError",
    "SearchLimitError",
    "StaleCopyWarning",
    "StaleElementsWarning",
    "UnreadableRowsWarning",
    "UnverifiedPlanError",
]


class AdrPlannerError(Exception):
    """Base of every error this package raises on purpose; each crosses to another process with its attributes."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Take message and attributes along: Python's own way would call the class with the message alone."""
        return _again, (type(self), self.args), self.__dict__


def _again(kind: type[AdrPlannerError], args: tuple[Any, ...]) -> AdrPlannerError:
    """Make an error as it was, for its attributes to be put back."""
    return kind.__new__(kind, *args)


class InvalidInputError(AdrPlannerError, ValueError):
    """An argument has a value the planner cannot use.

    Parameters
    ----------
    message : str
        One sentence: what is wrong and what to do.
    parameter : str, optional
        Name of the offending parameter.
    """

    def __init__(self, message: str, *, parameter: str | None = None) -> None:
        super().__init__(message)
        self.parameter = parameter


class CatalogError(AdrPlannerError, ValueError):
    """A catalogue file, record or object cannot be used.

    Parameters
    ----------
    message : str
        One sentence: what is wrong and what to do.
    source : str, optional
        File or table the record came from.
    record : int or str, optional
        Line, row or catalogue number of the record.
    field : str, optional
        Name of the field, as its format spells it.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str | None = None,
        record: int | str | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(message)
        self.source = source
        self.record = record
        self.field = field


class PropagationError(AdrPlannerError, ValueError):
    """An orbit cannot be propagated (decayed, hyperbolic, or refused by SGP4).

    Parameters
    ----------
    message : str
        One sentence: what is wrong and what to do.
    norad_cat_id : int, optional
        Catalogue number of the object.
    """

    def __init__(self, message: str, *, norad_cat_id: int | None = None) -> None:
        super().__init__(message)
        self.norad_cat_id = norad_cat_id


class ConvergenceError(AdrPlannerError):
    """A leg could not be flown to its target.

    Parameters
    ----------
    message : str
        What was tried, and why it ended.
    miss_m : float, optional
        Distance [m] still missing at the last iterate.
    """

    def __init__(self, message: str, *, miss_m: float | None = None) -> None:
        super().__init__(message)
        self.miss_m = miss_m


class InfeasibleMissionError(AdrPlannerError):
    """No tour satisfies the mission's limits.

    Parameters
    ----------
    message : str
        Which limit binds and the least that would do.
    binding : str
        Name of the limit, e.g. ``"max_delta_v"``.
    required : float, optional
        The least value that would do, in `unit`.
    available : float, optional
        The value given, in `unit`.
    unit : str
        Unit of the two values.
    """

    def __init__(
        self,
        message: str,
        *,
        binding: str,
        required: float | None = None,
        available: float | None = None,
        unit: str = "",
    ) -> None:
        super().__init__(message)
        self.binding = binding
        self.required = required
        self.available = available
        self.unit = unit


class UnverifiedPlanError(InfeasibleMissionError):
    """No plan was found that passes its own verification; none is handed out.

    Parameters
    ----------
    message : str
        Which check fails, where, and by how much.
    binding : str
        The check, as `verify` names it.
    where : str
        Burn, leg, target or field it is about.
    required, available : float
        What was found, and what is allowed, in `unit`.
    unit : str
        Unit of the two values.
    """

    def __init__(
        self, message: str, *, binding: str, where: str, required: float, available: float, unit: str = ""
    ) -> None:
        super().__init__(message, binding=binding, required=required, available=available, unit=unit)
        self.where = where


class SearchLimitError(AdrPlannerError):
    """A search used up the work it was allowed before it found anything.

    Parameters
    ----------
    message : str
        What was searched, and what to raise.
    limit : float, optional
        The limit that was reached.
    """

    def __init__(self, message: str, *, limit: float | None = None) -> None:
        super().__init__(message)
        self.limit = limit


class SchemaError(AdrPlannerError, ValueError):
    """A plan document does not follow its schema, or its numbers disagree.

    Parameters
    ----------
    message : str
        One sentence: what is wrong and what to do.
    json_pointer : str
        Where in the document (RFC 6901), ``""`` for the whole.
    """

    def __init__(self, message: str, *, json_pointer: str = "") -> None:
        super().__init__(message)
        self.json_pointer = json_pointer


class AdrPlannerWarning(UserWarning):
    """Base of every warning this package gives."""


class StaleElementsWarning(AdrPlannerWarning):
    """The mission starts long after the epoch of the elements it is planned from."""


class CandidatesLeftOutWarning(AdrPlannerWarning):
    """Some candidates cannot be planned for; the mission is planned without them.

    Parameters
    ----------
    message : str
        Who was left out, and why.
    left_out : tuple of LeftOut
        Catalogue number, name and reason of each.
    """

    def __init__(self, message: str, left_out: tuple[Any, ...] = ()) -> None:
        super().__init__(message)
        self.left_out = left_out


class FewerTargetsWarning(AdrPlannerWarning):
    """Fewer candidates are left than the mission asks targets of; it is planned for as many at most.

    Parameters
    ----------
    message : str
        How many, and why.
    asked, left : int
        Targets asked for, and candidates left.
    """

    def __init__(self, message: str, asked: int = 0, left: int = 0) -> None:
        super().__init__(message)
        self.asked, self.left = asked, left


class UnreadableRowsWarning(AdrPlannerWarning):
    """Some rows of a catalogue could not be read; the rest was."""


class OddPopulationWarning(AdrPlannerWarning):
    """What a catalogue is to fly among cannot be all that is on orbit: rates counted from it mislead."""


class StaleCopyWarning(AdrPlannerWarning):
    """A provider could not be asked; an older copy of its data is used."""

"""The formats, and the function that writes a plan in one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from adr_planner.errors import InvalidInputError
from adr_planner.exports.czml import write_czml
from adr_planner.exports.gmat import write_gmat
from adr_planner.exports.handover import Frame, Handover
from adr_planner.exports.ocm import write_ocm, write_ocm_xml
from adr_planner.exports.oem import write_oem
from adr_planner.exports.opm import write_opm
from adr_planner.exports.stk import write_stk
from adr_planner.exports.table import write_table
from adr_planner.files import write_text
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.trajectory import ephemeris
from adr_planner.trajectory.ephemeris import PER_ORBIT, objects_of

if TYPE_CHECKING:
    from astropy import units as u

__all__ = ["FORMATS", "Format", "export", "export_text", "format_of"]

_FRAMES = ("GCRF", "EME2000")


@dataclass(frozen=True, slots=True)
class Format:
    """What can be written.

    Parameters
    ----------
    title : str
        What it is.
    suffix : str
        How its files are named.
    write : callable
        Makes the text.
    several : bool
        Whether one file may hold several objects, and does unless told.
    frames : tuple of str
        Frames its states can be in.
    per_orbit : int
        States a revolution unless told.
    """

    title: str
    suffix: str
    write: Callable[[Handover], str]
    several: bool = False
    frames: tuple[str, ...] = _FRAMES
    per_orbit: int = PER_ORBIT


FORMATS: Mapping[str, Format] = {
    "oem": Format("CCSDS OEM 2.0, text: one segment an arc", ".oem", write_oem),
    "opm": Format("CCSDS OPM 2.0, text: first state and burns", ".opm", write_opm),
    "ocm": Format("CCSDS OCM 3.0, text: arcs, burns, body and forces", ".ocm", write_ocm),
    "ocm-xml": Format("CCSDS OCM 3.0, XML", ".xml", write_ocm_xml),
    "czml": Format("CZML for Cesium", ".czml", write_czml, several=True, frames=("GCRF",), per_orbit=18),
    "gmat": Format("GMAT script", ".script", write_gmat, frames=("EME2000",)),
    "stk": Format("STK ephemeris", ".e", write_stk),
    "csv": Format("table of states", ".csv", write_table, several=True),
}
"""Every format, by the name `export` and the command line know it by."""


def export(
    plan: MissionPlan,
    path: str | Path,
    to: str | None = None,
    *,
    who: str | int | None = None,
    frame: str | None = None,
    step: u.Quantity | None = None,
    per_orbit: int | None = None,
) -> None:
    """Write a plan for another program.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    path : str or Path
        The file; it is replaced only once the new one is complete.
    to : {"oem", "opm", "ocm", "ocm-xml", "czml", "gmat", "stk", "csv"}, optional
        Format; by the end of the name unless given.
    who : "servicer", "all" or int, optional
        Whose trajectory; the servicer's, and everybody's in formats that hold several objects.
    frame : {"GCRF", "EME2000"}, optional
        States and burns are turned into it; GCRF where the format has it.
    step, per_orbit : Quantity [time], int, optional
        As `ephemeris` takes them.

    Raises
    ------
    InvalidInputError
        If the format is not known, or cannot say what is asked of it.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from adr_planner.exports import FORMATS
    >>> list(FORMATS)
    ['oem', 'opm', 'ocm', 'ocm-xml', 'czml', 'gmat', 'stk', 'csv']
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> adr.export(plan, "servicer.oem")  # doctest: +SKIP
    >>> adr.export(plan, "envisat.oem", who=27386, frame="EME2000")  # doctest: +SKIP
    """
    name = format_of(path) if to is None else to
    write_text(path, export_text(plan, name, who=who, frame=frame, step=step, per_orbit=per_orbit))


def export_text(
    plan: MissionPlan,
    to: str,
    *,
    who: str | int | None = None,
    frame: str | None = None,
    step: u.Quantity | None = None,
    per_orbit: int | None = None,
) -> str:
    """Return what `export` writes."""
    if isinstance(plan, Campaign):
        raise InvalidInputError(
            f"A campaign holds {len(plan.plans)} plans, and a file one: export campaign.plans[0] and so on.",
            parameter="plan",
        )
    if to not in FORMATS:
        raise InvalidInputError(f"to={to!r} is no format: say one of {', '.join(FORMATS)}.", parameter="to")
    chosen = FORMATS[to]
    if frame is not None and frame not in chosen.frames:
        raise InvalidInputError(
            f"frame={frame!r}: {to} can be written in {' or '.join(chosen.frames)}.", parameter="frame"
        )
    asked: str | int = ("all" if chosen.several else "servicer") if who is None else who
    numbers = tuple(objects_of(plan, asked))
    if len(numbers) > 1 and not chosen.several:
        raise InvalidInputError(
            f"who='all': {to} holds one object a file; several go into {' and '.join(_several())}.", parameter="who"
        )
    dense: dict[str, Any] = {"step": step, "per_orbit": per_orbit}
    if step is None and per_orbit is None:
        dense["per_orbit"] = chosen.per_orbit
    sample = partial(ephemeris, plan, who=asked, **dense)
    return chosen.write(Handover(plan, numbers, cast("Frame", frame or chosen.frames[0]), sample))


def format_of(path: str | Path) -> str:
    """Return the format that the end of a name stands for.

    Examples
    --------
    >>> format_of("servicer.oem"), format_of("plan.E")
    ('oem', 'stk')
    """
    suffix = Path(path).suffix.lower()
    for name, form in FORMATS.items():
        if form.suffix == suffix:
            return name
    known = ", ".join(f"{form.suffix} ({name})" for name, form in FORMATS.items())
    raise InvalidInputError(f"{path}: its end stands for no format; give to=, or one of {known}.", parameter="to")


def _several() -> list[str]:
    return [name for name, form in FORMATS.items() if form.several]

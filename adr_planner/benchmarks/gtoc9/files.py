"""Campaigns on disk: our JSON, and the competition's text of twelve numbers a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from adr_planner.benchmarks.gtoc9.submission import Event, Mission, Submission
from adr_planner.errors import InvalidInputError
from adr_planner.files import read_text, write_text

__all__ = ["json_text", "official_text", "read_submission", "write_submission"]

_NUMBERS = 12
_KEYS = {"t_mjd2000", "r_m", "v_mps", "dv_mps", "event_id"}


def json_text(submission: Submission) -> str:
    """Return a campaign as JSON, numbers to their last digit."""
    missions = [
        {
            "m0_kg": mission.m0_kg,
            "events": [
                {
                    "t_mjd2000": event.t_mjd2000, "r_m": list(event.r_m), "v_mps": list(event.v_mps),
                    "dv_mps": list(event.dv_mps), "event_id": event.event_id,
                }
                for event in mission.events
            ],
        }
        for mission in submission.missions
    ]  # fmt: skip
    return json.dumps({"missions": missions}, indent=1, allow_nan=False) + "\n"


def official_text(mission: Mission) -> str:
    r"""Return a mission in the competition's format.

    One line an event: epoch, position, velocity before the impulse, mass before the impulse, impulse, event id.

    Examples
    --------
    >>> still = (0.0, 0.0, 0.0)
    >>> official_text(Mission(2030.0, (Event(23467.0, (7e6, 0.0, 0.0), still, still, 5),)))
    '23467.0 7000000.0 0.0 0.0 0.0 0.0 0.0 2030.0 0.0 0.0 0.0 5\n'
    """
    lines = []
    for event, mass in zip(mission.events, mission.masses(), strict=True):
        numbers = (event.t_mjd2000, *event.r_m, *event.v_mps, mass, *event.dv_mps)
        lines.append(" ".join([*(repr(float(x)) for x in numbers), str(event.event_id)]))
    return "\n".join(lines) + "\n"


def write_submission(submission: Submission, folder: str | Path) -> Path:
    """Write ``campaign.json`` and one text file a mission, ``mission01.txt`` and so on; return the JSON's path.

    Parameters
    ----------
    submission : Submission
        The campaign.
    folder : path
        Made if it is missing. Of a longer campaign written there before, the missions beyond the last of this one are
        taken away: they would be read with it.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for k, mission in enumerate(submission.missions, start=1):
        write_text(folder / f"mission{k:02d}.txt", official_text(mission))
    write_text(folder / "campaign.json", json_text(submission))
    for older in folder.glob("mission[0-9][0-9].txt"):
        if int(older.stem[-2:]) > len(submission.missions):
            older.unlink()
    return folder / "campaign.json"


def read_submission(path: str | Path) -> Submission:
    """Read a campaign: JSON, a text file of one mission, or a folder of such text files.

    Raises
    ------
    InvalidInputError
        If something is missing or no number; the message says where.
    """
    path = Path(path)
    if path.is_dir():
        files = sorted(path.glob("*.txt"))
        if not files:
            raise InvalidInputError(f"{path} holds no .txt files; a campaign has one for every mission.")
        return Submission(tuple(_official(file) for file in files))
    text = read_text(path)
    return _json(path, text) if text.lstrip()[:1] == "{" else Submission((_official(path),))


def _official(path: Path) -> Mission:
    events = []
    for k, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip():
            continue
        words = line.replace(",", " ").split()
        if len(words) != _NUMBERS:
            raise InvalidInputError(f"{path}, line {k}: {len(words)} numbers where {_NUMBERS} belong.")
        try:
            x = [float(word) for word in words]
        except ValueError as error:
            raise InvalidInputError(f"{path}, line {k}: {error}.") from None
        if x[11] != int(x[11]):
            raise InvalidInputError(f"{path}, line {k}: the event id {words[11]} is no whole number.")
        events.append(Event(x[0], (x[1], x[2], x[3]), (x[4], x[5], x[6]), (x[8], x[9], x[10]), int(x[11]), x[7]))
    if not events:
        raise InvalidInputError(f"{path} holds no events.")
    mass = events[0].mass_kg
    assert mass is not None
    return Mission(mass, tuple(events))


def _json(path: Path, text: str) -> Submission:
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise InvalidInputError(f"{path} is no whole JSON: {error}.") from None
    missions = content.get("missions")
    if not isinstance(missions, list) or not missions:
        raise InvalidInputError(f"{path} has no list of missions; it looks like {{'missions': [...]}}.")
    return Submission(tuple(_mission(f"{path}, mission {k}", mission) for k, mission in enumerate(missions, start=1)))


def _mission(where: str, content: Any) -> Mission:
    if not isinstance(content, dict) or not {"m0_kg", "events"} <= content.keys():
        raise InvalidInputError(f"{where} needs m0_kg and events.")
    if not isinstance(content["events"], list) or not content["events"]:
        raise InvalidInputError(f"{where} has no events.")
    events = [_event(f"{where}, event {k}", event) for k, event in enumerate(content["events"], start=1)]
    return Mission(_number(f"{where}, m0_kg", content["m0_kg"]), tuple(events))


def _event(where: str, content: Any) -> Event:
    if not isinstance(content, dict) or not content.keys() >= _KEYS:
        missing = sorted(_KEYS - content.keys()) if isinstance(content, dict) else sorted(_KEYS)
        raise InvalidInputError(f"{where} lacks {', '.join(missing)}.")
    number = content["event_id"]
    if not isinstance(number, int) or isinstance(number, bool):
        raise InvalidInputError(f"{where}: the event_id {number!r} is no whole number.")
    return Event(
        _number(f"{where}, t_mjd2000", content["t_mjd2000"]), _three(f"{where}, r_m", content["r_m"]),
        _three(f"{where}, v_mps", content["v_mps"]), _three(f"{where}, dv_mps", content["dv_mps"]), number,
    )  # fmt: skip


def _number(where: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InvalidInputError(f"{where}: {value!r} is no number.")
    return float(value)


def _three(where: str, value: Any) -> tuple[float, float, float]:
    if not isinstance(value, list) or len(value) != 3:
        raise InvalidInputError(f"{where}: three numbers belong here, not {value!r}.")
    return (_number(where, value[0]), _number(where, value[1]), _number(where, value[2]))

"""CCSDS Orbit Comprehensive Message, version 3.0 (502.0-B-3), as text or XML: arcs, body, burns and forces in one.

Both are written from one list of sections. A thrust arc is told by its trajectory: the message's manoeuvres are
impulses, and its directions do not follow a steering law.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from adr_planner.exports.handover import DRAG_COEFFICIENT, Handover, epochs
from adr_planner.exports.oem import DEGREE, state_lines
from adr_planner.plan import Maneuver
from adr_planner.trajectory import Segment

__all__ = ["write_ocm", "write_ocm_xml"]

_VERSION = "3.0"
_SCHEMA = "https://sanaregistry.org/r/ndmxml_unqualified/ndmxml-3.0.0-master-3.0.xsd"


@dataclass(frozen=True, slots=True)
class _Section:
    """One section: remarks, keywords with value and unit, and lines of data."""

    name: str
    remarks: tuple[str, ...]
    entries: tuple[tuple[str, str, str], ...]
    lines: tuple[str, ...] = ()

    def kvn(self) -> Iterator[str]:
        mark = self.name.upper()
        yield ""
        yield f"{mark}_START"
        yield from (f"COMMENT {text}" for text in self.remarks)
        for key, value, unit in self.entries:
            yield f"{key} = {value}" + (f" [{unit}]" if unit else "")
        yield from self.lines
        yield f"{mark}_STOP"

    def xml(self) -> Iterator[str]:
        mark = "metadata" if self.name == "meta" else self.name
        yield f"<{mark}>"
        yield from (f"<COMMENT>{escape(text)}</COMMENT>" for text in self.remarks)
        for key, value, unit in self.entries:
            yield f"<{key}" + (f' units="{unit}"' if unit else "") + f">{escape(value)}</{key}>"
        yield from (f"<{mark}Line>{line}</{mark}Line>" for line in self.lines)
        yield f"</{mark}>"


def write_ocm(given: Handover) -> str:
    """Return the message as text (KVN)."""
    lines = [f"CCSDS_OCM_VERS = {_VERSION}", *(f"COMMENT {text}" for text in given.remarks)]
    lines += [f"CREATION_DATE = {given.created}", f"ORIGINATOR = {given.plan.generator.name}"]
    for section in _sections(given):
        lines += section.kvn()
    return "\n".join(lines) + "\n"


def write_ocm_xml(given: Handover) -> str:
    """Return the message as XML (505.0-B-3)."""
    meta, *data = _sections(given)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<ocm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{_SCHEMA}" id="CCSDS_OCM_VERS" version="{_VERSION}">',
        "<header>",
        *(f"<COMMENT>{escape(text)}</COMMENT>" for text in given.remarks),
        f"<CREATION_DATE>{given.created}</CREATION_DATE>",
        f"<ORIGINATOR>{escape(given.plan.generator.name)}</ORIGINATOR>",
        "</header>", "<body>", "<segment>", *meta.xml(), "<data>",
    ]  # fmt: skip
    for section in data:
        lines += section.xml()
    return "\n".join([*lines, "</data>", "</segment>", "</body>", "</ocm>"]) + "\n"


def _sections(given: Handover) -> Iterator[_Section]:
    """Return the sections in the order the standard asks for."""
    segments = given.ephemeris.segments
    yield _meta(given, segments)
    for k, segment in enumerate(segments, start=1):
        yield _trajectory(given, segment, k)
    mass, drag = given.body
    yield _Section(
        "phys",
        ("At the start; only the product of area and coefficient counts",),
        (
            ("DRAG_CONST_AREA", f"{drag * mass / DRAG_COEFFICIENT:.9f}", "m**2"),
            ("DRAG_COEFF_NOM", f"{DRAG_COEFFICIENT}", ""),
            ("WET_MASS", f"{mass:.6f}", "kg"),
        ),
    )
    for burn in given.burns:
        yield _maneuver(given, burn)
    yield _forces(given)


def _meta(given: Handover, segments: tuple[Segment, ...]) -> _Section:
    first, last = epochs(segments[0].times[:1])[0], epochs(segments[-1].times[-1:])[0]
    entries = [("OBJECT_NAME", given.name(given.number), "")]
    if given.number is not None:
        entries.append(("INTERNATIONAL_DESIGNATOR", given.designator(given.number), ""))
    entries += [("TIME_SYSTEM", "UTC", ""), ("EPOCH_TZERO", first, ""), ("START_TIME", first, "")]
    return _Section("meta", (), (*entries, ("STOP_TIME", last, "")))


def _trajectory(given: Handover, segment: Segment, index: int) -> _Section:
    times, states = epochs(segment.times), given.states(segment)
    said = segment.kind + (f" after {segment.burn}" if segment.burn else "")
    return _Section(
        "traj",
        (said,),
        (
            ("TRAJ_ID", f"ARC{index}", ""),
            ("TRAJ_BASIS", "PREDICTED", ""),
            ("INTERPOLATION", "HERMITE", ""),
            ("INTERPOLATION_DEGREE", f"{DEGREE}", ""),
            ("CENTER_NAME", "EARTH", ""),
            ("TRAJ_REF_FRAME", given.frame, ""),
            ("TRAJ_TYPE", "CARTPV", ""),
            ("TRAJ_UNITS", "[km,km,km,km/s,km/s,km/s]", ""),
        ),
        tuple(state_lines(times, states)),
    )


def _maneuver(given: Handover, burn: Maneuver) -> _Section:
    x, y, z = given.turned(burn.delta_v_m_s) / 1e3
    epoch = burn.epoch_utc.removesuffix("Z")
    return _Section(
        "man",
        (),
        (
            ("MAN_ID", burn.id, ""),
            ("MAN_BASIS", "PLANNED", ""),
            ("MAN_DEVICE_ID", "ALL", ""),
            ("MAN_PURPOSE", burn.kind.upper(), ""),
            ("MAN_REF_FRAME", given.frame, ""),
            ("DC_TYPE", "CONTINUOUS", ""),
            ("MAN_COMPOSITION", "TIME_ABSOLUTE,MAN_DURA,DELTA_MASS,DV_X,DV_Y,DV_Z", ""),
            ("MAN_UNITS", "[s,kg,km/s,km/s,km/s]", ""),
        ),
        (f"{epoch} 0.0 {-burn.propellant_kg:.9f} {x:.15f} {y:.15f} {z:.15f}",),
    )


def _forces(given: Handover) -> _Section:
    """Return what the plan was flown in, as far as the standard has words for it."""
    conventions = given.plan.conventions
    gravity = conventions.gravity
    degree = 4 if not gravity.even_from_j6 else 4 + 2 * len(gravity.even_from_j6)
    entries = [("ATMOSPHERIC_MODEL", "NRLMSISE-00", "")] if conventions.atmosphere else []
    entries += [
        ("GRAVITY_MODEL", f"EGM-96: {degree}D 0O", ""),
        ("EQUATORIAL_RADIUS", f"{gravity.equatorial_radius_km:.6f}", "km"),
        ("GM", f"{gravity.mu_km3_s2:.6f}", "km**3/s**2"),
    ]
    if conventions.third_bodies:
        entries.append(("N_BODY_PERTURBATIONS", ", ".join(body.name for body in conventions.third_bodies), ""))
    return _Section("pert", (), tuple(entries))

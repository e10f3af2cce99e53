"""CCSDS Orbit Parameter Message, version 2.0 (502.0-B), as text: the first state, and every burn as an impulse."""

from __future__ import annotations

from collections.abc import Iterator

from adr_planner.core.vectors import turned
from adr_planner.errors import InvalidInputError
from adr_planner.exports.handover import DRAG_COEFFICIENT, Handover, epochs
from adr_planner.plan import Maneuver

__all__ = ["write_opm"]


def write_opm(given: Handover) -> str:
    """Return the message.

    Raises
    ------
    InvalidInputError
        If the object flies under thrust: this message knows impulses of one direction.
    """
    if given.thrusts:
        raise InvalidInputError(
            "An OPM holds impulses, and this servicer thrusts for days with a turning direction: hand over its "
            "ephemeris (oem, ocm, stk).",
            parameter="to",
        )
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Handover) -> Iterator[str]:
    first, home = given.arcs[0].start, given.chart.environment
    state = [given.turned(turned(home.to_gcrf, part)) / 1e3 for part in (first.position, first.velocity)]
    mass, drag = given.body
    yield "CCSDS_OPM_VERS = 2.0"
    yield from (f"COMMENT {text}" for text in given.remarks)
    yield f"CREATION_DATE = {given.created}"
    yield f"ORIGINATOR = {given.plan.generator.name}"
    yield f"OBJECT_NAME = {given.name(given.number)}"
    yield f"OBJECT_ID = {given.designator(given.number)}"
    yield "CENTER_NAME = EARTH"
    yield f"REF_FRAME = {given.frame}"
    yield "TIME_SYSTEM = UTC"
    yield f"EPOCH = {epochs(home.time(first.time))[0]}"
    for axis, value in zip("XYZ", state[0], strict=True):
        yield f"{axis} = {value:.9f} [km]"
    for axis, value in zip("XYZ", state[1], strict=True):
        yield f"{axis}_DOT = {value:.12f} [km/s]"
    yield f"MASS = {mass:.6f} [kg]"
    yield "SOLAR_RAD_AREA = 0.0 [m**2]"
    yield "SOLAR_RAD_COEFF = 0.0"
    yield f"DRAG_AREA = {drag * mass / DRAG_COEFFICIENT:.9f} [m**2]"
    yield f"DRAG_COEFF = {DRAG_COEFFICIENT}"
    for burn in given.burns:
        yield from _maneuver(given, burn)


def _maneuver(given: Handover, burn: Maneuver) -> Iterator[str]:
    yield f"COMMENT {burn.id}: {burn.kind}, accelerates {burn.mass_before_kg:.3f} kg"
    yield f"MAN_EPOCH_IGNITION = {burn.epoch_utc.removesuffix('Z')}"
    yield "MAN_DURATION = 0.0 [s]"
    yield f"MAN_DELTA_MASS = {-burn.propellant_kg:.9f} [kg]"
    yield f"MAN_REF_FRAME = {given.frame}"
    for k, part in enumerate(given.turned(burn.delta_v_m_s) / 1e3, start=1):
        yield f"MAN_DV_{k} = {part:.15f} [km/s]"

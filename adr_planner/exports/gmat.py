"""GMAT script: the first state, a force model like the plan's, and every coast and burn in order.

Its forces are near the plan's and not the same: zonals to degree 20, Sun and Moon, no solid tides, air of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from adr_planner.core.vectors import applied, product
from adr_planner.errors import InvalidInputError
from adr_planner.exports.handover import DRAG_COEFFICIENT, Handover
from adr_planner.plan import Maneuver
from adr_planner.trajectory.arc import Arc
from adr_planner.units import quiet_clock

__all__ = ["write_gmat"]

_FORCES = """
Create ForceModel Forces;
GMAT Forces.CentralBody = Earth;
GMAT Forces.PrimaryBodies = {Earth};
GMAT Forces.PointMasses = {Luna, Sun};
GMAT Forces.GravityField.Earth.Degree = 20;
GMAT Forces.GravityField.Earth.Order = 0;
GMAT Forces.GravityField.Earth.PotentialFile = 'EGM96.cof';
GMAT Forces.SRP = Off;
GMAT Forces.Drag.AtmosphereModel = MSISE90;
Create Propagator Flight;
GMAT Flight.FM = Forces;
GMAT Flight.Type = PrinceDormand78;
GMAT Flight.Accuracy = 1e-12;
GMAT Flight.InitialStepSize = 60;
GMAT Flight.MaxStep = 300;
"""
_ORIGIN = 2430000.0
"""Julian date from which its modified Julian dates count."""


@quiet_clock()
def write_gmat(given: Handover) -> str:
    """Return the script.

    Raises
    ------
    InvalidInputError
        If the object flies under thrust for days: its burns are impulses.
    """
    if given.thrusts:
        raise InvalidInputError(
            "The GMAT script burns impulses, and this servicer thrusts for days: hand over its ephemeris (oem, stk).",
            parameter="to",
        )
    return "\n".join(_lines(given)) + "\n"


def _lines(given: Handover) -> Iterator[str]:
    chart, arcs = given.chart, given.arcs
    mass, _ = given.body
    burns = {burn.id: burn for burn in given.burns}
    turn = product(given.turn, chart.environment.to_gcrf)
    first = arcs[0].start
    epoch = chart.environment.time(first.time)
    yield from (f"% {text}" for text in ("GMAT script", *given.remarks))
    yield f"% {given.name(given.number)}; states and burns in EME2000, converted from GCRF"
    yield "Create Spacecraft Body;"
    yield "GMAT Body.DateFormat = UTCModJulian;"
    yield f"GMAT Body.Epoch = '{(epoch.jd1 - _ORIGIN) + epoch.jd2:.12f}';"
    yield "GMAT Body.CoordinateSystem = EarthMJ2000Eq;"
    yield "GMAT Body.DisplayStateType = Cartesian;"
    for key, value in zip(("X", "Y", "Z"), applied(turn, first.position) / 1e3, strict=True):
        yield f"GMAT Body.{key} = {value:.9f};"
    for key, value in zip(("VX", "VY", "VZ"), applied(turn, first.velocity) / 1e3, strict=True):
        yield f"GMAT Body.{key} = {value:.12f};"
    yield f"GMAT Body.DryMass = {mass:.6f};"
    yield f"GMAT Body.Cd = {DRAG_COEFFICIENT};"
    yield from _FORCES.strip().splitlines()
    for arc in arcs:
        if arc.burn:
            yield from _burn(given, burns[arc.burn])
    yield "BeginMissionSequence;"
    for arc in arcs:
        yield from _flight(arc, mass)


def _burn(given: Handover, burn: Maneuver) -> Iterator[str]:
    """Return the lines that make a burn known."""
    name = _identifier(burn.id)
    yield f"Create ImpulsiveBurn {name};"
    yield f"GMAT {name}.CoordinateSystem = EarthMJ2000Eq;"
    for k, part in enumerate(given.turned(burn.delta_v_m_s) / 1e3, start=1):
        yield f"GMAT {name}.Element{k} = {part:.15f};"
    yield f"GMAT {name}.DecrementMass = false;"


def _flight(arc: Arc, mass: float) -> Iterator[str]:
    """Return the lines that fly an arc, its burn first."""
    if arc.burn:
        yield f"Maneuver {_identifier(arc.burn)}(Body);"
    yield f"% {arc.kind}, {(arc.stop - arc.start.time) / 86400.0:.3f} days"
    yield f"Body.DragArea = {arc.field.drag * mass / DRAG_COEFFICIENT:.9f};"
    yield f"Propagate Flight(Body) {{Body.ElapsedSecs = {arc.stop - arc.start.time:.6f}}};"


def _identifier(name: str) -> str:
    """Return a name as the program takes it: letters, digits and low lines, a letter first."""
    return "burn_" + re.sub(r"\W", "_", name, flags=re.ASCII)

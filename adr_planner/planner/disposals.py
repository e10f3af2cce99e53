"""The disposals of the document: what brings every target down, and the servicer itself."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EARTH_RADIUS, G0
from adr_planner.mission import MissionSpec
from adr_planner.planner.endings import decay_after
from adr_planner.planner.flown import FlownDisposal, FlownTour
from adr_planner.planner.ledger import Entry, Ledger, finite
from adr_planner.planner.parts import Writer, allowance_part, arc_parts
from adr_planner.planner.prices import Prices
from adr_planner.risk import RankedObject
from adr_planner.servicer import Kit, Servicer
from adr_planner.transfer.disposal import KitDesign
from adr_planner.transfer.spiral_flight import ThrustArc
from adr_planner.transfer.state import Burn

__all__ = ["disposal_parts"]

Part = dict[str, object]

_BURNS = ("disposal", "return", "servicer disposal")
"""Lines of the ledger that are burns of a disposal."""


def disposal_parts(
    writer: Writer,
    flown: FlownTour,
    ledger: Ledger,
    ranking: Sequence[RankedObject],
    prices: Prices,
    servicer: Servicer,
    mission: MissionSpec,
) -> Iterator[Part]:
    """Write the disposals in order, the servicer's own last."""
    for disposal, entries in zip(flown.disposals, ledger.disposals, strict=True):
        part: Part = {
            "controlled": disposal.target is None or mission.disposal.rule == "controlled",
            "perigee_altitude_km": (disposal.perigee_radius - EARTH_RADIUS) / 1e3,
        }
        if disposal.target is None:
            part["method"], name = "self", "servicer"
        else:
            number = ranking[disposal.target].object.norad_cat_id
            part["norad_cat_id"], part["method"], name = number, servicer.concept, str(number)
            if not part["controlled"]:
                part.update(_decay_part(ranking[disposal.target].object, disposal))
        if isinstance(disposal.down[0], ThrustArc):
            part["controlled"], part["maneuvers"] = False, []
            part["arcs"] = arc_parts(writer, "disposal-servicer-arc", disposal.down, entries, servicer)
            part["allowances"] = [allowance_part(entry) for entry in entries[1:]]
        elif part["method"] == "kit" and disposal.target is not None:
            mass = ranking[disposal.target].object.mass_kg or 0.0
            part.update(_kit_part(writer, name, disposal, prices.kits[disposal.target], mass, servicer.kit))
        else:
            paid = [entry for entry in entries if entry.line in _BURNS]
            burns = [*disposal.down, *disposal.back]
            names = [*_names("disposal", name, disposal.down), *_names("return", name, disposal.back)]
            part["maneuvers"] = [
                writer.maneuver(
                    label, burn, entry.mass_before, entry.propellant, servicer.burn_thrust_n, servicer.isp_s
                )
                for label, burn, entry in zip(names, burns, paid, strict=False)
                if isinstance(burn, Burn)
            ]
            part["allowances"] = [allowance_part(entry) for entry in entries if entry.line not in _BURNS]
        yield part


def _decay_part(target: SpaceObject, disposal: FlownDisposal) -> Part:
    """Say how long a target that is left to decay stays up."""
    life = decay_after(target, disposal.perigee_radius)
    if life is None:
        return {}
    return {"decay_years": life.years, "decay_years_low": life.low, "decay_years_high": life.high}


def _names(kind: str, name: str, burns: Sequence[Burn | ThrustArc]) -> list[str]:
    """Return what the burns of a disposal are called: numbered if there are several."""
    if len(burns) == 1:
        return [f"{kind}-{name}"]
    return [f"{kind}-{name}-pass{k}" for k in range(1, len(burns) + 1)]


def _kit_part(
    writer: Writer, name: str, disposal: FlownDisposal, design: KitDesign, target_mass: float, kit: Kit
) -> Part:
    """Write what a kit does with its own propellant: the burns, then what their length loses."""
    mass = target_mass + design.wet_mass
    maneuvers, loss = [], 0.0
    for label, burn in zip(_names("disposal", name, disposal.down), disposal.down, strict=True):
        if not isinstance(burn, Burn):
            continue
        spent = mass * -math.expm1(-burn.size / (G0 * kit.isp_s))
        maneuvers.append(writer.maneuver(label, burn, mass, spent, kit.thrust_n, kit.isp_s))
        length = finite(burn, mass, kit.thrust_n, kit.isp_s)
        loss += length.loss if length else 0.0
        mass -= spent
    lost = Entry("gravity loss on disposal", "deterministic", loss, mass, mass * -math.expm1(-loss / (G0 * kit.isp_s)))
    return {
        "kit": {
            "dry_mass_kg": design.dry_mass,
            "propellant_kg": design.propellant,
            "isp_s": kit.isp_s,
            "thrust_n": kit.thrust_n,
        },
        "maneuvers": maneuvers,
        "allowances": [] if kit.thrust_n is None else [allowance_part(lost)],
    }

"""The parts of the document that were flown: servicer, legs and disposals, in GCRF and UTC."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from adr_planner.plan import Leg, MeanOrbit, Phase
from adr_planner.plan.leg import PhaseKind, SunEffect
from adr_planner.plan.request import InitialState, KitConcept, ServicerEcho
from adr_planner.planner.flying.flown import FlownLeg, FlownTour
from adr_planner.planner.flying.ledger import Ledger
from adr_planner.planner.flying.sun_effects import SunEffect as FlownSunEffect
from adr_planner.planner.pricing.force_fields import drag_of_servicer
from adr_planner.planner.pricing.tour_problem import LegCosts
from adr_planner.risk import RankedObject
from adr_planner.service.tank import Entry
from adr_planner.service.writer import Writer, allowance_part, arc_parts, orbit_part
from adr_planner.spec.servicer import Kit, Servicer
from adr_planner.transfer.low_thrust.thrust_arc import ThrustArc as FlownArc
from adr_planner.transfer.state import Burn
from adr_planner.units import DAY

__all__ = ["leg_part", "servicer_part"]


def servicer_part(writer: Writer, servicer: Servicer, flown: FlownTour, ledger: Ledger) -> ServicerEcho:
    """Repeat the servicer, with the state the launcher leaves it in."""
    start = flown.legs[0].start
    limited = servicer.thrust_n or servicer.kit.thrust_n
    return ServicerEcho(
        name=servicer.name,
        concept=servicer.concept,
        dry_mass_kg=servicer.dry_mass_kg,
        propellant_kg=servicer.propellant_kg,
        isp_s=servicer.isp_s,
        propulsion=None if servicer.propulsion == "chemical" else servicer.propulsion,
        thrust_n=servicer.thrust_n,
        longest_arc_deg=math.degrees(servicer.longest_arc_rad) if limited else None,
        minimum_impulse_m_s=servicer.minimum_impulse_m_s,
        drag_m2_kg=None if servicer.propulsion == "electric" else drag_of_servicer(servicer),
        kits=servicer.kits,
        kit=_kit(servicer.kit),
        initial_state=InitialState(
            epoch_utc=writer.utc(start.time),
            position_km=writer.position(start),
            velocity_km_s=writer.velocity(start),
            mass_kg=ledger.launch_mass,
        ),
    )


def _kit(kit: Kit) -> KitConcept:
    return KitConcept(
        fixed_mass_kg=kit.fixed_mass_kg,
        structure_fraction=kit.structure_fraction,
        isp_s=kit.isp_s,
        margin=kit.margin,
        mass_kg=kit.mass_kg,
        thrust_n=kit.thrust_n,
    )


def leg_part(
    writer: Writer,
    index: int,
    leg: FlownLeg,
    entries: tuple[Entry, ...],
    ranking: Sequence[RankedObject],
    leg_costs: LegCosts,
    servicer: Servicer,
) -> Leg:
    """Write a leg: phases, burns, allowances."""
    burns = leg.flight.burns
    arrival = leg.flight.arrival
    return Leg(
        index=index,
        from_norad_cat_id=None if leg.origin is None else ranking[leg.origin].object.norad_cat_id,
        to_norad_cat_id=ranking[leg.target].object.norad_cat_id,
        depart_utc=writer.utc(leg.start.time),
        arrive_utc=writer.utc(arrival.time),
        duration_days=(arrival.time - leg.start.time) / DAY,
        raan_gap_deg=math.degrees(leg.raan_gap),
        estimate_delta_v_m_s=leg.estimate,
        delta_v_m_s=leg.flight.delta_v,
        mass_start_kg=entries[0].mass_before,
        mass_end_kg=entries[-1].mass_before - entries[-1].propellant,
        phases=tuple(_phases(writer, leg, arrival.time + leg_costs.grid.stay)),
        maneuvers=tuple(
            writer.maneuver(
                f"leg{index}-burn{k}", burn, entry.mass_before, entry.propellant, servicer.burn_thrust_n, servicer.isp_s
            )
            for k, (burn, entry) in enumerate(zip(burns, entries, strict=False), start=1)
            if isinstance(burn, Burn)
        ),
        arcs=arc_parts(writer, f"leg{index}-arc", burns, entries, servicer),
        allowances=tuple(allowance_part(entry) for entry in entries[len(burns) :]),
        reserve_m_s=leg.reserve.delta_v,
        suns=tuple(_sun_part(effect) for effect in leg.reserve.suns) or None,
        slack_days=leg.reserve.slack / DAY or None,
    )


def _sun_part(effect: FlownSunEffect) -> SunEffect:
    return SunEffect(
        sun=effect.sun,
        raan_deg=math.degrees(effect.raan),
        wait_days=effect.wait / DAY,
        delta_v_m_s=effect.delta_v,
    )


def _end(burn: Burn | FlownArc) -> float:
    return burn.after.time if isinstance(burn, FlownArc) else burn.before.time


def _phases(writer: Writer, leg: FlownLeg, leave: float) -> Iterator[Phase]:
    departing = [_end(burn) for burn in leg.flight.burns if burn.kind == "departure"]
    closing = [burn.before.time for burn in leg.flight.burns if burn.kind != "departure"]
    drift_from = departing[-1] if departing else leg.start.time
    close_from = closing[0] if closing else leg.flight.arrival.time
    stretches: tuple[tuple[PhaseKind, float, float, MeanOrbit | None], ...] = (
        ("departure", leg.start.time, drift_from, None),
        ("drift", drift_from, close_from, orbit_part(leg.flight.drift)),
        ("rendezvous", close_from, leg.flight.arrival.time, None),
        ("stay", leg.flight.arrival.time, leave, None),
    )
    for kind, start, stop, around in stretches:
        if stop > start:
            yield Phase(kind=kind, start_utc=writer.utc(start), stop_utc=writer.utc(stop), orbit=around)

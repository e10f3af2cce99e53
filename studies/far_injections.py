"""Plans from injections far in node, as the verifier sees them in fuller forces and another atmosphere.

Run: ``python studies/far_injections.py``. What it prints stands in docs/theory/transfer.md; the four figures without
drag there were printed by the last version that planned without.
"""

from __future__ import annotations

from dataclasses import replace

from astropy import units as u
from astropy.time import Time

import adr_planner as adr

INJECTIONS = ((750, 100), (600, 57), (500, 100), (780, 20))
"""Altitude [km] and node [deg] of orbits at 70.9 deg."""


def main() -> None:
    example = adr.example_mission("kg_per_yr")
    servicer = replace(example.servicer, propellant=4000 * u.kg)
    candidates = adr.rank(adr.Catalog.example()).top(12)
    print("| injected at | target | days | drift km | estimate m/s | flown m/s | robustness m/s, worst Sun |")
    print("|---|---|---|---|---|---|---|")
    for altitude, node in INJECTIONS:
        orbit = adr.Injection(altitude * u.km, 70.9 * u.deg, raan=node * u.deg, date=Time("2025-01-03"))
        limits = {"targets": 2, "duration": 300 * u.day, "max_delta_v": None, "objective": "delta_v"}
        plan = adr.plan_mission(candidates, servicer, replace(example.mission, injection=orbit, **limits))
        flown = [check for check in adr.verify(plan).checks if check.id == "robustness"]
        for leg in plan.legs:
            cost = max(check.value for check in flown if str(leg.to_norad_cat_id) in check.where)
            (drift,) = (phase.orbit.sma_km - 6378.137 for phase in leg.phases if phase.orbit)
            print(
                f"| {altitude} km, {node} deg | {leg.to_norad_cat_id} | {leg.duration_days:.0f} | {drift:.0f} "
                f"| {leg.estimate_delta_v_m_s:.1f} | {leg.delta_v_m_s:.1f} | {cost:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

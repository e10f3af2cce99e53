"""What splitting the burns of a leg over several revolutions costs, and what it saves.

Random pairs over four inclinations, as in ``flown_against_estimate.py``, flown by a servicer of 6.6 t at several
thrusts: once in whole burns, as impulses are found, once in burns of at most 30 deg.

Run: ``python studies/split_legs.py``. The table it prints stands in docs/theory/transfer.md.
"""

from __future__ import annotations

import numpy as np
from flown_against_estimate import DAY, LOWEST, random_pair

from adr_planner.core.constants import EGM96
from adr_planner.core.finite_burn import BurnLimit
from adr_planner.errors import ConvergenceError
from adr_planner.transfer.impulsive.targeting import fly_leg, fly_within
from adr_planner.transfer.state import Flight, State

MASS, ISP = 6600.0, 300.0
THRUSTS = (400.0, 100.0, 50.0, 22.0)
PAIRS = 60


def arcs_and_loss(flight: Flight, limit: BurnLimit) -> tuple[float, float]:
    """Return the longest arc [rad] and what all burns lose [m/s]."""
    mass, longest, loss = MASS, 0.0, 0.0
    for burn in flight.burns:
        length = limit.burn(burn.size, mass, burn.before.radius, EGM96.mu)
        longest, loss = max(longest, length.arc), loss + length.loss
        mass = limit.mass_after(burn.size, mass)
    return longest, loss


def main() -> None:
    rng = np.random.default_rng(2)
    legs: list[tuple[State, State, Flight]] = []
    while len(legs) < PAIRS:
        departure, target = random_pair(rng, 1.0)
        try:
            legs.append((departure, target, fly_leg(departure, target, EGM96, lowest=LOWEST)))
        except ConvergenceError:
            continue
    print("| thrust N | legs with long burns | split | burns a leg | loses whole m/s | loses split m/s "
          "| splitting costs: median | p90 | worst | worst of 30 d and more |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|")
    for thrust in THRUSTS:
        limit = BurnLimit(thrust, ISP, np.radians(30.0))
        rows, long = [], 0
        for departure, target, whole in legs:
            arc, loss = arcs_and_loss(whole, limit)
            if arc <= limit.longest_arc:
                continue
            long += 1
            flight = fly_within(limit, MASS, departure, target, EGM96, lowest=LOWEST)
            arc, less = arcs_and_loss(flight, limit)
            if arc <= limit.longest_arc:
                days = (target.time - departure.time) / DAY
                rows.append((days, flight.delta_v / whole.delta_v - 1.0, len(flight.burns), loss, less))
        days, cost, count, loss, less = np.array(rows).T
        print(
            f"| {thrust:.0f} | {long} of {PAIRS} | {len(rows)} | {count.mean():.0f} | {loss.mean():.1f} "
            f"| {less.mean():.2f} | {np.median(cost):.2%} | {np.percentile(cost, 90):.2%} | {cost.max():.2%} "
            f"| {cost[days >= 30.0].max():.2%} |"
        )


if __name__ == "__main__":
    main()

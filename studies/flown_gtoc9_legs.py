"""Fly the 113 legs of the published GTOC9 campaign, at their epochs, under the competition's equations.

Run: ``python studies/flown_gtoc9_legs.py campaigns.json``, the published campaigns as tables (sequences, arrival
epochs and delta-v of every leg). The tables it prints stand in docs/theory/transfer.md.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from flown_against_estimate import estimated

from adr_planner.benchmarks.gtoc9.constants import DAY
from adr_planner.benchmarks.gtoc9.debris import load_debris
from adr_planner.benchmarks.gtoc9.flight import LOWEST_PERIGEE, debris_state, fly_gtoc9_leg
from adr_planner.core.constants import GTOC9

STAY = 5.0 * DAY


def flown_legs(missions: list[dict[str, Any]]) -> np.ndarray:
    """Fly all legs; rows of mission, coast in days, published, estimated and flown m/s, burns, miss and seconds."""
    debris = load_debris()
    orbits = debris.orbits()
    fly_gtoc9_leg(debris, 25, 20, 23679.48 * DAY, 23679.78 * DAY)  # compiled outside the clock
    rows = []
    for number, mission in enumerate(missions):
        stops, arrivals = mission["seq"], np.array(mission["arr_mjd2000"]) * DAY
        for k, published in enumerate(mission["dv_mps"]):
            origin, target, depart, arrive = stops[k], stops[k + 1], arrivals[k] + STAY, arrivals[k + 1]
            start, goal = (orbits.subset(np.array([row])) for row in (origin, target))
            estimate = estimated(start, goal, depart, arrive, LOWEST_PERIGEE, 0.0, GTOC9)
            begin = time.perf_counter()
            flight = fly_gtoc9_leg(debris, origin, target, depart, arrive)
            seconds = time.perf_counter() - begin
            miss = np.linalg.norm(flight.arrival.position - debris_state(debris, target, arrive).position)
            rows.append(
                (number + 1, (arrive - depart) / DAY, published, estimate, flight.delta_v, len(flight.burns), miss,
                 seconds, flight.phasing, flight.retargeting)
            )  # fmt: skip
    return np.array(rows)


def main() -> None:
    campaign = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["campaigns"]["jpl_2017"]
    legs = flown_legs(campaign["missions"])
    mission, days, published, estimate, flown = legs.T[:5]
    print("| mission | legs | published m/s | estimated | flown | flown / published | flown / estimated |")
    print("|---|---|---|---|---|---|---|")
    for number in [*np.unique(mission), 0]:
        part = (mission == number) | (number == 0)
        p, e, f = published[part].sum(), estimate[part].sum(), flown[part].sum()
        name = f"{number:.0f}" if number else "**all**"
        print(f"| {name} | {part.sum()} | {p:.1f} | {e:.1f} | {f:.1f} | {f / p:.3f} | {f / e:.3f} |")
    for name, part in (("under 3 days", days < 3.0), ("3 days and more", days >= 3.0)):
        ratio = flown[part] / estimate[part]
        print(
            f"{name}: {part.sum()} legs, flown / estimated {flown[part].sum() / estimate[part].sum():.3f}, "
            f"median error {np.median(np.abs(ratio - 1)):.1%}, worst {np.abs(ratio - 1).max():.1%}"
        )
    dearer = flown / published
    print(f"flown / published: least {dearer.min():.3f}, median {np.median(dearer):.3f}, most {dearer.max():.3f}")
    print(
        f"burns a leg: {np.mean(legs[:, 5]):.1f}, at most {legs[:, 5].max():.0f}; worst miss {legs[:, 6].max():.4f} m"
    )
    print(f"seconds a leg: median {np.median(legs[:, 7]):.2f}, worst {legs[:, 7].max():.2f}")
    print(f"phasing: median {np.median(legs[:, 8]):.1f} m/s, most {legs[:, 8].max():.1f}", end="; ")
    print(f"re-targeting: most {np.abs(legs[:, 9]).max():.3f} m/s")


if __name__ == "__main__":
    main()

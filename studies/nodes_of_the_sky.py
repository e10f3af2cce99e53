"""Do nodes and inclinations of sun-synchronous targets go where the planner says, over fourteen months?

Twenty of the ranked targets are started in the truth engine (truth.py) by the state that fits two days of SGP4 about
their epoch best, and flown to the end of 2025. Node and inclination, averaged over two days, are compared with the
planner's. Run ``python studies/nodes_of_the_sky.py`` (with heyoka installed); what it prints stands in
docs/theory/dynamics.md. Truth is kept in the file given as first argument, and read from there if it exists.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import erfa
import numpy as np
from astropy import units as u
from astropy.time import Time
from numpy.typing import NDArray
from truth import DAY, Truth, fitted

from adr_planner import Catalog, rank
from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EGM96
from adr_planner.core.elements import wrap_pi
from adr_planner.frames import teme_to_gcrf
from adr_planner.transfer.motion import PlanFrame, mean_orbits

Array = NDArray[np.float64]

SEED, COUNT, AMONG = 11, 20, 80
"""Drawn from so many of the highest ranked."""
START, END = Time("2024-11-01"), Time("2025-12-31")
LOOKS = Time(["2024-11-02", "2025-01-01", "2025-04-01", "2025-08-01", "2025-12-30"])
HALF_WINDOW = 1.0 * DAY
"""Means are taken, and states fitted, over twice this."""
FIT_STEP, LOOK_STEP = 1200.0, 600.0


def sun_synchronous() -> list[SpaceObject]:
    """Return the targets: perigee above 600 km, a node that keeps up with the Sun within a tenth."""
    catalog = Catalog.example().filter(inclination=(96 * u.deg, 103 * u.deg), perigee=(600 * u.km, 1000 * u.km))
    ranked = [entry.object for entry in rank(catalog)]
    frame = PlanFrame.of(START)
    rates = np.degrees(mean_orbits(ranked, frame, EGM96).raan_rate) * DAY
    steady = [item for item, rate in zip(ranked, rates, strict=True) if abs(rate - 0.9856) < 0.1]
    return Random(SEED).sample(steady[:AMONG], COUNT)


def clock(epoch: Time) -> float:
    """Return an epoch as seconds of TT since J2000."""
    return float((epoch.tt.jd1 - 2451545.0) * DAY + epoch.tt.jd2 * DAY)


def sgp4_states(item: SpaceObject, seconds: Array) -> Array:
    """Return SGP4's states so many seconds after the elements' epoch, shape (m, 6), GCRF."""
    record, epoch, states = item.elements.satrec(), item.elements.epoch.tt, []
    for after in seconds:
        code, position, velocity = record.sgp4_tsince(after / 60.0)
        if code:
            raise RuntimeError(f"SGP4 gives error {code} for {item.name}.")
        turn = teme_to_gcrf(epoch.jd1, epoch.jd2 + after / DAY)
        states.append(np.concatenate([turn @ position, turn @ velocity]) * 1e3)
    return np.array(states)


def started(truth: Truth, items: Sequence[SpaceObject]) -> tuple[Array, Array]:
    """Return the epochs of elements and the states, shape (6, n), that fit two days of SGP4 about them."""
    epochs = np.array([clock(item.elements.epoch) for item in items])
    after = np.arange(-HALF_WINDOW, HALF_WINDOW + 1.0, FIT_STEP)
    begin = epochs - HALF_WINDOW
    seen = np.stack([sgp4_states(item, after) for item in items], axis=2)
    states = fitted(truth, begin, epochs + after[:, None], seen[:, :3], seen[0])
    return epochs, truth.coast(begin, states, epochs)


def mean_normals(truth: Truth, epochs: Array, states: Array, looks: Array) -> Array:
    """Return the orbits' normals about times, averaged over two days, shape (looks, 3, n), GCRF."""
    about = np.arange(-HALF_WINDOW, HALF_WINDOW + 1.0, LOOK_STEP)
    times = np.sort((looks[:, None] + about).reshape(-1))
    flown = truth.fly(epochs, states, np.tile(times[:, None], (1, states.shape[1])))
    normals = np.cross(flown[:, :3], flown[:, 3:], axis=1)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    means = np.array([normals[np.abs(times - look) <= HALF_WINDOW].mean(axis=0) for look in looks])
    return means / np.linalg.norm(means, axis=1, keepdims=True)


def angles(normals: Array, to_gcrf: Array) -> tuple[Array, Array]:
    """Return node and inclination [deg] of normals in GCRF, shape (..., 3, n), in a frame given."""
    x, y, z = np.moveaxis(np.einsum("ji,...jn->...in", to_gcrf, normals), -2, 0)
    return np.degrees(np.arctan2(x, -y)), np.degrees(np.arccos(z))


def planned(items: Sequence[SpaceObject], frame: PlanFrame, looks: Time) -> tuple[Array, Array]:
    """Return the planner's node and inclination [deg] in its frame, shape (looks, n): what is on trial."""
    orbits = mean_orbits(items, frame, EGM96)
    seconds = np.array([frame.seconds(look) for look in looks])[:, None]
    return np.degrees(orbits.raan + orbits.raan_rate * seconds), np.degrees(np.tile(orbits.inc, (len(looks), 1)))


def true_planes(items: Sequence[SpaceObject], kept: Path | None) -> Array:
    """Return the truth's mean normals at the looks, from the file if it is there."""
    if kept is not None and kept.exists():
        return np.asarray(np.load(kept)["normals"])
    truth = Truth()
    epochs, states = started(truth, items)
    normals = mean_normals(truth, epochs, states, np.array([clock(look) for look in LOOKS]))
    if kept is not None:
        numbers = [item.norad_cat_id for item in items]
        np.savez(kept, norad_cat_id=numbers, epochs=epochs, states=states, looks=LOOKS.isot, normals=normals)
    return normals


def main(kept: Path | None = None) -> None:
    begin = time.perf_counter()
    items = sun_synchronous()
    normals = true_planes(items, kept)
    frame = PlanFrame.of(START)
    raan, inc = angles(normals, frame.to_gcrf)
    said_raan, said_inc = planned(items, frame, LOOKS)
    turned, tilted = np.degrees(wrap_pi(np.radians(raan - said_raan))), inc - said_inc
    print("Truth less plan [deg], twenty objects, without air:")
    print("| | node, median | least | most | between two, most | inclination, least | most |\n|---|---|---|---|---|---|---|")
    for look, node, tilt in zip(LOOKS, turned, tilted, strict=True):
        print(
            f"| {look.isot[:10]} | {np.median(node):+.3f} | {node.min():+.3f} | {node.max():+.3f} | {np.ptp(node):.3f} "
            f"| {tilt.min():+.4f} | {tilt.max():+.4f} |"
        )
    print(f"\n{time.perf_counter() - begin:.0f} s")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

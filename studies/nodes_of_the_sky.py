"""Nodes and inclinations of sun-synchronous targets over fourteen months: where the planner says, and where they go.

Twenty of the ranked targets are started in the truth engine (truth.py) by the state that fits two days of SGP4 about
their epoch best, and flown to the end of 2025. Node and inclination, averaged over two days, are compared with the
planner's. Run ``python studies/nodes_of_the_sky.py`` (with heyoka installed); what it prints stands in
docs/theory/dynamics.md. Truth is kept in the folder given, and read from there if it is there.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from astropy import units as u
from astropy.time import Time
from numpy.typing import NDArray
from truth import DAY, Truth, Weather, fitted

from adr_planner import Catalog, rank
from adr_planner.catalog import SpaceObject
from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import secular_rates
from adr_planner.core.kepler import wrap_pi
from adr_planner.environment import Environment
from adr_planner.frames import teme_to_gcrf
from adr_planner.planner.pricing.force_fields import drag_of
from adr_planner.transfer.motion import mean_orbits

Array = NDArray[np.float64]

SEED, COUNT, AMONG = 11, 20, 80
"""Drawn from so many of the highest ranked."""
SUN_RATE = 360.0 / 365.2422
"""How fast the mean Sun goes round [deg/day]."""
EARLIEST = Time("2024-10-28")
"""Before any of the elements."""
START, END = Time("2024-11-01"), Time("2025-12-31")
LOOKS = Time(["2024-11-02", "2025-01-01", "2025-04-01", "2025-08-01", "2025-12-30"])
HALF_WINDOW = 1.0 * DAY
"""Means are taken, and states fitted, over twice this."""
FIT_STEP, LOOK_STEP = 1200.0, 600.0
LIMITS, AIR_SHARE = (0.04, 0.002), 0.3
"""How far node and inclination may be off [deg], and of what the air does besides, which no month's mean foretells."""


def sun_synchronous() -> list[SpaceObject]:
    """Return the targets: perigee above 600 km, a node that keeps up with the Sun within a tenth."""
    catalog = Catalog.example().filter(inclination=(96 * u.deg, 103 * u.deg), perigee=(600 * u.km, 1000 * u.km))
    ranked = [entry.object for entry in rank(catalog)]
    steady = [item for item in ranked if abs(node_rate(item) - SUN_RATE) < 0.1]
    return Random(SEED).sample(steady[:AMONG], COUNT)


def node_rate(item: SpaceObject) -> float:
    """Return how fast the node of an object turns under the Earth's field [deg/day]."""
    elements = item.elements
    rate, _, _ = secular_rates(elements.sma_m, elements.eccentricity, np.radians(elements.inclination_deg), EGM96)
    return float(np.degrees(rate) * DAY)


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


def started(truth: Truth, items: Sequence[SpaceObject], drag: Array) -> tuple[Array, Array]:
    """Return the epochs of elements and the states, shape (6, n), that fit two days of SGP4 about them."""
    epochs = np.array([clock(item.elements.epoch) for item in items])
    after = np.arange(-HALF_WINDOW, HALF_WINDOW + 1.0, FIT_STEP)
    begin = epochs - HALF_WINDOW
    seen = np.stack([sgp4_states(item, after) for item in items], axis=2)
    states = fitted(truth, begin, epochs + after[:, None], seen[:, :3], seen[0], drag)
    return epochs, truth.coast(begin, states, epochs, drag)


def mean_planes(truth: Truth, start: Array, states: Array, drag: Array, frame: Environment) -> tuple[Array, Array]:
    """Return node and inclination [deg] about the looks in a frame, averaged over two days, shape (looks, n)."""
    about, nodes, tilts = np.arange(-HALF_WINDOW, HALF_WINDOW + 1.0, LOOK_STEP), [], []
    for look in LOOKS:
        begin = np.full_like(start, clock(look) - HALF_WINDOW)
        start, states = begin, truth.coast(start, states, begin, drag)
        flown = truth.watch(begin, states, np.tile((clock(look) + about)[:, None], len(start)), drag)
        x, y, z = np.einsum("jk,mjn->kmn", frame.to_gcrf, np.cross(flown[:, :3], flown[:, 3:], axis=1))
        nodes.append(np.unwrap(np.arctan2(x, -y), axis=0).mean(axis=0))
        tilts.append(np.arctan2(np.hypot(x, y), z).mean(axis=0))
    return np.degrees(nodes), np.degrees(tilts)


def planned(items: Sequence[SpaceObject], frame: Environment, *, air: bool) -> tuple[Array, Array]:
    """Return the planner's node and inclination [deg] in its frame, shape (looks, n): what is on trial."""
    seconds = np.array([frame.seconds(look) for look in LOOKS])
    fields = [frame.dragging(drag_of(item)) if air else frame.gravity for item in items]
    path = mean_orbits(items, frame, fields, float(seconds.max())).path
    assert path is not None
    mean = path.at(seconds)
    return np.degrees(mean[:, :, 4].T), np.degrees(mean[:, :, 3].T)


def true_planes(
    items: Sequence[SpaceObject], frame: Environment, kept: Path | None, *, air: bool
) -> tuple[Array, Array]:
    """Return the truth's node and inclination [deg] at the looks, from the file if they are there."""
    file = None if kept is None else kept / f"nodes-{'air' if air else 'vacuum'}.npz"
    if file is not None and file.exists():
        held = np.load(file)
        return held["node_deg"], held["inclination_deg"]
    truth = Truth(Weather.measured() if air else None)
    drag = np.array([drag_of(item) for item in items])
    epochs, states = started(truth, items, drag)
    nodes, tilts = mean_planes(truth, epochs, states, drag, frame)
    if file is not None:
        numbers = [item.norad_cat_id for item in items]
        np.savez(file, norad_cat_id=numbers, epochs=epochs, states=states, node_deg=nodes, inclination_deg=tilts)
    return nodes, tilts


def report(name: str, true: tuple[Array, Array], said: tuple[Array, Array]) -> Array:
    """Print how far truth and plan are apart; returns the nodes' differences [deg]."""
    turned, tilted = apart(true, said)
    print(f"\nTruth less plan [deg], {COUNT} objects, {name}:")
    print("| | node, median | least | most | worst of two | inclination, least | most |\n|---|---|---|---|---|---|---|")
    for look, node, tilt in zip(LOOKS, turned, tilted, strict=True):
        print(
            f"| {look.isot[:10]} | {np.median(node):+.4f} | {node.min():+.4f} | {node.max():+.4f} "
            f"| {np.ptp(node):.4f} | {tilt.min():+.5f} | {tilt.max():+.5f} |"
        )
    return np.asarray(turned)


def apart(one: tuple[Array, Array], other: tuple[Array, Array]) -> tuple[Array, Array]:
    """Return differences of nodes and inclinations [deg]."""
    return np.degrees(wrap_pi(np.radians(one[0] - other[0]))), one[1] - other[1]


def main(kept: Path | None = None) -> None:
    items = sun_synchronous()
    frame = Environment.between(START, END, since=EARLIEST)
    true, said = {}, {}
    for air, name in ((False, "without air"), (True, "with air")):
        said[air] = planned(items, frame, air=air)
        true[air] = true_planes(items, frame, kept, air=air)
        report(name, true[air], said[air])
    shares = [apart(true[True], true[False]), (np.zeros(1), np.zeros(1))]
    print(
        f"\nThe air's own share of the node at the end: {shares[0][0][-1].min():+.4f} to {shares[0][0][-1].max():+.4f}."
    )
    for air, share in zip((True, False), shares, strict=True):
        parts = [
            (np.abs(off) / (limit + AIR_SHARE * np.abs(mine))).max(axis=0)
            for off, mine, limit in zip(apart(true[air], said[air]), share, LIMITS, strict=True)
        ]
        held = int(((parts[0] <= 1.0) & (parts[1] <= 1.0)).sum())
        worst = ", ".join(f"{100.0 * part.max():.0f} %" for part in parts)
        print(
            f"{'With' if air else 'Without'} air {held} of {COUNT} hold both limits; worst node, worst tilt: {worst}."
        )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

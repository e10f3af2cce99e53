"""Show how much the flux's numerical choices matter, and the one about avoidance.

Run ``python studies/risk_flux_choices.py``. Each choice is changed alone; the table shows the sum of the
catastrophic rates of all derelicts, the median and the 95th percentile of the change of single rates, how
many of the default's top 20 stay in it, how many SL-16 stages are in it, and Envisat's rank.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from adr_planner.catalog import Catalog
from adr_planner.core.constants import EGM96
from adr_planner.risk import evaluation
from adr_planner.risk.candidates import sort_out
from adr_planner.risk.collisions import crossings, flux, shells
from adr_planner.risk.indices import ecob
from adr_planner.risk.method import Method

CATALOG = Catalog.example()
CANDIDATES = sort_out(CATALOG)
TARGETS = CANDIDATES.targets
NAMES = np.array([one.name for one in CANDIDATES.objects])


@contextmanager
def shell_width(km: float) -> Iterator[None]:
    """Use shells of another width."""
    edges = np.arange(200e3, 2000e3 + 1.0, km * 1e3)
    middles = 0.5 * (edges[:-1] + edges[1:])
    volumes = 4.0 / 3.0 * np.pi * np.diff((EGM96.radius + edges) ** 3)
    speed = np.sqrt(EGM96.mu / (EGM96.radius + middles))
    modules = (shells, flux, evaluation, sys.modules[ecob.__module__])
    changes = {"EDGES": edges, "MIDDLES": middles, "VOLUMES": volumes, "SPEEDS": speed, "SWEPT": speed / volumes}
    kept = [(m, name, getattr(m, name)) for m in modules for name in changes if hasattr(m, name)]
    for module, name, _ in kept:
        setattr(module, name, changes[name])
    yield
    for module, name, value in kept:
        setattr(module, name, value)


@contextmanager
def constant(module: object, name: str, value: object) -> Iterator[None]:
    """Use another value of a module's constant."""
    kept = getattr(module, name)
    setattr(module, name, value)
    crossings.factor_table.cache_clear()
    yield
    setattr(module, name, kept)
    crossings.factor_table.cache_clear()


def rates_and_order(avoidance: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return the catastrophic rates and the catalogue numbers in order of consensus."""
    surroundings = evaluation.Surroundings.around(CATALOG.population, avoidance=avoidance)
    exposed = evaluation.Exposure.of(TARGETS, surroundings)
    values = evaluation.evaluate(exposed, surroundings)
    return exposed.met.catastrophic_per_yr, Method.of().order(values, TARGETS.norad_cat_id)


def main() -> None:
    """Print the table."""
    rates, order = rates_and_order()
    print(f"{'choice':<34} {'sum /yr':>8} {'median':>7} {'95 %':>7} {'top 20':>6} {'SL-16':>5} {'Envisat':>7}")

    def show(name: str, other: np.ndarray, places: np.ndarray) -> None:
        change = np.abs(other / rates - 1.0)
        kept = np.intersect1d(places[:20], order[:20]).size
        stages = np.sum(NAMES[places[:20]] == "SL-16 R/B")
        envisat = int(np.flatnonzero(TARGETS.norad_cat_id[places] == 27386)[0]) + 1
        print(
            f"{name:<34} {other.sum():8.4f} {np.median(change):7.1%} {np.percentile(change, 95):7.1%} "
            f"{kept:6d} {stages:5d} {envisat:7d}"
        )

    show("as shipped", rates, order)
    for width in (5.0, 20.0, 40.0):
        with shell_width(width):
            show(f"shells of {width:g} km", *rates_and_order())
    for half in (3e3, 12e3):
        with constant(shells, "HALF_WIDTH", half):
            show(f"least half-width {half / 1e3:g} km", *rates_and_order())
    for classes in (2, 8, 32):
        with constant(flux, "_CLASSES_PER_DECADE", classes):
            show(f"{classes} mass classes a decade", *rates_and_order())
    with constant(crossings, "_ANGLE_NODES", 64):
        show("64 angle nodes", *rates_and_order())
    for n in (1, 32):
        with constant(crossings, "_OFFSETS_DEG", (np.arange(n) + 0.5) / n):
            show(f"{n} points in an inclination bin", *rates_and_order())
    for avoidance in (0.0, 0.5, 0.9, 0.99):
        show(f"avoidance {avoidance:g}", *rates_and_order(avoidance))


if __name__ == "__main__":
    main()

"""`adr_planner.screen`: a plan's flown trajectory against everything catalogued."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from astropy import units as u

from adr_planner.catalog import Catalog, SpaceObject
from adr_planner.catalog.bundled import population as bundled_population
from adr_planner.catalog.population import Population, population_of
from adr_planner.errors import InvalidInputError
from adr_planner.plan import Campaign, MissionPlan
from adr_planner.risk.collisions.flux import Flux
from adr_planner.traffic.approach import Approach, approaches_of
from adr_planner.traffic.crewed import STATION_HEIGHTS_KM
from adr_planner.traffic.crowd import Crowd
from adr_planner.traffic.expected import Expected, expected, heights_of
from adr_planner.traffic.passes import MARGIN
from adr_planner.traffic.screening import Injection, Screening
from adr_planner.traffic.stretch import Stretch, stretches
from adr_planner.traffic.sweep import Sweep, sweep
from adr_planner.traffic.track import COARSE, track_of
from adr_planner.traffic.whole_life import servicer_area
from adr_planner.trajectory.route import Map, map_of
from adr_planner.units import DAY, quiet_clock, si

__all__ = ["screen"]

RADIUS_KM = 20.0
_INJECTION_DAYS, _CREWED_DAYS = 5.0, 3.0
"""How long an injected orbit is to be clear of all objects, and of crewed ones (French technical regulation of 28 June
2024, art. 41-4) [day]."""


@quiet_clock()
def screen(
    plan: MissionPlan,
    catalog: Catalog | str | Path,
    *,
    within: u.Quantity = 7 * u.day,
    radius: u.Quantity = RADIUS_KM * u.km,
    size: u.Quantity | None = None,
    progress: Callable[[str], None] | None = None,
) -> Screening:
    """Screen the flown trajectory of a plan against everything catalogued.

    Parameters
    ----------
    plan : MissionPlan
        The plan: transfers, stays, disposals, and the way down of debris under kits.
    catalog : Catalog, str or Path
        All that is on orbit, with nodes and phases: a file of element sets (OMM or TLE), or a catalogue read from one.
    within : Quantity [time]
        Approaches are named so long before and after the epoch of the other's elements; beyond that phases mean
        nothing, and counts are given that are to be expected.
    radius : Quantity [length]
        How near counts.
    size : Quantity [length], optional
        Radius of the sphere around the servicer; from its drag area unless given.
    progress : callable, optional
        Told how far it is.

    Returns
    -------
    Screening
        Approaches with miss, relative speed, age of elements and maximum probability; expected counts by stretch.

    Raises
    ------
    InvalidInputError
        If what is given has no nodes and phases, as the bundled population.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> screening = adr.screen(plan, "gp.csv")  # doctest: +SKIP
    >>> adr.screen(None, adr.Catalog.example().population)
    Traceback (most recent call last):
    adr_planner.errors.InvalidInputError: catalog: a population has no nodes and no phases: ...
    """
    found = _catalogue(catalog)
    if isinstance(plan, Campaign) or not isinstance(plan, MissionPlan):
        raise InvalidInputError("plan: screen one plan, of a campaign campaign.plans[0] and so on.", parameter="plan")
    limit = si(within, "s", name="within", example="7 * u.day", positive=True)
    reach = si(radius, "m", name="radius", example="20 * u.km", positive=True)
    if reach > 200e3:
        raise InvalidInputError(f"radius is {reach / 1e3:g} km: at most 200 km can be screened.", parameter="radius")
    own = _radius_of(plan) if size is None else si(size, "m", name="size", example="2 * u.m", positive=True)
    chart = map_of(plan)
    start = (chart.environment.epoch.utc.jd1, chart.environment.epoch.utc.jd2)
    crowd = Crowd(found, start)
    flux = Flux.from_population(population_of(found, bundled_population(), found.source.name), avoidance=0.0)
    until = {leg.to_norad_cat_id: chart.seconds(leg.depart_utc) for leg in plan.legs}
    how = Sweep(reach, limit, start, until)
    approaches: list[Approach] = []
    counted: list[Expected] = []
    for stretch in stretches(plan, chart):
        if progress is not None:
            progress(f"screening {stretch.name}")
        met, counts = _screened(stretch, chart, crowd, flux, how, own)
        approaches += met
        counted.append(counts)
    return Screening(
        plan.plan_id, found.source.name, len(found), found.source.snapshot_utc, reach / 1e3, limit / DAY, own,
        tuple(approaches), tuple(counted), _injection(chart, approaches, crowd, limit), tuple(_stations(counted)),
    )  # fmt: skip


def _catalogue(given: Any) -> Catalog:
    if isinstance(given, Population):
        raise InvalidInputError(
            "catalog: a population has no nodes and no phases: give a file of element sets (OMM or TLE), as CelesTrak "
            "and Space-Track serve them, or a catalogue read from one.",
            parameter="catalog",
        )
    if isinstance(given, (str, Path)):
        return Catalog.from_file(given)
    if not isinstance(given, Catalog):
        raise InvalidInputError(
            f"catalog: {type(given).__name__} is no catalogue: give the name of a file of element sets, or "
            "adr.Catalog.from_file(...). What comes with the package has nodes for derelicts only.",
            parameter="catalog",
        )
    return given


def _radius_of(plan: MissionPlan) -> float:
    """Return the radius of the servicer from C_D A / m at its launch mass [m]."""
    return math.sqrt(servicer_area(plan, plan.servicer.initial_state.mass_kg) / math.pi)


def _screened(
    stretch: Stretch, chart: Map, crowd: Crowd, flux: Flux, how: Sweep, own_radius: float
) -> tuple[Sequence[Approach], Expected]:
    """Return the approaches of one stretch in order of time, and what is to be expected of it."""
    heights = heights_of(track_of(stretch.arcs, chart.environment, COARSE))
    low, high = (1e3 * edge for edge in heights.range_km)
    share = crowd.share(low, high, (stretch.start, stretch.stop), how.within)
    near = _near(stretch, crowd, low, high, how)
    met = sweep(track_of(stretch.arcs, chart.environment), near, how) if near else ()
    found = [item for one in met for item in approaches_of(stretch.name, one, chart.environment, own_radius)]
    found.sort(key=lambda item: (item.epoch_utc, item.norad_cat_id))
    misses = np.array([item.miss_m for item in found])
    return found, expected(stretch.name, heights, flux, misses, share, crowd.sharing(low, high))


def _near(stretch: Stretch, crowd: Crowd, low: float, high: float, how: Sweep) -> Sequence[SpaceObject]:
    """Return the objects that share some heights, and whose elements are of the date."""
    keep = crowd.between(low - how.radius - MARGIN, high + how.radius + MARGIN)
    keep &= (crowd.epochs + how.within > stretch.start) & (crowd.epochs - how.within < stretch.stop)
    return [crowd.objects[k] for k in np.flatnonzero(keep) if crowd.objects[k].norad_cat_id != stretch.who]


def _injection(chart: Map, approaches: Iterable[Approach], crowd: Crowd, within: float) -> Injection:
    """Return who comes near in the first days."""
    begin = chart.servicer[0].start.time
    span = (begin, begin + _INJECTION_DAYS * DAY)
    covered = crowd.share(
        chart.servicer[0].start.radius - 6478e3, chart.servicer[0].start.radius - 6278e3, span, within
    )
    first = [item for item in approaches if not item.stretch.endswith("down")]
    early = [item for item in first if chart.seconds(item.epoch_utc) - begin < _INJECTION_DAYS * DAY]
    crewed = [item for item in early if item.crewed and chart.seconds(item.epoch_utc) - begin < _CREWED_DAYS * DAY]
    nearest, crew = (min(some, key=lambda item: item.miss_m, default=None) for some in (early, crewed))
    return Injection(_INJECTION_DAYS, _CREWED_DAYS, covered > 0.99, nearest, crew)


def _stations(counted: Iterable[Expected]) -> Iterable[str]:
    """Say where heights of crewed stations are passed."""
    for name, (low, high) in STATION_HEIGHTS_KM.items():
        passing = [item.stretch for item in counted if item.lowest_km < high and item.highest_km > low]
        if passing:
            yield (
                f"the heights {name} keeps to ({low:g}-{high:g} km) are passed by: {', '.join(passing)}; screen these "
                "burns with its control centre"
            )

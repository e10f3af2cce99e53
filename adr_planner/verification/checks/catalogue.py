"""Targets and their source, against the catalogue they are said to be of."""

from __future__ import annotations

import math
from collections.abc import Iterator

from adr_planner.catalog import Catalog, SpaceObject
from adr_planner.errors import CatalogError
from adr_planner.plan import MissionPlan, PlannedTarget
from adr_planner.plan.sources import LeftOut
from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["catalogue", "catalogue_of"]

_SAME = 1e-9
"""Relative slack on figures, which stand in the document as they stand in the catalogue."""
_REGISTRY_SINCE = 5
"""Minor version of the schema since which targets say who registered them."""
_FACTS = ("object_id", "name", "object_type", "owner", "mass_kg", "mass_source", "area_m2")
_ELEMENTS = {
    "MEAN_MOTION": "mean_motion_rev_day", "ECCENTRICITY": "eccentricity", "INCLINATION": "inclination_deg",
    "RA_OF_ASC_NODE": "raan_deg", "ARG_OF_PERICENTER": "argp_deg", "MEAN_ANOMALY": "mean_anomaly_deg",
    "BSTAR": "bstar", "MEAN_MOTION_DOT": "mean_motion_dot", "MEAN_MOTION_DDOT": "mean_motion_ddot",
}  # fmt: skip


def catalogue_of(plan: MissionPlan, given: Catalog | None) -> Catalog | None:
    """Return the catalogue to hold a plan against: the one given, or the bundled one if the plan is made from it."""
    if given is not None:
        return given
    bundled, stated = Catalog.example(), plan.provenance.catalogue
    known = bundled.source
    return bundled if (stated.source, stated.sha256) == (known.name, known.sha256) else None


def catalogue(scene: Scene, known: Catalog | None) -> Iterator[Check]:
    """Hold source, identity, facts and elements of every target against a catalogue."""
    if known is None:
        return
    stated, source = scene.plan.provenance.catalogue, known.source
    yield Check.holds(
        "catalogue", "provenance.catalogue.sha256", "checksum of its text", stated.sha256 == source.sha256
    )
    for name in ("snapshot_utc", "licence"):
        same = getattr(stated, name) == getattr(source, name)
        yield Check.holds("catalogue", f"provenance.catalogue.{name}", "the catalogue's", same)
    # What a filter leaves is of the same source.
    fits = stated.n_objects <= source.n_objects
    yield Check("catalogue", "provenance.catalogue.n_objects", "no more than the catalogue has", stated.n_objects,
                source.n_objects, "objects", fits)  # fmt: skip
    for target in scene.plan.targets:
        where = scene.name(target.norad_cat_id)
        try:
            item = known.get(target.norad_cat_id)
        except CatalogError:
            yield Check.holds("catalogue", where, "is in the catalogue", passed=False)
            continue
        yield from _target(where, target, item)
        yield from _registry(where, target, item, scene.plan.schema_version)
    for left in scene.plan.provenance.left_out or ():
        where = f"left_out {left.norad_cat_id}"
        yield Check.holds("catalogue", where, f"is {left.name} in the catalogue", _name(known, left) == left.name)


def _name(known: Catalog, left: LeftOut) -> str | None:
    try:
        return known.get(left.norad_cat_id).name
    except CatalogError:
        return None


def _target(where: str, stated: PlannedTarget, item: SpaceObject) -> Iterator[Check]:
    facts = {name: (getattr(stated, name), getattr(item, name)) for name in _FACTS}
    facts["mass_min_kg"] = (stated.mass_min_kg, item.mass_min_kg or item.mass_kg)
    facts["mass_max_kg"] = (stated.mass_max_kg, item.mass_max_kg or item.mass_kg)
    facts["EPOCH"] = (stated.omm.EPOCH.removesuffix("Z"), item.elements.epoch_utc.removesuffix("Z"))
    for name, key in _ELEMENTS.items():
        facts[name] = (getattr(stated.omm, name), getattr(item.elements, key))
    for name, (said, known) in facts.items():
        yield Check.holds("catalogue", f"{where}: {name}", f"says {said}, the catalogue {known}", _same(said, known))


def _registry(where: str, stated: PlannedTarget, item: SpaceObject, version: str) -> Iterator[Check]:
    """Hold state and document of registry against the catalogue, where the document could say them."""
    if int(version.split(".")[1]) < _REGISTRY_SINCE:
        return
    for name in ("registered_by", "registry"):
        said, known = getattr(stated, name) or "", getattr(item, name)
        yield Check.holds("catalogue", f"{where}: {name}", f"says {said}, the catalogue {known}", said == known)


def _same(said: object, known: object) -> bool:
    if isinstance(said, float) and isinstance(known, float):
        return math.isclose(said, known, rel_tol=_SAME, abs_tol=0.0)
    return said == known

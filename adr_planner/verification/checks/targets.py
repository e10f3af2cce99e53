"""What a plan says of its targets, as far as it can contradict itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from adr_planner.verification.report import Check
from adr_planner.verification.scene import Scene

__all__ = ["targets"]

_SHA256 = re.compile(r"([0-9a-f]{64})?\Z")
_BY_HAND = "given by the user"
"""Method of a list of candidates that no ranking made: its ranks and scores follow no rule."""
_NEWER = 1.0
"""Slack on the epoch of the newest elements [s]."""


def targets(scene: Scene) -> Iterator[Check]:
    """Check masses against their ranges, ranks and scores against each other, elements against their catalogue."""
    plan = scene.plan
    source = plan.provenance.catalogue
    yield Check.holds("target", "provenance.catalogue", "sha256 is one", bool(_SHA256.match(source.sha256)))
    newest = scene.seconds(source.snapshot_utc)
    for item in plan.targets:
        where = scene.name(item.norad_cat_id)
        inside = 0.0 < item.mass_min_kg <= item.mass_kg <= item.mass_max_kg
        yield Check.holds(
            "target", where,
            f"mass of {item.mass_kg:g} kg in its own range of {item.mass_min_kg:g} to {item.mass_max_kg:g}", inside,
        )  # fmt: skip
        late = scene.seconds(f"{item.omm.EPOCH.removesuffix('Z')}Z") - newest
        yield Check.at_most("target", where, "elements no newer than their catalogue", late, _NEWER, "s")
        listed = 1 <= item.risk.rank <= source.n_objects or plan.provenance.risk.method == _BY_HAND
        yield Check.holds("target", where, f"rank {item.risk.rank} of a catalogue of {source.n_objects}", listed)
    if plan.provenance.risk.method != _BY_HAND:
        yield from _ranks(scene)


def _ranks(scene: Scene) -> Iterator[Check]:
    """Check that no two targets share a rank, and that a better rank has no lower score."""
    ranked = sorted(scene.plan.targets, key=lambda item: item.risk.rank)
    for better, worse in pairwise(ranked):
        right = better.risk.rank < worse.risk.rank and better.risk.score >= worse.risk.score
        statement = f"ranks below {scene.name(better.norad_cat_id)} with no higher score"
        yield Check.holds("target", scene.name(worse.norad_cat_id), statement, right)

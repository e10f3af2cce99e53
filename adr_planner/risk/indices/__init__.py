"""Criticality indices: one small function each, with its source.

Each turns what is known of an object into one number, the larger the worse. They measure different things and
need not agree; `consensus` merges their rankings.
"""

from adr_planner.risk.indices.cnr import pardini_anselmo
from adr_planner.risk.indices.collision import catastrophic_probability, expected_mass
from adr_planner.risk.indices.csi import criticality_of_spacecraft, life_factor, life_years
from adr_planner.risk.indices.debris_index import space_debris_index
from adr_planner.risk.indices.ecob import cloud_exposure, ecob
from adr_planner.risk.indices.index import (
    CATASTROPHIC_PROBABILITY,
    CSI,
    ECOB,
    EXPECTED_FRAGMENTS,
    EXPECTED_MASS,
    INDICES,
    MASSIVE_PAIRS,
    PARDINI_ANSELMO,
    SPACE_DEBRIS_INDEX,
    VOTERS,
    Index,
)
from adr_planner.risk.indices.massive_pairs import massive_pairs

__all__ = [
    "CATASTROPHIC_PROBABILITY",
    "CSI",
    "ECOB",
    "EXPECTED_FRAGMENTS",
    "EXPECTED_MASS",
    "INDICES",
    "MASSIVE_PAIRS",
    "PARDINI_ANSELMO",
    "SPACE_DEBRIS_INDEX",
    "VOTERS",
    "Index",
    "catastrophic_probability",
    "cloud_exposure",
    "criticality_of_spacecraft",
    "ecob",
    "expected_mass",
    "life_factor",
    "life_years",
    "massive_pairs",
    "pardini_anselmo",
    "space_debris_index",
]

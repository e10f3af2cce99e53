"""What the indices are called, what they mean and where they were published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from adr_planner.risk.collisions.flux import Targets

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
]

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Index:
    """Name an index, one of the package's or a user's own.

    Parameters
    ----------
    key : str
        Short name, as weights use it.
    name : str
        Key in ``RankedObject.indices``, with its unit.
    title : str
        Short heading.
    unit : str
        Unit, ``""`` if none.
    meaning : str
        What it says, in one line.
    source : str
        Where it was published.
    of : callable, optional
        Of an index of the user's own: takes the `Targets` (arrays: ``sma`` [m], ``ecc``, ``inc_deg``, ``mass`` [kg],
        ``radius`` [m], ``norad_cat_id``) and returns one value each, the larger the worse.

    Examples
    --------
    >>> size = Index("size", "size_m2", "size", "m2", "cross-section", "own", of=lambda t: 3.1416 * t.radius**2)
    >>> from adr_planner import Catalog, rank
    >>> rank(Catalog.example(), indices=[size], weights={"size": 1.0}, draws=0)[0].object.name
    'ENVISAT'
    """

    key: str
    name: str
    title: str
    unit: str
    meaning: str
    source: str
    of: Callable[[Targets], Array] | None = None


CATASTROPHIC_PROBABILITY = Index(
    "probability",
    "catastrophic_probability_per_yr",
    "P(catastrophic)",
    "per year",
    "chance within a year of a collision that destroys it",
    "Kessler 1981; threshold 40 J/g: Johnson et al. 2001",
)
EXPECTED_MASS = Index(
    "mass",
    "expected_mass_kg_per_yr",
    "P x mass",
    "kg per year",
    "mass expected to turn into fragments within a year",
    "Liou, Johnson & Hill 2010; Liou 2011",
)
EXPECTED_FRAGMENTS = Index(
    "fragments",
    "expected_fragments_per_yr",
    "fragments",
    "per year",
    "fragments above 10 cm expected within a year, its partner's counted too",
    "Kawamoto et al. 2019; breakup model: Johnson et al. 2001",
)
CSI = Index(
    "csi",
    "csi",
    "CSI",
    "",
    "criticality of spacecraft index: mass, crowding, lifetime and inclination",
    "Rossi, Valsecchi & Alessi 2015; fractional: Bombardelli et al. 2017",
)
PARDINI_ANSELMO = Index(
    "pardini-anselmo",
    "pardini_anselmo",
    "R_N",
    "",
    "destroying flux, lifetime and fragments, against the average intact object at 800 km",
    "Anselmo & Pardini 2016; Pardini & Anselmo 2018",
)
ECOB = Index(
    "ecob",
    "ecob_hits_per_yr",
    "ECOB-like",
    "per year",
    "hits on operational satellites its fragments above 1 cm would score, times the chance they come to be",
    "after Letizia, Colombo, Lewis & Krag 2016, 2018",
)
MASSIVE_PAIRS = Index(
    "massive-pairs",
    "massive_pairs_kg",
    "massive pairs",
    "kg",
    "mass of collisions with other massive derelicts over the time it stays, at most 1,000 years",
    "after McKnight et al. 2021",
)
SPACE_DEBRIS_INDEX = Index(
    "sdi",
    "space_debris_index",
    "SDI",
    "kg",
    "flux x time x area x mass of the life-cycle indicator",
    "after Maury et al. 2017, 2019",
)

VOTERS = (EXPECTED_MASS, EXPECTED_FRAGMENTS, CSI, PARDINI_ANSELMO, ECOB, MASSIVE_PAIRS, SPACE_DEBRIS_INDEX)
"""The indices the default consensus counts: each a published way to rank, one vote each."""

INDICES = (CATASTROPHIC_PROBABILITY, *VOTERS)
"""All indices. The bare probability has no vote: it says nothing of the consequences, and is part of four voters."""

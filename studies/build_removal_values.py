"""Build ``adr_planner/data/removal_values_20241031.npz``: what removing each bundled derelict is worth.

Over a century from the bundled population, with the settings that `adr_planner.removal_values` has by default; some
minutes. To be built anew whenever the population or the projection changes: `tests/projection/value/test_kept.py` says.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

import adr_planner as adr
from adr_planner.planner.writing.benefit import HORIZONS
from adr_planner.projection.outlook import CENTURY
from adr_planner.projection.together import long_outlook
from adr_planner.projection.value import kept


def main() -> None:
    """Compute the values and write the file."""
    path = Path(adr.__file__).parent / "data" / kept.KEPT
    path.unlink(missing_ok=True)
    catalog = adr.Catalog.example()
    values = adr.removal_values(catalog)
    digest = kept.digest_of(catalog.population, CENTURY)
    long = long_outlook(HORIZONS[-1])
    course = kept.figure_arrays(long.baseline(catalog.population), kept.digest_of(catalog.population, long))
    np.savez_compressed(path, **kept.kept_arrays(values, digest), **course)
    print(f"{len(values.norad_cat_ids):,} objects, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()

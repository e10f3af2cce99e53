"""Build the coarse map of land that ships with the package: which cells of one degree hold any of it.

    npm pack world-atlas && tar xzf world-atlas-*.tgz && python studies/build_land.py package/land-110m.json

Natural Earth's land at 1:110 million (public domain), as the npm package world-atlas (ISC) has it in TopoJSON. A cell
is land if its middle is, or if a coast passes through it: small islands count, and sea is sea as far as that map goes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).resolve().parents[1] / "adr_planner" / "data" / "land_1deg.txt"
_STEPS = 200
"""Looks along each piece of coast."""


def rings(topology: dict[str, object]) -> list[NDArray[np.float64]]:
    """Return closed rings of longitude and latitude [deg]."""
    content = json.loads(json.dumps(topology))
    scale, shift = np.array(content["transform"]["scale"]), np.array(content["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in content["arcs"]]
    found = []
    for geometry in content["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                parts = [arcs[k] if k >= 0 else arcs[~k][::-1] for k in ring]
                found.append(closed(np.vstack([parts[0], *(part[1:] for part in parts[1:])])))
    return found


def closed(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a ring without jumps at 180 deg; one around the pole is led to it along both edges of the map."""
    x, y = np.unwrap(ring[:, 0], period=360.0), ring[:, 1]
    if abs(x[-1] - x[0]) < 180.0:
        return np.column_stack([x, y])
    edge = np.sign(y.mean()) * 90.0
    return np.vstack([np.column_stack([x, y]), [[x[-1], edge], [x[0], edge], [x[0], y[0]]]])


def cells(coasts: list[NDArray[np.float64]]) -> NDArray[np.bool_]:
    """Return which cells hold land, shape (180, 360): from 90 deg south and 180 deg west on."""
    land = np.zeros((180, 360), dtype=bool)
    middles = np.arange(-179.5, 180.0)
    for row in range(180):
        latitude = row - 89.5
        inside = np.zeros(360, dtype=int)
        for ring in coasts:
            x, y = ring.T
            crossing = (y[:-1] > latitude) != (y[1:] > latitude)
            where = x[:-1] + (latitude - y[:-1]) / np.where(crossing, y[1:] - y[:-1], 1.0) * (x[1:] - x[:-1])
            # A ring without jumps may lie beyond the edge of the map: it is looked at on either side too.
            for turn in (-360.0, 0.0, 360.0):
                inside += np.sum(where[crossing][:, None] + turn > middles, axis=0)
        land[row] = inside % 2 == 1
    for ring in coasts:
        share = np.linspace(0.0, 1.0, _STEPS)[:, None, None]
        along = (ring[:-1] + share * (ring[1:] - ring[:-1])).reshape(-1, 2)
        along[:, 0] = (along[:, 0] + 180.0) % 360.0 - 180.0
        rows = np.clip(np.floor(along[:, 1]).astype(int) + 90, 0, 179)
        columns = np.clip(np.floor(along[:, 0]).astype(int) + 180, 0, 359)
        land[rows, columns] = True
    return land


def main(source: Path) -> None:
    """Write the map: one line of 90 hexadecimal digits a degree of latitude."""
    land = cells(rings(json.loads(source.read_text(encoding="utf-8"))))
    lines = ["".join(f"{byte:02x}" for byte in np.packbits(row)) for row in land]
    OUT.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{land.mean():.1%} of the cells hold land; {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

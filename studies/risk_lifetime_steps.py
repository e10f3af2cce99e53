"""How coarse may the decay be stepped? Error of the lifetime against very fine steps, by step and node count.

Run ``python studies/risk_lifetime_steps.py``. Chosen: half a scale height, a tenth of the height difference,
24 nodes.
"""

from __future__ import annotations

import numpy as np

from adr_planner.core.atmosphere.decay import quadrature
from adr_planner.risk.collisions import lifetime

PERIGEE_KM = np.array([300, 400, 500, 600, 700, 800, 1000, 1500, 600, 600, 600, 200, 250, 400, 180, 1000.0])
APOGEE_KM = np.array([300, 400, 500, 600, 700, 800, 1000, 1500, 740, 2150, 4090, 36000, 20000, 2000, 36000, 1400.0])


def lifetimes(nodes: int, scale_heights: float, eccentric: float) -> np.ndarray:
    """Return the lifetimes with the given resolution."""
    lifetime._RULE = quadrature(nodes)
    lifetime.SCALE_HEIGHTS_PER_STEP, lifetime.ECCENTRIC_STEP = scale_heights, eccentric
    return lifetime.decay_time(PERIGEE_KM * 1e3, APOGEE_KM * 1e3, 1.0)


def main() -> None:
    """Print the largest relative error for each choice."""
    fine = lifetimes(96, 0.05, 0.01)
    print("nodes  scale heights  share of height difference  largest error")
    for nodes in (12, 16, 24):
        for scale_heights in (0.25, 0.5, 1.0):
            for eccentric in (0.05, 0.1, 0.2):
                error = np.abs(lifetimes(nodes, scale_heights, eccentric) / fine - 1.0).max()
                print(f"{nodes:5d} {scale_heights:14.2f} {eccentric:27.2f} {error:14.1e}")


if __name__ == "__main__":
    main()

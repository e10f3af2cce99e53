"""How near is the closed form of a group's cost to the least sum of burns? 400 random groups of burns.

Run: ``python studies/estimate_groups.py``. The figures stand in docs/theory/transfer.md.
"""

from __future__ import annotations

import numpy as np

from adr_planner.transfer.impulsive.groups import group_square

LATITUDES = np.arange(64) * 2.0 * np.pi / 64
ROUNDS = 300


def least_sum(speed: float, plane: float, along: float, across: float) -> float:
    """Return the least sum of burns over the latitudes, by reweighted least squares."""
    cosine, sine = np.cos(LATITUDES), np.sin(LATITUDES)
    effect = np.zeros((5, LATITUDES.size, 3))
    effect[0, :, 1] = 1.0
    effect[1, :, 0], effect[1, :, 1] = 0.5 * sine, cosine
    effect[2, :, 0], effect[2, :, 1] = -0.5 * cosine, sine
    effect[3, :, 2], effect[4, :, 2] = cosine, sine
    matrix, wanted = effect.reshape(5, -1), np.array([speed, along, across, plane, 0.0])
    sizes = np.ones(LATITUDES.size)
    for _ in range(ROUNDS):
        weighted = matrix * np.repeat(sizes, 3)
        burns = (weighted.T @ np.linalg.lstsq(weighted @ matrix.T, wanted, rcond=1e-13)[0]).reshape(-1, 3)
        sizes = np.linalg.norm(burns, axis=1) + 1e-9
    return float(sizes.sum())


def main() -> None:
    rng = np.random.default_rng(0)
    closed, quadrature = [], []
    for _ in range(400):
        speed, plane, ecc = np.abs(rng.normal(size=3))
        ecc *= rng.choice([0.3, 1.0])
        angle = rng.uniform(0.0, np.pi / 2.0)
        along, across = ecc * np.cos(angle), ecc * np.sin(angle)
        least = least_sum(speed, plane, along, across)
        closed.append(np.sqrt(group_square(0.0, speed, plane, along, across)) / least - 1.0)
        quadrature.append(np.sqrt(speed**2 + plane**2 + ecc**2) / least - 1.0)
    for name, error in (("all in quadrature", np.array(quadrature)), ("three patterns", np.array(closed))):
        low, middle, high = np.percentile(error, [5, 50, 95])
        print(f"{name}: mean error {np.abs(error).mean():.1%}; 5, 50, 95 %: {low:+.1%} {middle:+.1%} {high:+.1%}; "
              f"worst {error.min():+.1%} {error.max():+.1%}")  # fmt: skip


if __name__ == "__main__":
    main()

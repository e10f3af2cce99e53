"""Draw the README's picture: the example mission's nodes above its timeline.

Run: ``python studies/draw_readme.py``.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt

import adr_planner as adr


def main() -> None:
    example = adr.example_mission()
    ranking = adr.rank(adr.Catalog.example())
    plan = adr.plan_mission(ranking, example.servicer, example.mission, candidates=example.candidates)
    figure, (above, below) = plt.subplots(
        2, 1, figsize=(8.5, 6.4), height_ratios=(3, 2), layout="constrained", sharex=True
    )
    adr.plots.raan(plan, ax=above)
    above.set_xlabel("")
    adr.plots.timeline(plan, ax=below)
    folder = Path(__file__).resolve().parents[1] / "docs" / "images"
    folder.mkdir(exist_ok=True)
    figure.savefig(folder / "plan.png", dpi=110)


if __name__ == "__main__":
    main()

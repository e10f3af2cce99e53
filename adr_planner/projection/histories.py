"""`project_histories`: how far single histories scatter about what a projection expects.

A projection tells what is expected; one history of the same years differs from another by the root of the collisions
in it, some three in a century, where a mission avoids a tenth of one. So histories show the *spread* and never the
benefit. The same draws serve with and without removals (common random numbers): a collision happens in both, or not in
the second because one of the two is gone.

Collisions are drawn from the rates of the mean field. That a history with more early collisions has more later ones is
left out: an eighth of the collisions of a century involve new fragments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from adr_planner.border.plain import whole
from adr_planner.projection.assumptions import Assumptions
from adr_planner.projection.dwelling import SHELLS
from adr_planner.projection.events import FRAGMENT, Event, events_of_step
from adr_planner.projection.figures import rounded_signed
from adr_planner.projection.fragments import SPACECRAFT, STAGE
from adr_planner.projection.outlook import Outlook, population_of, start_of
from adr_planner.projection.project import project
from adr_planner.projection.projection import Projection
from adr_planner.projection.removals import leaves_of
from adr_planner.projection.setting import Scene
from adr_planner.projection.step import at_start, take
from adr_planner.records import Shown
from adr_planner.risk.collisions.breakup import fragments_of_breakup
from adr_planner.units import YEAR

if TYPE_CHECKING:
    import pandas as pd

    from adr_planner.catalog import Catalog, Population

__all__ = ["Histories", "project_histories"]

Array = NDArray[np.float64]

_FIGURES = ("n_catastrophic_collisions", "n_fragments_made", "debris_years")


@dataclass(frozen=True, slots=True, eq=False)
class Histories(Shown):
    """Single histories of the years a projection expects.

    Parameters
    ----------
    expected : Projection
        What they scatter about: the benefit stands there.
    seed : int
        Of the draws.
    without, removed : dict of ndarray, shape (n,)
        Collisions, fragments above 10 cm they make and their debris-years [yr] of each history, without and with the
        removals.

    Examples
    --------
    >>> from adr_planner import Catalog, project_histories
    >>> project_histories(Catalog.example(), years=0, n=3).without["n_catastrophic_collisions"].tolist()
    [0.0, 0.0, 0.0]
    """

    expected: Projection
    seed: int
    without: dict[str, Array]
    removed: dict[str, Array]

    def __len__(self) -> int:
        return int(self.without[_FIGURES[0]].size)

    def band(self, figure: str = "n_catastrophic_collisions") -> tuple[float, float, float]:
        """Return the 5th, 50th and 95th percentile of a figure over the histories, nothing removed.

        Parameters
        ----------
        figure : {"n_catastrophic_collisions", "n_fragments_made", "debris_years"}
            Which.

        Returns
        -------
        low, middle, high : float
            In the unit of the figure.
        """
        low, middle, high = np.percentile(self.without[figure], [5.0, 50.0, 95.0])
        return float(low), float(middle), float(high)

    @property
    def share_spared(self) -> float:
        """Share of the histories in which the removals spare at least one catastrophic collision."""
        return float(np.mean(self.without[_FIGURES[0]] > self.removed[_FIGURES[0]]))

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a history.

        Returns
        -------
        pandas.DataFrame
            Each figure without and with removals.
        """
        import pandas as pd

        table = dict(self.without)
        if self.expected.removals:
            table |= {f"{name}_with_removals": values for name, values in self.removed.items()}
        return pd.DataFrame(table)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON-able values.

        Returns
        -------
        dict
            The expected projection, seed, bands and all histories.
        """
        return {
            "n_histories": len(self),
            "seed": self.seed,
            "percentiles_5_50_95": {name: list(self.band(name)) for name in _FIGURES},
            "share_spared": self.share_spared,
            "histories": self.to_pandas().to_dict("list"),
            "expected": self.expected.to_dict(),
        }

    def summary(self) -> str:
        """Return the spread as text.

        Returns
        -------
        str
            A line for each figure, and in how many histories the removals spare a collision.
        """
        words = {
            "n_catastrophic_collisions": "catastrophic collisions",
            "n_fragments_made": "fragments above 10 cm",
            "debris_years": "debris-years",
        }
        begun = self.expected.start_utc[:10]
        lines = [f"{len(self):,} histories of {self.expected.years:g} years from {begun}, seed {self.seed}:"]
        for name in _FIGURES:
            low, middle, high = (rounded_signed(value) for value in self.band(name))
            lines.append(f"  {words[name]}: nine in ten between {low} and {high}, half above {middle}")
        if self.expected.removals:
            lines.append(
                f"  In {self.share_spared:.1%} of them the {len(self.expected.removals)} removals spare a catastrophic "
                "collision. What they are worth is the expected value: single histories differ by far more."
            )
        return "\n".join(lines)

    def __repr__(self) -> str:
        low, _, high = self.band()
        what = f"{len(self):,} of {self.expected.years:g} years"
        return f"<Histories: {what}, {low:.0f} to {high:.0f} catastrophic collisions>"

    def __str__(self) -> str:
        return self.summary()


def project_histories(
    catalog: Catalog | Population,
    removals: Any = None,
    years: float = 100.0,
    *,
    n: int = 200,
    seed: int = 0,
    **assumed: Any,
) -> Histories:
    """Draw single histories of the years to come, with and without removals by the same draws.

    Parameters
    ----------
    catalog, removals, years
        As in `adr_planner.project`.
    n : int
        How many histories.
    seed : int
        Of the draws.
    **assumed
        Its other parameters.

    Returns
    -------
    Histories
        The spread about the projection, which it holds too.

    Raises
    ------
    InvalidInputError
        As `adr_planner.project`.

    Examples
    --------
    >>> from adr_planner import Catalog
    >>> len(project_histories(Catalog.example(), years=0, n=5))
    5
    """
    n = whole(n, name="n", wanted="at least 1")
    rng = np.random.default_rng(whole(seed, name="seed", minimum=0))
    expected = project(catalog, removals, years, **assumed)
    start, _ = assumed.pop("start", None), assumed.pop("per_year", None)
    outlook = Outlook.checked(Assumptions(years=years, **assumed), catalog, start_of(catalog, start))
    scene = outlook.scene(population_of(catalog, verb="project_histories"))
    leaves = leaves_of(expected.removals, scene.population)
    tally, kept = _Tally(scene, leaves, n), _fragments_kept(expected)
    state, worth = at_start(scene), _worth_of_births(scene)
    for number in range(scene.n_steps):
        place = scene.places(number)
        step, state = take(scene, number, place, np.full(leaves.size, np.inf), state)
        for event in events_of_step(scene, place, step, n, rng):
            tally.add(event, number, worth[number], float(kept[number]))
    return Histories(expected, seed, tally.without, tally.removed)


class _Tally:
    """Sums of what was drawn, by history."""

    def __init__(self, scene: Scene, leaves: Array, n: int) -> None:
        self.scene, self.leaves = scene, leaves
        self.without, self.removed = ({name: np.zeros(n) for name in _FIGURES} for _ in range(2))

    def add(self, event: Event, number: int, worth: Array, kept: float) -> None:
        """Count a collision: in one world, or in both."""
        scene, mass = self.scene, self.scene.population.mass_kg
        both = float(mass[event.first]) + event.second_mass
        made = float(fragments_of_breakup(both))
        share = float(mass[event.first]) / both
        parents = scene.bodies.parent[event.first], SPACECRAFT
        if event.second != FRAGMENT:
            parents = parents[0], scene.bodies.parent[event.second]
        lasts = share * worth[parents[0], event.shell] + (1.0 - share) * worth[parents[1], event.shell]
        figures = (1.0, made, made * float(lasts))
        when = (number + event.share) * scene.step
        met = event.luck < kept if event.second == FRAGMENT else when < self.leaves[event.second]
        for table, happens in ((self.without, True), (self.removed, bool(met) and when < self.leaves[event.first])):
            for name, value in zip(_FIGURES, figures, strict=True):
                table[name][event.history] += value if happens else 0.0


def _fragments_kept(expected: Projection) -> Array:
    """Return for each step which share of the new fragments there still is with the removals."""
    up = [0.5 * (one.n_fragments_up[1:] + one.n_fragments_up[:-1]) for one in (expected.without, expected.removed)]
    return np.asarray(np.where(up[0] > 0.0, up[1] / np.where(up[0] > 0.0, up[0], 1.0), 1.0))


def _worth_of_births(scene: Scene) -> list[Array]:
    """Return how many years a fragment of each parent spends in orbit that is born in each step and shell, (2, 180)."""
    cloud, length = scene.cloud, scene.step / YEAR
    flies, sinks = (np.ascontiguousarray(one.swapaxes(1, 2)) for one in (cloud.flies, cloud.sinks))
    left, found = np.zeros((len(cloud.ratio_of), SHELLS, 1)), []
    for _ in range(scene.n_steps):
        kept = cloud.moved(sinks, left)
        born = cloud.moved(flies, kept + length * cloud.comes)[:, :, 0]
        shares = cloud.classes.shares[:, :, None]
        found.append(np.array([(shares[one] * born).sum(axis=0) for one in (SPACECRAFT, STAGE)]))
        left = cloud.moved(sinks, kept) + length * cloud.stays
    return found[::-1]

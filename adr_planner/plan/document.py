"""The mission plan: one versioned document with everything needed to re-fly it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from adr_planner.plan.base import front_door
from adr_planner.plan.content import PlanContent
from adr_planner.plan.io.limits import first_excess
from adr_planner.plan.io.sums import first_disagreement
from adr_planner.plan.stored import DocumentKind, Fault
from adr_planner.plan.views.comparison import PlanDiff, plan_diff
from adr_planner.plan.views.html import plan_html
from adr_planner.plan.views.summary import plan_summary
from adr_planner.plan.views.tables import TableName, frame_of, qtable_of

if TYPE_CHECKING:
    import pandas as pd
    from astropy.table import QTable

__all__ = ["SCHEMA_VERSION", "MissionPlan"]

SCHEMA_VERSION = "1.5.0"


class MissionPlan(PlanContent):
    """A mission plan.

    Read one with `MissionPlan.from_json`; `adr_planner.plan_mission` writes them. Units are in the names,
    states and impulses are in GCRF, epochs in UTC.

    Examples
    --------
    >>> plan = MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> plan.gap  # doctest: +SKIP
    0.0
    """

    kind: ClassVar[DocumentKind] = DocumentKind(
        "adr_mission_plan", SCHEMA_VERSION, "mission plan", "mission-plan", "Active debris removal mission plan"
    )

    def _disagreement(self) -> Fault | None:
        return first_disagreement(self)

    def _excess(self) -> Fault | None:
        return first_excess(self)

    def summary(self) -> str:
        """Return tour and budget as text.

        Returns
        -------
        str
            A table of lines, one a leg, then the budget.
        """
        return plan_summary(self)

    def to_pandas(self, table: TableName = "legs") -> pd.DataFrame:
        """Return a table of the plan, units in the column names.

        Parameters
        ----------
        table : {"legs", "targets", "burns", "arcs", "budget", "disposals", "verification"}
            One row a leg, target, burn, thrust arc, budget line, disposal, or kind of check.

        Returns
        -------
        pandas.DataFrame
            Dates in UTC, delta-v [m/s], node gaps [deg], masses [kg].
        """
        return frame_of(self, table)

    def to_qtable(self, table: TableName = "legs") -> QTable:
        """Return a table of the plan as astropy has it.

        Parameters
        ----------
        table : str
            As `to_pandas` takes it.

        Returns
        -------
        astropy.table.QTable
            Quantities with their units, epochs as Time; what is not known is NaN.
        """
        return qtable_of(self, table)

    def diff(self, other: MissionPlan) -> PlanDiff:
        """Compare with another plan: targets, dates, delta-v, sums, and what was asked for.

        Parameters
        ----------
        other : MissionPlan
            What this plan is held against; it is the "after".

        Returns
        -------
        PlanDiff
            Only what differs; ``len()`` of it is 0 for equal plans.
        """
        return plan_diff(self, other)

    def ephemeris(self, **options: Any) -> Any:
        """Sample the trajectory: this is `adr_planner.ephemeris`.

        Parameters
        ----------
        **options
            ``step``, ``per_orbit`` and ``who``.

        Returns
        -------
        Ephemeris
            GCRF, UTC.
        """
        return front_door("ephemeris")(self, **options)

    def state(self, time: Any, **options: Any) -> Any:
        """Say where the servicer or a target is: this is `adr_planner.state`.

        Parameters
        ----------
        time : Time
            One or many.
        **options
            ``who``.

        Returns
        -------
        CartesianRepresentation
            GCRF [km], [km/s].
        """
        return front_door("state")(self, time, **options)

    def orbit(self, time: Any, **options: Any) -> Any:
        """Say on which osculating orbit the servicer or a target is: this is `adr_planner.orbit`.

        Parameters
        ----------
        time : Time
            When.
        **options
            ``who``.

        Returns
        -------
        boinor.twobody.Orbit
            About the Earth.
        """
        return front_door("orbit")(self, time, **options)

    def export(self, path: str | Path, to: str | None = None, **options: Any) -> None:
        """Write the plan for another program: this is `adr_planner.export`.

        Parameters
        ----------
        path : str or Path
            The file.
        to : str, optional
            Format; by the end of the name unless given.
        **options
            ``who``, ``frame``, ``step`` and ``per_orbit``.
        """
        front_door("export")(self, path, to, **options)

    def __repr__(self) -> str:
        names = ", ".join(str(leg.to_norad_cat_id) for leg in self.legs)
        return (
            f"<MissionPlan {self.plan_id}: {len(self.legs)} targets ({names}), "
            f"{self.totals.delta_v_m_s:.0f} m/s, {self.totals.duration_days:.0f} days, gap {self.gap:.1%}>"
        )

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        return plan_html(self)

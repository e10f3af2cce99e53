"""A trade in hand: choices between delta-v, time and value removed, each of which expands into a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from astropy import units as u

from adr_planner.notebook import html_panel, html_table
from adr_planner.plan import MissionPlan
from adr_planner.planner.planning import plan_mission
from adr_planner.progress import Progress
from adr_planner.records import Shown
from adr_planner.risk import RankedObject, Ranking
from adr_planner.spec.effort import EngineName
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.servicer import Servicer

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Trade", "TradePoint"]


@dataclass(frozen=True, slots=True)
class TradePoint(Shown):
    """One choice: no other removes as much value for as little delta-v in as little time.

    Parameters
    ----------
    norad_cat_ids : tuple of int
        Targets in the order of the visits.
    delta_v_m_s : float
        Servicer's delta-v by estimated costs, allowances and margins included, and its own end [m/s].
    duration_days : float
        From the start of the window to the end of the last stay [days].
    value : float
        Value removed, in the unit of the trade.
    risk_kg_per_yr : float
        Risk removed [kg/yr].
    """

    norad_cat_ids: tuple[int, ...]
    delta_v_m_s: float
    duration_days: float
    value: float
    risk_kg_per_yr: float

    def row(self) -> dict[str, Any]:
        """Return the point as a flat row."""
        return {
            "targets": len(self.norad_cat_ids),
            "delta_v_m_s": self.delta_v_m_s,
            "duration_days": self.duration_days,
            "value": self.value,
            "risk_kg_per_yr": self.risk_kg_per_yr,
            "norad_cat_ids": list(self.norad_cat_ids),
        }


@dataclass(frozen=True, slots=True)
class Trade(Sequence[TradePoint]):
    """The choices between delta-v, time and value removed, by rising delta-v.

    Every tour on the grid, at estimated costs, is matched by a point that removes at least its value (less
    `value_error`), costs at most `delta_v_error_m_s` more and ends at most `duration_error_days` later.

    Parameters
    ----------
    points : tuple of TradePoint
        The choices.
    delta_v_error_m_s, duration_error_days, value_error : float
        How far a tour may be from its nearest point; 0 when exact.
    ranking, servicer, mission
        What was asked, for `plan`.
    value_unit, value_words : str
        Unit of the value, and what it is.
    stop_reason : str or None
        Why the search ended before every end of the window was looked at; None if they were.

    See Also
    --------
    trade : makes one, with an example.
    """

    points: tuple[TradePoint, ...]
    delta_v_error_m_s: float
    duration_error_days: float
    value_error: float
    ranking: Sequence[RankedObject]
    servicer: Servicer
    mission: MissionSpec
    value_unit: str = "1"
    value_words: str = ""
    stop_reason: str | None = None

    def __len__(self) -> int:
        return len(self.points)

    def __getitem__(self, place: Any) -> Any:
        return self.points[place]

    @property
    def knee(self) -> TradePoint:
        """The point nearest to having the least delta-v, the least time and the most value at once.

        Each of the three counts from 0 (best of all points) to 1 (worst); the distance is Euclidean.
        """
        table = np.array([(p.delta_v_m_s, p.duration_days, -p.value) for p in self.points])
        span = np.ptp(table, axis=0)
        scaled = (table - table.min(axis=0)) / np.where(span > 0.0, span, 1.0)
        return self.points[int(np.argmin((scaled**2).sum(axis=1)))]

    def plan(
        self,
        point: TradePoint | None = None,
        *,
        gap: float | None = None,
        work_limit: int | None = None,
        time_limit: u.Quantity | None = None,
        engine: EngineName = "auto",
        progress: Progress = None,
    ) -> MissionPlan:
        """Expand a point into a full plan: its targets, within its time, for the least delta-v.

        Parameters
        ----------
        point : TradePoint, optional
            One of `points`; by default the knee.
        gap, work_limit, time_limit, engine
            Effort of its search, as in `plan_mission`.
        progress : callable or bool, optional
            As `plan_mission` takes it.

        Returns
        -------
        MissionPlan
            Flown and verified; ``.totals`` tell what the flight makes of the point's estimates.

        Raises
        ------
        InvalidInputError
            If the point is none of these.
        InfeasibleMissionError
            If its targets cannot be flown to within its limits.
        """
        point = point or self.knee
        chosen = [k for k, entry in enumerate(self.ranking) if entry.object.norad_cat_id in point.norad_cat_ids]
        entries = tuple(self.ranking[k] for k in chosen)
        among = replace(self.ranking, entries=entries) if isinstance(self.ranking, Ranking) else entries
        mission = replace(
            self.mission, targets=len(chosen), objective="delta_v", weights=None, must_visit=(), one_of=(),
            order=tuple(pair for pair in self.mission.order if set(pair) <= set(point.norad_cat_ids)),
            dates=tuple(item for item in self.mission.dates if item.norad_cat_id in point.norad_cat_ids),
            duration=point.duration_days * u.day,
        )  # fmt: skip
        return plan_mission(
            among, self.servicer, mission, gap=gap, work_limit=work_limit, time_limit=time_limit, engine=engine,
            progress=progress,
        )  # fmt: skip

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a point, units in the column names.

        Returns
        -------
        pandas.DataFrame
            Delta-v [m/s], days, value [`value_unit`], risk [kg/yr], targets.
        """
        import pandas as pd

        return pd.DataFrame([{**point.row(), "knee": point is self.knee} for point in self.points])

    @property
    def _unit(self) -> str:
        return "" if self.value_unit == "1" else f" {self.value_unit}"

    def _error(self) -> str:
        early = "" if self.stop_reason is None else f"; {self.stop_reason}: shorter missions are missing"
        return self._distance() + early

    def _distance(self) -> str:
        if self.delta_v_error_m_s == self.duration_error_days == self.value_error == 0.0:
            return "exact on the grid, at estimated prices"
        return (
            f"any other tour is within {self.delta_v_error_m_s:g} m/s, {self.duration_error_days:g} days and "
            f"{self.value_error:.3g}{self._unit} of one of these"
        )

    def __repr__(self) -> str:
        lines = [
            f"Trade of {len(self)} tours ({self._error()})",
            f"{'':>5} {'targets':>7} {'m/s':>7} {'days':>6} {'value' + self._unit:>12}",
        ]
        for point in self.points:
            mark = "knee" if point is self.knee else ""
            lines.append(
                f"{mark:>5} {len(point.norad_cat_ids):>7} {point.delta_v_m_s:>7.1f} {point.duration_days:>6.0f} "
                f"{point.value:>12,.4g}"
            )
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [
            (
                "knee" if point is self.knee else "", len(point.norad_cat_ids), f"{point.delta_v_m_s:.1f}",
                f"{point.duration_days:.0f}", f"{point.value:,.4g}", ", ".join(map(str, point.norad_cat_ids)),
            )
            for point in self.points
        ]  # fmt: skip
        return html_panel(
            f"<p><strong>Trade of {len(self)} tours</strong>: {escape(self._error())}</p>",
            html_table(("", "targets", "delta-v m/s", "days", f"value{self._unit}", "in order"), rows),
        )

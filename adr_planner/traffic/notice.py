"""A manoeuvre notice: every planned burn with the window it may fall in, for other operators to read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from astropy import units as u

from adr_planner.core.constants import EARTH_MU, EARTH_RADIUS
from adr_planner.errors import InvalidInputError
from adr_planner.files import write_text
from adr_planner.notebook import html_panel, html_paragraphs, html_table
from adr_planner.plan import Campaign, Leg, Maneuver, MissionPlan
from adr_planner.plan.base import moment
from adr_planner.plan.thrust import ThrustArc
from adr_planner.traffic.probability import axes_of, in_axes
from adr_planner.units import DAY, si

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Notice", "PlannedBurn", "notice"]

NOTE = (
    "Planned, not flown: phases are settled in flight, so a burn may fall anywhere in its window. Vectors and orbits "
    "are of the plan; an ephemeris of the same plan (OEM) goes with this notice. Open: no restriction on passing it on."
)


@dataclass(frozen=True, slots=True)
class PlannedBurn:
    """One planned burn, or thrust arc.

    Parameters
    ----------
    id : str
        As the plan calls it.
    who : str
        The servicer, or the target a kit pushes.
    purpose : str
        What it is for.
    window_opens_utc, window_closes_utc : str
        Between when it may begin.
    planned_utc : str
        When it is planned to.
    duration_s : float or None
        How long the engine burns, if its thrust is known [s].
    delta_v_m_s : float
        Size [m/s].
    radial_m_s, in_track_m_s, cross_track_m_s : float or None
        Parts of it; None for an arc, along which they turn.
    perigee_before_km, apogee_before_km, perigee_after_km, apogee_after_km : float
        Osculating heights above the equatorial radius [km].
    inclination_deg : float
        Before it [deg].
    """

    id: str
    who: str
    purpose: str
    window_opens_utc: str
    window_closes_utc: str
    planned_utc: str
    duration_s: float | None
    delta_v_m_s: float
    radial_m_s: float | None
    in_track_m_s: float | None
    cross_track_m_s: float | None
    perigee_before_km: float
    apogee_before_km: float
    perigee_after_km: float
    apogee_after_km: float
    inclination_deg: float


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """A manoeuvre notice.

    Parameters
    ----------
    plan_id : str
        Of the plan.
    servicer : str
        Its name.
    targets : tuple of tuple
        Catalogue number, designator, name and owner code of every target, in order.
    burns : tuple of PlannedBurn
        In order of their planned dates.
    """

    plan_id: str
    servicer: str
    targets: tuple[tuple[int, str, str, str], ...]
    burns: tuple[PlannedBurn, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values, units in the names.

        Returns
        -------
        dict
            As `to_json` writes it.
        """
        keys = ("norad_cat_id", "object_id", "name", "owner")
        targets = [dict(zip(keys, target, strict=True)) for target in self.targets]
        return {
            "document_type": "adr_maneuver_notice", "version": "1.0.0", "time_system": "UTC", **asdict(self),
            "targets": targets, "note": NOTE,
        }  # fmt: skip

    def json_text(self) -> str:
        """Return the notice as JSON text.

        Returns
        -------
        str
            Ends with a newline.
        """
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    def to_json(self, path: str | Path) -> None:
        """Write the notice as JSON.

        Parameters
        ----------
        path : str or Path
            The file; it is replaced only once the new one is complete.
        """
        write_text(path, self.json_text())

    def to_pandas(self) -> pd.DataFrame:
        """Return one row a burn, units in the column names.

        Returns
        -------
        pandas.DataFrame
            In order of planned dates.
        """
        import pandas as pd

        return pd.DataFrame([asdict(burn) for burn in self.burns], columns=list(PlannedBurn.__dataclass_fields__))

    def __repr__(self) -> str:
        return f"<Notice of {self.plan_id}: {len(self.burns)} planned burns of {self.servicer} and kits>"

    def __str__(self) -> str:
        lines = [
            f"{burn.window_opens_utc[:16]} to {burn.window_closes_utc[:16]}  {burn.id:14} {burn.who}: {burn.purpose}, "
            f"{burn.delta_v_m_s:.1f} m/s, {burn.perigee_before_km:.0f} x {burn.apogee_before_km:.0f} to "
            f"{burn.perigee_after_km:.0f} x {burn.apogee_after_km:.0f} km"
            for burn in self.burns
        ]
        return "\n".join([repr(self)[1:-1], "", *lines, "", NOTE])

    def _repr_html_(self) -> str:
        rows = [
            (
                burn.window_opens_utc[:16], burn.window_closes_utc[:16], burn.who, burn.purpose,
                f"{burn.delta_v_m_s:.1f}",
                f"{burn.perigee_before_km:.0f} x {burn.apogee_before_km:.0f}",
                f"{burn.perigee_after_km:.0f} x {burn.apogee_after_km:.0f}",
            )
            for burn in self.burns
        ]  # fmt: skip
        heads = ("opens UTC", "closes UTC", "who", "purpose", "m/s", "km before", "km after")
        return html_panel(
            html_table(heads, rows, caption=repr(self)[1:-1], texts={0, 1, 2, 3}), html_paragraphs([NOTE])
        )


def notice(plan: MissionPlan, *, window: u.Quantity = 6 * u.hour) -> Notice:
    """Return a notice of every burn a plan holds, for other operators.

    Parameters
    ----------
    plan : MissionPlan
        The plan.
    window : Quantity [time]
        How much earlier or later than planned a burn may fall; days the plan itself sets aside come on top.

    Returns
    -------
    Notice
        Every burn of servicer and kits, in order.

    Raises
    ------
    InvalidInputError
        If the window is no time.

    Examples
    --------
    >>> import adr_planner as adr
    >>> plan = adr.MissionPlan.from_json("plan.json")  # doctest: +SKIP
    >>> adr.notice(plan).to_json("notice.json"); plan.export("servicer.oem")  # doctest: +SKIP
    >>> adr.notice(None, window=6)
    Traceback (most recent call last):
    TypeError: window needs a unit: write window=6 * u.hour, not 6.
    """
    seconds = si(window, "s", name="window", example="6 * u.hour", minimum=0.0)
    if isinstance(plan, Campaign) or not isinstance(plan, MissionPlan):
        raise InvalidInputError("plan: give one plan, of a campaign campaign.plans[0] and so on.", parameter="plan")
    targets = tuple(
        (item.norad_cat_id, item.object_id, item.name, item.owner)
        for item in (plan.target(leg.to_norad_cat_id) for leg in plan.legs)
    )
    burns = sorted(_burns(plan, seconds), key=lambda burn: (burn.planned_utc, burn.id))
    return Notice(plan.plan_id, plan.servicer.name, targets, tuple(burns))


def _burns(plan: MissionPlan, window: float) -> Iterator[PlannedBurn]:
    """Yield every burn; those of a leg whose arrival may be later may all be later."""
    late = 0.0
    for leg in plan.legs:
        late += _slack(leg)
        for part in leg.flown:
            yield _burn(part, "servicer", f"{part.kind} to {leg.to_norad_cat_id}", (window, window + late))
    for disposal in plan.disposals:
        kit = disposal.method == "kit" and disposal.norad_cat_id is not None
        who = plan.target(disposal.norad_cat_id).name if kit and disposal.norad_cat_id else "servicer"
        of = "servicer" if disposal.norad_cat_id is None else f"{disposal.norad_cat_id}"
        for part in disposal.flown:
            purpose = "return to orbit" if part.kind == "return" else f"disposal of {of}"
            yield _burn(part, who, purpose, (window, window + late))


def _slack(leg: Leg) -> float:
    return (leg.slack_days or 0.0) * DAY


def _burn(part: Maneuver | ThrustArc, who: str, purpose: str, window: tuple[float, float]) -> PlannedBurn:
    epoch = part.epoch_utc if isinstance(part, Maneuver) else part.start_utc
    planned = moment(epoch)
    opens, closes = (
        (planned + timedelta(seconds=sign * seconds)).isoformat(timespec="microseconds") + "Z"
        for sign, seconds in zip((-1.0, 1.0), window, strict=True)
    )
    position, velocity = np.array([part.position_km]) * 1e3, np.array([part.velocity_km_s]) * 1e3
    radial: float | None = None
    in_track, cross_track = radial, radial
    if isinstance(part, Maneuver):
        kick = np.array([part.delta_v_m_s])
        radial, in_track, cross_track = (float(size) for size in in_axes(axes_of(position, velocity), kick)[0])
        lasts, after = part.burn_time_s, _heights(position, velocity + kick)
    else:
        lasts = part.days * DAY
        sma, ecc = part.orbit_after.sma_km * 1e3, part.orbit_after.eccentricity
        after = ((sma * (1.0 - ecc) - EARTH_RADIUS) / 1e3, (sma * (1.0 + ecc) - EARTH_RADIUS) / 1e3)
    before, momentum = _heights(position, velocity), np.cross(position, velocity)[0]
    inclination = float(np.degrees(np.arccos(momentum[2] / np.sqrt(np.sum(momentum**2)))))
    return PlannedBurn(
        part.id, who, purpose, opens, closes, epoch, lasts, part.size_m_s, radial, in_track, cross_track, before[0],
        before[1], after[0], after[1], inclination,
    )  # fmt: skip


def _heights(position: np.ndarray, velocity: np.ndarray) -> tuple[float, float]:
    """Return osculating perigee and apogee above the equatorial radius [km]."""
    radius = float(np.sqrt(np.sum(position**2)))
    sma = 1.0 / (2.0 / radius - float(np.sum(velocity**2)) / EARTH_MU)
    momentum = float(np.sum(np.cross(position, velocity) ** 2))
    ecc = float(np.sqrt(max(0.0, 1.0 - momentum / (EARTH_MU * sma))))
    return (sma * (1.0 - ecc) - EARTH_RADIUS) / 1e3, (sma * (1.0 + ecc) - EARTH_RADIUS) / 1e3

"""A disposal: how one target, or the servicer itself, comes down."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, Record, amount, unit
from adr_planner.plan.leg import Allowance, Maneuver
from adr_planner.plan.thrust import ThrustArc

__all__ = ["KitUsed", "PlannedDisposal"]


class KitUsed(Record):
    """The kit left on a target."""

    dry_mass_kg: float = amount("kg")
    propellant_kg: float = amount("kg", "loaded")
    isp_s: float = amount("s", gt=0.0)
    thrust_n: float | None = unit("N", default=None, gt=0.0)


class PlannedDisposal(Record):
    """One disposal; without a catalogue number it is the servicer's own.

    Maneuvers of kind ``disposal`` lower the perigee, one or several; an electric servicer spirals down instead. Those
    of kind ``return`` are a tug's, after it has let go: away from its target, and up to where it drifts. A
    kit burns its own propellant; a tug's and the servicer's own burns are part of the servicer's mass chain.
    """

    norad_cat_id: int | None = None
    method: Literal["kit", "tug", "self"]
    controlled: bool
    perigee_altitude_km: float = unit(
        "km", "lowest point after the last of these maneuvers, or altitude at the end of the arc", ge=-6400.0, le=1e5
    )
    decay_years: float | None = unit(
        "yr",
        "from there to re-entry at mean solar activity; left out where controlled or not known",
        default=None,
        ge=0.0,
    )
    decay_years_low: float | None = unit("yr", "if the Sun stayed at its strongest", default=None, ge=0.0)
    decay_years_high: float | None = unit("yr", "if the Sun stayed at its weakest", default=None, ge=0.0)
    least_distance_km: float | None = unit(
        "km", "of a tug from what it let go, from a revolution after it parted until it departs", default=None, ge=0.0
    )
    kit: KitUsed | None = None
    maneuvers: Many[Maneuver]
    arcs: Many[ThrustArc] | None = Field(default=None, description="spiral down of an electric servicer")
    allowances: Many[Allowance]

    @property
    def down(self) -> tuple[Maneuver, ...]:
        """Burns that bring the object down: all but a tug's way back."""
        return tuple(burn for burn in self.maneuvers if burn.kind != "return")

    @property
    def flown(self) -> tuple[Maneuver | ThrustArc, ...]:
        """Burns, or thrust arcs, in order."""
        return self.maneuvers + (self.arcs or ())

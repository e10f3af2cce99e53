"""Where a plan comes from, and the conventions its numbers follow."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from adr_planner.plan.base import Many, Record, Utc, amount, count, unit
from adr_planner.plan.benefit import Objective

__all__ = [
    "Atmosphere",
    "CatalogueSource",
    "Conventions",
    "Generator",
    "GravityField",
    "LeftOut",
    "ObjectiveUnit",
    "Provenance",
    "Refinement",
    "RiskMethod",
    "SearchEffort",
    "SolarActivity",
    "Solver",
    "ThirdBody",
]

ObjectiveUnit = Annotated[str, Field(max_length=40)]
"""What an objective is counted in."""
_Zonal = Annotated[float, Field(ge=-0.01, le=0.01)]
_Activity = Annotated[float, Field(ge=-100.0, le=100.0)]


class Generator(Record):
    """The program that wrote the plan."""

    name: str
    version: str


class CatalogueSource(Record):
    """The catalogue the targets were taken from."""

    source: str
    snapshot_utc: Utc
    sha256: str
    n_objects: int = count(least=1)
    licence: str


class RiskMethod(Record):
    """How targets were ranked."""

    method: str
    reference: str


class SearchEffort(Record):
    """How long the search was allowed to go on, and how much work it did."""

    engine: Literal["auto", "exact", "search", "beam", "cp-sat"]
    gap: float = unit("1", "near enough to the bound; 0 for a proof", ge=0.0, lt=1.0)
    work_limit: int | None = Field(
        default=None, ge=1, description="pieces of work, the same on every machine; left out where there is no limit"
    )
    time_limit_s: float | None = unit(
        "s", "where it is given, how far the search came depends on the machine", default=None, gt=0.0
    )
    work: int = Field(ge=0, description="pieces of work done")


class Solver(Record):
    """How the tour was found, and how good it can be at most.

    Objective and bound are those of the search, on its grid of dates and at its estimated leg prices. Dates between the
    steps may be better: what refining those of this tour gained is in `Refinement`.
    """

    name: str
    objective: Objective
    objective_unit: ObjectiveUnit
    objective_value: float
    best_bound: float
    gap: float
    proven: bool
    stop_reason: str
    n_labels: int = count()
    n_candidates: int = count()
    grid_step_days: float = amount("day")
    effort: SearchEffort | None = None


class Refinement(Record):
    """How the dates of the tour found were moved between the steps of the grid, at the search's prices.

    Changes are those from the dates of the grid: negative where less is needed, or the last arrival is earlier.
    """

    step_days: float = amount("day", "of the refined dates")
    delta_v_change_m_s: float = unit("m/s", "margins and allowances included")
    propellant_change_kg: float = unit("kg")
    last_arrival_change_days: float = unit("day")
    flown: bool = Field(description="false where refined dates broke a limit or did not close: the grid's were flown")


class LeftOut(Record):
    """A candidate the tour was not chosen from, and why."""

    norad_cat_id: int = Field(gt=0, lt=10**9)
    name: str
    reason: str


class Provenance(Record):
    """All that is needed to make the plan again."""

    catalogue: CatalogueSource
    risk: RiskMethod
    seed: int
    solver: Solver
    refinement: Refinement | None = None
    left_out: Many[LeftOut] | None = Field(
        default=None, description="candidates that could not be planned for, were excluded or filtered out"
    )


class GravityField(Record):
    """The zonal field the plan was flown in."""

    mu_km3_s2: float = unit("km3/s2", ge=398_000.0, le=399_000.0)
    equatorial_radius_km: float = unit("km", ge=6350.0, le=6400.0)
    j2: _Zonal
    j3: _Zonal
    j4: _Zonal
    even_from_j6: Many[_Zonal] | None = Field(
        default=None, max_length=20, description="J6, J8 and so on; none if left out"
    )
    source: str


class SolarActivity(Record):
    """How active the Sun is taken to be at a date: 0 for its mean over a cycle, see `Atmosphere`.

    Straight lines join the dates; before the first and after the last it stays what it is there.
    """

    epoch_utc: Utc
    mean: _Activity = Field(description="what the plan was flown with")
    weak: _Activity = Field(description="a Sun as weak as one in twenty")
    strong: _Activity = Field(description="a Sun as strong as one in twenty")


class ThirdBody(Record):
    """A body that pulls on servicer and targets, and raises tides in the Earth's crust."""

    name: Literal["SUN", "MOON"]
    mu_km3_s2: float = unit("km3/s2", gt=0.0, le=1e12)
    ephemeris: str


class Atmosphere(Record):
    """The air the plan was flown in: ln(density) a polynomial in altitude, constant beyond the ends of its range.

    Its argument is (altitude - middle) / half-width, its coefficients begin with the constant. To `ln_density` come
    s times the polynomial `ln_density_by_activity` and s squared times `ln_density_by_activity_squared`, s being the
    solar activity of the date. Drag is -1/2 density C_D A / m |w| w, with w the velocity against air that turns with
    the Earth about the pole.
    """

    middle_altitude_km: float = amount("km")
    half_width_km: float = unit("km", "from the middle to either end of the range", gt=0.0)
    ln_density: Many[float] = unit("ln(kg/m3)", min_length=1, max_length=100)
    ln_density_by_activity: Many[float] | None = Field(default=None, max_length=100)
    ln_density_by_activity_squared: Many[float] | None = Field(default=None, max_length=100)
    activity: Many[SolarActivity] | None = Field(default=None, description="in order of time")
    rotation_rad_s: float = unit("rad/s", ge=-1.0, le=1.0)
    source: str


class Conventions(Record):
    """Frames, time and forces behind every number of the plan."""

    time_system: Literal["UTC"]
    center_name: Literal["EARTH"]
    ref_frame: Literal["GCRF"]
    element_frame: Literal["TEME"]
    j2_axis: Literal["true pole of date at plan_epoch, frozen", "true pole of date"]
    plan_epoch_utc: Utc
    gravity: GravityField
    atmosphere: Atmosphere | None = Field(default=None, description="left out where nothing was flown with drag")
    third_bodies: Many[ThirdBody] | None = Field(default=None, max_length=2)
    solid_tide_k2: float | None = Field(
        default=None,
        ge=0.0,
        le=1.0,
        description="Love number of the tides that the third bodies raise in the Earth's crust",
    )
    altitude: Literal["above the equatorial radius"]

"""What a mission must do and may spend: window, budgets, stays, margins, disposal, constraints."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from astropy import units as u
from astropy.time import Time

from adr_planner.border.plain import norad_ids, whole
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.space_weather import SpaceWeather
from adr_planner.spec.allowances import Allowances
from adr_planner.spec.consents import Consents
from adr_planner.spec.contradictions import (
    ServicerEnd,
    check_dates,
    check_end,
    check_excluded,
    check_launch,
    check_order,
)
from adr_planner.spec.disposal_rule import Disposal
from adr_planner.spec.filters import Filters
from adr_planner.spec.injection import Injection
from adr_planner.spec.objective import ObjectiveName, objective_of
from adr_planner.spec.old_names import also_called
from adr_planner.spec.value import KG_PER_YR, Value
from adr_planner.spec.visit_dates import VisitDates
from adr_planner.spec.weights import Weights
from adr_planner.units import instant_of, quiet_clock, si

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["MissionSpec", "ServicerEnd"]


@also_called("longest_wait_days", "max_leg_duration_days")
@also_called("longest_wait", "max_leg_duration")
@dataclass(frozen=True, slots=True)
class MissionSpec(Shown):
    """What a mission must do and may spend.

    Parameters
    ----------
    start : Time
        Earliest launch.
    duration : Quantity
        From `start` to the end of the last stay.
    targets : int
        Targets to remove; with the objectives ``"value"`` and ``"weighted"``, at most so many.
    max_delta_v : Quantity, optional
        Budget of the servicer, margins and allowances included.
    objective : {"value", "delta_v", "propellant", "time", "weighted"}
        Most value removed within the limits; or least delta-v, least propellant or the earliest end for the number of
        targets; or the least of a sum of delta-v, time and value. ``"risk"`` is short for the value in kg/yr.
    weights : Weights, optional
        What the objective ``"weighted"`` counts: per m/s, day and unit of the value.
    stay : Quantity
        Time beside each target: approach, inspection, capture, fixing the kit.
    commissioning : Quantity
        From launch to the arrival at the first target.
    injection_below : Quantity
        The launcher leaves the servicer in the plane of its first target, this much below it.
    injection : Injection, optional
        Orbit and date of the injection where they are given, in the place of `injection_below`.
    max_leg_duration : Quantity
        Longest time from leaving one target to reaching the next.
    grid : Quantity
        Step of the search over dates; the arrivals of the tour it finds are then refined between its steps.
    allowances : Allowances
        Delta-v set aside, and margins.
    disposal : Disposal
        How targets come down.
    must_visit : tuple of int
        Catalogue numbers that have to be in the tour.
    max_per_state : int, optional
        At most so many targets of one launching state.
    one_of : tuple of tuple of int
        Groups of catalogue numbers of which at most one is taken.
    order : tuple of (int, int)
        Pairs of catalogue numbers: a tour to both visits the first before the second.
    dates : tuple of VisitDates
        First and last arrival at some of the candidates.
    max_launch_mass : Quantity, optional
        What the launcher can lift: servicer, propellant and kits. The servicer is fuelled as far as that allows.
    lowest_drift : Quantity
        Lowest altitude a drift orbit may have.
    dispose_servicer : bool
        Keep propellant for the servicer's own controlled re-entry after its last target.
    servicer_end : {"with_last_target", "return", "reentry", "none"}, optional
        What becomes of the servicer after its last target. A tug enters with it (controlled re-entries only), or comes
        back to the orbit it took it from, and then ends as `dispose_servicer` says; any servicer re-enters by itself
        from where it is, or is left there. By default what takes least: a tug enters with its last target where that
        is brought down at once, other servicers re-enter by themselves unless `dispose_servicer` is false.
    max_leg_delta_v : Quantity, optional
        Dearest leg by burns the search is offered, without margins and allowances; 1 km/s unless given, up to which
        flights are known to close.
    exclude : tuple of int
        Catalogue numbers that are not to be visited.
    filters : Filters, optional
        Which objects may be visited, by inclination, altitude, mass, owner and type.
    consents : Consents or sequence of str, optional
        The players who consent, by default owner codes of the satellite catalogue, e.g. ``("FR", "JPN")``: what needs
        the consent of others is no candidate. By default all do.
    hindcast : bool
        Allow a start before the epoch of the elements: what would have been planned then. Refused otherwise.
    weather : SpaceWeather, optional
        Activity of the Sun by month, your own forecast; the table that comes with the package unless given.
    value : Value or str or mapping or callable, optional
        What removing an object is worth, see `Value`: by default ``"debris_years"`` avoided in a century. Candidates
        are taken by it, too.

    Raises
    ------
    InvalidInputError
        If a value cannot be one or two of them contradict each other; says which, and what to do.
    astropy.units.UnitsError
        If a quantity has the wrong unit; a bare number where one is needed is a TypeError.

    Examples
    --------
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> spec = MissionSpec(start=Time("2025-01-01"), duration=1 * u.yr, targets=5)
    >>> spec.objective, spec.worth.measure
    ('value', 'debris_years')
    """

    start: Time
    duration: u.Quantity
    targets: int = 5
    max_delta_v: u.Quantity | None = None
    objective: ObjectiveName = "value"
    stay: u.Quantity = field(default_factory=lambda: 20.0 * u.day)
    commissioning: u.Quantity = field(default_factory=lambda: 10.0 * u.day)
    injection_below: u.Quantity = field(default_factory=lambda: 50.0 * u.km)
    max_leg_duration: u.Quantity = field(default_factory=lambda: 180.0 * u.day)
    grid: u.Quantity = field(default_factory=lambda: 5.0 * u.day)
    allowances: Allowances = field(default_factory=Allowances)
    disposal: Disposal = field(default_factory=Disposal.controlled)
    must_visit: tuple[int, ...] = ()
    max_per_state: int | None = None
    one_of: tuple[tuple[int, ...], ...] = ()
    lowest_drift: u.Quantity = field(default_factory=lambda: 400.0 * u.km)
    dispose_servicer: bool = True
    injection: Injection | None = None
    weights: Weights | None = None
    order: tuple[tuple[int, int], ...] = ()
    dates: tuple[VisitDates, ...] = ()
    max_launch_mass: u.Quantity | None = None
    exclude: tuple[int, ...] = ()
    filters: Filters | None = None
    hindcast: bool = False
    weather: SpaceWeather | None = None
    servicer_end: ServicerEnd | None = None
    max_leg_delta_v: u.Quantity | None = None
    consents: Consents | None = None
    value: Value | str | Mapping[int, float] | Callable[..., float] | None = None

    @quiet_clock()
    def __post_init__(self) -> None:
        put = partial(object.__setattr__, self)
        put("start", instant_of(self.start, name="start"))
        for name in ("duration", "stay", "commissioning", "max_leg_duration", "grid"):
            si(getattr(self, name), "day", name=name, example="30 * u.day", positive=True)
        si(self.injection_below, "km", name="injection_below", example="50 * u.km", minimum=0.0)
        si(self.lowest_drift, "km", name="lowest_drift", example="400 * u.km", minimum=200.0)
        if self.max_delta_v is not None:
            si(self.max_delta_v, "m / s", name="max_delta_v", example="1 * u.km / u.s", positive=True)
        if self.max_leg_delta_v is not None:
            si(self.max_leg_delta_v, "m / s", name="max_leg_delta_v", example="1 * u.km / u.s", positive=True)
        if self.max_launch_mass is not None:
            si(self.max_launch_mass, "kg", name="max_launch_mass", example="6000 * u.kg", positive=True)
        put("targets", whole(self.targets, name="targets"))
        put("value", self._value())
        put("objective", objective_of(self.objective).name)
        if (self.objective == "weighted") != (self.weights is not None):
            raise InvalidInputError(
                'Weights belong to the objective "weighted": give both, e.g. objective="weighted", '
                "weights=Weights(value=1.0, delta_v=2.0), or neither.",
                parameter="weights",
            )
        if self.max_per_state is not None:
            put("max_per_state", whole(self.max_per_state, name="max_per_state", wanted="at least 1, a whole number"))
        put("must_visit", norad_ids(self.must_visit, name="must_visit"))
        put("exclude", norad_ids(self.exclude, name="exclude"))
        put("one_of", tuple(norad_ids(group, name="one_of") for group in self.one_of))
        put("order", tuple(norad_ids(pair, name="order") for pair in self.order))
        put("dates", tuple(self.dates))
        put("dispose_servicer", bool(self.dispose_servicer))
        if not isinstance(self.consents, Consents | None):
            put("consents", Consents(self.consents))
        if not isinstance(self.weather, SpaceWeather | None):
            raise InvalidInputError(
                f'weather must be a table, weather=SpaceWeather.from_file("forecast.csv"), got {self.weather!r}.',
                parameter="weather",
            )
        if self.max_leg_duration_days < self.grid_days:
            raise InvalidInputError(
                f"max_leg_duration is {self.max_leg_duration_days:g} days, less than a step of the search over "
                "dates (grid, "
                f"{self.grid_days:g} days): wait longer, or give a finer grid.",
                parameter="max_leg_duration",
            )
        shortest = self.commissioning_days + self.stay_days
        if self.duration_days < shortest:
            raise InvalidInputError(
                f"The window of {self.duration_days:g} days is shorter than commissioning and one stay "
                f"({shortest:g} days): give a longer duration or a shorter stay.",
                parameter="duration",
            )

        last = self.duration_days - self.stay_days
        check_end(self.servicer_end, self.disposal, disposes=self.dispose_servicer)
        check_excluded(self.must_visit, self.exclude)
        check_order(self.order)
        check_dates(self.dates, self.start, self.commissioning_days, last)
        check_launch(self.injection, self.start, last - self.commissioning_days)

    def _value(self) -> Value:
        """Return what a removal is worth, as it was given or by default."""
        in_kg = self.weights is not None and self.weights.risk > 0.0
        if self.value is None:
            return Value(KG_PER_YR) if in_kg or str(self.objective) == "risk" else Value()
        value = Value.of(self.value)
        if in_kg and value.measure != KG_PER_YR:
            raise InvalidInputError(
                f"Weights(risk=...) counts kg/yr, but the mission's value is {value.measure}: give "
                "Weights(value=...), or leave the value out.",
                parameter="weights",
            )
        return value

    @property
    def worth(self) -> Value:
        """What removing an object is worth."""
        return Value.of(self.value)

    @property
    def duration_days(self) -> float:
        """Length of the window [days]."""
        return float(self.duration.to_value(u.day))

    @property
    def stay_days(self) -> float:
        """Time beside each target [days]."""
        return float(self.stay.to_value(u.day))

    @property
    def commissioning_days(self) -> float:
        """From launch to the first arrival [days]."""
        return float(self.commissioning.to_value(u.day))

    @property
    def max_leg_duration_days(self) -> float:
        """Longest leg [days]."""
        return float(self.max_leg_duration.to_value(u.day))

    @property
    def grid_days(self) -> float:
        """Step of the search over dates [days]."""
        return float(self.grid.to_value(u.day))

    @property
    def max_delta_v_m_s(self) -> float | None:
        """Budget of the servicer [m/s], None if free."""
        return None if self.max_delta_v is None else float(self.max_delta_v.to_value(u.m / u.s))

    @property
    def max_leg_delta_v_m_s(self) -> float | None:
        """Dearest leg by burns [m/s], None for what flights are known to close."""
        return None if self.max_leg_delta_v is None else float(self.max_leg_delta_v.to_value(u.m / u.s))

    @property
    def max_launch_mass_kg(self) -> float | None:
        """What the launcher can lift [kg], None if free."""
        return None if self.max_launch_mass is None else float(self.max_launch_mass.to_value(u.kg))

    @property
    def injection_below_m(self) -> float:
        """How far below its first target the servicer is launched [m]."""
        return float(self.injection_below.to_value(u.m))

    @property
    def lowest_drift_m(self) -> float:
        """Lowest altitude of a drift orbit [m]."""
        return float(self.lowest_drift.to_value(u.m))

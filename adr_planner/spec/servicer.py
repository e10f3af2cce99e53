"""The spacecraft that visits the derelicts, and the kits it leaves on them.

Somebody pays for the disposal: either a kit fixed to each target, sized for it unless its mass is given,
or the servicer itself, as a tug that carries each target down and comes back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from astropy import units as u

from adr_planner.border.characters import UNSEEN, visible
from adr_planner.border.plain import real, whole
from adr_planner.errors import InvalidInputError
from adr_planner.records import Shown
from adr_planner.units import si

__all__ = ["TYPICAL_AREA_TO_MASS", "Kit", "Servicer"]

Concept = Literal["kit", "tug"]
Propulsion = Literal["chemical", "electric"]
PROPULSIONS: tuple[Propulsion, ...] = ("chemical", "electric")
_LONGEST_NAME = 200
TYPICAL_AREA_TO_MASS = 0.01
"""Mean cross-section over mass where it is not known [m2/kg]: nine in ten payloads above 1 t of the bundled catalogue
have 0.002 to 0.014, rocket stages 0.005 to 0.011."""
LARGEST_MINIMUM = 0.1
"""Largest minimum impulse that may be asked for [m/s]."""
_BELOW_ONE = math.nextafter(1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Kit(Shown):
    """A de-orbit kit: a small stage fixed to one target to bring it down.

    Parameters
    ----------
    fixed_mass : Quantity
        Mass that does not grow with the propellant: clamp, avionics, attitude control.
    structure_fraction : float
        Tanks and structure per kilogram of propellant.
    isp : Quantity
        Specific impulse of the kit's engine.
    margin : float
        Propellant carried above the computed need, as a fraction of it.
    mass : Quantity, optional
        Wet mass of every kit. Left out, each kit is sized for its target; given, a kit too small for its
        target is refused with the shortfall.
    thrust : Quantity, optional
        Thrust of the kit's engine. Given, burns have a length, losses and are split; left out, they are impulses.

    Examples
    --------
    >>> from astropy import units as u
    >>> Kit(isp=290 * u.s).isp
    <Quantity 290. s>
    """

    fixed_mass: u.Quantity = field(default_factory=lambda: 90.0 * u.kg)
    structure_fraction: float = 0.12
    isp: u.Quantity = field(default_factory=lambda: 280.0 * u.s)
    margin: float = 0.05
    mass: u.Quantity | None = None
    thrust: u.Quantity | None = None

    def __post_init__(self) -> None:
        si(self.fixed_mass, "kg", name="fixed_mass", example="90 * u.kg", minimum=0.0)
        si(self.isp, "s", name="isp", example="280 * u.s", positive=True)
        if self.mass is not None:
            si(self.mass, "kg", name="mass", example="800 * u.kg", positive=True)
        if self.thrust is not None:
            si(self.thrust, "N", name="thrust", example="400 * u.N", positive=True)
        for name in ("structure_fraction", "margin"):
            value = real(getattr(self, name), name=f"Kit {name}", wanted="between 0 and 1", least=0.0, most=_BELOW_ONE)
            object.__setattr__(self, name, value)

    @property
    def isp_s(self) -> float:
        """Specific impulse [s]."""
        return float(self.isp.to_value(u.s))

    @property
    def fixed_mass_kg(self) -> float:
        """Mass that does not grow with the propellant [kg]."""
        return float(self.fixed_mass.to_value(u.kg))

    @property
    def mass_kg(self) -> float | None:
        """Wet mass if given by the user [kg]."""
        return None if self.mass is None else float(self.mass.to_value(u.kg))

    @property
    def thrust_n(self) -> float | None:
        """Thrust of the engine [N], None if not given."""
        return None if self.thrust is None else float(self.thrust.to_value(u.N))


@dataclass(frozen=True, slots=True)
class Servicer(Shown):
    """The servicer: masses, propulsion, kits.

    Parameters
    ----------
    dry_mass : Quantity
        Mass without propellant and kits.
    propellant : Quantity
        Propellant at launch, all of it usable.
    isp : Quantity
        Specific impulse of the main engine.
    kits : int
        De-orbit kits on board. Zero makes the servicer a tug, which carries each target down itself.
    kit : Kit
        What a kit is made of.
    name : str
        Name used in the plan.
    propulsion : {"chemical", "electric"}
        Burns, or thrust arcs of days to weeks along which the engine is off in the shadow.
    thrust : Quantity, optional
        Thrust of the main engine; an electric servicer needs one. With it burns have a length and losses.
    longest_arc : Quantity
        Longest arc of one burn, of the servicer or a kit: what would take longer is split over several revolutions;
        where there is no time for that, as on a leg of a few days, the burn carries a warning.
    area_to_mass : Quantity
        Mean cross-section over mass on the way between targets, for its drag.
    minimum_impulse : Quantity
        Smallest burn that is made, of the servicer or a kit: smaller ones are planned away.

    Examples
    --------
    >>> from astropy import units as u
    >>> servicer = Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=5)
    >>> servicer.concept
    'kit'
    >>> Servicer(dry_mass=1200, propellant=900 * u.kg, isp=300 * u.s)
    Traceback (most recent call last):
    ...
    TypeError: dry_mass needs a unit: write dry_mass=1200 * u.kg, not dry_mass=1200.
    """

    dry_mass: u.Quantity
    propellant: u.Quantity
    isp: u.Quantity
    kits: int = 5
    kit: Kit = field(default_factory=Kit)
    name: str = "Servicer"
    propulsion: Propulsion = "chemical"
    thrust: u.Quantity | None = None
    longest_arc: u.Quantity = field(default_factory=lambda: 30.0 * u.deg)
    area_to_mass: u.Quantity = field(default_factory=lambda: TYPICAL_AREA_TO_MASS * u.m**2 / u.kg)
    minimum_impulse: u.Quantity = field(default_factory=lambda: 1.0 * u.cm / u.s)

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or len(self.name) > _LONGEST_NAME or UNSEEN.search(self.name):
            raise InvalidInputError(
                f"name must be a text of up to {_LONGEST_NAME} characters that can be seen, got "
                f"{visible(repr(self.name), 60)}.",
                parameter="name",
            )
        arc = si(self.longest_arc, "deg", name="longest_arc", example="30 * u.deg", positive=True)
        if arc > 90.0:
            raise InvalidInputError(
                f"longest_arc must be at most 90 deg, got {self.longest_arc}: beyond, a burn is no impulse.",
                parameter="longest_arc",
            )
        si(self.dry_mass, "kg", name="dry_mass", example="1200 * u.kg", positive=True)
        si(self.propellant, "kg", name="propellant", example="900 * u.kg", minimum=0.0)
        si(self.isp, "s", name="isp", example="300 * u.s", positive=True)
        si(self.area_to_mass, "m2/kg", name="area_to_mass", example="0.01 * u.m**2 / u.kg", minimum=0.0)
        least = si(self.minimum_impulse, "m/s", name="minimum_impulse", example="1 * u.cm / u.s", minimum=0.0)
        if least > LARGEST_MINIMUM:
            raise InvalidInputError(
                f"minimum_impulse must be at most {LARGEST_MINIMUM:g} m/s, got {self.minimum_impulse}: it is what is "
                "left out, not what a burn takes.",
                parameter="minimum_impulse",
            )
        kits = whole(self.kits, name="kits", minimum=0, wanted="a whole number, 0 for a tug")
        object.__setattr__(self, "kits", kits)
        if self.thrust is not None:
            si(self.thrust, "N", name="thrust", example="0.3 * u.N", positive=True)
        if self.propulsion not in PROPULSIONS:
            raise InvalidInputError(
                f"propulsion must be one of {', '.join(PROPULSIONS)}, got {self.propulsion!r}.", parameter="propulsion"
            )
        if self.propulsion == "electric" and self.thrust is None:
            raise InvalidInputError(
                "An electric servicer needs its thrust: write thrust=0.3 * u.N.", parameter="thrust"
            )
        if self.propulsion == "electric" and not self.kits:
            raise InvalidInputError(
                "An electric servicer cannot be a tug: its thrust is too low to lower a perigee in one burn. Give it "
                "kits.",
                parameter="kits",
            )

    @property
    def concept(self) -> Concept:
        """How targets come down: ``"kit"`` or ``"tug"``."""
        return "kit" if self.kits else "tug"

    @property
    def dry_mass_kg(self) -> float:
        """Mass without propellant and kits [kg]."""
        return float(self.dry_mass.to_value(u.kg))

    @property
    def propellant_kg(self) -> float:
        """Propellant at launch [kg]."""
        return float(self.propellant.to_value(u.kg))

    @property
    def isp_s(self) -> float:
        """Specific impulse of the main engine [s]."""
        return float(self.isp.to_value(u.s))

    @property
    def thrust_n(self) -> float | None:
        """Thrust of the main engine [N], None if not given."""
        return None if self.thrust is None else float(self.thrust.to_value(u.N))

    @property
    def longest_arc_rad(self) -> float:
        """Longest arc of one burn [rad]."""
        return float(self.longest_arc.to_value(u.rad))

    @property
    def area_to_mass_m2_kg(self) -> float:
        """Mean cross-section over mass [m2/kg]."""
        return float(self.area_to_mass.to_value(u.m**2 / u.kg))

    @property
    def minimum_impulse_m_s(self) -> float:
        """Smallest burn that is made [m/s]."""
        return float(self.minimum_impulse.to_value(u.m / u.s))

    @property
    def burn_thrust_n(self) -> float | None:
        """Thrust of the servicer's burns [N], None if not given or if it does not burn."""
        return self.thrust_n if self.propulsion == "chemical" else None

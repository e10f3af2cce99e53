"""What a servicer may be."""

import pytest
from astropy import units as u

from adr_planner.errors import InvalidInputError
from adr_planner.spec.servicer import Kit, Servicer


def _servicer(**changes):
    return Servicer(**({"dry_mass": 1200 * u.kg, "propellant": 900 * u.kg, "isp": 300 * u.s} | changes))


def test_a_servicer_without_kits_is_a_tug():
    assert _servicer(kits=0).concept == "tug"
    assert _servicer(kits=5).concept == "kit"


def test_masses_come_in_any_unit():
    assert _servicer(dry_mass=1.2 * u.tonne).dry_mass_kg == pytest.approx(1200.0)


def test_thrust_comes_in_any_unit():
    assert _servicer(propulsion="electric", thrust=300 * u.mN).thrust_n == pytest.approx(0.3)
    assert _servicer().thrust_n is None


@pytest.mark.parametrize("name", ["dry_mass", "propellant", "isp"])
def test_a_bare_number_is_refused_with_an_example(name):
    with pytest.raises(TypeError, match=rf"{name} needs a unit: write {name}=.* \* u\."):
        _servicer(**{name: 100.0})


def test_a_wrong_unit_is_refused_by_name():
    with pytest.raises(u.UnitsError, match=r"dry_mass=3\.0 m cannot be read as \[kg\]"):
        _servicer(dry_mass=3.0 * u.m)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"dry_mass": -1.0 * u.kg}, "dry_mass must be above zero"),
        ({"propellant": -1.0 * u.kg}, "propellant must be at least 0 kg"),
        ({"isp": 0.0 * u.s}, "isp must be above zero"),
        ({"isp": float("nan") * u.s}, "isp must be finite"),
        ({"isp": [300.0, 310.0] * u.s}, "isp must be one value"),
        ({"area_to_mass": -0.01 * u.m**2 / u.kg}, "area_to_mass must be at least 0 m2/kg"),
        ({"minimum_impulse": -1.0 * u.cm / u.s}, "minimum_impulse must be at least 0 m/s"),
        ({"minimum_impulse": 1.0 * u.m / u.s}, r"minimum_impulse must be at most 0\.1 m/s"),
        ({"kits": -1}, "kits must be a whole number"),
        ({"kits": True}, "kits must be a whole number"),
        ({"thrust": 0.0 * u.N}, "thrust must be above zero"),
        ({"propulsion": "warp"}, "propulsion must be one of chemical, electric, got 'warp'"),
        ({"propulsion": "electric"}, r"needs its thrust: write thrust=0\.3 \* u\.N"),
        ({"propulsion": "electric", "thrust": 0.3 * u.N, "kits": 0}, "cannot be a tug"),
    ],
)
def test_impossible_servicers_are_refused(changes, message):
    with pytest.raises(InvalidInputError, match=message):
        _servicer(**changes)


def test_an_impossible_kit_is_refused():
    with pytest.raises(InvalidInputError, match="structure_fraction must be between 0 and 1"):
        Kit(structure_fraction=1.5)
    with pytest.raises(InvalidInputError, match="mass must be above zero"):
        Kit(mass=-5 * u.kg)

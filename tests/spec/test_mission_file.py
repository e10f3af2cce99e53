"""Missions written as TOML: every quantity with its unit, every key known."""

from importlib.resources import files
from pathlib import Path

import pytest
from astropy import units as u
from astropy.time import Time

from adr_planner.errors import InvalidInputError
from adr_planner.spec.disposal_rule import Disposal
from adr_planner.spec.mission_file import example_mission, read_mission
from adr_planner.spec.servicer import Servicer
from adr_planner.spec.weights import Weights

LEAST = """
[servicer]
dry_mass = "1.2 t"
propellant = "800 kg"
isp = "300 s"

[mission]
start = 2025-01-01T00:00:00Z
duration = "1 yr"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "mission.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_example_mission_is_the_one_in_the_package():
    example = example_mission()
    assert example == read_mission(str(files("adr_planner") / "data" / "example_mission.toml"))
    assert (example.mission.targets, example.candidates) == (5, 40)  # the README: five of the top forty in a year
    assert example.mission.duration_days == 365.0
    assert example.servicer.concept == "kit"
    assert example.mission.disposal.perigee_altitude_m == 60e3


def test_what_is_left_out_has_the_defaults_of_the_classes(written):
    file = read_mission(written(LEAST))
    assert file.servicer == Servicer(dry_mass=1200 * u.kg, propellant=800 * u.kg, isp=300 * u.s)
    assert file.candidates == 40
    assert file.mission.start.isot == "2025-01-01T00:00:00.000"
    assert file.mission.duration_days == 365.25
    assert file.mission.max_delta_v is None


def test_the_example_of_the_documentation_is_read(written):
    page = (Path(__file__).parents[2] / "docs" / "missions.md").read_text(encoding="utf-8")
    file = read_mission(written(page.split("```toml")[1].split("```")[0]))
    assert file.mission.order == ((22566, 23705),)
    assert file.servicer.burn_thrust_n == pytest.approx(400.0)


def test_an_electric_servicer_is_read(written):
    text = LEAST.replace('isp = "300 s"', 'isp = "1500 s"\npropulsion = "electric"\nthrust = "300 mN"')
    servicer = read_mission(written(text)).servicer
    assert (servicer.propulsion, servicer.thrust_n) == ("electric", pytest.approx(0.3))


def test_constraints_and_disposal_are_read(written):
    more = """
must_visit = [27386]
one_of = [[22566, 22220], [25400]]
order = [[27386, 25400]]
max_per_state = 2
max_launch_mass = "6 t"
objective = "weighted"
weights = {risk = 1, delta_v = 0.002}
dates = [{norad_cat_id = 25400, latest = 2025-06-01}]
[mission.disposal]
rule = "decay"
years = 5
[mission.allowances]
proximity = "0.02 km/s"
"""
    mission = read_mission(written(LEAST + more)).mission
    assert mission.must_visit == (27386,)
    assert mission.one_of == ((22566, 22220), (25400,))
    assert mission.max_per_state == 2
    assert mission.order == ((27386, 25400),)
    assert mission.max_launch_mass_kg == pytest.approx(6000.0)
    assert mission.weights == Weights(risk=1, delta_v=0.002)
    assert (mission.dates[0].norad_cat_id, mission.dates[0].earliest) == (25400, None)
    assert mission.dates[0].latest == Time("2025-06-01")
    assert (mission.disposal.rule, mission.disposal.years) == ("decay", 5.0)
    assert mission.allowances.proximity_m_s == pytest.approx(20.0)


def test_a_release_orbit_is_read(written):
    disposal = '[mission.disposal]\nrule = "release"\nperigee_altitude = "400 km"\n'
    assert read_mission(written(LEAST + disposal)).mission.disposal == Disposal.release(400 * u.km)


def test_an_injection_and_thrusts_are_read(written):
    more = """
[mission.injection]
altitude = "525 km"
inclination = "97.5 deg"
raan = "40 deg"
date = 2025-02-01T00:00:00Z
[servicer.kit]
thrust = "900 N"
"""
    burns = 'isp = "300 s"\nlongest_arc = "20 deg"\nminimum_impulse = "3 cm/s"'
    file = read_mission(written(LEAST.replace('isp = "300 s"', burns) + more))
    given = file.mission.injection
    assert (given.altitude_m, given.date.isot) == (525e3, "2025-02-01T00:00:00.000")
    assert file.servicer.kit.thrust_n == 900.0
    assert file.servicer.longest_arc.to_value("deg") == 20.0
    assert file.servicer.minimum_impulse_m_s == pytest.approx(0.03)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"800 kg"', "800", r"\[servicer\] propellant: '800' has no unit"),
        ('"800 kg"', '"800 m"', r"\[servicer\] propellant=800.0 m cannot be read as \[kg\]"),
        ('"1.2 t"', '"-1.2 t"', r"\[servicer\] dry_mass must be above zero, got -1.2 t"),
        ('"300 s"', '"fast"', r"\[servicer\] isp: cannot read 'fast' as a quantity"),
        ('isp = "300 s"', "", r"\[servicer\] is incomplete: .*isp"),
        ("duration =", "durration =", r"\[mission\] has an unknown key 'durration'. Did you mean 'duration'\?"),
        ("duration =", "xyz =", r"\[mission\] has an unknown key 'xyz'. Known: allowances, "),
        ("[mission]", "[misson]", "the mission file has an unknown key 'misson'. Did you mean 'mission'?"),
        ('duration = "1 yr"', 'duration = "10 day"', "window of 10 days is shorter than commissioning and one stay"),
        ("2025-01-01T00:00:00Z", '"soon"', "start: cannot read 'soon' as a UTC epoch"),
        ("[mission]", "[mission", "is not valid TOML"),
        ("[servicer]", "servicer = 5\n[x]", "unknown key 'x'"),
        ("[servicer]", "[candidates]\ntop = 0\n[servicer]", r"\[candidates\] top must be a whole number of at least 1"),
        ("[servicer]", "[candidates]\ntop = true\n[servicer]", r"\[candidates\] top must be a whole number"),
        ("[mission]", "kit = 5\n[mission]", r"\[servicer.kit\] must be a table"),
    ],
)
def test_wrong_files_are_refused_with_the_place_and_what_would_do(written, old, new, message):
    assert old in LEAST
    with pytest.raises((InvalidInputError, u.UnitsError), match=message):
        read_mission(written(LEAST.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("targets = 0", "targets must be a whole number of at least 1, got 0"),
        ('targets = "5"', "targets must be a whole number"),
        ('max_per_state = "two"', "max_per_state"),
        ("must_visit = 27386", "must_visit"),
        ('must_visit = ["ENVISAT"]', "must_visit"),
        ("one_of = [22566, 22220]", "one_of"),
        ('dispose_servicer = "no"', "dispose_servicer"),
        ("order = [[22566]]", "order must be a list of pairs"),
        ("order = [[22566, 22220], [22220, 22566]]", "asks for a circle: 22220, 22566"),
        ("dates = [{norad_cat_id = 22566}]", "dates of object 22566 say nothing"),
        ("dates = [{norad_cat_id = 22566, latest = 2024-06-01}]", "arrivals lie between day 10 and day"),
        ("dates = [{norad_cat_id = 22566, earliest = 2025-06-01, latest = 2025-05-01}]", "exchange them"),
        ("dates = 22566", r"\[\[mission.dates\]\] must be tables"),
        ("weights = {risk = 1}", 'Weights belong to the objective "weighted"'),
        ("weights = {risk = 'much'}", r"\[mission.weights\] risk must be a number"),
        ('objective = "weighted"', "Weights belong"),
        ('max_launch_mass = "6000"', "max_launch_mass: '6000' has no unit"),
        ("[mission.disposal]\nrule = 'burn'", "rule must be 'controlled', 'decay' or 'release', got 'burn'"),
        ("[mission.disposal]\nrule = 'release'", "is incomplete: a release needs perigee_altitude"),
        ("[mission.disposal]\nrule = 'release'\nperigee_altitude = '60 km'", "between 200 and 2000 km"),
        ("[mission.disposal]\nrule = 'decay'\nyears = 'few'", "years"),
        ("[mission.disposal]\nrule = 'controlled'\nperigee_altitude = 60", "perigee_altitude: '60' has no unit"),
        ("[mission.disposal]\nrule = 'controlled'\nperigee_altitude = '300 km'", "between 0 and 120 km"),
        ("[mission.allowances]\nphasing = '-1 m/s'", r"\[mission.allowances\] phasing must be at least 0"),
        ("[mission.allowances]\nstochastic_margin = 'all'", "stochastic_margin"),
        ("[mission.injection]\naltitude = '750 km'", r"\[mission.injection\] is incomplete: .*inclination"),
        ("[mission.injection]\naltitude = '750'", r"\[mission.injection\] altitude: '750' has no unit"),
        ("[mission.injection]\nheight = '750 km'", r"\[mission.injection\] has an unknown key 'height'"),
        ("[mission.injection]\ndate = 'soon'", r"\[mission.injection\] date: cannot read 'soon'"),
        (
            "[mission.injection]\naltitude = '100 km'\ninclination = '71 deg'",
            r"\[mission.injection\] altitude must be at",
        ),
    ],
)
def test_values_of_the_wrong_kind_are_refused_naming_their_key(written, line, message):
    with pytest.raises(InvalidInputError, match=message):
        read_mission(written(f"{LEAST}{line}\n"))


def test_files_that_cannot_be_read_are_named(tmp_path):
    with pytest.raises(InvalidInputError, match=r"Cannot read the mission file .*absent\.toml: No such file"):
        read_mission(tmp_path / "absent.toml")
    with pytest.raises(InvalidInputError, match="Cannot read the mission file"):
        read_mission(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b'name = "\xe9"\n')
    with pytest.raises(InvalidInputError, match="is not valid TOML"):
        read_mission(tmp_path / "latin.toml")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / "notepad.toml").write_text(LEAST, encoding="utf-8-sig")
    assert read_mission(tmp_path / "notepad.toml").mission.targets == 5

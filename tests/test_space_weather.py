"""Activity of the Sun by month: the user's own table, and what follows from it."""

from dataclasses import replace

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.planner.pricing.force_fields import environment_of
from adr_planner.planner.pricing.leg_models import _drift_floor
from adr_planner.planner.writing.conventions import conventions

HEAD = "month,f107_sfu,ap,f107_weak_sfu,f107_strong_sfu\n"
STRONG = HEAD + "".join(f"2025-{month:02d},220,15,200,260\n" for month in range(1, 13))
SERVICER = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=5)
MISSION = adr.MissionSpec(start=Time("2025-01-01"), duration=300 * u.day)


@pytest.fixture
def strong(tmp_path):
    path = tmp_path / "strong.csv"
    path.write_text(STRONG, encoding="utf-8")
    return path


def test_a_table_is_read_and_named_like_its_file(strong):
    weather = adr.SpaceWeather.from_file(strong)
    assert weather.name == "strong.csv"  # no folder: documents are the same wherever the file lies
    assert np.allclose(weather.mean, 80.0 / 70.0)
    assert np.allclose(weather.strong, 120.0 / 70.0)
    assert weather == adr.SpaceWeather.from_file(strong) != adr.SpaceWeather.bundled()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,ap\n2025-01,15\n", "lacks the column f107_sfu"),
        (HEAD, "has no month"),
        (HEAD + "January,150,15,,\n", "'January' is no month"),
        (HEAD + "2025-01,150,15,,\n2025-03,150,15,,\n", "goes from 2025-01 to 2025-03"),
        (HEAD + "2025-01,much,15,,\n", "f107_sfu = 'much' in 2025-01"),
        (HEAD + "2025-01,150,15,160,180\n", "outside f107_weak_sfu to f107_strong_sfu"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(tmp_path, text, said):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        adr.SpaceWeather.from_file(path)


def test_a_missing_table_is_bad_input(tmp_path):
    with pytest.raises(InvalidInputError, match="Cannot read space weather"):
        adr.SpaceWeather.from_file(tmp_path / "nothing.csv")


def test_a_mission_names_its_table_from_its_own_folder(strong):
    path = strong.with_name("mission.toml")
    path.write_text(
        '[servicer]\ndry_mass = "1.2 t"\npropellant = "800 kg"\nisp = "300 s"\n'
        '[mission]\nstart = 2025-01-01\nduration = "300 day"\nweather = "strong.csv"\n',
        encoding="utf-8",
    )
    assert adr.read_mission(path).mission.weather == adr.SpaceWeather.from_file(strong)


def test_a_mission_takes_no_path_for_a_table():
    with pytest.raises(InvalidInputError, match=r"SpaceWeather\.from_file"):
        replace(MISSION, weather="strong.csv")


def test_a_strong_sun_raises_the_lowest_drift(strong):
    """The bundled maximum of 2025 has an activity of 1.0 at most; 1.7 makes the air at 500 km about twice as thick."""
    own = replace(MISSION, weather=adr.SpaceWeather.from_file(strong))
    floors = [_drift_floor(SERVICER, mission, environment_of(mission, ())) for mission in (MISSION, own)]
    assert floors[1].activity > floors[0].activity + 0.3


def test_plans_fly_in_it_and_name_it(strong):
    own = replace(MISSION, weather=adr.SpaceWeather.from_file(strong))
    environment = environment_of(own, ())
    assert np.allclose(environment.gravity.sky.rows[:, 8], 80.0 / 70.0)
    atmosphere = conventions(environment, SERVICER).atmosphere
    assert atmosphere.source.endswith("; strong.csv")

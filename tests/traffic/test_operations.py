"""Stops and re-entries: against closed forms, against flights, and against skyfield."""

import json

import numpy as np
import pytest

import adr_planner as adr
from adr_planner.environment import Environment
from adr_planner.errors import InvalidInputError
from adr_planner.traffic.earth import is_land, sun_towards
from adr_planner.traffic.entry import SOUTH_PACIFIC, Box
from adr_planner.traffic.neighbour import neighbours
from adr_planner.traffic.spans import spans_above
from adr_planner.traffic.stop import beta_deg, elevation, light_margin_m, local_time_h
from adr_planner.traffic.track import sampled
from adr_planner.units import DAY, parse_utc

KIRUNA = adr.Station("Kiruna", 67.86, 20.96, 400.0)


@pytest.fixture(scope="module")
def desk(example_plan):
    return adr.operations(example_plan, stations=[KIRUNA])


@pytest.fixture(scope="module")
def environment():
    return Environment.of(adr.MeanElements("2024-11-01T00:00:00Z", 14.4, 0.0, 98.0, 0.0, 0.0, 0.0).epoch)


def test_the_shadow_lasts_as_long_as_geometry_has_it(environment, circle):
    """Wertz: half the arc in shadow of a circle is acos(sqrt(r^2 - R^2) / (r cos beta)), beta the Sun's angle to it."""
    sun = sun_towards(np.array([0.4 * DAY]), environment)[0]
    track = circle(800e3, 98.6, np.degrees(np.arctan2(sun[1], sun[0])) + 20.0)
    beta = np.radians(beta_deg(track, np.array([0.4 * DAY]), environment)[0])
    radius = 6378.1363e3 + 800e3
    half = np.arccos(np.sqrt(radius**2 - 6378.1363e3**2) / (radius * np.cos(beta)))
    shadow = spans_above(lambda t: -light_margin_m(track, t, environment), 0.3 * DAY, 0.5 * DAY)
    period = 2.0 * np.pi * np.sqrt(radius**3 / 3.986004418e14)
    assert shadow[1][1] - shadow[1][0] == pytest.approx(half / np.pi * period, abs=2.0)


def test_a_noon_orbit_is_a_noon_orbit(environment, circle):
    """A node below the Sun is passed at twelve, one a quarter of a turn on at eighteen."""
    sun = sun_towards(np.array([0.0]), environment)[0]
    ascension = np.degrees(np.arctan2(sun[1], sun[0]))
    for ahead, hours in ((0.0, 12.0), (90.0, 18.0), (-90.0, 6.0)):
        track = circle(800e3, 98.6, ascension + ahead)
        assert local_time_h(track, np.array([0.0]), environment)[0] == pytest.approx(hours, abs=1e-6)


def test_a_station_below_has_it_in_the_zenith(environment, circle):
    from adr_planner.traffic.earth import geodetic, turned_with_earth

    track, times = circle(800e3, 98.6, 30.0), np.array([5000.0])
    longitude, latitude, _ = geodetic(turned_with_earth(track.at(times)[0], times, environment))
    below = adr.Station("below", float(np.degrees(latitude[0])), float(np.degrees(longitude[0])))
    assert elevation(below, track, times, environment)[0] == pytest.approx(90.0, abs=0.01)


def test_every_stop_and_every_re_entry_is_told(example_plan, desk):
    assert [stop.norad_cat_id for stop in desk.stops] == [leg.to_norad_cat_id for leg in example_plan.legs]
    assert len(desk.entries) == sum(item.controlled for item in example_plan.disposals)
    for stop, leg in zip(desk.stops, example_plan.legs, strict=True):
        assert abs((parse_utc(stop.arrive_utc) - parse_utc(leg.arrive_utc)).to_value("s")) < 1e-3
        assert 0.5 < stop.lit_share < 1.0
        assert len(stop.contacts) > 100
        for first, last in stop.windows:
            assert any(item.start_utc <= first and last <= item.stop_utc for item in stop.contacts)


def test_an_entry_is_where_the_flight_passes_120_km(example_plan, desk):
    import astropy.units as u

    for entry in desk.entries:
        number = "servicer" if entry.who == "servicer" else int(entry.who.split("(")[-1].rstrip(")"))
        # The documented flight ends there: a tenth of a second before, it is 20 m above.
        there = example_plan.state(parse_utc(entry.epoch_utc) - 0.1 * u.s, who=number).norm().to_value("km")
        assert there - 6378.1363 == pytest.approx(120.0, abs=0.1)
        assert 1.0 < entry.angle_deg < 2.5
        assert entry.choice is None or 0.0 < entry.choice.wait_h < 72.0


def test_the_later_burn_comes_in_over_the_box(desk):
    chosen = [entry.choice for entry in desk.entries if entry.choice]
    assert chosen
    for choice in chosen:
        place = np.radians(choice.longitude_deg), np.radians(choice.latitude_deg)
        assert SOUTH_PACIFIC.holds(*(np.array([part]) for part in place)).all()
        assert not is_land(*(np.array([part]) for part in place)).any()


def test_boxes_may_cross_the_date_line():
    box = Box(-60.0, -30.0, 160.0, -160.0)
    inside = box.holds(np.radians(np.array([170.0, -170.0, 0.0])), np.radians(np.array([-40.0, -40.0, -40.0])))
    assert inside.tolist() == [True, True, False]


def test_it_leaves_as_json_tables_and_html(tmp_path, desk):
    desk.to_json(tmp_path / "desk.json")
    assert json.loads((tmp_path / "desk.json").read_text())["document_type"] == "adr_operations"
    assert len(desk.to_pandas("contacts")) == sum(len(stop.contacts) for stop in desk.stops)
    assert len(desk.to_pandas()) == len(desk.stops)
    assert "<table>" in desk._repr_html_()


def test_what_is_no_station_is_refused(example_plan):
    with pytest.raises(InvalidInputError, match="must lie between -90 and 90"):
        adr.Station("nowhere", 91.0, 0.0)
    with pytest.raises(InvalidInputError, match="like 'Kiruna"):
        adr.Station.from_text("Kiruna")
    with pytest.raises(InvalidInputError, match="two have one name"):
        adr.operations(example_plan, stations=[KIRUNA, KIRUNA])
    with pytest.raises(InvalidInputError, match=r"write adr\.Station"):
        adr.operations(example_plan, stations=["Kiruna"])


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore:The file .* has expired")
def test_skyfield_sees_the_same(extract, environment):
    """Beta, shadow and contacts of one object over a month: 0.05 deg, 2 s and 5 s."""
    api, data = pytest.importorskip("skyfield.api"), pytest.importorskip("skyfield_data")
    catalog = adr.Catalog.from_file(extract("gp_20241101.csv"))
    item = next(one for one in catalog if 700.0 < one.elements.perigee_km < 850.0 and one.elements.eccentricity < 0.01)
    epoch = environment.epoch.utc
    [neighbour] = neighbours([item], (epoch.jd1, epoch.jd2))
    times = np.arange(0.0, 30 * DAY, 180.0)
    position, velocity = neighbour.states(times)
    track = sampled(times, position, velocity)
    load = api.Loader(data.get_skyfield_data_path())
    scale, sky = load.timescale(builtin=True), load("de421.bsp")
    satellite = api.EarthSatellite.from_satrec(item.elements.satrec(), scale)

    def at(seconds):
        return scale.utc(2024, 11, 1, 0, 0, np.asarray(seconds))

    for lit in (1.0, -1.0):
        mine = spans_above(lambda t, lit=lit: lit * light_margin_m(track, t, environment), DAY, 29 * DAY)
        starts = np.array([a for a, _ in mine[1:60]])
        before, after = satellite.at(at(starts - 2.0)).is_sunlit(sky), satellite.at(at(starts + 2.0)).is_sunlit(sky)
        assert np.all(after == (lit > 0))
        assert np.all(before != after)
    checks = np.linspace(DAY, 29 * DAY, 40)
    for seconds, beta in zip(checks, beta_deg(track, checks, environment), strict=True):
        state = satellite.at(at(float(seconds)))
        across = np.cross(state.position.km, state.velocity.km_per_s)
        sun = sky["earth"].at(at(float(seconds))).observe(sky["sun"]).apparent().position.km
        sine = np.dot(across, sun) / np.linalg.norm(across) / np.linalg.norm(sun)
        assert np.degrees(np.arcsin(sine)) == pytest.approx(beta, abs=0.05)
    place = api.wgs84.latlon(KIRUNA.latitude_deg, KIRUNA.longitude_deg, KIRUNA.height_m)
    found, kinds = satellite.find_events(place, at(DAY), at(29 * DAY), altitude_degrees=5.0)
    rises = (found[kinds == 0].tt - at(0.0).tt) * DAY
    mine = spans_above(lambda t: elevation(KIRUNA, track, t, environment) - 5.0, DAY, 29 * DAY)
    assert len(rises) == pytest.approx(len(mine), abs=1)
    for start, _ in mine[1:-1]:
        assert np.min(np.abs(rises - start)) < 5.0

"""Who comes near a track: against brute force, every object at every ten seconds, refined by another search."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar

import adr_planner as adr
from adr_planner.catalog.population import population_of
from adr_planner.risk.collisions.flux import Flux
from adr_planner.traffic.crowd import Crowd
from adr_planner.traffic.expected import crossings_per_m2, heights_of
from adr_planner.traffic.neighbour import neighbours
from adr_planner.traffic.sweep import Sweep, sweep
from adr_planner.traffic.track import sampled, track_of
from adr_planner.trajectory.route import map_of
from adr_planner.units import DAY

METRE = 1.0
ORBITS = (
    (560, 53.1), (620, 97.8), (700, 98.2), (760, 98.5), (780, 86.4), (820, 71.0), (850, 98.8), (900, 74.0), (980, 82.9),
    (1200, 65.0),
)  # fmt: skip
"""Heights [km] and inclinations [deg]."""


@pytest.fixture(scope="module")
def chart(example_plan):
    return map_of(example_plan)


@pytest.fixture(scope="module")
def crowd(extract):
    return adr.Catalog.from_file(extract("gp_20241101.csv"))


def start_of(chart):
    epoch = chart.environment.epoch.utc
    return epoch.jd1, epoch.jd2


def track_until(chart, days):
    """Return the track of the arcs that begin before a day."""
    return track_of([arc for arc in chart.servicer if arc.start.time < days * DAY], chart.environment)


def by_brute_force(track, objects, start, radius, end):
    """Return number, time [s] and miss [m] of every approach: ten-second steps, then a bounded search around each."""
    grid = np.arange(0.0, end, 10.0)
    own, found = track.at(grid)[0], []
    for one in neighbours(objects, start):
        apart = np.linalg.norm(one.states(grid)[0] - own, axis=1)
        apart = np.where(np.isfinite(apart), apart, np.inf)
        middle = apart[1:-1]
        # At most 16.5 km/s past each other: what is nearest within five seconds of a step is no further off than this.
        least = np.flatnonzero((middle <= apart[:-2]) & (middle < apart[2:]) & (middle < radius + 90e3)) + 1
        for place in grid[least]:
            best = minimize_scalar(
                lambda s, one=one: float(np.linalg.norm(one.states(np.array([s]))[0] - track.at(np.array([s]))[0])),
                bounds=(place - 10.0, place + 10.0), method="bounded", options={"xatol": 1e-6},
            )  # fmt: skip
            if best.fun < radius:
                found.append((one.item.norad_cat_id, best.x, best.fun))
    return found


def swept(track, objects, start, radius, end):
    how = Sweep(radius, 400 * DAY, start, {})
    return [
        (met.neighbour.item.norad_cat_id, time, float(np.linalg.norm(apart)))
        for met in sweep(track, objects, how)
        for time, apart in zip(met.closest.times, met.closest.apart, strict=True)
        if time < end
    ]


def agree(brute, mine):
    """Every approach of one list is in the other: within a tenth of a second and a metre."""
    for one, other in ((brute, mine), (mine, brute)):
        for number, time, miss in one:
            assert any(number == n and abs(time - t) < 0.1 and abs(miss - m) < METRE for n, t, m in other), (
                f"{number} at {time:.1f} s, {miss:.0f} m"
            )


def test_the_sweep_finds_what_brute_force_finds(chart, crowd):
    """At 200 km, so that a hundred objects of all kinds give enough to compare: plane, eccentric, higher and lower."""
    track, end = track_until(chart, 1.5), 1.5 * DAY
    brute = by_brute_force(track, crowd, start_of(chart), 200e3, end)
    assert len(brute) > 50
    agree(brute, swept(track, crowd, start_of(chart), 200e3, end))


@pytest.mark.thorough
@pytest.mark.parametrize("radius", [5e3, 20e3])
def test_five_hundred_objects_in_thirty_days(chart, shared_data, radius):
    everything = adr.Catalog.from_file(shared_data("catalog/celestrak_gp_onorbit_20241101.csv.gz"))
    low = [item for item in everything if item.elements.perigee_km < 900 and item.elements.apogee_km > 650]
    eccentric = [item for item in low if item.elements.eccentricity > 0.05]
    draw = np.random.default_rng(1)
    some = [low[k] for k in draw.choice(len(low), 400, replace=False)]
    some += [eccentric[k] for k in draw.choice(len(eccentric), 100, replace=False)]
    some = list({item.norad_cat_id: item for item in some}.values())
    track, end = track_until(chart, 30.0), 30.0 * DAY
    brute = by_brute_force(track, some, start_of(chart), radius, end)
    agree(brute, swept(track, some, start_of(chart), radius, end))


def test_between_samples_the_track_is_the_flight(chart, example_plan):
    """`adr.state` flies to each moment; between thirty samples a revolution polynomials are 7 cm off."""
    import erfa

    from adr_planner.frames import teme_to_gcrf

    track = track_until(chart, 10.0)
    times = np.linspace(3e4, 8e5, 9)
    there = adr.state(example_plan, chart.environment.time(times)).xyz.to_value("m").T
    for seconds, mine, flown in zip(times, track.at(times)[0], there, strict=True):
        tt = chart.environment.time(float(seconds)).tt
        assert np.linalg.norm(erfa.rxp(teme_to_gcrf(tt.jd1, tt.jd2), mine) - flown) < 0.1


def test_the_arc_after_a_burn_is_taken_at_its_moment(chart, example_plan):
    burn = example_plan.legs[0].maneuvers[0]
    seconds = chart.seconds(burn.epoch_utc)
    track = track_until(chart, 1.0)
    kick = track.at(np.array([seconds]))[1] - track.at(np.array([seconds - 1e-3]))[1]
    assert np.linalg.norm(kick) == pytest.approx(burn.size_m_s, abs=0.02)


@pytest.mark.thorough
def test_counts_are_those_of_the_flux(circle, shared_data):
    """Ten orbits over a month against every object there is: below 20 km, within a tenth in the mean of the ten.

    A single orbit may be a fifth off, for the flux takes nodes at random: those of sun-synchronous objects are not, nor
    those of constellations of its own inclination.
    """
    everything = adr.Catalog.from_file(shared_data("catalog/celestrak_gp_onorbit_20241101.csv.gz"))
    start, draw, ratios = (2460615.5, 0.0), np.random.default_rng(5), []
    crowd = Crowd(everything, start)
    flux = Flux.from_population(population_of(everything, everything.population, "all"), avoidance=0.0)
    for height, inclination in ORBITS:
        track = circle(height * 1e3, inclination, draw.uniform(0.0, 360.0), 30.0, turning=True)
        near = crowd.between(height * 1e3 - 80e3, height * 1e3 + 80e3)
        some = [crowd.objects[k] for k in np.flatnonzero(near)]
        count = sum(met.closest.times.size for met in sweep(track, some, Sweep(20e3, 400 * DAY, start, {})))
        ratios.append(count / (crossings_per_m2(heights_of(track), flux) * np.pi * 20e3**2))
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.10)


@pytest.mark.thorough
@pytest.mark.filterwarnings("ignore:The file .* has expired")
def test_skyfield_has_the_same_moments_and_misses(crowd):
    """Ten approaches of two catalogued objects, by skyfield's SGP4 and frames: 0.1 s and 10 m."""
    api, data = pytest.importorskip("skyfield.api"), pytest.importorskip("skyfield_data")
    start = (2460615.5, 0.0)
    own = next(item for item in crowd if 700.0 < item.elements.perigee_km < 850.0 and item.elements.eccentricity < 0.01)
    [followed] = neighbours([own], start)
    times = np.arange(0.0, 5 * DAY, 180.0)
    track = sampled(times, *followed.states(times))
    others = [item for item in crowd if item.norad_cat_id != own.norad_cat_id]
    scale = api.Loader(data.get_skyfield_data_path()).timescale(builtin=True)
    mine = api.EarthSatellite.from_satrec(own.elements.satrec(), scale)
    found = sorted(swept(track, others, start, 200e3, 5 * DAY), key=lambda event: event[2])[:10]
    assert len(found) == 10
    for number, seconds, miss in found:
        other = api.EarthSatellite.from_satrec(crowd.get(number).elements.satrec(), scale)

        def apart(offset, seconds=seconds, other=other):
            moment = scale.utc(2024, 11, 1, 0, 0, seconds + offset)
            return float(np.linalg.norm(other.at(moment).position.m - mine.at(moment).position.m))

        best = minimize_scalar(apart, bounds=(-1.0, 1.0), method="bounded", options={"xatol": 1e-5})
        assert abs(best.x) < 0.1
        assert best.fun == pytest.approx(miss, abs=10.0)

"""One sampled trajectory: through every documented state, beside every target, down to the entry interface."""

import astropy.units as u
import numpy as np
import pytest
from astropy.time import Time
from scipy.interpolate import KroghInterpolator

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.units import parse_utc
from adr_planner.verification.flights.trajectory import servicer_at, servicer_burns
from adr_planner.verification.scene import Scene

METRES = 0.2
"""How far the flight may end from a documented state [m]: dates of documents are rounded to the microsecond, 7 mm of
flight, and that grows. The example: 9 cm after 112 days."""


@pytest.fixture(scope="module")
def flown(example_plan):
    return adr.ephemeris(example_plan, per_orbit=8)


def test_the_flight_meets_every_documented_state_within_decimetres(example_plan, flown):
    burns = servicer_burns(Scene(example_plan))
    assert len(burns) > 10
    assert max(segment.miss for segment in flown) < METRES


def test_burns_stand_exactly_at_the_boundaries_of_segments(example_plan, flown):
    after = {segment.burn: segment for segment in flown if segment.burn}
    segments = list(flown)
    for burn in servicer_burns(Scene(example_plan)):
        begun = after[burn.id]
        ended = segments[segments.index(begun) - 1]
        assert abs((begun.times[0] - parse_utc(burn.epoch_utc)).to_value("us")) < 0.6
        assert begun.seconds[0] == ended.seconds[-1]
        for segment, row, kick in ((ended, -1, 0.0), (begun, 0, 1.0)):
            np.testing.assert_allclose(segment.position[row] / 1e3, burn.position_km, rtol=0, atol=1e-9)
            velocity = np.array(burn.velocity_km_s) + kick * np.array(burn.delta_v_m_s) / 1e3
            np.testing.assert_allclose(segment.velocity[row] / 1e3, velocity, rtol=0, atol=1e-12)


def test_segments_follow_each_other_from_the_injection_to_the_entry(example_plan, flown):
    for before, after in zip(flown.segments, flown.segments[1:], strict=False):
        assert before.seconds[-1] == after.seconds[0]
        np.testing.assert_array_equal(before.position[-1], after.position[0])
    start = example_plan.servicer.initial_state
    np.testing.assert_allclose(flown.segments[0].position[0] / 1e3, start.position_km, atol=1e-9)
    entry = np.linalg.norm(flown.segments[-1].position[-1]) - 6378137.0
    assert flown.segments[-1].kind == "descent"
    assert entry == pytest.approx(120e3, abs=100.0)
    assert all(len(segment) >= 8 for segment in flown)


def test_the_servicer_is_beside_every_target_at_arrival_and_as_it_leaves(example_plan):
    for leg in example_plan.legs:
        arrive = parse_utc(leg.arrive_utc)
        times = Time([arrive, arrive + example_plan.mission.stay_days * u.day - 1 * u.s])
        apart = example_plan.state(times).xyz - example_plan.state(times, who=leg.to_norad_cat_id).xyz
        assert np.all(np.linalg.norm(apart.to_value("m"), axis=0) < 100.0)


def test_the_verifier_is_where_the_planner_is(example_plan):
    """Its integrators, field and frames are its own: the two agree within its own limit of continuity."""
    scene = Scene(example_plan)
    for days in (5.0, 60.0, 180.0, 300.0):
        there = servicer_at(scene, days * 86400.0)
        here = adr.state(example_plan, parse_utc(example_plan.conventions.plan_epoch_utc) + days * u.day)
        assert np.linalg.norm(here.xyz.to_value("m") - there.position) < 100.0


def test_interpolation_between_the_states_is_within_a_centimetre(example_plan):
    """Hermite, degree 7, as OEM and STK files ask for: between states of the usual spacing."""
    segment = next(item for item in adr.ephemeris(example_plan) if len(item) > 1000)
    middles, between = [], []
    for k in range(10, 900, 97):
        rows = slice(k - 1, k + 3)
        times, centre = segment.seconds[rows], segment.seconds[k : k + 2].mean()
        curve = KroghInterpolator(
            np.repeat(times - centre, 2),
            np.stack([segment.position[rows], segment.velocity[rows]], axis=1).reshape(8, 3),
        )
        middles.append(centre)
        between.append(curve(0.0))
    there = adr.state(example_plan, parse_utc(example_plan.conventions.plan_epoch_utc).tai + middles * u.s)
    miss = np.linalg.norm(there.xyz.to_value("m").T - np.array(between), axis=1)
    assert np.max(miss) < 0.01


def test_tables_hold_the_same_states(flown):
    table, frame = flown.to_qtable(), flown.to_pandas()
    assert len(table) == len(frame) == len(flown)
    assert table["position"].unit == u.km
    assert table["time"].scale == "utc"
    assert table.meta["ref_frame"] == "GCRF"
    np.testing.assert_array_equal(frame["x_km"], table["position"][:, 0].value)
    assert frame["epoch_utc"].iloc[0].endswith(".000000Z")
    cartesian = flown.cartesian
    np.testing.assert_allclose(cartesian.xyz.to_value("km").T, table["position"].value)
    assert cartesian.differentials["s"].d_x.unit == u.km / u.s


def test_targets_are_followed_down(example_plan):
    number = example_plan.targets[0].norad_cat_id
    followed = adr.ephemeris(example_plan, step=20 * u.min, who=number)
    assert [segment.kind for segment in followed][-2:] == ["disposal", "descent"]
    assert np.linalg.norm(followed.segments[-1].position[-1]) - 6378137.0 == pytest.approx(120e3, abs=100.0)
    assert {segment.norad_cat_id for segment in followed} == {number}
    assert max(np.diff(followed.segments[0].seconds)) <= 1200.0 + 1e-6


def test_a_state_at_a_burn_is_the_one_after_it(example_plan):
    burn = example_plan.legs[0].maneuvers[0]
    there = example_plan.state(parse_utc(burn.epoch_utc)).differentials["s"].d_xyz.to_value("km/s")
    np.testing.assert_allclose(there, np.array(burn.velocity_km_s) + np.array(burn.delta_v_m_s) / 1e3, atol=1e-9)


def test_an_orbit_is_that_of_the_state(example_plan):
    time = parse_utc(example_plan.legs[0].arrive_utc) + 1 * u.day
    orbit = example_plan.orbit(time)
    np.testing.assert_allclose(orbit.r.to_value("km"), example_plan.state(time).xyz.to_value("km"))
    wanted = example_plan.target(example_plan.legs[0].to_norad_cat_id).omm.INCLINATION
    assert abs(orbit.inc.to_value("deg") - wanted) < 0.5


def test_what_cannot_be_sampled_is_refused_by_name(example_plan):
    epoch = parse_utc(example_plan.conventions.plan_epoch_utc)
    with pytest.raises(InvalidInputError, match=r"followed from 2025-01-01.* and not at 2024-12-31"):
        adr.state(example_plan, epoch - 1 * u.day)
    with pytest.raises(InvalidInputError, match="one of this plan's targets"):
        adr.ephemeris(example_plan, who=1)
    with pytest.raises(InvalidInputError, match="not both"):
        adr.ephemeris(example_plan, step=1 * u.min, per_orbit=9)
    with pytest.raises(TypeError, match=r"step=60 \* u\.s"):
        adr.ephemeris(example_plan, step=60)
    with pytest.raises(TypeError, match="needs an astropy Time"):
        adr.state(example_plan, 60)
    with pytest.raises(InvalidInputError, match="of one object"):
        adr.state(example_plan, epoch, who="all")


def test_air_of_another_version_is_refused(example_plan):
    conventions = example_plan.conventions
    air = conventions.atmosphere.model_copy(update={"ln_density": (-30.0,)})
    other = example_plan.model_copy(update={"conventions": conventions.model_copy(update={"atmosphere": air})})
    with pytest.raises(InvalidInputError, match=r"air .* does not fly in"):
        adr.ephemeris(other, per_orbit=4)


def test_a_document_that_contradicts_its_flight_is_not_sampled(example_plan):
    leg = example_plan.legs[0]
    last = leg.maneuvers[-1]
    x, y, z = last.position_km
    spoiled = leg.model_copy(
        update={"maneuvers": (*leg.maneuvers[:-1], last.model_copy(update={"position_km": (x + 5.0, y, z)}))}
    )
    other = example_plan.model_copy(update={"legs": (spoiled, *example_plan.legs[1:])})
    with pytest.raises(InvalidInputError, match=r"ends 5 km from the state its document gives"):
        adr.ephemeris(other, per_orbit=4)


def test_thrust_arcs_are_flown_to_where_the_next_begins(electric_plan):
    flown = adr.ephemeris(electric_plan, per_orbit=4)
    arcs = [segment for segment in flown if segment.kind == "thrust"]
    assert [segment.burn for segment in arcs] == [arc.id for arc in electric_plan.arcs]
    assert max(segment.miss for segment in arcs) < 10.0
    # A coast after a spiral of weeks begins where that one ends, which no document says.
    assert max(segment.miss for segment in flown) < 100.0
    # The far-range approach is not planned, and said so: tens of kilometres at most.
    approaches = [k for k, segment in enumerate(flown.segments) if segment.kind == "approach"]
    for k in approaches:
        apart = np.linalg.norm(flown.segments[k].position[-1] - flown.segments[k + 1].position[0])
        assert apart < 150e3


def test_tables_of_a_plan_have_units(example_plan):
    burns = example_plan.to_qtable("burns")
    assert burns["delta_v"].unit == u.m / u.s
    assert burns["epoch"].scale == "utc"
    own = [burn for leg in example_plan.legs for burn in leg.maneuvers]
    assert len(burns) == len(own) + sum(len(item.maneuvers) for item in example_plan.disposals)
    budget = example_plan.to_qtable("budget")
    assert budget["propellant"].sum().to_value("kg") == pytest.approx(example_plan.totals.propellant_kg)
    assert len(example_plan.to_pandas("verification")) == len(example_plan.verification.checks)
    assert example_plan.to_qtable("targets")["drag"].unit == u.m**2 / u.kg
    with pytest.raises(InvalidInputError, match="say one of legs, targets"):
        example_plan.to_pandas("nothing")

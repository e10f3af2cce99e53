"""What a projection promises: properties that hold for any population, and the published benchmark of 2006."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from astropy.time import Time

import adr_planner as adr
from adr_planner.catalog import Population
from adr_planner.errors import InvalidInputError
from adr_planner.projection.course import CLASSES
from adr_planner.projection.dwelling import places
from adr_planner.projection.fragments import fragment_classes
from adr_planner.projection.mean_field import Groups
from adr_planner.projection.projection import FIGURES
from adr_planner.projection.scatter import scatter
from adr_planner.projection.sinking import CYCLES, descents, shell_presence, shell_transport
from adr_planner.risk.collisions.flux import Flux, Targets
from adr_planner.risk.collisions.lifetime import decay_time
from adr_planner.risk.collisions.shells import dwell

YEAR = 365.25 * 86400.0
START = Time("2025-01-01")
RADIUS_KM = 6378.137
HORIZON = 40.0
"""Of what is shown on the little crowd [yr]: one horizon, so that its course without removals is run once."""
PLAN = Path(__file__).parents[1] / "verification" / "plans" / "plan-1.2.0.json"


def test_dwell_is_the_flux_own():
    sma, ecc = np.array([6978e3, 7400e3, 9000e3, 6600e3]), np.array([0.0, 0.03, 0.25, 0.001])
    place = places(sma * (1 - ecc), sma * (1 + ecc))
    table = np.zeros((4, 180))
    table[place.row, place.shell] = place.share
    assert table == pytest.approx(dwell(sma, ecc), abs=1e-12)


def test_rates_are_those_of_the_flux():
    """Grouped targets against `Flux`, object by object, in the bundled catalogue: sum to 2 %, median to 3 %."""
    population = adr.Catalog.example().population
    population = population.part(
        ~population.operational & (population.sma_km * (1 - population.ecc) < RADIUS_KM + 2000)
    )
    sma, radius = population.sma_km * 1e3, population.radius_m
    massive = np.flatnonzero(population.mass_kg > 700)
    groups = Groups.of(population.inc_deg, population.mass_kg)
    group = groups.find(population.inc_deg, population.mass_kg)
    place = places(sma * (1 - population.ecc), sma * (1 + population.ecc))
    field = groups.field(groups.moments(place, group, radius ** np.arange(3.0)[:, None]))
    here = group[place.row], place.shell
    met = sum(field.rate[here][:, k] * radius[place.row] ** k for k in range(3))
    met -= groups.itself.rate[here] * place.share * radius[place.row] ** 2
    ours = (np.bincount(place.row, met * place.share, len(population)) * YEAR)[massive]
    targets = Targets(
        sma, population.ecc, population.inc_deg, population.mass_kg, radius, population.norad_cat_id
    ).part(massive)
    theirs = Flux.from_population(population).encounters(targets).catastrophic_per_yr
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.02)
    assert np.median(np.abs(ours[theirs > 0] / theirs[theirs > 0] - 1)) < 0.03


def test_the_way_down_is_that_of_the_lifetime_model():
    perigee, apogee = np.array([500e3, 700e3, 400e3, 600e3]), np.array([500e3, 720e3, 1500e3, 5000e3])
    ratio = np.full(4, 0.01)
    way = descents(perigee + 6378137, apogee + 6378137, ratio, np.array([0.0, 1e12]), "mean", np.zeros(4))
    assert way.gone == pytest.approx(decay_time(perigee, apogee, ratio), rel=3e-3)
    assert way.apogee[0] == pytest.approx(apogee + 6378137)


def test_an_orbit_on_its_way_has_the_rest_of_its_life_left():
    half = decay_time(700e3, 700e3, 0.01)[0] / 2
    start = np.array([7078137.0])
    way = descents(start, start, np.array([0.01]), np.array([half]), "mean", np.zeros(1))
    there = way.apogee[0, 0] - 6378137, way.perigee[0, 0] - 6378137
    assert decay_time(there[1], there[0], 0.01)[0] == pytest.approx(half, rel=5e-3)


def test_a_strong_sun_brings_things_down_sooner():
    start = np.array([7178137.0])
    lives = [descents(start, start, np.array([0.01]), np.array([1e12]), sun, np.zeros(1)).gone[0] for sun in CYCLES]
    assert lives[0] > lives[1] > lives[2]
    assert lives[0] / lives[2] < 6  # cycles, not a Sun that stays low or high for ever: that is a factor of ten


def test_transport_keeps_what_does_not_come_down_and_halves_make_a_whole():
    half, whole = (shell_transport(0.1, years * YEAR, "mean") for years in (5, 10))
    assert whole[:, 100:].sum(axis=0) == pytest.approx(1.0)
    heights = np.arange(180.0)
    assert heights @ (half @ half)[:, 70:] == pytest.approx(heights @ whole[:, 70:], abs=0.2)
    stays, comes = shell_presence(0.1, 10 * YEAR, "mean")
    assert (stays[150], comes[150]) == (1.0, 0.5)
    assert stays[5] < 0.01
    assert comes[5] == pytest.approx(stays[5], rel=0.01)


def test_fragments_follow_the_breakup_model():
    """Johnson et al. 2001: all classes together are all fragments; those of stages are lighter for their area."""
    classes = fragment_classes()
    assert classes.shares.sum(axis=1) == pytest.approx(1.0)
    spacecraft, stage = classes.shares @ np.log10(classes.area_to_mass)
    assert spacecraft < stage < 0.0
    # Sizes by L^-1.71: above 0.316 m are 14 % of those above 0.1 m.
    assert classes.shares[0][-9:].sum() == pytest.approx(3.16**-1.71, rel=1e-3)


def test_fragments_of_low_break_ups_are_lost_and_heavy_ones_stay():
    light, heavy = scatter(0.0), scatter(-2.0)
    assert light[:, 40].sum() < 0.7
    assert heavy[:, 40].sum() > 0.98
    assert heavy[34:47, 40].sum() > 0.95  # 13 m/s lift an orbit by up to 25 km


def test_removing_nothing_changes_nothing(little):
    found = adr.project(little, [], years=HORIZON)
    assert set(found.avoided().values()) == {0.0}
    assert found.without is found.removed


def test_horizon_zero_is_zero(little, heavy):
    found = adr.project(little, heavy[:3], years=0)
    assert all(value == 0.0 for value in found.avoided().values())
    assert found.to_pandas()["after_yr"].tolist() == [0.0]
    repr(found), str(found), found._repr_html_()


def test_removing_more_never_avoids_less(little, heavy):
    before = dict.fromkeys(FIGURES, 0.0)
    for number in (1, 5, 100, 400):
        avoided = adr.project(little, heavy[:number], years=HORIZON).avoided()
        assert all(avoided[name] >= before[name] - 1e-9 for name in FIGURES), number
        before = avoided
    assert before["n_catastrophic_collisions"] == pytest.approx(
        adr.project(little, years=HORIZON).without.n_catastrophic_collisions[-1], rel=1e-9
    )


def test_earlier_is_worth_more(little, heavy):
    dates = ["2025-01-01", "2031-07-01", "2050-01-01", "2065-01-02"]
    found = (adr.project(little, [(heavy[0], date)], years=HORIZON, start=START) for date in dates)
    worth = [one.avoided()["debris_years"] for one in found]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] == 0.0  # after the horizon


def test_removed_after_its_natural_decay_it_is_worth_nothing(crowd):
    low = crowd(low=450.0, high=600.0)
    life = (
        decay_time(
            (low.sma_km * (1 - low.ecc) - RADIUS_KM) * 1e3,
            (low.sma_km * (1 + low.ecc) - RADIUS_KM) * 1e3,
            np.pi * low.radius_m**2 / low.mass_kg,
        )
        / YEAR
    )
    down = int(low.norad_cat_id[np.argmax(np.where(life < 20, life, 0))])
    late, early = (
        adr.project(low, [(down, date)], years=HORIZON, start=START).avoided() for date in ("2050-01-01", "2025-01-01")
    )
    assert set(late.values()) == {0.0}
    assert early["n_encounters_derelicts"] == 0.0  # nobody works here
    assert early["n_catastrophic_collisions"] > 0.0


def test_per_year_spreads_the_removals(little, heavy):
    found = adr.project(little, heavy[:4], years=HORIZON, per_year=2, start=START)
    assert [one.after_yr for one in found.removals] == [0.5, 1.0, 1.5, 2.0]
    assert [one.norad_cat_id for one in found.removals] == heavy[:4]
    assert found.removals[1].date_utc.startswith("2026-01-01")


def test_parts_make_the_whole(little, heavy):
    found = adr.project(little, heavy[:5], years=HORIZON)
    total = found.without.n_catastrophic_collisions[-1]
    assert found.by_altitude()["n_catastrophic_collisions"].sum() == pytest.approx(total)
    table = found.by_class()
    assert table["object_class"].tolist() == list(CLASSES)
    assert table["n_catastrophic_collisions"].sum() == pytest.approx(total)
    assert table["n_fragments_made"].sum() == pytest.approx(found.without.n_fragments_made[-1])
    years = found.to_pandas()
    assert years["debris_years_avoided"].iloc[-1] == pytest.approx(found.avoided()["debris_years"])
    assert (np.diff(years["n_catastrophic_collisions"]) > 0).all()
    assert found.avoided(20)["debris_years"] < found.avoided()["debris_years"]
    json.dumps(found.to_dict(), allow_nan=False)


def test_halving_the_step_changes_what_is_avoided_by_less_than_a_hundredth(crowd):
    many = crowd(1500, low=700.0)
    heavy = many.norad_cat_id[np.argsort(-many.mass_kg)].tolist()
    coarse, fine = (adr.project(many, heavy[:5], years=100, step_years=step).avoided() for step in (4, 2))
    for name in FIGURES:
        assert coarse[name] == pytest.approx(fine[name], rel=0.01), name


def test_a_plan_is_projected_from_its_document():
    plan = adr.MissionPlan.from_json(PLAN.read_text(encoding="utf-8"))
    found = adr.project(adr.Catalog.example(), plan, years=4)
    assert {one.norad_cat_id for one in found.removals} == {leg.to_norad_cat_id for leg in plan.legs}
    assert all(one.after_yr > 0 for one in found.removals)
    assert "24,0" in found.summary()
    assert "the whole catalogue of 2024-10-31" in found.summary()


@pytest.mark.parametrize(
    ("removals", "changes", "words"),
    [
        ([99999], {}, "not in a little crowd"),
        ([1, 1], {}, "removed 2 times"),
        ([(1, "1999-01-01")], {"start": START}, "before the projection starts"),
        ([(1, "2030-01-01")], {"start": START, "per_year": 2}, "dates or per_year"),
        (5, {}, "removals must be"),
        (None, {"years": -1}, "years must be"),
        (None, {"sun": "high"}, "sun must be one of weak, mean, strong"),
        (None, {"disposal": 1.5}, "disposal must be"),
        (None, {"step_years": 0.0}, "step_years must be"),
    ],
)
def test_what_cannot_be_projected_is_refused_by_name(little, removals, changes, words):
    with pytest.raises(InvalidInputError, match=words):
        adr.project(little, removals, **{"years": 10, **changes})


def population_2006(text):
    """Return LEO of 1 January 2006: catalogued objects only, nothing steps aside."""
    rows = list(csv.DictReader(text.splitlines()))
    kinds = {"payload": 0, "rocket body": 1, "debris": 2}
    columns = ("semi_major_axis_km", "eccentricity", "inclination_deg", "mass_kg", "radius_m")
    values = [np.array([float(row[name]) for row in rows]) for name in columns]
    kind = np.array([kinds[row["kind"]] for row in rows], np.uint8)
    return Population(np.arange(1, len(rows) + 1), *values, kind, np.zeros(len(rows), bool), "LEO of 2006-01-01")


def test_the_published_benchmark_of_2006(extract):
    """200 years, no launches, no explosions: 10.8 catastrophic collisions, 60 % at 900-1,000 km (NASA LEGEND 2006)."""
    population = population_2006(extract("leo_2006.csv.gz"))
    found = adr.project(population, years=200, step_years=4)  # as in docs/theory/benefit.md
    assert 8.0 < found.without.n_catastrophic_collisions[-1] < 14.0
    bands = found.by_altitude().set_index("from_km")["n_fragments_made"]
    assert 0.45 < bands[900] / bands.sum() < 0.70
    objects = found.to_pandas().set_index("after_yr")["n_objects"]
    assert np.abs(objects[:50] / objects[0] - 1.0).max() < 0.15

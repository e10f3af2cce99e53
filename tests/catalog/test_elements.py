"""Mean elements are SGP4's, and impossible ones are refused."""

import pytest
from sgp4.api import WGS72, Satrec

from adr_planner.catalog import MeanElements
from adr_planner.catalog.elements import epoch_text
from adr_planner.errors import CatalogError

GOOD = {
    "epoch_utc": "2024-10-31T12:00:00Z", "mean_motion_rev_day": 14.3807, "eccentricity": 0.0001,
    "inclination_deg": 98.2, "raan_deg": 300.0, "argp_deg": 90.0, "mean_anomaly_deg": 270.0,
}  # fmt: skip
LINES = (
    "1 27386U 02009A   24305.50000000  .00000000  00000+0  00000+0 0  9990",
    "2 27386  98.2000 300.0000 0001000  90.0000 270.0000 14.38070000000018",
)


@pytest.mark.parametrize("inclination", [0.0, 63.4, 98.2, 144.6, 180.0])
def test_the_axis_is_what_sgp4_makes_of_the_same_line_retrograde_ones_too(inclination):
    theirs = Satrec.twoline2rv(LINES[0], LINES[1].replace(" 98.2000", f"{inclination:8.4f}"), WGS72)
    elements = MeanElements(**GOOD | {"inclination_deg": inclination})
    assert elements.sma_m == pytest.approx(theirs.a * 6378135.0, abs=1e-3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"eccentricity": 1.0}, "only closed orbits"),
        ({"eccentricity": -0.1}, "only closed orbits"),
        ({"mean_motion_rev_day": 0.0}, "between 0 and 17"),
        ({"mean_motion_rev_day": -14.0}, "between 0 and 17"),
        ({"mean_motion_rev_day": 17.5}, "between 0 and 17"),
        ({"mean_motion_rev_day": float("inf")}, "finite"),
        ({"bstar": float("nan")}, "bstar is nan"),
        ({"raan_deg": "300"}, "raan_deg is '300'"),
        ({"inclination_deg": 181.0}, "between 0 and 180"),
        ({"epoch_utc": "yesterday"}, "cannot read 'yesterday'"),
        ({"epoch_utc": "2024-02-30T00:00:00Z"}, "cannot read '2024-02-30"),
    ],
)
def test_impossible_elements_are_refused(change, message):
    with pytest.raises(CatalogError, match=message):
        MeanElements(**GOOD | change)


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("2024-10-31T12:00:00", "2024-10-31T12:00:00.000000Z"),
        ("2024-10-31T12:00:00.25Z", "2024-10-31T12:00:00.250000Z"),
        ("2024-10-31", "2024-10-31T00:00:00.000000Z"),
        ("2024-305T06:00:00", "2024-10-31T06:00:00.000000Z"),  # 31 October is day 305 of a leap year
        ("2016-12-31T23:59:60.5", "2016-12-31T23:59:60.500000Z"),  # the last leap second
    ],
)
def test_epochs_are_read_as_calendar_dates_days_of_the_year_and_leap_seconds(text, ours):
    assert epoch_text(text) == ours


def test_an_epoch_in_another_time_zone_is_refused():
    with pytest.raises(CatalogError, match="as a UTC epoch"):
        epoch_text("2024-10-31T12:00:00+02:00")


@pytest.mark.parametrize("epoch", ["1956-12-31T00:00:00", "9999-01-01T00:00:00", "0000-01-01T00:00:00"])
def test_a_year_without_satellites_is_refused(epoch):
    with pytest.raises(CatalogError, match="no elements are of the year"):
        epoch_text(epoch)


def test_a_date_whose_leap_seconds_nobody_knows_yet_is_read_without_ado():
    assert epoch_text("2060-305T12:00:00") == "2060-10-31T12:00:00.000000Z"

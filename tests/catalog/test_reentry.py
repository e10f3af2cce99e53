"""Objects come down on the way SGP4 takes them: the first end counts, whatever it answers after that."""

import warnings

import pytest
from astropy.time import Time, TimeDelta

import adr_planner as adr
from adr_planner.catalog.reentry import date_after, sgp4_reentry
from adr_planner.errors import PropagationError


@pytest.fixture(scope="module")
def catalog():
    return adr.Catalog.example()


def test_one_in_twenty_of_the_bundled_objects_is_down_two_years_on(catalog):
    """70 of 1,366 by November 2026, a dozen of which SGP4 no longer calls an error then."""
    today = Time("2026-11-28")
    down, silent = 0, 0
    for item in catalog:
        days = (today - item.elements.epoch).to_value("day")
        if sgp4_reentry(item.elements, days) is not None:
            down += 1
            silent += item.elements.satrec().sgp4_tsince(days * 1440.0)[0] == 0
    assert 65 <= down <= 75
    assert silent >= 10


@pytest.mark.parametrize("number", [13067, 43067, 13271, 14064])
def test_no_state_is_told_after_an_object_has_come_down(catalog, number):
    """The error names object and date; the day before the date there is a state a few hundred kilometres up."""
    item = catalog.get(number)
    down = sgp4_reentry(item.elements, 3000.0)
    item.orbit(item.elements.epoch.tai + TimeDelta(down - 1.0, format="jd"))
    for later in (0.5, 40.0, 300.0, 900.0):
        with pytest.raises(PropagationError, match=rf"{item.name} \({number}\).* has decayed") as refused:
            item.orbit(item.elements.epoch.tai + TimeDelta(down + later, format="jd"))
        assert f"{date_after(item.elements, down):%Y-%m-%d}" in str(refused.value)
        assert refused.value.norad_cat_id == number


def test_what_stays_up_is_not_called_down(catalog):
    assert sgp4_reentry(catalog.get(22566).elements, 3652.0) is None
    assert sgp4_reentry(catalog.get(13067).elements, 100.0) is None
    assert sgp4_reentry(catalog.get(13067).elements, -400.0) is None


def test_elements_that_rise_by_themselves_tell_no_orbit():
    """A drag term far below zero lifts the orbit: no object does that."""
    rising = adr.MeanElements("2024-10-31T00:00:00Z", 15.2, 0.001, 65.0, 0.0, 0.0, 0.0, bstar=-0.05)
    assert sgp4_reentry(rising, 3652.0) is not None


def test_far_dates_warn_of_nothing(catalog):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        catalog.get(22566).orbit(catalog.get(22566).elements.epoch.tai + TimeDelta(9000.0, format="jd"))

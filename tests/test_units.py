"""The border: quantities in, floats out, and bare numbers sent back with an example."""

import re
from datetime import datetime

import numpy as np
import pytest
from astropy import units as u
from astropy.time import Time
from hypothesis import given
from hypothesis import strategies as st

from adr_planner.errors import InvalidInputError
from adr_planner.units import as_vector, from_text, parse_utc, si, si_values, time_of, utc_text


def _budget(value, **limits):
    return si(value, "m / s", name="max_delta_v", example="1 * u.km / u.s", **limits)


@given(st.floats(-1e9, 1e9))
def test_kilometres_per_second_come_out_as_metres_per_second(value):
    assert _budget(value * u.km / u.s) == pytest.approx(value * 1e3, rel=1e-12)


@pytest.mark.parametrize("value", [500, 500.0, np.float64(500), "500 m/s", None])
def test_a_bare_value_is_refused_with_an_example(value):
    message = f"max_delta_v needs a unit: write max_delta_v=1 * u.km / u.s, not max_delta_v={value!r}."
    with pytest.raises(TypeError, match=re.escape(message)):
        _budget(value)


def test_a_unit_of_another_kind_is_refused_with_an_example():
    with pytest.raises(u.UnitsError, match=re.escape("max_delta_v=5.0 kg cannot be read as [m / s]: write")):
        _budget(5 * u.kg)


@pytest.mark.parametrize(
    ("value", "limits", "message"),
    [
        ([1, 2] * u.m / u.s, {}, "max_delta_v must be one value, got 2"),
        (np.nan * u.m / u.s, {}, "max_delta_v must be finite, got nan m / s"),
        (np.inf * u.m / u.s, {}, "max_delta_v must be finite, got inf m / s"),
        (0 * u.m / u.s, {"positive": True}, "max_delta_v must be above zero, got 0.0 m / s"),
        (-1 * u.m / u.s, {"positive": True}, "max_delta_v must be above zero, got -1.0 m / s"),
        (1 * u.m / u.s, {"minimum": 2.0}, "max_delta_v must be at least 2 m / s, got 1.0 m / s"),
    ],
)
def test_unusable_values_are_refused_and_the_parameter_is_named(value, limits, message):
    with pytest.raises(InvalidInputError, match=message) as caught:
        _budget(value, **limits)
    assert caught.value.parameter == "max_delta_v"


def test_the_least_accepted_value_is_accepted():
    assert _budget(2 * u.m / u.s, minimum=2.0) == 2.0


@pytest.mark.parametrize(("text", "days"), [("30 day", 30.0), ("1 yr", 365.25), ("36 h", 1.5)])
def test_quantities_are_read_from_text(text, days):
    assert from_text(text, name="duration", example="1 yr").to_value(u.day) == pytest.approx(days, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("30", "duration: '30' has no unit; write e.g. '1 yr'."),
        ("", "duration: cannot read '' as a quantity"),
        ("soon", "duration: cannot read 'soon' as a quantity"),
        ("30 moons", "duration: cannot read '30 moons' as a quantity"),
    ],
)
def test_text_that_is_no_quantity_is_refused_with_an_example(text, message):
    with pytest.raises(InvalidInputError, match=re.escape(message)):
        from_text(text, name="duration", example="1 yr")


def test_epochs_of_any_scale_come_out_in_utc():
    """TT is 69.184 s ahead of UTC in 2025: 37 leap seconds and 32.184 s."""
    assert time_of(Time("2025-01-01T00:01:09.184", scale="tt"), name="start").isot == "2025-01-01T00:00:00.000"


@pytest.mark.parametrize("value", ["2025-01-01", 2025, None])
def test_a_bare_epoch_is_refused_with_an_example(value):
    with pytest.raises(TypeError, match=re.escape("start needs an astropy Time: write start=Time('2025-01-01')")):
        time_of(value, name="start")


def test_several_epochs_are_refused_where_one_is_wanted():
    with pytest.raises(InvalidInputError, match="start must be one epoch, got 2"):
        time_of(Time(["2025-01-01", "2025-01-02"]), name="start")


@pytest.mark.parametrize("text", ["tomorrow", "", "2025-13-01", "2025-02-30T00:00:00Z"])
def test_text_that_is_no_epoch_is_refused_with_an_example(text):
    with pytest.raises(InvalidInputError, match=r"as a UTC epoch; write e\.g\. '2025-01-01T00:00:00Z'"):
        parse_utc(text, name="start")


@given(st.datetimes(min_value=datetime(1975, 1, 1), max_value=datetime(2028, 1, 1)))
def test_an_epoch_survives_being_written_and_read(moment):
    text = utc_text(Time(moment, scale="utc"))
    assert text == moment.isoformat(timespec="microseconds") + "Z"
    assert utc_text(parse_utc(text)) == text


def test_vectors_need_a_unit_and_three_finite_components():
    np.testing.assert_array_equal(as_vector([1, 2, 3] * u.km, "m", name="position"), [1e3, 2e3, 3e3])
    with pytest.raises(TypeError, match="position needs a unit"):
        as_vector([1, 2, 3], "m", name="position")
    for wrong in ([1, 2] * u.km, [1, 2, np.nan] * u.km):
        with pytest.raises(InvalidInputError, match="position must have three finite components"):
            as_vector(wrong, "m", name="position")


def test_several_values_need_a_unit_of_their_kind_too():
    np.testing.assert_array_equal(si_values(700 * u.km, "m", name="altitudes", example="700 * u.km"), [7e5])
    for value, error, match in (
        ([700, 800], TypeError, "altitudes needs a unit: write altitudes=700 \\* u.km"),
        ([700] * u.kg, u.UnitsError, "cannot be read as \\[m\\]"),
        ([700, np.nan] * u.km, InvalidInputError, "altitudes must be finite"),
    ):
        with pytest.raises(error, match=match):
            si_values(value, "m", name="altitudes", example="700 * u.km")


@pytest.mark.parametrize("text", ["2025-01-01T00:00:00+00:00", "2025-01-01 00:00:00Z", "2025-01-01T00:00:00 UTC"])
def test_an_epoch_may_say_that_it_is_utc(text):
    assert utc_text(parse_utc(text)) == "2025-01-01T00:00:00.000000Z"

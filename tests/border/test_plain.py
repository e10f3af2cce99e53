"""Counts, fractions and catalogue numbers: of Python, of numpy, as text; refused by the name of the parameter."""

from fractions import Fraction

import numpy as np
import pytest

from adr_planner.border.plain import is_among, norad_id, norad_ids, real, whole
from adr_planner.errors import InvalidInputError


@pytest.mark.parametrize("value", [5, np.int64(5), np.uint8(5), np.array(5)])
def test_counts_of_any_kind_are_taken_as_ints(value):
    assert (whole(value, name="kits"), type(whole(value, name="kits"))) == (5, int)


@pytest.mark.parametrize("value", [1.5, 5.0, np.float64(5.0), True, np.True_, "5", None, 0, [5], np.array([5])])
def test_what_is_no_count_is_refused_by_name(value):
    with pytest.raises(InvalidInputError, match=r"^kits must be a whole number of at least 1, got ") as caught:
        whole(value, name="kits")
    assert caught.value.parameter == "kits"


@pytest.mark.parametrize("value", [0.25, np.float32(0.25), np.float64(0.25), Fraction(1, 4)])
def test_fractions_of_any_kind_are_taken_as_floats(value):
    taken = real(value, name="margin", wanted="between 0 and 1", least=0.0, most=1.0)
    assert (taken, type(taken)) == (0.25, float)


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan, np.inf, "0.2", None, True, 0.2j])
def test_what_is_no_fraction_is_refused_by_name(value):
    with pytest.raises(InvalidInputError, match=r"^Kit margin must be between 0 and 1, got ") as caught:
        real(value, name="Kit margin", wanted="between 0 and 1", least=0.0, most=1.0)
    assert caught.value.parameter == "margin"


@pytest.mark.parametrize("value", [27386, np.int32(27386), np.uint64(27386), "27386", " 27386 ", "027386"])
def test_catalogue_numbers_of_any_kind_are_taken_as_ints(value):
    assert (norad_id(value), type(norad_id(value))) == (27386, int)
    assert norad_ids(value, name="must_visit") == (27386,)
    assert norad_ids([value, 5], name="must_visit") == (27386, 5)
    assert is_among(value, {27386})


@pytest.mark.parametrize("value", [0, -5, 10**9, 27386.0, "ENVISAT", "2002-009A", "", "٥", "1_0", True, None, 1.5])
def test_what_is_no_catalogue_number_is_refused_by_name(value):
    with pytest.raises(InvalidInputError, match=r"^must_visit must be a catalogue number") as caught:
        norad_ids([value], name="must_visit")
    assert caught.value.parameter == "must_visit"
    assert not is_among(value, {27386})

"""The band over solar cycles, and single histories about what is expected."""

import itertools
import json

import numpy as np
import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.projection.figures import FIGURES
from adr_planner.projection.histories import _worth_of_births
from adr_planner.projection.outlook import Outlook
from adr_planner.projection.setting import Scene

YEARS = 20.0


@pytest.fixture(scope="module")
def histories(little, heavy):
    return adr.project_histories(little, heavy[:40], years=YEARS, n=2000, seed=5)


def test_a_band_holds_three_suns(little, heavy):
    band = adr.project_band(little, heavy[:3], years=YEARS)
    single = adr.project(little, heavy[:3], years=YEARS, sun="strong")
    for name in FIGURES:
        assert band.range(name)[2] == getattr(single.without, name)[-1]
        assert band.range(name, avoided=True)[2] == single.avoided()[name]
    weak, mean, strong = band.range("n_fragments_up")
    assert weak > mean > strong
    assert band.to_pandas().set_index("figure").loc["debris_years", "avoided_mean"] > 0.0
    json.dumps(band.to_dict(), allow_nan=False)
    assert "strong" in band._repr_html_()
    assert repr(band).startswith("<ProjectionBand of 20 years")
    with pytest.raises(InvalidInputError, match="all three Suns"):
        adr.project_band(little, years=1, sun="weak")
    with pytest.raises(InvalidInputError, match="no figure 'mass'"):
        band.range("mass")


def test_histories_scatter_about_what_is_expected(histories):
    """Their mean within four of its standard errors; collisions as a Poisson process: variance and mean alike."""
    expected = histories.expected
    for name in ("n_catastrophic_collisions", "n_fragments_made", "debris_years"):
        for found, course in ((histories.without, expected.without), (histories.removed, expected.removed)):
            values = found[name]
            error = values.std() / np.sqrt(values.size)
            assert values.mean() == pytest.approx(getattr(course, name)[-1], abs=4.0 * error + 0.02 * values.mean()), (
                name
            )
    collisions = histories.without["n_catastrophic_collisions"]
    assert collisions.var() == pytest.approx(collisions.mean(), rel=0.15)


def test_the_same_draws_serve_with_and_without(histories):
    """Removals take collisions away and add none, so no history is worse for them."""
    for name, values in histories.without.items():
        assert (histories.removed[name] <= values).all(), name
    share = np.mean(histories.without["debris_years"] > histories.removed["debris_years"])
    assert histories.share_spared == share > 0.0
    assert "single histories differ by far more" in str(histories)
    assert histories.to_pandas().shape == (2000, 6)
    json.dumps(histories.to_dict(), allow_nan=False)


def test_histories_are_reproducible(little):
    one, same, other = (adr.project_histories(little, years=YEARS, n=50, seed=seed).without for seed in (1, 1, 2))
    assert (one["debris_years"] == same["debris_years"]).all()
    assert (one["debris_years"] != other["debris_years"]).any()


def test_a_fragment_is_worth_the_years_it_spends(little):
    """Worth of births times births is what a course counts, where nothing destroys fragments."""
    scene = Scene.of(little, Outlook(YEARS, "mean", 5.0, 0.9, 3.5))
    worth = _worth_of_births(scene)
    assert len(worth) == scene.n_steps
    assert all((later <= earlier + 1e-12).all() for earlier, later in itertools.pairwise(worth))
    assert worth[0].max() < YEARS

"""Pictures by plotly: the numbers of the document, every object named under the pointer, words for who cannot see."""

import math

import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.plots.ledger import delta_v_steps, mass_steps


def _hovers(figure):
    """Return all that a figure tells under the pointer."""
    told = []
    for trace in figure.data:
        told += [
            trace.hovertemplate or "",
            *(map(str, trace.text or ())),
            *(map(str, trace.customdata if trace.customdata is not None else ())),
        ]
        told += [
            str(row)
            for row in (trace.y if trace.y is not None and len(trace.y) and isinstance(trace.y[0], str) else ())
        ]
    return " ".join(told)


@pytest.mark.parametrize("kind", ["timeline", "raan", "delta_v", "mass"])
def test_every_target_is_named_and_every_figure_has_words(example_plan, kind):
    figure = example_plan.plot(kind, backend="plotly")
    assert len(figure.layout.meta["alt"]) > 40
    if kind != "delta_v":
        told = _hovers(figure)
        for target in example_plan.targets:
            assert f"{target.name} ({target.norad_cat_id})" in told


def test_waterfalls_end_where_the_document_does(example_plan):
    """The sums are the document's own: total with margins, and dry mass with what propellant is left."""
    plan = example_plan
    total = math.fsum(step.change for step in delta_v_steps(plan))
    assert total == pytest.approx(plan.totals.delta_v_with_margins_m_s, abs=1e-6)
    left = math.fsum(step.change for step in mass_steps(plan))
    assert left == pytest.approx(plan.servicer.dry_mass_kg + plan.totals.residual_propellant_kg, abs=1e-6)


def test_the_same_nodes_by_either_backend(example_plan):
    axes = example_plan.plot("raan")
    figure = example_plan.plot("raan", backend="plotly")
    for line, trace in zip(axes.lines[:5], figure.data[:5], strict=True):
        assert trace.y == pytest.approx(line.get_ydata(), abs=1e-4)


def test_a_ranking_says_why_an_object_stands_where_it_does(ranking):
    figure = adr.plots.ranking(ranking, top=20, backend="plotly")
    told = " ".join(
        str(text) for trace in figure.data for text in (trace.customdata if trace.customdata is not None else ())
    )
    envisat = next(entry for entry in ranking if entry.object.norad_cat_id == 27386)
    assert f"{envisat.rank}. ENVISAT (27386)" in told
    assert f"{envisat.risk_kg_per_yr:.3g} kg/yr expected" in told
    named = adr.plots.ranking_map(ranking, backend="plotly")
    everyone = " ".join(str(text) for trace in named.data for text in trace.customdata)
    assert all(f"({entry.object.norad_cat_id})" in everyone for entry in ranking), "SL-16 cluster included"


def test_what_cannot_be_drawn_is_refused(example_plan):
    with pytest.raises(InvalidInputError, match="matplotlib or plotly"):
        adr.plots.raan(example_plan, backend="gnuplot")
    with pytest.raises(InvalidInputError, match="leave them out"):
        adr.plots.timeline(example_plan, ax=object(), backend="plotly")
    with pytest.raises(InvalidInputError, match="no picture 'sketch'"):
        example_plan.plot("sketch")

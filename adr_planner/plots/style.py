"""What the pictures share: colours told apart by everyone, axes, and days since the mission's start."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from adr_planner.border.characters import visible
from adr_planner.plan import MissionPlan
from adr_planner.units import parse_utc

if TYPE_CHECKING:
    from astropy.time import Time
    from matplotlib.axes import Axes

    from adr_planner.plots.backends import Drawing

__all__ = ["COLOURS", "axes_of", "dates_of", "label_of", "picture", "start_of"]

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#8C6D1F", "#5B4FA2") * 4
"""Okabe and Ito's colours (2008), darker where theirs are too light for lines."""


def axes_of(ax: Axes | None, height: float = 4.0) -> Axes:
    """Return the axes given, or those of a new figure."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    _, new = plt.subplots(figsize=(8.0, height), layout="constrained")
    return new


def picture(drawing: Drawing, form: str) -> bytes:
    """Return what was drawn as a file of a format, such as ``"png"``; plotly's as ``"html"``, script and all."""
    if form == "html":
        return str(drawing.to_html()).encode()
    figure = drawing.get_figure(root=True)
    assert figure is not None
    content = io.BytesIO()
    figure.savefig(content, format=form)
    return content.getvalue()


def label_of(name: str, norad_cat_id: int | None) -> str:
    r"""Return what to call an object in a picture: just its name, whatever stands in it.

    matplotlib sets what lies between two dollars as mathematics, and leaves what begins with a low line out of legends.

    Examples
    --------
    >>> label_of("SL-16 R/B", 22566), label_of("_A$\\frac{1}{0}$", 5)
    ('SL-16 R/B (22566)', ' _A\\$\\frac{1}{0}\\$ (5)')
    """
    text = visible(name if norad_cat_id is None else f"{name} ({norad_cat_id})", 80).replace("$", r"\$")
    return f" {text}" if text.startswith("_") else text


def start_of(plan: MissionPlan) -> Time:
    """Return the start of a plan's mission."""
    return parse_utc(plan.mission.start_utc)


def dates_of(plan: MissionPlan, text: str) -> float:
    """Return days since the mission's start of a UTC text."""
    return float((parse_utc(text) - start_of(plan)).to_value("day"))

"""What cooperation buys in pictures: alone and together, signatures, coalitions, and who is exposed to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adr_planner.errors import InvalidInputError
from adr_planner.plots.style import COLOURS, axes_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from adr_planner.plan import Cooperation

__all__ = ["coalitions", "cooperation", "exposure", "signatures"]

_MOST_IN_LATTICE = 5
_SMALL = 0.05
"""Parts of a bar below this share of it are named beside it."""


def cooperation(union: Cooperation, *, ax: Axes | None = None) -> Axes:
    """Draw what the players remove each alone, and what they remove together.

    Parameters
    ----------
    union : Cooperation
        What `adr_planner.cooperate` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        With fleets two bars, each alone and all together; without, a bar a player with its consent alone, and one with
        the consents of all.
    """
    ax = axes_of(ax, height=4.6)
    if union.fleet is not None:
        _two_bars(union, ax)
    else:
        _consents(union, ax)
    ax.set_ylabel(f"{union.value_words} [{union.value_unit}]")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _two_bars(union: Cooperation, ax: Axes) -> None:
    fleet = union.fleet
    assert fleet is not None
    alone = [coalition.value for coalition in fleet.coalitions[: len(union.players)]]
    bottom = 0.0
    for k, (player, value) in enumerate(zip(union.players, alone, strict=True)):
        ax.bar(0, value, bottom=bottom, color=COLOURS[k], width=0.6)
        middle, told = bottom + 0.5 * value, f"{player.name}  {value:.1f}"
        if value > _SMALL * max(fleet.together, fleet.alone):
            ax.text(0, middle, told, ha="center", va="center", color="white", fontweight="bold")
        else:
            ax.text(0.32, middle, told, ha="left", va="center", color=COLOURS[k])
        bottom += value
    ax.bar(1, fleet.together, color="#444444", width=0.6)
    ax.text(1, fleet.together, f"{fleet.together:.1f}", ha="center", va="bottom", fontsize=14)
    ax.text(0, bottom, f"{bottom:.1f}", ha="center", va="bottom", fontsize=14)
    ax.set_ylim(0.0, 1.12 * max(fleet.together, fleet.alone) or 1.0)
    gain = "" if fleet.gain is None else f": {fleet.gain - 1.0:+.0%}"
    ax.set_xticks(
        [0, 1], ["alone: each removes\nonly its own debris", "together: any servicer\nremoves anybody's debris"]
    )
    ax.set_title(f"The same servicers remove more danger together{gain}")


def _consents(union: Cooperation, ax: Axes) -> None:
    game = union.consent
    if game is None:
        raise InvalidInputError("Neither consents nor fleets were played: there is nothing to draw.")
    values = [signature.alone for signature in game.signatures] + [game.coalitions[-1].value]
    names = [*union.names, "all"]
    bars = ax.bar(range(len(values)), values, color=[*COLOURS[: len(union.players)], "#444444"])
    ax.bar_label(bars, [f"{value:.2f}" for value in values])
    ax.set_xticks(range(len(names)), [f"only\n{name}" for name in names[:-1]] + ["all"])
    ax.set_xlabel("who consents to removals by one servicer")
    ax.set_title("What one servicer can remove, by who consents")


def signatures(union: Cooperation, *, ax: Axes | None = None) -> Axes:
    """Draw what each signature is worth: alone, on average, and what is lost without it.

    Parameters
    ----------
    union : Cooperation
        What `adr_planner.cooperate` returned, of at most eight players.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        Three bars a player.

    Raises
    ------
    InvalidInputError
        If the game of consents was not played.
    """
    if union.consent is None:
        raise InvalidInputError("The game of consents was not played: it takes at most eight players.")
    ax = axes_of(ax)
    sizes = (("alone", "if nobody else signs"), ("shapley", "on average (Shapley)"), ("without", "lost if it does not"))
    for k, (field, label) in enumerate(sizes):
        heights = [getattr(signature, field) for signature in union.consent.signatures]
        ax.bar([place + 0.27 * (k - 1) for place in range(len(heights))], heights, 0.25, color=COLOURS[k], label=label)
    ax.set_xticks(range(len(union.players)), union.names)
    ax.set_ylabel(f"worth of a signature: {union.value_words} [{union.value_unit}]", fontsize=8)
    ax.legend()
    return ax


def coalitions(union: Cooperation, *, ax: Axes | None = None) -> Axes:
    """Draw all coalitions by size and value; a line where one more signature makes one of another.

    Parameters
    ----------
    union : Cooperation
        What `adr_planner.cooperate` returned, of at most five players.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        A point a coalition, named.

    Raises
    ------
    InvalidInputError
        If there are more players, or the game of consents was not played.
    """
    if union.consent is None or len(union.players) > _MOST_IN_LATTICE:
        raise InvalidInputError(
            f"A lattice is drawn for at most {_MOST_IN_LATTICE} players, of whom there are {len(union.players)}: ask "
            "for fewer, or join some."
        )
    ax = axes_of(ax, height=5.5)
    places = {frozenset(part.players): (len(part.players), part.value) for part in union.consent.coalitions}
    for small, (size, value) in places.items():
        for large, (more, above) in places.items():
            if more == size + 1 and small < large:
                ax.plot([size, more], [value, above], color="0.85", linewidth=0.8, zorder=1)
    for part in union.consent.coalitions:
        ax.plot(len(part.players), part.value, "o", color=COLOURS[0], zorder=2)
        ax.annotate(" + ".join(part.players), (len(part.players), part.value), fontsize=7, xytext=(5, 3),
                    textcoords="offset points")  # fmt: skip
    ax.set_xticks(range(1, len(union.players) + 1))
    ax.set_xlim(0.8, len(union.players) + 0.9)
    ax.set_xlabel("signatures")
    ax.set_ylabel(f"one servicer: {union.value_words} [{union.value_unit}]", fontsize=8)
    return ax


def exposure(union: Cooperation, *, ax: Axes | None = None) -> Axes:
    """Draw whose derelicts threaten whose working satellites.

    Parameters
    ----------
    union : Cooperation
        What `adr_planner.cooperate` returned.
    ax : Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    Axes
        A cell for each state of registry and each who is exposed: its share of all hits expected.
    """
    import numpy as np

    ax = axes_of(ax, height=4.4)
    matrix = union.exposure
    table = np.array(matrix.hits_per_yr)
    share = table / (table.sum() or 1.0)
    ax.imshow(share, cmap="OrRd", aspect="auto")
    for (row, column), value in np.ndenumerate(share):
        ax.text(column, row, f"{value:.1%}", ha="center", va="center", fontsize=8,
                color="white" if value > 0.6 * share.max() else "black")  # fmt: skip
    ax.set_xticks(range(len(matrix.exposed)), matrix.exposed, rotation=30, ha="right")
    ax.set_yticks(range(len(matrix.registered_by)), matrix.registered_by)
    ax.set_xlabel("whose working satellites are hit")
    ax.set_ylabel("whose derelicts break up")
    return ax

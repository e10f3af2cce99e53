"""An analysis of cooperation as a page of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from adr_planner.border.characters import visible

if TYPE_CHECKING:
    from adr_planner.plan.cooperation_content import ConsentGame, CooperationContent, FleetGame, ProvisionGame, Shares

__all__ = ["cooperation_summary", "headline", "sentences"]

NOT_PAYOFFS = (
    "These are values of a signature, not payoffs: one servicer serves all, so two halves apart can be worth more than "
    "the whole, and nobody can be paid out of it."
)
NO_ADVICE = "Each way of sharing is one some would propose; none is a recommendation."


def headline(union: CooperationContent) -> str:
    """Return what cooperation buys, in one line."""
    parts = [f"{len(union.players)} players"]
    if union.consent is not None and union.consent.coalitions:
        best = max(part.alone for part in union.consent.signatures)
        whole = union.consent.coalitions[-1].value
        parts.append(f"one servicer {whole:.4g} {union.value_unit} with all consents, {best:.4g} with the best alone")
    if union.fleet is not None:
        fleet = union.fleet
        gain = "" if fleet.gain is None else f", {fleet.gain - 1.0:+.0%}"
        parts.append(f"fleets {fleet.together:.4g} pooled, {fleet.alone:.4g} apart{gain}")
    return "; ".join(parts)


def sentences(union: CooperationContent) -> list[str]:
    """Return what the games say, a sentence each."""
    found: list[str] = []
    if union.consent is not None:
        found += _consent(union, union.consent)
    if union.fleet is not None:
        found += _fleet(union, union.fleet)
    if union.provision is not None:
        found += _provision(union, union.provision)
    return found


def cooperation_summary(union: CooperationContent) -> str:
    """Return the games as text."""
    lines = [f"What cooperation buys {union.cooperation_id}: {headline(union)}"]
    lines += [f"Values are {union.value_words} [{union.value_unit}].", "", *_players(union), ""]
    lines += [*sentences(union), "", *_pool(union), "", union.note]
    return "\n".join(visible(line) for line in lines)


def _players(union: CooperationContent) -> Iterator[str]:
    unit = union.value_unit
    yield f"{'player':<8} {'objects':>7} {unit:>9} {'alone':>7} {'Shapley':>8} {'without':>8} {'fleet':>7}  label"
    for k, player in enumerate(union.players):
        mine = None if union.consent is None else union.consent.signatures[k]
        figures = ["-"] * 3 if mine is None else [f"{x:.3f}" for x in (mine.alone, mine.shapley, mine.without)]
        fleet = "-" if union.fleet is None else f"{union.fleet.coalitions[k].value:.2f}"
        yield (
            f"{player.name:<8} {player.n_objects:>7} {player.value:>9.2f} {figures[0]:>7} {figures[1]:>8} "
            f"{figures[2]:>8} {fleet:>7}  {player.label}"
        )
    for other in union.never_consent:
        yield f"{other.owner:<8} {other.n_objects:>7} {other.value:>9.2f} {'no consent':>24} {'':>8}  {other.label}"


def _consent(union: CooperationContent, game: ConsentGame) -> Iterator[str]:
    whole, unit = game.coalitions[-1], union.value_unit
    worst = max(part.gap for part in game.coalitions)
    yield (
        f"One servicer removes {whole.value:.4g} {unit} if all consent ({len(game.coalitions)} coalitions, worst gap "
        f"{worst:.2%}). {NOT_PAYOFFS}"
    )
    for reach in game.reach:
        named = " or ".join(" + ".join(players) for players in reach.coalitions[:3])
        yield f"{reach.share:.0%} of that takes {named}."
    steps = [f"{step.player} (+{step.adds:.3g})" for step in game.unlocks]
    yield f"The agreement that adds most, one after the other: {', '.join(steps)}."


def _fleet(union: CooperationContent, game: FleetGame) -> Iterator[str]:
    unit = union.value_unit
    gain = "" if game.gain is None else f": {game.gain - 1.0:+.1%}"
    whole = next(part for part in game.coalitions if len(part.players) == len(union.players))
    yield (
        f"Pooled, their fleets remove {game.together:.4g} {unit} (gap {whole.gap:.2%}), apart {game.alone:.4g}{gain}. "
        f"Prices hand out {game.programme:.4g}; whole tours fall {game.shortfall:.3g} short of it."
    )
    for shares in game.shares:
        told = ", ".join(f"{name} {share:.3g}" for name, share in zip(union.names, shares.shares, strict=True))
        yield f"Shared by {shares.scheme}: {told}{_core(shares, unit)}."
    yield NO_ADVICE
    for bloc in game.blocs or ():
        yield f"{bloc.name} ({', '.join(bloc.players)}) removes {bloc.value:.4g} as one, {bloc.alone:.4g} apart."


def _core(shares: Shares, unit: str) -> str:
    if shares.in_core is None or shares.excess is None:
        return ""
    if shares.in_core:
        return " (in the core: no coalition does better by itself)"
    if shares.excess <= 0.0:
        return " (no coalition does better by itself, but more is handed out than there is)"
    named = " + ".join(shares.coalition or ())
    return f" (not in the core: {named} would have {shares.excess:.3g} {unit} more by itself)"


def _provision(union: CooperationContent, game: ProvisionGame) -> Iterator[str]:
    unit = union.value_unit
    paid = sum(tour.paid_by is not None for tour in game.tours)
    wanted = len([tour for tour in game.tours if tour.worthwhile])
    yield (
        f"If each pays only for what is worth it to itself, {paid} of {wanted} worthwhile tours are flown: net "
        f"{game.nash:.3g} {unit} against {game.optimum:.3g} at best. Standing alone costs "
        f"{game.optimum - game.nash:.3g} {unit} (a tour costs {game.price:.3g} {unit}: {game.price_from}; "
        f"{game.others:.3g} {unit} of the campaign is of use to others, who do not play)."
    )


def _pool(union: CooperationContent) -> Iterator[str]:
    for step in union.pool:
        alone = ", ".join(
            f"{name} {value:.3f} of {number}"
            for name, value, number in zip(union.names, step.alone, step.objects, strict=True)
        )
        together = "" if step.together is None else f"; all {step.together:.3f}"
        moved = "" if step.moved is None else f" (moved by {step.moved:.1%})"
        yield f"pool: {alone}{together}{moved}"

"""`cooperate`: what each consent, each fleet and each coalition is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from adr_planner.border.plain import real, whole
from adr_planner.catalog import Catalog
from adr_planner.cooperation.coalitions import MOST_PLAYERS
from adr_planner.cooperation.provision import provision
from adr_planner.errors import InvalidInputError
from adr_planner.plan import COOPERATION_VERSION, NO_ID, Cooperation, CostsEcho, Generator, cooperation_hash
from adr_planner.plan.cooperation_content import (
    AskedServicer,
    FleetGame,
    ProvidedTour,
    ProvisionGame,
    Scheme,
)
from adr_planner.planner.games.consent_game import play_consents
from adr_planner.planner.games.exposure import Exposed, exposure_of
from adr_planner.planner.games.fleet_game import FleetQuestion, play_fleet
from adr_planner.planner.games.pool import gather
from adr_planner.planner.games.priced import Pricing
from adr_planner.planner.games.table import VALUE_UNIT, Table, players_of, table_of, value_of
from adr_planner.planner.progress import Step, Tell
from adr_planner.planner.request import check_request, warn_if_stale
from adr_planner.planner.writing.echo import mission_echo
from adr_planner.planner.writing.provenance import catalogue_source
from adr_planner.risk import RankedObject
from adr_planner.risk.entries import candidates_of
from adr_planner.spec.costs import Costs
from adr_planner.spec.effort import Effort
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.players import Players
from adr_planner.spec.servicer import Servicer
from adr_planner.units import quiet_clock
from adr_planner.version import __version__

__all__ = ["cooperate"]

_NOTE = (
    "Consent is asked of the state of registry (Outer Space Treaty, Art. VIII); owner codes are the satellite "
    "catalogue's, not legal findings. Values hold for the pool, the grid of dates and the leg prices of the search."
)


@quiet_clock()
def cooperate(
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    *,
    players: Players | Sequence[str] | str | Path | None = None,
    servicers: int | Mapping[str, int] | None = None,
    budgets_meur: Mapping[str, float] | None = None,
    costs: Costs | None = None,
    price: float | None = None,
    blocs: Mapping[str, Sequence[str]] | None = None,
    catalog: Catalog | None = None,
    gap: float = 0.01,
    seed: int = 0,
    progress: Tell | None = None,
) -> Cooperation:
    """Find out what cooperation buys: three games of the same players, and whose satellites are exposed.

    Parameters
    ----------
    ranking : Ranking
        All objects that might be removed; of every player as many are taken as matter, see `pool` in the result.
    servicer : Servicer
        What flies: one in the game of consents, and of this kind all that players bring.
    mission : MissionSpec
        What each servicer must do and may spend.
    players : Players, sequence of str, str or Path, optional
        Who plays: a table, a file of one, or owner codes; by default the six owner codes whose objects are worth most.
    servicers : int or mapping of str to int, optional
        How many servicers each player brings; left out, the game of fleets is not played.
    budgets_meur : mapping of str to float, optional
        Budgets in the place of numbers [million euro]; each buys as many servicers as `costs` allow.
    costs : Costs, optional
        Prices, for what the joint campaign costs and whom.
    price : float, optional
        What one tour costs in the unit of the values, for the free rider's game; by default as much as the least
        valuable tour of the joint campaign is worth to all, so that all of them are just worth flying.
    blocs : mapping of str to sequence of str, optional
        Names of players that act as one, by a name for the bloc.
    catalog : Catalog, optional
        Whose population is exposed; by default the bundled one.
    gap : float
        Distance of a coalition's value to its bound, relative to it, at which its search ends.
    seed : int
        Seed of searches; recorded.
    progress : callable, optional
        Called with one line of text at each step of the work.

    Returns
    -------
    Cooperation
        The document: ``.consent``, ``.fleet``, ``.provision``, ``.exposure``, each a record, and tables.

    Raises
    ------
    InvalidInputError
        If players, servicers, budgets or blocs are not what they should be; names the nearest code. If the mission asks
        for another objective than the most value, or for certain targets.

    Notes
    -----
    Values of coalitions come from tours and campaigns like any other plan's, on legs priced once, each with its bound
    (docs/theory/cooperation.md). Games of more than eight players are played as fleets alone, shared by prices.

    Examples
    --------
    >>> import adr_planner as adr
    >>> from astropy import units as u
    >>> from astropy.time import Time
    >>> ranking = adr.rank(adr.Catalog.example(), draws=0)
    >>> servicer = adr.Servicer(dry_mass=1200 * u.kg, propellant=900 * u.kg, isp=300 * u.s, kits=1)
    >>> budget = 600 * u.m / u.s
    >>> mission = adr.MissionSpec(start=Time("2025-01-01"), duration=120 * u.day, targets=1, max_delta_v=budget)
    >>> union = adr.cooperate(ranking, servicer, mission, players=["CIS", "JPN"])
    >>> union.worth("CIS", "JPN") == max(union.worth("CIS"), union.worth("JPN"))
    True
    """
    tell = progress or (lambda message: None)
    entries = candidates_of(ranking)
    seed = whole(seed, name="seed", minimum=0)
    effort = Effort.of(gap=gap)
    _check(mission)
    check_request(entries, servicer, mission)
    warn_if_stale(entries, mission)
    table = table_of(ranking, players_of(players, ranking))
    names = table.players.names
    fleet_of = _servicers(servicers, budgets_meur, costs, servicer, names)
    named = _blocs(blocs or {}, names)
    tell(Step("counting whose satellites are exposed", phase="pricing"))
    exposed = exposure_of(table, (catalog or Catalog.example()).population)
    pricing = Pricing(table, servicer, mission)
    pool = gather(pricing, effort, seed, tell)
    few = len(names) <= MOST_PLAYERS
    consent = play_consents(pool.priced, table.players, effort, seed=seed, tell=tell) if few else None
    fleet = None
    if fleet_of is not None:
        each = None if costs is None else costs.of(kits=servicer.kits, propellant_kg=servicer.propellant_kg)
        asked = FleetQuestion(fleet_of, _weights(table, exposed, fleet_of), named, each, gap, seed)
        fleet, _ = play_fleet(pool.priced, table.players, asked, mission.one_of, tell)
    candidates = [sum(need >> k & 1 for need in pool.priced.needs) for k in range(len(names))]
    draft = Cooperation(
        schema_version=COOPERATION_VERSION,
        document_type="adr_cooperation",
        cooperation_id=NO_ID,
        generator=Generator(name="adr_planner", version=__version__),
        catalogue=catalogue_source(ranking),
        value_unit=VALUE_UNIT,
        mission=mission_echo(mission),
        servicer=_servicer(servicer),
        costs=None if costs is None else CostsEcho(**asdict(costs)),
        players=table.records(candidates, fleet_of),
        never_consent=table.unspoken(),
        pool=tuple(pool.steps),
        consent=consent,
        fleet=fleet,
        provision=None if fleet is None or not fleet.tours else _provision(fleet, exposed, price, table),
        exposure=exposed.matrix,
        note=_NOTE,
    ).rounded()
    return draft.model_copy(update={"cooperation_id": cooperation_hash(draft)})


def _check(mission: MissionSpec) -> None:
    if mission.objective != "risk":
        raise InvalidInputError(
            f"Coalitions remove the most value; the objective {mission.objective!r} is for single missions.",
            parameter="objective",
        )
    if mission.must_visit:
        raise InvalidInputError(
            "must_visit is for single missions: not every coalition could consent to it. Leave it out.",
            parameter="must_visit",
        )


def _servicers(
    servicers: int | Mapping[str, int] | None, budgets: Mapping[str, float] | None, costs: Costs | None,
    servicer: Servicer, names: tuple[str, ...],
) -> list[int] | None:  # fmt: skip
    """Return how many servicers each player brings; None if none is asked about."""
    if servicers is not None and budgets is not None:
        raise InvalidInputError("Give servicers or budgets_meur, not both.", parameter="budgets_meur")
    if budgets is not None:
        each = 0.0 if costs is None else costs.of(kits=servicer.kits, propellant_kg=servicer.propellant_kg)
        if each <= 0.0:
            raise InvalidInputError(
                "budgets_meur needs costs: what a launch, a servicer and its kits cost.", parameter="costs"
            )
        _known(budgets, names, "budgets_meur")
        wanted = "0 or more"
        return [int(real(budgets.get(name, 0.0), name=f"budget of {name}", wanted=wanted, least=0.0) // each)
                for name in names]  # fmt: skip
    if servicers is None:
        return None
    if isinstance(servicers, Mapping):
        _known(servicers, names, "servicers")
        counts = [whole(servicers.get(name, 0), name=f"servicers of {name}", minimum=0) for name in names]
    else:
        counts = [whole(servicers, name="servicers")] * len(names)
    if not any(counts):
        raise InvalidInputError("No player brings a servicer: give one at least.", parameter="servicers")
    return counts


def _blocs(blocs: Mapping[str, Sequence[str]], names: tuple[str, ...]) -> dict[str, list[int]]:
    for bloc, named in blocs.items():
        _known(named, names, f"blocs, {bloc}")
    return {bloc: [names.index(name) for name in named] for bloc, named in blocs.items()}


def _known(given: Mapping[str, object] | Sequence[str], names: tuple[str, ...], where: str) -> None:
    unknown = next((name for name in given if name not in names), None)
    if unknown is not None:
        raise InvalidInputError(
            f"{where} names {unknown!r}, which is none of the players {', '.join(names)}.",
            parameter=where.split(",")[0],
        )


def _weights(table: Table, exposed: Exposed, servicers: Sequence[int]) -> dict[Scheme, list[float]]:
    """Return what the plain schemes share by: own objects, exposed satellites, servicers brought, heads."""
    players = range(len(table.players))
    hits = exposed.matrix.hits_per_yr
    return {
        "origin": [table.own_value(player) for player in players],
        "exposure": [sum(row[player] for row in hits) for player in players],
        "means": [float(count) for count in servicers],
        "equal": [1.0 for _ in players],
    }


def _provision(fleet: FleetGame, exposed: Exposed, price: float | None, table: Table) -> ProvisionGame:
    """Play the free rider's game with the tours of the joint campaign."""
    worth = {entry.object.norad_cat_id: value_of(entry) for entry in table.entries}
    gains = [_gains(tour.norad_cat_ids, worth, exposed, len(table.players)) for tour in fleet.tours]
    values = [tour.value for tour in fleet.tours]
    words = "as given"
    if price is None:
        price, words = 0.999 * min(values), "just below the worth of the least valuable tour to all"
    found = provision(values, gains, real(price, name="price", wanted="0 or more", least=0.0))
    tours = tuple(
        ProvidedTour(
            norad_cat_ids=tour.norad_cat_ids, value=tour.value, gains=tuple(gain), worthwhile=good,
            paid_by=None if payer is None else exposed.matrix.registered_by[payer],
        )
        for tour, gain, good, payer in zip(fleet.tours, gains, found.worthwhile, found.paid_by, strict=True)
    )  # fmt: skip
    others = math.fsum([*values, *(-gain for row in gains for gain in row)])
    return ProvisionGame(
        price=price, price_from=words, tours=tours, others=max(others, 0.0), optimum=found.optimum, nash=found.nash,
        rounds=found.rounds,
    )  # fmt: skip


def _gains(numbers: Sequence[int], worth: Mapping[int, float], exposed: Exposed, players: int) -> list[float]:
    """Return what a tour is worth to each player: of each target's value the part of its hits that are the player's."""
    return [
        math.fsum(worth[number] * float(exposed.shares[number][player]) for number in numbers)
        for player in range(players)
    ]


def _servicer(servicer: Servicer) -> AskedServicer:
    return AskedServicer(
        name=servicer.name, concept=servicer.concept, dry_mass_kg=servicer.dry_mass_kg,
        propellant_kg=servicer.propellant_kg, isp_s=servicer.isp_s, kits=servicer.kits,
    )  # fmt: skip

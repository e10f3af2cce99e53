"""`cooperate`: what each consent, each fleet and each coalition is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from adr_planner.border.plain import whole
from adr_planner.catalog import Catalog
from adr_planner.cooperation.coalitions import MOST_PLAYERS
from adr_planner.errors import InvalidInputError
from adr_planner.plan import COOPERATION_VERSION, NO_ID, Cooperation, CostsEcho, Generator, cooperation_hash
from adr_planner.plan.cooperation_content import AskedServicer, Scheme
from adr_planner.planner.games.consent_game import play_consents
from adr_planner.planner.games.exposure import Exposed, exposure_of
from adr_planner.planner.games.fleet_game import FleetQuestion, play_fleet
from adr_planner.planner.games.pool import gather
from adr_planner.planner.games.priced import Pricing
from adr_planner.planner.games.provision_game import play_provision
from adr_planner.planner.games.table import Table, most_valuable, players_of, table_of, values_of
from adr_planner.planner.progress import Step, Tell
from adr_planner.planner.request import check_request, warn_if_stale
from adr_planner.planner.worths import population_of, worths_of
from adr_planner.planner.writing.benefit import value_echo
from adr_planner.planner.writing.echo import mission_echo
from adr_planner.planner.writing.provenance import catalogue_source
from adr_planner.risk import RankedObject
from adr_planner.risk.entries import candidates_of
from adr_planner.spec.effort import Effort
from adr_planner.spec.means import Means
from adr_planner.spec.mission import MissionSpec
from adr_planner.spec.objective import objective_of
from adr_planner.spec.players import Players
from adr_planner.spec.servicer import Servicer
from adr_planner.units import quiet_clock
from adr_planner.version import __version__

__all__ = ["cooperate"]

_NOTE = (
    "Consent is asked of the state of registry (Outer Space Treaty, Art. VIII); owner codes are the satellite "
    "catalogue's, not legal findings. Values hold for the pool, the grid of dates and the leg prices of the search; "
    "a plan is flown and verified, and may remove less."
)


@quiet_clock()
def cooperate(
    ranking: Sequence[RankedObject],
    servicer: Servicer,
    mission: MissionSpec,
    *,
    players: Players | Sequence[str] | str | Path | None = None,
    servicers: Means | int | Mapping[str, int] | None = None,
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
    servicers : Means, int or mapping of str to int, optional
        What each player brings: a number of servicers, or `Means` with budgets, prices and blocs; left out, the games
        of fleets and of provision are not played.
    catalog : Catalog, optional
        Whose population is exposed; by default that of the ranking.
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
    means = servicers if isinstance(servicers, Means | None) else Means(servicers=servicers)
    seated = None if players is None else players_of(players)
    if seated is not None:
        _check_players(seated, means, servicer)
    worths = worths_of(ranking, mission.worth, tell)
    values = values_of(entries, worths)
    table = table_of(ranking, seated or most_valuable(ranking, values), values)
    names = table.players.names
    brought = _check_players(table.players, means, servicer)
    blocs = {} if means is None else means.places(names)
    few = len(names) <= MOST_PLAYERS
    check_request(entries, servicer, mission)
    warn_if_stale(entries, mission)
    tell(Step("counting whose satellites are exposed", phase="pricing"))
    exposed = exposure_of(table, population_of(ranking) if catalog is None else catalog.population)
    pricing = Pricing(table, servicer, mission, worths)
    pool = gather(pricing, effort, seed, tell)
    consent = play_consents(pool.priced, table.players, effort, seed=seed, tell=tell) if few else None
    fleet = None
    if means is not None and brought is not None:
        weights = _weights(table, exposed, brought)
        asked = FleetQuestion(brought, weights, blocs, means.each_meur(servicer), gap, seed)
        fleet = play_fleet(pool.priced, table.players, asked, mission.one_of, tell)
    candidates = [sum(need >> k & 1 == 1 for need in pool.priced.needs) for k in range(len(names))]
    draft = Cooperation(
        schema_version=COOPERATION_VERSION,
        document_type="adr_cooperation",
        cooperation_id=NO_ID,
        generator=Generator(name="adr_planner", version=__version__),
        catalogue=catalogue_source(ranking),
        value_words=worths.words,
        value_unit=worths.unit,
        mission=mission_echo(mission, value_echo(worths)),
        servicer=_servicer(servicer),
        costs=None if means is None or means.costs is None else CostsEcho(**asdict(means.costs)),
        players=table.records(candidates, brought),
        never_consent=table.unspoken(),
        pool=tuple(pool.steps),
        consent=consent,
        fleet=fleet,
        provision=None if means is None or fleet is None else play_provision(fleet, exposed, means.price, table),
        exposure=exposed.matrix,
        note=_NOTE,
    ).rounded()
    return draft.model_copy(update={"cooperation_id": cooperation_hash(draft)})


def _check(mission: MissionSpec) -> None:
    if not objective_of(mission.objective).most:
        raise InvalidInputError(
            f"Coalitions remove the most value; the objective {mission.objective!r} is for single missions.",
            parameter="objective",
        )
    if mission.must_visit:
        raise InvalidInputError(
            "must_visit is for single missions: not every coalition could consent to it. Leave it out.",
            parameter="must_visit",
        )
    if mission.consents is not None:
        raise InvalidInputError(
            "Consents are what the games vary: leave consents out of the mission, and name players.",
            parameter="consents",
        )


def _check_players(players: Players, means: Means | None, servicer: Servicer) -> list[int] | None:
    """Refuse means of who does not play, and more coalitions than can be looked at; return who brings how many."""
    if means is not None:
        means.places(players.names)
        return means.counts(players.names, servicer)
    if len(players) > MOST_PLAYERS:
        raise InvalidInputError(
            f"{len(players)} players have {2 ** len(players) - 1:,} coalitions: join some, to {MOST_PLAYERS} at most, "
            "or give servicers, to share a joint campaign by its prices.",
            parameter="players",
        )
    return None


def _weights(table: Table, exposed: Exposed, servicers: Sequence[int]) -> dict[Scheme, list[float]]:
    """Return what the plain schemes share by: own objects, exposed satellites, servicers brought, heads."""
    players = range(len(table.players))
    hits = exposed.matrix.hits_per_yr
    return {
        "origin": [table.own_value(player) for player in players],
        "exposure": [math.fsum(row[player] for row in hits) for player in players],
        "means": [float(count) for count in servicers],
        "equal": [1.0 for _ in players],
    }


def _servicer(servicer: Servicer) -> AskedServicer:
    return AskedServicer(
        name=servicer.name, concept=servicer.concept, dry_mass_kg=servicer.dry_mass_kg,
        propellant_kg=servicer.propellant_kg, isp_s=servicer.isp_s, kits=servicer.kits,
    )  # fmt: skip

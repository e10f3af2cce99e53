"""What an analysis of cooperation says: players, three games, whose satellites are exposed, and the pool behind it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from adr_planner.plan.base import Many, Record, amount, count, unit
from adr_planner.plan.campaign_content import CostsEcho
from adr_planner.plan.request import MissionEcho
from adr_planner.plan.sources import CatalogueSource, Generator
from adr_planner.plan.stored import Document

__all__ = [
    "AskedServicer", "Bloc", "Coalition", "ConsentGame", "CooperationContent", "ExposureMatrix", "FleetGame",
    "PlayerRecord", "PoolStep", "ProvidedTour", "ProvisionGame", "Reach", "Scheme", "Shares", "Signature",
    "TourRecord", "Unlock", "Unspoken",
]  # fmt: skip

Scheme = Literal["prices", "Shapley", "origin", "exposure", "means", "equal"]
"""How a joint campaign may be shared; none of them is a recommendation."""


class PlayerRecord(Record):
    """Who plays, and what is known of its objects."""

    name: str
    codes: Many[str] = Field(description="owner codes of the satellite catalogue it speaks for")
    label: str
    n_objects: int = count("ranked objects that need its consent, alone or with others")
    value: float = amount("value_unit", "of these objects; a joint one in equal parts")
    n_candidates: int = count("of them those the games are played with")
    servicers: int | None = count("it brings to the fleet", default=None)


class Unspoken(Record):
    """Objects nobody among the players can consent to: of others, unregistered, unknown."""

    owner: str
    label: str
    n_objects: int = count(least=1)
    value: float = amount("value_unit")


class AskedServicer(Record):
    """The servicer of the games, as it was given."""

    name: str
    concept: Literal["kit", "tug"]
    dry_mass_kg: float = amount("kg", gt=0.0)
    propellant_kg: float = amount("kg")
    isp_s: float = amount("s", gt=0.0)
    kits: int = count()


class PoolStep(Record):
    """One doubling of the pool: values with so many objects of every player, and how far the last step moved them."""

    objects: Many[int] = Field(description="of each player, in their order")
    alone: Many[float] = Field(description="value of each player's consent alone")
    together: float | None = amount("value_unit", "of all consents", default=None)
    moved: float | None = amount("1", "most that any value moved since the step before, relative to it", default=None)


class Coalition(Record):
    """What one coalition can do."""

    players: Many[str]
    value: float = amount("value_unit")
    bound: float = amount("value_unit", "no tours of this coalition are worth more, on the search's grid and prices")
    gap: float = amount("1")
    norad_cat_ids: Many[int] = Field(description="targets, in the order of the visits where there is one tour")
    stop_reason: str


class Signature(Record):
    """What one player's signature is worth: never a payoff, because the consents' game is not superadditive."""

    player: str
    alone: float = amount("value_unit")
    shapley: float = unit("value_unit", "what it adds, averaged over all orders of signing")
    without: float = amount("value_unit", "what is lost if it alone does not sign")


class Reach(Record):
    """Smallest coalitions that reach a share of the value of all."""

    share: float = amount("1")
    coalitions: Many[Many[str]]


class Unlock(Record):
    """The next signature that adds most to those already given."""

    signed: Many[str]
    player: str
    adds: float = amount("value_unit")


class ConsentGame(Record):
    """One servicer, whoever owns it: the best tour among the objects of those who consent."""

    n_candidates: int = count()
    coalitions: Many[Coalition]
    signatures: Many[Signature]
    reach: Many[Reach]
    unlocks: Many[Unlock] = Field(description="in order, from nobody to all")


class TourRecord(Record):
    """One tour of the joint campaign."""

    norad_cat_ids: Many[int]
    value: float = amount("value_unit")


class Shares(Record):
    """One way to share the joint campaign."""

    scheme: Scheme
    shares: Many[float] = Field(description="one a player, in value_unit")
    least: Many[float] | None = Field(default=None, description="at any optimal prices, in value_unit")
    most: Many[float] | None = Field(default=None, description="at any optimal prices, in value_unit")
    cost_meur: Many[float] | None = Field(default=None, description="the campaign's cost in the same proportion [MEUR]")
    handed_out: float = unit("value_unit", "sum of the shares less the value of all: above 0, more than there is")
    excess: float | None = unit("value_unit", "most a coalition could have above its shares", default=None)
    coalition: Many[str] | None = Field(default=None, description="that coalition")
    in_core: bool | None = Field(default=None, description="whether none could do better by itself")


class Bloc(Record):
    """A bloc the user named, and what it gains by acting as one."""

    name: str
    players: Many[str]
    value: float = amount("value_unit")
    bound: float = amount("value_unit")
    alone: float = amount("value_unit", "sum of its members, each alone")


class FleetGame(Record):
    """Servicers and consents pooled: the best campaign of every coalition, from one pool of tours."""

    n_candidates: int = count()
    n_tours: int = count("in the pool")
    coalitions: Many[Coalition] = Field(description="of at most eight players all, else each alone and all together")
    together: float = amount("value_unit")
    alone: float = amount("value_unit", "sum of all players, each alone")
    gain: float | None = amount("1", "together over alone", default=None)
    programme: float = amount("value_unit", "value of the linear programme over all tours: what its prices hand out")
    shortfall: float = unit("value_unit", "by which whole tours fall short of the programme")
    tours: Many[TourRecord]
    cost_meur: float | None = amount("MEUR", "of the joint campaign's servicers", default=None)
    shares: Many[Shares]
    blocs: Many[Bloc] | None = None


class ProvidedTour(Record):
    """One tour of the joint campaign as a common good."""

    norad_cat_ids: Many[int]
    value: float = amount("value_unit", "to all")
    gains: Many[float] = Field(description="to each player, by its exposure, in value_unit")
    worthwhile: bool = Field(description="to all together")
    paid_by: str | None = Field(default=None, description="who pays for it alone, where that is worth it to somebody")


class ProvisionGame(Record):
    """Each player pays for the tours it launches and gains by its exposure, whoever launches."""

    price: float = amount("value_unit", "what one tour costs, in value")
    price_from: str
    tours: Many[ProvidedTour]
    others: float = amount("value_unit", "of the joint campaign's value, to those who are no players")
    optimum: float = unit("value_unit", "net of costs, if all worthwhile tours are flown")
    nash: float = unit("value_unit", "net of costs, if each pays only for what is worth it to itself")
    rounds: int = count("of best replies until none changes its mind")


class ExposureMatrix(Record):
    """Whose working satellites the derelicts of each state threaten: hits by fragments, expected a year."""

    population: str
    registered_by: Many[str]
    exposed: Many[str]
    hits_per_yr: Many[Many[float]] = Field(description="rows by registered_by, columns by exposed [1/yr]")
    n_satellites: Many[int] = Field(description="working satellites of each who is exposed")


class CooperationContent(Document):
    """Fields of an analysis of cooperation. `Cooperation` adds the methods."""

    schema_version: str = Field(pattern=r"^1\.\d+\.\d+$")
    document_type: Literal["adr_cooperation"]
    cooperation_id: str = Field(pattern=r"^adr-[0-9a-f]{12}$", description="hash of everything below")
    generator: Generator
    catalogue: CatalogueSource
    value_words: str = Field(description="what a removal is worth, in words")
    value_unit: str = Field(description="what every value here is counted in")
    mission: MissionEcho
    servicer: AskedServicer
    costs: CostsEcho | None = None
    players: Many[PlayerRecord]
    never_consent: Many[Unspoken]
    pool: Many[PoolStep]
    consent: ConsentGame | None = None
    fleet: FleetGame | None = None
    provision: ProvisionGame | None = None
    exposure: ExposureMatrix
    note: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the players, in order."""
        return tuple(player.name for player in self.players)

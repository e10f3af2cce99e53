"""Who registered what: GCAT's payload catalogue as it writes it, beside the owner of the satellite catalogue."""

from __future__ import annotations

import pytest

import adr_planner as adr
from adr_planner.catalog import Catalog
from adr_planner.catalog.merge.attributes import Attributes

HEAD = "#JCAT\tPiece\tName\tLDate\tTOp\tClass\tUNState\tUNReg\n"
ROWS = {
    "S27386": "2002-009A\tEnvisat\t2002 Mar  1\t2012 Apr  8\tC\tI-ESA*\tST/SG/SER.E/432",
    "S25407": "1998-045B\tA stage\t1998 Jul 28\t1998 Jul 28\tD\t[US]\t-",
}


@pytest.fixture
def table():
    text = HEAD + "".join(f"{number}\t{row}\n" for number, row in ROWS.items())
    return Attributes.from_gcat(text)


def test_state_and_document_of_registry_are_read_and_brackets_are_nobody_s(table):
    envisat, stage = table
    assert (envisat.registered_by, envisat.registry) == ("ESA", "ST/SG/SER.E/432")
    assert (stage.registered_by, stage.registry) == ("US", "unregistered")


def test_registry_stands_beside_the_owner_with_its_source(table):
    target = Catalog.example().with_attributes(table).get(27386)
    assert (target.owner, target.registered_by) == ("ESA", "ESA")
    assert target.sources["registered_by"]


def test_what_two_sources_say_of_registry_is_kept_as_a_conflict():
    other = HEAD + "S27386\t2002-009A\tEnvisat\t2002 Mar  1\t2012 Apr  8\tC\tF\tST/SG/SER.E/1\n"
    joined = Catalog.example().with_attributes(Attributes.from_gcat(other))
    told = [conflict for conflict in joined.conflicts if conflict.norad_cat_id == 27386]
    assert {conflict.field for conflict in told} >= {"registered_by", "registry"}
    assert joined.get(27386).registered_by == "FR"  # the bundled figure gives way to the user's, and is kept beside it
    assert any(conflict.other == "ESA" for conflict in told)


def test_globalstar_is_owned_by_a_company_and_registered_by_the_united_states():
    satellites = [item for item in adr.Catalog.example() if item.owner == "GLOB"]
    assert len(satellites) == 42
    assert {item.registered_by for item in satellites} == {"US"}
    assert all(item.registry.startswith("ST/SG/SER.E/") for item in satellites)


def test_a_population_of_the_user_s_knows_who_operates_what_works():
    objects = [
        adr.SpaceObject(
            norad_cat_id=900001 + k, name=f"MINE {k}", elements=Catalog.example()[0].elements, mass_kg=100.0,
            area_m2=1.0,
            status="operational", owner="GLOB", registered_by=state,
        )
        for k, state in enumerate(["US", ""])
    ]  # fmt: skip
    population = Catalog.example().among(Catalog.from_objects(objects)).population
    assert population.operator.tolist() == ["US", "GLOB"]

"""One door: whatever the format, the same objects come out."""

import gzip
import io

import messages
import pytest
from sgp4 import omm as sgp4_omm

from adr_planner.catalog import Catalog
from adr_planner.catalog.formats.detection import format_of
from adr_planner.errors import CatalogError, UnreadableRowsWarning


@pytest.mark.parametrize("way", messages.WRITERS)
def test_every_way_to_write_a_message_gives_the_same_objects(way):
    read = Catalog.from_file(messages.WRITERS[way](), strict=True)
    expected = Catalog.from_omm(messages.as_csv(), strict=True)
    assert list(read) == list(expected)
    assert [item.norad_cat_id for item in read] == [22566, 27386, 270_288_001]
    assert (read.get(27386).mass_kg, read.get(22566).status) == (8110.0, "derelict")


@pytest.mark.parametrize("way", messages.EVERY_WAY)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("packed", [False, True])
def test_the_format_is_told_by_the_text_and_not_by_the_name(tmp_path, way, ends, packed):
    content = ("\ufeff" + messages.EVERY_WAY[way]()).replace("\n", ends).encode()
    path = tmp_path / "catalogue.dat"
    path.write_bytes(gzip.compress(content) if packed else content)
    read = Catalog.from_file(path, strict=True)
    assert len(read) == 3
    assert len(read.source.sha256) == 64


def test_xml_is_read_as_sgp4s_own_reader_does():
    theirs = list(sgp4_omm.parse_xml(io.StringIO(messages.as_xml(messages.RECORDS[:2]))))
    ours = Catalog.from_omm(messages.as_xml(messages.RECORDS[:2]))
    for fields in theirs:
        elements = ours.get(int(fields["NORAD_CAT_ID"])).elements
        assert elements.mean_motion_rev_day == float(fields["MEAN_MOTION"])
        assert elements.bstar == float(fields["BSTAR"])


def test_a_message_in_another_frame_or_theory_is_left_out():
    for key, value in (("REF_FRAME", "ICRF"), ("CENTER_NAME", "MARS"), ("MEAN_ELEMENT_THEORY", "DSST")):
        fixed = {"REF_FRAME": "TEME", "CENTER_NAME": "EARTH", "MEAN_ELEMENT_THEORY": "SGP4"} | {key: value}
        with pytest.raises(CatalogError, match=f"{key} is '{value}'"):
            Catalog.from_omm(messages.as_json([messages.ENVISAT | fixed]))


def test_kvn_as_other_writers_write_it_is_read_too():
    """Blocks and a comment first, as seen in public files."""
    text = messages.as_kvn([messages.ENVISAT]).replace("OBJECT_NAME ", "META_START\nOBJECT_NAME ", 1)
    text = "COMMENT by hand\n" + text.replace("CCSDS_OMM_VERS = 2.0", "CCSDS_OMM_VERS = 3.0") + "META_STOP\n"
    assert list(Catalog.from_file(text, strict=True)) == list(Catalog.from_omm(messages.as_csv([messages.ENVISAT])))


def test_fields_of_the_user_say_what_space_track_knows():
    extra = '<USER_DEFINED parameter="OBJECT_TYPE">DEBRIS</USER_DEFINED>'
    xml = messages.as_xml([messages.NEW]).replace(
        "</data>", f"<userDefinedParameters>{extra}</userDefinedParameters></data>"
    )
    assert Catalog.from_omm(xml)[0].object_type == "DEBRIS"
    kvn = messages.as_kvn([messages.NEW]) + "USER_DEFINED_OBJECT_TYPE = PAYLOAD\n"
    assert Catalog.from_omm(kvn)[0].object_type == "PAYLOAD"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("NORAD_CAT_ID,EPOCH,MEAN_MOTION\n1", "omm"),
        ('[{"NORAD_CAT_ID": 5, "MEAN_MOTION": 1}]', "omm"),
        ("OBJECT_NAME,OBJECT_ID,NORAD_CAT_ID,OBJECT_TYPE,OPS_STATUS_CODE\n", "satcat"),
        ("#JCAT\tSatcat\tPiece\n", "gcat"),
        ('{"data": [{"type": "object", "attributes": {"satno": 5}}]}', "discos"),
    ],
)
def test_the_first_lines_tell(head, found):
    assert format_of(head, "x") == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<html><title>403 Forbidden</title></html>\n", "is a web page .'403 Forbidden'"),
        ("<!DOCTYPE html>\n<html>\n", "is a web page"),
        ("No GP data found\n", "it says 'No GP data found'"),
        ("a,b,c\n1,2,3\n", "no catalogue this package reads"),
        ("#JCAT\tSatcat\n", "GCAT data: it tells about objects, not where they fly"),
    ],
)
def test_what_is_no_catalogue_of_orbits_is_refused_in_one_sentence(text, message):
    with pytest.raises(CatalogError, match=message):
        Catalog.from_file(text)


def test_messages_that_are_damaged_are_left_out_and_the_rest_goes_on():
    kvn = messages.as_kvn().replace("RA_OF_ASC_NODE      = 300\n", "RA_OF_ASC_NODE\n", 1)
    xml = messages.as_xml().replace("<EPOCH>", "<EPOCH>x", 1)
    json_text = messages.as_json(indent=1).replace('"270"', "[270]", 1)
    for text, line, why in ((kvn, 1, "is no keyword = value"), (xml, 3, "EPOCH"), (json_text, 2, "is a list")):
        with pytest.warns(UnreadableRowsWarning, match=why):
            read = Catalog.from_omm(text)
        assert (len(read), read.problems[0].line) == (2, line)
        with pytest.raises(CatalogError, match=why):
            Catalog.from_omm(text, strict=True)


def test_json_larger_than_what_is_held_at_once_is_read_to_its_end():
    records = [messages.ENVISAT | {"NORAD_CAT_ID": str(number)} for number in range(1, 25_001)]
    text = messages.as_json(records, indent=0)
    assert len(text) > 9e6
    read = Catalog.from_omm(text, strict=True)
    assert (len(read), read[-1].norad_cat_id) == (25_000, 25_000)

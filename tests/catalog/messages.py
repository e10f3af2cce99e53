"""The same objects written in every way catalogues come."""

import csv
import io
import json
from xml.sax.saxutils import escape

from adr_planner.catalog.formats.tle import checksum

ENVISAT = {
    "OBJECT_NAME": "ENVISAT", "OBJECT_ID": "2002-009A", "EPOCH": "2024-10-31T12:00:00.000000",
    "MEAN_MOTION": "14.38070000", "ECCENTRICITY": ".0001", "INCLINATION": "98.2", "RA_OF_ASC_NODE": "300",
    "ARG_OF_PERICENTER": "90", "MEAN_ANOMALY": "270", "EPHEMERIS_TYPE": "0", "CLASSIFICATION_TYPE": "U",
    "NORAD_CAT_ID": "27386", "ELEMENT_SET_NO": "999", "REV_AT_EPOCH": "1", "BSTAR": ".5E-4",
    "MEAN_MOTION_DOT": ".1E-5", "MEAN_MOTION_DDOT": "0",
}  # fmt: skip
STAGE = ENVISAT | {
    "OBJECT_NAME": "SL-16 R/B", "OBJECT_ID": "1993-016B", "NORAD_CAT_ID": "22566", "INCLINATION": "71.0",
    "MEAN_MOTION": "14.14",
}  # fmt: skip
NEW = ENVISAT | {"OBJECT_NAME": "TBA", "OBJECT_ID": "", "NORAD_CAT_ID": "270288001"}
RECORDS = [ENVISAT, STAGE, NEW]

_META = ("OBJECT_NAME", "OBJECT_ID")
_ORBIT = ("EPOCH", "MEAN_MOTION", "ECCENTRICITY", "INCLINATION", "RA_OF_ASC_NODE", "ARG_OF_PERICENTER", "MEAN_ANOMALY")
_FIXED = {"CENTER_NAME": "EARTH", "REF_FRAME": "TEME", "TIME_SYSTEM": "UTC", "MEAN_ELEMENT_THEORY": "SGP4"}


def as_csv(records=RECORDS):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue()


def as_json(records=RECORDS, indent=None):
    return json.dumps(records, indent=indent)


def as_kvn(records=RECORDS):
    text = ""
    for record in records:
        text += "CCSDS_OMM_VERS = 2.0\nCREATION_DATE = 2024-11-01T00:00:00\nORIGINATOR = 18 SPCS\n\n"
        text += "".join(f"{key:<19} = {value}\n" for key, value in {**record, **_FIXED}.items())
    return text.replace("INCLINATION         = 98.2\n", "COMMENT tilt\nINCLINATION         = 98.2 [deg]\n")


def as_xml(records=RECORDS):
    def fields(record, keys):
        return "".join(f"<{key}>{escape(record[key])}</{key}>" for key in keys)

    text = '<?xml version="1.0" encoding="UTF-8"?>\n<ndm xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
    for record in records:
        rest = [key for key in record if key not in (*_META, *_ORBIT)]
        meta = fields(record, _META) + fields(_FIXED, _FIXED)
        text += (
            '<omm id="CCSDS_OMM_VERS" version="2.0"><header><CREATION_DATE/><ORIGINATOR/></header><body><segment>\n'
            f"<metadata>{meta}</metadata><data><meanElements>{fields(record, _ORBIT)}</meanElements>\n"
            f"<tleParameters>{fields(record, rest)}</tleParameters></data></segment></body></omm>\n"
        )
    return text + "</ndm>\n"


def tle_lines(number="27386", epoch="24305.50000000", cospar="02009A"):
    first = f"1 {number}U {cospar:<8} {epoch}  .00000100  00000+0  50000-4 0  999"
    second = f"2 {number}  98.2000 300.0000 0001000  90.0000 270.0000 14.3807000000001"
    return [f"{line}{checksum(line)}" for line in (first, second)]


def as_tle():
    return "\n".join(["ENVISAT", *tle_lines(), "0 SL-16 R/B", *tle_lines("22566"), *tle_lines("A0001")]) + "\n"


WRITERS = {"csv": as_csv, "json": as_json, "kvn": as_kvn, "xml": as_xml}
EVERY_WAY = WRITERS | {"tle": as_tle}

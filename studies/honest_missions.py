"""Honest missions of all kinds, and catalogues a user might bring: what `honest_plans.py` plans."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["CATALOGUES", "HONEST", "OWN_SUN", "Honest"]

KITS = {"dry_mass": "1200 kg", "propellant": "900 kg", "isp": "300 s", "kits": 3}
TUG = {"dry_mass": "1000 kg", "propellant": "3000 kg", "isp": "315 s", "kits": 0}
ELECTRIC = {
    "dry_mass": "900 kg",
    "propellant": "180 kg",
    "isp": "1600 s",
    "kits": 2,
    "propulsion": "electric",
    "thrust": "300 mN",
}
MISSION = {"start": "2025-01-01", "duration": "365 day", "targets": 2}
SLOW = {"duration": "500 day", "commissioning": "30 day"}
FAMILIES = {
    "65": (64.5, 66.5),
    "71": (70.5, 71.5),
    "74": (73.5, 74.5),
    "83": (82.0, 84.0),
    "98": (97.0, 100.0),
    "retrograde": (100.0, 121.0),
    "low": (0.0, 53.0),
}
"""Bands of inclination [deg]."""
OWN_SUN = "month,f107_sfu,ap,f107_weak_sfu,f107_strong_sfu\n" + "".join(
    f"{2025 + k // 12}-{k % 12 + 1:02d},{flux},12,{flux - 5},{flux + 25}\n"
    for k, flux in enumerate(max(175 - 3 * k, 115) for k in range(48))
)
"""A forecast of the user's own."""


@dataclass(frozen=True)
class Honest:
    """Hold one mission: name, kind, and its file as tables of keys and values; or which of the bench's it is."""

    name: str
    kind: str
    servicer: dict[str, Any]
    mission: dict[str, Any]
    family: str = "71"
    tables: tuple[tuple[str, dict[str, Any]], ...] = ()
    top: int = 12
    servicers: int = 1
    traded: str = ""
    drawn: str = ""
    catalogue: str = ""

    def text(self) -> str:
        """Return the mission file."""
        least, most = FAMILIES[self.family]
        band = {} if self.catalogue else {"inclination": [f"{least} deg", f"{most} deg"]}
        tables = dict(self.tables)
        filters = band | tables.pop("mission.filters", {})
        every = {"candidates": {"top": self.top}, "servicer": {"name": self.name, **self.servicer}}
        every |= {"mission": {**MISSION, **self.mission}, **tables}
        if filters:
            every["mission.filters"] = filters
        return "\n".join(f"[{name}]\n" + "".join(_line(*pair) for pair in keys.items()) for name, keys in every.items())


def _line(key: str, value: Any) -> str:
    if key == "dates":
        return f"dates = [{', '.join(value)}]\n"
    return f"{key} = {json.dumps(value)}\n"


def _rule(rule: str, **keys: Any) -> tuple[str, dict[str, Any]]:
    return "mission.disposal", {"rule": rule, **keys}


def _injected(**keys: Any) -> tuple[tuple[str, dict[str, Any]], ...]:
    return (("mission.injection", {"altitude": "780 km", "inclination": "71.0 deg", **keys}),)


DECAY, FIVE = (_rule("decay", years=25.0),), (_rule("decay", years=5.0),)
RELEASE = (_rule("release", perigee_altitude="500 km"),)
ODD = {"phasing": "8 m/s", "proximity": "9 m/s", "deterministic_margin": 0.08, "stochastic_margin": 0.5}
HONEST: tuple[Honest, ...] = (
    Honest("kits-71", "kits", {**KITS, "kits": 5}, {"targets": 5, "max_delta_v": "750 m/s"}),
    Honest("kits-74", "kits", KITS, {"targets": 3, "max_delta_v": "900 m/s"}, "74"),
    Honest("kits-83-5-years", "kits", KITS, {"targets": 3, "max_delta_v": "600 m/s"}, "83", FIVE),
    Honest("kits-98", "kits", KITS, {"max_delta_v": "600 m/s"}, "98"),
    Honest("kits-65", "kits", KITS, {"targets": 1, "duration": "120 day"}, "65"),
    Honest(
        "kits-of-one-mass", "kits", KITS, {"max_delta_v": "500 m/s"}, tables=(("servicer.kit", {"mass": "1500 kg"}),)
    ),
    Honest(
        "kits-eight-targets",
        "kits",
        {**KITS, "kits": 8, "propellant": "1500 kg"},
        {"targets": 8, "duration": "900 day"},
    ),
    Honest("tug-controlled", "tug", {**TUG, "thrust": "1200 N"}, {"duration": "400 day"}),
    Honest("tug-decay", "tug", TUG, {}, "74", DECAY),
    Honest("tug-release", "tug", TUG, {"duration": "200 day"}, "71", RELEASE),
    Honest("tug-83-release", "tug", {**TUG, "thrust": "600 N"}, {"targets": 3}, "83", RELEASE),
    Honest("tug-98-one", "tug", TUG, {"targets": 1}, "98"),
    Honest("electric-71", "electric", ELECTRIC, SLOW),
    Honest("electric-98-decay", "electric", ELECTRIC, {**SLOW, "targets": 1}, "98", DECAY),
    Honest("electric-83", "electric", ELECTRIC, {**SLOW, "targets": 1, "duration": "250 day"}, "83"),
    Honest(
        "weak-thrust-83",
        "weak thrust, many burns",
        {**KITS, "dry_mass": "700 kg", "propellant": "500 kg", "thrust": "22 N"},
        {"start": "2025-03-01", "duration": "270 day", "max_delta_v": "600 m/s", "dispose_servicer": False},
        "83",
        FIVE,
    ),
    Honest(
        "weak-thrust-kits",
        "weak thrust, many burns",
        {**KITS, "thrust": "60 N", "longest_arc": "20 deg"},
        {"dispose_servicer": False},
        tables=(("servicer.kit", {"thrust": "1200 N"}),),
    ),
    Honest(
        "weak-thrust-tug",
        "weak thrust, many burns",
        {**TUG, "thrust": "120 N", "longest_arc": "40 deg"},
        {"targets": 1, "dispose_servicer": False},
        "74",
        DECAY,
    ),
    Honest("injection-dated", "injection given", KITS, {}, tables=_injected(raan="60 deg", date="2025-01-05")),
    Honest("injection-undated", "injection given", KITS, {"duration": "400 day"}, tables=_injected(raan="100 deg")),
    Honest("injection-without-node", "injection given", KITS, {}, tables=_injected()),
    Honest("injection-dated-without-node", "injection given", KITS, {}, tables=_injected(date="2025-02-01")),
    Honest("launch-low", "injection searched", KITS, {"injection_below": "150 km", "commissioning": "30 day"}),
    Honest("launch-at-height", "injection searched", KITS, {"injection_below": "0 km", "stay": "33 day"}, "74"),
    Honest(
        "engine-search", "engine and effort", KITS, {}, tables=(("search", {"engine": "search", "work_limit": 20}),)
    ),
    Honest("engine-beam", "engine and effort", KITS, {}, "83", (("search", {"engine": "beam", "work_limit": 20}),)),
    Honest("engine-cp-sat", "engine and effort", KITS, {}, "74", (("search", {"engine": "cp-sat"}),), top=6),
    Honest(
        "gap",
        "engine and effort",
        {**KITS, "kits": 4},
        {"targets": 4},
        tables=(("search", {"gap": 0.3, "work_limit": 3}),),
        top=30,
    ),
    Honest(
        "filters",
        "filters and exclusions",
        KITS,
        {"exclude": [27006]},
        "83",
        (("mission.filters", {"altitude": ["600 km", "1100 km"], "mass": ["1 t", "9 t"], "types": ["ROCKET BODY"]}),),
    ),
    Honest(
        "owners",
        "filters and exclusions",
        KITS,
        {"exclude": [27006, 25407]},
        "98",
        (("mission.filters", {"owners": ["PRC", "US"]}),),
    ),
    Honest("hindcast", "hindcast", KITS, {"start": "2024-06-01", "hindcast": True}),
    Honest("hindcast-tug", "hindcast", TUG, {"start": "2024-08-15", "hindcast": True}, "74", RELEASE),
    Honest(
        "must-visit",
        "must visit, order, dates, groups",
        KITS,
        {
            "must_visit": [22566],
            "order": [[22566, 23705]],
            "max_delta_v": "800 m/s",
            "dates": ["{norad_cat_id = 22566, earliest = 2025-02-01, latest = 2025-09-01}"],
        },
    ),
    Honest(
        "one-of", "must visit, order, dates, groups", KITS, {"one_of": [[31793, 25407], [23405, 22285]], "targets": 3}
    ),
    Honest("per-state", "must visit, order, dates, groups", KITS, {"max_per_state": 1, "targets": 3}, "98", top=25),
    Honest("least-delta-v", "objectives", KITS, {"objective": "delta_v"}),
    Honest("least-propellant", "objectives", TUG, {"objective": "propellant"}, "83", RELEASE),
    Honest("least-time", "objectives", KITS, {"objective": "time", "targets": 3}),
    Honest(
        "weighted",
        "objectives",
        KITS,
        {"objective": "weighted", "targets": 3},
        "74",
        (("mission.weights", {"risk": 1.0, "delta_v": 0.004, "time": 0.002}),),
    ),
    Honest(
        "campaign-kits",
        "campaigns",
        {**KITS, "kits": 2},
        {"max_delta_v": "700 m/s", "duration": "200 day"},
        servicers=2,
    ),
    Honest("campaign-tugs", "campaigns", TUG, {"targets": 1}, "74", RELEASE, servicers=3),
    Honest(
        "campaign-mixed-owners",
        "campaigns",
        {**KITS, "kits": 2},
        {"max_per_state": 1, "max_delta_v": "900 m/s"},
        "98",
        DECAY,
        top=20,
        servicers=2,
    ),
    Honest("trade-knee", "plans of a trade", KITS, {"targets": 3, "max_delta_v": "900 m/s"}, traded="knee"),
    Honest("trade-dearest", "plans of a trade", KITS, {"max_delta_v": "600 m/s"}, "83", FIVE, traded="last"),
    Honest("retrograde", "retrograde and low inclinations", KITS, {}, "retrograde"),
    Honest("retrograde-tug", "retrograde and low inclinations", TUG, {"targets": 1}, "retrograde", DECAY),
    Honest("low-inclination", "retrograde and low inclinations", KITS, {"targets": 1}, "low", DECAY),
    Honest("own-sun", "own Sun, launcher, allowances", KITS, {"weather": "sun.csv"}),
    Honest("light-launcher", "own Sun, launcher, allowances", KITS, {"max_launch_mass": "4.2 t", "targets": 3}),
    Honest(
        "own-allowances",
        "own Sun, launcher, allowances",
        {**KITS, "minimum_impulse": "5 cm/s"},
        {"lowest_drift": "550 km"},
        "83",
        (("mission.allowances", ODD),),
    ),
    Honest("own-catalogue", "the user's own catalogue", KITS, {}, catalogue="omm.csv"),
    Honest("own-elements", "the user's own catalogue", TUG, {"targets": 1}, tables=RELEASE, catalogue="stages.tle"),
)
DRAWN = {
    "tug": "07 08 09 16 23 24 25 27 28 tug",
    "electric": "31 35 electric",
    "kits": "12 29 32 campaign example kits-71 weak-thrust-83",
}
"""Missions of bench/missions that end in a plan within minutes, by their servicers."""
HONEST += tuple(
    Honest(
        f"bench-{name}", f"drawn at random, {kind}" if name.isdigit() else "the bench's kept ones", {}, {}, drawn=name
    )
    for kind, names in DRAWN.items()
    for name in names.split()
)
OMM = (
    "OBJECT_NAME,OBJECT_ID,EPOCH,MEAN_MOTION,ECCENTRICITY,INCLINATION,RA_OF_ASC_NODE,ARG_OF_PERICENTER,MEAN_ANOMALY,"
    "EPHEMERIS_TYPE,CLASSIFICATION_TYPE,NORAD_CAT_ID,ELEMENT_SET_NO,REV_AT_EPOCH,BSTAR,MEAN_MOTION_DOT,MEAN_MOTION_DDOT"
)


def _stages(catalog: Any) -> list[Any]:
    return [item for item in catalog if item.name == "SL-16 R/B" and 70.5 < item.elements.inclination_deg < 71.5]


def omm_csv(catalog: Any) -> str:
    """Return stages at 71 deg as a user's table of OMM, their names in Cyrillic."""
    rows = []
    for item in _stages(catalog):
        e = item.elements
        epoch = e.epoch.utc.isot
        rows.append(
            f"ЗЕНИТ-2 «{item.norad_cat_id}» R/B,{item.object_id},{epoch},{e.mean_motion_rev_day},{e.eccentricity},"
            f"{e.inclination_deg},{e.raan_deg},{e.argp_deg},{e.mean_anomaly_deg},0,U,{item.norad_cat_id},999,1,"
            f"{e.bstar},{e.mean_motion_dot},0"
        )
    return "\n".join([OMM, *rows]) + "\n"


def three_lines(catalog: Any) -> str:
    """Return stages at 71 deg as a user's three-line element sets."""
    from sgp4.api import WGS72, Satrec
    from sgp4.exporter import export_tle

    text = []
    for item in _stages(catalog):
        e = item.elements
        record, degree = Satrec(), 3.141592653589793 / 180.0
        days = e.epoch.utc.jd1 - 2433281.5 + e.epoch.utc.jd2
        record.sgp4init(
            WGS72, "i", item.norad_cat_id, days, e.bstar, 0.0, 0.0, e.eccentricity, e.argp_deg * degree,
            e.inclination_deg * degree, e.mean_anomaly_deg * degree, e.mean_motion_rev_day * degree / 4.0,
            e.raan_deg * degree,
        )  # fmt: skip
        record.classification, record.elnum, record.revnum = "U", 999, 1
        record.intldesg = item.object_id[2:4] + item.object_id[5:]
        text += [item.name, *export_tle(record)]
    return "\n".join(text) + "\n"


CATALOGUES: dict[str, Callable[[Any], str]] = {".csv": omm_csv, ".tle": three_lines}

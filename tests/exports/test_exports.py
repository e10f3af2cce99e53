"""Exports, read back by programs that are not ours: within 1 cm, 0.01 mm/s and a microsecond."""

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import astropy.units as u
import ccsds_ndm
import numpy as np
import pytest
from astropy.time import Time
from oem import OrbitEphemerisMessage

import adr_planner as adr
from adr_planner.errors import InvalidInputError
from adr_planner.exports import FORMATS, export_text, format_of
from adr_planner.exports.handover import Handover

DENSE = {"per_orbit": 4}
CENTIMETRE, HUNDREDTH_MM_S, MICROSECOND = 1e-5, 1e-8, 1e-6
"""[km], [km/s], [s]."""
MAS = np.pi / 180.0 / 3.6e6
BIAS = np.array(
    [
        [1.0, -14.6 * MAS, 16.6170 * MAS],
        [14.6 * MAS, 1.0, 6.8192 * MAS],
        [-16.6170 * MAS, -6.8192 * MAS, 1.0],
    ]
)
"""GCRF to EME2000 by the published angles of the frame bias (IERS Conventions 2010, section 5.4.4), to first order."""


@pytest.fixture(scope="module")
def flown(example_plan):
    return adr.ephemeris(example_plan, **DENSE)


@pytest.fixture(scope="module")
def texts(example_plan, flown):
    """Every message in both frames, from one ephemeris."""
    return {
        (name, frame): FORMATS[name].write(Handover(example_plan, (None,), frame, lambda: flown))
        for name in ("oem", "opm", "ocm", "ocm-xml", "stk")
        for frame in ("GCRF", "EME2000")
    }


def _gcrf(states, label):
    """Turn states [km, km/s] of a file into GCRF by what the file says they are in."""
    turn = {"GCRF": np.eye(3), "ICRF": np.eye(3), "EME2000": BIAS.T, "J2000": BIAS.T}[str(label)]
    states = np.asarray(states, dtype=float)
    return np.hstack([states[:, :3] @ turn.T, states[:, 3:] @ turn.T])


def _expected(segment):
    return np.hstack([segment.position, segment.velocity]) / 1e3


def _differences(segments, flown):
    """Return the worst differences in position [km], velocity [km/s] and time [s] of (label, times, states)."""
    assert len(segments) == len(flown.segments)
    far, fast, late = 0.0, 0.0, 0.0
    for (label, times, states), segment in zip(segments, flown, strict=True):
        apart = _gcrf(states, label) - _expected(segment)
        far = max(far, np.abs(apart[:, :3]).max())
        fast = max(fast, np.abs(apart[:, 3:]).max())
        late = max(late, np.abs((Time(list(times), scale="utc") - segment.times).to_value("s")).max())
    return far, fast, late


def _agree(segments, flown):
    far, fast, late = _differences(segments, flown)
    assert far < CENTIMETRE
    assert fast < HUNDREDTH_MM_S
    assert late < MICROSECOND


def _by_oem(text, tmp_path):
    path = tmp_path / "read.oem"
    path.write_text(text, encoding="ascii")
    message = OrbitEphemerisMessage.open(path)
    return [
        (
            segment.metadata["REF_FRAME"],
            [
                state.epoch.isot if state.epoch.precision >= 6 else Time(state.epoch, precision=9).isot
                for state in segment
            ],
            [[*state.position, *state.velocity] for state in segment],
        )
        for segment in message.segments
    ]


def _by_ndm(text):
    message = ccsds_ndm.from_str(text)
    message.validate()
    return [
        (
            str(segment.metadata.ref_frame),
            [state.epoch for state in segment.data.state_vector],
            [[s.x, s.y, s.z, s.x_dot, s.y_dot, s.z_dot] for s in segment.data.state_vector],
        )
        for segment in message.segments
    ]


def _ocm(text):
    message = ccsds_ndm.from_str(text)
    message.validate()
    return message.segment.data


def _by_ocm(text):
    return [
        (block.traj_ref_frame, [line.epoch for line in block.traj_lines], [line.values for line in block.traj_lines])
        for block in _ocm(text).traj
    ]


@pytest.mark.parametrize("frame", ["GCRF", "EME2000"])
def test_oem_is_read_alike_by_two_programs(texts, flown, frame, tmp_path):
    text = texts["oem", frame]
    _agree(_by_oem(text, tmp_path), flown)
    _agree(_by_ndm(text), flown)
    assert max(map(len, text.splitlines())) <= 254
    assert "COMMENT No covariance" in text


@pytest.mark.parametrize("name", ["ocm", "ocm-xml"])
@pytest.mark.parametrize("frame", ["GCRF", "EME2000"])
def test_ocm_holds_the_arcs_the_burns_and_the_body(texts, example_plan, flown, name, frame):
    text = texts[name, frame]
    _agree(_by_ocm(text), flown)
    data = _ocm(text)
    burns = _burns(example_plan)
    assert [block.man_id for block in data.man] == [burn.id for burn in burns]
    for block, burn in zip(data.man, burns, strict=True):
        (line,) = block.man_lines
        numbers = [float(value) for value in line.values]
        said = _gcrf([[*numbers[2:], 0.0, 0.0, 0.0]], block.man_ref_frame)[0, :3]
        np.testing.assert_allclose(said * 1e3, burn.delta_v_m_s, rtol=0, atol=1e-8)
        assert numbers[1] == pytest.approx(-burn.propellant_kg, abs=1e-8)
        assert line.epoch == burn.epoch_utc.removesuffix("Z")
    assert data.cov == []
    if name == "ocm":
        mass, gm = data.phys.wet_mass, data.pert.gm
    else:  # ccsds-ndm-py 0.0.9 passes over these two blocks in XML, those of the standard's own example as well
        root = ElementTree.fromstring(text)
        mass, gm = float(root.findtext(".//phys/WET_MASS")), float(root.findtext(".//pert/GM"))
    assert mass == pytest.approx(example_plan.totals.launch_mass_kg, abs=1e-6)
    assert gm == example_plan.conventions.gravity.mu_km3_s2


@pytest.mark.parametrize("frame", ["GCRF", "EME2000"])
def test_opm_holds_the_first_state_and_every_burn(texts, example_plan, flown, frame):
    message = ccsds_ndm.from_str(texts["opm", frame])
    message.validate()
    s = message.segment.data.state_vector
    label = message.segment.metadata.ref_frame
    first = _gcrf([[s.x, s.y, s.z, s.x_dot, s.y_dot, s.z_dot]], label)[0] - _expected(flown.segments[0])[0]
    assert np.abs(first[:3]).max() < CENTIMETRE
    assert np.abs(first[3:]).max() < HUNDREDTH_MM_S
    burns = _burns(example_plan)
    for man, burn in zip(message.segment.data.maneuver_parameters, burns, strict=True):
        said = _gcrf([[man.man_dv_1, man.man_dv_2, man.man_dv_3, 0, 0, 0]], man.man_ref_frame)[0, :3]
        np.testing.assert_allclose(said * 1e3, burn.delta_v_m_s, rtol=0, atol=1e-8)
        assert man.man_epoch_ignition == burn.epoch_utc.removesuffix("Z")
        assert man.man_duration == 0.0
    assert message.segment.data.covariance_matrix is None


def test_a_planted_swap_of_frames_is_caught(texts, flown, tmp_path):
    """A label alone moves the servicer by the frame bias, up to 0.8 m: eighty times what is allowed."""
    swapped = texts["oem", "GCRF"].replace("REF_FRAME = GCRF", "REF_FRAME = EME2000")
    for read in (_by_oem(swapped, tmp_path), _by_ndm(swapped)):
        far, _, _ = _differences(read, flown)
        assert 0.3e-3 < far < 1e-3
    again = texts["ocm", "EME2000"].replace("TRAJ_REF_FRAME = EME2000", "TRAJ_REF_FRAME = GCRF")
    assert _differences(_by_ocm(again), flown)[0] > 0.3e-3


@pytest.mark.parametrize("frame", ["GCRF", "EME2000"])
def test_stk_ephemeris_has_the_burns_as_boundaries(texts, flown, frame):
    text = texts["stk", frame]
    head, body = text.split("EphemerisTimePosVel\n")
    label = re.search(r"^CoordinateSystem (\w+)$", head, re.MULTILINE)[1]
    epoch = re.search(r"^ScenarioEpoch (.+)$", head, re.MULTILINE)[1]
    start = Time(datetime.strptime(epoch, "%d %b %Y %H:%M:%S.%f"), scale="utc")
    rows = np.array([line.split() for line in body.splitlines() if line != "END Ephemeris"], dtype=float)
    assert len(rows) == len(flown) == int(re.search(r"NumberOfEphemerisPoints (\d+)", head)[1])
    edges = head.split("BEGIN SegmentBoundaryTimes\n")[1].split("END SegmentBoundaryTimes")[0].split()
    assert [float(edge) for edge in edges] == [segment.seconds[0] for segment in flown.segments[1:]]
    cuts = np.cumsum([len(segment) for segment in flown])[:-1]
    times = Time(start + rows[:, 0] * u.s, precision=9).isot
    _agree(
        list(zip([label] * len(flown.segments), np.split(times, cuts), np.split(rows[:, 1:], cuts), strict=True)), flown
    )


def test_czml_has_a_packet_for_everybody_and_an_interval_for_every_arc(example_plan):
    flown = adr.ephemeris(example_plan, who="all", per_orbit=4)
    numbers = (None, *(target.norad_cat_id for target in example_plan.targets))
    head, *packets = json.loads(FORMATS["czml"].write(Handover(example_plan, numbers, "GCRF", lambda: flown)))
    assert (head["id"], head["version"]) == ("document", "1.0")
    assert [packet["id"] for packet in packets] == [
        "servicer", *(str(target.norad_cat_id) for target in example_plan.targets)
    ]  # fmt: skip
    parts = [part for packet in packets for part in packet["position"]]
    for part, segment in zip(parts, flown, strict=True):
        rows = np.array(part["cartesian"]).reshape(-1, 4)
        assert part["referenceFrame"] == "INERTIAL"
        assert part["interval"].startswith(part["epoch"])
        np.testing.assert_allclose(rows[:, 1:], segment.position, atol=0.006)
        np.testing.assert_allclose(rows[:, 0], segment.seconds - segment.seconds[0], atol=1e-6)


def test_gmat_script_flies_every_arc_and_makes_every_burn(example_plan, flown):
    lines = export_text(example_plan, "gmat").splitlines()
    statements = [line for line in lines if not line.startswith("%")]
    assert all(line.count(";") == 1 and line.endswith(";") for line in statements), "one statement a line"
    spans = [float(re.search(r"ElapsedSecs = ([\d.]+)", line)[1]) for line in lines if line.startswith("Propagate")]
    assert len(spans) == len(flown.segments)
    assert sum(spans) == pytest.approx(flown.segments[-1].seconds[-1], abs=1e-4)
    made = [line for line in statements if line.startswith("Maneuver ")]
    assert len(made) == len(_burns(example_plan))
    position = [float(re.search(rf"Body\.{axis} = (\S+);", "\n".join(lines))[1]) for axis in "XYZ"]
    expected = BIAS @ np.array(example_plan.servicer.initial_state.position_km)
    np.testing.assert_allclose(position, expected, rtol=0, atol=CENTIMETRE)


def test_csv_is_a_table_of_states(example_plan, tmp_path):
    import pandas as pd

    number = example_plan.targets[0].norad_cat_id
    adr.export(example_plan, tmp_path / "target.csv", who=number, per_orbit=4)
    table = pd.read_csv(tmp_path / "target.csv")
    flown = adr.ephemeris(example_plan, who=number, per_orbit=4)
    assert len(table) == len(flown)
    np.testing.assert_allclose(table[["x_km", "y_km", "z_km"]], flown.position.value, rtol=0, atol=1e-9)
    assert set(table["object"]) == {number}


def test_what_a_format_cannot_say_is_refused(example_plan, electric_plan, tmp_path):
    with pytest.raises(InvalidInputError, match="holds one object a file"):
        adr.export(example_plan, tmp_path / "all.oem", who="all")
    with pytest.raises(InvalidInputError, match="written in GCRF"):
        adr.export(example_plan, tmp_path / "a.czml", frame="EME2000")
    with pytest.raises(InvalidInputError, match=r"stands for no format.*\.oem"):
        adr.export(example_plan, tmp_path / "plan.doc")
    with pytest.raises(InvalidInputError, match="say one of oem"):
        adr.export(example_plan, tmp_path / "plan.oem", to="sp3")
    for name in ("opm", "gmat"):
        with pytest.raises(InvalidInputError, match="thrusts for days"):
            adr.export(electric_plan, tmp_path / "plan", to=name)
    assert list(tmp_path.iterdir()) == []


def test_an_electric_plan_is_read_back(electric_plan, tmp_path):
    flown = adr.ephemeris(electric_plan, **DENSE)
    given = Handover(electric_plan, (None,), "GCRF", lambda: flown)
    text = FORMATS["oem"].write(given)
    _agree(_by_ndm(text), flown)
    _agree(_by_oem(text, tmp_path), flown)
    _agree(_by_ocm(FORMATS["ocm"].write(given)), flown)


def test_the_same_plan_gives_the_same_bytes(example_plan, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    first, again = (export_text(example_plan, "opm") for _ in range(2))
    assert first == again
    assert "CREATION_DATE = 2025-01-01T00:00:00" in first


@pytest.mark.parametrize("name", FORMATS)
def test_the_end_of_a_name_stands_for_its_format(name):
    assert format_of(f"plan{FORMATS[name].suffix}") == name


def _burns(plan):
    own = [item for item in plan.disposals if item.method == "self"]
    return [*(burn for leg in plan.legs for burn in leg.maneuvers), *(burn for item in own for burn in item.maneuvers)]

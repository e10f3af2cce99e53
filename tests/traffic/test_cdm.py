"""Conjunction messages: read back by another program, and with no covariance that nobody stands for."""

import astropy.units as u
import numpy as np
import pytest

import adr_planner as adr
from adr_planner.errors import InvalidInputError


@pytest.fixture(scope="module")
def nearest(screening):
    return min(screening.approaches, key=lambda item: item.miss_m)


def test_another_program_reads_it(example_plan, everything, nearest):
    """ccsds-ndm-py, which refuses a message without covariance."""
    import ccsds_ndm

    text = adr.conjunction_message(example_plan, everything, nearest, own_sigmas=[50, 200, 50] * u.m)
    message = ccsds_ndm.from_str(text)
    assert type(message).__name__ == "Cdm"
    without = "\n".join(line for line in text.splitlines() if not line.startswith("CR_R"))
    with pytest.raises(ccsds_ndm.NdmValidationError, match="CR_R"):
        ccsds_ndm.from_str(without)
    told = dict(line.split(" = ") for line in text.splitlines() if " = " in line)
    assert float(told["MISS_DISTANCE"].split()[0]) == pytest.approx(nearest.miss_m, abs=0.5)
    assert float(told["RELATIVE_POSITION_R"].split()[0]) == pytest.approx(nearest.radial_m, abs=1.0)
    assert 0.0 <= float(told["COLLISION_PROBABILITY"]) < 1.0
    assert "class of the orbit (Flohrer et al. 2008, recalled)" in text


def test_the_probability_is_another_programs(example_plan, everything, nearest):
    other = pytest.importorskip("kessler_toolkit.collision_probability")
    sigmas = [200.0, 500.0, 200.0]
    text = adr.conjunction_message(
        example_plan, everything, nearest, own_sigmas=sigmas * u.m, other_sigmas=sigmas * u.m
    )
    told = [line.split(" = ") for line in text.splitlines() if " = " in line]
    states, number = {}, 0
    for key, value in told:
        number += key == "OBJECT"
        if key in ("X", "Y", "Z", "X_DOT", "Y_DOT", "Z_DOT"):
            states.setdefault(number, []).append(1e3 * float(value.split()[0]))
    (p1, v1), (p2, v2) = ((np.array(one[:3]), np.array(one[3:])) for one in states.values())

    def inertial(position, velocity):
        radial, across = position / np.linalg.norm(position), np.cross(position, velocity)
        across = across / np.linalg.norm(across)
        axes = np.array([radial, np.cross(across, radial), across])
        return axes.T @ np.diag(np.square(sigmas)) @ axes

    radius = float(next(line for line in text.splitlines() if "taken as" in line).split()[-2])
    plane = other.encounter_plane_projection(p2 - p1, v2 - v1, inertial(p1, v1), inertial(p2, v2))
    assert float(dict(told)["COLLISION_PROBABILITY"]) == pytest.approx(other.pc_foster(*plane, radius), rel=0.01)


def test_no_covariance_is_made_up_for_the_servicer(example_plan, everything, nearest):
    with pytest.raises(TypeError, match="own_sigmas"):
        adr.conjunction_message(example_plan, everything, nearest)
    with pytest.raises(TypeError, match="own_sigmas needs a unit"):
        adr.conjunction_message(example_plan, everything, nearest, own_sigmas=[50, 200, 50])
    with pytest.raises(InvalidInputError, match="above zero"):
        adr.conjunction_message(example_plan, everything, nearest, own_sigmas=[50, -1, 50] * u.m)

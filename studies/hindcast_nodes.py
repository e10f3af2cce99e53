"""How well nodes are predicted ten weeks ahead: elements of October 2024 against those of January 2025.

Run ``python studies/hindcast_nodes.py [folder of the catalogue files]``. It prints the errors of the
planner's secular rates by inclination band, what explains the rest of them, and saves the histogram shown in
docs/theory/dynamics.md. The two element sets are independent fits to radar tracks, so that nothing here has
been tuned to its answer.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from astropy.time import Time
from numpy.polynomial import Legendre
from sgp4.api import WGS72, Satrec

from adr_planner.core.constants import EGM96, Gravity
from adr_planner.core.j2 import secular_rates
from adr_planner.core.kepler import wrap_pi
from adr_planner.environment import Environment
from adr_planner.frames import teme_to_gcrf
from adr_planner.risk.collisions.lifetime import DRAG_COEFFICIENT
from adr_planner.spec.servicer import TYPICAL_AREA_TO_MASS
from adr_planner.transfer.mean_elements import coasted
from adr_planner.transfer.state import State

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "catalog"
PICTURE = Path(__file__).resolve().parents[1] / "docs" / "theory" / "hindcast_nodes.png"
FIRST_ORDER = EGM96._replace(second_order=0.0)
HIGHER_ZONALS = {6: -1.49953928e-7, 8: 4.94756003e-8, 10: 5.33304382e-8, 12: 3.64361923e-8, 14: -2.26681154e-8}
"""Normalised even zonals of EGM2008 (Pavlis et al., JGR 117, 2012); the planner's field ends at J4."""
BANDS = (0.0, 60.0, 68.0, 72.0, 78.0, 85.0, 96.0, 104.0, 180.0)
DAY = 86400.0
UTC_TO_TT = 69.184 / DAY


def read_pairs(folder: Path) -> pd.DataFrame:
    """Return low-orbit derelicts (perigee above 600 km, apogee below 2000 km) at both epochs.

    Molniya and transfer orbits are left out: Sun and Moon move them, and none is ever a target.
    """
    before = pd.read_csv(folder / "leo_derelicts.csv")
    after = pd.read_parquet(folder / "gp_full_20250112.parquet")
    after = after[after.tle_line1.notna()].drop_duplicates("norad_id")
    pairs = before.merge(after, on="norad_id", suffixes=("", "_after"))
    epochs = pd.to_datetime(pairs.epoch, format="ISO8601").dt.tz_localize(None)
    pairs["jd"] = epochs.to_numpy().astype("datetime64[us]").astype(float) / (1e6 * DAY) + 2440587.5
    pairs["days"] = pairs.epoch_jd1 + pairs.epoch_jd2 - pairs.jd
    pairs["sma_m"] = [_mean_sma(row) for row in pairs.itertuples()]
    perigee = pairs.sma_m * (1.0 - pairs.eccentricity) - EGM96.radius
    apogee = pairs.sma_m * (1.0 + pairs.eccentricity) - EGM96.radius
    return pairs[(perigee > 600e3) & (apogee < 2000e3)].reset_index(drop=True)


def _mean_sma(row: Any) -> float:
    """Return Brouwer's a'' as SGP4 takes it from the Kozai mean motion of a published set [m]."""
    return float(_satellite(row).a) * 6378135.0


def _satellite(row: Any) -> Satrec:
    """Return SGP4's record of a published set."""
    satellite = Satrec()
    angles = np.radians([row.arg_of_pericenter, row.inclination, row.mean_anomaly, row.ra_of_asc_node])
    argp, inc, anomaly, raan = angles
    motion = row.mean_motion * 2.0 * np.pi / 1440.0
    days = row.jd - 2433281.5
    satellite.sgp4init(WGS72, "i", 1, days, row.bstar, 0.0, 0.0, row.eccentricity, argp, inc, anomaly, motion, raan)
    return satellite


def later_nodes(pairs: pd.DataFrame) -> np.ndarray:
    """Return the observed later nodes in the frame the planner keeps: TEME of the first epoch, frozen [rad]."""
    inc, raan = pairs.i0.to_numpy(), pairs.node0.to_numpy()
    normals = np.array([np.sin(inc) * np.sin(raan), -np.sin(inc) * np.cos(raan), np.cos(inc)]).T
    nodes = np.empty(len(pairs))
    for k, (jd, days) in enumerate(zip(pairs.jd, pairs.days, strict=True)):
        normal = teme_to_gcrf(jd + UTC_TO_TT).T @ teme_to_gcrf(jd + days + UTC_TO_TT) @ normals[k]
        nodes[k] = np.arctan2(normal[0], -normal[1])
    return nodes


def node_rate(pairs: pd.DataFrame, gravity: Gravity) -> np.ndarray:
    """Return the node rates of the first epoch [rad/day]."""
    inc = np.radians(pairs.inclination.to_numpy())
    return np.asarray(secular_rates(pairs.sma_m.to_numpy(), pairs.eccentricity.to_numpy(), inc, gravity)[0] * DAY)


def node_errors(pairs: pd.DataFrame, gravity: Gravity) -> np.ndarray:
    """Return predicted minus observed node [deg]."""
    predicted = np.radians(pairs.ra_of_asc_node.to_numpy()) + node_rate(pairs, gravity) * pairs.days.to_numpy()
    return np.asarray(np.degrees(wrap_pi(predicted - later_nodes(pairs))))


def planned_errors(pairs: pd.DataFrame, *, air: bool) -> np.ndarray:
    """Return predicted minus observed node by the planner's whole theory, with drag or without [deg]."""
    return np.asarray(np.degrees(wrap_pi(planned_nodes(pairs, air=air) - later_nodes(pairs))))


def planned_nodes(pairs: pd.DataFrame, *, air: bool) -> np.ndarray:
    """Return the later nodes by the planner's whole theory, in TEME of the first epoch, frozen [rad]."""
    frame = Environment.between(Time("2024-11-01"), Time("2025-01-15"), since=Time("2024-10-20"))
    field = frame.dragging(DRAG_COEFFICIENT * TYPICAL_AREA_TO_MASS) if air else frame.gravity
    nodes = np.empty(len(pairs))
    row: Any  # pandas types its rows by all a cell may hold
    for k, row in enumerate(pairs.itertuples()):
        turn = teme_to_gcrf(row.jd + UTC_TO_TT)
        _, place, speed = _satellite(row).sgp4_tsince(0.0)
        flown = (frame.to_gcrf.T @ turn @ np.array([place, speed]).T * 1e3).T
        begin = frame.seconds(Time(row.jd, format="jd"))
        mean = State(begin, flown[0], flown[1]).mean(field)
        later = coasted(mean, begin, row.days * DAY, field)
        normal = np.array([np.sin(later[3]) * np.sin(later[4]), -np.sin(later[3]) * np.cos(later[4]), np.cos(later[3])])
        normal = turn.T @ frame.to_gcrf @ normal
        nodes[k] = np.arctan2(normal[0], -normal[1])
    return nodes


def drag_turn(pairs: pd.DataFrame) -> np.ndarray:
    """Return the node a decaying orbit gains by the published rate of its mean motion [deg]."""
    rate, days = node_rate(pairs, EGM96), pairs.days.to_numpy()
    growth = 2.0 * pairs.mean_motion_dot.to_numpy() / pairs.mean_motion.to_numpy()
    return np.asarray(np.degrees(rate * 7.0 / 3.0 * growth * days**2 / 2.0))


def tilt_turn(pairs: pd.DataFrame) -> np.ndarray:
    """Return the node gained by the change of inclination seen in the later elements [deg]."""
    later = pairs.assign(inclination=np.degrees(pairs.i0))
    change = node_rate(later, EGM96) - node_rate(pairs, EGM96)
    return np.asarray(np.degrees(change * pairs.days.to_numpy() / 2.0))


def rest_turn(pairs: pd.DataFrame) -> np.ndarray:
    """Return the node gained by J6 to J14, and by Sun and Moon directly, on near-circular orbits [deg].

    Averaged over a circular orbit, P_n(sin latitude) is P_n(0) P_n(cos i).
    """
    cosine, days = np.cos(np.radians(pairs.inclination.to_numpy())), pairs.days.to_numpy()
    turns_a_day = pairs.mean_motion.to_numpy()
    rate = -(0.00338 + 0.00154) * cosine / turns_a_day  # Larson and Wertz, SMAD, section 6.2
    for degree, normalised in HIGHER_ZONALS.items():
        zonal = -normalised * np.sqrt(2 * degree + 1)
        polynomial = Legendre.basis(degree)
        shape = polynomial(0.0) * polynomial.deriv()(cosine)
        rate += 360.0 * turns_a_day * zonal * (EGM96.radius / pairs.sma_m.to_numpy()) ** degree * shape
    return np.asarray(rate * days)


def row(name: str, errors: np.ndarray) -> str:
    size = np.abs(errors)
    return (
        f"{name:<44} {len(size):>5} {np.median(size):>8.4f} {np.quantile(size, 0.95):>8.4f} "
        f"{size.max():>7.3f} {np.median(errors):>+8.4f}"
    )


def draw(second: np.ndarray, first: np.ndarray, picture: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7.0, 3.4), layout="constrained")
    edges = np.linspace(-0.4, 0.4, 81).tolist()
    axes.hist(np.clip(first, -0.4, 0.4), edges, color="0.75", label="J2 alone")
    axes.hist(np.clip(second, -0.4, 0.4), edges, color="tab:blue", alpha=0.85, label="J2, J2², J4")
    axes.set_xlabel("predicted minus observed node after 72 days [deg]; beyond 0.4 in the last bins")
    axes.set_ylabel("derelicts per 0.01 deg")
    axes.set_title(f"{len(second)} derelicts, perigee above 600 km, 31 Oct 2024 to 11 Jan 2025", fontsize=10)
    axes.legend(frameon=False)
    figure.savefig(picture, dpi=110)
    plt.close(figure)


def main(folder: Path = FOLDER, picture: Path = PICTURE) -> None:
    pairs = read_pairs(folder)
    first, second = node_errors(pairs, FIRST_ORDER), node_errors(pairs, EGM96)
    print(f"{'predicted minus observed node [deg]':<44} {'n':>5} {'median':>8} {'95 %':>8} {'worst':>7} {'bias':>8}")
    print(row("J2 alone", first))
    print(row("J2, J2^2, J4", second))
    corrected = second + drag_turn(pairs)
    print(row("  and drag, by the published n-dot", corrected))
    corrected = corrected + tilt_turn(pairs)
    print(row("  and inclination, as it turned out", corrected))
    corrected = corrected + rest_turn(pairs)
    print(row("  and J6 to J14, Sun and Moon on the node", corrected))
    print(row("the planner's theory, without air", planned_errors(pairs, air=False)))
    print(row("the planner's theory", planned_errors(pairs, air=True)))
    for low, high in itertools.pairwise(BANDS):
        band = ((pairs.inclination >= low) & (pairs.inclination < high)).to_numpy()
        print(row(f"{low:.0f} to {high:.0f} deg, J2 alone", first[band]))
        print(row(f"{low:.0f} to {high:.0f} deg, J2, J2^2, J4", second[band]))
        print(row(f"{low:.0f} to {high:.0f} deg, with everything", corrected[band]))
    draw(second, first, picture)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))

"""Make sequencing problems that look like real ones: clusters of planes whose nodes drift apart.

Every leg is priced by the closed form of two groups of burns with a J2 drift between them (least norm), on
the cluster's inclination and altitude with a scatter like that of real stage families. Arrays only.
"""

from __future__ import annotations

import numpy as np

from adr_planner.sequence.problem import TourProblem

MU, RADIUS, J2 = 3.986004418e14, 6378137.0, 1.08262668e-3
DAY = 86400.0
FAMILIES = {  # name: altitude [km], inclination [deg], scatter of both, mass [kg], risk
    "SL-16": (842.0, 71.0, 8.0, 0.02, 8200.0, 1.0),
    "SL-8": (970.0, 82.95, 15.0, 0.03, 1435.0, 0.12),
    "SL-14": (650.0, 82.5, 20.0, 0.03, 1407.0, 0.08),
    "SSO": (770.0, 98.4, 40.0, 0.3, 3000.0, 0.35),
}


def orbits(counts: dict[str, int], seed: int) -> dict[str, np.ndarray]:
    """Draw orbits and risks: nodes anywhere, altitude and inclination scattered about the family's."""
    rng = np.random.default_rng(seed)
    rows = []
    for name, count in counts.items():
        altitude, inclination, spread_h, spread_i, mass, risk = FAMILIES[name]
        for _ in range(count):
            rows.append(
                (
                    RADIUS + 1e3 * rng.normal(altitude, spread_h),
                    np.radians(rng.normal(inclination, spread_i)),
                    rng.uniform(0.0, 2.0 * np.pi),
                    mass,
                    risk * rng.uniform(0.96, 1.04),
                )
            )
    a, inc, raan, mass, risk = np.array(rows).T
    node_rate = -1.5 * J2 * np.sqrt(MU / a**3) * (RADIUS / a) ** 2 * np.cos(inc)
    return {"a": a, "inc": inc, "raan": raan, "rate": node_rate, "mass": mass, "risk": risk}


def leg_prices(o: dict[str, np.ndarray], steps: int, gaps: np.ndarray, step_days: float, stay: float) -> np.ndarray:
    """Price all legs [m/s], allowances of 40 m/s included."""
    n = o["a"].size
    out = np.full((n, n, gaps.size, steps), np.inf, dtype=np.float32)
    times = np.arange(steps) * step_days * DAY
    speed = np.sqrt(MU / o["a"])
    for i in range(n):
        v, inc = 0.5 * (speed[i] + speed)[:, None], 0.5 * (o["inc"][i] + o["inc"])[:, None]
        rate = 0.5 * (o["rate"][i] + o["rate"])[:, None]
        y, z = (speed[i] - speed)[:, None], v * (o["inc"] - o["inc"][i])[:, None]
        for g, gap in enumerate(gaps):
            arrive = times + gap * step_days * DAY
            coast = (gap * step_days - stay) * DAY
            node = (o["raan"][:, None] + o["rate"][:, None] * arrive) - o["raan"][i] - o["rate"][i] * arrive
            node = np.remainder(node + np.pi, 2.0 * np.pi) - np.pi
            x = v * np.sin(inc) * node
            m, k = 7.0 * rate * coast * np.sin(inc), rate * coast * np.sin(inc) * np.tan(inc)
            # least |s1|^2 + |s2|^2 with s1 + s2 = (., y, z) and x1 + x2 + m y1 + k z1 = x
            short = (x - 0.5 * (m * y + k * z)) / (2.0 + 0.5 * (m * m + k * k))
            first = np.sqrt(short**2 + (0.5 * y + 0.5 * m * short) ** 2 + (0.5 * z + 0.5 * k * short) ** 2)
            second = np.sqrt(short**2 + (0.5 * y - 0.5 * m * short) ** 2 + (0.5 * z - 0.5 * k * short) ** 2)
            out[i, :, g] = np.where(arrive <= times[-1] + 1.0, 1.05 * (first + second) + 40.0, np.inf)
        out[i, i] = np.inf
    return out


def instance(
    counts: dict[str, int],
    *,
    seed: int = 0,
    steps: int = 73,
    longest_gap: int = 37,
    step_days: float = 5.0,
    concept: str = "kit",
    **limits: object,
) -> TourProblem:
    """Build one problem: kits sized for a 60 km perigee, or a tug that goes down and comes back."""
    o = orbits(counts, seed)
    gaps = np.arange(3, longest_gap + 3)
    ve = 9.80665 * 300.0
    n = o["a"].size
    sma_low = 0.5 * (o["a"] + RADIUS + 60e3)
    down = np.sqrt(MU / o["a"]) - np.sqrt(MU * (2.0 / o["a"] - 1.0 / sma_low))
    values: dict[str, object] = {
        "launch_dv": np.full((n, steps), 40.0),
        "leg_dv": leg_prices(o, steps, gaps, step_days, stay=10.0),
        "leg_steps": gaps,
        "worth": o["risk"],
        "stops": 5,
        "dry_mass": 1200.0,
        "exhaust_velocity": ve,
        "last_step": steps - 3,
    }
    if concept == "kit":
        fuel = o["mass"] * np.expm1(1.05 * down / (9.80665 * 280.0))
        values["kit_mass"] = 90.0 + 1.15 * fuel
    else:
        values["stop_dv"] = 2.0 * down
        values["stop_alpha"] = np.exp(2.0 * down / ve)
        values["stop_beta"] = o["mass"] * np.expm1(down / ve)
    return TourProblem(**{**values, **limits})  # type: ignore[arg-type]

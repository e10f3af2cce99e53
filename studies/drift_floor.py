"""What the Sun may do to a drift at its lowest: delta-v lost to drag, and the node that a weak or a strong Sun turns.

A servicer (C_D A / m 0.022 m2/kg, 86 deg) drifts at the altitude `adr_planner.transfer.drift_floor` allows under the
strongest Sun of 2025, and falls under the strong, the mean and the weak one of that year. A node off by what the Suns
differ is taken out by aiming the drift anew half way: the rest of the drift, at another altitude, makes up for it.

Run: ``python studies/drift_floor.py``.
"""

from __future__ import annotations

import numpy as np
from astropy.time import Time

from adr_planner.core.atmosphere.drag import fall
from adr_planner.core.constants import EGM96
from adr_planner.core.j2 import secular_rates
from adr_planner.space_weather import SpaceWeather
from adr_planner.transfer.drift_floor import DriftFloor, drift_floor

DAY, DRAG, INCLINATION, STEPS = 86400.0, 0.022, 1.5, 400
BODY = EGM96._replace(drag=DRAG)


def fallen(a: float, coast: float, activity: float) -> tuple[float, float]:
    """Return the semi-major axis after a coast [m], and how far the node has turned [rad]."""
    step, node = coast / STEPS, 0.0
    for _ in range(STEPS):
        speed, _ = fall(a, 0.0, INCLINATION, activity, BODY)
        middle = a - 0.5 * step * speed
        node += step * float(secular_rates(middle, 0.0, INCLINATION, EGM96)[0])
        a -= step * fall(middle, 0.0, INCLINATION, activity, BODY)[0]
    return a, node


def raised(a: float, height: float) -> float:
    """Return the delta-v of a small change of altitude [m/s]."""
    return float(0.5 * np.sqrt(EGM96.mu / a) / a * abs(height))


def main() -> None:
    """Print a Markdown table."""
    activity = SpaceWeather.bundled().between(Time("2025-01-01"), Time("2025-12-31"))
    suns = float(activity.weak.mean()), float(activity.mean.mean()), float(activity.strong.max())
    print(f"Activity of 2025: weak {suns[0]:.2f}, mean {suns[1]:.2f}, strongest {suns[2]:.2f}.\n")
    print("| drift d | floor km | lost m/s: weak | mean | strong | node apart deg | made up for m/s |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    for days in (10, 30, 60, 120, 180):
        coast = days * DAY
        a = drift_floor(coast, DriftFloor(DRAG, suns[2]), EGM96)
        ends = [fallen(a, coast, sun) for sun in suns]
        lost = [raised(a, a - end) for end, _ in ends]
        apart = abs(ends[0][1] - ends[2][1])
        rate = float(secular_rates(a, 0.0, INCLINATION, EGM96)[0])
        # Half of the difference has come by the middle; the other half of the drift flies so much higher or lower.
        height = apart / (3.5 * abs(rate) / a * 0.5 * coast)
        row = (*lost, np.degrees(apart), 2.0 * raised(a, height))
        print(f"| {days} | {(a - EGM96.radius) / 1e3:.0f} | " + " | ".join(f"{value:.2f}" for value in row) + " |")


if __name__ == "__main__":
    main()

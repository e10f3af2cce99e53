"""Constants of the verifier: its own, so that a slip of the planner's would show."""

from __future__ import annotations

__all__ = ["DAY", "DRAG_COEFFICIENT", "EARTH_RADIUS_KM", "G0", "SAME_EPOCH"]

DAY = 86400.0
"""Seconds of a day."""
G0 = 9.80665
"""Standard gravity, by which specific impulses are defined (3rd CGPM, 1901) [m/s2]."""
EARTH_RADIUS_KM = 6378.137
"""Equatorial radius of WGS-84 [km]."""
DRAG_COEFFICIENT = 2.2
"""Drag coefficient of a tumbling body in free molecular flow (King-Hele 1987; usual since Cook 1965)."""
SAME_EPOCH = 1e-3
"""Two dates nearer to each other than this are one [s]: documents hold microseconds, and sums of days lose some."""

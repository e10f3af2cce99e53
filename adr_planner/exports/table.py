"""CSV: one row a state, units in the column names, GCRF or EME2000 in the file's own column."""

from __future__ import annotations

from adr_planner.exports.handover import Handover, epochs

__all__ = ["write_table"]


def write_table(given: Handover) -> str:
    """Return the table."""
    lines = ["object,segment,kind,burn,ref_frame,epoch_utc,x_km,y_km,z_km,vx_km_s,vy_km_s,vz_km_s"]
    for k, segment in enumerate(given.ephemeris):
        who = "servicer" if segment.norad_cat_id is None else segment.norad_cat_id
        head = f"{who},{k},{segment.kind},{segment.burn or ''},{given.frame}"
        for time, (x, y, z, vx, vy, vz) in zip(epochs(segment.times), given.states(segment), strict=True):
            lines.append(f"{head},{time}Z,{x:.9f},{y:.9f},{z:.9f},{vx:.12f},{vy:.12f},{vz:.12f}")
    return "\n".join(lines) + "\n"

"""Fetching catalogues from those who publish them: only when asked, at most every two hours, kept with their age."""

from adr_planner.catalog.fetch.cache import Cache, Copy
from adr_planner.catalog.fetch.celestrak import celestrak, celestrak_satcat
from adr_planner.catalog.fetch.discosweb import discosweb
from adr_planner.catalog.fetch.spacetrack import space_track

__all__ = ["Cache", "Copy", "celestrak", "celestrak_satcat", "discosweb", "space_track"]

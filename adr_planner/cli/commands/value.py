"""``adr-planner value``: what removing each derelict is worth."""

from __future__ import annotations

from adr_planner.cli.groups import spread
from adr_planner.cli.options import AsJson, Source, print_json
from adr_planner.cli.outlook import Future

__all__ = ["value"]


@spread
def value(*, source: Source, future: Future, as_json: AsJson = False) -> None:
    """Value the removal of every derelict: debris-years, collisions, encounters and hits avoided.

    Examples: adr-planner value; adr-planner value --years 50 --json
    """
    from adr_planner.projection import removal_values

    found = removal_values(source.load(), **future.asked)
    if as_json:
        print_json(found.to_dict())
    else:
        print(found)

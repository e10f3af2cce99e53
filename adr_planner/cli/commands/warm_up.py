"""``adr-planner warm-up``: compile everything once, before several processes would."""

from __future__ import annotations

import time

from adr_planner.cli.options import AsJson, print_json
from adr_planner.cli.progress import progress_bar

__all__ = ["warm_up"]


def warm_up(as_json: AsJson = False) -> None:
    """Compile all that planning and judging call, in two processes; done once for an installed version.

    Example: adr-planner warm-up
    """
    from adr_planner.warm import warm_up as compile_all

    begin = time.perf_counter()
    with progress_bar(quiet=as_json) as progress:
        kernels = compile_all(progress)
    seconds = time.perf_counter() - begin
    if as_json:
        print_json({"kernels": kernels, "seconds": round(seconds, 1)})
    else:
        print(f"{kernels} kernels compiled and kept, {seconds:.0f} s.")

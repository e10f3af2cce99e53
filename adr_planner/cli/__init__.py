"""The command line: the same verbs as the Python front door.

Exit codes: 0 done, 1 a check failed, 2 bad input, 3 no mission satisfies the limits.
"""

from adr_planner.cli.app import main

__all__ = ["main"]

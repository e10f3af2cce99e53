"""``python -m adr_planner``: the same as ``adr-planner``."""

from adr_planner.cli import main

if __name__ == "__main__":
    main()

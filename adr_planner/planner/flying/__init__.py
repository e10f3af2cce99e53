"""The tour in flight: dates off the grid, trajectories, masses and the Sun's effects."""

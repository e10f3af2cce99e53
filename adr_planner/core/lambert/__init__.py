"""Lambert's problem: arcs between two positions in a given time."""

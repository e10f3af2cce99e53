"""The upper atmosphere: its density, its drag on a flight, and the decay of orbits over years."""

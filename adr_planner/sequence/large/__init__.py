"""Tours among hundreds of candidates: large-neighbourhood search, a Lagrangian bound, cores solved exactly."""

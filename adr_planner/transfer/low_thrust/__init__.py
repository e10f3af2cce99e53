"""Low-thrust legs: spirals and coasts, estimated for the search, and targeted in flight."""

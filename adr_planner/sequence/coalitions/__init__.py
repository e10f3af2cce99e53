"""What coalitions can do: one tour, or a campaign, for each set of players, on legs that are priced once."""

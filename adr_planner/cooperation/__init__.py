"""What cooperation buys: games of players, their values, shares and tests. Numbers only, no orbits."""

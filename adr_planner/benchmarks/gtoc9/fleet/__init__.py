"""The search of the competition: dates, moves and annealing of whole campaigns."""

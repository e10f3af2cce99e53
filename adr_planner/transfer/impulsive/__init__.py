"""Impulsive legs: estimated for the search, and targeted in numerical flight."""

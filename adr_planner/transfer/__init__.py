"""Legs: their price for the search, and their flight."""

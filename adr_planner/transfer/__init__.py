"""Legs: their cost for the search, and their flight."""

"""Bringing targets down: by a kit's burn, or carried by a tug."""

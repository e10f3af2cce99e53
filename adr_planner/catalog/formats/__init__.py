"""Catalogue formats: from texts to records and objects, with a report of what could not be read."""

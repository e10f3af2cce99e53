"""Checks of what a document says, by arithmetic alone."""

"""Documents on disk: read within bounds, summed up again, written as canonical text, signed."""

"""Numerical kernels: SI floats and radians, numpy and numba only."""

"""Exact search: label setting with bounds, by clusters of candidates that can reach each other."""

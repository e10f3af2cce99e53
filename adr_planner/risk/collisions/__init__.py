"""Collisions: who meets whom how often, what a break-up leaves, and how long an orbit lasts."""

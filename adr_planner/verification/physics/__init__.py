"""The verifier's own dynamics, which no planner uses."""

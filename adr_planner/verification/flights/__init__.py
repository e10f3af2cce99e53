"""Checks that fly: legs, burns and ends of targets, under the verifier's own forces."""

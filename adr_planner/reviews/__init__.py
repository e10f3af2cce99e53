"""Review: clauses of rules as data, and what a plan says to each."""

from adr_planner.reviews.clause import Clause
from adr_planner.reviews.profile import PROFILES, Profile
from adr_planner.reviews.review import review
from adr_planner.reviews.sheet import Finding, Review

__all__ = ["PROFILES", "Clause", "Finding", "Profile", "Review", "review"]

"""The verifier: re-flies a finished plan with dynamics of its own, from its document and what is given beside it."""

from adr_planner.verification.checks.catalogue import catalogue_of
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.verification.unjudged import AUTHOR, RISK
from adr_planner.verification.verdict import BESIDE, verdict_of
from adr_planner.verification.verifier import KINDS, verify

__all__ = ["AUTHOR", "BESIDE", "KINDS", "RISK", "Check", "VerificationReport", "catalogue_of", "verdict_of", "verify"]

"""The judge: re-flies a finished plan with dynamics of its own, from nothing but the document."""

from adr_planner.verification.judge import verify
from adr_planner.verification.report import Check, VerificationReport

__all__ = ["Check", "VerificationReport", "verify"]

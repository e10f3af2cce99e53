"""The judge: re-flies a finished plan with dynamics of its own, from nothing but the document."""

from adr_planner.verification.judge import KINDS, verify
from adr_planner.verification.report import Check, VerificationReport
from adr_planner.verification.verdict import verdict_of

__all__ = ["KINDS", "Check", "VerificationReport", "verdict_of", "verify"]

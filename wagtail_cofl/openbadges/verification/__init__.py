"""Verification: one pipeline of named checks, with a sentence for people, a code for machines."""

from .pipeline import verify
from .report import CannotFetch, Check, Fetch, Report, Status

__all__ = ["CannotFetch", "Check", "Fetch", "Report", "Status", "verify"]

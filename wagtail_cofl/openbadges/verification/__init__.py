"""Verification: one pipeline of named checks, with a sentence for people, a code for machines."""

from .pipeline import verify
from .report import CannotFetch, Check, Fetch, Gone, Report, Status, Summary

__all__ = ["CannotFetch", "Check", "Fetch", "Gone", "Report", "Status", "Summary", "verify"]

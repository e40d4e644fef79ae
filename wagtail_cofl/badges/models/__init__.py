"""What can be earned, and the steps that a claim to it goes through."""

from .badges import Badge, BadgeNeed, BadgeSkill, BadgeVersion, Layer
from .workflows import CannedFeedback, IssuingWorkflow, StepKind, WorkflowStep

__all__ = [
    "Badge",
    "BadgeNeed",
    "BadgeSkill",
    "BadgeVersion",
    "CannedFeedback",
    "IssuingWorkflow",
    "Layer",
    "StepKind",
    "WorkflowStep",
]

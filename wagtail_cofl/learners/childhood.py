"""What is different for children under 13. All of it is here or asks ``Learner.is_child``."""

from datetime import datetime, timedelta

from .models import AgeBand, Learner

#: How long a child's record waits for the guardian's answer before it is deleted.
CONSENT_DAYS = 14


def is_kept_at_first(age_band: str) -> bool:
    """Whether somebody of this age decides alone that their record is kept."""
    return age_band != AgeBand.UNDER_13


def waits_until(learner: Learner) -> datetime:
    """When the record of a child for whom nobody has answered is deleted."""
    return learner.created_at + timedelta(days=CONSENT_DAYS)

"""Addresses of people who asked for a link are kept no longer than the link is of use."""

from datetime import timedelta

from django.utils import timezone

from .models import EmailLink

# For a day after a link has stopped working, whoever opens it is told why.
SAY_WHY = timedelta(days=1)


def forget_old_links() -> int:
    """Delete links that stopped working more than a day ago, used or not; say how many."""
    old = EmailLink.objects.filter(expires_at__lt=timezone.now() - SAY_WHY)
    return old.delete()[1].get("wagtail_cofl.EmailLink", 0)

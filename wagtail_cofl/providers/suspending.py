"""A provider that may not give badges for a while. What it gave stays valid, and its pages stay."""

from django.db import transaction
from django.utils import timezone

from .log import LIFT, SUSPEND, log_suspension
from .models import Provider


def suspend(provider: Provider, actor, reason: str = "") -> bool:
    """Let nothing be issued in the name of ``provider``. False, and nothing is logged, where it is
    suspended already. Only the CMS shows ``reason``. Who may: ``suspend_provider`` of the policy."""
    with transaction.atomic():
        now = timezone.now()
        done = Provider.objects.filter(pk=provider.pk, suspended_at=None).update(suspended_at=now)
        if done:
            log_suspension(provider, actor, SUSPEND, reason)
    provider.refresh_from_db(fields=["suspended_at"])
    return bool(done)


def lift(provider: Provider, actor, reason: str = "") -> bool:
    """Let it give badges again. False where it was not suspended."""
    with transaction.atomic():
        suspended = Provider.objects.filter(pk=provider.pk, suspended_at__isnull=False)
        done = suspended.update(suspended_at=None)
        if done:
            log_suspension(provider, actor, LIFT, reason)
    provider.refresh_from_db(fields=["suspended_at"])
    return bool(done)

"""What is done about a provider and its people, as Wagtail's log keeps it. No address is in it."""

from wagtail.log_actions import log

from .models import Provider

PEOPLE = "wagtail_cofl.provider_people"
SUSPEND = "wagtail_cofl.suspend_provider"
LIFT = "wagtail_cofl.lift_provider"


def log_people(provider: Provider, actor, did: str, *, member=None, role: str = "") -> None:
    """``did`` is a key of ``log_actions.PeopleFormatter.SENTENCES``."""
    data = {"did": did, "role": role}
    if member is not None:
        data["member"] = str(member.pk)
    log(provider, PEOPLE, user=actor, data=data)


def log_suspension(provider: Provider, actor, action: str, note: str) -> None:
    log(provider, action, user=actor, data={"note": note})

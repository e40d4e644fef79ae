"""A provider's own list of what is on: the place in the page tree where its members work."""

from django.apps import apps
from django.db import models
from wagtail.log_actions import log

from wagtail_cofl.providers.models import Provider

from .finding import list_page


def _types() -> list[type[models.Model]]:
    of = [m for m in apps.get_models() if getattr(m, "cofl_list_of", "") == "opportunities"]
    return [m for m in of if hasattr(m, "provider")]


def index_pages(provider: Provider) -> list:
    """The pages that list what ``provider`` offers, whether they are live or not."""
    return [page for model in _types() for page in model.objects.filter(provider=provider)]


def make_index_page(provider: Provider, user=None):
    """A live page for ``provider`` below the city's list of what is on, or the one that it has. None
    where the city has no such list yet, or its page type takes no page of its own kind below it."""
    found = index_pages(provider)
    if found:
        return found[0]
    parent = list_page(provider.site, "opportunities")
    if parent is None:
        return None
    parent = parent.specific
    model = type(parent)
    if model not in _types() or not model.can_create_at(parent):
        return None
    page = model(title=provider.name[:255], provider=provider, owner=user, locale=parent.locale)
    parent.add_child(instance=page)
    log(page, "wagtail.create", user=user)
    page.save_revision(user=user, log_action=False).publish(user=user)
    return page

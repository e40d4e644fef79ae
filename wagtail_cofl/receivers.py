"""Which room hears of what. Registration only: each receiver calls one verb."""

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, published

from .badges.models import Badge
from .badges.publishing import publish_version
from .credentials.keys import active_key
from .opportunities.page_mixins import OpportunityPageMixin
from .opportunities.publishing import mark_unpublished, project


@receiver(published, sender=Badge, dispatch_uid="cofl_badge_published")
def badge_published(instance, **kwargs):
    publish_version(instance)
    active_key(instance.provider)


@receiver(page_published, dispatch_uid="cofl_opportunity_published")
def opportunity_published(instance, **kwargs):
    if isinstance(instance, OpportunityPageMixin):
        project(instance)


@receiver(page_unpublished, dispatch_uid="cofl_opportunity_unpublished")
def opportunity_unpublished(instance, **kwargs):
    if isinstance(instance, OpportunityPageMixin):
        mark_unpublished(instance)

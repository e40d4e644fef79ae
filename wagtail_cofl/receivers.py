"""Which room hears of what. Registration only: each receiver calls one verb."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished, post_page_move, published

from .awards import automatic, forgetting
from .awards.models import Claim, Evidence
from .badges.models import Badge
from .badges.publishing import publish_version
from .badges.workflow_making import make_ready_made
from .credentials.keys import make_keys
from .learners import guardians
from .opportunities import publishing as opportunities
from .opportunities.page_mixins import OpportunityIndexPageMixin, OpportunityPageMixin
from .playlists import completing, criteria
from .playlists import publishing as playlists
from .playlists.page_mixins import PlaylistPageMixin
from .providers import rights
from .providers.models import Membership, Provider
from .signals import awards_issued, consent_answered, learner_leaves, playlist_completed


@receiver(published, sender=Badge, dispatch_uid="cofl_badge_published")
def badge_published(instance, **kwargs):
    publish_version(instance)
    # Later, because an RSA key takes a while, and nobody else may write in the meantime.
    transaction.on_commit(partial(make_keys, instance.provider))
    opportunities.badge_published(instance)


@receiver(page_published, dispatch_uid="cofl_opportunity_published")
def opportunity_published(instance, **kwargs):
    if isinstance(instance, OpportunityPageMixin):
        opportunities.project(instance)


@receiver(page_unpublished, dispatch_uid="cofl_opportunity_unpublished")
def opportunity_unpublished(instance, **kwargs):
    if isinstance(instance, OpportunityPageMixin):
        opportunities.mark_unpublished(instance)


@receiver(page_published, dispatch_uid="cofl_playlist_published")
def playlist_published(instance, **kwargs):
    if isinstance(instance, PlaylistPageMixin):
        playlists.project(instance)


@receiver(page_unpublished, dispatch_uid="cofl_playlist_unpublished")
def playlist_unpublished(instance, **kwargs):
    if isinstance(instance, PlaylistPageMixin):
        playlists.mark_unpublished(instance)


@receiver(post_page_move, dispatch_uid="cofl_page_moved")
def page_moved(instance, url_path_before, url_path_after, **kwargs):
    """A page moves with all that is below it, perhaps into another city."""
    if url_path_before == url_path_after:  # put in another order
        return
    moved = instance.get_descendants(inclusive=True).live()
    for page in moved.type(OpportunityPageMixin).specific():
        opportunities.project(page)
    for page in moved.type(PlaylistPageMixin).specific():
        playlists.project(page)


@receiver(awards_issued, dispatch_uid="cofl_awards_complete_playlists")
def awards_complete_playlists(awards, **kwargs):
    completing.after_awards(awards)


@receiver(learner_leaves, dispatch_uid="cofl_learner_leaves")
def learner_goes(learner, **kwargs):
    forgetting.before_learner_leaves(learner)


@receiver(pre_delete, sender=Claim, dispatch_uid="cofl_claim_goes")
def claim_goes(instance, **kwargs):
    forgetting.before_claim_goes(instance)


@receiver(post_delete, sender=Evidence, dispatch_uid="cofl_evidence_goes")
def evidence_goes(instance, **kwargs):
    forgetting.after_evidence_goes(instance)


@receiver(awards_issued, dispatch_uid="cofl_awards_tell_guardians")
def awards_tell_guardians(awards, **kwargs):
    guardians.after_awards(awards)


@receiver(awards_issued, dispatch_uid="cofl_awards_lead_to_others")
def awards_lead_to_others(awards, **kwargs):
    automatic.after_awards(awards)


@receiver(playlist_completed, dispatch_uid="cofl_playlist_leads_to_badges")
def playlist_leads_to_badges(following, **kwargs):
    automatic.after(following.learner, partial(criteria.asks_for, following.playlist_id))


@receiver(consent_answered, dispatch_uid="cofl_consent_answered")
def guardian_answered(request, **kwargs):
    automatic.after_consent(request)


@receiver(post_save, sender=Provider, dispatch_uid="cofl_provider_made")
def provider_made(instance, created, raw, **kwargs):
    if created and not raw:
        make_ready_made(instance)


@receiver(post_save, sender=Membership, dispatch_uid="cofl_member_saved")
def member_saved(instance, raw=False, **kwargs):
    if not raw:
        rights.after_membership(instance)


@receiver(post_delete, sender=Membership, dispatch_uid="cofl_member_left")
def member_left(instance, **kwargs):
    rights.after_leaving(instance.user, instance.provider_id)


@receiver(post_save, dispatch_uid="cofl_list_of_provider_saved")
def list_saved(instance, raw=False, **kwargs):
    if isinstance(instance, OpportunityIndexPageMixin) and not raw:
        rights.give_pages(instance)

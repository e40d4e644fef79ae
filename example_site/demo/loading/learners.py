"""The learners, with badges that they were given and playlists that they follow."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from demo.people import LEARNERS, LIST, WITHOUT_EMAIL
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award, Batch
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.credentials.models import Credential, Revocation
from wagtail_cofl.learners import wording
from wagtail_cofl.learners.confirming import known_learner, learner_for_email
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.playlists.following import follow, set_tick
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.playlists.publishing import each_step


def learners(site: Site, badges: dict[str, Badge], playlists: dict[str, Playlist]) -> dict:
    """By address or nickname. Raises ``CityNotReady`` where this city may not give badges here."""
    for facts in LEARNERS:
        if known_learner(site.pk, facts["email"]) is None:
            _learner(site, facts, badges, playlists)
    for facts in WITHOUT_EMAIL:
        if _without_email(site, facts) is None:
            nickname, words = facts["nickname"], facts["words"].split()
            learner, _words = wording.register(site.pk, nickname, facts["age_band"], words)
            _give(learner, facts, badges, email=None)
    return known(site)


def known(site: Site) -> dict[str, Learner]:
    """The demo's learners that there are, by address or nickname."""
    found = {facts["email"]: known_learner(site.pk, facts["email"]) for facts in LEARNERS}
    found |= {facts["nickname"]: _without_email(site, facts) for facts in WITHOUT_EMAIL}
    return {who: learner for who, learner in found.items() if learner}


def _without_email(site: Site, facts: dict) -> Learner | None:
    return wording.find(site.pk, facts["nickname"], facts["words"].split())


def _give(learner: Learner, facts: dict, badges: dict[str, Badge], email: str | None) -> None:
    now = timezone.now()
    for slug, days in facts.get("badges", {}).items():
        award = issue(
            badges[slug].current_version,
            learner,
            email=email,
            awarded_at=now - timedelta(days=days),
        )
        if reason := facts.get("withdrawn", {}).get(slug):
            revoke(award, None, reason)


def _learner(site: Site, facts: dict, badges: dict[str, Badge], playlists: dict) -> None:
    learner = learner_for_email(site.pk, facts["email"])
    learner.age_band = facts["age_band"]
    learner.save()
    learner.identifiers.update(confirmed_at=timezone.now())
    _give(learner, facts, badges, facts["email"])
    for slug, ticked in facts["follows"].items():
        following = follow(playlists[slug], learner)
        for step in each_step(following.version.steps):
            if step["title"] in ticked:
                set_tick(following, step["id"], done=True)


def forget(site: Site, city: CitySettings) -> bool:
    """Take the demo's own learners away again with all that they were given, so that the city may
    move to another address. False, and nothing is done, once anybody else holds a badge."""
    on_list = [known_learner(site.pk, email) for _name, email, _state in LIST["people"]]
    found = [learner for learner in [*known(site).values(), *on_list] if learner]
    ours = Learner.objects.filter(pk__in=[learner.pk for learner in found])
    if Award.objects.filter(site=site).exclude(learner__in=ours).exists():
        return False
    Batch.objects.filter(badge__provider__site=site, file_name=LIST["file_name"]).delete()
    credentials = list(Award.objects.filter(site=site).values_list("credential", flat=True))
    Award.objects.filter(site=site).delete()
    Revocation.objects.filter(credential__in=credentials).delete()
    Credential.objects.filter(pk__in=credentials).delete()
    ours.delete()
    city.issued_since = None
    city.save()
    return True

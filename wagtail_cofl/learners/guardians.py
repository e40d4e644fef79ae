"""What a guardian is told: on paper, on the page of the question, and by mail."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.emails import email_lookup
from wagtail_cofl.city.readiness import CityNotReady, ready_city

from .childhood import CONSENT_DAYS, waits_until
from .confirming import hash_of
from .models import ConsentRequest, Guardian, Learner


@dataclass(frozen=True, slots=True)
class Question:
    """What a guardian is asked: who wants to give the child what, and what would be kept."""

    badge: object  # a badge version, or None
    provider: object  # a provider, or None
    keeps: list[str]

    def receipt(self) -> str:
        """The text that was read. Without the nickname: it outlives the child's record."""
        about = f"{self.provider}: {self.badge}\n" if self.badge else ""
        return about + "\n".join(self.keeps)


def question(asked: ConsentRequest, *, with_name: bool = True) -> Question:
    """What is asked about a child. ``with_name``: whether their nickname is said."""
    learner = asked.learner
    claims = learner.claims.select_related("badge_version__badge__provider").order_by("pk")
    claim = claims.filter(uuid=asked.claim_uuid).first() or claims.first()
    about = claim or given_without(learner)
    version = about.badge_version if about else None
    if learner.is_kept:  # a further question, about this badge alone
        return Question(version, version.badge.provider if version else None, [])
    if with_name:
        nickname = _("the nickname “%(name)s”") % {"name": learner.nickname}
    else:
        nickname = _("a nickname")
    keeps = [
        nickname,
        _("that they are under 13"),
        _("this badge and its date, and badges that they get later"),
        _("what they write or show for a badge, if it asks for that"),
    ]
    if asked.lookup:
        keeps.append(_("your email address, to tell you of new badges"))
    else:
        keeps.append(_("your email address, if you leave it here"))
    keeps.append(_("that you answered, and when"))
    return Question(version, version.badge.provider if version else None, keeps)


def given_without(learner: Learner):
    """What a child was given without a claim, by a list: the first award, or None."""
    awards = learner.awards.select_related("badge_version__badge__provider")
    return awards.order_by("pk").first()


def send_question(asked: ConsentRequest, secret: str) -> None:
    """Mail the question to the guardian. Raises ``CityNotReady`` and then sends nothing."""
    city = ready_city(asked.site_id)
    about = question(asked)
    names = {"name": asked.learner.nickname, "badge": about.badge, "provider": about.provider}
    opening = _(
        "A child who calls themselves “%(name)s” gave us your address. %(provider)s wants to give "
        "them the badge “%(badge)s”. We keep nothing about children under 13 without a yes from a "
        "grown-up who looks after them."
    )
    body = "\n\n".join(
        [
            opening % names,
            _("Open this link to see what we would keep, and say yes or no:"),
            _address(city, secret),
            _(
                "If nobody answers within %(days)s days, we delete what the child typed. Is this not "
                "for you? Then do nothing, or press no."
            )
            % {"days": CONSENT_DAYS},
            city.name,
        ]
    )
    subject = _("A child asks you: may they keep a badge?")
    mail.send(asked.site_id, to=asked.value, subject=subject, body=body)


def send_pages(site_id: int, email: str) -> int:
    """Mail a guardian who has lost the link a new one for each child; say how many. Raises
    ``CityNotReady``."""
    city = ready_city(site_id)
    guardians = Guardian.objects.filter(site_id=site_id, lookup=email_lookup(email))
    count = 0
    for guardian in guardians.select_related("learner"):
        names = {"name": guardian.learner.nickname, "city": city.name}
        body = [
            _("Open this link to see what we keep about “%(name)s”, or to take it back:") % names,
            _address(city, _new_page(guardian)),
            _("Did you not ask for this? Then do nothing: nothing happens."),
            city.name,
        ]
        subject = _("What %(city)s keeps about a child") % names
        mail.send(site_id, to=guardian.value, subject=subject, body="\n\n".join(body))
        count += 1
    return count


def after_awards(awards: Iterable) -> None:
    """Tell guardians of new badges. A mail that cannot be sent keeps nobody from a badge."""
    ours = [award for award in awards if award.learner_id]
    guardians = Guardian.objects.filter(learner__in={award.learner_id for award in ours})
    by_learner = {
        guardian.learner_id: guardian
        for guardian in guardians.exclude(lookup="").select_related("learner")
    }
    for award in ours:
        if guardian := by_learner.get(award.learner_id):
            _tell(guardian, award.badge_version)


def _tell(guardian: Guardian, badge) -> None:
    names = {"name": guardian.learner.nickname, "badge": badge.name}
    try:
        city = ready_city(guardian.site_id)
        body = [
            _("“%(name)s” has a new badge: “%(badge)s”.") % names,
            _("Here you see what we keep about the child, and can take your yes back:"),
            _address(city, _new_page(guardian)),
            city.name,
        ]
        subject = _("A new badge: %(badge)s") % names
        mail.send(
            guardian.site_id,
            to=guardian.value,
            subject=subject,
            body="\n\n".join(body),
            robust=True,
        )
    except CityNotReady:
        return


def _new_page(guardian: Guardian) -> str:
    """The secret of one more link to a guardian's own page."""
    secret = secrets.token_urlsafe(32)
    page = ConsentRequest(
        site_id=guardian.site_id,
        learner=guardian.learner,
        secret_hash=hash_of(secret),
        expires_at=waits_until(guardian.learner),
        answered_at=guardian.agreed_at,
        answer=ConsentRequest.Answer.YES,
    )
    page.value = guardian.value
    page.save()
    return secret


def _address(city, secret: str) -> str:
    return city.canonical_address + reverse("wagtail_cofl:guardian", args=[secret])


@transaction.atomic
def leave_address(asked: ConsentRequest, email: str) -> None:
    """Keep the address of a guardian who said yes on the child's own screen, and mail them the link."""
    Guardian.objects.filter(learner=asked.learner_id).update(agreed_at=asked.answered_at)
    guardian = Guardian.objects.get(learner=asked.learner_id)
    guardian.value = email
    guardian.save(update_fields=["sealed_value", "lookup"])
    send_pages(asked.site_id, email)


def mark_seen(asked: ConsentRequest) -> None:
    """Remember that somebody, or a mail scanner, has opened the question."""
    if asked.seen_at is None:
        ConsentRequest.objects.filter(pk=asked.pk).update(seen_at=timezone.now())

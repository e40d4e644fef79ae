"""Short letters about claims: to those who can act, and to the learner.

Plain text, and nothing about a person in a subject. Nothing here stops a claim: while the city is not
ready no letter goes out, and a mail server that fails leaves an entry in the log. (A child's guardian
hears of new badges from ``learners.guardians``.)
"""

import logging
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from wagtail_cofl.city import mail
from wagtail_cofl.city.readiness import CityNotReady, ready_city
from wagtail_cofl.learners import consenting
from wagtail_cofl.learners.consenting import ConsentProblem
from wagtail_cofl.learners.models import Guardian

from .models import Claim
from .standing import PEERS, email_of, peers_of, users_who_may

logger = logging.getLogger(__name__)

#: Peers who are written to about one claim. Who holds a badge only finds it in their own list.
MOST_PEERS = 20


def tell(claim: Claim, news: Iterable[str]) -> None:
    """Tell of what has happened: "arrived" at a step where people act, "more" is asked for, or a final
    state of the claim. Called after the commit."""
    for what in dict.fromkeys(news):
        try:
            if what == "arrived":
                _tell_whose_turn(claim)
            else:
                _tell_learner(claim, what)
        except (CityNotReady, ConsentProblem):
            continue
        except Exception:
            logger.exception("Nobody could be told of claim %s.", claim.pk)


def remind(claim: Claim) -> None:
    """Remind those whose turn it is."""
    tell(claim, ["arrived"])


def _tell_whose_turn(claim: Claim) -> None:
    turn, _sign, city = claim.turn.partition("+")
    if turn == Claim.Turn.GUARDIAN:
        _ask_guardian(claim)
        return
    addresses: dict[str, str] = {}
    if turn == Claim.Turn.NAMED:
        peers = peers_of(claim)[:MOST_PEERS]
        addresses |= {peer.email or "": "peer_decide" for peer in peers}
    if turn not in PEERS or city:
        addresses |= {email_of(user).lower(): "decide" for user in users_who_may(claim)}
    for to, page in addresses.items():
        _ask_to_look(claim, to, page)


def _ask_to_look(claim: Claim, to: str | None, page: str) -> None:
    names = {"badge": claim.badge_version.name, "provider": claim.badge.provider.name}
    _send(
        claim,
        to,
        _("A claim waits for you: %(badge)s") % names,
        [
            _("Somebody asks for the badge “%(badge)s” of %(provider)s. Please have a look:")
            % names,
            _address(claim, page, str(claim.uuid)),
        ],
    )


def _tell_learner(claim: Claim, what: str) -> None:
    names = {"badge": claim.badge_version.name}
    openings = {
        "more": (
            _("One more thing for your badge: %(badge)s"),
            _("Somebody looked at what you sent for “%(badge)s”, and asks for a little more."),
        ),
        Claim.State.AWARDED: (
            _("You have a new badge: %(badge)s"),
            _("Well done! The badge “%(badge)s” is yours."),
        ),
        Claim.State.DECLINED: (
            _("About your badge: %(badge)s"),
            _(
                "Somebody looked at what you sent for “%(badge)s”. You do not get the badge this time."
            ),
        ),
        Claim.State.EXPIRED: (
            _("About your badge: %(badge)s"),
            _("Nobody looked at what you sent for “%(badge)s” in time. We are sorry. Ask again."),
        ),
    }
    if what not in openings or (what == Claim.State.EXPIRED and claim.submitted_at is None):
        return  # nobody was waiting for an answer
    subject, opening = openings[what]
    said = [opening % names]
    if what in ("more", Claim.State.DECLINED):
        last = claim.decisions.order_by("-pk").first()
        if last and last.comment:
            said.append(_("They wrote: %(comment)s") % {"comment": last.comment})
    page = [] if what == Claim.State.AWARDED else [str(claim.uuid)]
    link = _address(claim, "my_claim" if page else "my_badges", *page)
    _send(claim, claim.learner.email, subject % names, [*said, link])


def _ask_guardian(claim: Claim) -> None:
    """Ask the guardian whom we know about this badge. Whom we do not know the child's own page asks for."""
    learner = claim.learner
    guardian = Guardian.objects.filter(learner=learner).exclude(lookup="").first()
    if guardian is None or not learner.is_kept:
        return
    _asked, secret = consenting.ask(learner, claim_uuid=claim.uuid, email=guardian.value)
    names = {"name": learner.nickname, "badge": claim.badge_version.name}
    names["provider"] = claim.badge.provider.name
    link = _address(claim, "guardian", secret)
    _send(
        claim,
        guardian.value,
        _("A child asks you about a badge: %(badge)s") % names,
        [
            _("“%(name)s” asks %(provider)s for the badge “%(badge)s”. They need your yes:")
            % names,
            link,
        ],
    )


def _send(claim: Claim, to: str | None, subject: str, said: list[str]) -> None:
    if not to:
        return
    city = ready_city(claim.site_id)
    body = "\n\n".join([*said, city.name])
    mail.send(claim.site_id, to=to, subject=subject, body=body, robust=True)


def _address(claim: Claim, page: str, *arguments: str) -> str:
    path = reverse(f"wagtail_cofl:{page}", args=arguments)
    return ready_city(claim.site_id).canonical_address + path

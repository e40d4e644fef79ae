"""Every address of ours that there is, found in the URLconf and the page types.

A new address fails every test that walks this list until it is named here: with an example of it if
it is a page, or with the reason why it is none. The examples are made of what the database holds, so
the same list serves a test's few rows and the whole demo city.
"""

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.urls import URLPattern, reverse
from django.utils import timezone

from wagtail_cofl import urls
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.letters import hash_of
from wagtail_cofl.awards.models import Award, Batch, BatchRow, Claim, ClaimCode
from wagtail_cofl.badges.models import Badge, BadgeVersion
from wagtail_cofl.credentials.models import Credential
from wagtail_cofl.learners import consenting, wording
from wagtail_cofl.learners.models import AgeBand, EmailLink, Learner
from wagtail_cofl.opportunities.page_mixins import OpportunityIndexPageMixin, OpportunityPageMixin
from wagtail_cofl.playlists.models import Following, Playlist
from wagtail_cofl.playlists.page_mixins import PlaylistIndexPageMixin, PlaylistPageMixin
from wagtail_cofl.providers.models import MemberInvitation, Provider, Role
from wagtail_cofl.skills.models import Framework, Skill
from wagtail_cofl.skills.page_mixins import SkillsSpinePageMixin

PAGE_MIXINS = (
    OpportunityPageMixin,
    OpportunityIndexPageMixin,
    PlaylistPageMixin,
    PlaylistIndexPageMixin,
    SkillsSpinePageMixin,
)

ANYONE, LEARNER = "anyone", "learner"

#: Addresses that show no page, and why.
NO_PAGE = {
    "credential_json": "a document",
    "credential_png": "a picture",
    "credential_svg": "a picture",
    "credential_jwt": "a document",
    "assertion_json": "a document",
    "assertion_png": "a picture",
    "assertion_svg": "a picture",
    "assertion_jws": "a document",
    "badge_version_json": "a document",
    "badge_version_png": "a picture",
    "issuer_json": "a document",
    "did_json": "a document",
    "key_json": "a document",
    "key_pem": "a document",
    "jwks_json": "lists the keys of one city",
    "issuer_revocations": "a document",
    "issuer_withdrawn": "a document",
    "status_list": "a document",
    "opportunity": "leads on to the opportunity's own page",
    "playlist_mine_part": "a part of a page",
    "skill_mine_part": "a part of a page",
    "playlist_begin": "only takes a press of a button",
    "playlist_stop": "only takes a press of a button",
    "playlist_tick": "only takes a press of a button",
    "sign_out": "only takes a press of a button",
    "staff_home": "leads on to signing in as a user of the site",
    "staff_sign_out": "only takes a press of a button",
    "account_remove": "only takes a press of a button",
    "claim_words": "shows words that are new each time; see tests/requests/learners",
    "invited_words": "shows words that are new each time; see tests/requests/awards/test_invited.py",
    "ask_words": "shows words that are new each time; see tests/requests/awards/test_asking.py",
    "evidence_file": "a file of somebody’s own",
    "evidence_shared": "a file of somebody’s own",
    **dict.fromkeys(
        ("queue", "decide", "peer_decide"),
        "for people who decide claims; see tests/browser/test_queue.py",
    ),
    **dict.fromkeys(("decide_aside", "peer_aside"), "only takes a press of a button"),
    "waiting": "for a child who waits; see tests/requests/learners/test_children.py",
}


@dataclass(frozen=True, slots=True)
class Address:
    """One page. ``who`` sees it: ANYONE, or LEARNER for the one of :func:`the_learner`."""

    name: str
    path: str
    who: str = ANYONE


def the_learner(site) -> Learner:
    """Whoever of this city holds the most."""
    return max(Learner.objects.filter(site=site), key=lambda learner: learner.awards.count())


def _link(site, claim_code: str = "", learner: Learner | None = None) -> str:
    """The secret of a link that was mailed and not yet used; with a learner it adds an address."""
    secret = secrets.token_urlsafe(32)
    link = EmailLink(
        site=site,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        age_band=AgeBand.ADULT,
        claim_code=claim_code,
        learner=learner,
        expires_at=timezone.now() + timedelta(hours=1),
    )
    link.value = "page-visitor@example.org"
    link.save()
    return secret


def _question(site, *, yes: bool = False) -> str:
    """The secret of a link to the guardian of a child, answered with yes or not yet."""
    child, _words = wording.register(site.pk, "Otter", AgeBand.UNDER_13)
    _asked, secret = consenting.ask(child)
    if yes:
        consenting.answer(secret, True)
    return secret


def letter(site) -> str:
    """The secret of a letter to somebody on a list who has not answered."""
    version = BadgeVersion.objects.filter(badge__provider__site=site).first()
    award = issue(version, Learner.objects.create(site=site), email=None)
    batch = Batch.objects.create(badge=version.badge, file_name="list.csv", state=Batch.State.DONE)
    secret = secrets.token_urlsafe(32)
    row = BatchRow(
        batch=batch,
        number=2,
        state=BatchRow.State.DELIVERED,
        award=award,
        secret_hash=hash_of(secret),
        expires_at=timezone.now() + timedelta(days=1),
    )
    row.value = "page-visitor@example.org"
    row.save()
    return secret


def _asked_badge(site) -> Badge:
    """A badge that people can ask for."""
    published = Badge.objects.filter(provider__site=site, live=True, archived=False)
    badge = published.order_by("-workflow", "pk").first()
    if badge.workflow is None:
        badge.workflow = badge.provider.workflows.first()
        Badge.objects.filter(pk=badge.pk).update(workflow=badge.workflow)
    return badge


def _claims(learner: Learner) -> list[Claim]:
    """One that is being filled in, and one that was declined."""
    badge = _asked_badge(learner.site)
    facts = {"site": learner.site, "badge": badge, "learner": learner}
    more = {"badge_version": badge.current_version, "way": Claim.Way.ASKED}
    found = []
    for state in (Claim.State.DRAFT, Claim.State.DECLINED):
        claim, made = Claim.objects.get_or_create(**facts, state=state, defaults=more)
        if made and state == Claim.State.DECLINED:
            claim.decisions.create(
                step=0, round=1, actor="user:0", decision="decline", comment="Come to a session."
            )
        found.append(claim)
    return found


def _invitation(site) -> str:
    """The secret of a letter that asks somebody to work for a provider."""
    secret = secrets.token_urlsafe(32)
    invitation = MemberInvitation(
        provider=Provider.objects.filter(site=site).first(),
        role=Role.ASSESSOR,
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        expires_at=timezone.now() + timedelta(hours=1),
    )
    invitation.value = f"colleague-{secret[:6]}@example.org"
    invitation.save()
    return secret


def _examples(site) -> dict[str, Callable[[], Iterator[tuple[list, str, str]]]]:
    """By name of an address: what makes examples of it, as (arguments, query, who)."""
    mine = {"site": site}
    open_codes = [
        code for code in ClaimCode.objects.filter(site=site).order_by("pk") if code.state == "open"
    ]

    def uuids(queryset, who: str = ANYONE):
        return [([row.uuid], "", who) for row in queryset]

    def codes(query: str = ""):
        return [([code.pretty], query, ANYONE) for code in open_codes[:1]]

    learner = the_learner(site)
    followings = Following.objects.filter(learner=learner).select_related("playlist")
    shown = Skill.objects.filter(framework__site=site, framework__kind=Framework.Kind.SPINE)
    revoked_too = [
        *Credential.objects.filter(**mine, revocation=None)[:1],
        *Credential.objects.filter(**mine).exclude(revocation=None)[:1],
    ]
    awards = [
        *Award.objects.filter(learner=learner, credential__revocation=None)[:1],
        *Award.objects.filter(learner=learner).exclude(credential__revocation=None)[:1],
    ]
    return {
        "credential": lambda: uuids(revoked_too),
        "assertion": lambda: uuids(revoked_too),
        "badge_version": lambda: uuids(BadgeVersion.objects.filter(badge__provider__site=site)[:2]),
        "issuer": lambda: uuids(Provider.objects.filter(**mine)[:2]),
        "skill": lambda: uuids([*shown.filter(parent=None)[:1], *shown.exclude(parent=None)[:1]]),
        "providers": lambda: [([], "", ANYONE)],
        "enter_code": lambda: [([], "", ANYONE)],
        "claim": codes,
        "claim_you": lambda: [*codes(), *[(a, q, LEARNER) for a, q, _w in codes()]],
        "claim_email": lambda: codes("?age=18-plus"),
        "claim_nickname": lambda: [*codes("?age=under-13"), *codes("?age=18-plus")],
        "claim_sent": codes,
        "claim_grown_up": codes,
        "claim_confirm": lambda: [
            ([_link(site, code.code)], "", ANYONE) for code in open_codes[:1]
        ],
        "invited": lambda: [([letter(site)], "", ANYONE)],
        "invited_no": lambda: [([letter(site)], "", ANYONE)],
        "invited_nickname": lambda: [([letter(site)], "", ANYONE)],
        "join": lambda: [([_invitation(site)], "", ANYONE)],
        "staff_sign_in": lambda: [([], "", ANYONE)],
        "sign_in": lambda: [([], "", ANYONE)],
        "sign_in_sent": lambda: [([], "", ANYONE)],
        "sign_in_words": lambda: [([], "", ANYONE)],
        "sign_in_confirm": lambda: [([_link(site)], "", ANYONE)],
        "account": lambda: [([], "", LEARNER)],
        "account_words": lambda: [([], "", LEARNER)],
        "account_added": lambda: [([], "", ANYONE)],
        "account_confirm": lambda: [([_link(site, learner=learner)], "", ANYONE)],
        "guardian": lambda: [
            ([_question(site)], "", ANYONE),
            ([_question(site, yes=True)], "", ANYONE),
        ],
        "guardian_take_back": lambda: [([_question(site, yes=True)], "", ANYONE)],
        "guardian_thanks": lambda: [([], "", ANYONE)],
        "guardian_find": lambda: [([], "", ANYONE)],
        "guardian_sent": lambda: [([], "", ANYONE)],
        "ask": lambda: [
            ([_asked_badge(site).uuid], "", ANYONE),
            ([_asked_badge(site).uuid], "?next=1", ANYONE),
        ],
        "ask_email": lambda: [([_asked_badge(site).uuid], "?age=18-plus", ANYONE)],
        "ask_nickname": lambda: [([_asked_badge(site).uuid], "?age=18-plus", ANYONE)],
        "ask_sent": lambda: uuids([_asked_badge(site)]),
        "ask_grown_up": lambda: uuids([_asked_badge(site)]),
        "my_claim": lambda: uuids(_claims(learner), LEARNER),
        "my_claim_take_back": lambda: uuids(_claims(learner)[:1], LEARNER),
        "verify": lambda: [([], "", ANYONE)],
        "report": lambda: [([], "?page=/", ANYONE)],
        "report_thanks": lambda: [([], "", ANYONE)],
        "my_badges": lambda: [([], "", LEARNER)],
        "peers": lambda: [([], "", LEARNER)],
        "my_badge": lambda: uuids(awards, LEARNER),
        "my_badge_move": lambda: uuids([a for a in awards if not a.revocation][:1], LEARNER),
        "playlist_mine": lambda: (
            uuids([f.playlist for f in followings[:1]], LEARNER)
            or uuids(Playlist.objects.filter(**mine)[:1], LEARNER)
        ),
    }


def every_page(site) -> list[Address]:
    """A page or two of every kind in the city of ``site``: of each address of ours, and of each
    page type. Fails where one has no example: a page that nobody looks at is a page forgotten."""
    found = []
    examples = _examples(site)
    for pattern in urls.urlpatterns:
        assert isinstance(pattern, URLPattern), f"list the addresses below {pattern.pattern} too"
        name = pattern.name
        if name in NO_PAGE:
            continue
        assert name in examples, f"name the address {name} in {__file__}"
        made = [
            Address(name, reverse(f"wagtail_cofl:{name}", args=args) + query, who)
            for args, query, who in examples[name]()
        ]
        assert made, f"there is nothing in this city to show at {name}"
        found += made
    for mixin in PAGE_MIXINS:
        models = [m for m in apps.get_models() if issubclass(m, mixin)]
        pages = [page for m in models for page in m.objects.live()[:2] if page.get_site() == site]
        assert pages, f"there is no live page with {mixin.__name__}"
        found += [Address(type(page).__name__, page.get_url_parts()[2]) for page in pages]
    return found

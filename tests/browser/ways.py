"""What the journeys of test_ways_in need: badges that are given in each way, and people. Runs inside the site."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Site

from wagtail_cofl.awards.campaigns import start_campaign
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge, IssuingWorkflow, WorkflowStep
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import SESSION_KEY
from wagtail_cofl.providers.models import Membership, Provider

LEVELS = [
    {"name": "With a guide", "description": "Somebody walks beside you."},
    {"name": "Alone", "description": "You lead from the steps to the slip."},
    {"name": "With questions", "description": "You also answer what people ask."},
]
QUESTION = {
    "text": "What do you do when the tide turns?",
    "kind": "one",
    "options": [
        {"text": "Walk back to the steps", "right": True},
        {"text": "Wait on the rocks", "right": False},
    ],
}
GUIDE = [
    ("quiz", {"title": "Know the tide", "detail": "", "pass_mark": 100, "questions": [QUESTION]}),
    (
        "evidence",
        {
            "title": "Lead one walk",
            "detail": "",
            "accepts": ["text", "photo"],
            "guidance": "Ask what went wrong, too.",
        },
    ),
    (
        "rubric",
        {"title": "Lead the way", "detail": "", "levels": LEVELS, "pass_level": 2, "guidance": ""},
    ),
]


def make() -> dict:
    """Cookies, addresses and codes by name, all of them strings."""
    site = Site.objects.get(is_default_site=True)
    provider = Badge.objects.get(slug="gull-counter").provider
    soup = Badge.objects.get(slug="soup-for-sixty")
    kite = Badge.objects.get(slug="kite-festival-helper")
    guide = _badge(provider, "Shore Guide", GUIDE, [{"kind": "review"}])
    watch = [("evidence", {"title": "Watch", "detail": "", "accepts": ["text"], "guidance": ""})]
    peers = [{"kind": "peers", "peers": 2, "peers_from": "holders"}]
    watcher = _badge(provider, "Shore Watch", watch, peers)
    both = [("badges", {"title": "", "detail": "", "needed": 2, "badges": [soup, kite]})]
    _badge(provider, "Feast Maker", both, [{"kind": "automatic"}])

    dana = get_user_model().objects.create_user("dana", first_name="Dana", password="dana")
    Membership.objects.create(provider=provider, user=dana, role="assessor")
    holders = [_learner(site, name) for name in ("Knot", "Dunlin")]
    for holder in holders:
        issue(watcher.current_version, holder, email=None)
    cards = start_campaign(soup, "Cards for helpers", cards=2)
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "guide": _page(guide),
        "watcher": _page(watcher),
        "card": cards.codes.first().pretty,
        "knot": _cookie(holders[0]),
        "dunlin": _cookie(holders[1]),
        "asker": _cookie(_learner(site, "Sanderling")),
    }


def _badge(provider: Provider, name: str, criteria: list, steps: list[dict]) -> Badge:
    workflow = IssuingWorkflow.objects.create(provider=provider, name=f"For {name}")
    for place, step in enumerate(steps):
        WorkflowStep.objects.create(workflow=workflow, sort_order=place, **step)
    model = Badge.objects.get(slug="gull-counter")
    badge = Badge(
        provider=provider,
        name=name,
        statement="I know the shore.",
        description="For people who show others the shore.",
        layer=model.layer,
        image=model.image,
        criteria=criteria,
        workflow=workflow,
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    badge.refresh_from_db()
    return badge


def _learner(site: Site, nickname: str) -> Learner:
    return Learner.objects.create(site=site, age_band="18-plus", nickname=nickname)


def _page(badge: Badge) -> str:
    return reverse("wagtail_cofl:badge_version", args=[badge.current_version.uuid])


def _cookie(learner: Learner) -> str:
    """The session of a browser in which this learner is signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    return session.session_key

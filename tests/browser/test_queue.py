"""People who decide claims, in a browser: the queue, a claim with every kind of evidence, and the admin."""

import re

import pytest

from .served import Served
from .visitor import DESK, PHONE

# An assessor of one provider and a named peer, a badge that asks for everything, and claims in every state.
MAKE = """
import io, json
from datetime import timedelta
from importlib import import_module
from django.conf import settings
from django.contrib.auth import get_user_model, BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Site
from wagtail_cofl.awards import submitting
from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act
from wagtail_cofl.awards.models import Claim, Evidence
from wagtail_cofl.badges.models import Badge, CannedFeedback, IssuingWorkflow, WorkflowStep
from wagtail_cofl.learners.models import Identifier, Learner
from wagtail_cofl.learners.sessions import SESSION_KEY as LEARNER_KEY
from wagtail_cofl.providers.models import Membership, NamedPeer, Provider

site = Site.objects.get(is_default_site=True)
helper = Badge.objects.get(slug="kite-festival-helper")
provider = helper.provider
users = get_user_model().objects
ana = users.create_user("ana", first_name="Ana", last_name="Costa", password="ana", is_active=True)
bo = users.create_user("bo", first_name="Bo", last_name="Lee", password="bo")
elsewhere = Provider.objects.exclude(pk=provider.pk).filter(site=site).first()
Membership.objects.create(provider=provider, user=ana, role="manager")
Membership.objects.create(provider=elsewhere, user=bo, role="assessor")
ana.user_permissions.add(Permission.objects.get(codename="access_admin"))
workflow = IssuingWorkflow.objects.create(provider=provider, name="Ours")
for place, step in enumerate([{"kind": "review"}, {"kind": "second", "percent": 20}]):
    WorkflowStep.objects.create(workflow=workflow, sort_order=place, **step)
for title, text in (
    ("ask for one example", "Thank you. Please add one example of what you did."),
    ("ask for a voice note", "You can record a voice note if writing is hard."),
):
    CannedFeedback.objects.create(provider=provider, title=title, text=text)
good = "Clear sound, no wind or handling noise, one place that you can recognise. It need not be edited."
levels = [{"name": n, "description": d} for n, d in (
    ("With help", "Somebody talks you through it."), ("Alone", "You do it without a word."),
    ("In a wind", "You do it in force 4."))]
question = {"text": "Which microphone hears best?", "kind": "one", "options": [
    {"text": "The near one", "right": True}, {"text": "The far one", "right": False}]}
badge = Badge(
    provider=provider, name="Harbour Sound", statement="I record the harbour.", layer=helper.layer,
    description="For people who record.", image=helper.image, live=False, workflow=workflow,
    criteria=[
        ("quiz", {"title": "Answer the questions about sound", "detail": "", "pass_mark": 50,
                  "questions": [question]}),
        ("evidence", {"title": "Make a recording of at least one minute", "detail": "Anywhere near the water.",
                      "accepts": ["text", "photo", "file", "link", "witness"], "guidance": good}),
        ("hours", {"title": "Listen for two hours", "detail": "", "hours": 2, "logged_by": "learner"}),
        ("rubric", {"title": "Hold the microphone", "detail": "", "levels": levels, "pass_level": 2,
                    "guidance": ""}),
        ("choice", {"title": "", "detail": "", "needed": 1, "any_of": [
            ("step", {"title": "Play it to somebody", "detail": ""}),
            ("step", {"title": "Write down what they said", "detail": ""})]}),
    ],
)
badge.save()
badge.save_revision().publish()
badge.refresh_from_db()
helper.workflow = workflow
helper.save()
names = ["Curlew", "Heron 12", "Samphire", "Pebble", "A very long chosen nickname!!!"]
def person(name, email=""):
    made = Learner.objects.create(site=site, age_band="13-17", nickname=name)
    if email:
        one = Identifier(site=site, learner=made, confirmed_at=timezone.now())
        one.value = email
        one.save()
    return made

picture = Image.new("RGB", (640, 420), "#9cc9d8")
draw = ImageDraw.Draw(picture)
draw.rectangle((0, 250, 640, 420), fill="#1b4d5c")
draw.ellipse((430, 60, 520, 150), fill="#ffc845")
out = io.BytesIO()
picture.save(out, "JPEG")

full = submitting.begin(badge, person("Curlew"), "asked")
quiz, show, hours, rubric, choice = badge.current_version.criteria
options = quiz["value"]["questions"][0]
right = options["value"]["options"][0]["id"]
rows = [
    (quiz, "quiz", {"answers": {options["id"]: [right]}, "right": 1, "of": 1, "passed": True}),
    (show, "text", {"text": "I went to the quay at dawn.\\n\\nThe gulls were loud, so I moved behind the shed."}),
    (show, "link", {"url": "https://sounds.example/quay-at-dawn-with-gulls-and-a-very-long-address/42"}),
    (show, "witness", {"name": "Sam", "role": "my coach"}),
    (hours, "hours", {"hours": "1.5", "on": "2026-06-03", "what": "on the quay"}),
    (hours, "hours", {"hours": "1", "on": "2026-06-05", "what": "in the market"}),
    (choice["value"]["any_of"][0], "text", {"text": "I played it to my gran."}),
]
for criterion, kind, data in rows:
    Evidence.objects.create(claim=full, round=1, criterion=criterion["id"], kind=kind, data=data)
photo = Evidence(claim=full, round=1, criterion=show["id"], kind="photo", name="quay.jpg",
                 content_type="image/jpeg")
photo.file.save("quay.jpg", ContentFile(out.getvalue()), save=False)
photo.save()
sound = Evidence(claim=full, round=1, criterion=show["id"], kind="file", name="quay-at-dawn.mp3",
                 content_type="audio/mpeg")
sound.file.save("quay-at-dawn.mp3", ContentFile(b"ID3"), save=False)
sound.save()
full = submitting.submit(full)
claims = [submitting.submit(submitting.begin(helper, person(name), "asked")) for name in names[1:]]
now = timezone.now()
for claim, days in zip([full, *claims], (0.1, -3, 1, 2, 2)):
    Claim.objects.filter(pk=claim.pk).update(due_at=now + timedelta(days=days))
more = submitting.submit(submitting.begin(helper, person("Tern"), "asked"))
act(more, Actor.of_user(ana), "more", "Please add one example of what you did.")
Claim.objects.filter(pk=claims[-1].pk).update(flag="nobody")
own = submitting.submit(submitting.begin(helper, person("Plover"), "asked"))
act(own, Actor.of_user(ana), "decline", "You were not there on that day.")

peers = IssuingWorkflow.objects.create(provider=provider, name="Peers")
WorkflowStep.objects.create(workflow=peers, kind="peers", peers=1, peers_from="named")
pia = person("Pia", "pia@example.org")
named = NamedPeer(provider=provider)
named.value = "pia@example.org"
named.save()
looked = Badge.objects.exclude(pk__in=[helper.pk, badge.pk]).filter(provider=provider, live=True).first() or badge
looked.workflow = peers
looked.save()
for_peer = submitting.submit(submitting.begin(looked, person("Dunlin"), "asked"))

def cookie(**values):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.update(values)
    session.save()
    return session.session_key

def signed_in(user):
    return cookie(**{SESSION_KEY: str(user.pk), HASH_SESSION_KEY: user.get_session_auth_hash(),
                     BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend"})

print(json.dumps({
    "name": settings.SESSION_COOKIE_NAME, "ana": signed_in(ana), "bo": signed_in(bo),
     "pia": cookie(**{LEARNER_KEY: str(pia.uuid)}),
    "full": str(full.uuid), "full_pk": full.pk, "decided": str(own.uuid), "peer": str(for_peer.uuid),
    "workflow": workflow.pk,
}))
"""


@pytest.fixture(scope="module")
def made(served: Served) -> dict:
    return served.run(MAKE)


@pytest.fixture
def visit_as(visit, served, made):
    def start(who: str, width: int = PHONE):
        visitor = visit(width)
        cookie = {"name": made["name"], "value": made[who], "url": served.address}
        visitor.context.add_cookies([cookie])
        return visitor

    return start


def test_an_assessor_looks_and_decides(visit_as, made):
    ana = visit_as("ana")
    ana.go("/cofl/queue/")
    ana.look("queue-full")
    ana.go("/cofl/queue/?tab=learner")
    ana.look("queue-learner")
    ana.go("/cofl/queue/?tab=decided")
    ana.look("queue-decided")
    ana.go(f"/cofl/queue/{made['decided']}/")
    ana.look("decide-read-only")

    ana.go(f"/cofl/queue/{made['full']}/")
    ana.look("decide")
    crit = ana.page.locator("#c2")
    crit.get_by_label("Not yet").check()
    crit.get_by_label("Start from a phrase").select_option(label="ask for one example")
    with ana.page.expect_navigation():
        crit.get_by_role("button", name=re.compile("Put it in")).click()
    assert "one example" in ana.page.locator("#id_c2-text").input_value()
    assert ana.page.locator("#c2").get_by_label("Not yet").is_checked()
    ana.page.locator("#id_c2-text").fill("")
    ana.press("Ask for more")
    ana.look("decide-problem")
    assert ana.page.title().startswith("Problem:")
    ana.page.locator(".cofl-errors a").first.click()
    assert ana.page.evaluate("document.activeElement.id") == "id_c2-text"

    ana.go("/cofl/queue/")
    ana.page.get_by_label("Choose Samphire").check()
    ana.page.get_by_label("Choose Pebble").check()
    ana.press("Decide the chosen ones together")
    ana.look("together")
    ana.press("Ask all for more")
    ana.look("together-problem")


def test_nobody_waits(visit_as):
    bo = visit_as("bo")
    bo.go("/cofl/queue/")
    bo.look("queue-empty")


def test_a_peer_looks(visit_as, made):
    pia = visit_as("pia")
    pia.go("/cofl/peers/")
    pia.look("peers")
    pia.go(f"/cofl/peers/{made['peer']}/")
    pia.look("peer-decide")


def test_the_same_in_the_admin(visit_as, made):
    ana = visit_as("ana", DESK)
    for name, path in {
        "admin-home": "/admin/",
        "admin-list": "/admin/cofl/claims/",
        "admin-decide": f"/admin/cofl/claims/{made['full_pk']}/",
        "admin-reassign": f"/admin/cofl/claims/{made['full_pk']}/reassign/",
        "admin-together": "/admin/cofl/claims/together/",
        "admin-report": "/admin/reports/cofl-claims/?period=all",
        "admin-workflows": "/admin/cofl/workflows/",
        "admin-workflow": f"/admin/cofl/workflows/edit/{made['workflow']}/",
        "admin-phrases": "/admin/cofl/feedback/",
    }.items():
        ana.go(path)
        ana.look_at_admin(name, full=True)
    ana.go(f"/admin/cofl/claims/{made['full_pk']}/")
    ana.press("Approve")
    ana.look_at_admin("admin-decide-problem", full=True)

"""From an empty site to a badge that verifies, by the site's own screens alone.

It is copied into the new site beside ``manage.py`` and runs there, in the site's own settings. Any
step that fails ends it with an AssertionError that quotes the page.
"""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import segno
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import setup_test_environment
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from visitor import ADDRESS, Visitor
from wagtail.images import get_image_model
from wagtail.models import Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from wagtail_cofl.awards.models import ClaimCode
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.openbadges.verification import CannotFetch, verify
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Skill

LEARNER = "sam@example.org"
PASSWORD = "a-long-one-for-a-test"
SET_UP = "/admin/cofl/"
INDEXES = (
    "wagtailadmin_home",
    "cofl_set_up",
    "cofl_providers:list",
    "cofl_skills:list",
    "cofl_badges:list",
    "cofl_claim_codes:list",
    "cofl_reports:list",
    "cofl_awards_modeladmin_index",
)


def sign_in() -> Visitor:
    """The council's superuser, by the admin's own form."""
    editor = Visitor()
    editor.open("/admin/")
    editor.press("Sign in", username="admin", password=PASSWORD)
    return editor


def every_index_opens(editor: Visitor) -> None:
    """Each index of ours, and the city's settings."""
    which = ["wagtail_cofl", "citysettings", Site.objects.get().pk]
    for address in (*map(reverse, INDEXES), reverse("wagtailsettings:edit", args=which)):
        editor.open(address)
        assert editor.path == address, f"{address} leads to {editor.path}"


def lines_done(editor: Visitor) -> int:
    """How many of the checklist's six lines are ticked; leaves the editor at the checklist."""
    editor.open(SET_UP)
    found = re.search(r"(\d) of 6 done", editor.says)
    assert found, editor.says
    return int(found.group(1))


def the_city_gets_its_name(editor: Visitor) -> None:
    editor.follow("Name your city")
    editor.press(
        "Save",
        name="Port Merrow",
        contact_email="hello@example.gov.uk",
        safeguarding_phone="01632 960 001",
        canonical_address=ADDRESS,
        address_is_ours="on",
    )


def a_provider(editor: Visitor) -> int:
    editor.follow("Add a provider")
    editor.press("Save", name="Harbour Museum", email="badges@museum.example", description="Boats.")
    return Provider.objects.get().pk


def a_skill(editor: Visitor) -> int:
    editor.follow("Add a skill")
    editor.press(
        "Save",
        label="Tying knots",
        **nested_form_data({"next_skills": inline_formset([]), "relations": inline_formset([])}),
    )
    return Skill.objects.get().pk


def a_picture(editor: Visitor) -> int:
    content = BytesIO()
    Picture.new("RGB", (400, 400), "#0f6aa8").save(content, "PNG")
    upload = SimpleUploadedFile("knot.png", content.getvalue(), "image/png")
    editor.open("/admin/images/add/")
    editor.press("Upload", title="A knot", file=upload)
    return get_image_model().objects.get().pk


def a_badge(editor: Visitor, picture: int, provider: int, skill: int) -> int:
    """Saved as a draft first, then published: the checklist counts what is published."""
    answers = {
        "name": "Knot Tyer",
        "statement": "I tied a bowline in the rain.",
        "description": "For people who can tie three knots.",
        "image": picture,
        "provider": provider,
        "layer": "demonstrate",
        **nested_form_data(
            {
                "criteria": streamfield(
                    [
                        ("step", {"title": "Tie three knots", "detail": "On the quay."}),
                        (
                            "evidence",
                            {"title": "Show one photo", "detail": "", "guidance": ""},
                        ),
                    ]
                ),
                "badge_skills": inline_formset([{"skill": skill}]),
            }
        ),
    }
    answers["criteria-1-value-accepts"] = ["photo"]
    editor.open(SET_UP)
    editor.follow("Make a badge")
    editor.press("Save draft", **answers)
    assert lines_done(editor) == 4, "a draft counts as published"
    badge = Badge.objects.get()
    editor.open(f"/admin/cofl/badges/edit/{badge.pk}/")
    editor.press("Publish", **answers)
    return badge.pk


def an_opportunity(editor: Visitor, badge: int, provider: int) -> None:
    """Published, it is a page of the site, and offers its claim code."""
    session = {"starts_at": "2099-06-12 14:00", "ends_at": "2099-06-12 16:00", "venue": ""}
    editor.follow("Add a page")
    editor.press(
        "Publish",
        title="Knots on the Quay",
        slug="knots",
        summary="Bring a rope.",
        body=rich_text("<p>We tie knots.</p>"),
        provider=provider,
        badge=badge,
        venue="Harbour Museum, Quay Street",
        cost="Free",
        kind="informal",
        place="in-person",
        **nested_form_data(
            {"sessions": streamfield([("session", session)]), "skills": streamfield([])}
        ),
    )
    anybody = Visitor()
    anybody.open("/knots/")
    for text in ("Knots on the Quay", "We tie knots.", "12 June", "Harbour Museum", "Knot Tyer"):
        assert text in anybody.says, f"“{text}” is not on the page:\n{anybody.says}"


def a_claim_code(editor: Visitor, badge: int) -> str:
    """From the published page by the offered link to the event kit and the poster. Returns the address in its QR
    square, which is read by comparing it with a square made here."""
    editor.follow("Get a claim code")
    editor.press("Save", quota=2)
    code = ClaimCode.objects.get()
    assert (code.campaign.badge_id, code.label) == (badge, "Knots on the Quay")
    assert editor.path == f"/admin/cofl/claim-codes/kit/{code.campaign_id}/"
    editor.follow("Open the poster")
    assert code.pretty in editor.says
    assert "Do not print this yet" not in editor.says
    address = f"{ADDRESS}/cofl/claim/{code.pretty}/"
    expected = segno.make(address, error="m", micro=False).svg_inline(border=4)
    (drawn,) = editor.page.select("svg.cofl-qr path[stroke]")
    assert f'd="{drawn["d"]}"' in expected, f"the square does not say {address}"
    (picture,) = editor.page.select("img.cofl-poster__badge")
    assert editor.fetch(ADDRESS + str(picture["src"]), "image/png").content.startswith(b"\x89PNG")
    return address


def a_learner_claims(address: str) -> str:
    """Scans the square, and opens the mail on another device. Returns the credential's address."""
    phone = Visitor()
    phone.open(address)
    assert "I tied a bowline in the rain." in phone.says
    phone.follow("Claim my badge")
    phone.press("Next", age="13-17")
    phone.press("Send me the link", email=LEARNER)
    assert "Look in your email" in phone.says
    (message,) = mail.outbox
    assert message.to == [LEARNER]
    found = re.search(rf"{ADDRESS}/cofl/confirm/\S+", message.body)
    assert found, message.body

    laptop = Visitor()
    laptop.open(found.group())
    laptop.press("Get my badge")
    assert "You did it!" in laptop.says
    assert "Knot Tyer" in laptop.says
    return ADDRESS + laptop.link("Download credential").removesuffix(".json")


def read_by(program: Visitor) -> Callable[[str, str], bytes]:
    """How a verifier elsewhere looks things up: by requests to the site, never in its database."""

    def fetch(address: str, accept: str) -> bytes:
        response = program.fetch(address, accept)
        if response.status_code != 200:
            raise CannotFetch(f"{response.status_code} at {address}")
        return response.content

    return fetch


def a_program_reads(credential: str, folder: Path) -> None:
    """Each document by Accept at its permanent address, verified, and written to ``folder``."""
    program = Visitor()
    page = program.fetch(credential, "text/html,*/*;q=0.8")
    assert page.headers["Content-Type"].startswith("text/html")
    assertion = credential.replace("/credentials/", "/assertions/")
    for name, address, accept, version in (
        ("credential.json", credential, "application/vc+ld+json", "3.0"),
        ("assertion.json", assertion, "application/ld+json", "2.0"),
        ("badge-ob3.png", credential + ".png", "image/png", "3.0"),
        ("badge-ob2.png", assertion + ".png", "image/png", "2.0"),
    ):
        response = program.fetch(address, accept)
        assert response.status_code == 200, f"{response.status_code} at {address}"
        told = response.headers["Content-Type"]
        assert told == accept, f"{address} answers {accept} with {told}"
        assert LEARNER.encode() not in response.content
        fetch, now = read_by(program), timezone.now()
        report = verify(response.content, fetch=fetch, now=now, email=LEARNER)
        assert (report.verdict, report.version) == ("valid", version), report.to_dict()
        (folder / name).write_bytes(response.content)


def whole(folder: Path) -> None:
    """The journey of the site, the editor and the first learner. ``folder`` gets four badges."""
    setup_test_environment()
    get_user_model().objects.create_superuser("admin", "admin@example.org", PASSWORD)
    editor = sign_in()
    every_index_opens(editor)
    assert lines_done(editor) == 0
    the_city_gets_its_name(editor)
    assert lines_done(editor) == 2
    provider = a_provider(editor)
    assert lines_done(editor) == 3
    skill = a_skill(editor)
    assert lines_done(editor) == 4
    badge = a_badge(editor, a_picture(editor), provider, skill)
    assert lines_done(editor) == 5
    an_opportunity(editor, badge, provider)
    address = a_claim_code(editor, badge)
    assert lines_done(editor) == 6
    a_program_reads(a_learner_claims(address), folder)
    editor.open(reverse("cofl_awards_modeladmin_index"))
    assert "Knot Tyer" in editor.says
    assert LEARNER not in editor.says


def look_around() -> None:
    """The admin again, when there is something in it."""
    setup_test_environment()
    every_index_opens(sign_in())

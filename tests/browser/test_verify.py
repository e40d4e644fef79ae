"""Somebody is shown a badge and checks it: a real one, a changed one, one that was withdrawn or suspended."""

import json
from pathlib import Path

from .served import Served
from .visitor import Visit, Visitor

GIVE = """
import json
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.badges.models import Badge
from wagtail_cofl.learners.confirming import learner_for_email
badge = Badge.objects.get(slug="{slug}")
learner = learner_for_email(badge.provider.site_id, "{email}")
award = issue(badge.current_version, learner, email="{email}")
print(json.dumps([str(award.credential.uuid), award.pk]))
"""
# Badges given from now on, and only they, have a place in a list of the chosen kind.
LISTS = """
import json
from wagtail_cofl.city.models import CitySettings
CitySettings.objects.filter(site__is_default_site=True).update(status_method="{method}")
print(json.dumps(None))
"""
WITHDRAWN = """
import json
from wagtail_cofl.credentials.models import Revocation
print(json.dumps(str(Revocation.objects.first().credential.uuid)))
"""


def check(visitor: Visitor, *, paste: str = "", file: Path | None = None, email: str = "") -> None:
    visitor.go("/cofl/verify/")
    if paste:
        visitor.page.get_by_label("Paste the badge").fill(paste)
    if file:
        visitor.page.get_by_label("Or choose its picture").set_input_files(file)
    if email:
        visitor.page.get_by_label("Email address of the person").fill(email)
    visitor.press("Check this badge")


def test_a_badge_is_checked(served: Served, visit: Visit, tmp_path: Path) -> None:
    email = "holder@example.org"
    uuid, _award = served.run(GIVE.format(slug="bike-fixer", email=email))
    gone = served.run(WITHDRAWN)
    address = f"{served.address}/cofl/credentials/{uuid}"
    stranger = visit()

    check(stranger, paste=address)
    stranger.see("This badge is real")
    stranger.see("We do not know who is showing it to you")
    assert not stranger.context.cookies(), "checking a badge leaves nothing behind"
    stranger.look("verify-real")
    stranger.page.get_by_label("Was it given to this email address?").fill(email)
    stranger.press("Check")
    stranger.see("It was given to this email address")

    check(stranger, paste=address, email="somebody-else@example.org")
    stranger.see("This badge may be somebody else’s")
    stranger.see("It was given to another email address")
    stranger.look("verify-other-person")

    picture, document = tmp_path / "badge.png", tmp_path / "badge.json"
    picture.write_bytes(stranger.context.request.get(f"{address}.png").body())
    credential = stranger.context.request.get(f"{address}.json").json()
    check(stranger, file=picture)
    stranger.see("This badge is real")

    credential["credentialSubject"]["achievement"]["name"] = "Surgeon"
    document.write_text(json.dumps(credential))
    check(stranger, file=document)
    stranger.see("Do not trust this badge")
    stranger.see("Something in it was changed after it was signed")
    stranger.look("verify-changed")

    check(stranger, paste=f"{served.address}/cofl/credentials/{gone}")
    stranger.see("This badge does not count any more")
    stranger.see("The issuer has withdrawn it")
    stranger.look("verify-withdrawn")

    check(stranger, paste="my badge")
    assert stranger.page.title().startswith("Problem:")
    assert stranger.page.get_by_label("Paste the badge").input_value() == "my badge"
    stranger.look("verify-problem")


def test_a_badge_comes_as_an_svg_picture_or_as_a_token(
    served: Served, visit: Visit, tmp_path: Path
) -> None:
    email = "tokens@example.org"
    uuid, _award = served.run(GIVE.format(slug="bike-fixer", email=email))
    stranger = visit()
    stranger.go(f"/cofl/credentials/{uuid}")
    stranger.look("credential")
    downloads = {}
    for kind in ("Picture (SVG)", "File (JWT)", "File (JWS)"):
        link = stranger.page.get_by_role("link", name=kind).first
        with stranger.page.expect_download() as found:
            link.click()
        downloads[kind] = tmp_path / found.value.suggested_filename
        found.value.save_as(downloads[kind])
    assert [file.name for file in downloads.values()] == [
        "bike-fixer.svg",
        "bike-fixer.jwt",
        "bike-fixer-ob2.jws",
    ]

    check(stranger, file=downloads["Picture (SVG)"], email=email)
    stranger.see("This badge is real")
    stranger.see("It was given to this email address")
    stranger.look("verify-svg")
    for kind in ("File (JWT)", "File (JWS)"):
        text = downloads[kind].read_text()
        check(stranger, file=downloads[kind])
        stranger.see("This badge is real")
        check(stranger, paste=f"  {text}\n", email=email)
        stranger.see("This badge is real")
        stranger.see("It was given to this email address")
        # The middle of a token is what it says.
        head, body, signature = text.strip().split(".")
        check(stranger, paste=f"{head}.{body[:-8]}{body[-4:]}{body[-8:-4]}.{signature}")
        assert not stranger.page.get_by_text("This badge is real").count()
    stranger.look("verify-token")


def test_an_officer_suspends_a_badge_and_gives_it_back(
    served: Served, visit: Visit, editor: Visitor
) -> None:
    served.run(LISTS.format(method="suspension"))
    uuid, award = served.run(GIVE.format(slug="sound-recordist", email="wait@example.org"))
    served.run(LISTS.format(method="bitstring"))
    stranger = visit()
    page = f"/cofl/credentials/{uuid}"

    def do(what: str) -> None:
        editor.go(f"/admin/cofl/awards/inspect/{award}/")
        editor.page.get_by_role("link", name=what).first.click()
        editor.page.wait_for_load_state()

    do("Suspend this badge")
    editor.page.get_by_label("The issuer is checking it.").check()
    editor.look_at_admin("admin-suspend", full=True)
    editor.press("Suspend this badge")
    editor.see("The badge is suspended.")

    stranger.go(page)
    stranger.see("This badge is suspended for now")
    stranger.see("The issuer is checking it.")
    assert not stranger.page.get_by_role("link", name="Download").count()
    stranger.look("credential-suspended")
    check(stranger, paste=served.address + page)
    stranger.see("This badge does not count for now")
    stranger.see("The issuer is checking it.")
    stranger.look("verify-suspended")

    do("Give it back")
    editor.look_at_admin("admin-lift", full=True)
    editor.press("Give it back")
    check(stranger, paste=served.address + page)
    stranger.see("This badge is real")
    # A browser keeps the page itself for five minutes.
    another = visit()
    another.go(page)
    another.see("Awarded on")


def test_an_editor_withdraws_a_badge(served: Served, visit: Visit, editor: Visitor) -> None:
    uuid, award = served.run(GIVE.format(slug="rockpool-ranger", email="wrong@example.org"))
    editor.go("/admin/cofl/awards/")
    editor.page.locator(f"a[href*='/inspect/{award}/']").first.click()
    editor.page.wait_for_load_state()
    editor.look_at_admin("admin-award", full=True)
    editor.page.get_by_role("link", name="Withdraw this badge").first.click()
    editor.page.wait_for_load_state()
    editor.page.get_by_label("It was given by mistake.").check()
    editor.look_at_admin("admin-withdraw", full=True)
    editor.press("Withdraw this badge")
    editor.look_at_admin("admin-withdrawn", full=True)

    stranger = visit()
    answer = stranger.context.request.get(
        f"{served.address}/cofl/assertions/{uuid}", headers={"Accept": "application/ld+json"}
    )
    assert answer.status == 410
    assert answer.json()["revocationReason"] == "It was given by mistake."
    stranger.go(f"/cofl/credentials/{uuid}")
    stranger.see("This badge was withdrawn")
    stranger.look("credential-withdrawn")

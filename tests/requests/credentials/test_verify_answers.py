"""What the page says: of ours, of strangers’, of changed and of withdrawn ones."""

import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.conftest import ADDRESS
from tests.unit.openbadges import factories
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import documents
from wagtail_cofl.openbadges import did, jose, v2
from wagtail_cofl.openbadges.verification import Gone

from .checking import (
    FALSE,
    ISSUER,
    PATH,
    REAL,
    UNSURE,
    WITHDRAWN,
    codes,
    picture,
    strangers,
    words,
)

pytestmark = pytest.mark.django_db


# --- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("ob3", "Kite Festival", "Bird Festival"),
        ("ob3", "Harbour Museum", "Royal Museum"),
        ("ob3", '"statusListIndex":"', '"statusListIndex":"1'),
        ("ob2", '"issuedOn":"2', '"issuedOn":"1'),
    ],
)
def test_a_changed_badge_is_refused_with_the_reason(check, report, award, kind, old, new):
    text = bytes(getattr(award.credential, kind)).decode()
    assert old in text
    forged = text.replace(old, new, 1)
    page = check(badge=forged)
    assert FALSE in page and "Something in it was changed" in page
    # Neither its picture nor our word is lent to it, and the real one is shown the way to.
    assert "<img" not in page
    assert "vouches" not in page and "gave this badge" not in page
    assert f'href="/cofl/credentials/{award.credential.uuid}"' in page
    assert report(forged)["verdict"] == "not_valid"


def test_a_withdrawn_badge_is_refused_with_the_reason(check, report, award):
    uid = award.credential.uuid
    ob3, ob2 = bytes(award.credential.ob3).decode(), bytes(award.credential.ob2).decode()
    baked = documents.assertion_png(uid)
    revoke(award, None, "mistake", "Private words.")
    given = [
        {"badge": ob3},
        {"badge": ob2},
        {"picture": picture(documents.credential_png(uid))},
        {"picture": picture(baked)},
        {"badge": f"{ADDRESS}/cofl/credentials/{uid}"},
        {"badge": f"{ADDRESS}/cofl/assertions/{uid}"},
        {"badge": f"{ADDRESS}/cofl/assertions/{uid}.png"},
    ]
    for fields in given:
        page = check(**fields)
        assert WITHDRAWN in page and "The issuer has withdrawn it." in page
        assert "It was given by mistake." in page
        assert "cofl-badge--grey" in page and "Private words" not in page
    for text in (ob3, ob2):
        found = report(text)
        assert found["verdict"] == "not_valid"
        assert codes(found)["revoked"] == "fail"


def test_one_of_before_there_were_lists_is_withdrawn_too(report, award, monkeypatch):
    """Its document names none; the city remembers."""
    from wagtail_cofl.credentials import publishing

    original = publishing.issue_v3

    def without_list(facts, **options):
        return original(replace(facts, status=None), **options)

    monkeypatch.setattr(publishing, "issue_v3", without_list)
    old = issue(award.badge_version, award.learner, email=None)
    text = bytes(old.credential.ob3).decode()
    assert "credentialStatus" not in text
    assert report(text)["verdict"] == "valid"
    revoke(old, None, "mistake")
    found = report(text)
    assert (found["verdict"], codes(found)["revoked"]) == ("not_valid", "fail")


def test_a_strangers_badge(check, report, city, stranger, outside):
    page = check(badge=json.dumps(stranger))
    assert REAL in page
    assert "Eastmoor Museum gave this badge<" in page
    # Anybody may call themselves a museum: nobody here vouches for it, and the page says so.
    assert "vouches" not in page
    assert "Port Merrow does not know this issuer<" in page
    assert "the owner of learn.eastmoor.example gave it" in words(page)
    assert "Sound Recordist" in page and "<img" not in page
    assert outside.asked == [did.did_url(ISSUER.did)]
    assert codes(report(stranger))["vouched_none"] == "not_applicable"


def test_another_city_of_the_same_site_vouches_for_its_own_only(browser, award, site):
    from wagtail.models import Site

    from wagtail_cofl.city.models import CitySettings

    other = Site.objects.create(hostname="other.example", port=443, root_page=site.root_page)
    CitySettings.objects.create(site=other, name="Eastmoor")
    response = browser.post(
        PATH,
        bytes(award.credential.ob3),
        content_type="application/json",
        headers={"accept": "application/json", "host": "other.example"},
    )
    assert codes(response.json())["vouched_none"] == "not_applicable"


def test_a_forger_who_calls_himself_ours_is_not_vouched_for(check, report, award, stranger):
    """Own key, own address, and our museum's name."""
    forged = strangers(
        id=f"{ADDRESS}/cofl/credentials/{award.credential.uuid}",
        issuer={"id": ISSUER.did, "type": ["Profile"], "name": "Harbour Museum"},
    )
    found = report(forged)
    assert codes(found)["vouched_none"] == "not_applicable"
    # It carries the number of a badge of ours: that lends it nothing.
    page = check(badge=json.dumps(forged))
    assert "<img" not in page and "I helped to run a big event." not in page


def test_where_the_issuer_does_not_answer_nothing_is_decided(
    check, report, city, stranger, outside
):
    outside.pages.clear()
    page = check(badge=json.dumps(stranger))
    assert UNSURE in page and "Do not decide on this alone." in page
    assert "Check again" in page
    assert report(stranger)["verdict"] == "could_not_check"


def test_what_is_signed_in_another_way_is_neither_good_nor_bad(
    check, report, city, stranger, outside
):
    stranger["proof"] = [{**stranger["proof"][0], "cryptosuite": "ecdsa-sd-2023"}]
    page = check(badge=json.dumps(stranger))
    assert UNSURE in page and "That says nothing against it." in page
    assert report(stranger)["verdict"] == "could_not_check"


def test_a_token_is_read_too(check, report, city, stranger, outside):
    """The same badge as a VC-JWT, with its key in the DID document of its issuer."""
    del stranger["proof"]
    token = jose.vc_jwt(stranger, key=factories.KEY, kid=f"{ISSUER.did}#{factories.MULTIKEY}")
    assert REAL in check(badge=f"{token[:60]}\n{token[60:]}")
    assert codes(report(token, "text/plain"))["proof_ok"] == "pass"
    forged = jose.vc_jwt(
        {**stranger, "name": "Diver"}, key=Ed25519PrivateKey.generate(), kid="did:web:x#y"
    )
    assert FALSE in check(badge=forged)
    assert outside.asked == [did.did_url(ISSUER.did)] * 3


def test_a_strangers_badge_that_was_taken_down(check, city, outside):
    url = "https://elsewhere.example/assertion"
    outside.pages[url] = Gone("Gone.", json.dumps(v2.revoked_assertion(url, "No.")).encode())
    assert "The issuer has withdrawn it." in check(badge=url)
    outside.pages[url] = Gone("Gone.", b"<h1>Gone</h1>")
    assert "The issuer has withdrawn it." in check(badge=url)


def test_every_text_of_a_stranger_is_only_text(check, city, stranger):
    nasty = "<script>alert(1)</script>"
    document = strangers(
        issuer={**stranger["issuer"], "name": nasty},
        credentialSubject={
            **stranger["credentialSubject"],
            "achievement": {
                **stranger["credentialSubject"]["achievement"],
                "name": nasty,
                "description": nasty,
            },
        },
    )
    page = check(badge=json.dumps(document))
    assert REAL in page
    assert "<script" not in page

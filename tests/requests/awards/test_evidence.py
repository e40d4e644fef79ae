"""What learners add to show that they did it: refused kindly, kept privately, seen by the right people."""

import io
import os
import struct
import uuid
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from wagtail_cofl.awards import evidence
from wagtail_cofl.awards.actors import Actor
from wagtail_cofl.awards.deciding import act
from wagtail_cofl.awards.evidence import CannotAdd
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Claim, ClaimDecision, Evidence
from wagtail_cofl.awards.submitting import begin, cancel, submit
from wagtail_cofl.city.private_storage import private_storage
from wagtail_cofl.learners.models import AgeBand, Learner
from wagtail_cofl.learners.sessions import SESSION_KEY
from wagtail_cofl.providers.models import Membership, Provider

from .asking import asking_badge, ids, show
from .deciders import member, person, user
from .test_asking import words_of

SECRET = "Saskia-at-home"


def photo(**how) -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((48, 32)).convert("RGB").save(out, "JPEG", **how)
    return out.getvalue()


def with_place() -> bytes:
    made = Image.Exif()
    made[0x010F] = SECRET
    made.get_ifd(0x8825)[1] = "N"
    return photo(exif=made.tobytes())


def bomb() -> bytes:
    """A picture of a hundred bytes that would be 10 gigapixels large."""
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "PNG")
    header = b"IHDR" + struct.pack(">II", 100_000, 100_000) + out.getvalue()[24:29]
    crc = struct.pack(">I", zlib.crc32(header))
    return out.getvalue()[:12] + header + crc + out.getvalue()[33:]


@pytest.fixture
def learner(site) -> Learner:
    return person(site, email="ada@example.org")


@pytest.fixture
def claim(city, provider, learner) -> Claim:
    badge = asking_badge(provider, show("Show it"), show("Write it", ["text"]))
    return begin(badge, learner, Claim.Way.ASKED)


def sign_in(browser, learner: Learner):
    session = browser.session
    session[SESSION_KEY] = str(learner.uuid)
    session.save()
    return browser


@pytest.fixture
def here(browser, claim, learner):
    """Post to the form of the first criterion."""
    sign_in(browser, learner)

    def add(**data):
        criterion = data.pop("criterion", ids(claim)[0])
        address = f"/cofl/my-claims/{claim.uuid}/"
        return browser.post(address, {"act": "add", "criterion": criterion, **data})

    return add


def stored() -> list[str]:
    return [
        os.path.join(folder, name)
        for folder, _folders, names in os.walk(private_storage().location)
        for name in names
    ]


BAD = [
    (b"MZ\x90\0" + b"\0" * 60, "holiday.jpg", "This file is a program."),
    (b"#!/bin/sh\nrm -rf ~\n", "notes.txt", "This file is a program."),
    (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "drawing.svg",
        "This file could carry a program.",
    ),
    (bomb(), "big.png", "This picture is too large to open."),
    (photo()[:300], "half.jpg", "This picture is broken."),
    (b"PK\x03\x04word/document.xml", "story.docx", "Save it as PDF"),
    (b"", "nothing.jpg", "This file is empty."),
]


def test_each_bad_upload_gets_a_clear_sentence_and_the_rest_of_the_form_is_kept(here, claim):
    for content, name, sentence in BAD:
        for field in ("file", "photo"):
            answer = here(
                **{
                    field: SimpleUploadedFile(name, content, content_type="image/jpeg"),
                    "text": "I was there at dawn.",
                    "link": "https://example.org/dawn",
                    "witness": "Mo Lee",
                    "role": "my coach",
                }
            )
            page, told = answer.content.decode(), words_of(answer)
            assert answer.status_code == 200
            assert told.startswith("Problem:")
            assert told.count(sentence) == 2, (name, field)  # on top, and beside its field
            assert "I was there at dawn.</textarea>" in page
            for kept in ("https://example.org/dawn", "Mo Lee", "my coach"):
                assert f'value="{kept}"' in page
            assert f'href="#c1-{field}"' in page and f'id="c1-{field}"' in page
    assert not Evidence.objects.exists()
    assert stored() == []


def test_a_file_that_is_too_big_is_refused_and_the_rest_is_kept(here, claim, settings):
    settings.WAGTAIL_COFL = settings.WAGTAIL_COFL | {"EVIDENCE_MB": 1}
    huge = SimpleUploadedFile("long.mp4", bytes(3 * 1024 * 1024))
    answer = here(file=huge, text="I was there.", photo=SimpleUploadedFile("a.jpg", photo()))
    told = words_of(answer)
    assert "This file is too big. Choose one of at most 1 MB" in told
    assert "I was there.</textarea>" in answer.content.decode()
    # A browser cannot show a file again, so the one that is fine is saved, and it says so.
    assert "Saved already: a.jpg." in told
    assert [row.kind for row in Evidence.objects.all()] == ["photo"]


def test_a_photo_loses_its_place_and_a_name_its_path(here, claim, learner, browser):
    for name in ("../../etc/cron.d/evil.jpg", "C:\\Users\\Saskia\\evil.jpg", "/evil.jpg"):
        assert here(photo=SimpleUploadedFile(name, with_place())).status_code == 302
    assert SECRET.encode() in with_place()
    rows = list(Evidence.objects.all())
    assert {row.name for row in rows} == {"evil.jpg"}
    for path in stored():
        with open(path, "rb") as kept:
            assert SECRET.encode() not in kept.read()
    for row in rows:
        answer = browser.get(f"/cofl/evidence/{row.uuid}/")
        content = b"".join(answer.streaming_content)
        assert SECRET.encode() not in content
        assert not Image.open(io.BytesIO(content)).getexif()
        assert answer["Content-Type"] == "image/jpeg"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "private" in answer["Cache-Control"]


def test_a_photo_field_takes_pictures_only(here):
    answer = here(photo=SimpleUploadedFile("a.txt", b"words"))
    assert "This is not a picture. Choose a photo here." in words_of(answer)
    assert not Evidence.objects.exists()


def test_other_mistakes_name_their_fix(here, claim):
    for data, sentence in [
        ({}, "There is nothing here yet."),
        ({"link": "javascript:alert(1)"}, "This is not a whole web address."),
        ({"link": "ftp://example.org/a"}, "This is not a whole web address."),
        ({"witness": "Mo"}, "This is missing."),
        ({"text": "x" * 5001}, "This is too long. Use at most 5000 letters."),
    ]:
        answer = here(**data)
        assert sentence in words_of(answer), data
        assert "Problem:" in words_of(answer)
    for criterion, kind, sentence in [
        ("nonsense", "text", "This badge does not ask for that."),
        (ids(claim)[1], "photo", "There is nothing here yet."),  # it takes words only
    ]:
        answer = here(criterion=criterion, **{kind: SimpleUploadedFile("a.jpg", photo())})
        assert sentence in words_of(answer)
    assert not Evidence.objects.exists()
    assert stored() == []


def test_ten_things_are_enough(here, claim):
    for n in range(10):
        assert here(text=f"Thing {n}").status_code == 302
    answer = here(text="One more", photo=SimpleUploadedFile("a.jpg", photo()))
    assert "There is room for 10 things here." in words_of(answer)
    assert Evidence.objects.count() == 10
    assert stored() == []
    with pytest.raises(CannotAdd) as told:
        evidence.add(claim, claim.learner, ids(claim)[0], "text", {"text": "x"})
    assert told.value.code == "too-many"
    assert here(criterion=ids(claim)[1], text="Elsewhere there is room.").status_code == 302


def test_the_verbs_refuse_what_the_page_does_not_offer(claim, site):
    shown, written = ids(claim)
    stranger = person(site, email="eve@example.org")
    cases = [
        (stranger, shown, "text", "not-open"),
        (claim.learner, "nonsense", "text", "unknown"),
        (claim.learner, written, "link", "kind"),
        (claim.learner, written, "quiz", "kind"),
        (claim.learner, written, "answer", "kind"),
        (claim.learner, shown, "photo", "no-file"),
    ]
    for learner, criterion, kind, code in cases:
        with pytest.raises(CannotAdd) as told:
            evidence.add(claim, learner, criterion, kind, {"text": "x"})
        assert told.value.code == code
    row = evidence.add(claim, claim.learner, shown, "text", {"text": "x"})
    for verb in (evidence.remove, evidence.share, evidence.unshare):
        with pytest.raises(CannotAdd):
            verb(row, stranger)
    with pytest.raises(CannotAdd):
        evidence.share(row, claim.learner)  # words have no address
    assert list(Evidence.objects.all()) == [row]


@pytest.fixture
def sent(here, claim, provider) -> Evidence:
    """A photo in a claim that was sent in to a provider with an assessor, Anna."""
    claim.anna = member(provider, "anna")
    here(photo=SimpleUploadedFile("a.jpg", photo()))
    here(criterion=ids(claim)[1], text="It was fine.")
    return Evidence.objects.get(kind="photo")


def statuses(browser, address: str, *people) -> list[int]:
    found = []
    for one in people:
        browser.logout()
        browser.cookies.clear()
        if isinstance(one, Learner):
            sign_in(browser, one)
        elif one is not None:
            browser.force_login(one)
        found.append(browser.get(address).status_code)
    return found


def test_only_the_learner_and_who_decides_see_a_file(browser, sent, claim, site, city, provider):
    address = f"/cofl/evidence/{sent.uuid}/"
    elsewhere = Provider.objects.create(site=site, name="Club", email="c@club.example")
    learner, anna = claim.learner, claim.anna
    viewer = member(provider, "vera", "viewer")
    issuer = member(provider, "ivo", "issuer")
    foreign = member(elsewhere, "fay", "owner")
    city_staff = user("cleo", is_staff=True, is_superuser=True)
    eve = person(site, email="eve@example.org")
    others = [viewer, issuer, foreign, user("nobody"), eve, None]

    # A draft is nobody else's.
    assert statuses(browser, address, learner) == [200]
    assert set(statuses(browser, address, anna, city_staff, *others)) == {404}
    submit(claim)
    assert statuses(browser, address, learner, anna, city_staff) == [200, 200, 200]
    assert set(statuses(browser, address, *others)) == {404}
    # Who has left sees nothing any more.
    Membership.objects.filter(user=anna).delete()
    assert statuses(browser, address, anna) == [404]
    Membership.objects.create(provider=provider, user=anna, role="assessor")
    # Asked for more: what was sent stays seen, what is being written is not.
    act(claim, Actor.of_user(anna), ClaimDecision.Decision.MORE, "More of it.")
    copy = Evidence.objects.get(kind="photo", round=2)
    assert statuses(browser, address, anna) == [200]
    assert statuses(browser, f"/cofl/evidence/{copy.uuid}/", anna, learner) == [404, 200]
    submit(claim)
    assert statuses(browser, f"/cofl/evidence/{copy.uuid}/", anna) == [200]
    # Taken back.
    cancel(claim, learner)
    assert statuses(browser, address, learner, anna, city_staff) == [200, 404, 404]
    # What has no file has no address.
    words = Evidence.objects.filter(kind="text").first()
    assert statuses(browser, f"/cofl/evidence/{words.uuid}/", learner) == [404]
    assert statuses(browser, f"/cofl/evidence/{uuid.uuid4()}/", learner) == [404]


def test_peers_see_a_file_while_it_is_their_turn(browser, city, provider, site, learner):
    badge = asking_badge(
        provider, show("Show it"), steps=({"kind": "peers", "peers": 1, "peers_from": "holders"},)
    )
    claim = begin(badge, learner, Claim.Way.ASKED)
    row = evidence.add(
        claim,
        learner,
        ids(claim)[0],
        "photo",
        judged=evidence_of(photo()),
    )
    holder, stranger = person(site, email="h@example.org"), person(site, email="s@example.org")
    issue(badge.current_version, holder, email="h@example.org")
    address = f"/cofl/evidence/{row.uuid}/"
    assert statuses(browser, address, holder, stranger) == [404, 404]
    submit(claim)
    assert statuses(browser, address, holder, stranger) == [200, 404]
    assert "Somebody asks for a badge that you know." in words_of(
        sign_in(browser, holder).get("/cofl/my-badges/")
    )
    verdicts = {ids(claim)[0]: {"met": True}}
    act(claim, Actor.of_learner(holder), ClaimDecision.Decision.APPROVE, "", verdicts)
    assert statuses(browser, address, holder, learner) == [404, 200]


def evidence_of(content: bytes):
    from wagtail_cofl.awards.evidence_files import judge

    return judge(SimpleUploadedFile("a.jpg", content))


def test_a_childs_file_is_seen_by_nobody_before_their_grown_up_says_yes(
    browser, sent, claim, learner
):
    submit(claim)
    address = f"/cofl/evidence/{sent.uuid}/"
    Learner.objects.filter(pk=learner.pk).update(age_band=AgeBand.UNDER_13, is_kept=False)
    assert statuses(browser, address, claim.anna) == [404]
    Learner.objects.filter(pk=learner.pk).update(is_kept=True)
    Claim.objects.filter(pk=claim.pk).update(turn=Claim.Turn.GUARDIAN)
    assert statuses(browser, address, claim.anna) == [404]


def test_a_learner_shares_a_file_and_stops(browser, sent, claim, learner):
    here = f"/cofl/my-claims/{claim.uuid}/"
    browser.post(here, {"act": "share", "evidence": str(sent.uuid)})
    sent.refresh_from_db()
    shared = f"/cofl/evidence/shared/{sent.share_key}/"
    assert shared in browser.get(here).content.decode()
    assert evidence.share(sent, learner) == sent.share_key  # the same address again
    assert statuses(browser, shared, None) == [200]
    answer = browser.get(shared)
    assert answer["X-Robots-Tag"] == "noindex" and "no-store" in answer["Cache-Control"]
    # It stays shared in the next round, at the same address.
    sign_in(browser, learner)
    submit(claim)
    act(claim, Actor.of_user(claim.anna), ClaimDecision.Decision.MORE, "More of it.")
    assert statuses(browser, shared, None) == [200]
    copy = Evidence.objects.get(kind="photo", round=2)
    sign_in(browser, learner).post(here, {"act": "unshare", "evidence": str(copy.uuid)})
    assert statuses(browser, shared, None) == [404]
    # Children do not share.
    Learner.objects.filter(pk=learner.pk).update(age_band=AgeBand.UNDER_13)
    sign_in(browser, learner)
    assert "Share" not in words_of(browser.get(here))
    answer = browser.post(here, {"act": "share", "evidence": str(copy.uuid)})
    assert "What children show stays private." in words_of(answer)
    assert not Evidence.objects.exclude(share_key=None).exists()


def test_files_go_with_what_they_belong_to_and_not_before(browser, sent, claim, here):
    here(photo=SimpleUploadedFile("b.jpg", photo()))
    assert len(stored()) == 2
    newest = Evidence.objects.filter(kind="photo").latest("pk")
    address = f"/cofl/my-claims/{claim.uuid}/"
    browser.post(address, {"act": "remove", "evidence": str(newest.uuid)})
    assert len(stored()) == 1
    again = browser.post(address, {"act": "remove", "evidence": str(newest.uuid)})
    assert "This is gone already." in words_of(again)
    # A later round shows the same file: it goes with the last row.
    submit(claim)
    act(claim, Actor.of_user(claim.anna), ClaimDecision.Decision.MORE, "More of it.")
    copy = Evidence.objects.get(kind="photo", round=2)
    browser.post(address, {"act": "remove", "evidence": str(copy.uuid)})
    assert len(stored()) == 1
    sent.refresh_from_db()
    with pytest.raises(CannotAdd) as told:
        evidence.remove(sent, claim.learner)  # what a decision saw stays
    assert told.value.code == "not-open"
    claim.learner.delete()
    assert not Evidence.objects.exists()
    assert stored() == []


def test_what_is_kept_of_a_failed_save_is_nothing(claim, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Evidence, "save", broken)
    with pytest.raises(RuntimeError):
        evidence.add(claim, claim.learner, ids(claim)[0], "photo", judged=evidence_of(photo()))
    assert stored() == []


def test_adding_begins_its_transaction_with_a_write(claim):
    with CaptureQueriesContext(connection) as queries:
        evidence.add(claim, claim.learner, ids(claim)[1], "text", {"text": "x"})
    inside = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert inside[0].startswith("UPDATE")

"""cofl_issue and cofl_verify, as somebody types them."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_cofl.awards.models import Award
from wagtail_cofl.learners.models import Learner

pytestmark = pytest.mark.django_db

FILES = ["assertion.json", "badge-ob2.png", "badge-ob3.png", "credential.json"]


@pytest.fixture
def issued(badge, tmp_path):
    out = tmp_path / "out"
    call_command("cofl_issue", badge=badge.slug, email="Lovelace@Example.org", out=out)
    return out


def _verify(*arguments) -> int:
    try:
        call_command("cofl_verify", *map(str, arguments))
    except SystemExit as end:
        return end.code
    except CommandError as error:
        return error.returncode
    return 0


def test_issue_writes_four_documents(issued):
    assert sorted(path.name for path in issued.iterdir()) == FILES
    assert Award.objects.count() == 1


@pytest.mark.parametrize(
    ("owner", "change"),
    [
        ("badge", {"archived": True}),
        ("badge", {"live": False}),
        ("provider", {"suspended_at": timezone.now()}),
    ],
)
def test_what_is_not_given_now_is_not_given_by_command(badge, owner, change):
    row = badge if owner == "badge" else badge.provider
    type(row).objects.filter(pk=row.pk).update(**change)
    with pytest.raises(CommandError) as told:
        call_command("cofl_issue", badge=badge.slug, email="lovelace@example.org")
    assert told.value.returncode == 2
    assert not Award.objects.exists() and not Learner.objects.exists()


@pytest.mark.parametrize("name", FILES)
def test_our_own_documents_verify(issued, name, capsys):
    assert _verify(issued / name, "--email", "lovelace@example.org") == 0
    assert "This badge is real." in capsys.readouterr().out


@pytest.mark.parametrize("name", FILES)
def test_somebody_elses_address_does_not_fit(issued, name, capsys):
    assert _verify(issued / name, "--email", "eve@example.org") == 1
    assert "another email address" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("credential.json", "Kite Festival", "Bird Festival"),
        ("credential.json", '"validFrom":"2', '"validFrom":"1'),
        ("credential.json", '"name":"Harbour Museum"', '"name":"Harvard Museum"'),
        ("assertion.json", '"issuedOn":"2', '"issuedOn":"1'),
    ],
)
def test_a_changed_document_is_refused(issued, capsys, name, old, new):
    path = issued / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert _verify(path) == 1
    assert "changed" in capsys.readouterr().out


def test_a_changed_picture_is_refused(issued):
    path = issued / "badge-ob3.png"
    path.write_bytes(path.read_bytes().replace(b"Kite Festival", b"Bird Festival"))
    assert _verify(path) == 1
    path.write_bytes(path.read_bytes()[:-20])
    assert _verify(path) == 1


def test_an_address_of_ours_is_verified(issued, badge, capsys):
    address = json.loads((issued / "credential.json").read_text())["id"]
    assert _verify(address, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["verdict"] == "valid"
    assert report["version"] == "3.0"
    assert {check["name"] for check in report["checks"]} >= {"issuer", "proof", "dates"}
    address = json.loads((issued / "assertion.json").read_text())["id"]
    assert _verify(address) == 0
    assert _verify(address + ".png") == 0


def test_what_cannot_be_read_is_two(issued, tmp_path, capsys):
    assert _verify(tmp_path / "nothing.json") == 2
    assert _verify("https://learn.example.org/cofl/nothing") == 2
    assert _verify("ftp://learn.example.org/x") == 2
    assert _verify("http://127.0.0.1:9/badge") == 2


def test_a_strangers_badge_that_cannot_be_looked_up_is_two(issued, capsys):
    path = issued / "credential.json"
    text = path.read_text().replace("did:web:learn.example.org", "did:example:stranger")
    path.write_text(text)
    assert _verify(path) == 2
    assert "could not be checked" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slug", "email", "words"),
    [
        ("no-such-badge", "lovelace@example.org", "no published badge “no-such-badge”"),
        (
            "kite-festival-helper",
            "lovelace at example",
            "“lovelace at example” is not an email address",
        ),
    ],
)
def test_a_wrong_slug_or_address_is_one_line_and_nothing_written(
    badge, tmp_path, slug, email, words
):
    out = tmp_path / "out"
    with pytest.raises(CommandError, match=words) as error:
        call_command("cofl_issue", badge=slug, email=email, out=out)
    assert error.value.returncode == 2
    assert "\n" not in str(error.value)
    assert not out.exists()
    assert not Award.objects.exists()
    assert not Learner.objects.exists()


def test_a_city_that_may_not_issue_is_two_and_nothing_written(badge, tmp_path, settings):
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": []}
    with pytest.raises(CommandError, match="CANONICAL_ADDRESSES") as error:
        call_command("cofl_issue", badge=badge.slug, email="a@example.org", out=tmp_path / "out")
    assert error.value.returncode == 2
    assert not (tmp_path / "out").exists()
    assert not Learner.objects.exists()


def test_a_folder_that_cannot_be_made_is_two(badge, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="cannot be made") as error:
        call_command("cofl_issue", badge=badge.slug, email="a@example.org", out=tmp_path / "file")
    assert error.value.returncode == 2
    assert not Award.objects.exists()

"""cofl_rotate_key and cofl_rotate_encryption, as somebody types them."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.city.models import ProblemReport
from wagtail_cofl.city.sealing import CannotOpen, seal, unseal
from wagtail_cofl.credentials import rotating, tokens
from wagtail_cofl.credentials.keys import active_key, active_token_key, new_key
from wagtail_cofl.credentials.listing import signed_list
from wagtail_cofl.credentials.models import IssuerKey, StatusList
from wagtail_cofl.credentials.revoking import withdraw
from wagtail_cofl.learners.models import EmailLink, Identifier
from wagtail_cofl.openbadges import jose
from wagtail_cofl.providers.models import Provider

pytestmark = pytest.mark.django_db


def refused(*arguments, **options) -> str:
    """The sentence, of a command that changed no key."""
    before = list(IssuerKey.objects.order_by("pk").values())
    with pytest.raises(CommandError) as caught:
        call_command(*arguments, **options)
    assert caught.value.returncode == 2
    assert list(IssuerKey.objects.order_by("pk").values()) == before
    return str(caught.value)


def day(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).date().isoformat()


# --- a provider's keys ------------------------------------------------------------------------


def test_a_provider_gets_new_keys_and_the_old_stay(badge, capsys):
    provider = badge.provider
    old = {active_key(provider).kid, active_token_key(provider).kid}
    call_command("cofl_rotate_key", provider.name)
    new = {active_key(provider).kid, active_token_key(provider).kid}
    assert not old & new
    assert set(provider.keys.exclude(retired_at=None).values_list("kid", flat=True)) == old
    assert not provider.keys.exclude(compromised_at=None).exists()
    said = capsys.readouterr().out
    assert all(kid in said for kid in old | new)


@pytest.mark.parametrize("use", ["proof", "token"])
def test_one_use_alone(badge, use):
    call_command("cofl_rotate_key", str(badge.provider.uuid), use=use)
    assert badge.provider.keys.filter(use=use).count() == 2
    assert badge.provider.keys.count() == 3


def test_the_next_badge_is_signed_with_the_new_key_and_the_last_stays_good(
    award, badge, learner, browser
):
    call_command("cofl_rotate_key", badge.provider.name)
    withdraw(award.credential, "mistake")
    again = issue(badge.current_version, learner, email=None).credential
    assert again.key == active_key(badge.provider) != award.credential.key
    for credential, verdict in ((award.credential, "not_valid"), (again, "valid")):
        path = f"/cofl/credentials/{credential.uuid}"
        answer = browser.post("/cofl/verify/", {"badge": path_at(path)}, headers=JSON).json()
        assert answer["verdict"] == verdict, answer
        assert not failed(answer) - {"revoked"}


JSON = {"accept": "application/json"}


def path_at(path: str) -> str:
    return f"https://learn.example.org{path}"


def failed(answer) -> set[str]:
    return {check["code"] for check in answer["checks"] if check["status"] == "fail"}


def test_a_stolen_key_counts_until_it_was_stolen(badge, learner, browser, monkeypatch, capsys):
    credential = issue(badge.current_version, learner, email=None).credential
    text = tokens.vc_jwt(credential.uuid)
    given = [
        path_at(f"/cofl/credentials/{credential.uuid}"),
        text,
    ]

    def ask():
        return [
            browser.post("/cofl/verify/", {"badge": badge}, headers=JSON).json() for badge in given
        ]

    assert [answer["verdict"] for answer in ask()] == ["valid", "valid"]
    later = (timezone.now() + timedelta(seconds=5)).isoformat()
    moment = timezone.now() + timedelta(seconds=10)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    call_command("cofl_rotate_key", badge.provider.name, compromised_since=later)
    assert "no longer count" not in capsys.readouterr().out
    assert [answer["verdict"] for answer in ask()] == ["valid", "valid"]
    for key in badge.provider.keys.exclude(compromised_at=None):
        call_command("cofl_rotate_key", badge.provider.name, compromised_since=day(-1), key=key.kid)
    assert "1 badge was given with it since then and no longer counts" in capsys.readouterr().out
    for answer in ask():
        assert answer["verdict"] == "not_valid"
        assert failed(answer) == {"key_compromised"}


def test_what_can_be_signed_again_is_signed_with_the_new_key(award, browser):
    credential, provider = award.credential, award.credential.provider
    before = tokens.vc_jwt(credential.uuid)
    signed_list(credential.status_list.uuid)
    call_command("cofl_rotate_key", provider.name, compromised_since=day(-1))
    assert StatusList.objects.get().document is None
    document = json.loads(signed_list(credential.status_list.uuid))
    assert document["proof"][0]["verificationMethod"].endswith(active_key(provider).kid)
    after = tokens.vc_jwt(credential.uuid)
    assert jose.parse(after).header["kid"].endswith(active_token_key(provider).kid)
    assert jose.parse(after).payload == jose.parse(before).payload


def test_changing_a_key_alone_signs_nothing_again(award):
    text = tokens.vc_jwt(award.credential.uuid)
    signed_list(award.credential.status_list.uuid)
    call_command("cofl_rotate_key", award.credential.provider.name)
    assert StatusList.objects.get().document
    assert tokens.vc_jwt(award.credential.uuid) == text


def test_a_signed_assertion_is_by_the_key_of_today_and_older_copies_stay_good(award, browser):
    credential, provider = award.credential, award.credential.provider

    def verdicts() -> list[str]:
        answers = [
            browser.post("/cofl/verify/", {"badge": text}, headers=JSON).json()
            for text in (older, newer)
        ]
        found[:] = [failed(answer) for answer in answers]
        return [answer["verdict"] for answer in answers]

    found: list[set[str]] = []
    older = tokens.signed_assertion(credential.uuid)
    call_command("cofl_rotate_key", provider.name, use="token")
    newer = tokens.signed_assertion(credential.uuid)
    assert newer == tokens.signed_assertion(credential.uuid) != older
    assert jose.parse(newer).header["kid"].endswith(active_token_key(provider).kid)
    assert verdicts() == ["valid", "valid"]
    withdraw(credential, "mistake")
    assert verdicts() == ["not_valid", "not_valid"]
    assert found == [{"revoked"}, {"revoked"}]
    stolen = provider.keys.filter(use="token").exclude(retired_at=None).get()
    call_command("cofl_rotate_key", provider.name, compromised_since=day(-1), key=stolen.kid)
    assert verdicts() == ["not_valid", "not_valid"]
    assert found == [{"key_compromised"}, {"revoked"}]


def test_a_date_begins_at_midnight_here(badge, settings):
    settings.TIME_ZONE = "Europe/London"
    for given, meant in (
        ("2026-05-28", datetime(2026, 5, 27, 23, tzinfo=UTC)),
        ("2026-05-28T14:30", datetime(2026, 5, 28, 13, 30, tzinfo=UTC)),
        ("2026-05-28T14:30Z", datetime(2026, 5, 28, 14, 30, tzinfo=UTC)),
    ):
        call_command("cofl_rotate_key", badge.provider.name, use="proof", compromised_since=given)
        stolen = badge.provider.keys.exclude(compromised_at=None).order_by("pk").last()
        assert stolen.compromised_at == meant


@pytest.mark.parametrize(
    "given", ["", "yesterday", "28/05/2026", "2026-13-01", "2026-05-28T99:00", day(2)]
)
def test_what_is_no_date_of_the_past_is_refused(badge, given):
    sentence = refused("cofl_rotate_key", badge.provider.name, compromised_since=given)
    assert "2026-05-28" in sentence or "to come" in sentence


def test_a_provider_must_be_there_and_meant(badge, site):
    assert "Nobody" in refused("cofl_rotate_key", "Nobody")
    assert "UUID" in refused("cofl_rotate_key", "5ad2b0b2-4fd6-4a55-9f3c-d3b7a1a0f5f9")
    twin = Provider.objects.create(site=site, name=badge.provider.name, email="b@example.org")
    assert str(twin.uuid) in refused("cofl_rotate_key", twin.name)


def test_a_key_is_named_with_a_date_and_is_the_providers_own(badge, site):
    kid = active_key(badge.provider).kid
    assert "--compromised-since" in refused("cofl_rotate_key", badge.provider.name, key=kid)
    other = Provider.objects.create(site=site, name="Other", email="b@example.org")
    said = refused("cofl_rotate_key", other.name, key=kid, compromised_since=day(-1))
    assert kid in said


def test_naming_the_active_key_makes_a_new_one_of_its_use(badge):
    kid = active_token_key(badge.provider).kid
    call_command("cofl_rotate_key", badge.provider.name, key=kid, compromised_since=day(-1))
    assert active_token_key(badge.provider).kid != kid
    assert badge.provider.keys.count() == 3


def test_an_unknown_algorithm_is_refused(badge, settings):
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "TOKEN_ALGORITHM": "HS256"}
    assert "TOKEN_ALGORITHM" in refused("cofl_rotate_key", badge.provider.name)


def test_of_two_at_once_one_is_told(badge, monkeypatch):
    def overtaken(provider, use):
        if not provider.keys.exclude(retired_at=None).exists():
            monkeypatch.setattr(rotating, "new_key", new_key)
            rotating.rotate(provider, ["proof", "token"])
        return new_key(provider, use)

    monkeypatch.setattr(rotating, "new_key", overtaken)
    with pytest.raises(CommandError, match="try again"):
        call_command("cofl_rotate_key", badge.provider.name)
    assert badge.provider.keys.count() == 4
    assert badge.provider.keys.filter(retired_at=None).count() == 2


# --- the encryption key -----------------------------------------------------------------------

NEW = Fernet.generate_key().decode()


@pytest.fixture
def kept(award, site):
    """Something of everything that is sealed."""
    ProblemReport.objects.create(
        site=site, kind="broken", message="Oh", sealed_reply_to=seal(b"a@b.c")
    )
    ProblemReport.objects.create(site=site, kind="broken", message="Oh no")
    link = EmailLink(site=site, secret_hash="x", expires_at=timezone.now())
    link.value = "ada@example.org"
    link.save()
    return award


def use_keys(settings, *keys):
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "KEY_ENCRYPTION_KEYS": list(keys)}


def test_after_it_the_older_key_can_go(kept, settings, capsys):
    [old] = settings.WAGTAIL_COFL["KEY_ENCRYPTION_KEYS"]
    before = kept.credential.key.private_key().private_bytes_raw()
    use_keys(settings, NEW, old)
    call_command("cofl_rotate_encryption")
    assert set(capsys.readouterr().out.splitlines()) == {
        "problem reports: 1 encrypted anew.",
        "identifiers: 1 encrypted anew.",
        "email links: 1 encrypted anew.",
        "issuer keys: 2 encrypted anew.",
        # Nothing of these is here, and they were looked at.
        *(
            f"{rows}: 0 encrypted anew."
            for rows in (
                "claim codes",
                "consent requests",
                "guardians",
                "invitations",
                "named peers",
                "rows of lists",
            )
        ),
    }
    use_keys(settings, NEW)
    key = IssuerKey.objects.get(pk=kept.credential.key.pk)
    assert key.private_key().private_bytes_raw() == before
    assert active_token_key(key.provider).private_key()
    assert Identifier.objects.get().value == "lovelace@example.org"
    assert EmailLink.objects.get().value == "ada@example.org"
    assert sorted(report.reply_to for report in ProblemReport.objects.all()) == ["", "a@b.c"]
    rows = list(IssuerKey.objects.values_list("sealed_private", flat=True))
    call_command("cofl_rotate_encryption")
    assert "0 encrypted anew" in capsys.readouterr().out
    assert list(IssuerKey.objects.values_list("sealed_private", flat=True)) == rows


def test_what_cannot_be_opened_leaves_all_as_it_was(kept, settings):
    [old] = settings.WAGTAIL_COFL["KEY_ENCRYPTION_KEYS"]
    use_keys(settings, "A" * 43 + "=")
    strange = seal(b"of another place")
    IssuerKey.objects.filter(use="token").update(sealed_private=strange)
    use_keys(settings, NEW, old)
    before = [Identifier.objects.get().sealed_value, ProblemReport.objects.first().sealed_reply_to]
    sentence = refused("cofl_rotate_encryption")
    assert "Nothing was changed" in sentence
    assert "KEY_ENCRYPTION_KEYS" in sentence
    assert before == [
        Identifier.objects.get().sealed_value,
        ProblemReport.objects.first().sealed_reply_to,
    ]


def test_a_city_that_began_without_a_key_can_go_on_with_one(settings):
    use_keys(settings)
    sealed = seal(b"a secret")
    use_keys(settings, NEW)
    assert unseal(sealed) == b"a secret"
    settings.SECRET_KEY = "another"
    with pytest.raises(CannotOpen):
        unseal(sealed)


def test_many_rows_are_done_in_batches(site, settings, monkeypatch):
    from wagtail_cofl.management.commands import cofl_rotate_encryption

    monkeypatch.setattr(cofl_rotate_encryption, "BATCH", 2)
    ProblemReport.objects.bulk_create(
        ProblemReport(site=site, kind="broken", message=str(n), sealed_reply_to=seal(b"%d" % n))
        for n in range(5)
    )
    use_keys(settings, NEW, *settings.WAGTAIL_COFL["KEY_ENCRYPTION_KEYS"])
    call_command("cofl_rotate_encryption")
    use_keys(settings, NEW)
    assert all(report.reply_to == report.message for report in ProblemReport.objects.all())

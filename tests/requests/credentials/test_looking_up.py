"""What one verification looks up: ours in the database, others outside, few and for a while."""

import json

import pytest

from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.credentials import looking_up
from wagtail_cofl.credentials.looking_up import MOST, LookUps
from wagtail_cofl.openbadges.verification import CannotFetch, Gone

from .strangers import PRIVATE, Stranger, says

pytestmark = pytest.mark.django_db

ANY = "application/json"


class Outside:
    """Stands in for the internet, and counts."""

    def __init__(self):
        self.asked = []

    def __call__(self, url, accept, *, seconds):
        self.asked.append((url, accept, seconds))
        return b"{}"


@pytest.fixture
def outside(monkeypatch):
    outside = Outside()
    monkeypatch.setattr(looking_up, "SafeFetcher", lambda **options: outside)
    return outside


def test_our_own_documents_need_no_network(award, outside):
    credential = award.credential
    base = "https://learn.example.org/cofl"
    look_up = LookUps()
    assert look_up(f"{base}/credentials/{credential.uuid}", ANY) == bytes(credential.ob3)
    assert look_up(f"{base}/assertions/{credential.uuid}.json", ANY) == bytes(credential.ob2)
    for entry in (
        json.loads(credential.ob3)["credentialStatus"]["statusListCredential"],
        f"{base}/badges/{award.badge_version.uuid}",
        f"{base}/issuers/{credential.provider.uuid}",
        f"{base}/issuers/{credential.provider.uuid}/did.json",
    ):
        assert json.loads(look_up(entry, ANY))["id"]
    for nothing in ("/claim/", "/nothing", "/credentials/00000000-0000-4000-8000-000000000000"):
        with pytest.raises(CannotFetch, match="no such document"):
            look_up(base + nothing, ANY)
    assert outside.asked == []


def test_what_was_withdrawn_is_gone_and_says_so(award, outside):
    revoke(award, None, "mistake")
    for suffix in ("", ".json", ".png", ".svg"):
        with pytest.raises(Gone) as caught:
            LookUps()(
                f"https://learn.example.org/cofl/assertions/{award.credential.uuid}{suffix}", ANY
            )
        assert json.loads(caught.value.body)["revoked"] is True


def test_a_copy_of_the_database_elsewhere_asks_the_live_site(award, outside, settings):
    """Its rows carry the live site's address, and may be older than the live site's."""
    settings.WAGTAIL_COFL = {"CANONICAL_ADDRESSES": ["https://staging.example.org"]}
    url = f"https://learn.example.org/cofl/credentials/{award.credential.uuid}"
    LookUps()(url, ANY)
    assert [asked[0] for asked in outside.asked] == [url]


@pytest.mark.parametrize(
    "url",
    [
        "https://learn.example.org.evil.example/cofl/credentials/1",
        "https://learn.example.org:8443/cofl/x",
        "http://learn.example.org/cofl/x",
        "https://other.example/",
    ],
)
def test_another_address_is_not_ours(city, outside, url):
    look_up = LookUps()
    look_up(url, ANY)
    assert not look_up.is_ours(url)
    assert [asked[0] for asked in outside.asked] == [url]


def test_a_badge_cannot_have_us_ask_for_ever(city, outside, monkeypatch):
    look_up = LookUps()
    for number in range(MOST):
        look_up(f"https://other.example/{number}", ANY)
    with pytest.raises(CannotFetch, match="more places"):
        look_up("https://other.example/more", ANY)
    assert len(outside.asked) == MOST
    # What is ours costs nothing and is not counted.
    with pytest.raises(CannotFetch, match="no such document"):
        look_up("https://learn.example.org/cofl/nothing", ANY)


def test_all_of_them_together_have_one_time(city, outside, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(looking_up, "monotonic", lambda: now[0])
    look_up = LookUps()
    look_up("https://other.example/1", ANY)
    now[0] += 15
    look_up("https://other.example/2", ANY)
    assert [seconds for _url, _accept, seconds in outside.asked] == [20.0, 5.0]
    now[0] += 6
    with pytest.raises(CannotFetch):
        look_up("https://other.example/3", ANY)


def test_without_the_network_nobody_is_asked(award, outside):
    look_up = LookUps(network=False)
    url = f"https://learn.example.org/cofl/credentials/{award.credential.uuid}"
    assert look_up(url, ANY) == bytes(award.credential.ob3)
    with pytest.raises(CannotFetch, match="this city"):
        look_up("https://other.example/", ANY)
    assert outside.asked == []


def test_http_and_this_machine_are_for_a_developer_only(city, settings, tmp_path):
    neighbour = Stranger("127.0.0.1", None, tmp_path, at=PRIVATE)
    neighbour.answers["/badge"] = says(b"{}")
    try:
        with pytest.raises(CannotFetch, match="https"):
            LookUps()(neighbour.address + "/badge", ANY)
        settings.DEBUG = True
        assert LookUps()(neighbour.address + "/badge", ANY) == b"{}"
        with pytest.raises(CannotFetch, match="https"):
            LookUps()("file:///etc/hostname", ANY)
    finally:
        neighbour.close()

"""Badges as JSON Web Tokens: signed once for the first who asks."""

import json

import jwt
import pytest

from tests.conftest import ADDRESS
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.credentials import tokens
from wagtail_cofl.credentials.keys import active_token_key
from wagtail_cofl.credentials.models import Credential, SignedToken
from wagtail_cofl.credentials.revoking import withdraw
from wagtail_cofl.openbadges import jose

pytestmark = pytest.mark.django_db

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def credential(award):
    return award.credential


def text_at(browser, path) -> str:
    response = browser.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "noindex" in response["X-Robots-Tag"]
    return response.content.decode()


def signer(browser, token: jose.Token):
    """The key that the token names, as a stranger finds it."""
    path = token.header["kid"].removeprefix(ADDRESS)
    return jose.public_key_from_jwk(browser.get(path).json())


@pytest.mark.spec("OB 3.0, 8.2.4")
def test_a_credential_is_served_as_a_token(browser, credential):
    text = text_at(browser, f"/cofl/credentials/{credential.uuid}.jwt")
    token = jose.parse(text)
    jose.check_signature(token, signer(browser, token))
    stored = json.loads(bytes(credential.ob3))
    del stored["proof"]
    claims = {"iss", "jti", "nbf", "sub"}
    assert {k: v for k, v in token.payload.items() if k not in claims} == stored
    assert token.payload["iss"] == stored["issuer"]["id"]
    assert token.payload["jti"] == stored["id"]
    assert token.payload["sub"] == stored["credentialSubject"]["id"]
    assert token.header.keys() == {"alg", "kid", "typ"}


@pytest.mark.spec("OB 2.0, Signed Badges")
def test_an_assertion_is_served_signed(browser, credential):
    text = text_at(browser, f"/cofl/assertions/{credential.uuid}.jws")
    token = jose.parse(text)
    jose.check_signature(token, signer(browser, token))
    hosted = json.loads(bytes(credential.ob2))
    creator = token.payload["verification"].pop("creator")
    assert token.payload == {
        **{name: value for name, value in hosted.items() if name != "image"},
        "id": f"urn:uuid:{credential.uuid}",
        "verification": {"type": "SignedBadge"},
    }
    key = browser.get(creator.removeprefix(ADDRESS)).json()
    profile = browser.get(key["owner"].removeprefix(ADDRESS) + ".json").json()
    assert profile["publicKey"] == key["id"] == creator
    assert jwt.decode(text, key["publicKeyPem"], algorithms=["ES256"])["type"] == "Assertion"


def test_rsa_works_the_same(browser, badge, learner, settings):
    badge.provider.keys.filter(use="token").delete()
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "TOKEN_ALGORITHM": "RS256"}
    award = issue(badge.current_version, learner, email=None)
    token = jose.parse(text_at(browser, f"/cofl/credentials/{award.credential.uuid}.jwt"))
    assert token.header["alg"] == "RS256"
    jose.check_signature(token, signer(browser, token))


@pytest.mark.parametrize("path", ["/cofl/credentials/{}.jwt", "/cofl/assertions/{}.jws"])
def test_a_token_is_signed_once(browser, credential, path, django_assert_num_queries):
    path = path.format(credential.uuid)
    first = text_at(browser, path)
    with django_assert_num_queries(1):
        assert text_at(browser, path) == first
    assert SignedToken.objects.count() == 1


def test_who_comes_second_gets_what_the_first_signed(credential, monkeypatch):
    """Two ask at the same moment: the second has signed already when it sees the first's."""
    theirs = []

    def overtaken(provider):
        monkeypatch.setattr(tokens, "active_token_key", active_token_key)
        theirs.append(tokens.vc_jwt(credential.uuid))
        return active_token_key(provider)

    monkeypatch.setattr(tokens, "active_token_key", overtaken)
    assert tokens.vc_jwt(credential.uuid) == theirs[0]
    assert SignedToken.objects.count() == 1


def test_a_withdrawn_badge_is_still_served_since_lists_say_so(browser, credential):
    before = text_at(browser, f"/cofl/credentials/{credential.uuid}.jwt")
    withdraw(credential, "mistake")
    assert text_at(browser, f"/cofl/credentials/{credential.uuid}.jwt") == before
    jws = jose.parse(text_at(browser, f"/cofl/assertions/{credential.uuid}.jws"))
    issuer = credential.provider.uuid
    named = browser.get(f"/cofl/issuers/{issuer}/revocations").json()["revokedAssertions"]
    assert jws.payload["id"] in {entry["id"] for entry in named}


@pytest.mark.parametrize("sign", [tokens.vc_jwt, tokens.signed_assertion])
def test_a_token_of_ours_is_real_until_it_is_withdrawn(browser, credential, sign):
    given = {"badge": sign(credential.uuid), "email": "lovelace@example.org"}
    page = browser.post("/cofl/verify/", given, headers={"accept": BROWSER}).content.decode()
    assert "I helped to run a big event." in page  # which only the city knows
    answer = browser.post("/cofl/verify/", given, headers={"accept": "application/json"}).json()
    assert answer["verdict"] == "valid", answer
    withdraw(credential, "mistake")
    answer = browser.post("/cofl/verify/", given, headers={"accept": "application/json"}).json()
    assert answer["verdict"] == "not_valid"
    assert [c["code"] for c in answer["checks"] if c["status"] == "fail"] == ["revoked"]
    assert "It was given by mistake." in str(answer)


def test_a_credential_without_its_proof_is_not_real(browser, credential):
    document = json.dumps(tokens.credential_payload(credential))
    answer = browser.post(
        "/cofl/verify/", {"badge": document}, headers={"accept": "application/json"}
    ).json()
    assert answer["verdict"] == "not_valid"
    page = browser.post("/cofl/verify/", {"badge": document}, headers={"accept": BROWSER})
    assert "See the real one" in page.content.decode()


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/vc+jwt", "application/vc+jwt"),
        ("application/vc+jwt, application/json;q=0.5", "application/vc+jwt"),
        ("*/*", "application/vc+ld+json"),
        ("text/plain, */*", "application/vc+ld+json"),
        ("application/json, text/plain, */*", "application/json"),
        ("text/plain, application/json, application/*+json, */*", "application/json"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_the_credentials_own_address_gives_a_token_to_who_names_it(
    browser, credential, accept, kind
):
    path = f"/cofl/credentials/{credential.uuid}"
    response = browser.get(path, headers={"accept": accept})
    assert response["Content-Type"] == kind
    assert "Accept" in response["Vary"]
    assert jose.is_token(response.content.decode()) == (kind == "application/vc+jwt")


@pytest.mark.parametrize("path", ["/cofl/credentials/{}.jwt", "/cofl/assertions/{}.jws"])
def test_a_copy_of_the_database_signs_nothing(browser, credential, settings, path):
    settings.WAGTAIL_COFL = {**settings.WAGTAIL_COFL, "CANONICAL_ADDRESSES": []}
    path = path.format(credential.uuid)
    assert browser.get(path).status_code == 404
    with pytest.raises(CityNotReady):
        tokens.vc_jwt(credential.uuid)
    assert not SignedToken.objects.exists()


def test_what_nobody_has_is_not_found(browser, credential):
    other = credential.provider.uuid
    assert browser.get(f"/cofl/credentials/{other}.jwt").status_code == 404
    assert browser.get(f"/cofl/assertions/{other}.jws").status_code == 404
    with pytest.raises(Credential.DoesNotExist):
        tokens.signed_assertion(other)

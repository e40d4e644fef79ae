"""Where an issuer's keys are published, for every reader of them."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from wagtail.models import Site

from tests.conftest import ADDRESS
from wagtail_cofl.credentials import private_keys
from wagtail_cofl.credentials.keys import active_key, active_token_key
from wagtail_cofl.credentials.rotating import rotate
from wagtail_cofl.openbadges import jose
from wagtail_cofl.providers.models import Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer(badge):
    return badge.provider


@pytest.fixture
def base(issuer):
    return f"/cofl/issuers/{issuer.uuid}"


def get(browser, path, **how):
    response = browser.get(path, **how)
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    return response


def test_publishing_a_badge_makes_both_keys(issuer):
    assert sorted(issuer.keys.values_list("use", "algorithm")) == [
        ("proof", "EdDSA"),
        ("token", "ES256"),
    ]
    assert active_key(issuer).use == "proof"
    assert active_token_key(issuer).use == "token"
    assert issuer.keys.count() == 2


def test_a_token_key_is_rsa_unless_the_site_says_otherwise(provider, settings):
    settings.WAGTAIL_COFL = {}
    key = active_token_key(provider)
    private = key.private_key()
    assert key.algorithm == "RS256"
    assert isinstance(private, RSAPrivateKey) and private.key_size == 2048
    assert jose.public_key_from_pem(key.public_pem) == private.public_key()
    settings.WAGTAIL_COFL = {"TOKEN_ALGORITHM": "ES256"}
    assert active_token_key(provider) == key


def test_no_key_is_made_for_an_algorithm_that_nobody_knows(provider, settings):
    settings.WAGTAIL_COFL = {"TOKEN_ALGORITHM": "HS256"}
    with pytest.raises(ImproperlyConfigured, match="TOKEN_ALGORITHM"):
        active_token_key(provider)
    assert not provider.keys.exists()


def test_a_key_is_opened_once(issuer, monkeypatch):
    key = active_token_key(issuer)
    first = key.private_key()

    def never(*args):
        raise AssertionError("opened again")

    monkeypatch.setattr(private_keys, "unseal", never)
    assert active_token_key(issuer).private_key() is first


@pytest.mark.spec("Controlled Identifiers 1.0, 2.3.2")
def test_the_did_document_has_every_key_retired_ones_too(browser, issuer, base):
    rotate(issuer, ["proof", "token"])
    document = get(browser, f"{base}/did.json").json()
    kids = list(issuer.keys.order_by("created_at", "pk").values_list("kid", flat=True))
    assert len(kids) == 4
    assert document["assertionMethod"] == [f"{document['id']}#{kid}" for kid in kids]
    kinds = [method["type"] for method in document["verificationMethod"]]
    assert sorted(kinds) == ["JsonWebKey", "JsonWebKey", "Multikey", "Multikey"]
    assert "https://w3id.org/security/jwk/v1" in document["@context"]
    assert "revoked" not in json.dumps(document)


@pytest.mark.spec("Controlled Identifiers 1.0, 2.2")
def test_a_stolen_key_says_since_when(browser, issuer, base):
    proof, token = active_key(issuer), active_token_key(issuer)
    rotate(issuer, ["proof", "token"], compromised_since=timezone.now())
    methods = get(browser, f"{base}/did.json").json()["verificationMethod"]
    revoked = {method["id"].partition("#")[2]: method.get("revoked") for method in methods}
    assert [kid for kid, when in revoked.items() if when] == [proof.kid, token.kid]
    assert get(browser, f"{base}/keys/{proof.kid}").json()["revoked"].endswith("Z")


@pytest.mark.spec("OB 3.0, 8.2.4.1")
def test_the_address_of_a_token_key_is_a_single_jwk(browser, issuer, base):
    key = active_token_key(issuer)
    response = get(browser, f"{base}/keys/{key.kid}")
    assert response["Content-Type"] == "application/jwk+json"
    jwk = response.json()
    assert jwk["kid"] == f"{ADDRESS}{base}/keys/{key.kid}"
    assert jwk["alg"] == "ES256"
    assert jose.public_key_from_jwk(jwk) == key.private_key().public_key()
    assert jose.thumbprint(jwk) == key.kid


def test_the_address_of_a_proof_key_is_its_verification_method(browser, issuer, base):
    key = active_key(issuer)
    response = get(browser, f"{base}/keys/{key.kid}")
    assert response["Content-Type"] == "application/json"
    assert response.json()["publicKeyMultibase"] == key.kid


@pytest.mark.spec("OB 2.0, Signed Badges")
def test_a_key_and_its_issuer_name_each_other(browser, issuer, base):
    active_key(issuer)
    profile = get(browser, f"{base}.json").json()
    key = active_token_key(issuer)
    url = f"{ADDRESS}{base}/keys/{key.kid}/pem"
    assert profile["publicKey"] == url
    assert profile["revocationList"] == f"{ADDRESS}{base}/revocations"
    response = get(browser, url.removeprefix(ADDRESS))
    assert response["Content-Type"] == "application/ld+json"
    assert response.json() == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": url,
        "type": "CryptographicKey",
        "owner": profile["id"],
        "publicKeyPem": key.public_pem,
    }
    assert "PRIVATE" not in key.public_pem


def test_an_issuer_names_the_key_of_today_alone(browser, issuer, base):
    """1EdTech's OB 2.0 verifier refuses an issuer with two keys, and all that it hosts."""
    older = active_token_key(issuer).kid
    for stolen in (None, timezone.now()):
        rotate(issuer, ["token"], compromised_since=stolen)
        named = get(browser, f"{base}.json").json()["publicKey"]
        assert named == f"{ADDRESS}{base}/keys/{active_token_key(issuer).kid}/pem"
    assert get(browser, f"{base}/keys/{older}/pem").json()["owner"] == f"{ADDRESS}{base}"


def test_a_proof_key_has_no_form_for_open_badges_2(browser, issuer, base):
    assert browser.get(f"{base}/keys/{active_key(issuer).kid}/pem").status_code == 404


def test_a_key_is_found_at_its_own_issuer_only(browser, issuer, site):
    other = Provider.objects.create(site=site, name="Other", email="other@museum.example")
    kid = active_token_key(issuer).kid
    for end in ("", "/pem"):
        path = f"/cofl/issuers/{other.uuid}/keys/{kid}{end}"
        assert browser.get(path).status_code == 404
    assert browser.get(f"/cofl/issuers/{other.uuid}/did.json").status_code == 404


@pytest.mark.spec("1EdTech key provenance")
def test_the_city_lists_the_token_keys_of_all_its_issuers(browser, issuer, base, site):
    other = Provider.objects.create(site=site, name="Other", email="other@museum.example")
    active_token_key(other)
    rotate(issuer, ["token"])
    response = get(browser, "/.well-known/jwks.json")
    assert response["Content-Type"] == "application/jwk-set+json"
    keys = response.json()["keys"]
    assert len({key["kid"] for key in keys}) == 3
    did = get(browser, f"{base}/did.json").json()["id"]
    assert [key["iss"] for key in keys].count(did) == 2
    for key in keys:
        assert get(browser, key["kid"].removeprefix(ADDRESS)).json()["x"] == key["x"]


def test_the_list_has_no_keys_of_another_city(browser, issuer, site):
    elsewhere = Site.objects.create(hostname="other.example.org", root_page=site.root_page)
    other = Provider.objects.create(site=elsewhere, name="O", email="other@museum.example")
    active_token_key(other)
    assert len(get(browser, "/.well-known/jwks.json").json()["keys"]) == 1


@pytest.mark.parametrize("end", ["/did.json", "/keys/{}", "/keys/{}/pem"])
def test_without_an_address_a_city_publishes_no_keys(browser, provider, end):
    kid = active_token_key(provider).kid
    path = f"/cofl/issuers/{provider.uuid}{end.format(kid)}"
    assert browser.get(path).status_code == 404
    assert browser.get("/.well-known/jwks.json").status_code == 404

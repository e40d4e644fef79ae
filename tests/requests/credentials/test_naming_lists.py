"""The two lists that name what does not hold: OB 2.0's for signed assertions, and 1EdTech's own."""

import json

import pytest
from django.urls import reverse

from tests.conftest import ADDRESS
from wagtail_cofl.awards.issuing import issue
from wagtail_cofl.awards.models import Award
from wagtail_cofl.awards.revoking import revoke
from wagtail_cofl.awards.suspending import lift, suspend
from wagtail_cofl.credentials import tokens
from wagtail_cofl.credentials.looking_up import LookUps
from wagtail_cofl.credentials.models import StatusList
from wagtail_cofl.openbadges.documents import Document
from wagtail_cofl.providers.models import Provider

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"


def in_city_with(method: str, city) -> None:
    city.status_method = method
    city.save()


def path(name: str, provider) -> str:
    return reverse(f"wagtail_cofl:{name}", args=[provider.uuid])


@pytest.fixture
def give(badge, learner):
    return lambda: issue(badge.current_version, learner, email=None)


# --- OB 2.0 -----------------------------------------------------------------------------------


@pytest.fixture
def revocations(browser, provider):
    def read() -> Document:
        return browser.get(path("issuer_revocations", provider)).json()

    return read


@pytest.mark.spec("OB 2.0, RevocationList")
def test_an_issuers_list_of_revocations(browser, provider, revocations, give):
    response = browser.get(path("issuer_revocations", provider), headers={"accept": "*/*"})
    assert response["Content-Type"] == "application/ld+json"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "@context": "https://w3id.org/openbadges/v2",
        "id": f"{ADDRESS}/cofl/issuers/{provider.uuid}/revocations",
        "type": "RevocationList",
        "issuer": f"{ADDRESS}/cofl/issuers/{provider.uuid}",
        "revokedAssertions": [],
    }
    awards = [give() for _ in range(3)]
    for award, reason in zip(awards, ("mistake", "asked", "other"), strict=True):
        tokens.signed_assertion(award.credential.uuid)
        revoke(award, None, reason)
    named = revocations()["revokedAssertions"]
    assert {each["id"]: each["revocationReason"] for each in named} == {
        f"urn:uuid:{awards[0].credential.uuid}": "It was given by mistake.",
        f"urn:uuid:{awards[1].credential.uuid}": "The holder asked for it.",
        f"urn:uuid:{awards[2].credential.uuid}": "The issuer has withdrawn it.",
    }


def test_it_names_what_the_token_calls_itself(revocations, give):
    from wagtail_cofl.openbadges import jose

    award = give()
    token = jose.parse(tokens.signed_assertion(award.credential.uuid))
    revoke(award, None, "mistake")
    assert token.payload["id"] in {each["id"] for each in revocations()["revokedAssertions"]}


def test_it_never_has_one_entry_alone(revocations, give):
    """1EdTech's own verifier finds nobody in a list of one."""
    award = give()
    tokens.signed_assertion(award.credential.uuid)
    revoke(award, None, "mistake")
    assert len(revocations()["revokedAssertions"]) == 2


def test_an_assertion_that_nobody_has_signed_is_not_named(revocations, give):
    """Whoever reads the list learns the address of what it names."""
    revoke(give(), None, "mistake")
    assert revocations()["revokedAssertions"] == []


def test_what_is_signed_after_its_withdrawal_is_named_at_once(revocations, give):
    award = give()
    revoke(award, None, "mistake")
    tokens.signed_assertion(award.credential.uuid)
    assert len(revocations()["revokedAssertions"]) == 2


def test_what_is_suspended_is_named_while_it_is(city, revocations, give):
    in_city_with("suspension", city)
    award = give()
    tokens.signed_assertion(award.credential.uuid)
    suspend(award, None, "checking")
    assert {
        "id": f"urn:uuid:{award.credential.uuid}",
        "revocationReason": "The issuer is checking it.",
    } in revocations()["revokedAssertions"]
    lift(Award.objects.get(), None)
    assert revocations()["revokedAssertions"] == []
    suspend(Award.objects.get(), None, "checking")
    revoke(Award.objects.get(), None, "not-met")
    reasons = [each.get("revocationReason") for each in revocations()["revokedAssertions"]]
    assert reasons == ["What it says was not done.", None] or reasons == [
        None,
        "What it says was not done.",
    ]


# --- 1EdTech's own list -----------------------------------------------------------------------


@pytest.fixture
def withdrawn(browser, provider):
    def read() -> Document:
        return browser.get(path("issuer_withdrawn", provider)).json()

    return read


@pytest.mark.spec("OB 3.0, 1EdTechRevocationList")
def test_a_city_may_have_1edtechs_own_list(browser, city, provider, give, withdrawn):
    in_city_with("1edtech", city)
    award = give()
    document = json.loads(award.credential.ob3)
    url = f"{ADDRESS}/cofl/issuers/{provider.uuid}/withdrawn"
    assert document["credentialStatus"] == {"id": url, "type": "1EdTechRevocationList"}
    assert "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json" in document["@context"]
    assert not StatusList.objects.exists()
    issuer = document["issuer"]["id"]
    assert withdrawn() == {"id": url, "issuer": issuer, "revokedCredential": []}
    revoke(award, None, "mistake")
    assert withdrawn()["revokedCredential"] == [
        {"id": document["id"], "revoked": True, "revocationReason": "It was given by mistake."}
    ]
    response = browser.get(path("issuer_withdrawn", provider), headers={"accept": "text/html"})
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "public, max-age=300"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_it_names_nothing_that_does_not_name_it(city, give, withdrawn, badge, learner, site):
    revoke(give(), None, "mistake")
    in_city_with("suspension", city)
    revoke(give(), None, "mistake")
    in_city_with("1edtech", city)
    kept, gone = give(), give()
    revoke(gone, None, "mistake")
    [named] = withdrawn()["revokedCredential"]
    assert named["id"] == f"{ADDRESS}/cofl/credentials/{gone.credential.uuid}"
    assert str(kept.credential.uuid) not in json.dumps(withdrawn())


def test_each_issuer_names_its_own(browser, city, give, site):
    in_city_with("1edtech", city)
    revoke(give(), None, "mistake")
    other = Provider.objects.create(site=site, name="Library", email="l@example.org")
    assert browser.get(path("issuer_withdrawn", other)).json()["revokedCredential"] == []


# --- both -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["issuer_revocations", "issuer_withdrawn"])
def test_no_such_issuer(browser, city, name):
    assert browser.get(reverse(f"wagtail_cofl:{name}", args=[NOBODY])).status_code == 404


@pytest.mark.parametrize("name", ["issuer_revocations", "issuer_withdrawn"])
def test_our_own_verification_finds_them_in_the_database(provider, city, name):
    url = ADDRESS + path(name, provider)
    assert json.loads(LookUps(network=False)(url, "application/json"))["id"] == url


@pytest.mark.parametrize("name", ["issuer_revocations", "issuer_withdrawn"])
def test_more_that_is_withdrawn_costs_no_more_queries(
    browser, city, provider, give, name, django_assert_max_num_queries
):
    in_city_with("1edtech", city)
    for _ in range(6):
        award = give()
        tokens.signed_assertion(award.credential.uuid)
        revoke(award, None, "asked")
    with django_assert_max_num_queries(3):
        browser.get(path(name, provider))


@pytest.mark.parametrize("name", ["issuer_revocations", "issuer_withdrawn"])
def test_reasons_are_in_the_sites_language_whoever_reads(browser, city, provider, give, name):
    in_city_with("1edtech", city)
    award = give()
    tokens.signed_assertion(award.credential.uuid)
    revoke(award, None, "mistake")
    page = browser.get(path(name, provider), headers={"accept-language": "cy,fr"})
    assert "It was given by mistake." in page.content.decode()

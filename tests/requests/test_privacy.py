"""What holds on every page of ours, also on those that do not exist yet: the lists of addresses are
made from the URLconf and the page types."""

import re
from http.cookies import SimpleCookie

import pytest
from django.core import mail
from django.template import RequestContext, Template
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from tests.addresses import LEARNER, every_page
from tests.requests.test_caching import visitor
from tests.sites.addresses import DOCUMENTS, addresses
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.learners.confirming import send_link

pytestmark = pytest.mark.django_db

# Pages with a form that does something in the visitor's name: Django's token against forged forms
# needs its cookie there, and only there.
SETS_A_TOKEN = {
    "enter_code": "sends a code",
    "claim_email": "has a link sent",
    "claim_confirm": "takes the badge and signs in",
    "claim_nickname": "gets words",
    "ask_email": "has a link sent",
    "ask_nickname": "gets words",
    "invited": "keeps the badge and signs in",
    "invited_no": "takes the badge back",
    "invited_nickname": "gets words",
    "sign_in": "has a link sent",
    "sign_in_words": "signs in",
    "account_confirm": "adds an address",
    "guardian": "takes an answer",
    "guardian_take_back": "deletes a child’s record",
    "guardian_find": "has a link sent",
    "sign_in_confirm": "signs in",
    "join": "takes an answer",
    "staff_sign_in": "signs in",
}
# Their addresses are for one person alone, or lead to something that is.
SECRET_ADDRESSES = {
    "claim_confirm",
    "sign_in_confirm",
    "my_badge",
    "account_confirm",
    "guardian",
    "invited",
    "invited_no",
    "invited_nickname",
}
SECRET_ADDRESSES |= {"my_claim"}
# The same for everyone who knows the code, or whom somebody has shown their badge.
UNLISTED = (
    {"claim", "claim_sent", "claim_grown_up", "ask_sent", "ask_grown_up"}
    | {
        f"{document}{kind}"
        for document in ("credential", "assertion")
        for kind in ("", "_json", "_png", "_svg")
    }
    | {"credential_jwt", "assertion_jws"}
)
# What is typed there is never cached, and yet anybody may find where to type it.
LISTED = {"verify"}


def foot(page: str) -> str:
    """The strip at the end of a page. Fails where there is none, or more than one."""
    (found,) = re.findall(r'<section class="cofl-foot.*?</section>', page, re.DOTALL)
    return found


def test_every_page_says_whom_to_call_and_takes_reports(everything):
    clients = {who: visitor(everything, who) for who in (None, everything.learner)}
    for address in every_page(everything.site):
        client = clients[everything.learner if address.who == LEARNER else None]
        path = re.sub(r"^https?://[^/]+", "", address.path)
        page = client.get(path).content.decode()
        strip = foot(page)
        if address.name not in ("report", "report_thanks"):
            assert "Report a problem with this page" in strip
            assert 'rel="nofollow" href="/cofl/report/' in strip
        assert "Merrow safeguarding team" in strip
        assert "mailto:safe@merrow.example" in strip
        assert "mailto:help@merrow.example" in strip
        assert "tel:999" in strip
        after = page[page.index(strip) + len(strip) :]
        assert "cofl-wrap" not in after, f"something of ours comes after the strip at {path}"


def test_the_strip_costs_one_query(city, rf, django_assert_num_queries):
    request = rf.get("/kites/", headers={"host": "learn.example.org"})
    Site.find_for_request(request)  # every page of Wagtail's has asked that
    strip = Template("{% load cofl_city %}{% city_footer %}{% city_footer %}")
    with django_assert_num_queries(1):
        said = strip.render(RequestContext(request))
    assert said.count("/cofl/report/?page=%2Fkites%2F") == 2


def test_the_strip_is_not_in_documents(everything):
    for address in addresses(everything):
        if address.name in DOCUMENTS:
            answer = visitor(everything).get(address.path)
            assert answer.status_code == 200, address
            assert b"cofl-foot" not in answer.content


@pytest.mark.parametrize(
    "path", ["/cofl/claim/ABCD-EFGH-JKLM/", "/cofl/confirm/unknown/", "/cofl/sign-in/unknown/"]
)
def test_pages_that_say_no_have_it_too(browser, city, path):
    strip = foot(browser.get(path).content.decode())
    assert "unknown" not in strip


def test_where_to_turn_when_the_city_has_said_little(browser, city):
    CitySettings.objects.update(safeguarding_phone="", safeguarding_email="")
    strip = foot(browser.get("/cofl/claim/").content.decode())
    assert "Write to us:" in strip
    assert "Safeguarding team" not in strip
    CitySettings.objects.update(contact_email="")
    strip = foot(browser.get("/cofl/claim/").content.decode())
    assert "Tell somebody you trust." in strip
    assert "mailto:" not in strip
    CitySettings.objects.all().delete()
    assert "tel:999" in foot(browser.get("/cofl/claim/").content.decode())
    assert not CitySettings.objects.exists(), "looking at a page has written something"


def test_the_strip_leads_to_a_report_about_its_page(browser, code):
    path = f"/cofl/claim/{code.pretty}/"
    href = re.search(r'href="(/cofl/report/[^"]*)"', foot(browser.get(path).content.decode()))
    assert path in browser.get(href.group(1)).content.decode()


def test_the_strip_keeps_secrets_out_of_its_link(everything):
    client = visitor(everything, everything.learner)
    for address in every_page(everything.site):
        if address.name in SECRET_ADDRESSES:
            # The part that nobody could guess: "/invited/<secret>/no/" ends with another.
            secret = max(address.path.split("/"), key=len)
            strip = foot(client.get(address.path).content.decode())
            assert secret not in strip
            assert "%E2%80%A6" in strip


def test_who_only_looks_gets_no_cookie(everything):
    for address in addresses(everything):
        answer = visitor(everything).get(address.path)
        expected = {"csrftoken"} if address.name in SETS_A_TOKEN else set()
        assert set(answer.cookies) == expected, address
    assert set(SETS_A_TOKEN) <= {address.name for address in addresses(everything)}


def signed_in(client: Client, city) -> SimpleCookie:
    """The cookies that come with signing in, by the link in the mail."""
    send_link(city.site_id, "lovelace@example.org")
    path = re.search(r"https://[^/]+(/cofl/sign-in/\S+)", mail.outbox[-1].body).group(1)
    assert not set(client.get(path).cookies) - {"csrftoken"}
    answer = client.post(path)
    assert answer.status_code == 302
    return answer.cookies


def test_signing_in_sets_the_sessions_cookie_as_the_site_says(browser, award, city, settings):
    settings.SESSION_COOKIE_NAME = "council_session"
    settings.SESSION_COOKIE_SECURE = True
    settings.SESSION_COOKIE_SAMESITE = "Strict"
    settings.SESSION_COOKIE_AGE = 3600
    cookies = signed_in(browser, city)
    assert set(cookies) == {"council_session"}
    cookie = cookies["council_session"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == 3600
    assert browser.get(reverse("wagtail_cofl:my_badges")).status_code == 200


def test_signing_out_keeps_nothing_in_the_browser(browser, award, city):
    signed_in(browser, city)
    browser.post(reverse("wagtail_cofl:sign_out"))
    assert browser.get(reverse("wagtail_cofl:my_badges")).status_code == 302
    assert "cofl_learner" not in browser.session


def test_what_is_personal_keeps_out_of_search_and_of_other_sites_logs(everything):
    client = visitor(everything, everything.learner)
    for address in addresses(everything):
        answer = client.get(address.path)
        if answer.status_code == 405:
            continue
        hidden = answer.get("X-Robots-Tag") == "noindex"
        private = "no-store" in answer.get("Cache-Control", "")
        if address.name in LISTED:
            assert private, address
            continue
        assert hidden == (private or address.name in UNLISTED), address
        if private:
            assert answer["Referrer-Policy"] == "same-origin", address


def test_a_secret_address_is_kept_from_others_also_where_the_site_is_lax(browser, city, settings):
    settings.SECURE_REFERRER_POLICY = "unsafe-url"
    for path in ("/cofl/confirm/unknown/", "/cofl/sign-in/unknown/"):
        answer = browser.get(path)
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Robots-Tag"] == "noindex"

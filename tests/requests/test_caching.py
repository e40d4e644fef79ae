"""Councils cache whole pages: what belongs to one learner never reaches another.

The walk goes to every address of ours, as Ada, who holds something everywhere, then as Ben and then
as nobody in particular, with Django's full-site cache around everything.
"""

import re

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.utils.cache import patch_vary_headers

from tests.sites.addresses import addresses
from tests.sites.content import City
from wagtail_cofl.learners.confirming import learner_for_email
from wagtail_cofl.learners.models import Learner
from wagtail_cofl.learners.sessions import SESSION_KEY

pytestmark = pytest.mark.django_db

# What is new each time that anybody looks: a form's token, and when a form was opened.
FRESH = re.compile(rb'name="(csrfmiddlewaretoken|seen_at)" value="[^"]+"')
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class ForgetCookies:
    """Between Django's cache and the site: makes it a cache that knows nothing of cookies, as most
    of those in front of a council's site are told to be."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        names = re.split(r",\s*", response.get("Vary", ""))
        del response["Vary"]
        patch_vary_headers(response, [name for name in names if name.lower() not in ("", "cookie")])
        return response


@pytest.fixture(params=["which knows cookies", "which knows no cookies"])
def full_site_cache(request, settings):
    """Django's per-site cache, as its documentation sets it up."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.name,
        }
    }
    settings.CACHE_MIDDLEWARE_SECONDS = 600
    around = ["django.middleware.cache.UpdateCacheMiddleware"]
    if "no cookies" in request.param:
        around.append("tests.requests.test_caching.ForgetCookies")
    settings.MIDDLEWARE = [
        *around,
        *settings.MIDDLEWARE,
        "django.middleware.cache.FetchFromCacheMiddleware",
    ]
    cache.clear()
    yield
    cache.clear()


def visitor(city: City, learner: Learner | None = None) -> Client:
    """A browser over https, in which ``learner`` is signed in."""
    client = Client(HTTP_HOST=city.host)
    client.defaults |= {
        "wsgi.url_scheme": "https",
        "SERVER_PORT": "443",
        "HTTP_ACCEPT": "text/html",
    }
    if learner:
        session = client.session
        session[SESSION_KEY] = str(learner.uuid)
        session.save()
        client.cookies[django_settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def look(client: Client, path: str) -> tuple:
    """What one gets there, apart from what is new each time."""
    answer = client.get(path)
    return answer.status_code, answer.get("Location", ""), FRESH.sub(b"", answer.content)


def test_what_is_adas_never_reaches_ben(everything, full_site_cache):
    ada = everything.learner
    ben = learner_for_email(everything.site.pk, "ben@home.example")
    walk = addresses(everything)
    paths = [address.path for address in walk]
    # What Ben and a stranger get where nobody was before them.
    alone = {}
    for who in (ben, None):
        for path in paths:
            cache.clear()
            alone[who, path] = look(visitor(everything, who), path)
    for path in paths:
        cache.clear()
        client = visitor(everything, ada)
        first = client.get(path)
        secrets = {
            str(everything.award.uuid).encode(),
            ada.email.encode(),
            client.cookies["sessionid"].value.encode(),
            *TOKEN.findall(first.content),
        }
        if "csrftoken" in client.cookies:
            secrets.add(client.cookies["csrftoken"].value.encode())
        for who in (ben, None):
            second = visitor(everything, who)
            got = look(second, path)
            assert got == alone[who, path], f"{path} is not the same after Ada was there"
            said = second.get(path).serialize() + str(second.cookies).encode()
            public = alone[who, path][-1]
            shared = {secret for secret in secrets if secret in said and secret not in public}
            assert not shared, f"{path} tells {who or 'a stranger'} {shared}"


def test_what_a_stranger_saw_does_not_hide_what_is_adas(everything, full_site_cache):
    for address in addresses(everything):
        cache.clear()
        alone = look(visitor(everything, everything.learner), address.path)
        cache.clear()
        look(visitor(everything), address.path)
        assert look(visitor(everything, everything.learner), address.path) == alone, address.path


def test_public_pages_do_come_from_the_cache(everything, full_site_cache, monkeypatch):
    """Or the two tests above would prove nothing."""
    path = f"/cofl/issuers/{everything.provider.uuid}"
    before = look(visitor(everything), path)
    everything.provider.name = "Another name"
    everything.provider.save()
    assert look(visitor(everything), path) == before
    cache.clear()
    assert look(visitor(everything), path) != before


@pytest.mark.parametrize("who", ["a stranger", "ada"])
def test_a_response_is_private_or_the_same_for_everyone(everything, who):
    for address in addresses(everything):
        client = visitor(everything, everything.learner if who == "ada" else None)
        for answer in (client.get(address.path), client.post(address.path)):
            if answer.status_code in (404, 405):
                continue
            told = {part.strip() for part in answer.get("Cache-Control", "").split(",")}
            if {"private", "no-store"} <= told:
                continue
            name = f"{address.path} ({address.name})"
            assert "private" not in told, f"{name} is half private"
            assert "cookie" not in answer.get("Vary", "").lower(), f"{name} varies by cookie"
            assert not answer.cookies, f"{name} sets a cookie"
            assert b"csrfmiddlewaretoken" not in answer.content, f"{name} has a token"

"""Posting to the page that checks badges, as a person and as a machine, with no way to the internet."""

import json

import pytest

from tests.unit.openbadges import factories
from wagtail_cofl.credentials import looking_up
from wagtail_cofl.openbadges import did

from .checking import HTML, ISSUER, JSON, PATH, Outside, strangers


@pytest.fixture
def outside(monkeypatch):
    outside = Outside()
    monkeypatch.setattr(looking_up, "SafeFetcher", lambda **options: outside)
    return outside


@pytest.fixture
def stranger(outside):
    """Such a badge, whose issuer can be looked up."""
    keys = did.did_document(ISSUER.did, [factories.MULTIKEY])
    outside.pages[did.did_url(ISSUER.did)] = keys
    return strangers()


@pytest.fixture
def check(browser, outside):
    """Post the page's form; the words of the page that follows."""

    def post(status=200, **fields):
        response = browser.post(PATH, fields, headers=HTML)
        assert response.status_code == status
        return response.content.decode()

    return post


@pytest.fixture
def report(browser, outside):
    """Post as a machine does."""

    def post(body, kind="application/json", status=200):
        if isinstance(body, dict | list):
            body = json.dumps(body)
        response = browser.post(PATH, body, content_type=kind, headers=JSON)
        assert response.status_code == status, response.content
        assert response["Content-Type"] == "application/json"
        return response.json()

    return post

"""Without a base template our pages stand in a plain one of ours: whole and valid by themselves."""

import pytest

pytestmark = pytest.mark.django_db


def test_pages_are_whole(browser, here):
    for path in (here.pages["OpportunityPageMixin"].url, f"/cofl/claim/{here.code.pretty}/"):
        page = browser.get(path).content.decode()
        assert page.startswith("<!doctype html>")
        assert '<html lang="en-gb">' in page
        assert page.count("<title>") == 1 and "<title></title>" not in page
        assert 'name="viewport"' in page
        assert "wagtail_cofl/css/cofl.css" in page

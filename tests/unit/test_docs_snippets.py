"""Code that the how-to guides show does what they say. (The tutorial's runs in ``tests/install``.)"""

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from wagtail_cofl.opportunities.finding import Card
from wagtail_cofl.opportunities.models import Opportunity

HOW_TO = Path(__file__).resolve().parents[2] / "docs" / "how-to"


def blocks(page: str, language: str) -> list[str]:
    text = (HOW_TO / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


@pytest.fixture
def safari(site, provider, badge) -> Opportunity:
    row = Opportunity.objects.create(
        site=site, provider=provider, badge=badge, title="Rockpool safari", kind="informal"
    )
    row.sessions.create(starts_at=timezone.now() + timedelta(days=3))
    return row


@pytest.mark.parametrize("snippet", blocks("whats-on-on-your-home-page", "html"))
def test_whats_on_shows_on_a_page_of_the_sites_own(safari: Opportunity, snippet: str) -> None:
    request = RequestFactory().get("/", SERVER_NAME=safari.site.hostname)
    html = engines["django"].from_string(snippet).render({"page": None}, request)
    assert "Rockpool safari" in html
    assert f"/cofl/opportunities/{safari.uuid}/" in html
    assert date_format(timezone.localtime(safari.sessions.get().starts_at), "l j F") in html


def test_cards_have_what_the_table_says() -> None:
    text = (HOW_TO / "whats-on-on-your-home-page.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", text, re.M)
    assert named
    assert set(named) <= {field.name for field in fields(Card)}

"""Pages made and published as an editor's are, for tests of what is on and of playlists."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, Site

from wagtail_cofl.opportunities.models import Opportunity
from wagtail_cofl.pages.models import OpportunityPage
from wagtail_cofl.playlists.models import Playlist
from wagtail_cofl.providers.models import Provider


def date(days: float, hours: float = 2, **more) -> tuple[str, dict]:
    """A session block that starts so many days from now; no end with ``hours=0``."""
    start = timezone.now() + timedelta(days=days)
    ends = start + timedelta(hours=hours) if hours else None
    return "session", {"starts_at": start, "ends_at": ends, "venue": "", "cancelled": False} | more


def publish(page: Page) -> Page:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add(parent: Page, page: Page, *, live: bool = True) -> Page:
    """Put a page beneath another and publish it."""
    page.live = False
    parent.add_child(instance=page)
    return publish(page) if live else page


def opportunity(parent: Page, provider: Provider, title: str = "Gull count", **fields):
    """A published opportunity page."""
    return add(parent, OpportunityPage(title=title, provider=provider, **fields))


def row_of(page: Page) -> Opportunity:
    return Opportunity.objects.get(page_id=page.pk)


def playlist_of(page: Page) -> Playlist:
    return Playlist.objects.get(page_id=page.pk)


def another_city() -> tuple[Site, Provider]:
    """A second city with a provider of its own."""
    root = Page.objects.get(depth=1).add_child(title="Other", slug="other")
    site = Site.objects.create(hostname="other.example", port=443, root_page=root)
    provider = Provider.objects.create(site=site, name="Other Club", email="o@other.example")
    return site, provider


def sign_in(browser, learner) -> None:
    session = browser.session
    session["cofl_learner"] = str(learner.uuid)
    session.save()
    browser.cookies["sessionid"] = session.session_key

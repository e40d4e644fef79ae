"""Fill this site with Port Merrow. Run it again: nothing is doubled, nothing of yours is lost."""

import contextlib
from collections.abc import Iterator

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Site

from demo.badges import SECRET_WORD
from demo.loading import catalogue, claims, learners, lists, pages, site
from demo.people import LEARNERS, MEMBERS, WITHOUT_EMAIL
from wagtail_cofl.awards.campaigns import CARDS, kind_of
from wagtail_cofl.awards.models import Campaign
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import CityNotReady


@contextlib.contextmanager
def no_letters() -> Iterator[None]:
    """What happens in here happened long ago: nobody is written to."""
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = backend


class Command(BaseCommand):
    help = "Loads the invented city of Port Merrow. Safe to run again."

    def handle(self, **options):
        with no_letters(), transaction.atomic():
            home = site.home_page()
            here = site.site_of(home)
            site.logins(home)
            city = self.city(here)
            whats_on, routes, _skills = doors = pages.indexes(home)
            site.council_pages(home)
            providers = catalogue.providers(here)
            site.members(providers)
            skills = catalogue.skills(here)
            badges = catalogue.badges(providers, skills)
            catalogue.codes(badges)
            rows = pages.opportunities(here, whats_on, providers, badges, skills)
            playlists = pages.playlists(here, routes, providers, badges, rows)
            try:
                people = learners.learners(here, badges, playlists)
                claims.claims(people, badges)
                lists.load_list(badges)
            except CityNotReady as reason:
                self.stderr.write(f"No badges were given: {reason}")
        self.say(here, city, doors)

    def city(self, here: Site) -> CitySettings:
        city = site.city_of(here)
        if city.canonical_address == settings.COFL_ADDRESS:
            return city
        old = city.canonical_address
        if learners.forget(here, city):
            pages.move(here, old)
            return site.city_of(here)
        # Its badges name their address for ever: here too.
        self.stderr.write(
            f"This city has given badges as {city.canonical_address}, so it gives no more as "
            f"{settings.COFL_ADDRESS}. Serve it there again, or begin anew with make clean."
        )
        return city

    def say(self, here: Site, city: CitySettings, doors: list) -> None:
        address = settings.COFL_ADDRESS
        say = self.stdout.write
        say(f"{city.name} is ready. Open:")
        say(f"  {address}/  the council’s site")
        for page in doors:
            say(f"  {address}{page.get_url()}  {page.title}")
        say("Codes to claim a badge with:")
        campaigns = Campaign.objects.select_related("badge__provider").order_by("pk")
        for campaign in campaigns:
            for code in campaign.codes.order_by("pk")[:1]:
                state = "" if code.state == "open" else f" ({code.state})"
                more = campaign.codes.count() - 1
                cards = f", and {more} cards more" if kind_of(campaign) == CARDS else ""
                say(f"  {address}/cofl/claim/{code.pretty}/  {campaign}{cards}{state}")
        say(f"A badge that you can ask for at once is Workshop Ready. Its word is “{SECRET_WORD}”.")
        say(f"Log in at {address}/admin/ as:")
        for name, what in site.LOGINS:
            say(f"  {name} / {name}  {what}")
        for name, _first, _last, _provider, role, what in MEMBERS:
            if role == "owner":
                say(f"  {name} / {name}  {what}")
        say(f"Look at claims: sign in at {address}/cofl/staff/sign-in/ as:")
        for name, _first, _last, _provider, role, what in MEMBERS:
            if role == "assessor":
                say(f"  {name} / {name}  {what}")
        say(
            f"Be one of the learners: give an address at {address}/cofl/sign-in/ and open the link."
        )
        for facts in LEARNERS:
            say(f"  {facts['email']}  {facts['who']}")
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            say(f"  The mail with the link is a file in {settings.EMAIL_FILE_PATH}")
        say(f"Or one without email: a nickname and six words at {address}/cofl/sign-in/words/")
        for facts in WITHOUT_EMAIL:
            say(f"  {facts['nickname']} / {facts['words']}  {facts['who']}")

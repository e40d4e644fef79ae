"""Fill this site with Port Merrow. Run it again: nothing is doubled, nothing of yours is lost."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtail.models import Site

from demo.loading import catalogue, learners, pages, site
from demo.people import LEARNERS
from wagtail_cofl.awards.models import ClaimCode
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.city.readiness import CityNotReady


class Command(BaseCommand):
    help = "Loads the invented city of Port Merrow. Safe to run again."

    def handle(self, **options):
        with transaction.atomic():
            home = site.home_page()
            here = site.site_of(home)
            site.logins(home)
            city = self.city(here)
            whats_on, routes, _skills = doors = pages.indexes(home)
            site.council_pages(home)
            providers = catalogue.providers(here)
            skills = catalogue.skills(here)
            badges = catalogue.badges(providers, skills)
            catalogue.codes(badges)
            rows = pages.opportunities(here, whats_on, providers, badges, skills)
            playlists = pages.playlists(here, routes, providers, badges, rows)
            try:
                learners.learners(here, badges, playlists)
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
        for code in ClaimCode.objects.select_related("campaign__badge__provider").order_by("pk"):
            state = "" if code.state == "open" else f" ({code.state})"
            say(f"  {address}/cofl/claim/{code.pretty}/  {code.campaign}{state}")
        say(f"Log in at {address}/admin/ as:")
        for name, what in site.LOGINS:
            say(f"  {name} / {name}  {what}")
        say(
            f"Be one of the learners: give an address at {address}/cofl/sign-in/ and open the link."
        )
        for facts in LEARNERS:
            say(f"  {facts['email']}  {facts['who']}")
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            say(f"  The mail with the link is a file in {settings.EMAIL_FILE_PATH}")

"""Fill this site with Port Merrow. Run it again: nothing is doubled, nothing of yours is lost."""

from datetime import datetime, time
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.images import ImageFile
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone
from home.models import HomePage
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, Site

from demo.city import BADGES, CITY, ESCO, OPPORTUNITIES, PROVIDERS, SKILLS
from wagtail_cofl.awards.models import ClaimCode
from wagtail_cofl.badges.models import Badge, BadgeSkill
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.pages.models import OpportunityPage
from wagtail_cofl.providers.models import Provider
from wagtail_cofl.skills.models import Framework, Skill, SkillRelation
from wagtail_cofl.skills.spine import spine_for

PICTURES = Path(__file__).resolve().parents[2] / "pictures"
LOGINS = [("admin", "Can do everything"), ("editor", "Edits the City of Learning")]
EDITED = ["provider", "skill", "badge", "claimcode", "citysettings"]


class Command(BaseCommand):
    help = "Loads the invented city of Port Merrow. Safe to run again."

    def handle(self, **options):
        with transaction.atomic():
            home = self.home()
            site = self.site(home)
            self.people(home)
            providers = self.providers(site)
            skills = self.skills(site)
            badges = self.badges(providers, skills)
            self.opportunities(home, providers, badges)
        self.say(site)

    def home(self) -> HomePage:
        if home := HomePage.objects.first():
            return home
        root = Page.objects.get(depth=1)
        root.get_children().filter(slug="home").delete()
        root.refresh_from_db()
        home = HomePage(
            title="Port Merrow City Council",
            slug="home",
            intro="This week in the city of learning",
            body="<p>Things to do, and the badges that you can take home.</p>",
        )
        root.add_child(instance=home)
        return home

    def site(self, home: HomePage) -> Site:
        host, _, port = settings.COFL_ADDRESS.partition("://")[2].partition(":")
        site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
        site.hostname, site.port = host, int(port or 443)
        site.root_page, site.site_name = home, "Port Merrow"
        site.save()
        city = CitySettings.for_site(site)
        for name, value in CITY.items():
            if not getattr(city, name):
                setattr(city, name, value)
        if city.issued_since is None:
            city.canonical_address = settings.COFL_ADDRESS
        elif city.canonical_address != settings.COFL_ADDRESS:
            # Its badges name their address for ever: here too.
            self.stderr.write(
                f"This city has given badges as {city.canonical_address}, so it gives no more as "
                f"{settings.COFL_ADDRESS}. Serve it there again, or begin anew with make clean."
            )
        city.save()
        return site

    def people(self, home: HomePage) -> None:
        User = get_user_model()
        for name, _what in LOGINS:
            if not User.objects.filter(username=name).exists():
                make = (
                    User.objects.create_superuser if name == "admin" else User.objects.create_user
                )
                make(name, f"{name}@portmerrow.example", name)
        group, _made = Group.objects.get_or_create(name="City of Learning editors")
        group.permissions.add(
            *Permission.objects.filter(
                content_type__app_label="wagtail_cofl",
                codename__in=[
                    f"{action}_{model}"
                    for model in EDITED
                    for action in ("add", "change", "delete", "publish")
                ],
            ),
            *Permission.objects.filter(codename__in=["access_admin", "view_award"]),
        )
        for codename in ("add_page", "change_page", "publish_page"):
            permission = Permission.objects.get(
                content_type__app_label="wagtailcore", codename=codename
            )
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
        editors = Group.objects.filter(name__in=[group.name, "Editors"])
        User.objects.get(username="editor").groups.add(*editors)

    def providers(self, site: Site) -> dict[str, Provider]:
        return {
            key: Provider.objects.get_or_create(site=site, name=facts["name"], defaults=facts)[0]
            for key, facts in PROVIDERS.items()
        }

    def skills(self, site: Site) -> dict[str, Skill]:
        esco, _made = Framework.objects.get_or_create(
            kind=Framework.Kind.REFERENCE, identifier=ESCO["identifier"], defaults=ESCO
        )
        spine = spine_for(site)
        found = {}
        for area_name, skills in SKILLS.items():
            area, _made = Skill.objects.get_or_create(framework=spine, label=area_name, parent=None)
            for label, (description, same) in skills.items():
                skill, made = Skill.objects.get_or_create(
                    framework=spine,
                    label=label,
                    defaults={"parent": area, "description": description},
                )
                if same and made:
                    target, _made = Skill.objects.get_or_create(
                        framework=esco, uri=same[0], defaults={"label": same[1]}
                    )
                    SkillRelation.objects.create(origin=skill, target=target)
                found[label] = skill
        return found

    def badges(self, providers, skills) -> dict[str, Badge]:
        found = {}
        for slug, facts in BADGES.items():
            badge = Badge.objects.filter(slug=slug).first()
            if badge is None:
                badge = Badge(
                    slug=slug,
                    provider=providers[facts["provider"]],
                    image=self.picture(slug, facts["name"]),
                    criteria=[
                        (kind, {"title": title, "detail": detail})
                        for kind, title, detail in facts["criteria"]
                    ],
                    badge_skills=[BadgeSkill(skill=skills[label]) for label in facts["skills"]],
                    live=False,
                    **{k: facts[k] for k in ("name", "statement", "description", "layer")},
                )
                badge.save()
                badge.save_revision().publish()
            found[slug] = badge
        return found

    def picture(self, slug: str, name: str):
        with (PICTURES / f"{slug}.png").open("rb") as handle:
            return get_image_model().objects.create(
                title=f"{name} badge", file=ImageFile(handle, name=f"{slug}.png")
            )

    def opportunities(self, home: HomePage, providers, badges) -> None:
        today = timezone.make_aware(datetime.combine(timezone.localdate(), time()))
        for facts in OPPORTUNITIES:
            if OpportunityPage.objects.filter(slug=facts["slug"]).exists():
                continue
            plain = {k: v for k, v in facts.items() if k not in ("sessions", "code")}
            badge = badges[facts["badge"]]
            page = OpportunityPage(
                **{**plain, "provider": providers[facts["provider"]], "badge": badge},
                sessions=[
                    (
                        "session",
                        {
                            "starts_at": today + start,
                            "ends_at": today + start + length,
                            "venue": "",
                        },
                    )
                    for start, length in facts["sessions"]
                ],
            )
            home.add_child(instance=page)
            page.save_revision().publish()
            ClaimCode.objects.get_or_create(badge=badge, label=facts["code"])

    def say(self, site: Site) -> None:
        address = settings.COFL_ADDRESS
        self.stdout.write("Port Merrow is ready. Open:")
        self.stdout.write(f"  {address}/  the council’s site")
        for page in OpportunityPage.objects.live():
            self.stdout.write(f"  {address}{page.get_url()}  {page.title}")
        for code in ClaimCode.objects.order_by("pk"):
            self.stdout.write(f"  {address}/cofl/claim/{code.pretty}/  claim: {code.badge}")
        self.stdout.write(f"  {address}/admin/  the admin, with these log-ins:")
        for name, what in LOGINS:
            self.stdout.write(f"    {name} / {name}  {what}")
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            self.stdout.write(f"  Mails are files in {settings.EMAIL_FILE_PATH}")

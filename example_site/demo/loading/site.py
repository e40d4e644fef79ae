"""The council's site: its front page, its pages of text, the city, and who may log in."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from home.models import HomePage, InfoPage
from wagtail.models import GroupPagePermission, Page, Site

from demo.city import CITY
from demo.council import HOME, TREE
from demo.people import MEMBERS
from wagtail_cofl.city.models import CitySettings
from wagtail_cofl.providers.models import Membership, Provider

LOGINS = [("admin", "Can do everything"), ("editor", "Edits the City of Learning")]
EVERYTHING = ("add", "change", "delete", "publish")
# What an editor may do, by model.
MAY = {
    "provider": EVERYTHING,
    "skill": EVERYTHING,
    "badge": EVERYTHING,
    "campaign": EVERYTHING,
    "batch": EVERYTHING,
    "citysettings": EVERYTHING,
    "award": ("view", "revoke"),
    "opportunity": ("view",),
    "playlist": ("view",),
    "problemreport": ("view", "change"),
}


def home_page() -> HomePage:
    if home := HomePage.objects.first():
        return home
    root = Page.objects.get(depth=1)
    root.get_children().filter(slug="home").delete()
    root.refresh_from_db()
    return root.add_child(instance=HomePage(slug="home", **HOME))


def site_of(home: HomePage) -> Site:
    host, _, port = settings.COFL_ADDRESS.partition("://")[2].partition(":")
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.port = host, int(port or 443)
    site.root_page, site.site_name = home, "Port Merrow"
    site.save()
    return site


def city_of(site: Site) -> CitySettings:
    """The city's settings, filled in where they are empty. Its address is this deployment's until
    it has given a badge."""
    city = CitySettings.for_site(site)
    for name, value in CITY.items():
        if not getattr(city, name):
            setattr(city, name, value)
    if city.issued_since is None:
        city.canonical_address = settings.COFL_ADDRESS
    city.save()
    return city


def council_pages(parent: Page, tree: list = TREE) -> None:
    """The council's pages of text below ``parent``; one whose address is taken is left alone."""
    for slug, title, intro, body, on_front_page, below in tree:
        page = parent.get_children().filter(slug=slug).first()
        if page is None:
            page = parent.add_child(
                instance=InfoPage(
                    slug=slug,
                    title=title,
                    intro=intro,
                    body=" ".join(body.split()),
                    on_front_page=on_front_page,
                )
            )
        council_pages(page, below)


def logins(home: HomePage) -> None:
    User = get_user_model()
    for name, _what in LOGINS:
        if not User.objects.filter(username=name).exists():
            make = User.objects.create_superuser if name == "admin" else User.objects.create_user
            make(name, f"{name}@portmerrow.example", name)
    group, _made = Group.objects.get_or_create(name="City of Learning editors")
    codenames = [f"{verb}_{model}" for model, verbs in MAY.items() for verb in verbs]
    group.permissions.add(
        *Permission.objects.filter(content_type__app_label="wagtail_cofl", codename__in=codenames),
        Permission.objects.get(codename="access_admin"),
    )
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    editors = Group.objects.filter(name__in=[group.name, "Editors"])
    User.objects.get(username="editor").groups.add(*editors)


def members(providers: dict[str, Provider]) -> None:
    """Who works for a provider. Somebody who was taken out of it since stays out."""
    User = get_user_model()
    for name, first, last, provider, role, _what in MEMBERS:
        if not User.objects.filter(username=name).exists():
            user = User.objects.create_user(
                name, f"{name}@portmerrow.example", name, first_name=first, last_name=last
            )
            Membership.objects.create(provider=providers[provider], user=user, role=role)

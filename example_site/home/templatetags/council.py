"""What stands at the top and at the foot of every page of the council."""

from django import template
from wagtail.models import Site

from home.models import InfoPage

register = template.Library()
FOOT = ("contact", "privacy", "accessibility")


@register.simple_tag(takes_context=True)
def menu(context) -> list[tuple[str, str, str]]:
    """The main menu: (title, address, "page" where that is this page, "true" where this page is
    below it, else "")."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    found = []
    for page in site.root_page.get_children().live().public().in_menu():
        url = page.get_url(request)
        if request.path == url:
            current = "page"
        else:
            current = "true" if request.path.startswith(url) else ""
        found.append((page.title, url, current))
    return found


@register.simple_tag(takes_context=True)
def foot(context) -> list[InfoPage]:
    """The pages that people look for at the foot of a site."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    return list(InfoPage.objects.child_of(site.root_page).live().public().filter(slug__in=FOOT))

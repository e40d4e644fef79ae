"""The list of what is on, and the permanent address of each opportunity."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_cofl.city.qr import paper_address, qr_svg
from wagtail_cofl.city.rendering import render
from wagtail_cofl.city.sites import site_of
from wagtail_cofl.playlists.finding import parts_of
from wagtail_cofl.skills.spine import Spine

from .finding import EVERYTHING, Wanted, When, cards, find, given, list_page, main_area, nearest
from .forms import FilterForm, query_of
from .models import Opportunity
from .scheduling import dates_of, series_of

PER_PAGE = 24


def _count(number: int, wanted: Wanted) -> str:
    """ "14 things to do this weekend", "Nothing on today"."""
    if number == 0:
        return {
            When.TODAY: _("Nothing on today"),
            When.TOMORROW: _("Nothing on tomorrow"),
            When.WEEKEND: _("Nothing on this weekend"),
            When.WEEK: _("Nothing on in the next 7 days"),
        }.get(
            wanted.when, _("Nothing here") if wanted != EVERYTHING else _("Nothing is on just now")
        )
    words = {
        When.TODAY: ngettext("%(n)s thing to do today", "%(n)s things to do today", number),
        When.TOMORROW: ngettext(
            "%(n)s thing to do tomorrow", "%(n)s things to do tomorrow", number
        ),
        When.WEEKEND: ngettext(
            "%(n)s thing to do this weekend", "%(n)s things to do this weekend", number
        ),
        When.WEEK: ngettext(
            "%(n)s thing to do in the next 7 days",
            "%(n)s things to do in the next 7 days",
            number,
        ),
        When.ANY_TIME: ngettext(
            "%(n)s thing to do with no fixed date",
            "%(n)s things to do with no fixed date",
            number,
        ),
    }
    anything = ngettext("%(n)s thing to do", "%(n)s things to do", number)
    return words.get(wanted.when, anything) % {"n": number}


def _way_out(site_id: int, spine: Spine, wanted: Wanted) -> dict | None:
    """Where nothing was found: the nearest that finds something, as ``count`` and ``query``, and
    ``loosened``: which filter it lets go of ("when", "kind" or "area"), or "week"."""
    found = nearest(site_id, spine, wanted)
    if found is None:
        return None
    looser, number = found
    if looser.when != wanted.when:
        loosened = "week" if looser.when else "when"
    else:
        loosened = "kind" if looser.kinds != wanted.kinds else "area"
    return {"count": number, "query": query_of(looser), "loosened": loosened}


def index_context(request: HttpRequest, site: Site | None, provider=None) -> dict:
    """What the list of what is on shows, of the city or of one provider: ``form`` (bound; its
    ``chosen`` are the filters that are set), ``cards``, ``page_obj``, ``count_words``,
    ``filter_query`` (for links to other pages of the list), ``way_out`` (see :func:`_way_out`; None
    unless the list is empty)."""
    spine = Spine.of(site)
    form = FilterForm(request.GET, spine)
    wanted, site_id = form.wanted, site.pk if site else 0
    found = find(site_id, spine, wanted)
    if provider is not None:
        found = found.filter(provider=provider)
    page_obj = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    number = page_obj.paginator.count
    return {
        "form": form,
        "filter_query": query_of(wanted),
        "page_obj": page_obj,
        "count_words": _count(number, wanted),
        "cards": cards(page_obj, spine, wanted.when),
        "way_out": None if number or provider else _way_out(site_id, spine, wanted),
    }


def page_context(request: HttpRequest, page) -> dict:
    """What an opportunity page shows, the same for everybody, published or not yet saved: ``badge``
    (only while it is given), ``series`` (its dates to come), ``next_date`` (the next
    :class:`~.scheduling.Date`, cancelled only if all are), ``is_over``, ``skills`` (skill, area,
    False), ``area``, ``parts`` (the playlists that it is in), ``list_page``, ``qr``."""
    site = page.get_site()
    spine = Spine.of(site)
    series = series_of(page.sessions, page.venue, since=timezone.now())
    coming = [date for one in series for date in one.dates]
    row = Opportunity.objects.filter(page_id=page.pk).first() if page.pk else None
    skills = spine.find(page.skill_ids)
    return {
        "badge": given([page.badge_id]).get(page.badge_id) if page.badge_id else None,
        "series": series,
        "next_date": min(coming, key=lambda date: (date.cancelled, date.starts_at), default=None),
        "is_over": not coming and bool(dates_of(page.sessions)),
        "skills": [(skill, spine.area_of(skill.pk), False) for skill in skills],
        "area": main_area((skill.pk for skill in skills), spine),
        "parts": parts_of(site, opportunity=row.uuid) if site and row else [],
        "list_page": list_page(site, "opportunities") if site else None,
        "qr": qr_svg(paper_address(site) + _permanent(row)) if site and row else "",
    }


def _permanent(row: Opportunity) -> str:
    return reverse("wagtail_cofl:opportunity", args=[row.uuid])


@require_safe
def opportunity(request: HttpRequest, uuid) -> HttpResponse:
    """The permanent address of an opportunity: it leads to the page that shows it today, and says
    so where none does. Printed checklists and other systems name it."""
    site = site_of(request)
    found = get_object_or_404(Opportunity.objects.select_related("page"), site=site, uuid=uuid)
    if found.live and found.page and (url := found.page.get_url(request)):
        return redirect(url)
    context = {"list_page": list_page(site, "opportunities")}
    return render(request, "wagtail_cofl/opportunities/gone.html", context, status=410)

"""The list of what is on, and the permanent address of each opportunity."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe
from wagtail.models import Site

from wagtail_cofl.city.sites import site_of
from wagtail_cofl.skills.spine import Spine

from .finding import EVERYTHING, cards, find
from .forms import FilterForm
from .models import Opportunity

PER_PAGE = 24


def index_context(request: HttpRequest, site: Site | None) -> dict:
    """What the list of what is on shows: ``form`` (bound), ``chosen`` (each with the ``query`` of
    the list without it), ``cards``, ``page_obj``, ``query`` (the filters, for links to other pages
    of the list), ``everything`` (how many without filters)."""
    spine = Spine.of(site)
    form = FilterForm(request.GET, spine)
    site_id = site.pk if site else 0
    paginator = Paginator(find(site_id, spine, form.wanted), PER_PAGE)
    page_obj = paginator.get_page(request.GET.get("page"))
    chosen = [(name, value) for name, value, _label in form.chosen]
    filtered = form.wanted != EVERYTHING
    return {
        "spine": spine,
        "form": form,
        "chosen": [
            {"label": label, "query": urlencode([c for c in chosen if c != (name, value)])}
            for name, value, label in form.chosen
        ],
        "query": urlencode(chosen),
        "page_obj": page_obj,
        "cards": cards(page_obj, spine),
        "everything": find(site_id, spine).count() if filtered else paginator.count,
    }


@require_safe
def opportunity(request: HttpRequest, uuid) -> HttpResponse:
    """The permanent address of an opportunity: it leads to the page that shows it today. Printed
    checklists and other systems name it."""
    found = get_object_or_404(
        Opportunity.objects.filter(live=True, page__live=True).select_related("page"),
        uuid=uuid,
        site=site_of(request),
    )
    url = found.page.get_url(request)
    if not url:
        raise Http404
    return redirect(url)

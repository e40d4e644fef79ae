"""Telling the city about a problem with a page. Nobody has to sign in, and no cookie is set."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from .forms import ProblemForm
from .personal import personal, reportable
from .rendering import render
from .reporting import report as keep_report
from .sites import city_of, site_of


# A report is nobody's in particular and does nothing in anyone's name, so there is nothing to forge.
# Whoever has cookies turned off must be able to say that somebody is not safe.
@csrf_exempt
@personal
@sensitive_variables("form")
@sensitive_post_parameters("message", "email")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; what was typed comes back with the words about a mistake. ``?page=`` names a path."""
    site = site_of(request)
    page = reportable(request.GET.get("page", ""))
    form = ProblemForm(request.POST or None, initial={"page": page})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = ("kind", "message", "page", "email")
        keep_report(site, **{name: said[name] for name in wanted})
        return redirect("wagtail_cofl:report_thanks")
    if form.is_bound:
        page = reportable(str(form["page"].value() or ""))
    context = {"form": form.add_aria(), "page_path": page, "city": city_of(request)}
    return render(request, "wagtail_cofl/city/report.html", context)


@require_safe
def report_thanks(request: HttpRequest) -> HttpResponse:
    """Thanks, and again whom to call: the same page for everyone."""
    context = {"city": city_of(request)}
    return render(request, "wagtail_cofl/city/report_thanks.html", context)

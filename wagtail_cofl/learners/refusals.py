"""What a person sees when something cannot be done, and what to do next."""

from django.http import HttpRequest, HttpResponse

from wagtail_cofl.city.readiness import CityNotReady
from wagtail_cofl.city.rendering import render

from .confirming import LinkProblem


def link_problem(request: HttpRequest, problem: LinkProblem) -> HttpResponse:
    """A link that does not work, and the way to a new one."""
    return render(
        request,
        "wagtail_cofl/learners/link_problem.html",
        {"problem": problem},
        status=404 if problem.code == "unknown" else 410,
    )


def not_ready(request: HttpRequest, problem: CityNotReady) -> HttpResponse:
    """The city may not send mail or issue here: say so kindly, with the reason for the staff."""
    return render(
        request, "wagtail_cofl/learners/not_ready.html", {"reason": str(problem)}, status=503
    )

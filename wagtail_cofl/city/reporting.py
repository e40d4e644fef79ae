"""Somebody tells the city about a problem: it is kept, the city hears of it, and it is forgotten."""

import contextlib
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from wagtail_cofl.settings import cofl_settings

from . import mail
from .models import CitySettings, ProblemReport
from .readiness import CityNotReady
from .sealing import seal

Kind = ProblemReport.Kind

# A machine that floods the form must not flood an inbox too. Every report is kept all the same.
MAILS_AN_HOUR = 30
TWICE_WITHIN = timedelta(minutes=10)


def report(
    site: Site, *, kind: str, message: str, page: str = "", email: str = ""
) -> ProblemReport:
    """Keep a report and tell the city's people. ``page`` is a path that
    :func:`~wagtail_cofl.city.personal.reportable` has let through.

    A button that was pressed twice makes one report. A city that may not send mail keeps it too.
    """
    said = {"site": site, "kind": kind, "page": page, "message": message}
    since = timezone.now() - TWICE_WITHIN
    if again := ProblemReport.objects.filter(**said, created_at__gte=since).first():
        return again
    made = ProblemReport(**said)
    if email:
        made.sealed_reply_to = seal(email.encode())
    made.save()
    with contextlib.suppress(CityNotReady):
        _tell(made)
    return made


def _tell(report: ProblemReport) -> None:
    """Mail the report. Where somebody may not be safe, its words go to those who look after
    safety, and the city's contact only hears that there is one. No mail has a reporter's address."""
    hour = timezone.now() - timedelta(hours=1)
    like_it = ProblemReport.objects.filter(site=report.site, kind=report.kind, created_at__gte=hour)
    if like_it.count() > MAILS_AN_HOUR:
        return
    city = CitySettings.objects.filter(site=report.site).first() or CitySettings()
    unsafe = report.kind == Kind.UNSAFE
    if unsafe and city.safeguarding_email:
        _send(report, city, city.safeguarding_email, words=True)
        if city.contact_email not in ("", city.safeguarding_email):
            _send(report, city, city.contact_email, words=False)
    elif to := city.contact_email or city.safeguarding_email:
        _send(report, city, to, words=True)


def _send(report: ProblemReport, city: CitySettings, to: str, *, words: bool) -> None:
    page = city.canonical_address + report.page if report.page else _("No page was named.")
    admin = getattr(settings, "WAGTAILADMIN_BASE_URL", "") or city.canonical_address
    paragraphs = [
        f"{report.get_kind_display()}.",
        page,
        report.message
        if words
        else _("What they wrote has gone to %(address)s.") % {"address": city.safeguarding_email},
        _("They left an address for an answer. It is with the report:")
        if report.sealed_reply_to
        else _("They left no address for an answer. The report:"),
        admin + reverse("cofl_reports:edit", args=[report.pk]),
        city.name,
    ]
    mail.send(
        report.site_id,
        to=to,
        subject=_("Problem report: %(kind)s") % {"kind": report.get_kind_display()},
        body="\n\n".join(paragraphs),
        robust=True,
    )


def forget_old_reports() -> int:
    """Delete what was dealt with more than ``KEEP_REPORTS_DAYS`` ago, and say how many that were."""
    before = timezone.now() - timedelta(days=cofl_settings.KEEP_REPORTS_DAYS)
    old = ProblemReport.objects.filter(handled_at__lt=before)
    return old.delete()[1].get("wagtail_cofl.ProblemReport", 0)

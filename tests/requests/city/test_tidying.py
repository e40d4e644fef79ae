"""manage.py cofl_tidy: what is no longer needed about people is forgotten."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from wagtail_cofl.city.models import ProblemReport
from wagtail_cofl.learners.confirming import send_link
from wagtail_cofl.learners.models import EmailLink

pytestmark = pytest.mark.django_db


def report(site, message: str, **ago) -> None:
    handled = timezone.now() - timedelta(**ago) if ago else None
    ProblemReport.objects.create(site=site, kind="wrong", message=message, handled_at=handled)


def test_reports_that_were_dealt_with_long_ago_go(site, capsys):
    report(site, "open")
    ProblemReport.objects.update(created_at=timezone.now() - timedelta(days=900))
    report(site, "new", days=89)
    report(site, "old", days=91)
    call_command("cofl_tidy")
    assert {r.message for r in ProblemReport.objects.all()} == {"open", "new"}
    assert capsys.readouterr().out.splitlines() == [
        "1 problem report deleted.",
        "0 email links deleted.",
        "0 lists that nobody went on with deleted.",
        "0 letters to people on lists have run out.",
        "0 children without an answer deleted.",
    ]
    call_command("cofl_tidy")
    assert ProblemReport.objects.count() == 2


def test_a_site_says_how_long(site, settings):
    settings.WAGTAIL_COFL = {"KEEP_REPORTS_DAYS": 7}
    report(site, "new", days=6)
    report(site, "old", days=8)
    call_command("cofl_tidy")
    assert ProblemReport.objects.get().message == "new"


@pytest.mark.parametrize("days", [-1, "90", None, True])
def test_a_number_that_is_none_deletes_nothing(site, settings, days):
    settings.WAGTAIL_COFL = {"KEEP_REPORTS_DAYS": days}
    report(site, "old", days=900)
    with pytest.raises(CommandError, match="KEEP_REPORTS_DAYS") as stopped:
        call_command("cofl_tidy")
    assert stopped.value.returncode == 2
    assert ProblemReport.objects.exists()


def test_links_go_a_day_after_they_stop_working(city, capsys):
    now = timezone.now()
    for hours, used in [(-1, None), (23, None), (25, None), (25, now), (-1, now)]:
        link = send_link(city.site_id, "lovelace@example.org")
        link.expires_at, link.used_at = now - timedelta(hours=hours), used
        link.save()
    call_command("cofl_tidy")
    assert "2 email links deleted." in capsys.readouterr().out
    assert EmailLink.objects.count() == 3

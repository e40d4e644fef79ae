"""A report in a person's words and language: one answer, and one line for each thing that was looked at.

The sentences are written, and marked for translation, where the checks are made.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cofl.openbadges.verification import Check, Report, Status

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# The order in which somebody wants to know.
ORDER = [
    "parse",
    "issuer",
    "vouched",
    "hosted",
    "proof",
    "status",
    "dates",
    "recipient",
    "refresh",
    "credentials",
    "endorsements",
    "badge",
    "images",
    "schema",
    "contexts",
]
# What people need not be told when it is as it should be.
FOR_MACHINES = {"parse", "schema", "contexts", "refresh", "images", "badge"}
# What they need not be told when there is none of it.
ONLY_IF_THERE = {"refresh_none", "endorsements_none", "images_none"}
# Blemishes of the document that say nothing to somebody who only wants to know whether to trust it.
SMALL = {"not_arrays", "not_as_defined", "other_words", "not_a_picture", "claims_missing"}


@dataclass(frozen=True, slots=True)
class Line:
    """``kind`` is good, stop, wait (we do not know), ask (you can find out) or note. The claim is a
    heading, and has no full stop."""

    kind: str
    claim: str
    how: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict: ``kind`` is good, wait or stop; ``why`` its reason in one sentence, or ""."""

    kind: str
    title: str
    why: str


def _words(message: str, check: Check) -> str:
    """Days, which reports have in ISO form, are written out."""
    params = {
        name: date_format(date.fromisoformat(value), "j F Y") if _DAY.match(value) else value
        for name, value in check.params.items()
    }
    return _(message) % params


def sentence(check: Check) -> str:
    """The claim of a check."""
    return _words(check.message, check)


def explanation(check: Check) -> str:
    """How we know, or what to do; "" where there is nothing to add."""
    return _words(check.detail, check) if check.detail else ""


def _kind(check: Check) -> str:
    if check.status == Status.NOT_APPLICABLE:
        return "ask" if check.name == "recipient" else "note"
    return {Status.PASS: "good", Status.FAIL: "stop", Status.CANNOT: "wait"}.get(
        check.status, "note"
    )


def _is_told(check: Check) -> bool:
    if check.status == Status.WARN:
        return check.code not in SMALL
    if check.status == Status.PASS:
        return check.name not in FOR_MACHINES
    if check.status == Status.NOT_APPLICABLE:
        return check.code not in ONLY_IF_THERE
    return True


def lines(report: Report) -> list[Line]:
    """What people are told, in the order in which they ask."""
    told = [check for check in report.checks if _is_told(check)]
    told.sort(key=lambda check: ORDER.index(check.name) if check.name in ORDER else len(ORDER))
    return [
        Line(_kind(check), sentence(check).removesuffix("."), explanation(check)) for check in told
    ]


def answer(report: Report) -> Answer:
    """The verdict in words; the first check that is not good explains it."""
    if report.verdict == "valid":
        open_questions = sum(line.kind in {"ask", "note"} for line in lines(report))
        why = ""
        if open_questions:
            why = ngettext(
                "One thing for you to check.", "%(count)d things for you to check.", open_questions
            ) % {"count": open_questions}
        return Answer("good", _("This badge is real"), why)
    if report.verdict == "not_valid":
        wrong = next(check for check in report.checks if check.status == Status.FAIL)
        if wrong.code == "suspended":
            return Answer("stop", _("This badge does not count for now"), sentence(wrong))
        return Answer("stop", _("Do not trust this badge"), sentence(wrong))
    return Answer("wait", _("We cannot be sure yet"), _("Do not decide on this alone."))

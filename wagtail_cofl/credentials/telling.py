"""A report in a person's words and language: one answer, and one line for each thing that was looked at.

The sentences are written, and marked for translation, where the checks are made.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from wagtail_cofl.openbadges.verification import Check, Report, Status

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# The order in which somebody wants to know.
ORDER = [
    "parse",
    "issuer",
    "vouched",
    "endorsements",
    "hosted",
    "proof",
    "credentials",
    "status",
    "dates",
    "refresh",
    "badge",
    "images",
    "schema",
    "contexts",
    # The form that asks for an address follows.
    "recipient",
]
# What people need not be told when it is as it should be.
FOR_MACHINES = {"parse", "schema", "contexts", "refresh", "images", "badge"}
# What they need not be told when there is none of it.
ONLY_IF_THERE = {"refresh_none", "endorsements_none", "images_none"}
# Blemishes of the document that say nothing to somebody who only wants to know whether to trust it.
SMALL = {
    "not_arrays",
    "not_as_defined",
    "other_words",
    "not_a_picture",
    "claims_missing",
    "older_edition",
    "no_time_zone",
}
# What nobody but the reader can find out.
YOURS = {"vouched_none", "recipient_none", "issuer_only_key", "key_revoked_later", "newer"}
# Made wrongly: why is a matter for whoever made it.
FORM = {"schema", "contexts"}
# A badge that is what it says, and still does not count, or not for whoever shows it.
WHY_NOT = {
    "revoked": gettext_noop("This badge does not count any more"),
    "suspended": gettext_noop("This badge does not count for now"),
    "expired": gettext_noop("This badge has run out"),
    "proof_expired": gettext_noop("This badge has run out"),
    "not_yet": gettext_noop("This badge does not count yet"),
    "other_recipient": gettext_noop("This badge may be somebody else’s"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """``kind`` is good, stop, wait (we do not know), ask (you can find out) or note. The claim is a
    heading, and has no full stop."""

    kind: str
    claim: str
    how: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict: ``kind`` is good, wait or stop; ``why`` its reason in a sentence or two, or "".
    ``believed`` where the badge was given as it is, whether or not it counts."""

    kind: str
    title: str
    why: str
    believed: bool = False


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


def _kind(check: Check, report: Report) -> str:
    if check.code in YOURS:
        return "ask"
    if check.code == "issuer_ok" and not _is_given(report):
        return "note"
    return {Status.PASS: "good", Status.FAIL: "stop", Status.CANNOT: "wait"}.get(
        check.status, "note"
    )


def _is_given(report: Report) -> bool:
    """Did the issuer that it names give it? Only its signature, or its own address, can tell."""
    return all(
        check.status in {Status.PASS, Status.WARN}
        for check in report.checks
        if check.name in {"proof", "hosted"}
    )


def _is_told(check: Check, report: Report) -> bool:
    if check.status == Status.NOT_APPLICABLE and report.verdict != "valid":
        # Who would ask that of a badge that does not hold?
        return check.name == "vouched"
    if check.status == Status.WARN:
        return check.code not in SMALL
    if check.status == Status.PASS:
        return check.name not in FOR_MACHINES
    if check.status == Status.NOT_APPLICABLE:
        return check.code not in ONLY_IF_THERE
    return True


def lines(report: Report) -> list[Line]:
    """What people are told, in the order in which they ask."""
    told = [check for check in report.checks if _is_told(check, report)]
    told.sort(key=_place)
    return [_line(check, report) for check in told]


def _place(check: Check) -> tuple[int, int]:
    """What is wrong first, then what nobody knows: that is why the answer is not yes."""
    first = [Status.FAIL, Status.CANNOT]
    return (
        first.index(check.status) if check.status in first else len(first),
        ORDER.index(check.name) if check.name in ORDER else len(ORDER),
    )


def _line(check: Check, report: Report) -> Line:
    claim, how = sentence(check), explanation(check)
    if check.name in FORM and check.status == Status.FAIL:
        claim, how = _("It is not made as a badge should be"), f"{claim} {how}".strip()
    return Line(_kind(check, report), claim.removesuffix("."), how)


def answer(report: Report) -> Answer:
    """The verdict in words; the first check that is not good explains it."""
    if report.verdict == "valid":
        return _good(report)
    if report.verdict == "not_valid":
        wrong = [check for check in report.checks if check.status == Status.FAIL]
        worst = next((check for check in wrong if check.code not in WHY_NOT), None)
        if worst is None:
            return Answer("stop", _(WHY_NOT[wrong[0].code]), sentence(wrong[0]), believed=True)
        return Answer("stop", _("Do not trust this badge"), _line(worst, report).claim + ".")
    return Answer("wait", _("We cannot be sure yet"), _("Do not decide on this alone."))


def _good(report: Report) -> Answer:
    if any(check.code == "issuer_only_key" for check in report.checks):
        # Anybody can make a key, and a badge that fits it.
        return Answer(
            "wait",
            _("We cannot say who gave this badge"),
            _("Nothing in it was changed, but anybody could have made it in that name."),
        )
    count = sum(line.kind == "ask" for line in lines(report))
    why = ""
    if count:
        why = ngettext(
            "One thing for you to check.", "%(count)d things for you to check.", count
        ) % {"count": count}
    return Answer("good", _("This badge is real"), why, believed=True)

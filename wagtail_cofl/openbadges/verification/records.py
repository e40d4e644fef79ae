"""Comprehensive Learner Record 2.0: do the credentials in it hold too? Whoever put them together signed
only that they belong together."""

from typing import Any

from ..documents import gettext_noop
from .common import as_list
from .report import Check, Report, Status
from .signed_documents import Signed, in_token

NAME = "credentials"
# Each costs as much as a badge.
MOST = 25


def inside(document: Any) -> list[Any]:
    """The credentials in a record, as they stand there."""
    return as_list(document["credentialSubject"].get("verifiableCredential"))


def read(given: Any) -> Signed:
    """One of them. Raises ``Stop`` for a damaged token."""
    if isinstance(given, str):
        return in_token(given)
    return Signed(given if isinstance(given, dict) else {})


def tell(report: Report, found: list[Report], left: int) -> None:
    """What came of them: ``found`` are their own reports, ``left`` is how many were not looked at."""
    verdicts = [each.verdict for each in found]
    bad, unknown = verdicts.count("not_valid"), verdicts.count("could_not_check") + left
    names = "; ".join(each.summary.name for each in found if each.verdict == "not_valid")
    if bad:
        report.checks.append(
            Check(
                NAME,
                Status.FAIL,
                "credential_not_valid",
                gettext_noop("It holds badges that are not to be trusted."),
                {"count": str(bad), "names": names},
                gettext_noop("Check each badge in it by itself."),
            )
        )
    elif unknown:
        report.checks.append(
            Check(
                NAME,
                Status.CANNOT,
                "credential_not_checked",
                gettext_noop("It holds badges that we could not check."),
                {"count": str(unknown)},
                gettext_noop("Check each badge in it by itself."),
            )
        )
    elif found:
        report.passed(
            NAME,
            gettext_noop("Every badge in it holds."),
            gettext_noop("We checked each by itself, %(count)s in all."),
            count=str(len(found)),
        )
    else:
        report.skipped(NAME, gettext_noop("There is no badge in it."))

"""What a verification says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from ..documents import Document


class CannotFetch(Exception):
    """Something that the badge names could not be had. ``str()`` is a sentence."""


class Gone(CannotFetch):
    """What stood there was taken away for good (HTTP 410): for a hosted badge, that it was
    withdrawn. ``body`` is what stands there instead."""

    def __init__(self, message: str, body: bytes = b""):
        super().__init__(message)
        self.body = body


class Fetch(Protocol):
    """How a verification looks things up: the only door to the world, and the caller's."""

    def __call__(self, url: str, accept: str) -> bytes:
        """The body at ``url``. Raises :exc:`CannotFetch`, and :exc:`Gone` for a 410."""


class Status(StrEnum):
    PASS = "pass"  # noqa: S105
    WARN = "warn"
    FAIL = "fail"
    CANNOT = "cannot"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``message`` is the claim and ``detail`` how we know, or what to do: English
    sentences with ``%(name)s`` places for ``params``, marked for translators. ``code`` never changes
    once it was published. ``params`` may say more than the sentences do; days are ISO dates."""

    name: str
    status: Status
    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""

    @property
    def sentence(self) -> str:
        return self.message % self.params

    @property
    def explanation(self) -> str:
        return self.detail % self.params


class Stop(Exception):
    """A check that ends the verification, because what follows would stand on nothing."""

    def __init__(self, check: Check):
        super().__init__(check.sentence)
        self.check = check


@dataclass(slots=True)
class Summary:
    """What the badge says of itself, whether or not it is to be believed: ask the verdict. ``issuer``
    is the issuer's id. What could not be read is empty."""

    id: str = ""
    name: str = ""
    description: str = ""
    issuer: str = ""
    issuer_name: str = ""
    awarded_on: date | None = None
    valid_until: date | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "description": self.description,
            "issuer": {"id": self.issuer, "name": self.issuer_name},
            "awardedOn": self.awarded_on.isoformat() if self.awarded_on else None,
            "validUntil": self.valid_until.isoformat() if self.valid_until else None,
        }


@dataclass(slots=True)
class Report:
    """Checks in the order in which they were made. ``version`` is "3.0", "2.0" or "". ``document`` is
    the badge as it was read, empty where it could not be, and ``token`` what it was read from, where
    that is signed as a whole."""

    checks: list[Check] = field(default_factory=list)
    version: str = ""
    summary: Summary = field(default_factory=Summary)
    document: Document = field(default_factory=dict)
    token: str = ""

    @property
    def verdict(self) -> str:
        """``valid``, ``not_valid`` (something is wrong) or ``could_not_check`` (something is
        unknown)."""
        statuses = {check.status for check in self.checks}
        if Status.FAIL in statuses:
            return "not_valid"
        if Status.CANNOT in statuses or not self.checks:
            return "could_not_check"
        return "valid"

    def passed(self, name: str, message: str, detail: str = "", /, **params: str) -> None:
        self.checks.append(Check(name, Status.PASS, f"{name}_ok", message, params, detail))

    def warned(
        self, name: str, code: str, message: str, detail: str = "", /, **params: str
    ) -> None:
        self.checks.append(Check(name, Status.WARN, code, message, params, detail))

    def skipped(self, name: str, message: str, detail: str = "", /) -> None:
        self.checks.append(
            Check(name, Status.NOT_APPLICABLE, f"{name}_none", message, detail=detail)
        )

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Turns a :exc:`Stop` into the last check of the report."""
        try:
            yield
        except Stop as stop:
            self.checks.append(stop.check)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able: verdict, version, what the badge says of itself, and name, status, code,
        sentences and params of each check."""
        return {
            "verdict": self.verdict,
            "version": self.version,
            "badge": self.summary.to_dict(),
            "checks": [
                {
                    "name": check.name,
                    "status": str(check.status),
                    "code": check.code,
                    "message": check.sentence,
                    "detail": check.explanation,
                    "params": dict(check.params),
                }
                for check in self.checks
            ],
        }


def fail(name: str, code: str, message: str, detail: str = "", /, **params: str) -> Stop:
    """Something is wrong with the badge."""
    return Stop(Check(name, Status.FAIL, code, message, params, detail))


def cannot(name: str, code: str, message: str, detail: str = "", /, **params: str) -> Stop:
    """Something could not be found out: no word against the badge."""
    return Stop(Check(name, Status.CANNOT, code, message, params, detail))

"""What a verification says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol


class CannotFetch(Exception):
    """Something that the badge names could not be had. ``str()`` is a sentence."""


class Fetch(Protocol):
    """How a verification looks things up: the only door to the world, and the caller's."""

    def __call__(self, url: str, accept: str) -> bytes:
        """The body at ``url``. Raises :exc:`CannotFetch`."""


class Status(StrEnum):
    PASS = "pass"  # noqa: S105
    WARN = "warn"
    FAIL = "fail"
    CANNOT = "cannot"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``message`` is an English sentence with ``%(name)s`` places for ``params``, marked
    for translators. ``code`` never changes once it was published. ``params`` may say more than the
    sentence does."""

    name: str
    status: Status
    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return self.message % self.params


class Stop(Exception):
    """A check that ends the verification, because what follows would stand on nothing."""

    def __init__(self, check: Check):
        super().__init__(check.sentence)
        self.check = check


@dataclass(slots=True)
class Report:
    """Checks in the order in which they were made. ``version`` is "3.0", "2.0" or ""."""

    checks: list[Check] = field(default_factory=list)
    version: str = ""

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

    def passed(self, name: str, message: str, /, **params: str) -> None:
        self.checks.append(Check(name, Status.PASS, f"{name}_ok", message, params))

    def warned(self, name: str, code: str, message: str, /, **params: str) -> None:
        self.checks.append(Check(name, Status.WARN, code, message, params))

    def skipped(self, name: str, message: str, /) -> None:
        self.checks.append(Check(name, Status.NOT_APPLICABLE, f"{name}_none", message))

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Turns a :exc:`Stop` into the last check of the report."""
        try:
            yield
        except Stop as stop:
            self.checks.append(stop.check)

    def to_dict(self) -> dict[str, Any]:
        """JSON-able: verdict, version, and name, status, code, sentence and params of each check."""
        return {
            "verdict": self.verdict,
            "version": self.version,
            "checks": [
                {
                    "name": check.name,
                    "status": str(check.status),
                    "code": check.code,
                    "message": check.sentence,
                    "params": dict(check.params),
                }
                for check in self.checks
            ],
        }


def fail(name: str, code: str, message: str, /, **params: str) -> Stop:
    """Something is wrong with the badge."""
    return Stop(Check(name, Status.FAIL, code, message, params))


def cannot(name: str, code: str, message: str, /, **params: str) -> Stop:
    """Something could not be found out: no word against the badge."""
    return Stop(Check(name, Status.CANNOT, code, message, params))

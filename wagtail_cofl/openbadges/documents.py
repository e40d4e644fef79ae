"""What both versions share: dates, leaving out what is empty, sentences for people."""

import json
from datetime import UTC, datetime
from typing import Any

Document = dict[str, Any]


def gettext_noop(message: str) -> str:
    """Marks a sentence for translators; whoever shows it translates it."""
    return message


def timestamp(moment: datetime) -> str:
    """OB 3.0 *DateTimeZ*: UTC, to the second, with Z. Raises ValueError without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("A date in a badge needs a time zone.")
    moment = moment.astimezone(UTC)
    # Without the fraction. Written in one, with its offset, it takes twice as long.
    return f"{moment.date().isoformat()}T{moment.time().isoformat()[:8]}Z"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def json_text(document: Document) -> str:
    """JSON as we write it: members in their order, no spaces."""
    return _JSON.encode(document)


def compact(document: Document) -> Document:
    """The document without its empty members (OB 3.0 7.1: nulls and empty arrays are left out)."""
    return {
        key: value
        for key, value in document.items()
        if value or value == 0  # False and 0 say something
    }


def identifier_entry(value: str, kind: str = "identifier") -> Document:
    """OB 3.0 B.7 *IdentifierEntry*. ``kind`` is an *identifierType*."""
    return {"type": "IdentifierEntry", "identifier": value, "identifierType": kind}


def other_identifier(address: str) -> list[Document]:
    """OB 3.0 B.7 *IdentifierEntry*, in the array that the model asks for."""
    return [identifier_entry(address)]

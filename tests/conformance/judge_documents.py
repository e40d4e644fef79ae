"""The official JSON Schemas of OB 3.0 and CLR 2.0 over documents of every kind that we can make.

Usage: ``judge_documents.py DOCUMENTS SCHEMAS``, the first a file of ``make_documents.py``.
"""

import copy
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from judge_schema import complaints, refused, validator
from tap import Tap

Json = dict[str, Any]
SCHEMAS = {
    "credential": "ob_v3p0/ob_v3p0_achievementcredential_schema.json",
    "endorsement": "ob_v3p0/ob_v3p0_endorsementcredential_schema.json",
    "profile": "ob_v3p0/ob_v3p0_profile_schema.json",
    "clr": "clr_v2p0/clr_v2p0_clrcredential_schema.json",
}
# Of the full document of a kind: what is wrong with it, and a word of the complaint that must follow.
WRONG: dict[str, list[tuple[str, Callable[[Json], object], str]]] = {
    "full badge": [
        (
            "a result without a type",
            lambda c: c["credentialSubject"]["result"][0].pop("type"),
            "'type' is a required property",
        ),
        (
            "an unknown state of a result",
            lambda c: c["credentialSubject"]["result"][2].update(status="Fine"),
            "status",
        ),
        (
            "a result description without a name",
            lambda c: c["credentialSubject"]["achievement"]["resultDescription"][0].pop("name"),
            "'name' is a required property",
        ),
        ("evidence without a type", lambda c: c["evidence"][0].pop("type"), "'type' is a required"),
        (
            "an address in a hashed identity",
            lambda c: c["credentialSubject"]["identifier"][0].update(hashed="yes"),
            "hashed",
        ),
        (
            "a place to refresh without an address",
            lambda c: c["refreshService"].pop("id"),
            "'id' is a required property",
        ),
    ],
    "full endorsement": [
        ("no name", lambda c: c.pop("name"), "'name' is a required property"),
        (
            "a subject without an id",
            lambda c: c["credentialSubject"].pop("id"),
            "'id' is a required property",
        ),
        ("a day instead of a moment", lambda c: c.update(validFrom="2026-05-28"), "date-time"),
    ],
    "full profile": [
        ("no id", lambda c: c.pop("id"), "'id' is a required property"),
        ("a telephone that is a number", lambda c: c.update(phone=4420), "phone"),
        (
            "an identifier without its kind",
            lambda c: c["otherIdentifier"][0].pop("identifierType"),
            "'identifierType' is a required property",
        ),
    ],
    "full record": [
        ("no name", lambda c: c.pop("name"), "'name' is a required property"),
        (
            "no credentials",
            lambda c: c["credentialSubject"].pop("verifiableCredential"),
            "'verifiableCredential' is a required property",
        ),
        (
            "an unknown association",
            lambda c: c["credentialSubject"]["association"][0].update(associationType="isFriendOf"),
            "associationType",
        ),
    ],
}


def main(documents: Path, schemas: Path) -> None:
    tap = Tap("jsonschema documents")
    judges = {kind: validator(schemas / path) for kind, path in SCHEMAS.items()}
    for name, kind, document in json.loads(documents.read_bytes()):
        tap.check(f"accepts the {name}", complaints(judges[kind], document))
        for what, change, word in WRONG.get(name, []):
            forged = copy.deepcopy(document)
            change(forged)
            tap.check(f"{name}: refuses {what}", refused(judges[kind], forged, word))
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

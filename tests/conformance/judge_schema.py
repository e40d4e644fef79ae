"""The official JSON Schemas of OB 3.0, by PyPI ``jsonschema``, over the hosted JSON and the JSON that
Pillow finds in the baked picture. Usage: ``judge_schema.py EXHIBITS SCHEMAS``."""

import copy
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft201909Validator
from PIL import Image
from tap import Tap

Json = dict[str, Any]
# Where a required member is taken away, and its name.
REQUIRED = [
    ((), "@context"),
    ((), "id"),
    ((), "type"),
    ((), "issuer"),
    ((), "validFrom"),
    ((), "credentialSubject"),
    (("issuer",), "id"),
    (("credentialSubject",), "achievement"),
    (("credentialSubject", "achievement"), "criteria"),
    (("credentialSubject", "achievement"), "description"),
    (("credentialSubject", "achievement", "image"), "type"),
    (("credentialSubject", "achievement", "alignment", 0), "targetUrl"),
]
# What is put in place of a good value, and a word of the complaint that must follow.
WRONG: list[tuple[str, Callable[[Json], object], str]] = [
    (
        "a date without a time zone",
        lambda c: c.update(validFrom="2026-01-01T00:00:00"),
        "date-time",
    ),
    ("another context first", lambda c: c["@context"].reverse(), "@context"),
    (
        "an unknown kind of achievement",
        lambda c: c["credentialSubject"]["achievement"].update(achievementType="Bagde"),
        "achievementType",
    ),
]


def validator(path: Path) -> Draft201909Validator:
    schema = json.loads(path.read_bytes())
    Draft201909Validator.check_schema(schema)
    return Draft201909Validator(schema, format_checker=Draft201909Validator.FORMAT_CHECKER)


def complaints(judge: Draft201909Validator, document: Any) -> Iterator[str]:
    for error in judge.iter_errors(document):
        where = "/".join(str(step) for step in error.absolute_path) or "(the whole)"
        yield f"{where}: {error.message[:300]} [{error.validator}]"
        for inner in error.context or ():
            path = "/".join(str(step) for step in inner.absolute_path)
            yield f"  {path}: {inner.message[:300]} [{inner.validator}]"


def refused(judge: Draft201909Validator, document: Any, word: str) -> list[str]:
    """No problems where the schema complains, and of the right thing."""
    found = "\n".join(complaints(judge, document))
    if not found:
        return ["accepted"]
    return [] if word in found else [f"refused, but not for {word!r}:", found]


def unbaked(picture: str) -> bytes:
    """The credential in a picture, by Pillow. Raises KeyError and what Pillow raises."""
    with Image.open(picture) as image:
        image.load()
        return image.text["openbadgecredential"].encode()  # type: ignore[attr-defined]


def main(exhibits: Path, schemas: Path) -> None:
    tap = Tap("jsonschema")
    shown = json.loads(exhibits.read_bytes())
    badge = validator(schemas / "ob_v3p0_achievementcredential_schema.json")
    profile = validator(schemas / "ob_v3p0_profile_schema.json")

    for award in shown["awards"]:
        name = f"{award['name']} ({'by e-mail' if award['email'] else 'without e-mail'})"
        hosted = Path(award["credential"]).read_bytes()
        credential = json.loads(hosted)
        tap.check(f"{name}: the hosted credential", complaints(badge, credential))
        tap.check(f"{name}: its issuer", complaints(profile, credential["issuer"]))
        baked = unbaked(award["ob3_picture"])
        tap.check(f"{name}: the credential in the picture", complaints(badge, json.loads(baked)))
        same = baked == hosted
        tap.check(f"{name}: picture and site agree", [] if same else ["they differ"])

    good = json.loads(Path(shown["awards"][0]["credential"]).read_bytes())
    for path, member in REQUIRED:
        forged = copy.deepcopy(good)
        where = forged
        for step in path:
            where = where[step]
        del where[member]
        dotted = ".".join(str(step) for step in (*path, member))
        problems = refused(badge, forged, f"'{member}' is a required property")
        tap.check(f"refuses a credential without {dotted}", problems)
    for what, change, word in WRONG:
        forged = copy.deepcopy(good)
        change(forged)
        tap.check(f"refuses {what}", refused(badge, forged, word))
    try:
        unbaked(shown["cut"]["ob3"])
        cut = ["Pillow found a credential in it"]
    except (OSError, SyntaxError, ValueError, KeyError):
        cut = []
    tap.check("finds nothing in a picture that is cut off", cut)
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

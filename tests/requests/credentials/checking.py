"""What the tests of the checking page share: a small internet, and a museum elsewhere in it."""

import json
import re
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.unit.openbadges import factories
from wagtail_cofl.openbadges import did, v3
from wagtail_cofl.openbadges.verification import CannotFetch

PATH = "/cofl/verify/"
HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"accept": "application/json"}
REAL, FALSE, UNSURE = "This badge is real", "Do not trust this badge", "We cannot be sure yet"
WITHDRAWN = "This badge does not count any more"
SOMEBODY_ELSES = "This badge may be somebody else’s"


class Outside:
    """The internet, as far as these tests need one."""

    def __init__(self):
        self.pages = {}
        self.asked = []

    def __call__(self, url, accept, *, seconds):
        self.asked.append(url)
        found = self.pages.get(url)
        if found is None:
            raise CannotFetch("It does not answer.")
        if isinstance(found, Exception):
            raise found
        return found if isinstance(found, bytes) else json.dumps(found).encode()


EASTMOOR = "https://learn.eastmoor.example"
ISSUER = replace(
    factories.ISSUER,
    did=did.did_web(f"{EASTMOOR}/issuers/7"),
    profile_url=f"{EASTMOOR}/issuers/7",
    name="Eastmoor Museum",
)


def strangers(**changes) -> dict:
    """A signed badge of a museum elsewhere."""
    facts = factories.award(
        credential_url=f"{EASTMOOR}/credentials/9",
        achievement=replace(factories.ACHIEVEMENT, issuer=ISSUER),
    )
    return factories.sign(
        {**v3.credential(facts), **changes},
        verification_method=f"{ISSUER.did}#{factories.MULTIKEY}",
    )


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def picture(content: bytes, name="badge.png"):
    return SimpleUploadedFile(name, content, "image/png")


def codes(found: dict) -> dict[str, str]:
    return {check["code"]: check["status"] for check in found["checks"]}

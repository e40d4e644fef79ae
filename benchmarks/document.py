"""The badge that everybody in the benchmarks works on, and the city that it is from.

A realistic one: 3 KB of JSON, three contexts, 61 quads, five blank nodes. Of a city's badges only a handful of values
differ from one to the next: award number ``i`` has an address, a person, a date and a place in the
status list of its own.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from PIL import Image, ImageChops, ImageDraw

from wagtail_cofl.openbadges import did, multikey, status, v3
from wagtail_cofl.openbadges.facts import (
    Achievement,
    Alignment,
    Award,
    Evidence,
    Issuer,
    StatusList,
    StatusPlace,
)
from wagtail_cofl.openbadges.identity import identity_hash

Document = dict[str, Any]

BASE = "https://learn.example.org"
LIST_URL = f"{BASE}/cofl/status-lists/5c4f9a7e-5f7e-4b8e-9f59-0d5bb6a3d0c1"
START = datetime(2025, 1, 6, 9, tzinfo=UTC)
NOW = datetime(2026, 11, 1, tzinfo=UTC)
# How many of a list's places are set: withdrawn badges, and places of nobody.
SET = 4_000

# Keys for benchmarks only, so that every run signs the same bytes.
ED25519 = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
P256 = derive_private_key(int.from_bytes(bytes(range(1, 33))), SECP256R1())
KID = f"{BASE}/cofl/keys/benchmark"
MULTIKEY = multikey.encode_ed25519(ED25519.public_key().public_bytes_raw())

ISSUER = Issuer(
    did=did.did_web(f"{BASE}/cofl/issuers/0b8f7a52-3f5e-4a0f-8a6e-2d9b7c1e4f60"),
    profile_url=f"{BASE}/cofl/issuers/0b8f7a52-3f5e-4a0f-8a6e-2d9b7c1e4f60",
    name="Port Merrow Harbour Museum",
    email="badges@museum.example",
    description="Boats, the people who build them and the sea that takes them.",
)
METHOD = f"{ISSUER.did}#{MULTIKEY}"
BADGE_URL = f"{BASE}/cofl/badges/9d2f1f0c-8a44-4f0e-b8a1-7a0d6c3e5b21"
ESCO = "http://data.europa.eu/esco/skill/"
ACHIEVEMENT = Achievement(
    url=BADGE_URL,
    name="Sound Recordist",
    description="For people who planned, made and chose a clear recording of a real place.",
    criteria_url=BADGE_URL,
    criteria_narrative=(
        "1. **Listen first.** Sit in one place for ten minutes and write down what you hear.\n"
        "2. **Record it twice**, once near and once far, with a wind shield.\n"
        "3. **Choose the better take** and say in two sentences why it is better.\n"
        "4. **Play it to somebody** who was not there. They should be able to say “a harbour”."
    ),
    image_url=f"{BADGE_URL}.png",
    issuer=ISSUER,
    alignments=(
        Alignment(
            "Recording sound", f"{BASE}/cofl/skills/3f1c", target_description="In the field."
        ),
        Alignment("record sound", f"{ESCO}6e2cd31f-8c9a-4b1c-9d3b-0a2c8e4f7b11", "ESCO", "S5.6"),
        Alignment(
            "Listening well",
            f"{BASE}/cofl/skills/77ab",
            "Port Merrow",
            "L2",
            "Hears what is there before deciding what matters.",
            "CFItem",
        ),
    ),
    tags=("Recording sound", "Listening well"),
    version="3",
)


def moment(i: int) -> datetime:
    """When award ``i`` was given."""
    return START + timedelta(seconds=61 * i)


def _uuid(i: int, kind: int) -> str:
    """Looks like a random uuid, and is the same in every run."""
    text = f"{Random(i * 8 + kind).getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def award(i: int, **changes: Any) -> Award:
    """The facts of award ``i``."""
    uid = _uuid(i, 0)
    facts: dict[str, Any] = {
        "credential_url": f"{BASE}/cofl/credentials/{uid}",
        "assertion_url": f"{BASE}/cofl/assertions/{uid}",
        "subject_id": f"urn:uuid:{_uuid(i, 1)}",
        "awarded_at": moment(i),
        "achievement": ACHIEVEMENT,
        "assertion_image_url": f"{BASE}/cofl/assertions/{uid}.png",
        "credential_image_url": f"{BASE}/cofl/credentials/{uid}.png",
        "email": f"learner.{i}@example.org",
        "salt": _uuid(i, 2).replace("-", ""),
        "status": StatusPlace(LIST_URL, 2 * (i % 60_000) + 1),
        "with_schema": True,
    }
    return Award(**{**facts, **changes})


@cache
def _template() -> Document:
    return v3.credential(award(0))


def unsigned(facts: Award) -> Document:
    """The document of an award, as somebody would make it by hand: the same for every peer, and equal
    to what :func:`wagtail_cofl.openbadges.v3.credential` makes."""
    first = _template()
    subject = first["credentialSubject"]
    when = facts.awarded_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    place = status.entry(facts.status) if isinstance(facts.status, StatusPlace) else {}
    identity = {
        **subject["identifier"][0],
        "identityHash": identity_hash(facts.email or "", facts.salt),
        "salt": facts.salt,
    }
    return {
        **first,
        "id": facts.credential_url,
        "validFrom": when,
        "awardedDate": when,
        "credentialSubject": {**subject, "id": facts.subject_id, "identifier": [identity]},
        "credentialStatus": place,
    }


def to_json(document: Document) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def pem(key: Any) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


# --- the status list ----------------------------------------------------------------------------


def set_places(i: int = 0) -> list[int]:
    """The places that are set in version ``i`` of the list: even ones, and no award of ours has
    such a place."""
    return [2 * place for place in Random(i).sample(range(65_536), SET)]


def place(i: int) -> int:
    """Some place or other of a list."""
    return 7919 * i % 131_072


LIST = StatusList(url=LIST_URL, issuer=ISSUER.did, ttl_seconds=300)


# --- strangers' badges --------------------------------------------------------------------------


def stranger(i: int) -> Document:
    """Badge ``i`` of somebody else, unsigned. No two are alike in their members, so that nothing that
    is kept of one helps with the next."""
    random = Random(f"stranger {i}")
    alignments = tuple(
        Alignment(
            f"Skill {i}-{n}",
            f"https://skills.example/{i}/{n}",
            random.choice(("", f"Framework {i}")),
            random.choice(("", f"S{n}")),
            random.choice(("", f"What “{n}” means, in a few words.")),
        )
        for n in range(random.randint(2, 5))
    )
    achievement = Achievement(
        url=f"https://stranger.example/achievements/{i}",
        name=f"Badge number {i}",
        description=random.choice(
            ("For people who tried.", "For people who did it.", "Well done.")
        ),
        criteria_url=random.choice(("", f"https://stranger.example/criteria/{i}")),
        criteria_narrative=f"Do what is asked {i} times, and *well*.",
        image_url=f"https://stranger.example/achievements/{i}.png",
        issuer=ISSUER,
        alignments=alignments,
        tags=tuple(f"tag {n} of {i}" for n in range(random.randint(0, 4))),
        version=random.choice(("", str(i % 9))),
        in_language=random.choice(("", "en", "de", "cy")),
    )
    facts = award(
        i,
        credential_url=f"https://stranger.example/credentials/{i}",
        achievement=achievement,
        status=None,
        email=random.choice((None, f"stranger.{i}@example.org")),
        evidence=tuple(
            Evidence(url=f"https://stranger.example/evidence/{i}/{n}", narrative="Seen.")
            for n in range(random.randint(0, 2))
        ),
    )
    return v3.credential(facts)


# --- pictures -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pictures:
    png: bytes
    svg: bytes


@cache
def pictures() -> Pictures:
    """A drawing of 800 by 800 points with some grain, as a PNG of half a megabyte, and a plain one as
    an SVG of 16 KB: what a designer hands over, and as large as a badge's picture usually gets."""
    random = Random("picture")
    picture = Image.new("RGB", (800, 800), "#0f6aa8")
    draw = ImageDraw.Draw(picture)
    shapes = []
    for n in range(240):
        corners = [(random.randint(0, 800), random.randint(0, 800)) for _corner in range(3)]
        colour = f"#{random.getrandbits(24):06x}"
        draw.polygon(corners, fill=colour)
        points = " ".join(f"{x},{y}" for x, y in corners)
        shapes.append(f'<polygon id="p{n}" points="{points}" fill="{colour}"/>')
    grain = Image.frombytes("L", picture.size, bytes(b & 7 for b in random.randbytes(640_000)))
    picture = ImageChops.add(picture, Image.merge("RGB", (grain, grain, grain)))
    out = BytesIO()
    picture.save(out, "PNG")
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800">'
    svg = '<?xml version="1.0" encoding="UTF-8"?>\n' + head + "\n".join(shapes) + "</svg>\n"
    return Pictures(out.getvalue(), svg.encode())


def fetched() -> dict[str, bytes]:
    """What stands on the web: the issuer's DID document. The status list is added once signed."""
    return {did.did_url(ISSUER.did): to_json(did.did_document(ISSUER.did, [MULTIKEY]))}

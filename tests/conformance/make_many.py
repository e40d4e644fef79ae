"""Two hundred different credentials, signed the fast way that badges of a city take, and what they are
changed to, for a verifier that must refuse that. Usage: ``make_many.py OUT``.

Each is of the shape of one that was signed before it, with other texts of its own, so that none of its
canonical form but the shape was worked out by a JSON-LD processor. Issuers are did:key, so that nothing
has to be fetched. The same two hundred each time.
"""

import copy
import json
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges import facts, issuing, jsonld, proofs, v3
from wagtail_cofl.openbadges.multikey import encode_ed25519

COUNT = 200
CHANGED = 10
# Where a text may end too early, or be written in more than one way.
PIECES = [
    'say "so"',
    "back\\slash",
    r"\u0041 \\ \n",
    "\x00\x01\x08\x0b\x0c\x1f\x7f",
    "tab\there\r\nand there",
    "\x80\x85\u2028\u2029\ufeff",
    '" .\n<urn:a:b> <urn:c:d> "x" .',
    "^^<http://www.w3.org/2001/XMLSchema#date>",
    "@en",
    "_:c14n0",
    "100 % %s {0} $&",
    "Ångström e\u0301 ﬁ",
    "日本語 עברית العربية हिन्दी",
    "\U0001f3c5\U0001d518\U00020000\U0010fffd\ue000",
    "https://example.org/",
    " ",
]
SIGNED = datetime(2026, 5, 28, 9, 30, tzinfo=UTC)


class Dice:
    """Texts, addresses and whole awards, each another."""

    def __init__(self) -> None:
        self.random = random.Random(20_260_528)
        self.number = 0

    def text(self) -> str:
        self.number += 1
        pieces = self.random.sample(PIECES, self.random.randint(1, 3))
        return "".join([*pieces, chr(self.random.randrange(0xA1, 0xD7FF)), str(self.number)])

    def address(self) -> str:
        self.number += 1
        forms = (
            "https://learn.example.org/{}?a=1&b=%20#top",
            "urn:example:{}",
            "https://é.example/{}",
        )
        return self.random.choice(forms).format(self.number)

    def moment(self) -> datetime:
        return SIGNED - timedelta(seconds=self.random.randrange(10**8))

    def few(self, make: Callable[[], Any], most: int = 2) -> tuple[Any, ...]:
        return tuple(make() for _ in range(self.random.randint(0, most)))

    def maybe(self, make: Callable[[], Any], nothing: Any = "") -> Any:
        return make() if self.random.random() < 0.5 else nothing

    def alignment(self) -> facts.Alignment:
        return facts.Alignment(
            self.text(),
            self.address(),
            target_framework=self.maybe(self.text),
            target_code=self.maybe(self.text),
            target_description=self.maybe(self.text),
        )

    def issuer(self, did: str) -> facts.Issuer:
        return facts.Issuer(
            did=did,
            profile_url=self.address(),
            name=self.text(),
            email="badges@example.org",
            description=self.maybe(self.text),
            image_url=self.maybe(self.address),
            phone=self.maybe(self.text),
            official=self.maybe(self.text),
            identifiers=self.few(lambda: facts.Identifier(self.text()), 1),
        )

    def achievement(self, did: str) -> facts.Achievement:
        level = facts.RubricLevel(self.address(), self.text(), points=self.maybe(self.text))
        described = facts.ResultDescription(
            url=self.address(),
            name=self.text(),
            result_type="RubricCriterionLevel",
            allowed_values=self.few(self.text),
            required_level=level.url,
            levels=(level,),
        )
        return facts.Achievement(
            url=self.address(),
            name=self.text(),
            description=self.text(),
            criteria_url=self.address(),
            criteria_narrative=self.text(),
            image_url=self.address(),
            issuer=self.issuer(did),
            alignments=self.few(self.alignment, 3),
            tags=self.few(self.text, 3),
            version=self.maybe(self.text),
            in_language=self.maybe(lambda: "cy"),
            creator=self.maybe(lambda: self.issuer(self.address()), None),
            credits_available=self.maybe(lambda: 2.5, None),
            field_of_study=self.maybe(self.text),
            image_caption=self.maybe(self.text),
            related=self.few(
                lambda: facts.Related(self.address(), version=self.maybe(self.text)), 1
            ),
            results=self.maybe(lambda: (described,), ()),
            specialization=self.maybe(self.text),
        )

    def evidence(self) -> facts.Evidence:
        return facts.Evidence(
            url=self.maybe(self.address), narrative=self.maybe(self.text), name=self.text()
        )

    def endorsement(self) -> dict[str, Any]:
        """Signed, by somebody else."""
        did, how = self.signer()
        stands_by = facts.Endorsement(
            url=self.address(),
            name=self.text(),
            endorser=self.issuer(did),
            subject_id=self.address(),
            endorsed_at=self.moment(),
            comment=self.maybe(self.text),
        )
        return proofs.sign(v3.endorsement(stands_by), **how)

    def signer(self) -> tuple[str, dict[str, Any]]:
        """A did:key, and what signs in its name."""
        key = Ed25519PrivateKey.from_private_bytes(self.random.randbytes(32))
        multikey = encode_ed25519(key.public_key().public_bytes_raw())
        did = f"did:key:{multikey}"
        method = f"{did}#{multikey}"
        return did, {"private_key": key, "verification_method": method, "created": SIGNED}

    def award(self, did: str) -> facts.Award:
        achievement = self.achievement(did)
        results = tuple(
            facts.Result(described.url, described.levels[0].url, value=self.text())
            for described in achievement.results
        )
        place = facts.StatusPlace(f"https://learn.example.org/list/{self.number}", self.number)
        return facts.Award(
            credential_url=self.address(),
            assertion_url="",
            subject_id=self.address(),
            awarded_at=self.moment(),
            achievement=achievement,
            assertion_image_url="",
            credential_image_url="",
            email=self.maybe(lambda: f"{self.number}@example.org", None),
            salt=self.text(),
            status=self.maybe(lambda: place, None),
            valid_until=self.maybe(lambda: SIGNED + timedelta(days=10_000), None),
            activity_start=self.maybe(self.moment, None),
            credits_earned=self.maybe(lambda: 0.25, None),
            narrative=self.maybe(self.text),
            role=self.maybe(self.text),
            term=self.maybe(self.text),
            source=self.maybe(lambda: self.issuer(self.address()), None),
            results=results,
            evidence=self.few(self.evidence),
            endorsements=self.few(self.endorsement, 1),
            refresh_url=self.maybe(self.address),
            with_schema=self.maybe(lambda: True, False),
        )

    def anew(self, award: facts.Award) -> facts.Award:
        """Another award of the same shape: of the same achievement, to somebody else."""
        evidence = tuple(
            replace(each, name=self.text(), narrative=each.narrative and self.text())
            for each in award.evidence
        )
        return replace(
            award,
            credential_url=self.address(),
            subject_id=self.address(),
            awarded_at=self.moment(),
            email=award.email and f"{self.number}@example.org",
            salt=self.text(),
            narrative=award.narrative and self.text(),
            role=award.role and self.text(),
            evidence=evidence,
            results=tuple(replace(each, value=self.text()) for each in award.results),
        )


def changed(credential: dict[str, Any], dice: Dice) -> dict[str, Any]:
    """One text of it, one character longer."""
    forged = copy.deepcopy(credential)
    places = [forged, forged["credentialSubject"], forged["credentialSubject"]["achievement"]]
    places.append(forged["issuer"])
    place = dice.random.choice(places)
    member = dice.random.choice([name for name in ("name", "id", "description") if name in place])
    place[member] += "!"
    return forged


def main(out: Path) -> None:
    dice = Dice()
    made: list[dict[str, Any]] = []
    for _ in range(2 * COUNT):
        if len(made) == COUNT:
            break
        did, how = dice.signer()
        award = dice.award(did)
        for _ in range(2):  # from the second of a kind its shape is learned
            issuing.issue_v3(award, **how)
            award = dice.anew(award)
        document = v3.credential(award, describe=issuing.describe, introduce=issuing.introduce)
        if jsonld.SHAPES.write(document) is None:
            continue  # one that the fast way leaves to the other: not what is judged here
        made.append(json.loads(issuing.issue_v3(award, **how)))
    if len(made) < COUNT:
        sys.exit(f"Only {len(made)} credentials went the fast way.")
    forged = [changed(each, dice) for each in made[:CHANGED]]
    out.write_text(json.dumps({"good": made, "changed": forged}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Everything is as it should be, and signed by an issuer who means to keep us busy: what makes each of
these end is that it is out of date."""

from typing import Any

from wagtail_cofl.openbadges import jose, v3

from ..factories import BASE, ISSUER, KEY, LIST_URL, MULTIKEY, award, listed, sign, world
from .case import Hostile, case
from .texts import as_json
from .tokens import KID, payload

PAST = {"validUntil": "2026-06-01T00:00:00Z"}
REFRESH = {"id": f"{BASE}/refresh", "type": "1EdTechCredentialRefresh"}
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def weight(count: int, name: str = "") -> dict[str, Any]:
    """So many things that are slow to read, and none like another."""
    kinds = ("Achievement", "Profile", "AchievementSubject")
    return {
        "evidence": [
            {
                "type": [kinds[n % 3]],
                "name": f"{name}{n}",
                **({"description": "x"} if n % 7 else {}),
            }
            for n in range(count)
        ]
    }


def heavy(count: int, name: str = "", **members: Any) -> dict[str, Any]:
    return {**v3.credential(award()), **weight(count, name), **PAST, **members}


def times(document: dict[str, Any], proofs: int) -> dict[str, Any]:
    """The same, signed so many times."""
    signed = sign(document)
    return {**signed, "proof": [signed["proof"][0]] * proofs}


DONE = ("expired", "too_many_alike")


@case(*DONE)
def five_signatures_of_a_long_badge():
    for count in (700, 1_900):
        yield Hostile(as_json(times(heavy(count), 5)))


@case(*DONE)
def long_documents_everywhere():
    """The badge, a newer one, and its list."""
    contexts = [*v3.CONTEXTS, EXTENSIONS]
    place = listed()["credentialStatus"]
    members = {"@context": contexts, "refreshService": [REFRESH], "credentialStatus": place}
    badge = heavy(1_800, **members)
    newer = {**badge, **weight(1_800, "x"), "validFrom": "2026-09-01T00:00:00Z"}
    from ..factories import status_list

    long_list = {k: v for k, v in status_list().items() if k != "proof"}
    extra = {"@context": v3.CONTEXTS, "evidence": weight(1_800, "y")["evidence"]}
    documents = {
        **world(),
        REFRESH["id"]: times(newer, 5),
        LIST_URL: times({**long_list, **extra}, 5),
    }
    yield Hostile(as_json(times(badge, 5)), documents)
    yield Hostile(as_json(sign({**badge, **weight(100)})), documents)
    del badge["refreshService"]
    yield Hostile(as_json(sign({**badge, **weight(100)})), documents)


def endorsement(count: int, name: str, about: str, **members: Any) -> dict[str, Any]:
    return {
        "@context": v3.CONTEXTS,
        "id": f"urn:x:{name}",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "x",
        "issuer": {"id": ISSUER.did, "type": ["Profile"], "name": "x"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": about, "type": ["EndorsementSubject"]},
        **weight(count, name),
        **members,
    }


def envelope(document: dict[str, Any], **members: Any) -> str:
    whole = {**document, "credentialSubject": {"id": "urn:x", **document["credentialSubject"]}}
    return jose.sign({**whole, **members}, key=KEY, kid=KID)


@case(*DONE, "credential_not_valid", "credential_not_checked")
def tokens_with_long_documents_inside():
    """A token is only as long as a text, to whoever counts what stands around it."""
    about = award().credential_url
    tokens = [envelope(times(endorsement(1_500, str(n), about), 5)) for n in range(3)]
    badge = {**payload(**PAST), "exp": 1_780_272_000, "endorsementJwt": tokens}
    yield Hostile(jose.sign(badge, key=KEY, kid=KID).encode())


@case(*DONE, "credential_not_valid", "credential_not_checked", "member_missing")
def a_record_of_tokens_with_long_documents_inside():
    clr = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
    about = award().credential_url
    inside = [
        envelope(payload(endorsement=[sign(endorsement(500, f"{n}-{m}", about)) for m in range(3)]))
        for n in range(6)
    ]
    record = {
        "@context": [v3.CONTEXTS[0], clr, v3.CONTEXTS[1]],
        "id": f"{BASE}/record",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record",
        "issuer": {"id": ISSUER.did, "type": ["Profile"], "name": "x"},
        "credentialSubject": {
            "id": "urn:x",
            "type": ["ClrSubject"],
            "verifiableCredential": inside,
        },
        "validFrom": "2026-01-01T00:00:00Z",
        **PAST,
    }
    body = {**record, "iss": ISSUER.did, "jti": record["id"], "sub": "urn:x"}
    yield Hostile(jose.sign(body, key=KEY, kid=f"{ISSUER.did}#{MULTIKEY}").encode())

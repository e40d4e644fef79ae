"""Lists of withdrawn badges that are not what they say, or far too long."""

import base64
from typing import Any

from wagtail_cofl.openbadges import status, v2

from ..factories import LIST_URL, award, listed, status_list, world
from ..test_verifying_v2_signed import LIST, UUID, revocable, revocation_list, token
from .case import Hostile, case
from .pngs import MB
from .texts import as_json


def with_list(document: Any, **changes: Any) -> Hostile:
    return Hostile(as_json(listed(**changes)), {**world(), LIST_URL: document})


def gzipped_zeros(size: int) -> str:
    """``size`` bytes, packed into a thousandth, as a list has them."""
    import zlib

    packer = zlib.compressobj(9, wbits=31)
    begin = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = begin + block * (size // MB) + packer.flush()
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def at(index: Any) -> bytes:
    place = {**listed()["credentialStatus"], "statusListIndex": index}
    return as_json(_signed_with(place))


def _signed_with(place: Any) -> dict[str, Any]:
    from wagtail_cofl.openbadges import v3

    from ..factories import sign

    return sign({**v3.credential(award()), "credentialStatus": place})


@case("status_list_unreadable", "status_list_untrusted")
def list_of_2_to_31_bits():
    """256 MB, packed into 260 KB; and as much as a fetch would bring."""
    for size in (2**31 // 8, 3_000 * MB):
        yield with_list(status_list(subject={"encodedList": gzipped_zeros(size)}))


@case("status_out_of_range", "bad_status", "status_not_a_list")
def a_place_in_a_list_of_2_to_31_bits():
    documents = {**world(), LIST_URL: status_list()}
    for index in (str(2**31), str(2**63), "9" * 18, "9" * 19, "9" * 100_000, "-1", "", "1e3"):
        yield Hostile(at(index), documents)
    for odd in (2**31, -1, None, [], {}, True, "٣", "²", "0x10", " 1"):
        yield Hostile(at(odd), documents)


@case("status_other_purpose", "status_list_untrusted")
def list_for_another_purpose():
    for purpose in ("suspension", "message", "", None, [], ["refresh"]):
        yield with_list(status_list(subject={"statusPurpose": purpose}))


@case("status_list_unreadable", "status_list_too_short", "status_list_untrusted")
def lists_that_cannot_be_unpacked():
    good = status.encode(status.bits_of([]))
    for odd in (
        "",
        "u",
        good[1:],
        "z" + good[1:],
        good[:-8],
        good + "AAAA",
        "u" + good[1:] * 2,
        "u" + "!" * 100,
        "u" + "A" * 4_000_000,
        status.encode(b""),
        status.encode(bytes(16)),
        "uH4sI",
    ):
        yield with_list(status_list(subject={"encodedList": odd}))


@case(
    "status_list_untrusted",
    "status_other_issuer",
    "status_not_a_list",
    "status_unreadable",
    "status_list_out_of_date",
)
def lists_of_somebody_else():
    yield with_list({**status_list(), "issuer": "did:web:evil.example"})
    yield with_list({**status_list(), "proof": None})
    yield with_list({**status_list(), "validFrom": "2020-01-01T00:00:00Z"})
    yield with_list(status_list(id="https://evil.example/list"))
    yield with_list({**status_list(), "type": ["VerifiableCredential"]})
    yield with_list(listed())
    yield with_list(b"[" * 4_000_000)
    yield with_list(b"eyJhbGciOiJub25lIn0.e30.")


@case("status_unreadable", "status_unreachable", "status_not_a_list", "status_list_untrusted")
def a_list_that_is_itself_on_a_list():
    """Nobody follows it."""
    place = listed()["credentialStatus"]
    yield with_list({**status_list(), "credentialStatus": place})


@case("unknown_status", "not_json")
def thousands_of_places():
    place = listed()["credentialStatus"]
    many = [
        {**place, "id": f"urn:x:{n}", "statusListCredential": f"https://a{n}.example/"}
        for n in range(2_500)
    ]
    yield Hostile(as_json(_signed_with(many[:1_000])))
    yield Hostile(as_json(_signed_with(many)))


@case("status_not_https", "status_unreachable", "unknown_status", "status_unreadable")
def lists_that_stand_inside():
    place = listed()["credentialStatus"]
    for url in (
        "http://127.0.0.1/list",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
    ):
        yield Hostile(as_json(_signed_with({**place, "statusListCredential": url})))


@case("status_unreadable")
def revocation_list_of_a_million():
    """OB 2.0. As bytes, because that is how they come."""
    for entry in (b'"urn:x",', b'{"id":"urn:x"},', b"[],"):
        body = b'{"revokedAssertions":[' + entry * 1_000_000 + b"0]}"
        documents = {**revocable({}), LIST: body}
        yield Hostile(token().encode(), documents)


@case("revoked")
def revocation_list_that_names_it_last():
    """As long as a list may be."""
    others = [f"urn:uuid:{n}" for n in range(25_000)]
    entries = [{"id": name, "revocationReason": "By mistake."} for name in others]
    listed_ = revocation_list([*entries, UUID])
    yield Hostile(token().encode(), revocable(listed_))


@case("status_not_a_list", "status_other_issuer", "status_unreadable", "revoked")
def revocation_lists_that_are_none():
    for odd in (
        {"revokedAssertions": [UUID]},
        {**v2.assertion(award())},
        revocation_list([], issuer=None),
        revocation_list([], issuer={"id": ["x"]}),
        b"null",
        b"",
    ):
        yield Hostile(token().encode(), revocable(odd))

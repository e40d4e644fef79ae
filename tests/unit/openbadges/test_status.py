"""Bitstring Status List 1.0: bits, their text, and the two documents."""

import base64
import gzip
import json
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wagtail_cofl.openbadges import status, v3
from wagtail_cofl.openbadges.facts import RevocationListPlace, StatusList, StatusPlace
from wagtail_cofl.openbadges.jsonld import canonicalise
from wagtail_cofl.openbadges.status import LENGTH, MAX_BYTES, BadList

from .factories import AWARDED, ISSUER, LIST_URL, award, status_list


def text(packed: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


@pytest.mark.spec("Bitstring Status List 1.0, 3.2: index 0 is the left-most bit")
def test_the_first_index_is_the_left_most_bit():
    bits = status.bits_of([0, 9])
    assert bits[:2] == bytes([0b1000_0000, 0b0100_0000])
    assert (len(bits) * 8, sum(bits)) == (131_072, 0b1100_0000)


@given(st.sets(st.integers(0, LENGTH - 1), max_size=50))
def test_what_is_set_is_set_and_nothing_else_after_the_journey(indexes):
    bits = status.decode(status.encode(status.bits_of(indexes)))
    assert len(bits) == LENGTH // 8
    assert {n for n in range(LENGTH) if status.is_set(bits, n)} == indexes


def test_a_list_is_small_and_its_text_is_the_same_each_time():
    """A list is fetched by everybody who checks: one with few bits set has no need to be long."""
    sizes = [
        len(status.encode(status.bits_of(range(0, LENGTH, LENGTH // few)))) for few in (1, 16, 512)
    ]
    assert sizes < [100, 400, 2_000]
    assert len(status.encode(bytes(range(256)) * 64)) < 22_300
    bits = status.bits_of([1, 70_000])
    assert status.encode(bits) == status.encode(bits)
    # GZIP's own time stamp, bytes 4 to 7, says nothing of when it was made.
    assert base64.urlsafe_b64decode(status.encode(bits)[1:13])[4:8] == bytes(4)


@given(st.binary(min_size=1, max_size=3_000))
def test_other_software_unpacks_what_we_pack(bits):
    packed = status.encode(bits)[1:]
    assert gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))) == bits


@pytest.mark.parametrize("index", [-1, LENGTH, 2**70])
def test_there_is_no_place_outside(index):
    with pytest.raises(IndexError):
        status.bits_of([index])
    with pytest.raises(IndexError):
        status.is_set(status.bits_of([]), index)


@pytest.mark.spec("Bitstring Status List 1.0, 2.2, encodedList: the standard's own example")
def test_the_standards_own_example():
    example = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
    assert status.decode(example) == bytes(LENGTH // 8)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "u",
        "H4sIAAAAAAAAA",
        "m" + status.encode(bytes(16))[1:],
        status.encode(bytes(16)) + "=",
        status.encode(bytes(16))[:-6],
        status.encode(b"\xff" * 999).replace("_", "/").replace("-", "+"),
        "u" + "é" * 20,
        text(b"\x1f\x8b" + bytes(30)),
        text(zlib.compress(bytes(16))),
        text(gzip.compress(b"a", mtime=0) + gzip.compress(b"b", mtime=0)),
        text(gzip.compress(b"a", mtime=0) + b"more"),
    ],
)
def test_a_text_that_is_no_list(bad):
    with pytest.raises(BadList):
        status.decode(bad)


def test_a_text_that_unpacks_to_gigabytes_is_put_down_early():
    # 2^31 bits, a quarter of a gigabyte, in a quarter of a megabyte.
    packer = zlib.compressobj(wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(256)) + packer.flush()
    tracemalloc.start()
    with pytest.raises(BadList, match="too long"):
        status.decode(text(bomb))
    assert tracemalloc.get_traced_memory()[1] < 5 * MAX_BYTES
    tracemalloc.stop()


def test_the_longest_list_is_read():
    assert len(status.decode(text(gzip.compress(bytes(MAX_BYTES))))) == MAX_BYTES


def test_a_credential_names_its_place():
    entry = v3.credential(award(status=StatusPlace(LIST_URL, 94_567)))["credentialStatus"]
    assert entry == {
        "id": f"{LIST_URL}#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": LIST_URL,
    }
    assert "credentialStatus" not in v3.credential(award())


@pytest.mark.spec("Bitstring Status List 1.0, 2.1, statusPurpose")
def test_a_place_may_be_on_a_list_of_the_suspended():
    entry = status.entry(StatusPlace(LIST_URL, 0, status.SUSPENSION))
    assert (entry["statusPurpose"], entry["statusListIndex"]) == ("suspension", "0")
    facts = StatusList(LIST_URL, ISSUER.did, 300, status.SUSPENSION)
    document = status.list_credential(facts, status.bits_of([]), valid_from=AWARDED)
    assert document["credentialSubject"]["statusPurpose"] == "suspension"


@pytest.mark.spec("OB 3.0, 1EdTechRevocationList")
def test_the_list_that_names_what_was_withdrawn():
    url = "https://learn.example.org/cofl/issuers/7/withdrawn"
    entry = status.revocation_list_entry(RevocationListPlace(url))
    assert entry == {"id": url, "type": "1EdTechRevocationList"}
    revoked = [("https://learn.example.org/cofl/credentials/1", "It was given by mistake.")]
    document = status.revocation_list(url, ISSUER.did, [*revoked, ("urn:uuid:2", "")])
    assert document == {
        "id": url,
        "issuer": ISSUER.did,
        "revokedCredential": [
            {"id": revoked[0][0], "revoked": True, "revocationReason": revoked[0][1]},
            {"id": "urn:uuid:2", "revoked": True},
        ],
    }
    assert status.revocation_list(url, ISSUER.did, [])["revokedCredential"] == []


def test_the_list_is_a_credential():
    facts = StatusList(url=LIST_URL, issuer=ISSUER.did, ttl_seconds=300)
    document = status.list_credential(facts, status.bits_of([3]), valid_from=AWARDED)
    subject = document.pop("credentialSubject")
    assert document == {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": LIST_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER.did,
        "validFrom": "2026-05-28T09:30:00Z",
    }
    assert status.is_set(status.decode(subject.pop("encodedList")), 3)
    assert subject == {
        "id": f"{LIST_URL}#list",
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "ttl": 300_000,
    }


def test_every_word_of_both_is_covered_by_a_signature():
    for document in (v3.credential(award(status=StatusPlace(LIST_URL, 1))), status_list([1])):
        lines = canonicalise({k: v for k, v in document.items() if k != "proof"})
        assert "undefined" not in lines and "status#" in lines
    json.dumps(status_list([1]))

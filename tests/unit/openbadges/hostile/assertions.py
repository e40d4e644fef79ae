"""OB 1.x and 2.0 assertions that go round in circles, or into a machine."""

from typing import Any

from wagtail_cofl.openbadges import v2

from ..factories import ACHIEVEMENT, BASE, ISSUER, award, world
from .case import Hostile, case
from .texts import as_json
from .tokens import INSIDE

ASSERTION = v2.assertion(award())
URL = ASSERTION["id"]


def hosted(**changes: Any) -> Hostile:
    document = {**ASSERTION, **changes}
    return Hostile(as_json(document), {**world(), URL: document})


def everything(url: str, **changes: Any) -> dict[str, Any]:
    """An assertion, a badge and an issuer in one."""
    return {
        **v2.badge_class(ACHIEVEMENT),
        **v2.issuer_profile(ISSUER),
        **ASSERTION,
        "id": url,
        "type": ["Assertion", "BadgeClass", "Issuer", "Profile"],
        "badge": url,
        "issuer": url,
        **changes,
    }


@case("names_itself", "id_mismatch", "no_address")
def an_assertion_that_is_its_own_badge_and_issuer():
    document = everything(URL)
    yield Hostile(as_json(document), {URL: document})
    inside = {**document, "badge": {**document, "id": None}}
    yield Hostile(as_json(inside), {URL: inside})
    badge = everything(ACHIEVEMENT.url)
    yield Hostile(as_json(ASSERTION), {URL: ASSERTION, ACHIEVEMENT.url: badge})
    # With a mark at its end it is another name for the same place.
    marked = everything(URL, badge=URL + "#badge", issuer=URL + "#issuer")
    yield Hostile(as_json(marked), dict.fromkeys((URL, URL + "#badge", URL + "#issuer"), marked))


@case("id_mismatch", "member_missing", "names_itself")
def a_badge_and_an_issuer_that_name_each_other():
    badge = {**v2.badge_class(ACHIEVEMENT), "issuer": ISSUER.profile_url}
    issuer = {"id": ISSUER.profile_url, "type": "Issuer", "issuer": ACHIEVEMENT.url}
    documents = {URL: ASSERTION, ACHIEVEMENT.url: badge, ISSUER.profile_url: issuer}
    yield Hostile(as_json(ASSERTION), documents)
    yield Hostile(as_json(ASSERTION), {**world(), ACHIEVEMENT.url: ASSERTION})
    yield Hostile(as_json(ASSERTION), {**world(), ISSUER.profile_url: badge})


@case("hosted_not_https", "hosted_unreachable", "no_address", "member_missing", "badge_not_https")
def assertions_that_lead_inside():
    for url in INSIDE:
        yield Hostile(as_json({**ASSERTION, "id": url}))
        yield hosted(badge=url)
        verify = {"type": "hosted", "url": url}
        yield Hostile(
            as_json(
                {
                    "uid": "1",
                    "recipient": "a@b.example",
                    "badge": url,
                    "issuedOn": 1,
                    "verify": verify,
                }
            )
        )


@case("parse_not_https", "not_json", "parse_unreachable")
def addresses_that_lead_inside():
    for url in INSIDE:
        yield Hostile(url.encode())
    yield Hostile(b"https://" + b"a" * 4_000_000)
    yield Hostile(b"https://example.org/ x")


@case("changed", "hosted_unreadable")
def copies_that_say_something_else():
    for odd in (b"", b"[" * 4_000_000, b"{}", b'{"a":' * 50_000, as_json([ASSERTION])):
        yield Hostile(as_json(ASSERTION), {**world(), URL: odd})
    yield hosted(evidence=[]).__class__(as_json({**ASSERTION, "evidence": []}))
    hashed = {**ASSERTION["recipient"], "hashed": 1}
    yield Hostile(as_json({**ASSERTION, "recipient": hashed}))


@case("other_origin", "hosted_not_https")
def assertions_that_somebody_else_hosts():
    evil = "https://evil.example/1"
    document = {**ASSERTION, "id": evil}
    yield Hostile(as_json(document), {**world(), evil: document})
    for near in (f"{BASE}.evil.example/1", f"{BASE}:8443/1", BASE.replace("://", "://a@") + "/1"):
        document = {**ASSERTION, "id": near}
        yield Hostile(as_json(document), {**world(), near: document})


@case("other_origin")
def an_issuer_with_thousands_of_addresses():
    documents = world()
    many = [f"a{n}.example" for n in range(14_500)]
    documents[ISSUER.profile_url]["verification"] = {"allowedOrigins": many}
    yield Hostile(as_json(ASSERTION), documents)
    documents = world()
    documents[ISSUER.profile_url]["verification"] = {"startsWith": ["https://" + "x" * 4_000_000]}
    yield Hostile(as_json(ASSERTION), documents)


@case("not_json", "hosted_unreadable")
def thousands_of_everything():
    yield hosted(evidence=[{"id": f"{BASE}/{n}", "narrative": "x"} for n in range(5_000)])
    yield hosted(endorsement=[f"{BASE}/{n}" for n in range(30_000)])


@case("bad_date")
def dates_that_overflow():
    first = {
        "uid": "1",
        "recipient": "a@b.example",
        "badge": ACHIEVEMENT.url,
        "verify": {"type": "hosted", "url": URL},
    }
    for odd in (10**20, -(10**20), 1e300, "9" * 100_000, "9" * 4_000_000, "9999999999999", True):
        yield Hostile(as_json({**first, "issuedOn": odd}))
    for odd in (1, "9" * 4_000_000, "2026-05-28", "2026-13-01T00:00:00Z"):
        yield hosted(issuedOn=odd)

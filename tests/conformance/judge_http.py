"""How documents travel: status, media types, content negotiation and headers, asked of the running
site with the standard library alone. Usage: ``judge_http.py EXHIBITS``."""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tap import Tap

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
LD, JSON, HTML, PNG = "application/ld+json", "application/json", "text/html", "image/png"
VC, VC_OLD = "application/vc", "application/vc+ld+json"
DID = "application/did+json"
SVG, JWKS = "image/svg+xml", "application/jwk-set+json"
NO_SUCH = "00000000-0000-4000-8000-000000000000"
CREDENTIAL = [
    (None, VC_OLD),
    ("*/*", VC_OLD),
    (VC_OLD, VC_OLD),
    (VC, VC),
    (LD, LD),
    (JSON, JSON),
    (f"{JSON};q=0.5, {VC}", VC),
    (BROWSER, HTML),
    (HTML, HTML),
]
OB2 = [
    (None, LD),
    ("*/*", LD),
    (LD, LD),
    (JSON, JSON),
    (f"{LD}, {JSON}", LD),
    (f"{LD}, {JSON}, {PNG}, image/svg+xml", LD),
    (BROWSER, HTML),
]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def ask(url: str, accept: str | None = None, *, method: str = "GET", **headers: str) -> Answer:
    if accept is not None:
        headers["Accept"] = accept
    request = urllib.request.Request(url, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            status, found, body = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        status, found, body = answer.code, answer.headers, answer.read()
    return Answer(status, {name.lower(): value for name, value in found.items()}, body)


def typed(url: str, accept: str | None, wanted: str) -> Iterator[str]:
    """What is wrong with one negotiated answer."""
    answer = ask(url, accept)
    if answer.status != 200:
        yield f"status {answer.status}, not 200"
    if answer.media_type != wanted:
        yield f"{answer.media_type}, not {wanted}"
    if "accept" not in answer.headers.get("vary", "").lower():
        yield "no Vary: Accept, so a cache may mix up page and document"
    if wanted != HTML:
        yield from open_to_scripts(answer)
        try:
            document = json.loads(answer.body)
        except ValueError:
            yield f"not JSON: {answer.body[:80]!r}"
        else:
            if "did.json" not in url and document.get("id") != url:
                yield f"calls itself {document.get('id')}, not {url}"


def open_to_scripts(answer: Answer) -> Iterator[str]:
    if answer.headers.get("access-control-allow-origin") != "*":
        yield "a verifier that runs in a browser may not read it"
    if "set-cookie" in answer.headers:
        yield "a public document sets a cookie"


def same(url: str, suffixed: str, accept: str) -> list[str]:
    return [] if ask(url, accept).body == ask(suffixed).body else [f"{suffixed} differs"]


def cached(url: str, accept: str) -> Iterator[str]:
    """A second visit with the answer's own ETag costs nothing."""
    first = ask(url, accept)
    etag = first.headers.get("etag")
    if not etag:
        yield "no ETag"
        return
    again = ask(url, accept, **{"If-None-Match": etag})
    if again.status != 304 or again.body:
        yield f"asked again with its ETag: {again.status} and {len(again.body)} bytes"


def fixed(url: str, wanted: str) -> Iterator[str]:
    """An address of one type, whatever is asked for."""
    for accept in (None, BROWSER):
        answer = ask(url, accept)
        if (answer.status, answer.media_type) != (200, wanted):
            yield f"{answer.status} {answer.media_type}, not {wanted}"
        yield from open_to_scripts(answer)


def gone(url: str, accept: str | None, wanted: str) -> Iterator[str]:
    """What is wrong with the answer for a withdrawn assertion (OB 2.0: 410, and a body that says so)."""
    answer = ask(url, accept)
    if (answer.status, answer.media_type) != (410, wanted):
        yield f"{answer.status} {answer.media_type}, not 410 {wanted}"
    if "max-age=300" not in answer.headers.get("cache-control", "max-age=0"):
        yield f"may be kept: {answer.headers.get('cache-control')}"
    if wanted == HTML:
        if b"withdrawn" not in answer.body:
            yield "the page does not say so"
        return
    yield from open_to_scripts(answer)
    body = json.loads(answer.body)
    if body.get("revoked") is not True or not body.get("revocationReason"):
        yield f"does not say so: {body}"
    if body.get("type") != "Assertion" or not url.startswith(body.get("id", "nothing")):
        yield f"does not say of what: {body}"


def main(exhibits: Path) -> None:
    tap = Tap("http")
    shown = json.loads(exhibits.read_bytes())
    award = shown["awards"][0]
    assertion = json.loads(ask(award["assertion_url"]).body)
    badge = json.loads(ask(assertion["badge"]).body)
    credential = json.loads(Path(award["credential"]).read_bytes())
    issuer = badge["issuer"]
    did, _, multikey = credential["proof"][0]["verificationMethod"].partition("#")

    negotiated = {
        "credential": (award["credential_url"], CREDENTIAL),
        "assertion": (award["assertion_url"], OB2),
        "badge class": (assertion["badge"], OB2),
        "issuer": (issuer, OB2),
        "DID document": (f"{issuer}/did.json", [(None, DID), (JSON, JSON), (DID, DID)]),
        "status list": (
            credential["credentialStatus"]["statusListCredential"],
            [*CREDENTIAL[:-2], (BROWSER, VC_OLD)],
        ),
    }
    for what, (url, cases) in negotiated.items():
        for accept, wanted in cases:
            shortened = "a browser" if accept == BROWSER else accept or "no Accept header"
            tap.check(f"the {what} for {shortened}", typed(url, accept, wanted))
        tap.check(f"the {what} asked for again", cached(url, JSON))
        if what not in {"DID document", "status list"}:
            tap.check(f"the {what} by suffix", same(url, f"{url}.json", JSON))
            unknown = ask(f"{url.rpartition('/')[0]}/{NO_SUCH}", JSON).status
            tap.check(f"no such {what}", [] if unknown == 404 else [f"status {unknown}"])
        posted = ask(url, JSON, method="POST").status
        tap.check(f"the {what} cannot be posted to", [] if posted in (403, 405) else [str(posted)])

    tap.check("the credential's picture", fixed(f"{award['credential_url']}.png", PNG))
    tap.check("the assertion's picture", fixed(assertion["image"], PNG))
    tap.check("the badge's picture", fixed(badge["image"], PNG))
    achievement = credential["credentialSubject"]["achievement"]
    tap.check("the achievement's picture", fixed(achievement["image"]["id"], PNG))
    for what, url, wanted in [
        ("the credential's SVG", f"{award['credential_url']}.svg", SVG),
        ("the assertion's SVG", f"{award['assertion_url']}.svg", SVG),
        ("the credential as a token", f"{award['credential_url']}.jwt", "text/plain"),
        ("the assertion as a token", f"{award['assertion_url']}.jws", "text/plain"),
        ("the city's list of keys", f"{shown['address']}/.well-known/jwks.json", JWKS),
        ("the 2.0 key", json.loads(ask(f"{issuer}.json").body)["publicKey"], LD),
        ("the 2.0 list of withdrawn badges", f"{issuer}/revocations", LD),
    ]:
        tap.check(what, fixed(url, wanted))
    tap.check("the issuer's key", fixed(f"{issuer}/keys/{multikey}", JSON))
    for alignment in achievement["alignment"]:
        if not alignment["targetUrl"].startswith(shown["address"]):
            continue  # a skill of somebody else's framework
        answer = ask(alignment["targetUrl"], BROWSER)
        found = (answer.status, answer.media_type)
        problems = [] if found == (200, HTML) else [f"{found}"]
        tap.check(f"the skill that it is aligned to: {alignment['targetName']}", problems)
    assertion_url = shown["withdrawn"]["assertion_url"]
    for suffix, accept, wanted in [
        ("", None, LD),
        ("", JSON, JSON),
        ("", BROWSER, HTML),
        (".json", None, LD),
        (".png", None, LD),
        (".svg", None, LD),
    ]:
        asked = "a browser" if accept == BROWSER else accept or "no Accept header"
        name = f"a withdrawn assertion{suffix} for {asked}"
        tap.check(name, gone(assertion_url + suffix, accept, wanted))
    tap.check(
        "the issuer's DID leads to its document",
        [] if json.loads(ask(f"{issuer}/did.json").body)["id"] == did else ["another DID"],
    )
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The Open Badges 2.0 validator core (PyPI ``openbadges``) over hosted assertions and baked pictures.

Usage: ``judge_ob2.py EXHIBITS CONTEXTS``. Its two adaptations are in :func:`stay_at_home` and
:func:`judge`; README.md says why.
"""

import json
import logging
import sys
import threading
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from openbadges.verifier import verify
from tap import Tap

Json = dict[str, Any]
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def stay_at_home(context: str) -> None:
    """Answer the OB 2.0 context from disk, and let nothing else leave this machine."""
    send = requests.Session.send

    def answer(self, request, **how):
        if request.url == "https://w3id.org/openbadges/v2":
            response = requests.Response()
            response.status_code, response.url = 200, request.url
            response.headers["content-type"] = "application/ld+json"
            response._content = context.encode()
            return response
        if urlsplit(request.url).hostname not in LOOPBACK:
            raise requests.ConnectionError(f"not on this machine: {request.url}")
        return send(self, request, **how)

    requests.Session.send = answer  # type: ignore[method-assign]


def judge(what: Any, recipient: Json | None = None) -> Json:
    """The validator's result: its ``report`` and the ``graph`` of what it read."""
    return verify(what, dict(recipient) if recipient else None, use_cache=False, cache_backend=None)


def judge_picture(path: str, recipient: Json | None = None) -> Json:
    with open(path, "rb") as picture:
        return judge(picture, recipient)


def messages(result: Json) -> list[str]:
    said = result["report"]["messages"]
    return [f"{m['messageLevel']}: {m.get('name')}: {m['result']}" for m in said]


def accepted(result: Json) -> list[str]:
    """No problems where it is valid, without so much as a warning."""
    if result["report"]["valid"] and not result["report"]["messages"]:
        return []
    return messages(result) or ["not valid"]


def refused(result: Json, word: str) -> list[str]:
    """No problems where it is not valid, and for the right reason."""
    said = messages(result)
    if result["report"]["valid"]:
        return ["accepted", *said]
    return [] if any(word in line for line in said) else [f"not for {word!r}", *said]


def awarded_to(result: Json, identity: str) -> list[str]:
    """No problems where the report confirms this recipient."""
    confirmed = result["report"].get("recipientProfile", {})
    return accepted(result) or (
        [] if identity in confirmed.values() else [f"recipient confirmed: {confirmed}"]
    )


# --- a stranger's host -------------------------------------------------------------------------


class Stranger:
    """Another web server on this machine, with documents that say whatever a forger likes."""

    def __init__(self) -> None:
        self.documents: dict[str, tuple[str, bytes]] = {}
        documents = self.documents

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = documents.get(self.path, ("text/plain", b""))
                self.send_response(200 if body else 404)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{server.server_port}"

    def serve(self, documents: dict[str, Json], picture: bytes) -> None:
        """Host ``documents`` by path; every picture's path answers ``picture``."""
        self.documents.clear()
        for path, document in documents.items():
            self.documents[path] = ("application/ld+json", json.dumps(document).encode())
            if "image" in document:
                self.documents[urlsplit(document["image"]).path] = ("image/png", picture)


def get(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept": "application/ld+json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def forgeries(tap: Tap, award: Json, address: str) -> None:
    """A forger copies our documents to a host of their own."""
    assertion = json.loads(get(award["assertion_url"]))
    badge = json.loads(get(assertion["badge"]))
    issuer = json.loads(get(badge["issuer"]))
    key = json.loads(get(issuer["publicKey"]))
    picture = get(badge["image"])
    paths = {
        "assertion": urlsplit(assertion["id"]).path,
        "badge": urlsplit(badge["id"]).path,
        "issuer": urlsplit(issuer["id"]).path,
        "key": urlsplit(key["id"]).path,
    }
    stranger = Stranger()

    def moved(document: Json) -> Json:
        return json.loads(json.dumps(document).replace(address, stranger.address))

    def copied() -> dict[str, Json]:
        chain = {"assertion": assertion, "badge": badge, "issuer": issuer, "key": key}
        return {name: moved(document) for name, document in chain.items()}

    def judged(change: Callable[[dict[str, Json]], object]) -> Json:
        chain = copied()
        change(chain)
        stranger.serve({paths[name]: document for name, document in chain.items()}, picture)
        return judge(stranger.address + paths["assertion"])

    # The copy as such is sound: what is refused below is refused for the one thing changed.
    tap.check("accepts the chain on any one host", accepted(judged(lambda chain: None)))
    ours = judged(lambda chain: chain["assertion"].update(badge=badge["id"]))
    tap.check(
        "refuses an assertion of our badge that we do not host",
        refused(ours, "not hosted in allowed origins"),
    )
    for name, members in {
        "assertion": ["recipient", "badge", "verification", "issuedOn"],
        "badge": ["name", "description", "image", "criteria", "issuer"],
        "issuer": ["name", "url"],
    }.items():
        for member in members:
            result = judged(lambda chain, name=name, member=member: chain[name].pop(member))
            tap.check(f"refuses {name} without {member}", refused(result, member))
    # Not a forgery, but why our issuers name one key: see docs/how-to/keys-and-back-ups.md.
    two = judged(lambda chain: chain["issuer"].update(publicKey=[chain["key"]["id"]] * 2))
    tap.check("refuses an issuer of two keys", refused(two, "more than the single allowed"))
    dated = judged(lambda chain: chain["assertion"].update(issuedOn="yesterday"))
    tap.check("refuses a date that is none", refused(dated, "issuedOn"))


def changed_copies(tap: Tap, award: Json) -> None:
    """A hosted badge is what its address says, whatever a copy of it claims."""
    assertion = json.loads(get(award["assertion_url"]))
    changed = {
        **assertion,
        "recipient": {"type": "email", "hashed": False, "identity": "m@x.example"},
    }
    result = judge(json.dumps(changed), {"email": "m@x.example"})
    tap.check("refuses a copy changed to another recipient", refused(result, "did not match"))
    badge = json.loads(get(assertion["badge"]))
    named = {**assertion, "badge": {**badge, "name": "Master of the Harbour"}}
    names = {node.get("name") for node in judge(json.dumps(named))["graph"]}
    problems = (
        [] if badge["name"] in names and "Master of the Harbour" not in names else [str(names)]
    )
    tap.check("reads the true name, not a changed copy's", problems)


def main(exhibits: Path, contexts: Path) -> None:
    # The core logs a traceback for every answer that it does not like; the report says it all.
    logging.disable(logging.CRITICAL)
    stay_at_home((contexts / "w3id.org_openbadges_v2.json").read_text(encoding="utf-8"))
    tap = Tap("openbadges")
    shown = json.loads(exhibits.read_bytes())
    for award in shown["awards"]:
        name = f"{award['name']} ({'by e-mail' if award['email'] else 'without e-mail'})"
        tap.check(f"{name}: the hosted assertion", accepted(judge(award["assertion_url"])))
        tap.check(f"{name}: the picture", accepted(judge_picture(award["ob2_picture"])))
        tap.check(f"{name}: the SVG", accepted(judge_picture(award["ob2_svg"])))
        if award["email"]:
            owner = {"email": award["email"].lower()}
        else:
            owner = {"url": award["credential_url"]}
        identity = next(iter(owner.values()))
        hosted, baked = award["assertion_url"], award["ob2_picture"]
        tap.check(f"{name}: hosted, its recipient", awarded_to(judge(hosted, owner), identity))
        tap.check(
            f"{name}: picture, its recipient", awarded_to(judge_picture(baked, owner), identity)
        )
        other = {key: f"{value}x" for key, value in owner.items()}
        wrong = refused(judge(hosted, other), "did not match")
        tap.check(f"{name}: refuses another recipient", wrong)
        wrong = refused(judge_picture(baked, other), "did not match")
        tap.check(f"{name}: refuses another recipient of the picture", wrong)
    # It reads the 410's body as an assertion, and misses what a withdrawn one no longer has.
    gone = shown["withdrawn"]
    missing = "Required property"
    tap.check("refuses a withdrawn badge", refused(judge(gone["assertion_url"]), missing))
    before = refused(judge(gone["assertion_before"]), missing)
    tap.check("refuses a copy from before it was withdrawn", before)
    paused = shown["suspended"]
    tap.check("refuses a suspended badge", refused(judge(paused["assertion_url"]), missing))
    award = shown["awards"][0]
    forgeries(tap, award, shown["address"])
    changed_copies(tap, award)
    try:
        problems = refused(judge_picture(shown["cut"]["ob2"]), "")
    except Exception as error:  # the core reads the file before it catches anything
        problems = [] if type(error).__module__.startswith("png") else [repr(error)]
    tap.check("refuses a picture that is cut off", problems)
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

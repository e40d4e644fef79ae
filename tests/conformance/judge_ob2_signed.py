"""The Open Badges 2.0 validator core over signed assertions: as tokens, and as tokens in pictures.

Usage: ``judge_ob2_signed.py EXHIBITS CONTEXTS``. What stands between the core and its users is in
``judge_ob2.py`` and in :func:`as_text`; the forgeries are made with the core's own JOSE library.
"""

import base64
import hmac
import json
import logging
import sys
from pathlib import Path
from typing import Any

from Crypto.PublicKey import RSA
from jose import jws
from judge_ob2 import (
    Stranger,
    accepted,
    awarded_to,
    get,
    judge,
    judge_picture,
    refused,
    stay_at_home,
)
from openbadges.verifier.tasks import crypto
from tap import Tap

Json = dict[str, Any]
UNSIGNED = "failed verification"


def as_text() -> None:
    """python-jose takes keys as text; the core hands over an object of a library that it once knew."""

    class Text:
        @staticmethod
        def import_key(pem: str) -> str:
            RSA.import_key(pem)  # a key at all
            return pem

    crypto.RSA = Text


def payload(token: str) -> Json:
    return json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))


def part(value: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def died(what: str) -> list[str]:
    """No problems where it is not accepted; the core dies of some forgeries instead of reporting."""
    try:
        result = judge(what)
    except Exception:
        return []
    return ["accepted"] if result["report"]["valid"] else []


def forgeries(tap: Tap, token: str) -> None:
    key = RSA.generate(2048).export_key().decode()
    claims = payload(token)
    header, _, signature = token.split(".")

    renamed = {**claims, "recipient": {**claims["recipient"], "identity": "sha256$" + "0" * 64}}
    changed = f"{header}.{part(renamed)}.{signature}"
    tap.check("refuses another recipient written into the token", refused(judge(changed), UNSIGNED))
    dated = f"{header}.{part({**claims, 'issuedOn': '2020-01-01T00:00:00Z'})}.{signature}"
    tap.check("refuses another date written into the token", refused(judge(dated), UNSIGNED))
    other = jws.sign(claims, key, algorithm="RS256")
    tap.check("refuses the same signed by another key", refused(judge(other), UNSIGNED))
    none = f"{part({'alg': 'none'})}.{part(claims)}."
    tap.check("refuses a token that says it is not signed", died(none))
    document = json.loads(get(claims["verification"]["creator"]))
    signed = f"{part({'alg': 'HS256'})}.{part(claims)}".encode()
    mac = hmac.digest(document["publicKeyPem"].encode(), signed, "sha256")
    shared = b"%b.%b" % (signed, base64.urlsafe_b64encode(mac).rstrip(b"="))
    tap.check("refuses a token whose secret is our public key", died(shared.decode()))

    # A stranger's key on a stranger's host, whose owner is said to be us.
    stranger = Stranger()
    document |= {
        "id": f"{stranger.address}/key",
        "publicKeyPem": RSA.import_key(key).public_key().export_key().decode(),
    }
    stranger.serve({"/key": document}, b"")
    claims["verification"]["creator"] = document["id"]
    named = jws.sign(claims, key, algorithm="RS256")
    tap.check(
        "refuses a token by a key that the issuer does not name",
        refused(judge(named), "other than those authorized"),
    )


def main(exhibits: Path, contexts: Path) -> None:
    logging.disable(logging.CRITICAL)
    stay_at_home((contexts / "w3id.org_openbadges_v2.json").read_text(encoding="utf-8"))
    as_text()
    tap = Tap("openbadges signed")
    shown = json.loads(exhibits.read_bytes())
    for award in shown["awards"]:
        name = f"{award['name']} ({'by e-mail' if award['email'] else 'without e-mail'})"
        token = Path(award["signed"]).read_text(encoding="ascii")
        owner = (
            {"email": award["email"].lower()}
            if award["email"]
            else {"url": award["credential_url"]}
        )
        identity = next(iter(owner.values()))
        tap.check(f"{name}: the token", accepted(judge(token)))
        tap.check(f"{name}: its recipient", awarded_to(judge(token, owner), identity))
        other = {key: f"{value}x" for key, value in owner.items()}
        tap.check(
            f"{name}: refuses another recipient", refused(judge(token, other), "did not match")
        )
    first = shown["awards"][0]
    owner = {"email": first["email"].lower()}
    for kind in ("picture", "svg"):
        path = first[f"ob2_{kind}_of_token"]
        found = awarded_to(judge_picture(path, owner), owner["email"])
        tap.check(f"the token in a {kind}", found)
        other = refused(judge_picture(path, {"email": "m@x.example"}), "did not match")
        tap.check(f"refuses another recipient of the {kind}", other)

    # OB 2.0 knows no list but this one; the core reads no list of one entry, so ours never has one.
    for state in ("withdrawn", "suspended"):
        badge = shown[state]
        now = Path(badge["signed"]).read_text(encoding="ascii")
        revoked = "has been revoked in RevocationList"
        tap.check(f"refuses a {state} badge", refused(judge(now), revoked))
    # The provider of the withdrawn one has given up a key since; the other has the same key still.
    before = refused(judge(shown["suspended"]["token_before"]), revoked)
    tap.check("refuses a token from before it was suspended", before)
    tap.check(
        "refuses a copy that an older key of the issuer signed",
        refused(judge(shown["former_token"]), "other than those authorized"),
    )
    forgeries(tap, Path(first["signed"]).read_text(encoding="ascii"))
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""PyPI ``openbadgeslib`` over our badges: proofs, tokens, lists, pictures and signed OB 2.0 assertions.

Usage: ``judge_openbadgeslib.py EXHIBITS``.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib import baking, ob2, ob3
from running_site import Site
from tap import Tap
from theirs import changed_token, unsigned_token

Json = dict[str, Any]
OB3_ERROR, OB2_ERROR = ob3.OB3VerificationError, ob2.OB2VerificationError


def accepted(judge: Callable[..., object], *what: str, **how: Any) -> list[str]:
    try:
        judge(*what, **how)
    except (OB3_ERROR, OB2_ERROR) as error:
        return [f"refused: {error}"]
    return []


def refused(why: str, judge: Callable[..., object], *what: str, **how: Any) -> list[str]:
    try:
        judge(*what, **how)
    except (OB3_ERROR, OB2_ERROR) as error:
        said = f"{error} {error.__cause__}"
        return [] if why.lower() in said.lower() else [f"refused, but not for {why!r}: {said}"]
    return ["accepted"]


def unbaked(picture: str) -> str | None:
    data = Path(picture).read_bytes()
    if picture.endswith(".svg"):
        return baking.extract_svg(data, element=baking.SVG_ELEMENT_OB3, text_fallback=True)
    return baking.extract_png(data, keyword=baking.ITXT_KEYWORD_OB3)


class Judge:
    """It reads a ``kid`` only if that is a DID URL, and ours is the key's address, as 1EdTech has it. So it is
    given the key of a token, and may not ask who signed a list: other judges do."""

    def __init__(self, shown: Json):
        self.site = Site(shown["address"])

    def download(self, url: str) -> bytes:
        return self.site.get(url)

    def proof(self, text: str, **how: Any) -> Any:
        did = json.loads(text)["issuer"]["id"]
        verifier = ob3.OB3LdpVerifier.for_issuer_did(did, download=self.download)
        return verifier.verify(text, download=self.download, verify_status_list=False, **how)

    def token(self, token: str, key_of: str = "", **how: Any) -> Any:
        """With the key that is published for ``key_of``, the same token where none is given."""
        kid = jwt.get_unverified_header(key_of or token)["kid"]
        key = jwt.PyJWK(json.loads(self.site.get(kid))).key
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        verifier = ob3.OB3Verifier(pem)
        return verifier.verify(token, download=self.download, verify_status_list=False, **how)

    def version_2(self, token: str, **how: Any) -> Any:
        return ob2.OB2Verifier(download=self.download).verify(token, **how)


FORGED = {
    "signed by a key that the issuer never published": "verificationMethod",
    "signed by a stranger": "verificationMethod",
    "unknown member": "no pinned context defines",
}


def main(exhibits: Path) -> None:
    tap = Tap("openbadgeslib")
    shown = json.loads(exhibits.read_bytes())
    judge = Judge(shown)
    first = shown["awards"][0]
    for award in shown["awards"]:
        name = f"{award['name']} ({'by e-mail' if award['email'] else 'without e-mail'})"
        text = Path(award["credential"]).read_text(encoding="utf-8")
        token = Path(award["token"]).read_text(encoding="ascii")
        checked = accepted(judge.proof, text, check_status=True)
        tap.check(f"{name}: the proof, and not withdrawn", checked)
        checked = accepted(judge.token, token, check_status=True)
        tap.check(f"{name}: the token, and not withdrawn", checked)
        for kind in ("picture", "svg"):
            same = unbaked(award[f"ob3_{kind}"]) == text
            tap.check(f"{name}: the badge in the {kind}", [] if same else ["another"])
        signed = Path(award["signed"]).read_text(encoding="ascii")
        owner = award["email"].lower() or award["credential_url"]
        checked = accepted(judge.version_2, signed, expected_recipient=owner, check_revocation=True)
        tap.check(f"{name}: the signed 2.0 assertion, its recipient", checked)
        other = refused("recipient", judge.version_2, signed, expected_recipient="x@y.example")
        tap.check(f"{name}: refuses another recipient of the signed 2.0 assertion", other)
    for kind in ("picture", "svg"):
        same = unbaked(first[f"ob3_{kind}_of_token"]) == Path(first["token"]).read_text()
        tap.check(f"the token in a {kind}", [] if same else ["another"])

    for state in ("withdrawn", "suspended"):
        award = shown[state]
        text = Path(award["credential"]).read_text(encoding="utf-8")
        token = Path(award["token"]).read_text(encoding="ascii")
        why = f"'{'revocation' if state == 'withdrawn' else 'suspension'}' is set"
        gone = refused(why, judge.proof, text, check_status=True)
        tap.check(f"refuses a {state} badge", gone)
        gone = refused(why, judge.token, token, check_status=True)
        tap.check(f"refuses a {state} badge as a token", gone)
        signed = Path(award["signed"]).read_text(encoding="ascii")
        gone = refused("revoked", judge.version_2, signed, check_revocation=True)
        tap.check(f"refuses a {state} 2.0 badge", gone)

    for name, path in shown["forgeries"].items():
        text = Path(path).read_text(encoding="utf-8")
        found = refused(FORGED.get(name, "signature mismatch"), judge.proof, text)
        tap.check(f"refuses {name}", found)
    token = Path(first["token"]).read_text(encoding="ascii")
    forged = changed_token(token, name="Master of the Harbour")
    tap.check("refuses a changed token", refused("signature", judge.token, forged))
    none = unsigned_token(token)
    tap.check("refuses an unsigned token", refused("alg", judge.token, none, token))
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""PyPI ``openvc-core`` over our credentials: its whole pipeline, with the issuer's DID document and the status
list from the running site. Usage: ``judge_openvc.py EXHIBITS CONTEXTS``."""

import json
import sys
from pathlib import Path
from typing import Any

from openvc import OpenvcError, VerificationPolicy, verify_credential
from openvc.did.did_web import DidWebResolver
from openvc.resolvers import default_status_list_resolver
from running_site import Site
from tap import Tap

Json = dict[str, Any]
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def one_proof(document: Json) -> Json:
    """It reads a proof, and no list of one. The same is signed."""
    (proof,) = document["proof"]
    return {**document, "proof": proof}


class Judge:
    """It ships the contexts of the W3C alone, and is given those of Open Badges."""

    def __init__(self, address: str, contexts: Path):
        site = Site(address)
        known = contexts / "purl.imsglobal.org_spec_ob_v3p0_context-3.0.3.json"
        self.contexts = {OB: json.loads(known.read_bytes())}
        self.resolver = DidWebResolver(lambda url: json.loads(site.get(url)))
        self.lists = default_status_list_resolver(
            resolver=self.resolver,
            fetch=lambda url: json.dumps(one_proof(json.loads(site.get(url)))),
            extra_contexts=self.contexts,
        )

    def __call__(self, path: str) -> Exception | None:
        """Why it refuses the credential in a file, or None."""
        try:
            verify_credential(
                one_proof(json.loads(Path(path).read_bytes())),
                policy=VerificationPolicy(),
                resolver=self.resolver,
                resolve_status_list=self.lists,
                extra_contexts=self.contexts,
            )
        except OpenvcError as error:
            return error
        return None


WHY = {
    "signed by a key that the issuer never published": "not in the DID document",
    "signed by a stranger": "not controlled by issuer",
    "unknown member": "no trusted context defines",
}


def main(exhibits: Path, contexts: Path) -> None:
    tap = Tap("openvc-core")
    shown = json.loads(exhibits.read_bytes())
    judge = Judge(shown["address"], contexts)

    def refused(path: str, why: str) -> list[str]:
        error = judge(path)
        if error is None:
            return ["accepted"]
        said = f"{type(error).__name__}: {error}"
        return [] if why.lower() in said.lower() else [f"refused, but not for {why!r}: {said}"]

    for award in shown["awards"]:
        name = f"{award['name']} ({'by e-mail' if award['email'] else 'without e-mail'})"
        error = judge(award["credential"])
        tap.check(f"{name}: proof, dates, not withdrawn", [repr(error)] if error else [])
    for state, why in (("withdrawn", "revoked"), ("suspended", "suspended")):
        tap.check(f"refuses a {state} badge", refused(shown[state]["credential"], why))
    for name, path in shown["forgeries"].items():
        tap.check(f"refuses {name}", refused(path, WHY.get(name, "SignatureInvalid")))
    tap.end()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Gather what will be judged: documents fetched from the running site, and forgeries of them.

Usage: ``exhibits.py ADDRESS FOLDER MORE UUID[=EMAIL]…``. Writes into FOLDER, and lists in
``exhibits.json``, for each award its documents, tokens and pictures as the site answers them, for the
first the forgeries that each verifier must refuse, and of a withdrawn and a suspended award what the
site still answers. MORE is the file that ``issue_more.py`` wrote. Only forging and baking use our own
code; judging never does.
"""

import copy
import json
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from wagtail_cofl.openbadges.multikey import encode_ed25519
from wagtail_cofl.openbadges.proofs import sign

Json = dict[str, Any]


def fetch(url: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(url, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def _signed_again(credential: Json, key: Ed25519PrivateKey, method: str) -> Json:
    unsigned = {name: value for name, value in credential.items() if name != "proof"}
    return sign(unsigned, private_key=key, verification_method=method, created=datetime.now(tz=UTC))


def _changed(credential: Json, change: Callable[[Json], object]) -> Json:
    forged = copy.deepcopy(credential)
    change(forged)
    return forged


def forged_credentials(credential: Json) -> dict[str, Json]:
    """OB 3.0 forgeries by name. Each is wrong in one way only."""
    key = Ed25519PrivateKey.generate()
    multikey = encode_ed25519(key.public_key().public_bytes_raw())
    our_method = credential["proof"][0]["verificationMethod"]
    subject = "credentialSubject"
    return {
        "changed name": _changed(credential, lambda c: c.update(name="Master of the Harbour")),
        "changed achievement": _changed(
            credential, lambda c: c[subject]["achievement"].update(name="Master of the Harbour")
        ),
        "changed recipient": _changed(credential, lambda c: c[subject].update(id="urn:uuid:0")),
        "changed date of the proof": _changed(
            credential, lambda c: c["proof"][0].update(created="2020-01-01T00:00:00Z")
        ),
        "unknown member": _changed(credential, lambda c: c.update(shoeSize=42)),
        "signed by another key in our key's name": _signed_again(credential, key, our_method),
        "signed by a key that the issuer never published": _signed_again(
            credential, key, f"{credential['issuer']['id']}#{multikey}"
        ),
        "signed by a stranger": _signed_again(credential, key, f"did:key:{multikey}#{multikey}"),
    }


def cut_inside(picture: bytes, keyword: bytes) -> bytes:
    """The picture's file, ending half-way through the badge inside it."""
    begin = picture.index(keyword + b"\0")
    length = int.from_bytes(picture[begin - 8 : begin - 4])
    return picture[: begin + length // 2]


def exhibit(address: str, folder: Path, award: str, *, withdrawn: bool = False) -> Json:
    """The files of one award, ``UUID[=EMAIL]``, by their names."""
    uuid, _, email = award.partition("=")
    urls = {kind: f"{address}/cofl/{kind}s/{uuid}" for kind in ("credential", "assertion")}
    files = {
        "credential": (urls["credential"], "application/vc+ld+json", "credential.json"),
        "token": (urls["credential"] + ".jwt", "*/*", "credential.jwt"),
        "signed": (urls["assertion"] + ".jws", "*/*", "assertion.jws"),
        "ob3_picture": (urls["credential"] + ".png", "image/png", "ob3.png"),
        "ob3_svg": (urls["credential"] + ".svg", "image/svg+xml", "ob3.svg"),
    }
    if not withdrawn:
        files["ob2_picture"] = (urls["assertion"] + ".png", "image/png", "ob2.png")
        files["ob2_svg"] = (urls["assertion"] + ".svg", "image/svg+xml", "ob2.svg")
    shown: Json = {"uuid": uuid, "email": email, "assertion_url": urls["assertion"]}
    shown["credential_url"] = urls["credential"]
    for name, (url, accept, suffix) in files.items():
        path = folder / f"{uuid}-{suffix}"
        path.write_bytes(fetch(url, accept))
        shown[name] = str(path)
    shown["name"] = json.loads(Path(shown["credential"]).read_bytes())["name"]
    return shown


def bake(picture: str, badge: str, out: Path) -> str:
    """The picture with another badge inside, by our command."""
    command = [sys.executable, "-m", "wagtail_cofl.openbadges", "bake", picture, badge]
    subprocess.run([*command, "-o", str(out)], check=True)
    return str(out)


def main(address: str, folder: Path, more: str, *awards: str) -> None:
    made = json.loads(Path(more).read_bytes())
    listed = [exhibit(address, folder, award) for award in (*awards, *made["awards"])]
    gone, paused = (
        exhibit(address, folder, made[state].pop("award"), withdrawn=True) | made[state]
        for state in ("withdrawn", "suspended")
    )

    first = listed[0]
    for kind in ("picture", "svg"):
        for version, token in (("ob2", "signed"), ("ob3", "token")):
            plain = first[f"{version}_{kind}"]
            out = folder / f"token-{Path(plain).name}"
            first[f"{version}_{kind}_of_token"] = bake(plain, first[token], out)
    forgeries: dict[str, str] = {}
    credential = json.loads(Path(first["credential"]).read_bytes())
    for name, forged in forged_credentials(credential).items():
        path = folder / f"forged-{name.replace(' ', '-')}.json"
        path.write_text(json.dumps(forged), encoding="utf-8")
        forgeries[name] = str(path)
    cut = {}
    for kind, keyword in (("ob2", b"openbadges"), ("ob3", b"openbadgecredential")):
        path = folder / f"cut-{kind}.png"
        path.write_bytes(cut_inside(Path(first[f"{kind}_picture"]).read_bytes(), keyword))
        cut[kind] = str(path)
    manifest = {
        "address": address,
        "awards": listed,
        "withdrawn": gone,
        "suspended": paused,
        "former_token": made["former_token"],
        "forgeries": forgeries,
        "cut": cut,
    }
    (folder / "exhibits.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])

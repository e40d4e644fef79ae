"""What things cost here, beside what the same costs with other tools. Only ratios travel.

Run with ``make bench``. Nothing leaves the machine; the database is in memory.
"""

import json
import os
import sys
import time
import tracemalloc
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["COFL_DB_NAME"] = ":memory:"

import django

django.setup()

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import call_command
from django.test import Client
from PIL import Image, PngImagePlugin
from pyld import jsonld

from wagtail_cofl.openbadges import baking, proofs
from wagtail_cofl.openbadges.jsonld import contexts
from wagtail_cofl.openbadges.multikey import encode_ed25519

DATA = Path(os.environ.get("COFL_REAL_DATA", ROOT.parent / "shared" / "data"))


def timed(run, seconds: float = 1.0) -> float:
    """Median seconds of one call, over as many as fit, after one that does not count."""
    run()
    laps, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end or len(laps) < 5:
        start = time.perf_counter()
        run()
        laps.append(time.perf_counter() - start)
    return median(laps)


def row(name: str, ours: float, peer: float | None = None, peer_name: str = "") -> None:
    beside = f"   {peer / ours:7.1f} x faster than {peer_name}" if peer else ""
    print(f"{name:38} {ours * 1000:10.3f} ms{beside}")


def city():
    """A city with one badge and one award, in memory."""
    from wagtail.models import Site

    from tests.conftest import make_image
    from wagtail_cofl.awards.issuing import issue
    from wagtail_cofl.badges.models import Badge
    from wagtail_cofl.city.models import CitySettings
    from wagtail_cofl.learners.confirming import learner_for_email
    from wagtail_cofl.providers.models import Provider

    call_command("migrate", verbosity=0)
    site = Site.objects.get()
    site.hostname, site.port = "learn.example.org", 443
    site.save()
    CitySettings.objects.create(
        site=site, name="Port Merrow", canonical_address="https://learn.example.org"
    )
    provider = Provider.objects.create(site=site, name="Club", email="club@example.org")
    picture = (ROOT / "example_site/demo/pictures/kite-festival-helper.png").read_bytes()
    badge = Badge(
        provider=provider,
        name="Kite Festival Helper",
        statement="I helped.",
        description="For people who helped.",
        image=make_image(picture),
        criteria=[("step", {"title": "Help for two hours", "detail": ""})],
        live=False,
    )
    badge.save()
    badge.save_revision().publish()
    learner = learner_for_email(site.pk, "ada@example.org")
    version = badge.current_version
    return version, learner, issue(version, learner, email="ada@example.org"), issue


def pyld_by_hand(document: dict, key: Ed25519PrivateKey) -> None:
    """The same signature with pyld's own canonicalisation, contexts in memory."""

    def load(url, options):
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts()[url],
        }

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    proof = {**document["proof"][0], "@context": document["@context"]}
    proof.pop("proofValue")
    unsigned = {k: v for k, v in document.items() if k != "proof"}
    parts = [jsonld.normalize(part, options).encode() for part in (proof, unsigned)]
    key.sign(b"".join(hashlib.sha256(part).digest() for part in parts))


def pillow_bake(png: bytes, text: str) -> bytes:
    """Bake by drawing the picture anew."""
    info = PngImagePlugin.PngInfo()
    info.add_itxt(baking.KEYWORD_V3, text)
    out = BytesIO()
    with Image.open(BytesIO(png)) as picture:
        picture.save(out, "PNG", pnginfo=info)
    return out.getvalue()


def main() -> None:
    version, learner, award, issue = city()
    document = json.loads(bytes(award.credential.ob3))
    unsigned = {k: v for k, v in document.items() if k != "proof"}
    key = Ed25519PrivateKey.generate()
    method = "did:web:x#" + encode_ed25519(key.public_key().public_bytes_raw())

    def sign():
        proofs.sign(unsigned, private_key=key, verification_method=method, created=award.awarded_at)

    row("sign a credential", timed(sign), timed(lambda: pyld_by_hand(document, key)), "pyld")
    row("issue an award (sign, save)", timed(lambda: issue(version, learner, email="a@b.org")))

    png, text = bytes(version.picture), bytes(award.credential.ob3).decode()
    ours = timed(lambda: baking.bake_png(png, text, keyword=baking.KEYWORD_V3))
    row("bake a PNG", ours, timed(lambda: pillow_bake(png, text)), "Pillow")
    try:
        from openbadges_bakery import bake
    except ImportError:
        print("  (openbadges-bakery is not installed: no comparison)")
    else:
        peer = timed(lambda: bake(BytesIO(png), text))
        row("bake a PNG", ours, peer, "openbadges-bakery")

    client = Client(headers={"host": "learn.example.org", "accept": "application/json"})
    for name, suffix in (("credential", ""), ("baked picture", ".png")):
        path = f"/cofl/credentials/{award.credential.uuid}{suffix}"
        row(f"answer a GET of the {name}", timed(lambda path=path: client.get(path, secure=True)))

    sample = DATA / "esco" / "sample"
    if not sample.is_dir():
        print(f"  (no real ESCO sample in {sample}: set COFL_REAL_DATA)")
        return
    tracemalloc.start()
    start = time.perf_counter()
    call_command("cofl_import_framework", str(sample), format="esco", verbosity=0)
    row("load the ESCO sample (1,000 skills)", time.perf_counter() - start)
    print(f"  memory at its highest: {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


if __name__ == "__main__":
    main()

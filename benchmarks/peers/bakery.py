"""openbadges-bakery 2: OB 2.0 only, so it bakes the same text under the OB 2.0 keyword."""

from importlib.metadata import version
from io import BytesIO

from openbadges_bakery import bake, unbake

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation, serve


def _baked(plain: bytes, text: str) -> bytes:
    with bake(BytesIO(plain), text) as out:  # a temporary file: the one way that is documented
        return out.read()


def _bake(picture: str) -> Maker:
    def make() -> Operation:
        plain = getattr(doc.pictures(), picture)
        return Operation(
            lambda i: exhibits.own(i).decode(), lambda text: _baked(plain, text), _carries
        )

    return make


def _unbake(picture: str) -> Maker:
    def make() -> Operation:
        baked = _baked(getattr(doc.pictures(), picture), exhibits.own(0).decode())

        def check(result: str) -> None:
            # Of an SVG it gives the address alone.
            text = exhibits.own(0).decode()
            assert result in (text, doc.award(0).credential_url), result

        return Operation(lambda i: baked, lambda baked: unbake(BytesIO(baked)), check)

    return make


def _carries(baked: bytes) -> None:
    assert doc.award(0).credential_url.encode() in baked


WORKS: dict[str, Maker] = {
    "bake-png": _bake("png"),
    "bake-svg": _bake("svg"),
    "unbake-png": _unbake("png"),
    "unbake-svg": _unbake("svg"),
}

if __name__ == "__main__":
    serve(WORKS, version("openbadges-bakery"))

"""A badge into a picture and out again."""

from benchmarks import document as doc
from benchmarks import exhibits
from benchmarks.timing import Maker, Operation
from wagtail_cofl.openbadges import baking


def _kind(picture: str) -> bytes:
    return getattr(doc.pictures(), picture)


def _baked(picture: str) -> bytes:
    return baking.bake(_kind(picture), exhibits.own(0).decode(), version="3.0")


def _bake(picture: str, *, once: bool = False) -> Maker:
    """The picture is the same each time, the badge another. With ``once`` the picture is met anew each
    time."""

    def make() -> Operation:
        plain = _kind(picture)
        bakeable = baking.Bakeable(plain)

        def check(result: bytes) -> None:
            if exhibits.own(0).decode() not in baking.unbake(result).values():
                raise AssertionError("what was baked is not what comes out")

        return Operation(
            lambda i: exhibits.own(i).decode(),
            (lambda text: baking.bake(plain, text, version="3.0"))
            if once
            else (lambda text: bakeable.bake(text, version="3.0")),
            check,
        )

    return make


def _unbake(picture: str) -> Maker:
    def make() -> Operation:
        baked = _baked(picture)

        def check(result: dict[str, str]) -> None:
            if list(result.values()) != [exhibits.own(0).decode()]:
                raise AssertionError(result)

        return Operation(lambda i: baked, baking.unbake, check)

    return make


def _copy(picture: str) -> Maker:
    """Copying the bytes of the picture around those of the badge: that much must be done to bake it."""

    def make() -> Operation:
        plain = memoryview(_kind(picture))
        badge = exhibits.own(0)
        parts = plain[:33], badge, plain[33:]
        return Operation(lambda i: parts, b"".join)

    return make


def _copy_out(picture: str) -> Maker:
    def make() -> Operation:
        baked = memoryview(_baked(picture))
        return Operation(lambda i: baked, bytes)

    return make


OURS = {
    "bake-png": _bake("png"),
    "bake-png-once": _bake("png", once=True),
    "bake-svg": _bake("svg"),
    "bake-svg-once": _bake("svg", once=True),
    "unbake-png": _unbake("png"),
    "unbake-svg": _unbake("svg"),
}
LIMIT = {
    "bake-png": _copy("png"),
    "bake-png-once": _copy("png"),
    "bake-svg": _copy("svg"),
    "bake-svg-once": _copy("svg"),
    "unbake-png": _copy_out("png"),
    "unbake-svg": _copy_out("svg"),
}

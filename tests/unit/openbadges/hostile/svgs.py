"""SVGs with something wrong in them."""

from wagtail_cofl.openbadges.baking import KEYWORD_V3, bake_svg

from ..factories import credential
from .case import Hostile, case
from .texts import as_json

NAMESPACES = (
    b'xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
)


def svg(inside: bytes = b"", before: bytes = b"") -> bytes:
    return before + b"<svg " + NAMESPACES + b">" + inside + b"<path d='M0 0'/></svg>"


def badge(text: bytes) -> bytes:
    return b"<openbadges:credential>" + text + b"</openbadges:credential>"


def baked() -> bytes:
    return bake_svg(svg(), as_json(credential()).decode(), keyword=KEYWORD_V3)


LAUGHS = b'<!DOCTYPE svg [<!ENTITY a0 "lol">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
OUTSIDE = b'<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/passwd">]>'
PARAMETER = b'<!DOCTYPE svg [<!ENTITY % more SYSTEM "http://169.254.169.254/x"> %more;]>'


@case("bad_picture", picture=True)
def svg_with_entities():
    yield Hostile(svg(badge(b"&a9;"), LAUGHS))
    yield Hostile(svg(badge(b"&a0;" * 1_000_000), b'<!DOCTYPE svg [<!ENTITY a0 "x">]>'))
    yield Hostile(svg(badge(b"&file;"), OUTSIDE))
    yield Hostile(svg(badge(b"&undefined;")))


@case("bad_picture", picture=True)
def svg_with_a_document_type_of_its_own():
    good = baked()
    yield Hostile(PARAMETER + good)
    yield Hostile(b"<!DOCTYPE svg []>" + good)
    yield Hostile(
        b'<!DOCTYPE svg SYSTEM "http://127.0.0.1/svg.dtd" [<!ATTLIST svg a CDATA "b">]>' + good
    )
    yield Hostile(b'<?xml version="1.0"?>\n<!-- x -->\n' + OUTSIDE + good)


@case("not_json", picture=True)
def svg_with_a_script():
    """It is text like any other: nothing runs, and none of it gets into a report."""
    script = b"<script>alert(1)</script>"
    yield Hostile(svg(script + badge(script) + script))
    yield Hostile(svg(badge(b"<![CDATA[" + script + b"]]>")))
    yield Hostile(svg(b'<g onload="alert(1)">' + badge(b"javascript:alert(1)") + b"</g>"))


@case("too_big", picture=True)
def svg_of_50_mb():
    yield Hostile(svg(badge(b"{}") + b"<g/>" * 12_500_000))


@case("bad_picture", "no_badge", "not_json", "not_a_badge", picture=True)
def svg_as_big_as_a_file_may_be():
    size = 4_900_000
    yield Hostile(svg(b"<g>" * (size // 7) + b"</g>" * (size // 7)))
    yield Hostile(svg(b"<g>" * (size // 3)))
    yield Hostile(svg(badge(b"x" * size)))
    yield Hostile(svg(badge(b"&#65;" * (size // 5))))
    yield Hostile(svg(b"<!--" + b"x" * size + b"-->" + badge(b"{}")))
    yield Hostile(svg(b"<" + b"g" * size + b"/>"))
    yield Hostile(svg(b"<" + b"g" * size))
    yield Hostile(svg(b"<g a='" + b"x" * size + b"'/>"))
    yield Hostile(svg(b"<g a='" + b"x" * size))
    yield Hostile(svg(b"".join(b"<g%d/>" % n for n in range(450_000))))


@case("bad_picture", "no_badge", picture=True)
def svg_with_half_a_million_attributes():
    many = b" ".join(b"a%d=''" % n for n in range(450_000))
    yield Hostile(b"<svg " + many + b" " + NAMESPACES + b"/>")
    yield Hostile(svg(b"<g " + many + b"/>"))
    spaces = b" ".join(b"xmlns:a%d='b'" % n for n in range(250_000))
    yield Hostile(b"<svg " + spaces + b" " + NAMESPACES + b"/>")


@case("not_json", "parse_not_https", "not_a_badge", "bad_picture", picture=True)
def svg_with_a_hundred_thousand_badges():
    older = b'<a:assertion xmlns:a="http://openbadges.org" verify="http://x"/>'
    both = b'xmlns:a="http://openbadges.org" '
    many = b'<a:assertion verify="http://x"/>' * 130_000
    yield Hostile(svg(older * 70_000))
    yield Hostile(svg(badge(b"{}") * 90_000))
    yield Hostile(b"<svg " + both + NAMESPACES + b">" + many + b"<!-- credential --></svg>")


@case("bad_picture", "not_json", "changed", picture=True)
def svg_in_another_alphabet():
    text = baked().decode()
    for name in ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"):
        yield Hostile(text.encode(name))
    yield Hostile(b'<?xml version="1.0" encoding="UTF-7"?>' + text.encode("utf-7"))
    yield Hostile(b'<?xml version="1.0" encoding="x-user"?>' + text.encode())
    yield Hostile(svg(badge(b"\xff\xfe")))


@case("bad_picture", picture=True)
def svg_that_is_cut_off():
    whole = baked()
    for cut in range(whole.index(b">") + 1, whole.index(b"</openbadges"), 97):
        yield Hostile(whole[:cut])

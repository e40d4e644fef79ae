"""An SVG picture of our own making around a badge's PNG, for software that bakes and reads SVG only.

It holds a picture, a name and a badge, and nothing that anybody has uploaded as SVG.
"""

import re
from base64 import b64encode
from html import escape

# What XML 1.0 cannot carry.
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def svg_around(png: bytes, name: str) -> bytes:
    """The PNG as an SVG of the same size, with ``name`` for who cannot see it."""
    width, height = int.from_bytes(png[16:20]), int.from_bytes(png[20:24])
    size = f'width="{width}" height="{height}"'
    title = escape(_NOT_XML.sub("\ufffd", name))
    before = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" role="img">'
        f'<title>{title}</title><image {size} href="data:image/png;base64,'
    )
    return b"".join((before.encode(), b64encode(png), b'"/></svg>'))

"""A badge in an SVG, the rest of it byte for byte (OB 2.0 *Baking*, OB 3.0 5.3.2).

Read with expat alone, as a stream: a document type, and so every entity, is refused before it can
do anything, and reading stops where the badges end.
"""

import json
import re
from dataclasses import dataclass
from xml.parsers import expat

from ..documents import gettext_noop
from .common import KEYWORD_V2, KEYWORD_V3, BadPicture, encoded

MAX_SVG = 5_000_000
# Tags and attributes, of which expat keeps some hundred bytes each.
MAX_MARKS = 100_000
PREFIX = "openbadges"
_CLOSING = b"</openbadges:"
# Keyword to namespace and element. The prefix is the same in both, and strangers look for it.
_PLACES = {
    KEYWORD_V2: ("http://openbadges.org", "assertion"),
    KEYWORD_V3: ("https://purl.imsglobal.org/ob/v3p0", "credential"),
}
_KEYWORDS = {element: keyword for keyword, (_namespace, element) in _PLACES.items()}
_OTHER = {KEYWORD_V2: _PLACES[KEYWORD_V3][0], KEYWORD_V3: _PLACES[KEYWORD_V2][0]}
_SPACE = " \t\r\n"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?svg[\s/>]")
_TAG = re.compile(rb"""<([^\s/>]+)[^"'>]*(?:(?:"[^"]*"|'[^']*')[^"'>]*)*>""")
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f]")


class _Enough(Exception):
    """Nothing that follows is of interest."""


def is_svg(data: bytes) -> bool:
    """Whether this may be an SVG, in any encoding: ``<`` first, and a tag of that name soon."""
    for enough in (512, 65_536):  # some begin with a long comment
        begin = data[:enough].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
        if _ROOT.search(begin):
            return begin.startswith(b"<")
    return False


def _holds_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


@dataclass(slots=True)
class _Badge:
    """The element of a badge, while it is read."""

    keyword: str
    depth: int
    start: int
    verify: str
    body: list[str]

    def text(self) -> str:
        """A hosted assertion has both its address and its JSON, which then must be JSON."""
        body = "".join(self.body).strip(_SPACE)
        if not self.verify or (body and _holds_json(body)):
            return body
        return self.verify


class _Reader:
    """One pass over an SVG: where the tag of its root begins, and the badges in it.

    ``how`` is "root" to read no further than that, "badges" to stop when there can be no more, and
    "whole". Raises :exc:`BadPicture`.
    """

    def __init__(self, svg: bytes, how: str) -> None:
        self._svg = svg
        self._how = how
        self.root: int | None = None
        self.declared: str | None = None  # what the root makes of our prefix
        self.found: dict[str, str] = {}
        self.spans: list[tuple[str, int, int]] = []
        self._depth = 0
        # What each prefix means, innermost last; and which prefixes an open element has declared.
        self._namespaces: dict[str, list[str]] = {}
        self._scopes: list[tuple[int, list[str]]] = []
        self._badge: _Badge | None = None
        # Namespaces are followed here: expat would write each out in full as often as it is used.
        # Names are not interned: a hostile picture would have a hundred thousand.
        parser = expat.ParserCreate("UTF-8", None, None)
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        try:
            self._read()
        finally:
            del self._parser  # which holds this reader, and the picture with it

    def _read(self) -> None:
        if len(self._svg) > MAX_SVG:
            raise BadPicture(gettext_noop("The picture is too big."))
        if len(self._svg) > MAX_MARKS and self._svg.count(b"<") + self._svg.count(b"=") > MAX_MARKS:
            raise BadPicture(gettext_noop("The picture has too many parts."))
        if self._svg.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in self._svg[:4]:
            raise _not_utf8()
        # Pieces, since expat finishes the one that it has; ever larger ones, since it begins a
        # token anew with each. The first ends with the first badge where that is one of ours.
        closing = 0 if self._how == "root" else self._svg.find(_CLOSING) + len(_CLOSING) + 12
        position, size = 0, max(closing, 1_024)
        try:
            while position < len(self._svg):
                self._parser.Parse(self._svg[position : position + size], False)
                position, size = position + size, size * 2
            self._parser.Parse(b"", True)
        except _Enough:
            pass
        except expat.ExpatError as error:
            raise BadPicture(gettext_noop("The SVG picture is damaged.")) from error

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "us-ascii"):
            raise _not_utf8()

    def _doctype(
        self, _name: str, _system: str | None, _public: str | None, has_subset: bool
    ) -> None:
        # Drawing programs write one that names SVG's own. Nothing of that is looked up, and without
        # declarations inside the picture there is nothing to be unfolded.
        if has_subset:
            raise BadPicture(
                gettext_noop(
                    "The picture declares entities. Save it as plain SVG, without DOCTYPE."
                )
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        declared = {
            name[6:]: uri
            for name, uri in attributes.items()
            if name.startswith("xmlns") and name[5:6] in ("", ":")
        }
        if declared:
            self._scopes.append((self._depth, list(declared)))
            for prefix, uri in declared.items():
                self._namespaces.setdefault(prefix, []).append(uri)
        prefix, _colon, local = name.rpartition(":")
        if self.root is None:
            if local != "svg":
                raise BadPicture(gettext_noop("This is not an SVG picture."))
            self.root = self._parser.CurrentByteIndex
            self.declared = declared.get(PREFIX)
            if self._how == "root":
                raise _Enough
        elif local in _KEYWORDS and self._badge is None:
            keyword = _KEYWORDS[local]
            if self._means(prefix) == _PLACES[keyword][0]:
                start = self._parser.CurrentByteIndex
                verify = attributes.get("verify", "").strip(_SPACE)
                self._badge = _Badge(keyword, self._depth, start, verify, [])
                self._parser.CharacterDataHandler = self._badge.body.append

    def _means(self, prefix: str) -> str | None:
        uris = self._namespaces.get(prefix)
        return uris[-1] if uris else None

    def _end(self, _name: str) -> None:
        if self._badge and self._badge.depth == self._depth:
            self._finish(self._badge)
        if self._scopes and self._scopes[-1][0] == self._depth:
            for prefix in self._scopes.pop()[1]:
                self._namespaces[prefix].pop()
        self._depth -= 1

    def _finish(self, badge: "_Badge") -> None:
        end = self._parser.CurrentByteIndex
        if self._how == "whole":
            tag = _tag(self._svg, badge.start)
            end = tag.end() if tag[0].endswith(b"/>") else self._svg.index(b">", end) + 1
            self.spans.append((badge.keyword, badge.start, end))
        self._parser.CharacterDataHandler = None
        self._badge = None
        text = badge.text()
        if text:
            self.found.setdefault(badge.keyword, text)
            if self._how == "badges" and not self._may_have(_OTHER[badge.keyword], end):
                raise _Enough

    def _may_have(self, namespace: str, start: int) -> bool:
        """Whether a badge of the other version, which nobody has found yet, may follow."""
        if len(self.found) == len(_PLACES):
            return False
        if any(namespace in uris for uris in self._namespaces.values()):
            return True
        # A drawing may well be without any colon, and one character is found missing much sooner.
        colon = self._svg.find(b":", start)
        return colon >= 0 and self._svg.find(namespace.encode(), start) >= 0


def _tag(svg: bytes, start: int) -> re.Match[bytes]:
    tag = _TAG.match(svg, start)
    if tag is None:  # cannot be: expat has just read it
        raise BadPicture(gettext_noop("The SVG picture is damaged."))
    return tag


def _not_utf8() -> BadPicture:
    return BadPicture(gettext_noop("The picture is not written in UTF-8. Save it in UTF-8."))


def _hosted_at(text: str) -> str:
    """The address of a hosted assertion; "" of any other text."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    verify = document.get("verify")
    legacy = verify.get("url") if isinstance(verify, dict) else None
    for address in (document.get("id"), legacy):
        if isinstance(address, str) and address.startswith(("https://", "http://")):
            return address
    return ""


def _element(text: str, keyword: str, *, declare: bool) -> bytes:
    """The badge as an element: JSON as CDATA, with the address of a hosted assertion as well; a
    token or an address as its attribute ``verify``."""
    if _NOT_XML.search(text):
        raise BadPicture(gettext_noop("The text has a character that an SVG picture cannot carry."))
    namespace, name = _PLACES[keyword]
    # No character of XML. In JSON they can only stand in a string, which can escape them.
    text = text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    is_json = text.lstrip(_SPACE).startswith("{")
    verify = (_hosted_at(text) if keyword == KEYWORD_V2 else "") if is_json else text
    tag = f"{PREFIX}:{name}"
    own = f' xmlns:{PREFIX}="{namespace}"' if declare else ""
    attribute = f' verify="{verify.translate(_ATTRIBUTE)}"' if verify else ""
    body = ""
    if is_json:
        # Neither the end of CDATA nor a carriage return can stand in CDATA.
        body = text.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
        body = f"<![CDATA[{body}]]>"
    return encoded(f"<{tag}{own}{attribute}>{body}</{tag}>")


class Opened:
    """An SVG cut open after the tag of its root, its older badges of one version taken out.

    ``thorough`` reads all of it, to find whether it is well-formed. Raises :exc:`BadPicture`.
    """

    __slots__ = ("_declare", "_head", "_keyword", "_tail")

    def __init__(self, svg: bytes, keyword: str, *, thorough: bool) -> None:
        reader = _Reader(svg, "whole" if thorough else "root")
        namespace, name = _PLACES[keyword]
        if reader.root is None:
            raise BadPicture(gettext_noop("This is not an SVG picture."))
        tag = _tag(svg, reader.root)
        if not thorough and svg.find(name.encode(), tag.end()) >= 0:
            reader = _Reader(svg, "whole")
        empty = tag[0].endswith(b"/>")
        end = tag.end() - (2 if empty else 1)
        # The prefix can name one namespace only: where the root has given it to the other version,
        # the badge's own element declares it.
        declared = reader.declared
        declaration = f' xmlns:{PREFIX}="{namespace}"' if declared is None else ""
        self._head = b"".join((memoryview(svg)[:end], declaration.encode(), b">"))
        self._declare = declared not in (None, namespace)
        self._keyword = keyword
        self._tail: list[bytes | memoryview] = [b"</" + tag[1] + b">"] if empty else []
        kept_from = tag.end()
        for found, start, stop in reader.spans:
            if found == keyword:
                self._tail.append(memoryview(svg)[kept_from:start])
                kept_from = stop
        self._tail.append(memoryview(svg)[kept_from:])

    def bake(self, text: str) -> bytes:
        """The picture with ``text`` in an element directly after the tag of its root."""
        element = _element(text, self._keyword, declare=self._declare)
        return b"".join((self._head, element, *self._tail))


def bake_svg(svg: bytes, text: str, *, keyword: str) -> bytes:
    """``svg`` with ``text`` in an element directly after ``<svg …>``, instead of any older one of
    the same version. Every other byte stays. Raises :exc:`BadPicture`."""
    return Opened(svg, keyword, thorough=False).bake(text)


def unbake_svg(svg: bytes) -> dict[str, str]:
    """Keyword to text of the badges in a picture. Where an element has JSON and ``verify`` it is
    the JSON, unless that cannot be read. The first of a keyword counts. Raises
    :exc:`BadPicture`."""
    return _Reader(svg, "badges").found

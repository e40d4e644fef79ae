"""Parts of documents that are the same in many: an achievement, its issuer."""

import secrets
from typing import Any

from .documents import Document, json_text

# No document has this text by chance or on purpose.
_PLACE = secrets.token_hex(16)


def _refuse(*_args: Any, **_named: Any) -> Any:
    raise TypeError("This part of a document is shared: change a copy.deepcopy() of it.")


class Kept(dict[str, Any]):
    """A dictionary that never changes, and so do none of its lists and dictionaries. ``token`` stands
    for all of it: who has seen the token before need not look inside."""

    __slots__ = ("_text", "token")

    def __init__(self, document: Document):
        super().__init__({key: _kept(value) for key, value in document.items()})
        self.token = object()
        self._text = ""

    @property
    def text(self) -> str:
        """It as JSON, written once."""
        self._text = self._text or json_text(self)
        return self._text

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, _memo: Any) -> Document:
        return {key: _plain(value) for key, value in self.items()}

    def __reduce__(self) -> Any:
        return dict, (self.__deepcopy__(None),)


class KeptText(str):
    """A text that is the same in many documents: part of what they are like."""

    __slots__ = ()


class _KeptList(list[Any]):
    __slots__ = ()

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = extend = insert = pop = remove = clear = sort = reverse = _refuse

    def __deepcopy__(self, _memo: Any) -> list[Any]:
        return [_plain(value) for value in self]

    def __reduce__(self) -> Any:
        return list, (self.__deepcopy__(None),)


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return Kept(value)
    return _KeptList(map(_kept, value)) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    return value.__deepcopy__(None) if isinstance(value, Kept | _KeptList) else value


def written(document: Document) -> str:
    """What :func:`~.documents.json_text` makes of a document, without writing its kept parts again."""
    kept: list[Kept] = []
    text = json_text(_with_places(document, kept))
    for number, part in enumerate(kept):
        text = text.replace(f'"{_PLACE}{number}"', part.text, 1)
    return text


def _with_places(document: Document, kept: list[Kept]) -> Document:
    """The document with a place for each kept part of it, and of what it holds."""
    changes: Document = {}
    for key, value in document.items():
        kind = type(value)
        if kind is Kept:
            changes[key] = f"{_PLACE}{len(kept)}"
            kept.append(value)
        elif kind is dict:
            inner = _with_places(value, kept)
            if inner is not value:
                changes[key] = inner
    return {**document, **changes} if changes else document

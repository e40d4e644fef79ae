"""Parts of documents that are the same in many: an achievement, its issuer."""

from typing import Any

from .documents import Document


def _refuse(*_args: Any, **_named: Any) -> Any:
    raise TypeError("This part of a document is shared: change a copy.deepcopy() of it.")


class Kept(dict[str, Any]):
    """A dictionary that never changes, and so do none of its lists and dictionaries. ``token`` stands
    for all of it: who has seen the token before need not look inside."""

    __slots__ = ("token",)

    def __init__(self, document: Document):
        super().__init__({key: _kept(value) for key, value in document.items()})
        self.token = object()

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __deepcopy__(self, _memo: Any) -> Document:
        return {key: _plain(value) for key, value in self.items()}

    def __reduce__(self) -> Any:
        return dict, (self.__deepcopy__(None),)


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

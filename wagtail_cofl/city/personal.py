"""Pages that are about one person, or whose address is a secret.

Councils cache whole pages. What differs from person to person has an address of its own, and that
address answers ``private, no-store``, asks to stay out of search engines, and keeps itself out of
other sites' logs.
"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.cache import add_never_cache_headers

LONGEST_PATH = 500


def keep_private(response: HttpResponse) -> HttpResponse:
    """Mark one response as for one person only: no cache, no search engine, no address passed on.

    Not ``no-referrer``: browsers then send ``Origin: null`` with our own forms, and Django refuses.
    """
    add_never_cache_headers(response)  # private, no-store and the rest
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def unlisted(view: Callable) -> Callable:
    """Decorate a view that answers the same to everyone who knows its address, and only they should:
    search engines are asked to leave it out."""

    @wraps(view)
    def unlisted_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return unlisted_view


def personal(view: Callable | None = None, *, hide: tuple[str, ...] = ()) -> Callable:
    """Decorate a view whose answers are about one person.

    ``hide`` names the parts of its address that nobody else may learn: a problem report about the
    page leaves them out (:func:`reportable`).
    """
    if view is None:
        return lambda view: personal(view, hide=hide)

    @wraps(view)
    def private_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return keep_private(view(request, *args, **kwargs))

    private_view.cofl_hidden = hide
    return private_view


def reportable(path: str) -> str:
    """``path`` as a report may name it: a path of this site without query, or "".

    Nothing that leads elsewhere comes through, and what is secret in a path becomes "…".
    """
    path = path.partition("?")[0].partition("#")[0]
    plain = path.isprintable() and "\\" not in path and len(path) <= LONGEST_PATH
    if not plain or not path.startswith("/") or path.startswith("//"):
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return path
    for name in getattr(match.func, "cofl_hidden", ()):
        path = path.replace(str(match.kwargs[name]), "…")
    return path

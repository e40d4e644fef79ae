"""Guessing recovery words is slow: ten wrong tries in a quarter of an hour, then a pause.

Counted for a browser's session and for a nickname, never for a network address: a whole school or
library shares one. The count is kept in the site's cache; a site whose processes share no cache counts
in each of them.
"""

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from .words import normalise_nickname

TRIES = 10
MINUTES = 15


def _keys(request: HttpRequest, site_id: int, nickname: str) -> list[str]:
    name = hashlib.sha256(f"{site_id}\0{normalise_nickname(nickname)}".encode()).hexdigest()
    keys = [f"cofl-words-name-{name}"]
    if request.session.session_key:
        session = hashlib.sha256(request.session.session_key.encode()).hexdigest()
        keys.append(f"cofl-words-session-{session}")
    return keys


def must_wait(request: HttpRequest, site_id: int, nickname: str) -> bool:
    """Whether this browser, or anybody with this nickname, has guessed too often."""
    counts = cache.get_many(_keys(request, site_id, nickname))
    return any(count >= TRIES for count in counts.values())


def wrong(request: HttpRequest, site_id: int, nickname: str) -> None:
    """Count a wrong try."""
    if not request.session.session_key:
        request.session.create()
    for key in _keys(request, site_id, nickname):
        if not cache.add(key, 1, MINUTES * 60):
            try:
                cache.incr(key)
            except ValueError:  # it ran out in between
                cache.set(key, 1, MINUTES * 60)

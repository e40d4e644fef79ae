"""Guessing codes is slow: what is counted, and who has to wait.

Nothing is counted by network address: a whole venue claims through one. Counted are wrong codes

- of one browser's session. After :data:`TRIES` in :data:`MINUTES` it waits until the first of them is
  so long ago; it waits with a right code too, since a pause that a right guess ends is none. The phone
  next to it does not wait.
- near one word code. When many are wrong by a slip, our answer “Did you mean …?” has become a way to
  find the word: it is no longer given for that word. The word itself goes on working.
- of other people's addresses at one reserved code. Then that code takes no address for a while; who
  is known by the right address is not asked for one.
- in one city, which counts browsers that keep no cookie too. Above :data:`CITY_TRIES` an unknown code
  gets a short answer without a hint, and no session is made for it. A right code is not slowed.

That is what the pauses are for. What keeps random codes safe are their 60 bits; a word code hangs on a
wall, and lives by its quota and its dates.

Counts are kept in Django's default cache, under hashes, and sessions on the server, as Django does by
default: with sessions in signed cookies only a city's count holds. Where several processes or servers answer for a site
and share no cache, each of them counts for itself.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from .models import ClaimCode

MINUTES = 10
#: Wrong codes of one session.
TRIES = 10
#: Slips near one word code.
NEAR_TRIES = 30
#: Wrong addresses at one reserved code.
ADDRESS_TRIES = 10
#: Unknown codes in one city: a big event with some hundred people mistyping stays below it.
CITY_TRIES = 600


def _key(kind: str, whose: object) -> str:
    return f"cofl-codes-{kind}-{hashlib.sha256(str(whose).encode()).hexdigest()}"


def _count(key: str) -> int:
    """Count one more; the window begins with the first. Says how many there are."""
    until = timezone.now().timestamp() + MINUTES * 60
    if cache.add(key, 1, MINUTES * 60):
        cache.set(f"{key}-until", until, MINUTES * 60)
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it ran out in between
        cache.set(key, 1, MINUTES * 60)
        cache.set(f"{key}-until", until, MINUTES * 60)
        return 1


def _minutes_left(key: str, most: int) -> int:
    if (cache.get(key) or 0) < most:
        return 0
    seconds = (cache.get(f"{key}-until") or 0) - timezone.now().timestamp()
    return max(1, int(-(-seconds // 60)))


def _session_of(request: HttpRequest) -> str:
    # Not request.session: the page of a right code is the same for everybody, and stays so for caches.
    return request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")


def must_wait(request: HttpRequest) -> int:
    """For how many minutes this browser's session still has to wait; 0 for most."""
    session = _session_of(request)
    return _minutes_left(_key("session", session), TRIES) if session else 0


def unknown(request: HttpRequest, site_id: int) -> bool:
    """Count a code that this city does not have; False when the city has had too many of them, which
    then get no hint."""
    if _count(_key("city", site_id)) > CITY_TRIES:
        return False
    count_wrong(request)
    return True


def count_wrong(request: HttpRequest) -> None:
    """Count something wrong for this browser's session, which begins with it."""
    session = request.session
    if not session.session_key or not session.exists(session.session_key):
        # A cookie that we did not set would give each guess a count of its own.
        session.create()
    _count(_key("session", session.session_key))


def may_hint(code: ClaimCode) -> bool:
    """Count a slip near a word code; False when there have been too many to name the word still."""
    return _count(_key("near", code.pk)) <= NEAR_TRIES


def may_try_address(code: ClaimCode) -> bool:
    """May this reserved code be tried with an address?"""
    return not _minutes_left(_key("address", code.pk), ADDRESS_TRIES)


def wrong_address(request: HttpRequest, code: ClaimCode) -> None:
    """Count an address that a reserved code is not for."""
    _count(_key("address", code.pk))
    count_wrong(request)

"""Recovery words between the page that shows them and the tick “I have written them down”.

Nothing about the person is in the database until then: the words wait in the session, sealed. After the
tick nobody can show them again.
"""

import json

from django.http import HttpRequest

from wagtail_cofl.city.sealing import CannotOpen, seal, unseal

from .words import new_words

KEY = "cofl_words"


def begin(request: HttpRequest, purpose: str, nickname: str, age_band: str = "") -> None:
    """Draw words for ``nickname``. ``purpose`` says which page may show them."""
    pending = {
        "purpose": purpose,
        "nickname": nickname,
        "age_band": age_band,
        "words": new_words(),
    }
    request.session[KEY] = seal(json.dumps(pending).encode())


def pending(request: HttpRequest, purpose: str) -> dict | None:
    """``{"nickname", "age_band", "words"}`` as they wait in this browser, or None."""
    try:
        found = json.loads(unseal(request.session[KEY]))
    except (KeyError, CannotOpen):
        return None
    return found if found["purpose"] == purpose else None


def done(request: HttpRequest) -> None:
    """They have been written down: nobody can show them again."""
    request.session.pop(KEY, None)

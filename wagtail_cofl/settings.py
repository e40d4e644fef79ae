"""The one settings object: ``WAGTAIL_COFL`` in the site's Django settings.

========================  ====================  ==========================================================
key                       default               meaning
========================  ====================  ==========================================================
``BASE_TEMPLATE``         ``"base.html"``       the site's own template that every page of ours extends
``CANONICAL_ADDRESSES``   ``[]``                the addresses that *this deployment* may issue for, such as
                                                ``["https://learn.example.gov.uk"]``; a copy of the database on
                                                a staging server has other addresses here and so cannot issue
``KEY_ENCRYPTION_KEYS``   ``[]``                Fernet keys, newest first, that encrypt issuer keys and e-mail
                                                addresses at rest; falls back to one made from ``SECRET_KEY``
``LOOKUP_KEY``            ``""``                secret of the keyed hash that finds an e-mail address; it must
                                                never change; falls back to one made from ``SECRET_KEY``
``TOKEN_ALGORITHM``       ``"RS256"``           how badges are signed that travel as JSON Web Tokens:
                                                ``"RS256"`` (RSA, read by all) or ``"ES256"`` (P-256)
``LINK_MINUTES``          ``60``                how long a link sent by e-mail works
``KEEP_REPORTS_DAYS``     ``90``                how long a problem report is kept after it was dealt with;
                                                ``manage.py cofl_tidy`` deletes what is older
``STRIP_PHOTO_METADATA``  ``True``              take place, camera and names out of every picture that is
                                                uploaded; a picture library that needs its credits says False
``EVIDENCE_MB``           ``20``                how big a file may be that a learner adds to a claim, in megabytes
``EVIDENCE_FOLDER``       ``""``                where such files are kept, never below the media or static files;
                                                without one, ``cofl-private`` beside ``MEDIA_ROOT``
``WORKER``                ``False``             True where ``manage.py cofl_work`` runs on the server all the time:
                                                lists of people, of any length, are left to it
========================  ====================  ==========================================================
"""

from typing import Any

from django.conf import settings

TOKEN_ALGORITHMS = ("RS256", "ES256")

DEFAULTS: dict[str, Any] = {
    "BASE_TEMPLATE": "base.html",
    "CANONICAL_ADDRESSES": [],
    "KEY_ENCRYPTION_KEYS": [],
    "LOOKUP_KEY": "",
    "TOKEN_ALGORITHM": "RS256",
    "LINK_MINUTES": 60,
    "KEEP_REPORTS_DAYS": 90,
    "STRIP_PHOTO_METADATA": True,
    "EVIDENCE_MB": 20,
    "EVIDENCE_FOLDER": "",
    "WORKER": False,
}


class CoflSettings:
    """Reads ``settings.WAGTAIL_COFL`` at each access, so that ``override_settings`` works."""

    def __getattr__(self, name: str) -> Any:
        if name not in DEFAULTS:
            raise AttributeError(f"WAGTAIL_COFL has no setting {name!r}")
        return getattr(settings, "WAGTAIL_COFL", {}).get(name, DEFAULTS[name])


cofl_settings = CoflSettings()

"""A site whose front end lets a browser load nothing but its own files, and run nothing inline."""

import django

from tests.sites.base import *  # noqa: F403
from tests.sites.base import MIDDLEWARE

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
if django.VERSION >= (6, 0):
    MIDDLEWARE = ["django.middleware.csp.ContentSecurityPolicyMiddleware", *MIDDLEWARE]
    SECURE_CSP = POLICY
else:
    MIDDLEWARE = ["tests.sites.strict_csp.middleware.StrictPolicy", *MIDDLEWARE]

"""The way back, for somebody who has to sign in first."""

from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse


def sign_in_address(path: str) -> str:
    """The address of signing in that then leads on to ``path``, in whatever browser."""
    return f"{reverse('wagtail_cofl:sign_in')}?{urlencode({'next': path})}"


def sign_in_to(path: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(sign_in_address(path))

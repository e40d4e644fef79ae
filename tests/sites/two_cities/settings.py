"""One Wagtail, two cities: each is a Wagtail Site with a host of its own."""

from tests.sites.base import *  # noqa: F403
from tests.sites.base import WAGTAIL_COFL

WAGTAIL_COFL = {
    **WAGTAIL_COFL,
    "CANONICAL_ADDRESSES": ["https://learn.example.org", "https://learn.other.example"],
}

"""Every address of one city: the pages that :mod:`tests.addresses` lists from the URLconf and the
page types, and those that are no page, so that neither can be forgotten."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, reverse

from tests.addresses import NO_PAGE, Address, every_page, letter

from .content import City

#: Signed or hosted documents: whoever has the address gets the same bytes at every host of the
#: deployment, since badges name their addresses for ever.
DOCUMENTS = {name for name, why in NO_PAGE.items() if why in {"a document", "a picture"}}


#: Of what is somebody's own there is none in a city like this: nobody finds anything.
NOT_THEIRS = {
    *("evidence_file", "evidence_shared"),
    *("decide", "decide_aside", "peer_decide", "peer_aside"),
}

#: What the address of something that is no page is made of, by name.
ARGUMENTS: dict[str, Callable[[City], list]] = {
    **dict.fromkeys(
        (
            *("credential_json", "credential_png", "credential_svg", "credential_jwt"),
            *("assertion_json", "assertion_png", "assertion_svg", "assertion_jws"),
        ),
        lambda city: [city.award.credential.uuid],
    ),
    **dict.fromkeys(
        ("badge_version_json", "badge_version_png"),
        lambda city: [city.badge.current_version.uuid],
    ),
    **dict.fromkeys(
        ("issuer_json", "did_json", "issuer_revocations", "issuer_withdrawn"),
        lambda city: [city.provider.uuid],
    ),
    "key_json": lambda city: [city.provider.uuid, city.provider.keys.get(use="proof").kid],
    "key_pem": lambda city: [city.provider.uuid, city.provider.keys.get(use="token").kid],
    "status_list": lambda city: [city.provider.status_lists.get().uuid],
    "claim_words": lambda city: [city.code.pretty],
    "invited_words": lambda city: [letter(city.site)],
    "ask_words": lambda city: [city.badge.uuid],
    **dict.fromkeys(("evidence_file", "evidence_shared"), lambda city: [city.badge.uuid]),
    **dict.fromkeys(
        ("decide", "decide_aside", "peer_decide", "peer_aside"), lambda city: [city.badge.uuid]
    ),
    "opportunity": lambda city: [city.opportunity.uuid],
    **dict.fromkeys(
        ("playlist_mine_part", "playlist_begin", "playlist_stop", "playlist_tick"),
        lambda city: [city.playlist.uuid],
    ),
}


def _no_page(city: City, name: str) -> Address:
    arguments = ARGUMENTS[name](city) if name in ARGUMENTS else []
    try:
        return Address(name, reverse(f"wagtail_cofl:{name}", args=arguments))
    except NoReverseMatch as error:
        raise AssertionError(f"say in {__file__} what the address {name} is made of") from error


def addresses(city: City) -> list[Address]:
    """Every address that has anything of ``city``, as a path at its host, with its query."""
    pages = [
        Address(page.name, urlsplit(page.path)._replace(scheme="", netloc="").geturl(), page.who)
        for page in every_page(city.site)
    ]
    return pages + [_no_page(city, name) for name in NO_PAGE]

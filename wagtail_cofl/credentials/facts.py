"""From rows to the plain facts that documents are made of."""

from collections.abc import Iterable
from dataclasses import replace

from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.openbadges.facts import Achievement, Alignment, Issuer
from wagtail_cofl.providers.models import Provider

from .addresses import Addresses


def issuer_facts(provider: Provider, addresses: Addresses) -> Issuer:
    """The provider as it is now."""
    return Issuer(
        did=addresses.did(provider.uuid),
        profile_url=addresses.issuer(provider.uuid),
        name=provider.name,
        email=provider.email,
        description=provider.description,
    )


def published_issuer(provider: Provider, addresses: Addresses, kids: Iterable[str]) -> Issuer:
    """The provider with what OB 2.0 asks of it for signed assertions. ``kids`` are its token keys."""
    return replace(
        issuer_facts(provider, addresses),
        key_urls=tuple(addresses.key_pem(provider.uuid, kid) for kid in kids),
        revocation_list_url=addresses.revocations(provider.uuid),
    )


def _alignments(version: BadgeVersion, addresses: Addresses):
    """Every skill of the spine, and after it the reference skills that it is the same as."""
    for skill in version.skills:
        yield Alignment(
            target_name=skill["label"],
            target_url=addresses.skill(skill["uuid"]),
            target_description=skill["description"],
        )
        for alignment in skill["alignments"]:
            yield Alignment(
                target_name=alignment["label"],
                target_url=alignment["uri"],
                target_framework=alignment["framework"],
                target_code=alignment["code"],
            )


def achievement_facts(version: BadgeVersion, addresses: Addresses) -> Achievement:
    """A badge version, from its own copies only (but the issuer, which OB 3.0 embeds as it is)."""
    return Achievement(
        url=addresses.badge(version.uuid),
        name=version.name,
        description=version.description,
        criteria_url=addresses.badge(version.uuid),
        criteria_narrative=version.criteria_narrative,
        image_url=addresses.badge_picture(version.uuid),
        issuer=issuer_facts(version.badge.provider, addresses),
        alignments=tuple(_alignments(version, addresses)),
        tags=tuple(skill["label"] for skill in version.skills),
        version=str(version.number),
    )

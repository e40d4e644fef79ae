"""From rows to the plain facts that documents are made of."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wagtail_cofl.badges import answering
from wagtail_cofl.badges.models import BadgeVersion
from wagtail_cofl.openbadges.facts import (
    Achievement,
    Alignment,
    Issuer,
    Result,
    ResultDescription,
    RubricLevel,
)
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


def _part(version: BadgeVersion, addresses: Addresses, part: str) -> str:
    """The id of a criterion, or a level, in documents: a place on the page of its badge version."""
    return f"{addresses.badge(version.uuid)}#{part}" if part else ""


def _descriptions(version: BadgeVersion, addresses: Addresses) -> Iterator[ResultDescription]:
    """OB 3.0 B.20: how well each criterion can be met, as far as that is said. The blocks of the
    version alone decide, so that it says the same for ever."""
    for criterion in answering.walk(answering.criteria_of(version)):
        said = answering.answerer_of(criterion).describe(criterion)
        if said is None:
            continue
        yield ResultDescription(
            url=_part(version, addresses, criterion["id"]),
            name=said["name"],
            result_type=said["type"],
            required_level=_part(version, addresses, said.get("required_level") or ""),
            required_value=said.get("required_value") or "",
            value_min=said.get("value_min") or "",
            levels=tuple(
                RubricLevel(
                    url=_part(version, addresses, level["id"]),
                    name=level["name"],
                    description=level["description"],
                    level=str(place),
                    points="" if level["points"] is None else str(level["points"]),
                )
                for place, level in enumerate(said.get("levels") or (), start=1)
            ),
        )


def result_facts(
    version: BadgeVersion, addresses: Addresses, results: Iterable[dict]
) -> tuple[Result, ...]:
    """OB 3.0 B.19, of ``{"criterion", "level" or "value"}``."""
    return tuple(
        Result(
            described_by=_part(version, addresses, result["criterion"]),
            achieved_level=_part(version, addresses, result.get("level") or ""),
            value=result.get("value") or "",
        )
        for result in results
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
        results=tuple(_descriptions(version, addresses)),
    )

"""Publishing a badge: the editor's draft becomes an immutable version."""

import hashlib
import json

from django.db import transaction

from wagtail_cofl.skills.models import Skill

from .blocks import criteria_markdown
from .models import Badge, BadgeVersion
from .needs import keep_needs
from .pictures import png_bytes


def _skill_copies(badge: Badge) -> list[dict]:
    ids = list(dict.fromkeys(link.skill_id for link in badge.badge_skills.all()))
    skills = Skill.objects.prefetch_related("relations__target__framework").in_bulk(ids)
    return [
        {
            "uuid": str(skill.uuid),
            "label": skill.label,
            "description": skill.description,
            "alignments": [
                {
                    "label": relation.target.label,
                    "uri": relation.target.uri,
                    "code": relation.target.code,
                    "framework": relation.target.framework.title,
                    "attribution": relation.target.framework.attribution,
                }
                for relation in skill.relations.all()
                if relation.target.uri
            ],
        }
        for skill in (skills[pk] for pk in ids if pk in skills)
    ]


def kept_criteria(badge: Badge) -> list[dict]:
    """The criteria of a draft as its version keeps them: ``[{"id", "type", "value"}]``."""
    # Reading them gives lists of old drafts their present form, and each member an id.
    list(badge.criteria)
    return [
        {"id": kept["id"], "type": kept["type"], "value": kept["value"]}
        for kept in badge.criteria.get_prep_value()
    ]


def _contents(badge: Badge) -> dict:
    """Everything that documents and pages say about a badge, as plain data."""
    return {
        "name": badge.name,
        "statement": badge.statement,
        "description": badge.description,
        "criteria_narrative": criteria_markdown(badge.criteria),
        "criteria": kept_criteria(badge),
        "valid_months": badge.valid_months,
        "layer": badge.layer,
        "skills": _skill_copies(badge),
    }


def preview_version(badge: Badge) -> BadgeVersion:
    """An unsaved version that shows a draft as it would be published; the picture is left out."""
    version = BadgeVersion(badge=badge, number=0, **_contents(badge))
    version.uuid = None
    return version


def publish_version(badge: Badge) -> BadgeVersion:
    """The version for the badge as it now stands: the newest one where nothing has changed since,
    otherwise a new one. Raises :exc:`~.pictures.PictureProblem`."""
    contents = _contents(badge)
    picture = png_bytes(badge.image)
    print_of = json.dumps(contents, sort_keys=True).encode() + picture
    fingerprint = hashlib.sha256(print_of).hexdigest()
    with transaction.atomic():
        # Two editors may publish at once: the badge's row decides who is first.
        Badge.objects.select_for_update().filter(pk=badge.pk).first()
        newest = badge.current_version
        if newest is not None and newest.fingerprint == fingerprint:
            return newest
        keep_needs(badge, contents["criteria"])
        return BadgeVersion.objects.create(
            badge=badge,
            number=newest.number + 1 if newest else 1,
            picture=picture,
            fingerprint=fingerprint,
            **contents,
        )

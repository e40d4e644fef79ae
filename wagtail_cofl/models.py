"""Django looks for models here; they live in their rooms."""

from .awards.models import Award, Claim, ClaimCode
from .badges.models import Badge, BadgeSkill, BadgeVersion
from .city.models import CitySettings, ProblemReport
from .credentials.models import (
    Credential,
    IssuerKey,
    Revocation,
    SignedToken,
    StatusList,
    Suspension,
)
from .learners.models import EmailLink, Identifier, Learner
from .opportunities.models import Opportunity, Session
from .playlists.models import Following, Playlist, PlaylistVersion, Tick
from .providers.models import Provider
from .skills.models import Framework, NextSkill, Skill, SkillRelation

__all__ = [
    "Award",
    "Badge",
    "BadgeSkill",
    "BadgeVersion",
    "CitySettings",
    "Claim",
    "ClaimCode",
    "Credential",
    "EmailLink",
    "Following",
    "Framework",
    "Identifier",
    "IssuerKey",
    "Learner",
    "NextSkill",
    "Opportunity",
    "Playlist",
    "PlaylistVersion",
    "ProblemReport",
    "Provider",
    "Revocation",
    "Session",
    "SignedToken",
    "Skill",
    "SkillRelation",
    "StatusList",
    "Suspension",
    "Tick",
]
